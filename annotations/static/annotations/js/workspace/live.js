// What others do on this article, live: one poller per browser, whichever visible tab holds the lock;
// it tells the others. Events carry ids only; pages fetch again through the permission checks.
//
// What the answers say of the page itself is told as the document's event "live": `state` is "here",
// "unreached", "signed-out" or "gone" (the article was deleted; `about` says by whom and when).

const REST_MS = 3000;
const LONGEST_MS = 30_000;
const PAGE = 500; // the most events in one answer

/** @typedef {{seq: number, verb?: string, type?: string, id?: string, claim?: string | null, actor?: string | null}} NewsItem */
/** @typedef {"here" | "unreached" | "signed-out" | "gone"} State */

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
    /** @type {State} */
    this.state = 'here';
    /** @type {NewsItem[]} what came while nobody looked at this tab */
    this.unseen = [];
    this.channel = new BroadcastChannel(`factcheck:${address}`);
    this.channel.addEventListener('message', ({ data }) => {
      if (data.state) this.#be(data.state, data.about);
      else this.#take(data.news, data.after);
    });
    /** @type {AbortController | null} */
    this.lease = null;
    document.addEventListener('visibilitychange', () => this.#follow());
    document.addEventListener('signed-in', () => this.hurry());
    addEventListener('online', () => this.hurry());
    this.#follow();
  }

  #follow() {
    if (document.visibilityState === 'hidden') {
      this.lease?.abort();
      this.lease = null;
      return;
    }
    const news = this.unseen.splice(0);
    if (news.length) this.onNews(news);
    if (this.lease) return;
    const lease = new AbortController();
    this.lease = lease;
    const poll = () => this.#pollUntil(lease.signal);
    if (!navigator.locks) void poll();
    else
      navigator.locks
        .request(`factcheck:${this.address}`, { signal: lease.signal }, poll)
        .catch(() => {});
  }

  /** Ask at once. */
  hurry() {
    this.wait = REST_MS;
    this.wake?.();
  }

  /** @param {AbortSignal} signal */
  async #pollUntil(signal) {
    while (!signal.aborted) {
      await this.#ask(signal);
      if (signal.aborted) return;
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
      const news = await this.#newsSince(this.after, signal);
      if (!news) return;
      this.wait = REST_MS;
      this.#tell('here');
      const after = Math.max(this.after, ...news.map(({ seq }) => seq));
      if (after > this.after) this.channel.postMessage({ news, after });
      this.#take(news, after);
    } catch {
      if (signal.aborted) return;
      this.wait = Math.min(LONGEST_MS, this.wait * 2);
      this.#tell('unreached');
    }
  }

  /**
   * Everything since, however much was missed: an answer that is full is asked after.
   *
   * @param {number} after
   * @param {AbortSignal} signal
   * @returns {Promise<NewsItem[] | null>} null: the answer was about the page, and is told
   */
  async #newsSince(after, signal) {
    /** @type {NewsItem[]} */
    const all = [];
    for (let last = after; ; last = all.at(-1)?.seq ?? last) {
      const answer = await fetch(`${this.address}?after=${last}`, {
        signal,
        headers: { Accept: 'application/json' },
      });
      if (answer.status === 401 || answer.status === 410) {
        this.wait = REST_MS * 2;
        this.#tell(answer.status === 401 ? 'signed-out' : 'gone', await answer.json());
        return null;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      /** @type {NewsItem[]} */
      const news = (await answer.json()).results ?? [];
      all.push(...news);
      if (news.length < PAGE) return all;
    }
  }

  /**
   * @param {State} state
   * @param {unknown} [about]
   */
  #tell(state, about) {
    if (state !== this.state || state !== 'here') this.channel.postMessage({ state, about });
    this.#be(state, about);
  }

  /**
   * @param {State} state
   * @param {unknown} [about]
   */
  #be(state, about) {
    const before = this.state;
    if (state === before) return;
    this.state = state;
    this.onConnection(state !== 'unreached');
    document.dispatchEvent(new CustomEvent('live', { detail: { state, before, about } }));
  }

  /**
   * @param {NewsItem[]} news
   * @param {number} after
   */
  #take(news, after) {
    const fresh = news.filter(({ seq }) => seq > this.after);
    this.after = Math.max(this.after, after);
    if (!fresh.length) return;
    if (document.visibilityState === 'hidden') this.unseen.push(...fresh);
    else this.onNews(fresh);
  }
}
