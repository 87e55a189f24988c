// A column with more in it than the text beside it has room for: it slides with the scroll, so that what
// belongs to the line being read stands beside that line. A column that fits never moves. Nor does one whose open
// card is in sight: it is beside its passage, and a button of it stays where the person scrolled to.

/** Pixels at the top of the screen that the page's bar covers. */
const BAR = 72;
const BURST_MS = 300;

/**
 * @typedef {object} Open an open card
 * @property {number} wanted where it would like to be, in pixels from the column's top
 * @property {number} top where it stands in the column
 * @property {number} height
 */

/**
 * The line that is being read: at the text's beginning the topmost on the screen, at its end the lowest.
 *
 * @param {number} top of the text on the screen, in pixels; negative when it was scrolled past
 * @param {number} room the text's height
 * @param {number} screen the screen's height
 * @returns {number} pixels from the text's top
 */
export function readingLine(top, room, screen) {
  const first = Math.min(room, Math.max(0, BAR - top));
  const last = Math.min(room, Math.max(0, screen - top));
  const unseen = room - (last - first);
  const share = unseen > 0 ? first / unseen : 0.5;
  return first + share * (last - first);
}

/**
 * @param {number[]} wanted where each item would like to be, ascending
 * @param {number[]} tops where it stands in its column, ascending
 * @param {number} line a place beside the column, in the same pixels
 * @returns {number} how far the column must move so that what is wanted at the line stands there
 */
export function shiftFor(wanted, tops, line) {
  let low = 0;
  let high = wanted.length - 1;
  if (high < 0) return 0;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((wanted[middle] ?? 0) <= line) low = middle;
    else high = middle - 1;
  }
  const here = wanted[low] ?? 0;
  const next = wanted[low + 1] ?? here;
  const share = next > here ? Math.max(0, Math.min(1, (line - here) / (next - here))) : 0;
  const top = tops[low] ?? 0;
  const stands = top + share * ((tops[low + 1] ?? top) - top);
  return here + share * (next - here) - stands;
}

/**
 * @param {Open} open
 * @param {number} top of the column on the screen, in pixels
 * @param {number} screen the screen's height
 * @returns {boolean} whether some of the card is on the screen where it stands beside its passage
 */
function isInSight({ wanted, height }, top, screen) {
  return top + wanted < screen && top + wanted + height > 0;
}

export class Slide {
  /** @param {HTMLElement} list whose parent is as high as the text */
  constructor(list) {
    this.list = list;
    /** @type {number[]} */
    this.wanted = [];
    /** @type {number[]} */
    this.tops = [];
    this.room = 0;
    /** @type {Open | null} */
    this.open = null;
    this.isCrowded = false;
    this.shift = 0;
    this.waits = false;
    /** Where the column begins in the page, in pixels; read once for each burst of scrolling. */
    this.begins = 0;
    this.lastScroll = 0;
    addEventListener('scroll', () => this.#later(), { passive: true });
  }

  /**
   * @param {number[]} wanted ascending
   * @param {number[]} tops ascending
   * @param {number} height of the whole column
   * @param {number} room the height of the text beside it
   * @param {Open | null} [open]
   */
  set(wanted, tops, height, room, open = null) {
    // At the text's end the column's end stands.
    this.wanted = [...wanted, room];
    this.tops = [...tops, height];
    this.room = room;
    this.open = open;
    // However long the open card is, the page has room for it. Beside a text that fits on the screen nothing can slide: there the page is as long as its cards.
    const closed = height - (open?.height ?? 0);
    this.isCrowded = room > innerHeight && closed > room + innerHeight;
    this.list.parentElement?.toggleAttribute('data-crowded', this.isCrowded);
    const end = open ? Math.max(room, open.wanted + open.height) : room;
    this.list.style.height = `${this.isCrowded ? end : height}px`;
    this.#measure();
    this.move();
  }

  /** No column any more: its items stand one below the other. */
  rest() {
    this.isCrowded = false;
    this.list.parentElement?.removeAttribute('data-crowded');
    this.list.style.removeProperty('height');
    this.move();
  }

  #later() {
    if (!this.isCrowded) return;
    // Reading the layout in every frame would make the browser lay out what the frame before moved.
    if (performance.now() - this.lastScroll > BURST_MS) this.#measure();
    this.lastScroll = performance.now();
    if (this.waits) return;
    this.waits = true;
    requestAnimationFrame(() => {
      this.waits = false;
      this.move();
    });
  }

  #measure() {
    if (!this.isCrowded) return;
    this.begins = (this.list.parentElement?.getBoundingClientRect().top ?? 0) + scrollY;
  }

  move() {
    let shift = 0;
    if (this.isCrowded) {
      const top = this.begins - scrollY;
      const line = readingLine(top, this.room, innerHeight);
      const isHeld = this.open && isInSight(this.open, top, innerHeight);
      shift = Math.round(
        isHeld && this.open
          ? this.open.wanted - this.open.top
          : shiftFor(this.wanted, this.tops, line),
      );
    }
    if (shift === this.shift) return;
    this.shift = shift;
    this.list.style.translate = shift ? `0 ${shift}px` : '';
  }
}
