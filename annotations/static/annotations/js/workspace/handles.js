// The two handles at the ends of a passage, drawn beside its first and its last word.

/** @import { DrawnText } from "../codepoints.js" */
/** @import { Side } from "./edges.js" */

import { say } from '../words.js';
import { wordsOf } from './edges.js';

const SIDES = /** @type {const} */ (['start', 'end']);

export class Handles {
  /**
   * @param {DrawnText} drawn
   * @param {HTMLElement} root the group of both handles and their bar
   */
  constructor(drawn, root) {
    this.drawn = drawn;
    this.root = root;
    /** @type {Record<Side, HTMLElement>} */
    this.ends = { start: handleOf(root, 'start'), end: handleOf(root, 'end') };
    this.bar = /** @type {HTMLElement} */ (root.querySelector('.adjust-bar'));
    /** @type {{start: number, end: number} | null} */
    this.shown = null;
    const length = drawn.root.dataset.length ?? '0';
    for (const side of SIDES) this.ends[side].setAttribute('aria-valuemax', length);
  }

  /** @param {{start: number, end: number} | null} passage */
  show(passage) {
    this.shown = passage;
    this.root.hidden = !passage;
    if (passage) this.say('');
    else this.bar.hidden = true;
    this.place();
  }

  /** @param {string} change what the last step did to the passage, in words */
  say(change) {
    if (!this.shown) return;
    const { start, end } = this.shown;
    const exact = this.drawn.trimmed(start, end)?.exact ?? '';
    const words = wordsOf(exact, this.drawn.root.lang || undefined).map((at) => exact.slice(...at));
    const whole = say('edge-says', {
      n: words.length,
      first: words[0] ?? '',
      last: words.at(-1) ?? '',
    });
    for (const side of SIDES) {
      this.ends[side].setAttribute('aria-valuenow', String(this.shown[side]));
      this.ends[side].setAttribute('aria-valuetext', `${change} ${whole}`.trim());
    }
    const said = this.bar.querySelector('[data-words]');
    if (said) said.textContent = whole;
  }

  /** After the text's layout changed. */
  place() {
    if (!this.shown) return;
    const parts = this.drawn.rangesOf(this.shown.start, this.shown.end);
    const first = parts[0] && boxesOf(parts[0])[0];
    const last = parts.length
      ? boxesOf(/** @type {StaticRange} */ (parts.at(-1))).at(-1)
      : undefined;
    this.root.hidden = !first || !last;
    if (!first || !last) return;
    this.#put('start', first);
    this.#put('end', last);
    const around = this.root.offsetParent?.getBoundingClientRect();
    if (!around || this.bar.hidden) return;
    const room = Math.max(0, around.width - this.bar.offsetWidth);
    this.bar.style.top = `${last.bottom - around.top + 14}px`;
    this.bar.style.left = `${Math.max(0, Math.min(room, last.right - around.left - this.bar.offsetWidth / 2))}px`;
  }

  /**
   * @param {Side} side
   * @param {DOMRect} box of the first or last line of the passage
   */
  #put(side, box) {
    const handle = this.ends[side];
    const around = this.root.offsetParent?.getBoundingClientRect();
    if (!around) return;
    const isLeft = (side === 'start') !== this.isRightToLeft(side);
    handle.classList.toggle('at-left', isLeft);
    handle.style.left = `${(isLeft ? box.left : box.right) - around.left}px`;
    handle.style.top = `${box.top - around.top}px`;
    handle.style.height = `${box.height}px`;
  }

  /**
   * @param {Side} side
   * @returns {boolean}
   */
  isRightToLeft(side) {
    const { start, end } = this.shown ?? { start: 0, end: 1 };
    const part = this.drawn.rangesOf(start, end).at(side === 'start' ? 0 : -1);
    const block = part?.startContainer.parentElement;
    return (
      Boolean(block) && getComputedStyle(/** @type {HTMLElement} */ (block)).direction === 'rtl'
    );
  }

  /**
   * @param {Side} side
   * @returns {{x: number, y: number}} the middle of that end on the screen
   */
  middleOf(side) {
    const box = this.ends[side].getBoundingClientRect();
    const bar = this.ends[side].querySelector('i')?.getBoundingClientRect() ?? box;
    return { x: bar.left + bar.width / 2, y: box.top + box.height / 2 };
  }
}

/**
 * @param {HTMLElement} root
 * @param {Side} side
 * @returns {HTMLElement}
 */
function handleOf(root, side) {
  return /** @type {HTMLElement} */ (root.querySelector(`[data-side="${side}"]`));
}

/**
 * @param {StaticRange} part inside one text node
 * @returns {DOMRect[]}
 */
function boxesOf(part) {
  const range = document.createRange();
  range.setStart(part.startContainer, part.startOffset);
  range.setEnd(part.endContainer, part.endOffset);
  return [...range.getClientRects()].filter(({ width }) => width > 0);
}
