// Calls of the JSON API from our own pages, with the session's cookie.

/** A call that the server refused, or that did not reach it (`status` 0). */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {{code?: string, detail?: string, field?: string, [more: string]: unknown}} said
   */
  constructor(status, said) {
    super(said.detail ?? String(status));
    this.status = status;
    this.code = said.code ?? '';
    this.field = said.field ?? '';
    this.said = said;
  }
}

/**
 * @returns {string} the page's token against forged requests
 */
function token() {
  try {
    return JSON.parse(document.body.getAttribute('data-hx-headers') ?? '{}')['X-CSRFToken'] ?? '';
  } catch {
    return '';
  }
}

/**
 * @param {string} method
 * @param {string} address
 * @param {{body?: unknown, etag?: string, key?: string, signal?: AbortSignal}} [more] `etag`: for If-Match;
 *   `key`: for Idempotency-Key, so that a repeated call is done once
 * @returns {Promise<any>} the answer's JSON; null for an empty one
 * @throws {Refusal} whose `message` is a sentence for the person, where the server gave one
 */
export async function call(method, address, { body, etag, key, signal } = {}) {
  /** @type {Record<string, string>} */
  const headers = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET') headers['X-CSRFToken'] = token();
  if (etag) headers['If-Match'] = etag;
  if (key) headers['Idempotency-Key'] = key;
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(address, {
      method,
      headers,
      signal: signal ?? null,
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refusal(0, {});
  }
  const text = await answer.text();
  if (answer.ok) return text ? JSON.parse(text) : null;
  let said = {};
  try {
    said = JSON.parse(text);
  } catch {
    // Not ours: a proxy's page. The status says enough.
  }
  throw new Refusal(answer.status, said);
}
