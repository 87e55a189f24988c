// The publish gate on every card: an item opens what it is about; a planned hour says whose clock it means.

import { moment, say } from './words.js';

const PARTS = /** @type {Record<string, string>} */ ({
  verdict: 'details[data-part="verdict"]',
  sources: 'details[data-part="source"]',
  correction: 'details[data-part="correction"]',
  discussion: '.discussion details',
});

/**
 * Opens the part of a card that an address names (`#verdict-<claim>`), and brings it into view.
 *
 * @param {ParentNode} root
 * @param {string} hash
 * @returns {boolean} whether it is here
 */
function open(root, hash) {
  const [, part = '', claim = ''] =
    hash.match(/^#(verdict|sources|correction|discussion)-([\w-]+)$/) ?? [];
  const card = part && root.querySelector(`[data-claim="${claim}"]`);
  const found = card ? card.querySelector(PARTS[part] ?? '') : null;
  const there = found || (hash.length > 1 && document.getElementById(hash.slice(1)));
  if (!(there instanceof HTMLElement)) return false;
  if (there instanceof HTMLDetailsElement) there.open = true;
  there.scrollIntoView({ block: 'center' });
  const first = there.querySelector('summary, a, button, input, textarea');
  if (first instanceof HTMLElement) first.focus({ preventScroll: true });
  return true;
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('a[data-gate-item]');
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey) return;
  const card = link.closest('[data-card-host]');
  if (card && open(card, link.hash)) event.preventDefault();
});

/** @param {HTMLElement} part the folded part with the hour */
function tell(part) {
  const typed = part.querySelector('input[type="datetime-local"]');
  const words = part.querySelector('[data-utc]');
  if (!(typed instanceof HTMLInputElement) || !(words instanceof HTMLElement)) return;
  const at = new Date(typed.value);
  words.hidden = Number.isNaN(at.getTime());
  if (words.hidden) return;
  words.textContent = say('hour-utc', { time: moment(at, { zone: 'UTC' }) });
}

/** @param {ParentNode} root */
function prepare(root) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const part of root.querySelectorAll('[data-hour]')) {
    if (!(part instanceof HTMLElement)) continue;
    const name = part.querySelector('[data-zone-name]');
    const sent = part.querySelector('[data-zone]');
    if (name) name.textContent = zone;
    if (sent instanceof HTMLInputElement) sent.value = zone;
    tell(part);
    part.addEventListener('input', () => tell(part));
  }
}

prepare(document);
document.addEventListener('htmx:load', (event) => {
  const { elt } = /** @type {CustomEvent} */ (event).detail;
  if (elt instanceof HTMLElement && elt !== document.body) prepare(elt);
});
if (location.pathname.startsWith('/claims/')) open(document, location.hash);
