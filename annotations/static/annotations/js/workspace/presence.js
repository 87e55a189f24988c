// Who else is here, and on which claim: said every few seconds while the page is looked at, by one tab per browser.

/** @import { Workspace } from "../workspace.js" */

import { call } from '../api.js';
import { say } from '../words.js';

const REST_MS = 12_000;
const SOON_MS = 250;
const TYPING_MS = 8000;
const SHOWN = 5;

/**
 * @typedef {object} Person
 * @property {string} id
 * @property {string} name
 * @property {string} initials
 * @property {string | null} claim
 * @property {boolean} typing
 */

class Presence {
  /**
   * @param {Workspace} workspace
   * @param {HTMLElement} place
   */
  constructor(workspace, place) {
    this.workspace = workspace;
    this.place = place;
    this.address = `/api/v1/articles/${workspace.article}/presence/`;
    /** @type {{claim: string | null, typing: boolean}} what this tab's person does; the tab used last counts */
    this.mine = { claim: null, typing: false };
    /** @type {Person[]} */
    this.people = [];
    this.drawnPeople = '';
    this.said = '';
    /** @type {AbortController | null} */
    this.lease = null;
    this.isLeader = false;
    this.timer = 0;
    this.typed = 0;
    this.channel = new BroadcastChannel(`factcheck:${this.address}`);
    this.channel.addEventListener('message', ({ data }) => this.#hear(data));
    workspace.on('opened', (claim) => {
      this.#be(claim === 'new' ? null : claim, false);
      this.#announce();
    });
    workspace.on('drawn', () => this.#draw());
    workspace.on('card', () => this.#markCard());
    workspace.cards.host.addEventListener('input', () => this.#typing());
    document.addEventListener('visibilitychange', () => this.#follow());
    document.addEventListener('live', (event) => this.#live(/** @type {CustomEvent} */ (event)));
    addEventListener('pagehide', () => this.#leave());
    addEventListener('pageshow', (event) => {
      if (event.persisted) this.#follow();
    });
    this.#follow();
  }

  #follow() {
    if (document.visibilityState === 'hidden') {
      this.lease?.abort();
      this.lease = null;
    } else if (!this.lease) {
      const lease = new AbortController();
      this.lease = lease;
      const stay = () => this.#sayUntil(lease.signal);
      if (!navigator.locks) void stay();
      else
        navigator.locks
          .request(`factcheck:${this.address}`, { signal: lease.signal }, stay)
          .catch(() => {});
    } else this.channel.postMessage({ mine: this.mine });
  }

  /** @param {AbortSignal} signal */
  async #sayUntil(signal) {
    this.isLeader = true;
    while (!signal.aborted) {
      await this.#say();
      await new Promise((resolve) => {
        this.wake = resolve;
        const timer = setTimeout(resolve, REST_MS);
        signal.addEventListener('abort', resolve, { once: true });
        this.rest = timer;
      });
      clearTimeout(this.rest);
    }
    this.isLeader = false;
  }

  async #say() {
    try {
      const { people } = await call('POST', this.address, { body: this.mine });
      this.channel.postMessage({ people });
      this.#take(people);
    } catch {
      // Whether the newsroom is reached is told by what polls for news.
    }
  }

  /** @param {{people?: Person[], mine?: {claim: string | null, typing: boolean}}} said by another tab */
  #hear({ people, mine }) {
    if (people) this.#take(people);
    if (mine && this.isLeader) {
      this.mine = mine;
      this.#soon();
    }
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.wake?.(null), SOON_MS);
  }

  /**
   * @param {string | null} claim
   * @param {boolean} typing
   */
  #be(claim, typing) {
    if (claim === this.mine.claim && typing === this.mine.typing) return;
    this.mine = { claim, typing };
    if (this.isLeader) this.#soon();
    else this.channel.postMessage({ mine: this.mine });
  }

  #typing() {
    const open = this.workspace.cards.open;
    const claim = open === 'new' ? null : open;
    this.#be(claim, true);
    clearTimeout(this.typed);
    this.typed = window.setTimeout(() => this.#be(this.mine.claim, false), TYPING_MS);
  }

  #leave() {
    if (!this.isLeader) return;
    const headers = JSON.parse(document.body.getAttribute('data-hx-headers') ?? '{}');
    void fetch(this.address, { method: 'DELETE', keepalive: true, headers }).catch(() => {});
    this.lease?.abort();
    this.lease = null;
  }

  /** @param {CustomEvent} event */
  #live({ detail }) {
    // Who is here is not known while nobody answers; an old list would be a lie.
    if (detail.state === 'here') this.wake?.(null);
    else this.#take([]);
  }

  /** @param {Person[]} people */
  #take(people) {
    this.people = people;
    this.#draw();
    this.#announce();
  }

  /** Say who has the open claim open too, once for each claim and person. */
  #announce() {
    const { open } = this.workspace.cards;
    const here = this.people.filter(({ claim }) => open !== null && claim === open);
    const sign = JSON.stringify([open, here.map(({ id }) => id)]);
    const heard = document.getElementById('presence-said');
    if (sign === this.said || !heard) return;
    this.said = sign;
    heard.textContent = here.map(({ name }) => say('here-open', { name })).join(' ');
  }

  #draw() {
    const sign = JSON.stringify(this.people.map((person) => [person.name, this.#where(person)]));
    if (sign !== this.drawnPeople) {
      this.drawnPeople = sign;
      this.#drawPeople();
    }
    this.#markLines();
    this.#markCard();
  }

  #drawPeople() {
    const words = document.createElement('span');
    words.className = 'here-words';
    words.textContent = say('here-now', {
      people: this.people.map((person) => this.#inWords(person)).join(', '),
    });
    const faces = this.people.slice(0, SHOWN).map((person) => face(person));
    if (this.people.length > SHOWN) {
      faces.push(face({ name: '', initials: `+${this.people.length - SHOWN}` }));
    }
    const row = document.createElement('span');
    row.className = 'here-faces';
    row.setAttribute('aria-hidden', 'true');
    row.append(...faces);
    this.place.replaceChildren(...(this.people.length ? [row, words] : []));
    this.place.title = this.people.length ? (words.textContent ?? '') : '';
  }

  /**
   * @param {Person} person
   * @returns {string} "Oleg (on claim 3, typing)"
   */
  #inWords(person) {
    const where = this.#where(person);
    return where ? `${person.name} (${where})` : person.name;
  }

  /** @param {Person} person */
  #where({ claim, typing }) {
    const at = claim ? this.workspace.rows.findIndex((row) => row.id === claim) : -1;
    const place = claim ? (at < 0 ? say('here-claim') : say('here-claim-n', { n: at + 1 })) : '';
    return [place, typing ? say('here-typing') : ''].filter(Boolean).join(', ');
  }

  /** On the line of each claim whose card somebody has open. */
  #markLines() {
    for (const mark of this.workspace.cards.list.querySelectorAll('.card-line > .here-mark'))
      mark.remove();
    for (const person of this.people) {
      const line = person.claim ? this.workspace.cards.slots.get(person.claim)?.line : undefined;
      line?.querySelector('.words')?.after(mark(person, 'here-open'));
    }
  }

  /** On the open card, so that two people do not start the same work. */
  #markCard() {
    const { host, open } = this.workspace.cards;
    const row = host.querySelector('.card-head > .row');
    for (const mark of host.querySelectorAll('.here-mark')) mark.remove();
    if (!row || !open) return;
    const here = this.people.filter(({ claim }) => claim === open);
    row.prepend(
      ...here.map((person) => {
        const chip = mark(person, person.typing ? 'here-open-typing' : 'here-open');
        const name = document.createElement('span');
        name.className = 'here-name';
        name.setAttribute('aria-hidden', 'true');
        name.textContent = say(person.typing ? 'here-name-typing' : 'here-name', {
          name: person.name,
        });
        chip.append(name);
        return chip;
      }),
    );
  }
}

/**
 * @param {{name: string, initials: string}} person
 * @returns {HTMLSpanElement}
 */
function face({ name, initials }) {
  const badge = document.createElement('span');
  badge.className = 'here-face';
  badge.textContent = initials;
  badge.title = name;
  return badge;
}

/**
 * @param {Person} person
 * @param {string} key of the sentence that a screen reader says
 * @returns {HTMLSpanElement}
 */
function mark(person, key) {
  const element = document.createElement('span');
  element.className = 'here-mark';
  const words = say(key, { name: person.name });
  element.title = words;
  const said = document.createElement('span');
  said.className = 'unseen';
  said.textContent = words;
  const badge = face(person);
  badge.removeAttribute('title');
  badge.setAttribute('aria-hidden', 'true');
  element.append(badge, said);
  return element;
}

/** @param {Workspace} workspace */
export function attach(workspace) {
  const place = document.getElementById('people');
  if (place) new Presence(workspace, place);
}
