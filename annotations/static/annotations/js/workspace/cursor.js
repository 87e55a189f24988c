// Reading by keys: one sentence at a time, drawn without a native selection.

/** @import { Workspace } from "../workspace.js" */
/** @import { Row } from "./rows.js" */
/** @import { Span } from "./painted.js" */

import { caretAt } from '../highlights.js';
import { isShortcut } from '../shell.js';
import { say } from '../words.js';
import { Painted } from './painted.js';
import { reveal } from './selection.js';

const BAR_TOP = 72;

export class Cursor {
  /** @param {Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
    this.root = workspace.drawn.root;
    this.sentences = workspace.words.sentences;
    this.length = this.sentences.length / 2;
    /** @type {number | null} the sentence that it stands on, counted from 0 */
    this.at = null;
    this.layer = new Painted(workspace.drawn, 'cursor', -2);
    this.bar = document.createElement('div');
    this.bar.className = 'cursor-bar';
    this.bar.hidden = true;
    this.bar.setAttribute('aria-hidden', 'true');
    this.root.before(this.bar);
    this.live = document.getElementById('reading-live');
    this.cameFromText = false;
    this.root.tabIndex = 0;
    workspace.words.cursor = () => this.passage();
    workspace.on('placed', () => this.#placeBar());
    this.#listen();
  }

  /** @returns {Span | null} the bounds of its sentence */
  place() {
    return this.at === null ? null : this.spanOf(this.at);
  }

  /** @returns {{start: number, end: number, exact: string} | null} */
  passage() {
    const place = this.place();
    return place && this.workspace.drawn.trimmed(place.start, place.end);
  }

  /**
   * @param {number} index of a sentence
   * @returns {Span}
   */
  spanOf(index) {
    return { start: this.sentences[index * 2] ?? 0, end: this.sentences[index * 2 + 1] ?? 0 };
  }

  /**
   * @param {number} point code points
   * @returns {number} the last sentence that begins at or before it; 0 where none does
   */
  sentenceAt(point) {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.sentences[middle * 2] ?? 0) <= point) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** @returns {number} where reading begins: the selection, else the cursor, else the first sentence in sight */
  here() {
    const selected = this.workspace.words.now();
    if (selected) return this.sentenceAt(selected.start);
    if (this.at !== null) return this.at;
    const seen = this.workspace.drawn.blocks.find(
      ({ element }) => element.getBoundingClientRect().bottom > BAR_TOP,
    );
    return seen ? this.sentenceAt(seen.start) : 0;
  }

  /**
   * @param {number} index of a sentence
   * @param {{focus?: boolean, quiet?: boolean}} [options] `focus`: take the focus into the text; `quiet`: neither
   *   scroll nor say anything
   */
  go(index, { focus = true, quiet = false } = {}) {
    if (!this.length) return;
    this.at = Math.max(0, Math.min(this.length - 1, index));
    const place = this.spanOf(this.at);
    this.layer.paint([place]);
    this.#placeBar();
    this.workspace.tell('read');
    if (quiet) return;
    if (this.workspace.words.now()) this.workspace.words.clear();
    const box = this.workspace.drawn.rangeOf(place.start, place.end)?.getBoundingClientRect();
    if (box) reveal(box);
    if (focus) this.root.focus({ preventScroll: true });
    this.announce();
  }

  /** @param {1 | -1} step to the next or previous sentence */
  next(step) {
    const isPlaced = this.at !== null || this.workspace.words.now() !== null;
    this.go(isPlaced ? this.here() + step : this.here());
  }

  clear() {
    this.at = null;
    this.layer.paint([]);
    this.bar.hidden = true;
    this.workspace.tell('read');
  }

  /** @param {string} [first] said before what the sentence is */
  announce(first = '') {
    if (this.live && this.at !== null) this.live.textContent = `${first} ${this.words()}`.trim();
  }

  /** @returns {string} the sentence with its state, and every claim in it with its verdict */
  words() {
    const { coverage, drawn } = this.workspace;
    const place = this.place();
    if (this.at === null || !place) return '';
    const state = coverage?.stateOf(this.at) ?? 'u';
    const what = say('sentence-at', {
      n: coverage?.numberOf(this.at) ?? this.at + 1,
      all: coverage?.answer?.sentences || this.length,
      state: say(`sentence-${state}`),
    });
    const kind = coverage?.kindOf(this.at);
    const words = drawn.trimmed(place.start, place.end)?.exact ?? '';
    const head = state === '-' || state === 'r' ? say(`sentence-${state}`) : what;
    return [kind ? `${head}, ${say(`kind-${kind}`)}` : head, words].join(': ') + this.#claimWords();
  }

  /** @returns {string} */
  #claimWords() {
    const labels = this.claims().map((row) => row.label || say('not-checked'));
    if (!labels.length) return '';
    return ` ${say('claims-here', { n: labels.length, verdicts: labels.join(', ') })}`;
  }

  /** @returns {Row[]} the claims with a passage in its sentence, that with the shortest first */
  claims() {
    const place = this.place();
    if (!place) return [];
    /** @type {[number, Row][]} */
    const found = [];
    for (const row of this.workspace.all) {
      const here = row.passages.filter(({ start, end }) => start < place.end && end > place.start);
      if (here.length) found.push([Math.min(...here.map(({ start, end }) => end - start)), row]);
    }
    return found.sort(([a], [b]) => a - b).map(([, row]) => row);
  }

  /** Open the claim under the cursor; again: the next of them. */
  open() {
    const rows = this.claims();
    const at = rows.findIndex(({ id }) => id === this.workspace.cards.open);
    const next = rows[(at + 1) % rows.length];
    if (next) void this.workspace.show(next.id);
    else if (this.live) this.live.textContent = say('no-claim-in-it');
  }

  #placeBar() {
    const place = this.place();
    const boxes = place
      ? [...(this.workspace.drawn.rangeOf(place.start, place.end)?.getClientRects() ?? [])]
      : [];
    const [first, last] = [boxes[0], boxes.at(-1)];
    this.bar.hidden = !first || !last;
    if (!first || !last) return;
    const top = first.top - this.root.getBoundingClientRect().top + this.root.offsetTop;
    this.bar.style.insetBlockStart = `${top}px`;
    this.bar.style.blockSize = `${last.bottom - first.top}px`;
  }

  #listen() {
    const { workspace } = this;
    workspace.addKey('n', () => this.next(1));
    workspace.addKey('p', () => this.next(-1));
    document.addEventListener('keydown', (event) => this.#pressed(event));
    this.root.addEventListener('click', (event) => this.#clicked(event));
    // Focus goes back where it came from, also out of a form that was saved in between.
    this.root.addEventListener('focusout', ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && workspace.cards.root.contains(relatedTarget))
        this.cameFromText = true;
    });
    workspace.on('opened', (claim) => {
      if (claim === null) queueMicrotask(() => this.#returnFocus());
    });
    workspace.escapes.push(() => this.#escape());
  }

  #returnFocus() {
    const isLost = document.activeElement === document.body;
    if (!this.cameFromText && !isLost) return;
    this.cameFromText = false;
    this.root.focus({ preventScroll: true });
  }

  /** @returns {boolean} */
  #escape() {
    const { words, cards } = this.workspace;
    if (words.selected || cards.open || this.at === null) return false;
    this.clear();
    return true;
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const { target } = event;
    if (event.key === 'Enter' && isShortcut(event) && isText(target, this.root)) {
      event.preventDefault();
      this.open();
    } else if (target === this.root && isPlain(event)) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      this.next(step > 0 ? 1 : -1);
    }
  }

  /** @param {MouseEvent} event that puts the cursor where the person pointed */
  #clicked(event) {
    if (!(event.target instanceof Element) || !event.target.closest('[data-block]')) return;
    if (this.workspace.words.now()) return;
    const caret = caretAt(event.clientX, event.clientY);
    if (!caret || !this.root.contains(caret.node)) return;
    const point = this.workspace.drawn.pointOf(caret.node, caret.offset, 'start');
    if (point !== null) this.go(this.sentenceAt(point), { quiet: true });
  }
}

/**
 * @param {EventTarget | null} target
 * @param {HTMLElement} root
 * @returns {boolean} whether Enter there has nothing else to do
 */
function isText(target, root) {
  if (target === root || target === document.body) return true;
  return target instanceof HTMLElement && target.matches('[data-card-title]');
}

/**
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
function isPlain(event) {
  return !(
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.shiftKey ||
    event.defaultPrevented
  );
}

/** @param {Workspace} workspace */
export function attach(workspace) {
  workspace.cursor = new Cursor(workspace);
}
