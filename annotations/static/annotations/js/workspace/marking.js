// Marking: what the server says of selected words, before and after the claim is made.
//
// The form opens at once; what the words are like (stray characters at the ends, the same words elsewhere,
// several statements in one, what the statement leaves out) is told when the answer comes.

/** @import { Workspace } from "../workspace.js" */

import { call } from '../api.js';
import { say } from '../words.js';

/** @typedef {{start: number, end: number, exact: string}} Piece */

/**
 * @typedef {object} Look
 * @property {number} start code points, without stray characters
 * @property {number} end
 * @property {string} exact
 * @property {[number, number][]} occurrences every place of the same words
 * @property {number} index of the selected one among them
 * @property {boolean} is_capped there are more places than are told
 * @property {Piece[]} splits the statements in it, where it holds several
 * @property {{kind: string, words: string, sentence: string}[]} losses of the statement
 * @property {{id: string, start: number, end: number}[]} claims that stand on these words
 */

const TYPING_MS = 400;

class Marking {
  /** @param {Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
    /** @type {Piece[]} the further statements of a selection that was split */
    this.queue = [];
    /** @type {Look | null} */
    this.look = null;
    this.asked = '';
    this.turn = 0;
    this.timer = 0;
    workspace.on('marking', (passage) => void this.#look(passage));
    workspace.on('card', () => this.#offerNext());
    workspace.on('opened', (claim) => this.#opened(claim));
    workspace.cards.host.addEventListener('input', (event) => this.#typed(event));
    workspace.addAct('split', () => this.#split());
    workspace.addAct('mark-next', () => this.#markNext());
    workspace.addAct('drop-next', () => this.#dropQueue());
    workspace.addAct('show-claim', (element) => this.#show(element));
  }

  /** @returns {HTMLFormElement | null} the form of a new claim, if it is open */
  #form() {
    if (this.workspace.cards.open !== 'new') return null;
    return this.workspace.cards.host.querySelector('form');
  }

  /** @param {Piece} passage */
  async #look({ start, end }) {
    if (this.asked === `${start}-${end}`) return;
    const look = await this.#ask(start, end);
    if (!look || !this.#form()) return;
    this.look = look;
    if (look.start !== start || look.end !== end) {
      this.asked = `${look.start}-${look.end}`;
      this.workspace.reshape(look);
    }
    this.#tellPlaces(look);
    this.#tellClaims(look);
    this.#tellSplits(look);
    this.#tellLosses(look);
  }

  /**
   * @param {number} start
   * @param {number} end
   * @returns {Promise<Look | null>} null where a newer question was asked meanwhile, or none is answered
   */
  async #ask(start, end) {
    this.turn += 1;
    const turn = this.turn;
    const statement = this.#form()?.elements.namedItem('statement');
    const query = new URLSearchParams({
      revision: this.workspace.drawn.revision,
      start: String(start),
      end: String(end),
    });
    if (statement instanceof HTMLTextAreaElement && statement.value.length <= 2000)
      query.set('statement', statement.value);
    try {
      const look = await call('GET', `${this.workspace.root.dataset.selectionUrl}?${query}`);
      return turn === this.turn ? look : null;
    } catch {
      // These are hints. What is refused for good is said when the claim is saved.
      return null;
    }
  }

  /** @param {Event} event */
  #typed(event) {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement) || field.name !== 'statement') return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(async () => {
      const pending = this.workspace.pending;
      const look = pending && (await this.#ask(pending.start, pending.end));
      if (look) this.#tellLosses(look);
    }, TYPING_MS);
  }

  /**
   * @param {string} name of a part of the form
   * @param {boolean} isShown
   * @returns {HTMLElement | null}
   */
  #part(name, isShown) {
    const place = this.#form()?.querySelector(`[data-${name}]`);
    if (!(place instanceof HTMLElement)) return null;
    place.hidden = !isShown;
    return isShown ? place : null;
  }

  /** @param {Look} look */
  #tellPlaces({ occurrences, index, is_capped: isCapped }) {
    const place = this.#part('places', occurrences.length > 1);
    const words = place?.querySelector('[data-words]');
    if (words)
      words.textContent = say(isCapped ? 'stands-often' : 'stands-nth', {
        n: occurrences.length,
        nth: index + 1,
      });
    const others = place?.querySelector('[data-others]');
    if (others) others.textContent = say('mark-others', { n: occurrences.length - 1 });
  }

  /** @param {Look} look */
  #tellClaims({ claims }) {
    const known = claims.filter(({ id }) => this.workspace.row(id));
    const list = this.#part('already', known.length > 0)?.querySelector('[data-claims]');
    const links = known.slice(0, 5).map(({ id }) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'link-button';
      button.dataset.act = 'show-claim';
      button.dataset.claim = id;
      button.textContent = this.workspace.row(id)?.statement ?? '';
      return button;
    });
    list?.replaceChildren(...links);
  }

  /** @param {Look} look */
  #tellSplits({ splits }) {
    const isOffered = splits.length > 1 && !this.queue.length;
    const list = this.#part('splits', isOffered)?.querySelector('ol');
    const items = splits.map(({ exact }) => {
      const item = document.createElement('li');
      item.textContent = exact;
      return item;
    });
    list?.replaceChildren(...items);
    const button = this.#form()?.querySelector('[data-act="split"]');
    if (button) button.textContent = say('mark-apart', { n: splits.length });
  }

  /** @param {Look} look */
  #tellLosses({ losses }) {
    const list = this.#part('losses', losses.length > 0)?.querySelector('ul');
    const items = losses.map(({ sentence }) => {
      const item = document.createElement('li');
      item.textContent = sentence;
      return item;
    });
    list?.replaceChildren(...items);
  }

  /** The first statement takes the form; the others follow when it is saved. */
  #split() {
    const [first, ...others] = this.look?.splits ?? [];
    if (!first) return;
    this.queue = others;
    this.asked = '';
    this.workspace.reshape(first);
    this.#part('splits', false);
    this.#sayQueue();
    const statement = this.#form()?.elements.namedItem('statement');
    if (statement instanceof HTMLElement) statement.focus({ preventScroll: true });
  }

  #sayQueue() {
    const place = this.#part('queue', this.queue.length > 0);
    const words = place?.querySelector('[data-words]');
    if (words) words.textContent = this.queue[0]?.exact ?? '';
  }

  /** A card is open while statements of a split selection still wait: they are offered above it. */
  #offerNext() {
    const { host } = this.workspace.cards;
    const template = document.getElementById('next-statement');
    const isSaved = host.querySelector('.card-open[data-claim]');
    if (!isSaved || !this.queue.length || host.querySelector('[data-next-statement]')) return;
    if (!(template instanceof HTMLTemplateElement)) return;
    host.prepend(template.content.cloneNode(true));
    const words = host.querySelector('[data-next-statement] [data-words]');
    if (words) words.textContent = this.queue[0]?.exact ?? '';
  }

  #markNext() {
    const [next, ...others] = this.queue;
    if (!next) return;
    this.workspace.mark(next);
    this.queue = others;
    this.#sayQueue();
  }

  #dropQueue() {
    this.queue = [];
    this.workspace.cards.host.querySelector('[data-next-statement]')?.remove();
  }

  /** @param {string | null} claim */
  #opened(claim) {
    this.asked = '';
    this.look = null;
    if (claim === null) this.queue = [];
  }

  /** @param {HTMLElement} element */
  #show(element) {
    if (element.dataset.claim) void this.workspace.show(element.dataset.claim);
  }
}

/** @param {Workspace} workspace */
export function attach(workspace) {
  if (workspace.isEditor && !workspace.isCopy) new Marking(workspace);
}
