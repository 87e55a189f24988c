// The cards column: one line per claim, one of them open. In text order each stands beside its passage; in another
// order they are a plain list, which scrolls for itself.

/** @import { Row } from "./rows.js" */

import { say } from '../words.js';
import { Column } from './column.js';
import { drawWhenNear, iconLater, verdictMark } from './icons.js';
import { spread } from './layout.js';
import { Slide } from './slide.js';
import { threadMarks } from './thread_marks.js';
import { waitMarks } from './tray_marks.js';

const GAP = 6;
const NEW = 'new';

/**
 * @typedef {object} Slot
 * @property {HTMLLIElement} element
 * @property {HTMLButtonElement} line
 * @property {number} start code points
 * @property {number} rank among the rows
 */

export class Cards {
  /**
   * @param {HTMLElement} root
   * @param {(claim: string) => void} onChosen
   */
  constructor(root, onChosen) {
    this.root = root;
    this.list = /** @type {HTMLOListElement} */ (root.querySelector('.cards-list'));
    this.column = new Column(this.list);
    this.slide = new Slide(this.list);
    /** The height of the text beside the cards, in pixels. */
    this.room = 0;
    this.host = document.createElement('div');
    this.host.className = 'card-host';
    this.host.dataset.cardHost = '';
    /** @type {Map<string, Slot>} */
    this.slots = new Map();
    /** @type {string | null} the claim whose card is open, or "new" */
    this.open = null;
    /** @type {(start: number) => number} */
    this.topOf = () => 0;
    /** Whether the order is not that of the text. */
    this.isPlain = false;
    this.none = root.querySelector('[data-no-claims]');
    /** @type {HTMLElement | null} what is said where a filter lets nothing through */
    this.noneFits = null;
    this.list.addEventListener('click', (event) => {
      const line = event.target instanceof Element && event.target.closest('.card-line');
      if (line instanceof HTMLElement && line.dataset.claim) onChosen(line.dataset.claim);
    });
    new ResizeObserver(() => this.place()).observe(this.host);
  }

  /** @param {boolean} isPlain a list in the order of the rows, instead of each beside its passage */
  setPlain(isPlain) {
    this.isPlain = isPlain;
    this.root.toggleAttribute('data-plain', isPlain);
    if (!isPlain) return;
    this.slide.rest();
    this.column.flow();
  }

  /** @param {string} words where a filter lets nothing through; empty where there is no filter */
  sayWhenEmpty(words) {
    const isEmpty = this.slots.size === 0;
    if (this.none instanceof HTMLElement) this.none.hidden = !isEmpty || words !== '';
    if (!this.noneFits) {
      this.noneFits = document.createElement('p');
      this.noneFits.className = 'empty';
      this.list.before(this.noneFits);
    }
    this.noneFits.textContent = words;
    this.noneFits.hidden = !isEmpty || !words;
  }

  /** @param {Row[]} rows in the order to be shown */
  draw(rows) {
    const wanted = new Set(rows.map(({ id }) => id));
    for (const [id, slot] of this.slots) {
      if (wanted.has(id) || id === NEW) continue;
      if (this.open === id) this.close();
      slot.element.remove();
      this.slots.delete(id);
    }
    rows.forEach((row, at) => {
      const slot = this.slots.get(row.id) ?? this.#slot(row.id);
      slot.start = row.start;
      slot.rank = at;
      this.#fill(slot.line, row, at);
    });
    this.#order();
  }

  #order() {
    this.column.arrange(this.#ordered().map(([, { element }]) => element));
    if (this.none instanceof HTMLElement && this.slots.size > 0) this.none.hidden = true;
  }

  /** @returns {[string, Slot][]} */
  #ordered() {
    const by = this.isPlain ? 'rank' : 'start';
    return [...this.slots].sort(([, a], [, b]) => a[by] - b[by]);
  }

  /**
   * @param {string} id
   * @returns {Slot}
   */
  #slot(id) {
    const element = document.createElement('li');
    element.className = 'slot';
    element.setAttribute('role', 'listitem');
    const line = document.createElement('button');
    line.type = 'button';
    line.className = 'card-line';
    line.dataset.claim = id;
    element.append(line);
    const slot = { element, line, start: Number.POSITIVE_INFINITY, rank: -1 };
    this.slots.set(id, slot);
    return slot;
  }

  /**
   * @param {HTMLButtonElement} line
   * @param {Row} row
   * @param {number} at
   */
  #fill(line, row, at) {
    const label = row.label || say('not-checked');
    const { look, statement, state, approval, threads } = row;
    const risks = this.isPlain ? row.risks.map((risk) => say(`risk-${risk}`)).join(' · ') : '';
    const sign = [look, label, at, statement, state, approval, threads, risks, row.waits].join(' ');
    if (line.dataset.sign === sign) return;
    line.dataset.sign = sign;
    const words = document.createElement('span');
    words.className = 'words';
    words.dir = 'auto';
    words.textContent = `${at + 1} · ${row.statement}`;
    if (risks) words.prepend(riskWords(risks));
    const verdict = verdictMark(row.look, label, iconLater);
    line.replaceChildren(verdict, words, ...waitMarks(row), ...threadMarks(row), stateMark(row));
    drawWhenNear(line);
  }

  /**
   * @param {string} id of a claim
   * @returns {HTMLElement} where its card goes
   */
  openAt(id) {
    this.close();
    const slot = this.slots.get(id);
    if (!slot) return this.host;
    slot.element.classList.add('open');
    slot.element.append(this.host);
    this.open = id;
    this.root.dataset.open = id;
    this.place();
    if (this.isPlain) this.#reveal(slot.element);
    return this.host;
  }

  /**
   * @param {number} start of the passage, code points
   * @returns {HTMLElement} where the form of a new claim goes
   */
  openNew(start) {
    const slot = this.#slot(NEW);
    slot.start = start - 0.5;
    this.#order();
    return this.openAt(NEW);
  }

  close() {
    const slot = this.open === null ? undefined : this.slots.get(this.open);
    slot?.element.classList.remove('open');
    if (this.open === NEW) {
      slot?.element.remove();
      this.slots.delete(NEW);
      this.#order();
    }
    this.host.remove();
    this.host.replaceChildren();
    this.open = null;
    delete this.root.dataset.open;
    this.place();
  }

  /** @param {string} claim */
  focusLine(claim) {
    this.slots.get(claim)?.line.focus({ preventScroll: true });
  }

  /** @param {HTMLElement} element to the top of the list's own window, from where its card grows downwards */
  #reveal(element) {
    const top = element.getBoundingClientRect().top - this.root.getBoundingClientRect().top;
    if (this.root.scrollHeight > this.root.clientHeight) this.root.scrollBy({ top: top - GAP });
  }

  /** Put every slot beside its passage; cheap, reads one height only. A plain list lays itself out. */
  place() {
    if (this.isPlain) return;
    const ordered = this.#ordered();
    const line = ordered.find(([id]) => id !== this.open)?.[1].element.offsetHeight ?? 36;
    const openHeight = this.host.offsetHeight;
    let lowest = 0;
    const items = ordered.map(([id, slot]) => {
      const isOpen = id === this.open;
      lowest = Number.isFinite(slot.start) ? this.topOf(slot.start) : lowest + line + GAP;
      return { wanted: lowest, height: isOpen ? openHeight : line, weight: isOpen ? 1e6 : 1 };
    });
    const tops = spread(items, GAP);
    this.column.place(
      tops,
      items.map(({ height }) => height),
    );
    const bottom = items.reduce(
      (most, { height }, at) => Math.max(most, (tops[at] ?? 0) + height),
      0,
    );
    const at = ordered.findIndex(([id]) => id === this.open);
    const { wanted = 0, height = 0 } = items[at] ?? {};
    this.slide.set(
      items.map((item) => item.wanted),
      tops,
      bottom,
      this.room,
      at < 0 ? null : { wanted, height, top: tops[at] ?? 0 },
    );
  }
}

/**
 * @param {string} risks why this claim is dear to get wrong
 * @returns {HTMLElement}
 */
function riskWords(risks) {
  const why = document.createElement('small');
  why.className = 'risks';
  why.textContent = risks;
  return why;
}

/**
 * @param {Row} row
 * @returns {HTMLSpanElement}
 */
function stateMark(row) {
  const mark = document.createElement('span');
  mark.className = 'state';
  mark.dataset.state = row.state;
  mark.dataset.approval = row.approval;
  const isStale = row.approval === 'stale';
  mark.append(
    iconLater(isStale ? 'warning' : `state-${row.state}`),
    say(isStale ? 'stale' : `state-${row.state}`),
  );
  return mark;
}
