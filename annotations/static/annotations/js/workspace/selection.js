// Selected words, by mouse, touch or keys, and what can be done with them.

/** @import { DrawnText } from "../codepoints.js" */

/** @typedef {{start: number, end: number, exact: string}} Passage */

export class SelectedWords {
  /**
   * @param {DrawnText} drawn
   * @param {HTMLElement} tools the floating toolbar
   * @param {number[]} sentences flat list of code points [s0, e0, s1, e1, …]
   */
  constructor(drawn, tools, sentences) {
    this.drawn = drawn;
    this.tools = tools;
    this.sentences = sentences;
    /** @type {Passage | null} */
    this.selected = null;
    /** @type {() => Passage | null} the sentence under the reading cursor */
    this.cursor = () => null;
    let timer = 0;
    // Tools that show up while a person still drags stand where the pointer goes, and it would catch on them.
    let isDragging = false;
    const follow = () => {
      clearTimeout(timer);
      if (!isDragging) timer = window.setTimeout(() => this.#follow(), 60);
    };
    const drop = () => {
      if (!isDragging) return;
      isDragging = false;
      follow();
    };
    document.addEventListener('selectionchange', follow);
    document.addEventListener('pointerdown', (event) => {
      isDragging =
        event.pointerType === 'mouse' && !tools.contains(/** @type {Node} */ (event.target));
      if (isDragging) tools.hidden = true;
    });
    document.addEventListener('pointerup', drop);
    document.addEventListener('pointercancel', drop);
    addEventListener('blur', drop);
    // Pressing a tool must not take the selection away.
    tools.addEventListener('pointerdown', (event) => event.preventDefault());
  }

  /** @returns {Passage | null} what was selected last; without that, the sentence under the cursor */
  get passage() {
    return this.selected ?? this.cursor();
  }

  /** @returns {Passage | null} what is selected now, trimmed */
  now() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.drawn.root)) return null;
    const common = range.commonAncestorContainer;
    if (!this.drawn.root.parentElement?.contains(common) && !common.contains(this.drawn.root))
      return null;
    return this.drawn.passageOf(range);
  }

  #follow() {
    this.selected = this.now();
    this.tools.hidden = !this.selected;
    if (this.selected) this.#place(this.selected);
  }

  /** @param {Passage} passage */
  #place({ start, end }) {
    const boxes = [...(this.drawn.rangeOf(start, end)?.getClientRects() ?? [])];
    const last = boxes.at(-1);
    const around = this.tools.offsetParent?.getBoundingClientRect();
    if (!last || !around) return;
    const room = around.width - this.tools.offsetWidth;
    this.tools.style.top = `${last.bottom - around.top + 8}px`;
    this.tools.style.left = `${Math.max(0, Math.min(room, last.right - around.left - this.tools.offsetWidth))}px`;
  }

  /** @param {1 | -1} step to the next or previous sentence, which becomes the selection */
  sentence(step) {
    const starts = this.sentences.filter((_, at) => at % 2 === 0);
    if (!starts.length) return;
    const here = this.now()?.start ?? this.#firstVisible();
    const at = this.now()
      ? starts.findLastIndex((start) => start <= here) + step
      : Math.max(
          0,
          starts.findIndex((start) => start >= here),
        );
    const chosen = Math.max(0, Math.min(starts.length - 1, at));
    this.select(this.sentences[chosen * 2] ?? 0, this.sentences[chosen * 2 + 1] ?? 0);
  }

  /** @returns {number} */
  #firstVisible() {
    const seen = this.drawn.blocks.find(
      ({ element }) => element.getBoundingClientRect().bottom > 80,
    );
    return seen?.start ?? 0;
  }

  /**
   * @param {number} start
   * @param {number} end
   */
  select(start, end) {
    const range = this.drawn.rangeOf(start, end);
    if (!range) return;
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    reveal(range.getBoundingClientRect());
  }

  clear() {
    getSelection()?.removeAllRanges();
    this.tools.hidden = true;
    this.selected = null;
  }
}

/**
 * Scrolls only if the place is out of sight or under a bar.
 *
 * @param {DOMRect} box
 */
export function reveal(box) {
  const isPhone = matchMedia('(max-width: 47.99rem)').matches;
  const bottom = innerHeight * (isPhone ? 0.36 : 0.85);
  if (box.top > 72 && box.bottom < bottom) return;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  scrollBy({
    top: box.top - Math.min(innerHeight * 0.3, 160),
    behavior: calm ? 'instant' : 'smooth',
  });
}
