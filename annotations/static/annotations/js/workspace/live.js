// What others do on this article, live: one poller per browser, whichever visible tab holds the lock;
// it tells the others. Events carry ids only; pages fetch again through the permission checks.

const REST_MS = 3000;
const LONGEST_MS = 30_000;

/** @typedef {{seq: number, verb?: string, type?: string, id?: string, claim?: string | null}} NewsItem */

export class Live {
  /**
   * @param {string} address of the article's events, without the query
   * @param {number} after the last seq that the page shows
   * @param {(news: NewsItem[]) => void} onNews
   * @param {(isReached: boolean) => void} onConnection
   */
  constructor(address, after, onNews, onConnection) {
    this.address = address;
    this.after = after;
    this.onNews = onNews;
    this.onConnection = onConnection;
    this.wait = REST_MS;
    this.channel = new BroadcastChannel(`factcheck:${address}`);
    this.channel.addEventListener('message', ({ data }) => this.#take(data.news, data.after));
    /** @type {AbortController | null} */
    this.lease = null;
    document.addEventListener('visibilitychange', () => this.#follow());
    addEventListener('online', () => this.#hurry());
    this.#follow();
  }

  #follow() {
    if (document.visibilityState === 'hidden') {
      this.lease?.abort();
      this.lease = null;
    } else if (!this.lease) {
      const lease = new AbortController();
      this.lease = lease;
      const poll = () => this.#pollUntil(lease.signal);
      if (!navigator.locks) void poll();
      else
        navigator.locks
          .request(`factcheck:${this.address}`, { signal: lease.signal }, poll)
          .catch(() => {});
    }
  }

  #hurry() {
    this.wait = REST_MS;
    this.wake?.();
  }

  /** @param {AbortSignal} signal */
  async #pollUntil(signal) {
    while (!signal.aborted) {
      await this.#ask(signal);
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, this.wait);
        this.wake = () => {
          clearTimeout(timer);
          resolve(null);
        };
        signal.addEventListener('abort', this.wake, { once: true });
      });
    }
  }

  /** @param {AbortSignal} signal */
  async #ask(signal) {
    try {
      const answer = await fetch(`${this.address}?after=${this.after}`, {
        signal,
        headers: { Accept: 'application/json' },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const body = await answer.json();
      /** @type {NewsItem[]} */
      const news = body.results ?? [];
      const after = Math.max(this.after, body.seq ?? 0, ...news.map(({ seq }) => seq));
      this.wait = REST_MS;
      this.onConnection(true);
      if (after > this.after) this.channel.postMessage({ news, after });
      this.#take(news, after);
    } catch {
      if (signal.aborted) return;
      this.wait = Math.min(LONGEST_MS, this.wait * 2);
      this.onConnection(false);
    }
  }

  /**
   * @param {NewsItem[]} news
   * @param {number} after
   */
  #take(news, after) {
    const fresh = news.filter(({ seq }) => seq > this.after);
    this.after = Math.max(this.after, after);
    if (fresh.length) this.onNews(fresh);
  }
}
