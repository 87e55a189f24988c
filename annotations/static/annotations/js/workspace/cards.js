// The cards column: one line per claim in text order, one of them open, each beside its passage.

/** @import { Row } from "./rows.js" */

import { say } from '../words.js';
import { drawWhenNear, iconLater, verdictMark } from './icons.js';
import { spread } from './layout.js';

const GAP = 6;
const NEW = 'new';

/** @typedef {{element: HTMLLIElement, line: HTMLButtonElement, start: number}} Slot */

export class Cards {
  /**
   * @param {HTMLElement} root
   * @param {(claim: string) => void} onChosen
   */
  constructor(root, onChosen) {
    this.root = root;
    this.list = /** @type {HTMLOListElement} */ (root.querySelector('.cards-list'));
    this.host = document.createElement('div');
    this.host.className = 'card-host';
    this.host.dataset.cardHost = '';
    /** @type {Map<string, Slot>} */
    this.slots = new Map();
    /** @type {string | null} the claim whose card is open, or "new" */
    this.open = null;
    /** @type {(start: number) => number} */
    this.topOf = () => 0;
    this.list.addEventListener('click', (event) => {
      const line = event.target instanceof Element && event.target.closest('.card-line');
      if (line instanceof HTMLElement && line.dataset.claim) onChosen(line.dataset.claim);
    });
    new ResizeObserver(() => this.place()).observe(this.host);
  }

  /** @param {Row[]} rows in text order */
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
      this.#fill(slot.line, row, at);
    });
    this.#order();
  }

  #order() {
    const ordered = [...this.slots.values()].sort((a, b) => a.start - b.start);
    let before = null;
    for (const { element } of ordered) {
      if (element.previousElementSibling !== before || element.parentElement !== this.list) {
        if (before) before.after(element);
        else this.list.prepend(element);
      }
      before = element;
    }
    const empty = this.root.querySelector('[data-no-claims]');
    if (empty instanceof HTMLElement) empty.hidden = this.slots.size > 0;
  }

  /**
   * @param {string} id
   * @returns {Slot}
   */
  #slot(id) {
    const element = document.createElement('li');
    element.className = 'slot';
    const line = document.createElement('button');
    line.type = 'button';
    line.className = 'card-line';
    line.dataset.claim = id;
    element.append(line);
    const slot = { element, line, start: Number.POSITIVE_INFINITY };
    this.slots.set(id, slot);
    this.list.append(element);
    return slot;
  }

  /**
   * @param {HTMLButtonElement} line
   * @param {Row} row
   * @param {number} at
   */
  #fill(line, row, at) {
    const label = row.label || say('not-checked');
    const sign = [row.look, label, at, row.statement, row.state, row.approval].join(' ');
    if (line.dataset.sign === sign) return;
    line.dataset.sign = sign;
    const words = document.createElement('span');
    words.className = 'words';
    words.textContent = `${at + 1} · ${row.statement}`;
    line.replaceChildren(verdictMark(row.look, label, iconLater), words, stateMark(row));
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

  /** Put every slot beside its passage; cheap, reads one height only. */
  place() {
    const ordered = [...this.slots.entries()].sort(([, a], [, b]) => a.start - b.start);
    const line = ordered.find(([id]) => id !== this.open)?.[1].element.offsetHeight ?? 36;
    const openHeight = this.host.offsetHeight;
    let lowest = 0;
    const items = ordered.map(([id, slot]) => {
      const isOpen = id === this.open;
      lowest = Number.isFinite(slot.start) ? this.topOf(slot.start) : lowest + line + GAP;
      return { wanted: lowest, height: isOpen ? openHeight : line, weight: isOpen ? 1e6 : 1 };
    });
    const tops = spread(items, GAP);
    ordered.forEach(([, slot], at) => {
      slot.element.style.transform = `translateY(${tops[at]}px)`;
    });
    const bottom = items.reduce(
      (most, { height }, at) => Math.max(most, (tops[at] ?? 0) + height),
      0,
    );
    this.list.style.height = `${bottom}px`;
  }
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
