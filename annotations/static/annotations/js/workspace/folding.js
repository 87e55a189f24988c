// Text as a finder compares it: without case and accents, with one kind of quote, dash and space.

const ACCENTS =
  '\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\u1dc0-\\u1dff\\u20d0-\\u20ff';
const UNSEEN = '\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufe00-\\ufe0f\\ufeff';
const MARKS = new RegExp(`[${ACCENTS}]`, 'g');
const TRAILING = `[${ACCENTS}${UNSEEN}]`;
const HAS_TRAILING = new RegExp(TRAILING);
const CLUSTER = new RegExp(`[^]?${TRAILING}+`, 'g');
const INVISIBLE = new RegExp(`[${UNSEEN}]`, 'g');
// Letters of their own, although Unicode takes them apart: "мой" is not "мои".
const KEPT = new Set('йўїѓќ');
const SAME = new Map([
  ...[...'“”„‟«»″〝〞＂'].map((quote) => /** @type {const} */ ([quote, '"'])),
  ...[...'‘’‚‛‹›′＇`´'].map((quote) => /** @type {const} */ ([quote, "'"])),
  ...[...'‐‑‒–—―−﹣－'].map((dash) => /** @type {const} */ ([dash, '-'])),
  /** @type {const} */ (['ς', 'σ']),
]);
/** @type {Map<string, string>} */
const bareOf = new Map();

/**
 * @param {string} character in small letters, composed
 * @returns {string}
 */
function bare(character) {
  let known = bareOf.get(character);
  if (known === undefined) {
    if (/^\s$/.test(character)) known = ' ';
    else if (KEPT.has(character)) known = character;
    else
      known = SAME.get(character) ?? character.normalize('NFD').replace(MARKS, '').normalize('NFC');
    bareOf.set(character, known);
  }
  return known;
}

/**
 * Unit for unit, which nearly every text allows.
 *
 * @param {string} text
 * @returns {string | null} null where it is not possible
 */
function foldSimply(text) {
  const small = text.toLowerCase();
  if (small.length !== text.length) return null;
  return small.replace(/[^ -~а-я]/g, (unit) => {
    const known = bare(unit);
    return known.length === 1 ? known : unit;
  });
}

/** A text made comparable, and where each of its characters came from. */
export class Folded {
  /** @param {string} text */
  constructor(text) {
    this.folded = '';
    /** @type {Uint32Array | null} for each folded unit where it begins in the text; null where both are equal */
    this.starts = null;
    /** @type {Uint32Array | null} and where it ends */
    this.ends = null;
    const simple = HAS_TRAILING.test(text) ? null : foldSimply(text);
    if (simple === null) this.#foldByClusters(text);
    else this.folded = simple;
  }

  /** @param {string} text of which some characters are made of several */
  #foldByClusters(text) {
    this.starts = new Uint32Array(text.length * 2);
    this.ends = new Uint32Array(text.length * 2);
    let from = 0;
    for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
      this.#addPlain(text.slice(from, index), from);
      this.#add(cluster, index);
      from = index + cluster.length;
    }
    this.#addPlain(text.slice(from), from);
  }

  /**
   * @param {string} text whose characters stand for themselves
   * @param {number} from where it begins
   */
  #addPlain(text, from) {
    const simple = foldSimply(text);
    if (simple === null) {
      for (let unit = 0; unit < text.length; unit += 1) this.#add(text[unit] ?? '', from + unit);
      return;
    }
    for (let unit = 0; unit < simple.length; unit += 1) this.#place(unit, from + unit, 1);
    this.folded += simple;
  }

  /**
   * @param {string} cluster a character and the marks on it
   * @param {number} from where it begins
   */
  #add(cluster, from) {
    const composed = cluster.replace(INVISIBLE, '').toLowerCase().normalize('NFC');
    const known = composed && bare(composed);
    for (let unit = 0; unit < known.length; unit += 1) this.#place(unit, from, cluster.length);
    this.folded += known;
  }

  /**
   * @param {number} unit after what is folded so far
   * @param {number} from
   * @param {number} length in the text
   */
  #place(unit, from, length) {
    const at = this.folded.length + unit;
    if (this.starts) this.starts[at] = from;
    if (this.ends) this.ends[at] = from + length;
  }

  /**
   * @param {string} needle folded
   * @returns {[number, number][]} places in the text, UTF-16 units, end exclusive, none overlapping another
   */
  placesOf(needle) {
    /** @type {[number, number][]} */
    const places = [];
    if (!needle) return places;
    for (
      let at = this.folded.indexOf(needle);
      at >= 0;
      at = this.folded.indexOf(needle, at + needle.length)
    ) {
      const last = at + needle.length - 1;
      places.push([this.starts?.[at] ?? at, this.ends?.[last] ?? last + 1]);
    }
    return places;
  }
}

/**
 * @param {string} words as typed
 * @returns {string} what `Folded.placesOf` looks for; white space at the ends does not count
 */
export function needleOf(words) {
  return new Folded(words.trim()).folded;
}
