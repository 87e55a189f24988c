// On a phone the cards are a sheet: it rests at one line and opens on tap, so that the text stays in view.

/** @import { Row } from "./rows.js" */

import { say } from '../words.js';
import { verdictMark } from './icons.js';

export class Sheet {
  /**
   * @param {HTMLElement} root
   * @param {(step: 1 | -1) => void} onStep
   */
  constructor(root, onStep) {
    this.root = root;
    this.line = /** @type {HTMLButtonElement} */ (root.querySelector('.sheet-line'));
    this.line.addEventListener('click', () => (this.isOpen() ? this.rest() : this.open()));
    for (const button of root.querySelectorAll('[data-step]')) {
      if (button instanceof HTMLElement) {
        button.addEventListener('click', () => onStep(button.dataset.step === '1' ? 1 : -1));
      }
    }
    this.rest();
  }

  isOpen() {
    return this.root.dataset.sheet === 'open';
  }

  open() {
    this.root.dataset.sheet = 'open';
    this.line.setAttribute('aria-expanded', 'true');
  }

  rest() {
    this.root.dataset.sheet = 'rest';
    this.line.setAttribute('aria-expanded', 'false');
  }

  /**
   * @param {Row[]} rows
   * @param {string | null} open
   */
  show(rows, open) {
    const at = rows.findIndex((row) => row.id === open);
    const row = rows[at];
    const words = document.createElement('span');
    words.className = 'words';
    words.textContent = row
      ? `${at + 1} · ${row.statement}`
      : say(rows.length ? 'n-claims' : 'no-claims', { n: rows.length });
    const mark = row ? [verdictMark(row.look, row.label || say('not-checked'))] : [];
    const place = document.createElement('span');
    place.className = 'sheet-place';
    place.textContent = row ? say('claim-of', { n: at + 1, all: rows.length }) : say('new-claim');
    this.line.replaceChildren(...mark, words, place);
  }
}
