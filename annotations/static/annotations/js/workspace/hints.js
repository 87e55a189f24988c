// Worth checking: quiet marks at the sentences that rules propose; one key accepts, one dismisses, nothing is decided.

/** @import { Workspace } from "../workspace.js" */
/** @import { Span } from "./painted.js" */

import { call, Refusal } from '../api.js';
import { toast } from '../shell.js';
import { say } from '../words.js';
import { Painted } from './painted.js';

/**
 * @typedef {object} Hint
 * @property {number} start code points
 * @property {number} end
 * @property {string} exact
 * @property {string} because the reasons, in words
 */

const FEW = 10;
const ALL = 100_000;
const SETTLE_MS = 400;
const SHORT = 60;
// A browser may serve several people of one newsroom.
const OFF = `factcheck-hints-off-${document.body.dataset.person ?? ''}`;

class Hints {
  /** @param {Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
    this.address = `/api/v1/articles/${workspace.article}/suggestions/`;
    /** @type {Hint[]} best first */
    this.hints = [];
    this.total = 0;
    this.most = FEW;
    this.asked = 0;
    this.timer = 0;
    /** @type {Span | null} what the form of a new claim is about */
    this.marking = null;
    /** Where the hint begins to which this person went as such; -1 where they read on by themselves. */
    this.reached = -1;
    this.layer = new Painted(workspace.drawn, 'hint', -1);
    this.dots = document.createElement('div');
    this.dots.className = 'hint-dots';
    this.dots.setAttribute('aria-hidden', 'true');
    workspace.drawn.root.before(this.dots);
    this.note = pieceOf('hint-note');
    if (this.note) workspace.words.tools.before(this.note);
    this.pop = pieceOf('hints-button');
    if (this.pop) document.getElementById('tools')?.append(this.pop);
    this.#listen();
    void this.refresh();
  }

  #listen() {
    const { workspace } = this;
    workspace.addKey('i', () => this.next());
    workspace.addKey('l', () => void this.dismiss(this.#here()), { editor: true });
    workspace.addAct('hint-next', () => this.next());
    workspace.addAct('hint-go', (button) => this.#go(this.#of(button)));
    workspace.addAct('hint-mark', (button) => this.#mark(this.#of(button)));
    workspace.addAct('hint-dismiss', (button) => void this.dismiss(this.#of(button)));
    workspace.addAct('hints-all', () => {
      this.most = ALL;
      void this.refresh();
    });
    workspace.on('claims', () => this.#later());
    workspace.on('news', () => this.#later());
    workspace.on('placed', () => this.#place());
    workspace.on('read', () => this.#tell());
    workspace.on('marking', (passage) => {
      this.marking = passage;
      this.#tell();
    });
    workspace.on('opened', (claim) => {
      if (claim !== 'new') this.marking = null;
      this.#tell();
    });
    document.addEventListener('claims-changed', (event) =>
      this.#accept(/** @type {CustomEvent} */ (event).detail.claim),
    );
    // Before the cursor takes Enter for opening a claim: there is none in a hint.
    document.addEventListener('keydown', (event) => this.#pressed(event), { capture: true });
    document.addEventListener('selectionchange', () => this.#tell());
    this.#listenToPop();
  }

  #listenToPop() {
    const box = this.pop?.querySelector('#hints-on');
    if (box instanceof HTMLInputElement) {
      box.checked = isOn();
      box.addEventListener('change', () => {
        if (box.checked) localStorage.removeItem(OFF);
        else localStorage.setItem(OFF, '1');
        this.draw();
      });
    }
    this.pop?.addEventListener('toggle', () => this.#list());
    // The buttons of the list work by themselves where there is no script.
    this.pop?.addEventListener('submit', (event) => event.preventDefault());
  }

  /** Ask anew soon: others and we change claims one after another. */
  #later() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.refresh(), SETTLE_MS);
  }

  /** Ask anew; an older answer never overwrites a newer. */
  async refresh() {
    this.asked += 1;
    const turn = this.asked;
    try {
      const answer = await call('GET', `${this.address}?limit=${this.most}`);
      // Another text than the one shown: its sentences are not these.
      if (turn !== this.asked || answer.revision !== this.workspace.drawn.revision) return;
      this.hints = answer.results;
      this.total = answer.total;
      this.draw();
    } catch (error) {
      // These are hints: what is shown stays.
      if (!(error instanceof Refusal)) throw error;
    }
  }

  draw() {
    this.layer.paint(isOn() ? this.hints : []);
    this.#place();
    this.#tell();
  }

  /** A small mark beside the line that each begins in. */
  #place() {
    const { workspace } = this;
    const top = workspace.drawn.root.offsetTop;
    const marks = (isOn() ? this.hints : []).map(({ start }) => {
      const mark = document.createElement('i');
      mark.style.insetBlockStart = `${workspace.topOf(start) + top}px`;
      return mark;
    });
    this.dots.replaceChildren(...marks);
  }

  /** @returns {Hint | undefined} that under the reading cursor */
  #here() {
    const place = this.workspace.cursor?.place();
    return place ? this.hints.find((hint) => touches(hint, place)) : undefined;
  }

  /**
   * @param {HTMLElement} button of the note, or of the list
   * @returns {Hint | undefined}
   */
  #of({ dataset }) {
    if (dataset.start === undefined) return this.#here();
    return this.hints.find(({ start }) => start === Number(dataset.start));
  }

  /** The note with the reasons, at the hint under the cursor. */
  #tell() {
    const { note, workspace } = this;
    if (!note) return;
    const hint = workspace.words.now() || this.marking ? undefined : this.#here();
    note.hidden = !hint;
    if (hint?.start !== this.reached) this.reached = -1;
    if (!hint) return;
    const rank = this.hints.indexOf(hint) + 1;
    setText(note, '[data-nth]', say('hint-nth', { n: rank, all: this.total }));
    setText(note, '[data-because]', hint.because);
    const boxes = workspace.drawn.rangeOf(hint.start, hint.end)?.getClientRects() ?? [];
    const last = boxes[boxes.length - 1];
    const around = note.offsetParent?.getBoundingClientRect();
    if (last && around) note.style.insetBlockStart = `${last.bottom - around.top + 6}px`;
  }

  /**
   * Go to the next hint in the text, from the top where none follows.
   *
   * @param {number} [after] code points; the cursor's place by default
   * @param {string} [first] said before
   */
  next(after = this.#from(), first = '') {
    const inText = [...this.hints].sort((a, b) => a.start - b.start);
    const next = inText.find(({ start }) => start > after) ?? inText[0];
    if (!next) {
      toast(say('hint-none'));
      return;
    }
    const words = next.start > after ? first : `${first} ${say('from-the-top')}`;
    this.#go(next, words);
  }

  /** @returns {number} */
  #from() {
    const { cursor } = this.workspace;
    if (!cursor) return -1;
    return cursor.place()?.start ?? cursor.spanOf(cursor.here()).start - 1;
  }

  /**
   * @param {Hint | undefined} hint
   * @param {string} [first] said before
   */
  #go(hint, first = '') {
    const { cursor } = this.workspace;
    if (!hint || !cursor) return;
    if (this.pop instanceof HTMLDetailsElement) this.pop.open = false;
    this.reached = hint.start;
    cursor.go(cursor.sentenceAt(hint.start));
    const rank = this.hints.indexOf(hint) + 1;
    const told = say('hint-at', { n: rank, all: this.total, because: hint.because });
    cursor.announce(`${first} ${told}`.trim());
    this.#tell();
  }

  /** @param {Hint | undefined} hint whose sentence becomes the passage of a new claim */
  #mark(hint) {
    if (!hint) return;
    if (this.pop instanceof HTMLDetailsElement) this.pop.open = false;
    const { drawn } = this.workspace;
    this.workspace.mark(drawn.trimmed(hint.start, hint.end));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const { workspace } = this;
    const { target } = event;
    const isText =
      target === document.body ||
      (target instanceof HTMLElement && target.closest('[data-block], #text') !== null);
    if (event.key !== 'Enter' || !isText || !workspace.isEditor) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!this.note || this.note.hidden || workspace.cards.open === 'new') return;
    // Whoever reads sentence by sentence opens claims with Enter, and makes none by it.
    const hint = this.#here();
    if (!hint || hint.start !== this.reached) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#mark(hint);
  }

  /** @param {string} claim that was saved: does it stand in a sentence that was proposed? */
  #accept(claim) {
    const passage = this.marking;
    const hint = passage && this.hints.find((one) => touches(one, passage));
    this.marking = null;
    if (!hint || !passage || !claim) return;
    const { revision } = this.workspace.drawn;
    const body = { revision, start: passage.start, end: passage.end, answer: 'accepted', claim };
    // The claim is saved; that the hint was good is only learned from.
    call('POST', this.address, { body, key: crypto.randomUUID() }).catch(() => {});
  }

  /** @param {Hint | undefined} hint */
  async dismiss(hint) {
    if (!hint) {
      toast(say('hint-not-here'));
      return;
    }
    const { workspace } = this;
    const isFromList = this.pop?.hasAttribute('open') ?? false;
    const { start, end, exact } = hint;
    const body = { revision: workspace.drawn.revision, start, end, answer: 'dismissed' };
    let id = '';
    const again = async () => {
      ({ id } = await call('POST', this.address, { body, key: crypto.randomUUID() }));
      await this.refresh();
    };
    const back = async () => {
      await call('POST', `${this.address}${id}/take-back/`);
      await this.refresh();
    };
    try {
      await again();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      toast(error.code ? error.message : say('no-connection'), { kind: 'bad' });
      return;
    }
    workspace.did({ words: say('did-hint-dismissed', { words: shorten(exact) }), back, again });
    if (isFromList) this.#list();
    else this.next(start, say('hint-dismissed'));
  }

  /** What the pop lists, as it is now. */
  #list() {
    const body = this.pop?.querySelector('[data-hints-body]');
    if (!(body instanceof HTMLElement) || !this.pop?.hasAttribute('open')) return;
    const address = `${body.dataset.url}${this.most === ALL ? '?all=1' : ''}`;
    const hadFocus = body.contains(document.activeElement);
    void htmx
      .ajax('get', address, { target: body, swap: 'innerHTML' })
      .then(() => {
        const first = body.querySelector('button');
        if (hadFocus && document.activeElement === document.body) first?.focus();
      })
      .catch(() => {});
  }
}

const isOn = () => localStorage.getItem(OFF) === null;

/**
 * @param {Span} one
 * @param {Span} other
 */
const touches = (one, other) => one.start < other.end && other.start < one.end;

/**
 * @param {string} id of a template with one element
 * @returns {HTMLElement | null}
 */
function pieceOf(id) {
  const template = document.getElementById(id);
  if (!(template instanceof HTMLTemplateElement)) return null;
  const piece = template.content.firstElementChild?.cloneNode(true);
  return piece instanceof HTMLElement ? piece : null;
}

/**
 * @param {HTMLElement} root
 * @param {string} selector
 * @param {string} words
 */
function setText(root, selector, words) {
  const place = root.querySelector(selector);
  if (place && place.textContent !== words) place.textContent = words;
}

/** @param {string} words */
function shorten(words) {
  const points = [...words.replace(/\s+/g, ' ')];
  return points.length > SHORT ? `${points.slice(0, SHORT - 1).join('')}…` : points.join('');
}

/** @param {Workspace} workspace */
export function attach(workspace) {
  if (!workspace.isCopy) new Hints(workspace);
}
