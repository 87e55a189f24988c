// Where words, characters and sentences begin and end in the drawn text, in code points.

/** @import { Block, DrawnText } from "../codepoints.js" */

/** @typedef {"start" | "end"} Side of a passage */
/** @typedef {{starts: number[], ends: number[]}} Places */

const SIGN = /^[\p{Sc}\p{So}\p{Extended_Pictographic}\p{RI}%‰٪°§#№]/u;
// "4 000" with a space that does not break is one figure.
const WITHIN_FIGURE = /^[\u00a0\u2009\u202f]$/;

/**
 * The words of a text: letters and digits, signs that touch them ("80%", "$5"), emoji. Punctuation is between
 * words.
 *
 * @param {string} text
 * @param {string} [language]
 * @returns {[number, number][]} start and end in UTF-16 units
 */
export function wordsOf(text, language) {
  const segments = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)];
  /** @type {[number, number][]} */
  const words = [];
  let isSign = false;
  for (const [at, { segment, index, isWordLike }] of segments.entries()) {
    const isMark = !isWordLike && SIGN.test(segment);
    if (!isWordLike && !isMark) continue;
    const last = words.at(-1);
    const joins = last?.[1] === index && (isMark || isSign);
    const gap = segments[at - 1]?.segment ?? '';
    const isFigure =
      last &&
      /^\d{3}(\D|$)/.test(segment) &&
      WITHIN_FIGURE.test(gap) &&
      /\d$/.test(text[last[1] - 1] ?? '');
    if (last && (joins || isFigure)) last[1] = index + segment.length;
    else words.push([index, index + segment.length]);
    isSign = isMark;
  }
  return words;
}

/**
 * @param {string} text
 * @returns {[number, number][]} every character as a person sees one, in UTF-16 units
 */
export function charactersOf(text) {
  const found = new Intl.Segmenter().segment(text);
  return [...found].map(({ segment, index }) => [index, index + segment.length]);
}

/** Finds the next edge in any direction; each block is cut into words once, when it is asked about. */
export class Edges {
  /** @param {DrawnText} drawn */
  constructor(drawn) {
    this.drawn = drawn;
    this.language = drawn.root.lang || undefined;
    /** @type {Record<"word" | "character", Map<Block, Places>>} */
    this.known = { word: new Map(), character: new Map() };
  }

  /**
   * @param {Block} block
   * @param {"word" | "character"} by
   * @returns {Places}
   */
  #places(block, by) {
    const known = this.known[by].get(block);
    if (known) return known;
    const text = block.node.data;
    const pieces = by === 'word' ? wordsOf(text, this.language) : charactersOf(text);
    const solid = pieces.filter(([start, end]) => text.slice(start, end).trim());
    const point = (/** @type {number} */ unit) => block.start + block.index.toCodePoint(unit);
    const places = {
      starts: solid.map(([start]) => point(start)),
      ends: solid.map(([, end]) => point(end)),
    };
    this.known[by].set(block, places);
    return places;
  }

  /**
   * @param {number} point
   * @returns {number} the index of the block that holds it, or of the next one
   */
  #blockAt(point) {
    const at = this.drawn.blocks.findIndex(({ end }) => end >= point);
    return at < 0 ? this.drawn.blocks.length - 1 : at;
  }

  /**
   * @param {number} point from which to go
   * @param {-1 | 1} way
   * @param {Side} side of the passage that moves
   * @param {"word" | "character"} by
   * @returns {number} the next edge, or `point` where there is none
   */
  next(point, way, side, by) {
    const { blocks } = this.drawn;
    for (let at = this.#blockAt(point); at >= 0 && at < blocks.length; at += way) {
      const edges = this.#edges(at, side, by);
      const found =
        way > 0 ? edges.find((edge) => edge > point) : edges.findLast((edge) => edge < point);
      if (found !== undefined) return found;
    }
    return point;
  }

  /**
   * @param {number} at index of a block
   * @param {Side} side
   * @param {"word" | "character"} by
   * @returns {number[]}
   */
  #edges(at, side, by) {
    const block = /** @type {Block} */ (this.drawn.blocks[at]);
    const places = this.#places(block, by);
    return side === 'start' ? places.starts : places.ends;
  }

  /**
   * @param {number} point
   * @param {Side} side
   * @param {"word" | "character"} by
   * @returns {number} the edge that is nearest
   */
  nearest(point, side, by) {
    const edges = this.#edges(this.#blockAt(point), side, by);
    const after = edges.find((edge) => edge >= point);
    const before = edges.findLast((edge) => edge <= point);
    if (after === undefined || before === undefined)
      return after ?? before ?? this.next(point, side === 'start' ? -1 : 1, side, by);
    return after - point < point - before ? after : before;
  }

  /**
   * @param {number} start
   * @param {number} end
   * @returns {string} the words of a passage, as they are shown
   */
  words(start, end) {
    return this.drawn.trimmed(start, end)?.exact ?? '';
  }
}
