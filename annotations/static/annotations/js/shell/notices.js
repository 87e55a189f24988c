// The bell of every page: one poller per browser, whichever visible tab holds the lock; it tells the others.
// A rise is said once, politely; a fall (seen here or in another tab) only changes the number.

import { say } from '../words.js';

const REST_MS = 10_000;
const LONGEST_MS = 120_000;
const NAME = 'factcheck:notices';
const MOST_SHOWN = 99;

class Bell {
  /** @param {HTMLElement} bell with the address of the count in `data-bell` */
  constructor(bell) {
    this.bell = bell;
    this.address = bell.dataset.bell ?? '';
    this.count = Number(bell.dataset.unseen ?? 0);
    this.wait = REST_MS;
    /** @type {AbortController | null} */
    this.lease = null;
    this.channel = new BroadcastChannel(`${NAME}:${document.body.dataset.person}`);
    this.channel.addEventListener('message', ({ data }) => this.#show(Number(data)));
    document.addEventListener('visibilitychange', () => this.#follow());
    document.addEventListener('signed-in', () => this.hurry());
    document.addEventListener('notices-seen', () => void this.#ask());
    addEventListener('online', () => this.hurry());
    // What was seen on this page is news to the other tabs.
    this.channel.postMessage(this.count);
    this.#follow();
  }

  #follow() {
    if (document.visibilityState === 'hidden') {
      this.lease?.abort();
      this.lease = null;
      return;
    }
    if (this.lease) return;
    const lease = new AbortController();
    this.lease = lease;
    const poll = () => this.#pollUntil(lease.signal);
    if (!navigator.locks) void poll();
    else navigator.locks.request(NAME, { signal: lease.signal }, poll).catch(() => {});
  }

  /** Ask at once. */
  hurry() {
    this.wait = REST_MS;
    this.wake?.();
  }

  /** @param {AbortSignal} signal */
  async #pollUntil(signal) {
    while (!signal.aborted) {
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, this.wait);
        this.wake = () => {
          clearTimeout(timer);
          resolve(null);
        };
        signal.addEventListener('abort', this.wake, { once: true });
      });
      if (!signal.aborted) await this.#ask(signal);
    }
  }

  /** @param {AbortSignal} [signal] */
  async #ask(signal) {
    try {
      const answer = await fetch(this.address, {
        signal: signal ?? null,
        headers: { Accept: 'application/json' },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const { unseen } = await answer.json();
      this.wait = REST_MS;
      this.channel.postMessage(unseen);
      this.#show(unseen);
    } catch {
      this.wait = Math.min(LONGEST_MS, this.wait * 2);
    }
  }

  /** @param {number} count */
  #show(count) {
    if (count === this.count || Number.isNaN(count)) return;
    const isMore = count > this.count;
    this.count = count;
    const words = this.bell.querySelector('[data-bell-words]');
    const number = this.bell.querySelector('[data-bell-count]');
    const sentence = wordsFor(count);
    if (words) words.textContent = sentence;
    if (number instanceof HTMLElement) {
      number.hidden = count === 0;
      number.textContent = count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count);
    }
    const said = document.querySelector('[data-bell-said]');
    if (isMore && said) said.textContent = sentence;
    document.dispatchEvent(new CustomEvent('notices', { detail: { count, isMore } }));
  }
}

/**
 * @param {number} count
 * @returns {string}
 */
function wordsFor(count) {
  return count === 0 ? say('notices-none') : say('notices-new', { n: count });
}

const bell = document.querySelector('[data-bell]');
if (bell instanceof HTMLElement) new Bell(bell);
