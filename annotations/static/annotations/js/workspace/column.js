// A long list beside the text, held in stretches: one out of sight is neither laid out nor painted, and costs
// a scrolling page nothing. Thousands of lines that each look after themselves took 50 ms of every frame.

const SIZE = 16;

/**
 * @typedef {object} Stretch
 * @property {HTMLLIElement} element
 * @property {HTMLElement[]} items in order
 * @property {number} top pixels from the list's top
 * @property {number} height
 */

export class Column {
  /** @param {HTMLElement} list with the role "list" */
  constructor(list) {
    this.list = list;
    /** @type {Stretch[]} */
    this.stretches = [];
    /** @type {WeakMap<HTMLElement, number>} pixels from the top of its stretch */
    this.offsets = new WeakMap();
  }

  /**
   * Put the items into the list; what stands where it belongs is not touched, so that it keeps the focus.
   *
   * @param {HTMLElement[]} items in order, each with the role "listitem"; all others leave the list
   */
  arrange(items) {
    const held = document.activeElement;
    const parts = this.#divide(items);
    const stays = new Set(parts.map(([stretch]) => stretch));
    for (const stretch of this.stretches) if (!stays.has(stretch)) stretch.element.remove();
    let before = null;
    for (const [stretch, own] of parts) {
      fill(stretch, own);
      const { element } = stretch;
      if (element.parentElement !== this.list || element.previousElementSibling !== before) {
        if (before) before.after(element);
        else this.list.prepend(element);
      }
      before = element;
    }
    this.stretches = parts.map(([stretch]) => stretch);
    if (held instanceof HTMLElement && held !== document.activeElement && this.list.contains(held))
      held.focus({ preventScroll: true });
  }

  /**
   * @param {HTMLElement[]} items
   * @returns {[Stretch, HTMLElement[]][]} each item in the stretch where it is, as far as the order lets it
   */
  #divide(items) {
    /** @type {Map<HTMLElement, number>} */
    const place = new Map();
    this.stretches.forEach((stretch, at) => {
      for (const item of stretch.items) place.set(item, at);
    });
    /** @type {HTMLElement[][]} */
    const parts = this.stretches.map(() => []);
    let now = 0;
    for (const item of items) {
      now = Math.max(now, place.get(item) ?? 0);
      parts[now]?.push(item);
    }
    const kept = parts.filter((own) => own.length);
    const isEven = kept.length * SIZE < items.length * 2 + SIZE;
    if (kept.length && isEven && kept.every((own) => own.length <= SIZE * 2)) {
      return this.stretches.flatMap((stretch, at) => {
        const own = parts[at] ?? [];
        return own.length ? [/** @type {[Stretch, HTMLElement[]]} */ ([stretch, own])] : [];
      });
    }
    return Array.from({ length: Math.ceil(items.length / SIZE) }, (_, at) => [
      this.stretches[at] ?? emptyStretch(),
      items.slice(at * SIZE, (at + 1) * SIZE),
    ]);
  }

  /**
   * Writes only what changed, and reads nothing.
   *
   * @param {number[]} tops of the arranged items, ascending, in pixels from the list's top
   * @param {number[]} heights
   */
  place(tops, heights) {
    let at = 0;
    for (const stretch of this.stretches) {
      const top = tops[at] ?? 0;
      let bottom = top;
      for (const item of stretch.items) {
        const offset = (tops[at] ?? 0) - top;
        bottom = top + offset + (heights[at] ?? 0);
        at += 1;
        if (this.offsets.get(item) === offset) continue;
        this.offsets.set(item, offset);
        item.style.transform = `translateY(${offset}px)`;
      }
      if (stretch.top !== top) stretch.element.style.transform = `translateY(${top}px)`;
      if (stretch.height !== bottom - top) stretch.element.style.height = `${bottom - top}px`;
      stretch.top = top;
      stretch.height = bottom - top;
    }
  }

  /** Take back what `place` set: the items stand one below the other, as the style sheet has them. */
  flow() {
    for (const stretch of this.stretches) {
      for (const item of stretch.items) item.style.removeProperty('transform');
      stretch.element.removeAttribute('style');
      stretch.top = 0;
      stretch.height = 0;
    }
    this.offsets = new WeakMap();
  }
}

/** @returns {Stretch} */
function emptyStretch() {
  const element = document.createElement('li');
  element.className = 'stretch';
  element.setAttribute('role', 'presentation');
  return { element, items: [], top: 0, height: 0 };
}

/**
 * @param {Stretch} stretch
 * @param {HTMLElement[]} items
 */
function fill(stretch, items) {
  stretch.items = items;
  let next = stretch.element.firstElementChild;
  for (const item of items) {
    if (item === next) next = next.nextElementSibling;
    else stretch.element.insertBefore(item, next);
  }
  while (next) {
    const after = next.nextElementSibling;
    next.remove();
    next = after;
  }
}
