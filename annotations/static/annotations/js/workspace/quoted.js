// The words of this text that evidence quotes: underlined, and shown where the address leads to one (#quote-…).

/** @import { Workspace } from "../workspace.js" */

import { canHighlight, LOOKS } from '../highlights.js';
import { reveal } from './selection.js';

/** @typedef {{id: string, start: number, end: number}} Quote code points, end exclusive */

class Quoted {
  /**
   * @param {Workspace} workspace
   * @param {Quote[]} quotes
   */
  constructor(workspace, quotes) {
    this.workspace = workspace;
    this.quotes = quotes;
    this.#paint('fc-quoted', quotes, LOOKS.length + 1);
    this.#follow();
    addEventListener('hashchange', () => this.#follow());
  }

  #follow() {
    const [, id] = location.hash.match(/^#quote-([\w-]+)/) ?? [];
    const quote = this.quotes.find((one) => one.id === id);
    this.#paint('fc-quoted-now', quote ? [quote] : [], LOOKS.length + 2);
    if (!quote) return;
    const box = this.workspace.drawn.rangeOf(quote.start, quote.end)?.getBoundingClientRect();
    if (box) reveal(box);
  }

  /**
   * @param {string} name
   * @param {Quote[]} quotes
   * @param {number} priority
   */
  #paint(name, quotes, priority) {
    if (!canHighlight()) return;
    const ranges = quotes.flatMap(({ start, end }) => this.workspace.drawn.rangesOf(start, end));
    const highlight = new Highlight(...ranges);
    highlight.priority = priority;
    CSS.highlights.set(name, highlight);
  }
}

/** @param {Workspace} workspace */
export function attach(workspace) {
  /** @type {Quote[]} */
  const quotes = JSON.parse(document.getElementById('quoted')?.textContent || '[]');
  if (quotes.length) new Quoted(workspace, quotes);
}
