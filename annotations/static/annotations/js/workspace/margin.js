// The margin: a button per passage, in text order, that carries icon and word and takes the keyboard.

/** @import { DrawnText } from "../codepoints.js" */
/** @import { Row } from "./rows.js" */

import { say } from '../words.js';
import { drawWhenNear, iconLater } from './icons.js';
import { spread } from './layout.js';

export class Margin {
  /**
   * @param {HTMLElement} root
   * @param {DrawnText} drawn
   * @param {(claim: string) => void} onChosen
   */
  constructor(root, drawn, onChosen) {
    this.root = root;
    this.list = document.createElement('ol');
    root.append(this.list);
    this.drawn = drawn;
    /** @type {{item: HTMLLIElement, button: HTMLButtonElement, claim: string, start: number}[]} */
    this.marks = [];
    this.sign = '';
    root.addEventListener('click', (event) => {
      const button = event.target instanceof Element && event.target.closest('button');
      if (button instanceof HTMLElement && button.dataset.claim) onChosen(button.dataset.claim);
    });
  }

  /** @param {Row[]} rows */
  draw(rows) {
    const held = this.root.contains(document.activeElement)
      ? this.#keyOf(document.activeElement)
      : null;
    const passages = rows.flatMap((row, at) =>
      row.passages.map((passage, nth) => ({ row, at, passage, nth })),
    );
    passages.sort((a, b) => a.passage.start - b.passage.start || a.passage.end - b.passage.end);
    const sign = JSON.stringify(
      passages.map(({ row, at, passage }) => [
        at,
        passage.start,
        row.look,
        row.label,
        row.state,
        row.statement,
      ]),
    );
    if (sign === this.sign) return;
    this.sign = sign;
    const drawing = document.createDocumentFragment();
    this.marks = passages.map(({ row, at, passage, nth }) => {
      const button = this.#button(row, at, nth);
      const item = document.createElement('li');
      item.append(button);
      drawing.append(item);
      return { item, button, claim: row.id, start: passage.start };
    });
    this.list.replaceChildren(drawing);
    if (held) this.marks.find(({ button }) => this.#keyOf(button) === held)?.button.focus();
  }

  /**
   * @param {Element | null} button
   * @returns {string | null}
   */
  #keyOf(button) {
    return button instanceof HTMLElement ? `${button.dataset.claim} ${button.dataset.nth}` : null;
  }

  /**
   * @param {Row} row
   * @param {number} at
   * @param {number} nth
   * @returns {HTMLButtonElement}
   */
  #button(row, at, nth) {
    const button = document.createElement('button');
    const word = row.label || say('not-checked');
    button.type = 'button';
    button.className = `margin-mark v-${row.look}`;
    button.dataset.claim = row.id;
    button.dataset.nth = String(nth);
    const label = document.createElement('span');
    label.className = 'word';
    label.textContent = word;
    const state = say(`state-${row.state}`);
    button.setAttribute(
      'aria-label',
      `${word}. ${say('claim-n', { n: at + 1 })}: ${row.statement} ${state}.`,
    );
    button.append(label, iconLater(`v-${row.look}`));
    drawWhenNear(button);
    return button;
  }

  /** @param {(start: number) => number} topOf where a place in the text is drawn, from the margin's top */
  place(topOf) {
    // Marks out of sight are not laid out, so one of each look is measured for all of them.
    /** @type {Map<string, number>} */
    const heights = new Map();
    for (const { button } of this.marks) {
      if (!heights.has(button.className)) heights.set(button.className, button.offsetHeight);
    }
    const items = this.marks.map(({ button, start }) => ({
      wanted: topOf(start),
      height: heights.get(button.className) ?? 24,
    }));
    const places = spread(items, 1);
    this.marks.forEach(({ item }, at) => {
      item.style.transform = `translateY(${places[at]}px)`;
    });
  }

  /** @param {string | null} claim */
  point(claim) {
    for (const mark of this.marks) {
      if (mark.claim === claim) mark.button.setAttribute('aria-current', 'true');
      else mark.button.removeAttribute('aria-current');
    }
  }

  /** @param {string} claim */
  focus(claim) {
    this.marks.find((mark) => mark.claim === claim)?.button.focus({ preventScroll: true });
  }
}
