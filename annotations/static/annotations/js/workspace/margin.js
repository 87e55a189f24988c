// The margin: a button per passage, in text order, that carries icon and word and takes the keyboard.

/** @import { DrawnText } from "../codepoints.js" */
/** @import { Row } from "./rows.js" */

import { say } from '../words.js';
import { Column } from './column.js';
import { drawWhenNear, iconLater } from './icons.js';
import { spread } from './layout.js';
import { Slide } from './slide.js';
import { waitMarks } from './tray_marks.js';

/**
 * @typedef {object} Mark
 * @property {string} key its claim and which passage of it
 * @property {HTMLLIElement} item
 * @property {HTMLButtonElement} button
 * @property {string} claim
 * @property {number} start code points
 * @property {string} look as drawn, with its word
 * @property {string} words as read out
 */

export class Margin {
  /**
   * @param {HTMLElement} root
   * @param {DrawnText} drawn
   * @param {(claim: string) => void} onChosen
   */
  constructor(root, drawn, onChosen) {
    this.root = root;
    const list = document.createElement('ol');
    list.setAttribute('role', 'list');
    root.append(list);
    this.column = new Column(list);
    this.slide = new Slide(list);
    this.drawn = drawn;
    /** @type {Mark[]} in text order */
    this.marks = [];
    root.addEventListener('click', (event) => {
      const button = event.target instanceof Element && event.target.closest('button');
      if (button instanceof HTMLElement && button.dataset.claim) onChosen(button.dataset.claim);
    });
  }

  /** @param {Row[]} rows */
  draw(rows) {
    const passages = rows.flatMap((row, at) =>
      row.passages.map((passage, nth) => ({ row, at, passage, nth })),
    );
    passages.sort((a, b) => a.passage.start - b.passage.start || a.passage.end - b.passage.end);
    const before = new Map(this.marks.map((mark) => [mark.key, mark]));
    this.marks = passages.map(({ row, at, passage, nth }) => {
      const key = `${row.id} ${nth}`;
      const mark = before.get(key) ?? this.#mark(key, row.id, nth);
      mark.start = passage.start;
      this.#fill(mark, row, at);
      return mark;
    });
    this.column.arrange(this.marks.map(({ item }) => item));
  }

  /**
   * @param {string} key
   * @param {string} claim
   * @param {number} nth passage of the claim
   * @returns {Mark}
   */
  #mark(key, claim, nth) {
    const item = document.createElement('li');
    const button = document.createElement('button');
    item.setAttribute('role', 'listitem');
    button.type = 'button';
    button.dataset.claim = claim;
    button.dataset.nth = String(nth);
    item.append(button);
    return { key, item, button, claim, start: 0, look: '', words: '' };
  }

  /**
   * @param {Mark} mark
   * @param {Row} row
   * @param {number} at
   */
  #fill(mark, row, at) {
    const word = row.label || say('not-checked');
    const words = `${word}. ${say('claim-n', { n: at + 1 })}: ${row.statement} ${say(`state-${row.state}`)}.${row.waits ? ` ${say(`tray-${row.waits}`)}.` : ''}`;
    if (mark.words !== words) mark.button.setAttribute('aria-label', words);
    mark.words = words;
    const look = `${row.look} ${word} ${row.waits}`;
    if (mark.look === look) return;
    mark.look = look;
    mark.button.className = `margin-mark v-${row.look}`;
    const label = document.createElement('span');
    label.className = 'word';
    label.textContent = word;
    mark.button.replaceChildren(...waitMarks(row), label, iconLater(`v-${row.look}`));
    drawWhenNear(mark.button);
  }

  /**
   * @param {(start: number) => number} topOf where a place in the text is drawn, from the margin's top
   * @param {number} room the height of the text
   */
  place(topOf, room) {
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
    const tops = spread(items, 1);
    this.column.place(
      tops,
      items.map(({ height }) => height),
    );
    const last = items.at(-1);
    this.slide.set(
      items.map(({ wanted }) => wanted),
      tops,
      last ? (tops.at(-1) ?? 0) + last.height : 0,
      room,
    );
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
