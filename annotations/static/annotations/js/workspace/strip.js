// The strip beside the text: one segment per sentence at its true height, told apart by pattern, not colour alone.
//
// It is cut into canvases that scroll with the text and are drawn only near the window, so that a text of thousands
// of sentences costs what is in sight.

/** @import { Workspace } from "../workspace.js" */
/** @import { Block } from "../codepoints.js" */

const TILE = 1024;
const WIDTH = 7;
const AHEAD = 600;

/** @typedef {{at: number, top: number, bottom: number}} Segment pixels from the text's top */

export class Strip {
  /**
   * @param {Workspace} workspace
   * @param {HTMLElement} root
   * @param {(at: number) => string} nameOf a sentence, for the pointer
   */
  constructor(workspace, root, nameOf) {
    this.workspace = workspace;
    this.root = root;
    /** @type {string} */
    this.states = '';
    /** @type {HTMLCanvasElement[]} */
    this.tiles = [];
    /** @type {Set<Element>} those near the window */
    this.near = new Set();
    /** @type {Set<Element>} those to be drawn in the next frame */
    this.due = new Set();
    this.watch = new IntersectionObserver((seen) => this.#see(seen), {
      rootMargin: `${AHEAD}px 0px`,
    });
    root.addEventListener('click', (event) => {
      const at = this.#under(event);
      if (at !== null) this.workspace.cursor?.go(at);
    });
    root.addEventListener('pointermove', (event) => {
      const at = this.#under(event);
      root.title = at === null ? '' : nameOf(at);
    });
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)'])
      matchMedia(query).addEventListener('change', () => this.#draw());
  }

  /** @param {string} states one character per sentence */
  show(states) {
    this.states = states;
    this.#draw();
  }

  /** After the text's layout changed. */
  place() {
    const { drawn } = this.workspace;
    const height = this.root.checkVisibility() ? drawn.root.offsetHeight : 0;
    const count = Math.ceil(height / TILE);
    while (this.tiles.length > count) {
      const tile = /** @type {HTMLCanvasElement} */ (this.tiles.pop());
      this.watch.unobserve(tile);
      this.near.delete(tile);
      tile.remove();
    }
    while (this.tiles.length < count) {
      const tile = document.createElement('canvas');
      this.tiles.push(tile);
      this.root.append(tile);
      this.watch.observe(tile);
    }
    this.tiles.forEach((tile, at) => {
      tile.style.insetBlockStart = `${at * TILE}px`;
      tile.style.blockSize = `${Math.min(TILE, height - at * TILE)}px`;
    });
    this.#draw();
  }

  /** @param {IntersectionObserverEntry[]} seen */
  #see(seen) {
    for (const { target, isIntersecting } of seen) {
      if (isIntersecting) {
        this.near.add(target);
        this.due.add(target);
      } else this.near.delete(target);
      // What is far away gives its memory back.
      if (!isIntersecting && target instanceof HTMLCanvasElement) target.width = 0;
    }
    this.#drawSoon();
  }

  /** Draw anew what is near the window. */
  #draw() {
    for (const tile of this.near) this.due.add(tile);
    this.#drawSoon();
  }

  #drawSoon() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const inks = inksOf(this.root);
      this.tiles.forEach((tile, at) => {
        if (this.due.has(tile) && this.near.has(tile)) this.#drawTile(tile, at * TILE, inks);
      });
      this.due.clear();
    });
  }

  /**
   * @param {HTMLCanvasElement} tile
   * @param {number} top pixels from the text's top
   * @param {Inks} inks
   */
  #drawTile(tile, top, inks) {
    const height = tile.offsetHeight;
    tile.width = Math.round(WIDTH * devicePixelRatio);
    tile.height = Math.round(height * devicePixelRatio);
    const pen = tile.getContext('2d');
    if (!pen || !this.states) return;
    pen.scale(devicePixelRatio, devicePixelRatio);
    pen.translate(0, -top);
    for (const { at, top: from, bottom } of this.segments(top, top + height))
      drawSegment(pen, this.states[at] ?? '-', from, bottom, inks);
  }

  /**
   * @param {number} top pixels from the text's top
   * @param {number} bottom
   * @returns {Segment[]} those between the two, whole
   */
  segments(top, bottom) {
    const { drawn } = this.workspace;
    const origin = drawn.root.getBoundingClientRect().top;
    const { blocks } = drawn;
    let low = 0;
    let high = blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = /** @type {Block} */ (blocks[middle]);
      if (block.element.getBoundingClientRect().bottom - origin < top) low = middle + 1;
      else high = middle;
    }
    /** @type {Segment[]} */
    const found = [];
    for (let at = low; at < blocks.length; at += 1) {
      const block = /** @type {Block} */ (blocks[at]);
      const box = block.element.getBoundingClientRect();
      if (box.top - origin > bottom) break;
      found.push(...this.#ofBlock(block, box.bottom - origin));
    }
    return found;
  }

  /**
   * @param {Block} block
   * @param {number} bottom of the block
   * @returns {Segment[]} each from its first line to the first line of the next; those of one line share it
   */
  #ofBlock(block, bottom) {
    const { cursor } = this.workspace;
    if (!cursor?.length) return [];
    /** @type {Segment[]} */
    const found = [];
    let at = cursor.sentenceAt(block.start);
    if (cursor.spanOf(at).start < block.start) at += 1;
    for (; at < cursor.length && cursor.spanOf(at).start < block.end; at += 1)
      found.push({ at, top: this.workspace.topOf(cursor.spanOf(at).start), bottom });
    for (let first = 0; first < found.length; ) {
      const top = found[first]?.top ?? 0;
      let next = first + 1;
      while (next < found.length && (found[next]?.top ?? 0) <= top) next += 1;
      const end = found[next]?.top ?? bottom;
      const share = (end - top) / (next - first);
      for (let one = first; one < next; one += 1) {
        const segment = /** @type {Segment} */ (found[one]);
        segment.top = top + (one - first) * share;
        segment.bottom = segment.top + share;
      }
      first = next;
    }
    return found;
  }

  /**
   * @param {MouseEvent} event
   * @returns {number | null} the sentence beside the pointer
   */
  #under({ clientY }) {
    const y = clientY - this.workspace.drawn.root.getBoundingClientRect().top;
    const found = this.segments(y, y).find(({ top, bottom }) => top <= y && y < bottom);
    return found ? found.at : null;
  }
}

/** @typedef {{accent: string, soft: string, line: string, paper: string}} Inks */

/**
 * @param {HTMLElement} root
 * @returns {Inks}
 */
function inksOf(root) {
  if (matchMedia('(forced-colors: active)').matches)
    return { accent: 'Highlight', soft: 'CanvasText', line: 'CanvasText', paper: 'Canvas' };
  const style = getComputedStyle(root);
  const ink = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  return {
    accent: ink('accent'),
    soft: ink('soft'),
    line: ink('line-strong'),
    paper: ink('paper'),
  };
}

/**
 * Unread: an empty frame. In part: a frame, half filled. Claimed: filled. Nothing left: filled, with a seam. Nothing
 * to check: hatched. What is not counted: nothing; a repeat: a hairline.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {string} state
 * @param {number} top
 * @param {number} bottom
 * @param {Inks} inks
 */
function drawSegment(pen, state, top, bottom, inks) {
  const height = Math.max(2, bottom - top - 2);
  if (state === '-') return;
  if (state === 'r') {
    pen.fillStyle = inks.line;
    pen.fillRect(WIDTH / 2, top, 1, height);
    return;
  }
  if (state === 'n') {
    hatch(pen, top, height, inks.soft);
    return;
  }
  pen.fillStyle = inks.accent;
  if (state === 'p') pen.fillRect(0, top, WIDTH / 2, height);
  if (state === 'c' || state === 'd') pen.fillRect(0, top, WIDTH, height);
  if (state === 'd') {
    pen.fillStyle = inks.paper;
    pen.fillRect(WIDTH / 2 - 0.5, top + 1, 1, height - 2);
  }
  if (state !== 'u' && state !== 'p') return;
  pen.strokeStyle = state === 'p' ? inks.accent : inks.line;
  pen.strokeRect(0.5, top + 0.5, WIDTH - 1, height - 1);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number} top
 * @param {number} height
 * @param {string} ink
 */
function hatch(pen, top, height, ink) {
  pen.save();
  pen.beginPath();
  pen.rect(0, top, WIDTH, height);
  pen.clip();
  pen.strokeStyle = ink;
  pen.beginPath();
  for (let y = top - WIDTH; y < top + height; y += 4) {
    pen.moveTo(0, y + WIDTH);
    pen.lineTo(WIDTH, y);
  }
  pen.stroke();
  pen.restore();
}
