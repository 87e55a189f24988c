// The border between JavaScript's UTF-16 and the product's offsets.
//
// Everywhere else an offset counts Unicode code points in the revision's text, end exclusive. Inside
// this file "unit" is a UTF-16 code unit. A lone surrogate counts as one code point, as in Python.

const STEP = 1024;
const SURROGATE = /[\ud800-\udfff]/;

/**
 * @param {string} text
 * @param {number} unit
 * @returns {boolean} whether `unit` stands between the two halves of one pair
 */
function splitsPair(text, unit) {
  const low = text.charCodeAt(unit);
  if (low < 0xdc00 || low > 0xdfff || unit === 0) return false;
  const high = text.charCodeAt(unit - 1);
  return high >= 0xd800 && high <= 0xdbff;
}

/** Converts places in one text, in time that does not grow with the text after it was read once. */
export class CodePointIndex {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    /** @type {Uint32Array | null} code points before unit 0, STEP, 2 × STEP, …; null where both counts are equal */
    this.marks = SURROGATE.test(text) ? CodePointIndex.#count(text) : null;
    /** The text's length in code points. */
    this.length = this.toCodePoint(text.length);
  }

  /**
   * @param {string} text
   * @returns {Uint32Array}
   */
  static #count(text) {
    const marks = new Uint32Array(Math.floor(text.length / STEP) + 1);
    let points = 0;
    for (let unit = 0; unit < text.length; unit += 1) {
      if (unit % STEP === 0) marks[unit / STEP] = points;
      if (!splitsPair(text, unit)) points += 1;
    }
    if (text.length % STEP === 0) marks[text.length / STEP] = points;
    return marks;
  }

  /**
   * @param {number} unit a place in UTF-16 units; one inside a pair counts as after the pair
   * @returns {number} the same place in code points
   */
  toCodePoint(unit) {
    const place = Math.max(0, Math.min(unit, this.text.length));
    if (!this.marks) return place;
    const block = Math.floor(place / STEP);
    let points = this.marks[block] ?? 0;
    for (let at = block * STEP; at < place; at += 1) {
      if (!splitsPair(this.text, at)) points += 1;
    }
    return points;
  }

  /**
   * @param {number} point a place in code points
   * @returns {number} the same place in UTF-16 units, never inside a pair
   */
  toUnit(point) {
    if (!this.marks) return Math.max(0, Math.min(point, this.text.length));
    let low = 0;
    let high = this.marks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.marks[middle] ?? 0) <= point) low = middle;
      else high = middle - 1;
    }
    let points = this.marks[low] ?? 0;
    let unit = low * STEP;
    while (unit < this.text.length && (points < point || splitsPair(this.text, unit))) {
      if (!splitsPair(this.text, unit)) points += 1;
      unit += 1;
    }
    return unit;
  }
}

/**
 * @typedef {object} Block
 * @property {HTMLElement} element
 * @property {Text} node its only text node
 * @property {number} start code points in the revision's text
 * @property {number} end
 * @property {CodePointIndex} index
 */

/** The article as drawn: blocks with one text node each, in text order. */
export class DrawnText {
  /** @param {HTMLElement} root the element with `data-revision`, around elements with `data-start`, `data-end` */
  constructor(root) {
    this.root = root;
    this.revision = root.dataset.revision ?? '';
    /** @type {Block[]} */
    this.blocks = [];
    for (const element of root.querySelectorAll('[data-start]')) {
      const node = element.firstChild;
      if (!(element instanceof HTMLElement) || !(node instanceof Text)) continue;
      const index = new CodePointIndex(node.data);
      const start = Number(element.dataset.start);
      this.blocks.push({ element, node, start, end: start + index.length, index });
    }
  }

  /**
   * @param {number} point
   * @returns {number} the index of the last block that starts at or before `point`, or -1
   */
  #blockBefore(point) {
    let low = -1;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (/** @type {Block} */ (this.blocks[middle]).start <= point) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * The drawn part of a passage. Separators between blocks are not drawn and belong to none.
   *
   * @param {number} start
   * @param {number} end
   * @returns {StaticRange[]} one range per block that the passage touches
   */
  rangesOf(start, end) {
    /** @type {StaticRange[]} */
    const ranges = [];
    for (let at = Math.max(0, this.#blockBefore(start)); at < this.blocks.length; at += 1) {
      const block = /** @type {Block} */ (this.blocks[at]);
      if (block.start >= end) break;
      const from = Math.max(start, block.start) - block.start;
      const to = Math.min(end, block.end) - block.start;
      if (from >= to) continue;
      ranges.push(
        new StaticRange({
          startContainer: block.node,
          startOffset: block.index.toUnit(from),
          endContainer: block.node,
          endOffset: block.index.toUnit(to),
        }),
      );
    }
    return ranges;
  }

  /**
   * @param {number} start
   * @param {number} end
   * @returns {Range | null} one live range from the first drawn character to the last
   */
  rangeOf(start, end) {
    const parts = this.rangesOf(start, end);
    const first = parts[0];
    const last = parts.at(-1);
    if (!first || !last) return null;
    const range = document.createRange();
    range.setStart(first.startContainer, first.startOffset);
    range.setEnd(last.endContainer, last.endOffset);
    return range;
  }

  /**
   * @param {Node} node
   * @param {number} offset as in a DOM boundary point
   * @param {"start" | "end"} side which way a place outside all blocks falls
   * @returns {number | null} code points, or null where the article has no text
   */
  pointOf(node, offset, side) {
    const place = document.createRange();
    place.setStart(node, offset);
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = /** @type {Block} */ (this.blocks[middle]);
      // comparePoint tells where the block's end stands, seen from the place.
      if (place.comparePoint(block.node, block.node.length) < 0) low = middle + 1;
      else high = middle;
    }
    const block = this.blocks[low];
    const before = this.blocks[low - 1];
    if (!block) return before ? before.end : null;
    const isInside = node === block.node && offset > 0;
    const unit = isInside ? offset : 0;
    // An end at the very start of a block (as after a triple click) means the end of the block before.
    if (unit === 0 && side === 'end' && before) return before.end;
    return block.start + block.index.toCodePoint(unit);
  }

  /**
   * A range as code points, without the white space at its ends, never inside a grapheme.
   *
   * @param {AbstractRange} range
   * @returns {{start: number, end: number, exact: string} | null} null where nothing readable is in it
   */
  passageOf(range) {
    const start = this.pointOf(range.startContainer, range.startOffset, 'start');
    const end = this.pointOf(range.endContainer, range.endOffset, 'end');
    if (start === null || end === null || start >= end) return null;
    return this.trimmed(start, end);
  }

  /**
   * @param {number} start
   * @param {number} end
   * @returns {{start: number, end: number, exact: string} | null}
   */
  trimmed(start, end) {
    const parts = this.rangesOf(start, end);
    const first = parts.find((part) => wordsOf(part).trim() !== '');
    const last = parts.findLast((part) => wordsOf(part).trim() !== '');
    if (!first || !last) return null;
    const lead = wordsOf(first);
    const tail = wordsOf(last);
    const from = graphemeEdge(
      first.startContainer,
      first.startOffset + lead.length - lead.trimStart().length,
      -1,
    );
    const to = graphemeEdge(
      last.endContainer,
      last.endOffset - (tail.length - tail.trimEnd().length),
      1,
    );
    const a = this.#inBlock(first.startContainer, from);
    const b = this.#inBlock(last.endContainer, to);
    return { start: a, end: b, exact: this.rangesOf(a, b).map(wordsOf).join('\n\n') };
  }

  /**
   * @param {Node} node
   * @param {number} unit
   * @returns {number}
   */
  #inBlock(node, unit) {
    const block = this.blocks.find((one) => one.node === node);
    return block ? block.start + block.index.toCodePoint(unit) : 0;
  }
}

/**
 * @param {StaticRange} part a range inside one text node
 * @returns {string}
 */
function wordsOf(part) {
  return /** @type {Text} */ (part.startContainer).data.slice(part.startOffset, part.endOffset);
}

/**
 * Moves a place that splits a grapheme (an emoji family, a letter and its accent) out of it.
 *
 * @param {Node} node a text node
 * @param {number} unit
 * @param {-1 | 1} way outwards
 * @returns {number}
 */
function graphemeEdge(node, unit, way) {
  const text = /** @type {Text} */ (node).data;
  if (unit <= 0 || unit >= text.length || !('Segmenter' in Intl)) return unit;
  // Only the neighbourhood is segmented; it starts at white space where there is some.
  const near = text.slice(Math.max(0, unit - 64), unit);
  const from = unit - near.length + Math.max(0, near.search(/\S*$/));
  for (const { index, segment } of new Intl.Segmenter().segment(text.slice(from, unit + 64))) {
    const start = from + index;
    const end = start + segment.length;
    if (unit > start && unit < end) return way < 0 ? start : end;
    if (start >= unit) break;
  }
  return unit;
}
