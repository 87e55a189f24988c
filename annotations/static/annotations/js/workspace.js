// The workspace: read, mark, and never lose your place. Puts the parts in workspace/ together.

/** @import { Row } from "./workspace/rows.js" */
/** @import { Passage } from "./highlights.js" */

import { DrawnText } from './codepoints.js';
import { Highlights } from './highlights.js';
import { isShortcut, isTyping, toast } from './shell.js';
import { say } from './words.js';
import { Blocks } from './workspace/blocks.js';
import { Cards } from './workspace/cards.js';
import { FEATURES } from './workspace/features.js';
import { keepPassage, offerKept } from './workspace/kept.js';
import { Live } from './workspace/live.js';
import { Margin } from './workspace/margin.js';
import { keepPlace, returnToPlace } from './workspace/place.js';
import { rowsOf } from './workspace/rows.js';
import { reveal, SelectedWords } from './workspace/selection.js';
import { Sheet } from './workspace/sheet.js';

/** The header by which the answer to a question for a card is known again. */
const LOAD = 'Card-Load';
const ANY_ID = '00000000-0000-0000-0000-000000000000';

/**
 * What features hear of (`workspace.on`):
 * `claims` new rows came from the server; `drawn` the shown rows were drawn; `placed` positions were set anew;
 * `opened` a card opened (its claim's id, or "new") or closed (null); `card` the open card's content is there or
 * was swapped; `news` what others and we did (NewsItem[]); `did` a Deed; `marking` the form of a new claim opened;
 * `sought` a claim is about to open that is not among the shown rows (its id); `read` the reading cursor moved or went.
 *
 * @typedef {"claims" | "drawn" | "placed" | "opened" | "card" | "news" | "did" | "marking" | "sought" | "read"} Happening
 */

/**
 * Something that this tab did and can take back.
 *
 * @typedef {object} Deed
 * @property {string} words what was done, as a sentence
 * @property {() => Promise<unknown>} back undoes it on the server
 * @property {() => Promise<unknown>} again does it once more
 */

export class Workspace {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.article = root.dataset.article ?? '';
    this.isEditor = root.dataset.canEdit === 'true';
    // An archived source: its words are kept as evidence, never marked as claims.
    this.isCopy = 'isCopy' in root.dataset;
    this.drawn = new DrawnText(part('text'));
    this.highlights = new Highlights(this.drawn);
    this.margin = new Margin(part('margin'), this.drawn, (claim) =>
      this.show(claim, { fromMargin: true }),
    );
    this.cards = new Cards(part('cards'), (claim) => this.show(claim));
    this.sheet = new Sheet(part('cards'), (step) => this.step(step));
    const sentences = JSON.parse(document.getElementById('sentences')?.textContent || '[]');
    this.words = new SelectedWords(this.drawn, part('select-tools'), sentences);
    this.blocks = new Blocks(this.drawn, root.dataset.blockUrl ?? '');
    /** @type {Row[]} */
    this.rows = [];
    /** @type {Passage | null} */
    this.pending = null;
    this.refreshes = 0;
    /** @type {Set<XMLHttpRequest>} requests of the open card's forms that are not answered yet */
    this.asking = new Set();
    /** Cards asked for; the answer to an older one comes too late, for all cards share one place. */
    this.loads = 0;
    /** @type {Promise<void> | null} the newest question for the claims */
    this.newest = null;
    /** @type {Row[]} every claim of the article; `rows` are those that the filters let through, in their order */
    this.all = [];
    /** @type {(rows: Row[]) => Row[]} the filters' choice and order */
    this.choose = (rows) => rows;
    /** @type {Map<Happening, ((about: any) => void)[]>} */
    this.hearers = new Map();
    /** @type {Map<string, (event: KeyboardEvent) => void>} */
    this.keys = new Map();
    /** @type {Map<string, (element: HTMLElement) => void>} */
    this.acts = new Map();
    /** @type {(() => boolean)[]} asked in turn when Escape is pressed; true: it was for them */
    this.escapes = [];
    /** @type {((under: Passage[], event: MouseEvent) => boolean) | undefined} true: the person is asked which */
    this.chooseAmong = undefined;
    this.cards.topOf = (start) => this.topOf(start);
    /** @type {import("./workspace/cursor.js").Cursor | null} */
    this.cursor = null;
    /** @type {import("./workspace/coverage.js").Coverage | null} */
    this.coverage = null;
  }

  async start() {
    returnToPlace(this.drawn);
    for (const attach of FEATURES) attach(this);
    this.#listen();
    await this.refresh();
    await this.#followLink();
    addEventListener('hashchange', () => void this.#followLink());
    // Cards glide once they stand in their places; thousands of them do not.
    if (this.rows.length < 200) setTimeout(() => this.cards.list.classList.add('settled'), 300);
    const { eventsUrl = '', seq = '0' } = this.root.dataset;
    this.live = new Live(
      eventsUrl,
      Number(seq),
      (news) => this.#hear(news),
      (isReached) => {
        part('unreached').hidden = isReached;
      },
    );
  }

  async #followLink() {
    const linked = location.hash.match(/^#claim-([\w-]+)/)?.[1];
    if (linked && linked !== this.cards.open && this.row(linked)) await this.show(linked);
  }

  /**
   * @param {Happening} happening
   * @param {(about: any) => void} hear
   */
  on(happening, hear) {
    this.hearers.set(happening, [...(this.hearers.get(happening) ?? []), hear]);
  }

  /**
   * @param {Happening} happening
   * @param {unknown} [about]
   */
  tell(happening, about) {
    for (const hear of this.hearers.get(happening) ?? []) hear(about);
  }

  /** @param {Deed} deed that just went through, so that it can be undone */
  did(deed) {
    this.tell('did', deed);
  }

  /**
   * @param {string} key `KeyboardEvent.key`, with "Shift+" before a named key that needs it
   * @param {(event: KeyboardEvent) => void} run
   * @param {{editor?: boolean}} [who] `editor`: only for those who may edit
   */
  addKey(key, run, { editor = false } = {}) {
    if (!editor || this.isEditor) this.keys.set(key, run);
  }

  /**
   * @param {string} act the `data-act` of a button or link within the workspace
   * @param {(element: HTMLElement) => void} run
   */
  addAct(act, run) {
    this.acts.set(act, run);
  }

  /**
   * @param {string} id
   * @returns {Row | undefined}
   */
  row(id) {
    return this.all.find((row) => row.id === id);
  }

  /** Ask for the claims again and draw what changed; an older answer never overwrites a newer. */
  async refresh() {
    this.refreshes += 1;
    this.newest = this.#askForClaims(this.refreshes);
    // Whoever waits goes on with the newest answer, also where it was asked for after theirs.
    for (let waited = null; waited !== this.newest; ) {
      waited = this.newest;
      await waited;
    }
  }

  /** @param {number} turn */
  async #askForClaims(turn) {
    try {
      const answer = await fetch(this.root.dataset.claimsUrl ?? '', {
        headers: { Accept: 'application/json' },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const { results } = await answer.json();
      if (turn !== this.refreshes) return;
      this.all = rowsOf(results);
      this.tell('claims');
      part('claims-failed').hidden = true;
      this.draw();
      this.#lookAtOpenCard();
    } catch {
      if (turn === this.refreshes) part('claims-failed').hidden = false;
    } finally {
      part('claims-loading').hidden = true;
    }
  }

  draw() {
    this.rows = this.choose(this.all);
    this.cards.draw(this.rows);
    this.margin.draw(this.rows);
    this.#paint();
    this.place();
    this.sheet.show(this.rows, this.cards.open);
    this.tell('drawn');
  }

  #paint() {
    const shown = new Set(this.rows);
    // What the filters keep out stays in the text, drawn quietly, and opens when it is pressed.
    const passages = this.all.flatMap((row) =>
      shown.has(row) ? row.passages : row.passages.map((one) => ({ ...one, look: 'quiet' })),
    );
    this.highlights.paint(this.pending ? [...passages, this.pending] : passages);
  }

  /** After the text's layout changed. */
  place() {
    /** @type {Map<number, number>} */
    this.tops = new Map();
    this.origin = this.drawn.root.getBoundingClientRect().top;
    const room = this.drawn.root.offsetHeight;
    this.cards.room = room;
    this.margin.place((start) => this.topOf(start), room);
    this.cards.place();
    this.tell('placed');
  }

  /**
   * @param {number} start code points
   * @returns {number} pixels from the text's top
   */
  topOf(start) {
    const known = this.tops?.get(start);
    if (known !== undefined) return known;
    const point = Math.ceil(start);
    const range = this.drawn.rangesOf(point, point + 1)[0];
    if (!range) return 0;
    const live = document.createRange();
    live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset);
    const top = live.getBoundingClientRect().top - this.drawn.root.getBoundingClientRect().top;
    this.tops?.set(start, top);
    return top;
  }

  /**
   * @param {string} claim
   * @param {{fromMargin?: boolean, focus?: boolean}} [options]
   */
  async show(claim, { fromMargin = false, focus = true } = {}) {
    if (this.cards.open === 'new' && !this.#mayLeaveForm()) return;
    this.pending = null;
    if (!this.rows.some(({ id }) => id === claim)) this.tell('sought', claim);
    const host = this.cards.openAt(claim);
    this.#paint();
    this.highlights.emphasise([claim]);
    this.margin.point(claim);
    this.sheet.show(this.rows, claim);
    this.sheet.open();
    history.replaceState(null, '', `#claim-${claim}`);
    this.tell('opened', claim);
    const first = this.row(claim)?.passages[0];
    const box = first && this.drawn.rangeOf(first.start, first.end)?.getBoundingClientRect();
    if (box && !fromMargin) reveal(box);
    await this.#load(host, (this.root.dataset.cardUrl ?? '').replace(ANY_ID, claim));
    if (this.cards.open !== claim) return;
    if (focus) this.#focusCard();
    this.#fitCard(first);
  }

  /**
   * Scrolls the open card into view as far as its passage stays in view.
   *
   * @param {{start: number, end: number} | undefined} passage
   */
  #fitCard(passage) {
    if (matchMedia('(max-width: 47.99rem)').matches) return;
    this.cards.place();
    const card = this.cards.host.getBoundingClientRect();
    const box = passage && this.drawn.rangeOf(passage.start, passage.end)?.getBoundingClientRect();
    const below = card.bottom - (innerHeight - 48);
    const room = Math.min(card.top, box?.top ?? card.top) - 72;
    if (below > 0 && room > 0) scrollBy({ top: Math.min(below, room), behavior: 'instant' });
  }

  #focusCard() {
    const heading = this.cards.host.querySelector('[data-card-title]');
    if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
  }

  /**
   * @param {HTMLElement} host
   * @param {string} address
   */
  async #load(host, address) {
    const hadFocus = host.contains(document.activeElement);
    const unfolded = [...host.querySelectorAll('details[data-part][open]')].map(
      (fold) => /** @type {HTMLElement} */ (fold).dataset.part,
    );
    this.loads += 1;
    host.replaceChildren(copyOf('card-loading'));
    try {
      const headers = { [LOAD]: String(this.loads) };
      await htmx.ajax('get', address, { target: host, swap: 'innerHTML', headers });
    } catch {
      // What is still loading below tells the person.
    }
    // A card that came anew for somebody's change stays as far unfolded as it was.
    for (const name of unfolded)
      host.querySelector(`details[data-part="${name}"]`)?.setAttribute('open', '');
    if (hadFocus && document.activeElement === document.body) this.#focusCard();
    if (!host.querySelector('[data-loading]')) return;
    host.replaceChildren(copyOf('card-failed'));
    host.querySelector('[data-retry]')?.addEventListener('click', () => this.#load(host, address));
  }

  /** Load the open card anew. */
  async reopen() {
    const claim = this.cards.open;
    if (!claim || claim === 'new') return;
    await this.#load(this.cards.host, (this.root.dataset.cardUrl ?? '').replace(ANY_ID, claim));
  }

  /** @returns {boolean} */
  #mayLeaveForm() {
    const form = this.cards.host.querySelector('form');
    return !form?.hasAttribute('data-touched') || confirm(say('leave-new-claim'));
  }

  close() {
    const claim = this.cards.open;
    if (claim === 'new' && !this.#mayLeaveForm()) return;
    this.pending = null;
    this.cards.close();
    this.#paint();
    this.highlights.emphasise([]);
    this.margin.point(null);
    this.sheet.show(this.rows, null);
    this.sheet.rest();
    history.replaceState(null, '', location.pathname + location.search);
    this.tell('opened', null);
    if (claim && claim !== 'new') this.cards.focusLine(claim);
  }

  /** @param {1 | -1} step */
  step(step) {
    if (!this.rows.length) return;
    const at = this.rows.findIndex((row) => row.id === this.cards.open);
    const next = at < 0 ? (step > 0 ? 0 : this.rows.length - 1) : at + step;
    const row = this.rows[Math.max(0, Math.min(this.rows.length - 1, next))];
    if (row && row.id !== this.cards.open) void this.show(row.id);
  }

  /**
   * Mark a passage, by default what is selected: the highlight at once, and the form of a new claim.
   *
   * @param {{start: number, end: number, exact: string} | null} [passage]
   */
  mark(passage = this.words.now() ?? this.words.passage) {
    if (!this.isEditor) return;
    if (this.isCopy) {
      toast(say('is-copy'));
      return;
    }
    if (!passage) {
      toast(say('select-first'));
      return;
    }
    if (this.cards.open === 'new' && !this.#mayLeaveForm()) return;
    this.words.clear();
    this.cards.close();
    this.pending = {
      id: 'new',
      claim: 'new',
      start: passage.start,
      end: passage.end,
      look: 'pending',
    };
    const host = this.cards.openNew(passage.start);
    this.loads += 1;
    this.#paint();
    this.highlights.emphasise([]);
    this.margin.point(null);
    this.sheet.open();
    host.replaceChildren(copyOf('new-claim'));
    this.#fillNew(host, passage);
    htmx.process(host);
    this.tell('opened', 'new');
    this.tell('marking', passage);
    this.#fitCard(passage);
  }

  /**
   * The new claim's passage got other ends: draws it, and keeps its form in step. A statement that the
   * person wrote themselves stays.
   *
   * @param {{start: number, end: number, exact: string}} passage
   */
  reshape(passage) {
    if (!this.pending) return;
    const form = this.cards.host.querySelector('form');
    const statement = form?.elements.namedItem('statement');
    const quote = this.cards.host.querySelector('[data-passage-words]');
    const before = quote?.textContent?.replace(/\s+/g, ' ') ?? '';
    this.pending = { ...this.pending, start: passage.start, end: passage.end };
    if (quote) quote.textContent = passage.exact;
    for (const name of /** @type {const} */ (['start', 'end'])) {
      const field = form?.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = String(passage[name]);
    }
    if (statement instanceof HTMLTextAreaElement && statement.value === before)
      statement.value = passage.exact.replace(/\s+/g, ' ');
    this.#paint();
    this.tell('marking', passage);
  }

  /**
   * @param {HTMLElement} host of the new claim's form
   * @param {{start: number, end: number, exact: string}} passage
   */
  #fillNew(host, { start, end, exact }) {
    const form = host.querySelector('form');
    const quote = host.querySelector('[data-passage-words]');
    if (quote) quote.textContent = exact;
    const values = {
      start,
      end,
      revision: this.drawn.revision,
      statement: exact.replace(/\s+/g, ' '),
    };
    for (const [name, value] of Object.entries(values)) {
      const field = form?.elements.namedItem(name);
      if (field && 'value' in field) field.value = String(value);
    }
    const statement = form?.elements.namedItem('statement');
    if (statement instanceof HTMLElement) statement.focus({ preventScroll: true });
  }

  keep() {
    const passage = this.words.now() ?? this.words.passage;
    if (!passage) {
      toast(say('select-first'));
      return;
    }
    keepPassage({
      ...passage,
      article: this.article,
      title: this.root.dataset.title ?? '',
      revision: this.drawn.revision,
    });
    this.words.clear();
    toast(say('passage-kept'));
    offerKept(this.cards.host);
  }

  /** The selected words say the open claim too. */
  add() {
    const claim = this.cards.open;
    if (!this.isEditor || !claim || claim === 'new') return;
    this.#send((this.root.dataset.addUrl ?? '').replace(ANY_ID, claim));
  }

  /** Ask about setting aside the block in which the selected words begin. */
  block() {
    const passage = this.words.now() ?? this.words.passage;
    if (!this.isEditor) return;
    if (passage) this.blocks.openAt(passage.start);
    else toast(say('select-first'));
  }

  #dismissUndo() {
    document.getElementById('undo')?.remove();
    history.replaceState(null, '', location.pathname + location.hash);
  }

  /** @param {string} address that takes the selected words as a passage of the open claim */
  #send(address) {
    const passage = this.words.now() ?? this.words.passage;
    if (!passage) {
      toast(say('select-first'));
      return;
    }
    const version = this.cards.host.querySelector('[name=etag]');
    this.words.clear();
    void htmx.ajax('post', address, {
      source: this.cards.host,
      target: this.cards.host,
      swap: 'innerHTML',
      values: {
        article: this.article,
        revision: this.drawn.revision,
        start: String(passage.start),
        end: String(passage.end),
        etag: version instanceof HTMLInputElement ? version.value : '',
      },
    });
  }

  /** @param {import("./workspace/live.js").NewsItem[]} news */
  #hear(news) {
    if (news.some(({ verb }) => verb === 'imported' || verb === 'block_chosen')) {
      part('newer-text').hidden = false;
    }
    this.tell('news', news);
    void this.refresh();
  }

  /** The open card is loaded again if somebody changed its claim, never over what is being typed. */
  #lookAtOpenCard() {
    // A form of a new claim may name claims on the same words; none of them is the open one.
    const card = this.cards.host.querySelector('[data-claim][data-version]');
    const row = card instanceof HTMLElement ? this.row(card.dataset.claim ?? '') : undefined;
    if (!(card instanceof HTMLElement) || !row || row.version <= Number(card.dataset.version))
      return;
    // What this person just sent may be the news: its answer brings the card, and then it is looked at again.
    if (this.asking.size) return;
    const isBusy =
      card.querySelector('form[data-touched]') ||
      this.cards.host.querySelector(':focus:is(input,textarea,select)');
    const notice = card.querySelector('[data-changed]');
    if (isBusy && notice instanceof HTMLElement) notice.hidden = false;
    else
      void this.#load(this.cards.host, (this.root.dataset.cardUrl ?? '').replace(ANY_ID, row.id));
  }

  #listen() {
    this.cards.host.addEventListener('htmx:afterSettle', () => {
      offerKept(this.cards.host);
      this.tell('card');
    });
    this.#followRequests();
    document.addEventListener(
      'claims-changed',
      (event) => void this.#changed(/** @type {CustomEvent} */ (event).detail.claim),
    );
    this.cards.host.addEventListener('input', (event) => {
      const field = event.target;
      if (field instanceof HTMLElement) field.closest('form')?.setAttribute('data-touched', '');
    });
    this.root.addEventListener('click', (event) => this.#clicked(event));
    document.addEventListener('keydown', (event) => this.#pressed(event));
    new ResizeObserver(() => this.place()).observe(this.drawn.root);
    void document.fonts?.ready.then(() => this.place());
  }

  #followRequests() {
    this.cards.host.addEventListener('htmx:beforeSwap', (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      const load = detail.requestConfig.headers[LOAD];
      if (load && Number(load) !== this.loads) detail.shouldSwap = false;
    });
    this.cards.host.addEventListener('htmx:beforeSend', (event) => {
      const { xhr } = /** @type {CustomEvent} */ (event).detail;
      this.asking.add(xhr);
      // An answer, none, given up: whatever ends it ends it also where its form is no longer on the page.
      xhr.addEventListener('loadend', () => {
        this.asking.delete(xhr);
        setTimeout(() => this.#lookAtOpenCard());
      });
    });
  }

  /** @param {string} claim that the server changed */
  async #changed(claim) {
    const isNew = this.cards.open === 'new';
    if (isNew) this.pending = null;
    await this.refresh();
    if (!isNew || !this.row(claim)) return;
    toast(say('claim-saved'));
    await this.show(claim);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = event.target instanceof Element ? event.target : null;
    const act = target?.closest('[data-act]');
    if (act instanceof HTMLElement) {
      if (act.dataset.act === 'dismiss-undo') event.preventDefault();
      this.#act(act.dataset.act ?? '', act);
    } else if (target && this.drawn.root.contains(target) && !this.words.now()) {
      const under = this.highlights.under(event.clientX, event.clientY);
      if (this.chooseAmong?.(under, event)) return;
      // A second click on overlapping passages goes on to the next of them.
      const at = under.findIndex((passage) => passage.claim === this.cards.open);
      const next = under[(at + 1) % under.length];
      if (next && next.claim !== 'new') void this.show(next.claim);
    }
  }

  /**
   * @param {string} act
   * @param {HTMLElement} element that was pressed
   */
  #act(act, element) {
    if (act === 'mark') this.mark();
    else if (act === 'keep') this.keep();
    else if (act === 'add') this.add();
    else if (act === 'reattach') this.#send(element.dataset.address ?? '');
    else if (act === 'close') this.close();
    else if (act === 'retry-claims') void this.refresh();
    else if (act === 'block') this.block();
    else if (act === 'block-here') this.blocks.openUnder();
    else if (act === 'keep-place') keepPlace(this.drawn);
    else if (act === 'dismiss-undo') this.#dismissUndo();
    else if (act === 'reload-card' && this.cards.open) void this.show(this.cards.open);
    else this.acts.get(act)?.(element);
  }

  /**
   * @param {EventTarget | null} target
   * @returns {boolean} whether Escape only leaves a field of the open card; the next one closes the card
   */
  #leavesField(target) {
    return (
      this.cards.open !== 'new' &&
      isTyping(target) &&
      target instanceof Node &&
      this.cards.host.contains(target)
    );
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key === 'Escape' && !document.querySelector('dialog[open]')) {
      if (this.escapes.some((isTheirs) => isTheirs())) return;
      if (this.words.selected) this.words.clear();
      else if (this.#leavesField(event.target)) this.#focusCard();
      else if (this.cards.open) this.close();
      return;
    }
    if (!isShortcut(event)) return;
    if (/^[1-9]$/.test(event.key)) {
      event.preventDefault();
      this.#choose(Number(event.key));
      return;
    }
    const deed = {
      j: () => this.step(1),
      k: () => this.step(-1),
      m: () => this.mark(),
      e: () => this.keep(),
      a: () => this.add(),
      v: () => this.#unfold('verdict'),
      s: () => this.#unfold('source'),
      x: () => this.block(),
      ']': () => this.words.sentence(1),
      '[': () => this.words.sentence(-1),
    }[event.key];
    const named = event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key;
    const added = this.keys.get(named);
    if (added) {
      event.preventDefault();
      added(event);
      return;
    }
    if (!deed) return;
    event.preventDefault();
    deed();
  }

  /** @param {string} name of a part of the open card */
  #unfold(name) {
    const part = this.cards.host.querySelector(`details[data-part="${name}"]`);
    if (!(part instanceof HTMLDetailsElement)) return;
    part.open = true;
    const field = part.querySelector('input:not([type=hidden]), textarea, select');
    if (field instanceof HTMLElement) field.focus({ preventScroll: true });
    this.#fitCard(this.row(this.cards.open ?? '')?.passages[0]);
  }

  /** @param {number} nth verdict of the scale: chosen, not saved, for it needs an explanation */
  #choose(nth) {
    const ratings = this.cards.host.querySelectorAll(
      'details[data-part="verdict"] input[name=verdict]',
    );
    const rating = ratings[nth - 1];
    if (!(rating instanceof HTMLInputElement)) return;
    this.#unfold('verdict');
    rating.click();
    const explanation = rating.form?.elements.namedItem('explanation');
    if (!(explanation instanceof HTMLTextAreaElement)) return;
    explanation.focus({ preventScroll: true });
    explanation.setSelectionRange(explanation.value.length, explanation.value.length);
  }
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function part(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * @param {string} id of a template
 * @returns {Node}
 */
function copyOf(id) {
  const template = document.getElementById(id);
  return template instanceof HTMLTemplateElement
    ? template.content.cloneNode(true)
    : document.createTextNode('');
}

const root = document.getElementById('workspace');
if (root) void new Workspace(root).start();
