// Passages on top of each other: told apart, each reachable.
//
// A click on words that several claims share asks which; `o` goes from one of them to the next.

/** @import { Passage } from "../highlights.js" */
/** @import { Row } from "./rows.js" */
/** @import { Workspace } from "../workspace.js" */

import { toast } from '../shell.js';
import { say } from '../words.js';
import { verdictMark } from './icons.js';

class Overlaps {
  /**
   * @param {Workspace} workspace
   * @param {HTMLElement} menu
   */
  constructor(workspace, menu) {
    this.workspace = workspace;
    this.menu = menu;
    /** @type {Element | null} */
    this.cameFrom = null;
    /** where the person clicked, in the window */
    this.at = { x: 0, y: 0 };
    /** @type {string[]} the claims that `o` goes through, as long as it is pressed again and again */
    this.circle = [];
    workspace.chooseAmong = (under, event) => this.#choose(under, event);
    workspace.addKey('o', () => this.#next());
    workspace.escapes.push(() => this.#close(true));
    menu.addEventListener('keydown', (event) => this.#pressed(event));
    menu.addEventListener('click', (event) => this.#clicked(event));
    menu.addEventListener('focusout', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && menu.contains(relatedTarget))) this.#close(false);
    });
    workspace.on('drawn', () => this.#close(true));
    addEventListener('resize', () => this.#place());
  }

  /**
   * @param {Passage[]} under the pointer
   * @param {MouseEvent} event
   * @returns {boolean} whether the person is asked which of several they mean
   */
  #choose(under, { clientX, clientY }) {
    const claims = new Set(under.map(({ claim }) => claim));
    const rows = this.workspace.rows.filter(({ id }) => claims.has(id));
    if (rows.length < 2) return false;
    this.cameFrom = document.activeElement;
    this.menu.setAttribute('aria-label', say('claims-on-words', { n: rows.length }));
    this.menu.replaceChildren(...rows.map((row) => this.#item(row)));
    this.menu.hidden = false;
    this.at = { x: clientX, y: clientY };
    this.#place();
    const items = this.#items();
    (items.find((item) => item.getAttribute('aria-current')) ?? items[0])?.focus({
      preventScroll: true,
    });
    return true;
  }

  /**
   * @param {Row} row
   * @returns {HTMLButtonElement}
   */
  #item(row) {
    const item = document.createElement('button');
    item.type = 'button';
    item.setAttribute('role', 'menuitem');
    item.tabIndex = -1;
    item.dataset.claim = row.id;
    if (row.id === this.workspace.cards.open) item.setAttribute('aria-current', 'true');
    const words = document.createElement('span');
    words.className = 'words';
    words.dir = 'auto';
    words.textContent = `${this.workspace.rows.indexOf(row) + 1} · ${row.statement}`;
    item.append(verdictMark(row.look, row.label || say('not-checked')), words);
    return item;
  }

  /** @returns {HTMLElement[]} */
  #items() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.menu.querySelectorAll('button'))];
  }

  #place() {
    if (this.menu.hidden) return;
    const { x, y } = this.at;
    const { offsetWidth, offsetHeight } = this.menu;
    const left = Math.max(8, Math.min(x - 16, innerWidth - offsetWidth - 8));
    const isRoom = y + 16 + offsetHeight < innerHeight - 40;
    const top = isRoom ? y + 16 : Math.max(8, y - 16 - offsetHeight);
    this.menu.style.left = `${left + scrollX}px`;
    this.menu.style.top = `${top + scrollY}px`;
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const items = this.#items();
    const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    /** @type {Record<string, number>} */
    const places = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
    if (event.key === 'Escape') this.#close(true);
    else if (event.key in places)
      items.at((places[event.key] ?? 0) % items.length)?.focus({ preventScroll: true });
    else if (event.key !== 'Tab' && event.key !== 'Enter' && event.key !== ' ') {
      // Keys of the workspace wait until the question is answered.
      event.stopPropagation();
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const item = event.target instanceof Element && event.target.closest('[data-claim]');
    if (!(item instanceof HTMLElement)) return;
    this.#close(false);
    void this.workspace.show(item.dataset.claim ?? '');
  }

  /**
   * @param {boolean} isBack give the focus back
   * @returns {boolean} whether it was open
   */
  #close(isBack) {
    if (this.menu.hidden) return false;
    const hadFocus = this.menu.contains(document.activeElement);
    this.menu.hidden = true;
    const claim = this.#items()[0]?.dataset.claim;
    if (!isBack || !hadFocus) return true;
    if (this.cameFrom instanceof HTMLElement && this.cameFrom !== document.body)
      this.cameFrom.focus({ preventScroll: true });
    else if (claim) this.workspace.margin.focus(claim);
    return true;
  }

  /** `o`: the next claim on the words of the open one, or of the words where the person is. */
  #next() {
    const { open } = this.workspace.cards;
    if (!open || !this.circle.includes(open)) this.circle = this.#circleAt();
    const known = this.circle.filter((id) => this.workspace.row(id));
    const at = known.indexOf(open ?? '');
    const next = known[(at + 1) % known.length];
    if (next && next !== open) void this.workspace.show(next);
    else toast(say('no-overlap'));
  }

  /** @returns {string[]} claims in text order that share words, the open one among them */
  #circleAt() {
    const places = this.#places();
    const found = this.workspace.highlights.passages.filter(({ start, end, claim }) =>
      places.some((place) => claim !== 'new' && start < place.end && place.start < end),
    );
    return [...new Set(found.map(({ claim }) => claim))];
  }

  /** @returns {{start: number, end: number}[]} of the open claim, the focused mark, of what is selected or read */
  #places() {
    const { cards, words, cursor } = this.workspace;
    const focused = document.activeElement;
    const mark = focused instanceof HTMLElement ? focused.dataset.claim : undefined;
    const row = this.workspace.row(cards.open ?? mark ?? '');
    if (row) return row.passages;
    const here = words.now() ?? cursor?.place();
    return here ? [here] : [];
  }
}

/** @param {Workspace} workspace */
export function attach(workspace) {
  const menu = document.getElementById('overlap-menu');
  if (menu) new Overlaps(workspace, menu);
}
