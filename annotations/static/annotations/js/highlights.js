// Draws passages over untouched text, and tells which of them stand under a place.
//
// One CSS highlight per look; where the browser lacks the Custom Highlight API, boxes behind the text.

/** @import { DrawnText } from "./codepoints.js" */

/**
 * @typedef {object} Passage
 * @property {string} id of the passage
 * @property {string} claim id
 * @property {number} start code points
 * @property {number} end exclusive
 * @property {string} look of the verdict ("not-checked" without one), "pending", or "quiet" where a filter keeps it out
 */

// From the weakest to the strongest: a later one paints over an earlier.
export const LOOKS = [
  'quiet',
  'not-checked',
  'not-enough-evidence',
  'true',
  'mostly-true',
  'half-true',
  'mostly-false',
  'misleading',
  'conflicting-evidence',
  'false',
  'pending',
];

export const canHighlight = () => 'highlights' in CSS && typeof Highlight === 'function';

/**
 * Where passages of two or more claims lie on top of each other.
 *
 * One walk over the passages finds the clusters that touch at all; only those are swept, in O(n log n).
 *
 * @param {Passage[]} passages ordered by start; what is pending counts as no claim
 * @returns {[number, number][]} start and end (exclusive) in code points, in text order, apart from each other
 */
export function overlapsOf(passages) {
  /** @type {[number, number][]} */
  const found = [];
  /** @type {Passage[]} */
  let cluster = [];
  let reach = 0;
  for (const passage of passages) {
    if (passage.look === 'pending') continue;
    if (passage.start >= reach) {
      if (cluster.length > 1) sweep(cluster, found);
      cluster = [];
    }
    cluster.push(passage);
    reach = Math.max(reach, passage.end);
  }
  if (cluster.length > 1) sweep(cluster, found);
  return found;
}

/**
 * @param {Passage[]} cluster ordered by start
 * @param {[number, number][]} found gets what is shared
 */
function sweep(cluster, found) {
  const ends = [...cluster].sort((a, b) => a.end - b.end);
  /** @type {Map<string, number>} open passages of each claim */
  const open = new Map();
  let next = 0;
  let from = 0;
  for (const passage of cluster) {
    next = closeUntil(passage.start, ends, next, open, (end) => found.push([from, end]));
    open.set(passage.claim, (open.get(passage.claim) ?? 0) + 1);
    if (open.size !== 2 || open.get(passage.claim) !== 1) continue;
    const last = found.at(-1);
    // Shared words that go on without a gap are one piece.
    if (last?.[1] === passage.start) from = /** @type {[number, number]} */ (found.pop())[0];
    else from = passage.start;
  }
  closeUntil(Number.POSITIVE_INFINITY, ends, next, open, (end) => found.push([from, end]));
}

/**
 * @param {number} place up to which passages end
 * @param {Passage[]} ends ordered by end
 * @param {number} next the first of them that is still open
 * @param {Map<string, number>} open
 * @param {(end: number) => void} onApart told where only one claim is left
 * @returns {number} the first that is open now
 */
function closeUntil(place, ends, next, open, onApart) {
  let at = next;
  for (; at < ends.length; at += 1) {
    const { claim, end } = /** @type {Passage} */ (ends[at]);
    if (end > place) break;
    const left = (open.get(claim) ?? 1) - 1;
    if (left) open.set(claim, left);
    else {
      open.delete(claim);
      if (open.size === 1) onApart(end);
    }
  }
  return at;
}

/** Paints with the CSS Custom Highlight API. */
class CssPainter {
  /** @param {DrawnText} drawn */
  constructor(drawn) {
    this.drawn = drawn;
  }

  /** @param {Passage[]} passages */
  paint(passages) {
    /** @type {Map<string, StaticRange[]>} */
    const byLook = new Map(LOOKS.map((look) => [look, []]));
    for (const { start, end, look } of passages) {
      const ranges = byLook.get(look) ?? byLook.get('not-checked');
      ranges?.push(...this.drawn.rangesOf(start, end));
    }
    for (const [look, ranges] of byLook) this.#set(`fc-${look}`, ranges, LOOKS.indexOf(look));
    const shared = overlapsOf(passages).flatMap(([start, end]) => this.drawn.rangesOf(start, end));
    this.#set('fc-overlap', shared, LOOKS.length);
  }

  /** @param {{start: number, end: number}[]} passages */
  emphasise(passages) {
    const ranges = passages.flatMap(({ start, end }) => this.drawn.rangesOf(start, end));
    this.#set('fc-active', ranges, LOOKS.length + 1);
  }

  /**
   * @param {string} name
   * @param {StaticRange[]} ranges
   * @param {number} priority
   */
  #set(name, ranges, priority) {
    if (!ranges.length) {
      CSS.highlights.delete(name);
      return;
    }
    const highlight = new Highlight();
    for (const range of ranges) highlight.add(range);
    highlight.priority = priority;
    CSS.highlights.set(name, highlight);
  }

  clear() {
    for (const look of [...LOOKS, 'active', 'overlap']) CSS.highlights.delete(`fc-${look}`);
  }
}

/** Paints boxes behind the text, for browsers without the API. */
class BoxPainter {
  /** @param {DrawnText} drawn */
  constructor(drawn) {
    this.drawn = drawn;
    this.layer = document.createElement('div');
    this.layer.className = 'overlay';
    this.layer.setAttribute('aria-hidden', 'true');
    this.shared = document.createElement('div');
    this.shared.className = 'overlay';
    this.shared.setAttribute('aria-hidden', 'true');
    this.active = document.createElement('div');
    this.active.className = 'overlay';
    this.active.setAttribute('aria-hidden', 'true');
    const parent = drawn.root.parentElement ?? drawn.root;
    parent.append(this.layer, this.active, this.shared);
    /** @type {Passage[]} */
    this.passages = [];
    /** @type {{start: number, end: number}[]} */
    this.emphasised = [];
    new ResizeObserver(() => this.#redraw()).observe(drawn.root);
  }

  /** @param {Passage[]} passages */
  paint(passages) {
    this.passages = passages;
    this.#draw(this.layer, passages, null);
    const shared = overlapsOf(passages).map(([start, end]) => ({ start, end }));
    this.#draw(this.shared, shared, 'overlap');
  }

  /** @param {{start: number, end: number}[]} passages */
  emphasise(passages) {
    this.emphasised = passages;
    this.#draw(this.active, passages, 'active');
  }

  #redraw() {
    this.paint(this.passages);
    this.emphasise(this.emphasised);
  }

  /**
   * @param {HTMLElement} layer
   * @param {{start: number, end: number, look?: string}[]} passages
   * @param {string | null} look
   */
  #draw(layer, passages, look) {
    const origin = layer.getBoundingClientRect();
    /** @type {[DOMRect, string][]} */
    const boxes = [];
    for (const passage of passages) {
      const range = this.drawn.rangeOf(passage.start, passage.end);
      for (const box of range?.getClientRects() ?? [])
        boxes.push([box, look ?? passage.look ?? '']);
    }
    const drawing = document.createDocumentFragment();
    for (const [box, name] of boxes) {
      const mark = document.createElement('i');
      mark.className = `v-${name}`;
      mark.style.left = `${box.left - origin.left}px`;
      mark.style.top = `${box.top - origin.top}px`;
      mark.style.width = `${box.width}px`;
      mark.style.height = `${box.height}px`;
      drawing.append(mark);
    }
    layer.replaceChildren(drawing);
  }

  clear() {
    this.paint([]);
    this.emphasise([]);
  }
}

/** All passages of an article, drawn. */
export class Highlights {
  /**
   * @param {DrawnText} drawn
   * @param {{boxes?: boolean}} [options] `boxes`: paint boxes although the API is there (for tests)
   */
  constructor(drawn, { boxes = false } = {}) {
    this.drawn = drawn;
    this.painter = canHighlight() && !boxes ? new CssPainter(drawn) : new BoxPainter(drawn);
    /** @type {Passage[]} in text order */
    this.passages = [];
    /** @type {Set<string>} */
    this.active = new Set();
  }

  /** @param {Passage[]} passages in any order; overlaps are welcome */
  paint(passages) {
    this.passages = [...passages].sort((a, b) => a.start - b.start || b.end - a.end);
    this.painter.paint(this.passages);
    this.emphasise(this.active);
  }

  /** @param {Iterable<string>} claims ids whose passages are to stand out */
  emphasise(claims) {
    this.active = new Set(claims);
    this.#emphasise();
  }

  /**
   * Show other ends of a passage while they are chosen; `paint` forgets them.
   *
   * @param {{id: string, start: number, end: number} | null} passage null: as it is kept
   */
  preview(passage) {
    this.#emphasise(passage);
  }

  /** @param {{id: string, start: number, end: number} | null} [instead] */
  #emphasise(instead = null) {
    const kept = this.passages.filter(
      ({ claim, id }) => this.active.has(claim) && id !== instead?.id,
    );
    this.painter.emphasise(instead ? [...kept, instead] : kept);
  }

  /**
   * @param {number} point code points
   * @returns {Passage[]} the passages that hold this character, the shortest first
   */
  at(point) {
    return this.passages
      .filter((passage) => passage.start <= point && point < passage.end)
      .sort((a, b) => a.end - a.start - (b.end - b.start));
  }

  /**
   * @param {number} x client coordinates
   * @param {number} y
   * @returns {number | null} the place in the text that is nearest, in code points; null outside of it
   */
  pointAt(x, y) {
    const caret = caretAt(x, y);
    if (!caret || !this.drawn.root.contains(caret.node)) return null;
    return this.drawn.pointOf(caret.node, caret.offset, 'start');
  }

  /**
   * @param {number} x client coordinates
   * @param {number} y
   * @returns {Passage[]} the passages under the pointer, the shortest first
   */
  under(x, y) {
    const point = this.pointAt(x, y);
    if (point === null) return [];
    // A caret is between characters: the one before it counts too, if the pointer is really on it.
    return [...new Set([...this.at(point), ...this.at(point - 1)])].filter((passage) =>
      this.#covers(passage, x, y),
    );
  }

  /**
   * @param {Passage} passage
   * @param {number} x
   * @param {number} y
   * @returns {boolean}
   */
  #covers(passage, x, y) {
    const boxes = this.drawn.rangeOf(passage.start, passage.end)?.getClientRects() ?? [];
    for (const box of boxes) {
      if (x >= box.left - 1 && x <= box.right + 1 && y >= box.top - 2 && y <= box.bottom + 4)
        return true;
    }
    return false;
  }
}

/**
 * @param {number} x
 * @param {number} y
 * @returns {{node: Node, offset: number} | null}
 */
export function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const place = document.caretPositionFromPoint(x, y);
    return place && { node: place.offsetNode, offset: place.offset };
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
