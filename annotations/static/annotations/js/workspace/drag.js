// Dragging by mouse, touch or pen, with the page scrolling along at the window's edges.

const EDGE = 48;
const SCROLL_STEP = 8;

/**
 * @typedef {object} Dragged
 * @property {() => {x: number, y: number}} from where on the screen the dragged thing is
 * @property {(x: number, y: number, isFine: boolean) => void} to `isFine`: while Alt is held
 * @property {() => void} drop
 */

export class Drag {
  /**
   * @param {HTMLElement} handle
   * @param {Dragged} dragged
   */
  constructor(handle, dragged) {
    this.handle = handle;
    this.dragged = dragged;
    /** @type {{x: number, y: number} | null} from the pointer to the place that is dragged */
    this.grip = null;
    /** @type {PointerEvent | null} */
    this.last = null;
    handle.addEventListener('pointerdown', (event) => this.#start(event));
    handle.addEventListener('pointermove', (event) => this.#move(event));
    handle.addEventListener('pointerup', () => this.#stop());
    handle.addEventListener('pointercancel', () => this.#stop());
    handle.addEventListener('lostpointercapture', () => this.#stop());
  }

  /** @param {PointerEvent} event */
  #start(event) {
    if (event.button !== 0 || !event.isPrimary) return;
    // No selection of the text below, and the focus stays visible where a person looks.
    event.preventDefault();
    this.handle.focus({ preventScroll: true });
    const { x, y } = this.dragged.from();
    this.grip = { x: x - event.clientX, y: y - event.clientY };
    this.handle.setPointerCapture(event.pointerId);
    this.handle.toggleAttribute('data-dragged', true);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.grip) return;
    const isFirst = !this.last;
    this.last = event;
    this.#follow();
    if (isFirst) requestAnimationFrame(() => this.#scroll());
  }

  #follow() {
    if (!this.grip || !this.last) return;
    const { clientX, clientY, altKey } = this.last;
    this.dragged.to(clientX + this.grip.x, clientY + this.grip.y, altKey);
  }

  #scroll() {
    if (!this.grip || !this.last) return;
    const { clientY } = this.last;
    const way = clientY < EDGE ? -1 : clientY > innerHeight - EDGE ? 1 : 0;
    if (way) {
      scrollBy({ top: way * SCROLL_STEP, behavior: 'instant' });
      this.#follow();
    }
    requestAnimationFrame(() => this.#scroll());
  }

  #stop() {
    if (!this.grip) return;
    this.grip = null;
    this.last = null;
    this.handle.removeAttribute('data-dragged');
    this.dragged.drop();
  }
}
