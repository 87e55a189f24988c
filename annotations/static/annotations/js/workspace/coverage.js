// Coverage: which sentences are done, by whom, and which is next.

/** @import { Workspace } from "../workspace.js" */
/** @import { DrawnText } from "../codepoints.js" */
/** @import { Span } from "./painted.js" */

import { call, Refusal } from '../api.js';
import { toast } from '../shell.js';
import { say } from '../words.js';
import { askKind } from './kinds.js';
import { Painted } from './painted.js';
import { SecondLook } from './second_look.js';
import { Strip } from './strip.js';

/**
 * @typedef {object} Mark what a person said of a sentence
 * @property {string} id
 * @property {number} start
 * @property {number} end
 * @property {string} kind
 * @property {{id: string, name: string}} by
 * @property {string} at
 * @property {{by: {id: string, name: string}, at: string} | null} confirmed
 */

/**
 * @typedef {object} Answer
 * @property {string | null} revision
 * @property {string} states one character per sentence: - u p c d n r
 * @property {number} sentences that are counted
 * @property {number} unread
 * @property {Mark[]} marks
 * @property {number} unconfirmed
 * @property {string[]} [ids] of the rows that hold for what was said just now
 */

const LEFT = 'nothing_left';
const SHORT = 60;
const SETTLE_MS = 150;
const LONGEST_WORD = 40;
const SHOWN = 'factcheck-unread-words';

export class Coverage {
  /** @param {Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
    this.address = `/api/v1/articles/${workspace.article}/coverage/`;
    /** @type {Answer | null} */
    this.answer = null;
    /** @type {number[]} for each sentence its number among those that are counted */
    this.numbers = [];
    this.asked = 0;
    this.hasClaims = false;
    this.unread = new Painted(workspace.drawn, 'unread', -1);
    /** Whether the strip stands beside the text. */
    this.wide = matchMedia('(min-width: 48rem)');
    this.wide.addEventListener('change', () => this.#paintUnread());
    const strip = document.getElementById('cover');
    this.strip = strip && new Strip(workspace, strip, (at) => this.#nameOf(at));
    this.look = new SecondLook(workspace, this);
    workspace.on('claims', () => this.#heardClaims());
    workspace.on('news', () => this.#later());
    workspace.on('placed', () => this.strip?.place());
    // The numbers above the text come anew with each changed claim.
    document.addEventListener('htmx:afterSettle', () => this.#count());
    this.#listen();
    void this.refresh();
  }

  /** Those that the page opens with are asked for at the same time as coverage. */
  #heardClaims() {
    if (this.hasClaims) this.#later();
    else this.#paintUnread();
    this.hasClaims = true;
  }

  #later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), SETTLE_MS);
  }

  /** Ask anew; an older answer never overwrites a newer. */
  async refresh() {
    this.asked += 1;
    const turn = this.asked;
    try {
      const answer = await call('GET', this.address);
      if (turn === this.asked) this.take(answer);
    } catch (error) {
      // What is shown stays; the page says by itself that the newsroom is not reached.
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /** @param {Answer} answer */
  take(answer) {
    this.asked += 1;
    // Another text than the one shown: its sentences are not these.
    if (answer.revision !== this.workspace.drawn.revision) return;
    this.answer = answer;
    let number = 0;
    this.numbers = [...answer.states].map((state) => {
      if (state !== '-' && state !== 'r') number += 1;
      return number;
    });
    this.draw();
  }

  draw() {
    this.strip?.show(this.answer?.states ?? '');
    this.#paintUnread();
    this.#count();
    this.look.draw();
  }

  /** @param {number} at of a sentence */
  stateOf(at) {
    return this.answer?.states[at] ?? 'u';
  }

  /** @param {number} at of a sentence */
  numberOf(at) {
    return this.numbers[at] ?? at + 1;
  }

  /**
   * @param {number} at of a sentence
   * @returns {string} why there is nothing to check in it; empty where nobody said so
   */
  kindOf(at) {
    const span = this.workspace.cursor?.spanOf(at);
    if (!span || this.stateOf(at) !== 'n') return '';
    return this.answer?.marks.find((mark) => touches(mark, span))?.kind ?? '';
  }

  /** @param {number} at of a sentence */
  #nameOf(at) {
    const span = this.workspace.cursor?.spanOf(at);
    const words = span && this.workspace.drawn.trimmed(span.start, span.end)?.exact;
    const kind = this.kindOf(at);
    const state = kind ? say(`kind-${kind}`) : say(`sentence-${this.stateOf(at)}`);
    return `${state}: ${shorten(words ?? '')}`;
  }

  #count() {
    const { answer } = this;
    if (!answer) return;
    const values = { left: answer.unread, n: answer.sentences };
    const words = say(answer.unread ? 'sentences-left' : 'sentences-none-left', values);
    setText('[data-left]', words);
    const called = answer.marks.filter(({ kind }) => kind !== LEFT).length;
    setText('[data-called]', say('called-not-checkable', { n: called }));
    const waiting = answer.unconfirmed ? say('wait-second-look', { n: answer.unconfirmed }) : '';
    setText('[data-waiting]', waiting && ` · ${waiting}`);
  }

  /**
   * Every word of a claimed sentence that no claim holds; and the first word of each unread one, where no
   * strip stands beside the text to show it.
   */
  #paintUnread() {
    const { cursor, drawn, all } = this.workspace;
    if (!cursor || !this.answer || localStorage.getItem(SHOWN) === '0') {
      this.unread.paint([]);
      return;
    }
    const claimed = all.flatMap((row) => row.passages).sort((a, b) => a.start - b.start);
    /** @type {Span[]} */
    const spans = [];
    let reach = 0;
    [...this.answer.states].forEach((state, at) => {
      if (state !== 'u' && state !== 'p') return;
      const span = cursor.spanOf(at);
      if (state === 'u') {
        if (!this.wide.matches) spans.push(firstWord(drawn, span));
        return;
      }
      while (reach < claimed.length && (claimed[reach]?.end ?? 0) <= span.start) reach += 1;
      spans.push(...besides(span, claimed, reach));
    });
    this.unread.paint(spans);
  }

  #listen() {
    const { workspace } = this;
    workspace.addKey('u', () => this.next());
    workspace.addAct('next-unread', () => this.next({ focus: false }));
    workspace.addKey('d', () => void this.say(LEFT), { editor: true });
    workspace.addKey('0', () => void this.ask(), { editor: true });
    workspace.addAct('no-claim', () => void this.ask());
    workspace.addAct('nothing-left', () => void this.say(LEFT));
    const box = document.getElementById('unread-words');
    if (box instanceof HTMLInputElement) {
      box.checked = localStorage.getItem(SHOWN) !== '0';
      box.addEventListener('change', () => {
        localStorage.setItem(SHOWN, box.checked ? '1' : '0');
        this.#paintUnread();
      });
    }
    let timer = 0;
    document.addEventListener('selectionchange', () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => this.#offer(), 50);
    });
  }

  /** Of the two ways to call the selected sentences done, the toolbar shows the one that fits. */
  #offer() {
    const span = this.workspace.words.now();
    if (!span) return;
    const hasClaim = this.#touched(span).every((at) => 'pcd'.includes(this.stateOf(at)));
    const tools = this.workspace.words.tools;
    for (const [act, isOffered] of [
      ['nothing-left', hasClaim],
      ['no-claim', !hasClaim],
    ]) {
      const button = tools.querySelector(`[data-act="${act}"]`);
      if (button instanceof HTMLElement) button.hidden = !isOffered;
    }
  }

  /**
   * @param {Span} span
   * @returns {number[]} the sentences that it touches
   */
  #touched(span) {
    const { cursor } = this.workspace;
    /** @type {number[]} */
    const found = [];
    if (!cursor) return found;
    for (let at = cursor.sentenceAt(span.start); at < cursor.length; at += 1) {
      if (cursor.spanOf(at).start >= span.end) break;
      if (touches(cursor.spanOf(at), span)) found.push(at);
    }
    return found;
  }

  /**
   * Go to the next unread or partly read sentence.
   *
   * @param {{focus?: boolean, after?: number, first?: string}} [options] `after`: a sentence, the cursor's by
   *   default; `first`: said before
   */
  next({ focus = true, after, first = '' } = {}) {
    const { cursor } = this.workspace;
    if (!cursor || !this.answer) return;
    const isFresh = cursor.at === null && !this.workspace.words.now() && after === undefined;
    const from = isFresh ? cursor.here() - 1 : (after ?? cursor.here());
    const at = this.#unreadAfter(from);
    if (at === null) toast(say('none-unread'));
    else {
      cursor.go(at, { focus });
      if (first || at <= from)
        cursor.announce(at <= from ? `${first} ${say('from-the-top')}` : first);
    }
  }

  /**
   * @param {number} from
   * @returns {number | null} the next sentence with something left, from the top where none follows
   */
  #unreadAfter(from) {
    const { length } = this.answer?.states ?? '';
    for (let step = 1; step <= length; step += 1) {
      const at = (from + step + length) % length;
      if ('up'.includes(this.stateOf(at))) return at;
    }
    return null;
  }

  /** @returns {Span | null} what the person means: the selected words, else the cursor's sentence */
  #meant() {
    const meant = this.workspace.words.now() ?? this.workspace.words.passage;
    if (!meant) toast(say('choose-sentence'));
    return meant;
  }

  /** Ask why there is nothing to check, then say so. */
  async ask() {
    const place = this.#meant();
    if (!place || !this.workspace.isEditor) return;
    // Beside a claim there is only one thing to say.
    if (this.#touched(place).every((at) => 'pcd'.includes(this.stateOf(at)))) {
      await this.say(LEFT, place);
      return;
    }
    const kind = await askKind(
      shorten(this.workspace.drawn.trimmed(place.start, place.end)?.exact ?? ''),
    );
    if (kind) await this.say(kind, place);
  }

  /**
   * Say that the sentences of a place are done, and go on to the next unread one.
   *
   * @param {string} kind
   * @param {Span | null} [place]
   */
  async say(kind, place = this.#meant()) {
    if (!place) return;
    const touched = this.#touched(place);
    const words = shorten(this.workspace.drawn.trimmed(place.start, place.end)?.exact ?? '');
    try {
      const deed = await this.#cover(place, kind);
      if (deed.made.length) {
        const said = say('did-cover', { kind: say(`kind-${kind}`), words });
        this.workspace.did({ words: said, back: deed.back, again: deed.again });
      }
    } catch (error) {
      this.refused(error);
      return;
    }
    this.workspace.words.clear();
    const said = say('called', { kind: say(`kind-${kind}`) });
    this.next({ after: touched.at(-1) ?? 0, first: said });
  }

  /**
   * @param {Span} place
   * @param {string} kind
   */
  async #cover(place, kind) {
    const { revision } = this.workspace.drawn;
    const body = { revision, start: place.start, end: place.end, kind };
    const deed = {
      /** @type {string[]} */
      made: [],
      /** @type {Mark[]} */
      gone: [],
      again: async () => {
        const before = this.answer?.marks ?? [];
        const answer = await this.#send('', body);
        const known = new Set(before.map(({ id }) => id));
        const now = new Set(answer.marks.map(({ id }) => id));
        deed.made = (answer.ids ?? []).filter((id) => !known.has(id));
        deed.gone = before.filter(({ id }) => !now.has(id));
      },
      back: async () => {
        await this.#send('remove/', { ids: deed.made });
        for (const { start, end, kind: was } of deed.gone)
          await this.#send('', { revision, start, end, kind: was });
      },
    };
    await deed.again();
    return deed;
  }

  /**
   * Take back what was said of a sentence.
   *
   * @param {Mark} mark
   */
  async uncover(mark) {
    const { revision } = this.workspace.drawn;
    const { start, end, kind } = mark;
    let ids = [mark.id];
    const again = () => this.#send('remove/', { ids });
    const back = async () => {
      ids = (await this.#send('', { revision, start, end, kind })).ids ?? [];
    };
    const exact = this.workspace.drawn.trimmed(start, end)?.exact ?? '';
    await again();
    this.workspace.did({ words: say('did-uncover', { words: shorten(exact) }), back, again });
  }

  /** @param {string[]} ids that a reviewer confirms */
  async confirm(ids) {
    await this.#send('confirm/', { ids });
  }

  /**
   * @param {string} verb
   * @param {unknown} body
   * @returns {Promise<Answer>}
   */
  async #send(verb, body) {
    const key = verb ? {} : { key: crypto.randomUUID() };
    const answer = await call('POST', this.address + verb, { body, ...key });
    this.take(answer);
    return answer;
  }

  /** @param {unknown} error */
  refused(error) {
    if (!(error instanceof Refusal)) throw error;
    const words = error.status ? error.message : say('no-connection');
    toast(error.code ? error.message : words, { kind: 'bad' });
    void this.refresh();
  }
}

/**
 * @param {Span} one
 * @param {Span} other
 */
function touches(one, other) {
  return one.start < other.end && other.start < one.end;
}

/**
 * @param {DrawnText} drawn
 * @param {Span} sentence
 * @returns {Span}
 */
function firstWord(drawn, { start, end }) {
  const range = drawn.rangesOf(start, Math.min(end, start + LONGEST_WORD))[0];
  const node = range?.startContainer;
  const text = node instanceof Text ? node.data.slice(range?.startOffset, range?.endOffset) : '';
  return { start, end: start + [...(text.match(/^\S+/)?.[0] ?? '')].length };
}

/**
 * @param {Span} span
 * @param {Span[]} claimed by start
 * @param {number} first of those that may reach into the span
 * @returns {Span[]} what of the span none of them holds
 */
function besides(span, claimed, first) {
  /** @type {Span[]} */
  const found = [];
  let { start } = span;
  for (let at = first; at < claimed.length; at += 1) {
    const passage = /** @type {Span} */ (claimed[at]);
    if (passage.start >= span.end) break;
    if (passage.start > start) found.push({ start, end: passage.start });
    start = Math.max(start, passage.end);
  }
  if (start < span.end) found.push({ start, end: span.end });
  return found;
}

/** @param {string} words */
function shorten(words) {
  const characters = [...words.replace(/\s+/g, ' ')];
  return characters.length > SHORT
    ? `${characters.slice(0, SHORT - 1).join('')}…`
    : characters.join('');
}

/**
 * @param {string} selector
 * @param {string} words
 */
function setText(selector, words) {
  for (const place of document.querySelectorAll(selector))
    if (place.textContent !== words) place.textContent = words;
}

/** @param {Workspace} workspace */
export function attach(workspace) {
  if (!workspace.isCopy) workspace.coverage = new Coverage(workspace);
}
