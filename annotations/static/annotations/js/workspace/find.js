// Finding words in the article: all places are drawn at once, one of them is the present one.

/** @import { Workspace } from "../workspace.js" */
/** @import { Block } from "../codepoints.js" */

import { canHighlight, LOOKS } from '../highlights.js';
import { say } from '../words.js';
import { Folded, needleOf } from './folding.js';

/** @typedef {{nth: number, start: number, end: number}} Place block's number; UTF-16 units in its text node */

const PAUSE_MS = 70;
// Of more places than this only those near the screen are drawn: a letter may stand in a text 100,000 times.
const MANY = 1000;
const BARS = 120;

class Finder {
  /** @param {Workspace} workspace */
  constructor(workspace) {
    this.blocks = workspace.drawn.blocks;
    this.box = /** @type {HTMLElement} */ (document.getElementById('finder'));
    this.field = /** @type {HTMLInputElement} */ (document.getElementById('find'));
    this.count = /** @type {HTMLElement} */ (document.getElementById('find-count'));
    this.steps = /** @type {HTMLElement} */ (document.getElementById('find-steps'));
    /** @type {Folded[]} made block by block when first needed */
    this.folded = [];
    /** @type {Place[]} in text order */
    this.places = [];
    this.at = -1;
    this.words = '';
    this.timer = 0;
    this.isDue = false;
    /** @type {Element | null} where the person was before */
    this.back = null;
    this.field.addEventListener('focus', () => this.box.toggleAttribute('data-finding', true));
    this.field.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.find(), PAUSE_MS);
    });
    this.box.addEventListener('keydown', (event) => this.#pressed(event));
    this.box.addEventListener('focusout', ({ relatedTarget }) => {
      const isStill = relatedTarget instanceof Node && this.box.contains(relatedTarget);
      if (!isStill && !this.field.value) this.box.removeAttribute('data-finding');
    });
  }

  open() {
    if (!this.box.contains(document.activeElement)) this.back = document.activeElement;
    this.box.toggleAttribute('data-finding', true);
    this.field.focus({ preventScroll: true });
    this.field.select();
  }

  close() {
    clearTimeout(this.timer);
    this.field.value = '';
    this.find();
    const back = this.back;
    this.back = null;
    this.box.removeAttribute('data-finding');
    if (back instanceof HTMLElement && back !== document.body && back.isConnected)
      back.focus({ preventScroll: true });
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      event.preventDefault();
      this.close();
    } else if (event.key === 'Enter' && event.target === this.field) {
      event.preventDefault();
      clearTimeout(this.timer);
      // What was typed a moment ago counts before the step does.
      if (this.field.value !== this.words) this.find();
      else this.step(event.shiftKey ? -1 : 1);
    }
  }

  /** Find what stands in the field now. */
  find() {
    const from = this.places[this.at];
    this.words = this.field.value;
    const needle = needleOf(this.words);
    this.places = needle ? this.#placesOf(needle) : [];
    this.at = this.#firstFrom(from);
    this.#show();
  }

  /**
   * @param {string} needle
   * @returns {Place[]}
   */
  #placesOf(needle) {
    /** @type {Place[]} */
    const places = [];
    this.blocks.forEach((block, nth) => {
      let folded = this.folded[nth];
      if (!folded) {
        folded = new Folded(block.node.data);
        this.folded[nth] = folded;
      }
      for (const [start, end] of folded.placesOf(needle)) places.push({ nth, start, end });
    });
    return places;
  }

  /**
   * @param {Place | undefined} from the present place of the words before; without one, what is on the screen
   * @returns {number}
   */
  #firstFrom(from) {
    if (!this.places.length) return -1;
    const { nth, start } = from ?? { nth: this.#firstSeen(), start: 0 };
    const at = this.places.findIndex(
      (place) => place.nth > nth || (place.nth === nth && place.start >= start),
    );
    return Math.max(0, at);
  }

  /**
   * @param {number} [y] pixels from the window's top
   * @returns {number} the first block that reaches below that
   */
  #firstSeen(y = BARS) {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = /** @type {Block} */ (this.blocks[middle]);
      if (block.element.getBoundingClientRect().bottom < y) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @returns {Place[]} those within a screen of the window */
  #near() {
    const first = this.#firstSeen(-innerHeight);
    const last = this.#firstSeen(2 * innerHeight);
    const from = this.places.findIndex(({ nth }) => nth >= first);
    const to = this.places.findIndex(({ nth }) => nth > last);
    return from < 0 ? [] : this.places.slice(from, to < 0 ? undefined : to);
  }

  /** Draw what comes near while the text is scrolled. */
  follow() {
    if (this.places.length <= MANY || this.isDue) return;
    this.isDue = true;
    setTimeout(() => {
      this.isDue = false;
      this.#draw();
    }, PAUSE_MS);
  }

  /** @param {1 | -1} step */
  step(step) {
    const all = this.places.length;
    if (!all) return;
    this.at = (this.at + step + all) % all;
    this.#show();
  }

  #show() {
    const all = this.places.length;
    this.steps.hidden = !this.words;
    this.count.textContent = !this.words.trim()
      ? ''
      : all
        ? say('find-place', { n: this.at + 1, all })
        : say('find-none');
    const now = this.places[this.at];
    if (now) this.#reveal(now);
    this.#draw();
  }

  #draw() {
    if (!canHighlight()) return;
    const near = this.places.length > MANY ? this.#near() : this.places;
    paint(
      'fc-found',
      near.map((place) => this.#rangeOf(place)),
      1,
    );
    const now = this.places[this.at];
    paint('fc-found-now', now ? [this.#rangeOf(now)] : [], 2);
  }

  /**
   * @param {Place} place
   * @returns {StaticRange}
   */
  #rangeOf({ nth, start, end }) {
    const { node } = /** @type {Block} */ (this.blocks[nth]);
    return new StaticRange({
      startContainer: node,
      startOffset: start,
      endContainer: node,
      endOffset: end,
    });
  }

  /** @param {Place} place */
  #reveal({ nth, start, end }) {
    const { node } = /** @type {Block} */ (this.blocks[nth]);
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    scrollTo(range);
    // What was out of sight has its real height only now.
    requestAnimationFrame(() => scrollTo(range));
  }
}

/** @param {Range} range */
function scrollTo(range) {
  const box = range.getBoundingClientRect();
  const isPhone = matchMedia('(max-width: 47.99rem)').matches;
  if (box.top > BARS && box.bottom < innerHeight * (isPhone ? 0.5 : 0.85)) return;
  scrollBy({ top: box.top - Math.max(BARS, innerHeight * 0.3), behavior: 'instant' });
}

/**
 * @param {string} name
 * @param {StaticRange[]} ranges
 * @param {number} above how far above every verdict
 */
function paint(name, ranges, above) {
  if (!ranges.length) {
    CSS.highlights.delete(name);
    return;
  }
  const highlight = new Highlight();
  for (const range of ranges) highlight.add(range);
  highlight.priority = LOOKS.length + 1 + above;
  CSS.highlights.set(name, highlight);
}

/** @param {Workspace} workspace */
export function attach(workspace) {
  const finder = new Finder(workspace);
  workspace.addKey('f', () => finder.open());
  workspace.addAct('find-next', () => finder.step(1));
  workspace.addAct('find-previous', () => finder.step(-1));
  workspace.addAct('find-close', () => finder.close());
  addEventListener('scroll', () => finder.follow(), { passive: true });
  const toolbar = document.getElementById('toolbar');
  // The bar scrolls away with the text; while something is looked for, the field comes along.
  if (toolbar)
    new IntersectionObserver(
      ([entry]) => toolbar.toggleAttribute('data-away', !entry?.isIntersecting),
      { rootMargin: '-52px 0px 0px' },
    ).observe(toolbar);
}
