// Setting a block aside from the text: one quiet button beside the block under the pointer, a key, and
// a button at selected words, which fingers reach too. All lead to one dialog.

/** @import { DrawnText } from "../codepoints.js" */

import { openDialog } from '../shell.js';
import { keepPlace } from './place.js';

export class Blocks {
  /**
   * @param {DrawnText} drawn
   * @param {string} address of one block, with BLOCK in the place of its id
   */
  constructor(drawn, address) {
    this.drawn = drawn;
    this.address = address;
    this.handle = document.getElementById('block-handle');
    this.dialog = document.getElementById('block-dialog');
    /** @type {HTMLElement | null} */
    this.under = null;
    if (this.handle) this.#follow(this.handle);
    this.dialog?.addEventListener('click', (event) => {
      const link = event.target instanceof Element && event.target.closest('a[data-close]');
      if (link) event.preventDefault();
    });
    document.addEventListener('submit', (event) => {
      const form = event.target;
      if (form instanceof HTMLFormElement && form.dataset.chooses)
        keepPlace(drawn, form.dataset.chooses);
    });
  }

  /** @param {HTMLElement} handle */
  #follow(handle) {
    this.drawn.root.addEventListener('pointerover', (event) => {
      const block = event.target instanceof Element && event.target.closest('[data-block]');
      if (event.pointerType !== 'touch' && block instanceof HTMLElement) this.#point(handle, block);
    });
    this.drawn.root.parentElement?.addEventListener('pointerleave', () => {
      handle.hidden = true;
    });
  }

  /**
   * @param {HTMLElement} handle
   * @param {HTMLElement} block
   */
  #point(handle, block) {
    this.under = block;
    handle.hidden = false;
    const around = handle.offsetParent?.getBoundingClientRect();
    if (around) handle.style.top = `${block.getBoundingClientRect().top - around.top}px`;
  }

  /** The block beside which the button stands. */
  openUnder() {
    if (this.under) this.open(this.under.dataset.block ?? '');
  }

  /** @param {number} point code points; the block that holds it, or the next one */
  openAt(point) {
    const block = this.drawn.blocks.find(({ end }) => end > point);
    if (block) this.open(block.element.dataset.block ?? '');
  }

  /** @param {string} id of a block */
  open(id) {
    if (!this.dialog || !id) return;
    const place = this.dialog;
    place.replaceChildren();
    const address = this.address.replace('BLOCK', encodeURIComponent(id));
    void htmx.ajax('get', address, { target: place, swap: 'innerHTML' }).then(() => {
      if (!place.querySelector('.one-block')) return;
      openDialog(place.id);
      const first = place.querySelector('form button[type=submit]');
      if (first instanceof HTMLElement) first.focus();
    });
  }
}
