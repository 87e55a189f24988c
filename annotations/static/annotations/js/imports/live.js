// Imports and batches on the screen, kept as they stand: one request for all of them while the page is
// visible, slower while nothing changes, none when everything has ended.

import { say } from '../words.js';

const FASTEST_MS = 2000;
const SLOWEST_MS = 10_000;
const SLOWER = 1.5;
// Web servers take addresses of 4,000 characters; further rows are asked for when these have ended.
const MOST_ROWS = 80;

/** @param {Element} element new in the page: its forms work, its times are the reader's own */
function welcome(element) {
  htmx.process(element);
  element.dispatchEvent(new CustomEvent('htmx:load', { bubbles: true, detail: { elt: element } }));
}

/**
 * Puts one element in the place of another; whoever was on one of its buttons stays there.
 *
 * @param {HTMLElement} old
 * @param {HTMLElement} fresh
 */
function replace(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement?.id : null;
  old.replaceWith(fresh);
  welcome(fresh);
  if (focused === null || focused === undefined) return;
  const again = focused ? document.getElementById(focused) : null;
  if (!again) fresh.tabIndex = -1;
  (again ?? fresh).focus();
}

/**
 * Copies what only tells the passing of time, without touching the rest.
 *
 * @param {HTMLElement} row
 * @param {HTMLElement} fresh
 */
function tick(row, fresh) {
  const news = fresh.querySelectorAll('[data-tick]');
  const olds = row.querySelectorAll('[data-tick]');
  if (news.length !== olds.length) return replace(row, fresh);
  for (const [index, old] of olds.entries()) old.textContent = news[index]?.textContent ?? '';
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
function all(root, selector) {
  return /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
}

class Watch {
  /** @param {HTMLElement} list of the rows, with the address of the look in `data-live` */
  constructor(list) {
    this.list = list;
    this.seq = list.dataset.seq ?? '';
    this.wait = FASTEST_MS;
    /** @type {HTMLElement[]} */
    this.come = [];
    /** @type {Map<string, string>} */
    this.parts = new Map();
    this.isAsking = false;
    this.timer = 0;
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#soon(0);
    });
    // A row that was just added or tried again.
    document.addEventListener('htmx:afterSwap', () => this.#soon(FASTEST_MS));
    this.button?.addEventListener('click', () => this.#show());
    if (this.#isUnfinished()) this.#soon(FASTEST_MS);
  }

  get button() {
    const button = document.querySelector('#imports-new button');
    return button instanceof HTMLButtonElement ? button : null;
  }

  #rows() {
    const rows = all(this.list, '[data-status=queued], [data-status=running]');
    return rows.slice(0, MOST_ROWS).map(({ id }) => id.replace('import-', ''));
  }

  #batches() {
    return all(document, '[data-batch]:not([data-unfinished="0"])').map((b) => b.dataset.batch);
  }

  #isUnfinished() {
    return this.#rows().length + this.#batches().length > 0;
  }

  /** @param {number} wait milliseconds until the next look */
  #soon(wait) {
    clearTimeout(this.timer);
    if (document.visibilityState === 'hidden') return;
    this.timer = setTimeout(() => void this.#look(), wait);
  }

  async #look() {
    if (this.isAsking) return;
    this.isAsking = true;
    const answer = await this.#ask().catch(() => null);
    this.isAsking = false;
    if (answer === 'stop') return;
    const isChanged = answer instanceof HTMLElement && this.#take(answer);
    this.wait = isChanged ? FASTEST_MS : Math.min(SLOWEST_MS, this.wait * SLOWER);
    if (this.#isUnfinished()) this.#soon(this.wait);
  }

  async #ask() {
    const address = new URL(this.list.dataset.live ?? '', location.href);
    address.searchParams.set('rows', this.#rows().join(','));
    address.searchParams.set('batches', this.#batches().join(','));
    if (this.seq) address.searchParams.set('seq', this.seq);
    const answer = await fetch(address, { headers: { 'HX-Request': 'true' } });
    if (answer.status === 401 || answer.status === 403) return 'stop';
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    return page.querySelector('[data-answer]');
  }

  /**
   * @param {HTMLElement} answer
   * @returns {boolean} whether anything but the passing of time has changed
   */
  #take(answer) {
    let isChanged = false;
    for (const fresh of all(answer, '[data-rows] > li')) {
      const row = document.getElementById(fresh.id);
      if (!row) continue;
      if (row.dataset.version === fresh.dataset.version) tick(row, fresh);
      else {
        replace(row, fresh);
        isChanged = true;
      }
    }
    for (const fresh of all(answer, '[data-part]')) this.#takePart(fresh);
    if (this.seq) this.seq = answer.dataset.seq ?? this.seq;
    const isNews = this.#takeNews(all(answer, '[data-come] > li'));
    const said = document.getElementById('imports-said');
    if (said && answer.dataset.said) said.textContent = answer.dataset.said;
    return isChanged || isNews;
  }

  /** @param {HTMLElement} fresh */
  #takePart(fresh) {
    const markup = fresh.outerHTML;
    const old = document.getElementById(fresh.id);
    if (!old || this.parts.get(fresh.id) === markup) return;
    this.parts.set(fresh.id, markup);
    replace(old, fresh);
  }

  /**
   * @param {HTMLElement[]} rows
   * @returns {boolean} whether one was not known
   */
  #takeNews(rows) {
    const known = new Set(this.come.map(({ id }) => id));
    const fresh = rows.filter(({ id }) => !known.has(id) && !document.getElementById(id));
    this.come = [...fresh, ...this.come].filter(({ id }) => !document.getElementById(id));
    const { button } = this;
    if (button) {
      button.hidden = this.come.length === 0;
      const words = say(button.dataset.words ?? '', { n: this.come.length });
      if (button.textContent !== words) button.textContent = words;
    }
    return fresh.length > 0;
  }

  #show() {
    const rows = this.come;
    this.list.prepend(...rows);
    for (const row of rows) welcome(row);
    document.getElementById('no-imports')?.setAttribute('hidden', '');
    this.#takeNews([]);
    if (rows[0]) {
      rows[0].tabIndex = -1;
      rows[0].focus();
    }
    this.#soon(FASTEST_MS);
  }
}

const list = document.querySelector('[data-live]');
if (list instanceof HTMLElement) new Watch(list);
