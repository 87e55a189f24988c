// Painting places that are no claims' passages: one CSS highlight each, or boxes behind the text without the API.

/** @import { DrawnText } from "../codepoints.js" */

import { canHighlight } from '../highlights.js';

/** @typedef {{start: number, end: number}} Span code points, end exclusive */

export class Painted {
  /**
   * @param {DrawnText} drawn
   * @param {string} name of the highlight, without "fc-"
   * @param {number} priority among all highlights; below 0 it lies under the verdicts
   */
  constructor(drawn, name, priority) {
    this.drawn = drawn;
    this.name = name;
    this.priority = priority;
    /** @type {Span[]} */
    this.spans = [];
    /** @type {HTMLElement | null} */
    this.layer = canHighlight() ? null : this.#makeLayer();
  }

  /** @returns {HTMLElement} */
  #makeLayer() {
    const layer = document.createElement('div');
    layer.className = 'overlay';
    layer.setAttribute('aria-hidden', 'true');
    (this.drawn.root.parentElement ?? this.drawn.root).prepend(layer);
    new ResizeObserver(() => this.#box(layer)).observe(this.drawn.root);
    return layer;
  }

  /** @param {Span[]} spans in any order */
  paint(spans) {
    this.spans = spans;
    if (this.layer) {
      this.#box(this.layer);
      return;
    }
    if (!spans.length) {
      CSS.highlights.delete(`fc-${this.name}`);
      return;
    }
    const highlight = new Highlight();
    for (const { start, end } of spans) {
      for (const range of this.drawn.rangesOf(start, end)) highlight.add(range);
    }
    highlight.priority = this.priority;
    CSS.highlights.set(`fc-${this.name}`, highlight);
  }

  /** @param {HTMLElement} layer */
  #box(layer) {
    const origin = layer.getBoundingClientRect();
    const boxes = this.spans.flatMap(({ start, end }) => [
      ...(this.drawn.rangeOf(start, end)?.getClientRects() ?? []),
    ]);
    layer.replaceChildren(
      ...boxes.map((box) => {
        const mark = document.createElement('i');
        mark.className = `v-${this.name}`;
        mark.style.left = `${box.left - origin.left}px`;
        mark.style.top = `${box.top - origin.top}px`;
        mark.style.width = `${box.width}px`;
        mark.style.height = `${box.height}px`;
        return mark;
      }),
    );
  }
}
