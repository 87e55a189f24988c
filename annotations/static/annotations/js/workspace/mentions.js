// Typing @ offers people to call, in every textarea with `data-mentions`: arrows choose, Enter or Tab takes,
// Escape closes. The textarea keeps the focus and names the chosen option (aria-activedescendant).
// A textarea may not have the role combobox (ARIA in HTML), so a status line tells how many are offered.

import { call } from '../api.js';
import { say } from '../words.js';

/** @typedef {{id: string, username: string, name: string}} Person */

const PEOPLE_URL = '/api/v1/people/';
const PAUSE_MS = 120;
// Not after a letter or within an address: those @ belong to e-mail.
const BEGUN = /(?:^|[^\p{L}\p{M}\p{N}_.@+\-/])@([\p{L}\p{M}\p{N}_.+-]{0,150})$/u;

let lists = 0;

class Offer {
  /** @param {HTMLTextAreaElement} field */
  constructor(field) {
    this.field = field;
    /** @type {Person[]} */
    this.people = [];
    this.chosen = 0;
    this.start = -1;
    this.dismissed = -1;
    this.timer = 0;
    this.asking = new AbortController();
    lists += 1;
    this.list = document.createElement('ul');
    this.list.id = `people-${lists}`;
    this.list.className = 'mention-list';
    this.list.hidden = true;
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', say('people'));
    this.status = document.createElement('span');
    this.status.className = 'unseen';
    this.status.setAttribute('role', 'status');
    field.after(this.list, this.status);
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-haspopup', 'listbox');
    this.list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.list.addEventListener('click', (event) => this.#clicked(event));
    field.addEventListener('input', () => this.look());
    field.addEventListener('click', () => this.look());
    field.addEventListener('blur', () => this.close());
  }

  /** See whether a name is being typed before the caret. */
  look() {
    const { value, selectionStart, selectionEnd } = this.field;
    const begun =
      selectionStart === selectionEnd ? BEGUN.exec(value.slice(0, selectionStart)) : null;
    if (!begun) {
      this.dismissed = -1;
      this.close();
      return;
    }
    const words = begun[1] ?? '';
    this.start = selectionStart - words.length - 1;
    if (this.start === this.dismissed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.#ask(words), PAUSE_MS);
  }

  /** @param {string} words */
  async #ask(words) {
    this.asking.abort();
    this.asking = new AbortController();
    try {
      const address = `${PEOPLE_URL}?search=${encodeURIComponent(words)}`;
      const answer = await call('GET', address, { signal: this.asking.signal });
      if (document.activeElement === this.field) this.#show(answer.results);
    } catch {
      // Whoever knows the name types it: the server finds it in the words all the same.
      this.close();
    }
  }

  /** @param {Person[]} people */
  #show(people) {
    this.people = people;
    this.chosen = 0;
    this.list.replaceChildren(...people.map((person, at) => this.#option(person, at)));
    this.list.hidden = people.length === 0;
    this.status.textContent = people.length
      ? say('people-offered', { n: people.length })
      : say('people-none');
    if (people.length) {
      this.field.setAttribute('aria-controls', this.list.id);
      this.list.scrollIntoView({ block: 'nearest' });
    }
    this.#mark();
  }

  /**
   * @param {Person} person
   * @param {number} at
   * @returns {HTMLLIElement}
   */
  #option(person, at) {
    const option = document.createElement('li');
    option.id = `${this.list.id}-${at}`;
    option.setAttribute('role', 'option');
    const name = document.createElement('b');
    name.textContent = person.name;
    const username = document.createElement('span');
    username.className = 'soft';
    username.textContent = `@${person.username}`;
    option.append(name, ' ', username);
    return option;
  }

  #mark() {
    [...this.list.children].forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === this.chosen));
      if (at === this.chosen) option.scrollIntoView({ block: 'nearest' });
    });
    if (this.people.length)
      this.field.setAttribute('aria-activedescendant', `${this.list.id}-${this.chosen}`);
    else this.field.removeAttribute('aria-activedescendant');
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const option = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    const at = option ? [...this.list.children].indexOf(option) : -1;
    if (at >= 0) this.#take(at);
  }

  /** @param {number} at which person */
  #take(at) {
    const person = this.people[at];
    if (!person) return;
    const end = this.field.selectionStart;
    this.field.setRangeText(`@${person.username} `, this.start, end, 'end');
    this.close();
    this.field.focus();
    this.field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the key was for the list
   */
  pressed(event) {
    if (this.list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
      return false;
    const { length } = this.people;
    if (event.key === 'ArrowDown') this.chosen = (this.chosen + 1) % length;
    else if (event.key === 'ArrowUp') this.chosen = (this.chosen + length - 1) % length;
    else if (event.key === 'Escape') {
      this.dismissed = this.start;
      this.close();
    } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey)
      this.#take(this.chosen);
    else return false;
    this.#mark();
    return true;
  }

  close() {
    clearTimeout(this.timer);
    this.asking.abort();
    this.people = [];
    this.list.hidden = true;
    this.list.replaceChildren();
    this.status.textContent = '';
    this.field.removeAttribute('aria-activedescendant');
    this.field.removeAttribute('aria-controls');
  }
}

/** @type {WeakMap<Element, Offer>} */
const offers = new WeakMap();

/** Offer people from now on, wherever on the page such a textarea appears. */
export function offerPeople() {
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement) || !target.matches('[data-mentions]')) return;
    if (!offers.has(target)) offers.set(target, new Offer(target));
  });
  // Before everybody else: Escape closes the list and not the card, Enter takes and breaks no line.
  document.addEventListener(
    'keydown',
    (event) => {
      const offer = event.target instanceof Element ? offers.get(event.target) : undefined;
      if (!offer?.pressed(event)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}
