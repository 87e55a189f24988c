// The queue kept as it stands: who reviews what is seen without reloading, and j, k, t work on its lines.

import { isShortcut } from './shell.js';
import { say } from './words.js';
import { watchMoments } from './workspace/moments.js';

const EVERY_MS = 10_000;
const list = document.querySelector('[data-queue]');
const around = document.querySelector('[data-live]');
let isAlive = false;
let timer = 0;

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
function all(root, selector) {
  return /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
}

/**
 * Puts the fresh line in the place of the old; whoever was on one of its buttons stays there.
 *
 * @param {HTMLElement} old
 * @param {HTMLElement} fresh
 */
function replace(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement?.id : null;
  old.replaceWith(fresh);
  htmx.process(fresh);
  fresh.dispatchEvent(new CustomEvent('htmx:load', { bubbles: true, detail: { elt: fresh } }));
  const held = fresh.querySelector('.queued-held')?.textContent?.trim().replace(/\s+/g, ' ');
  const said = document.getElementById('queue-said');
  if (said && held) said.textContent = held;
  if (focused === null || focused === undefined) return;
  const again = focused ? document.getElementById(focused) : null;
  if (!again) fresh.tabIndex = -1;
  (again ?? fresh).focus();
}

/**
 * Tells what the head counts anew; a part that the person is in stays as it is.
 *
 * @param {HTMLElement} answer
 */
function recount(answer) {
  for (const part of ['[data-part=waiting]', '.load > summary', '.load-tables']) {
    const [old, fresh] = [document, answer].map((root) => root.querySelector(part));
    if (!old || !fresh || old.textContent === fresh.textContent) continue;
    if (old === document.activeElement || !old.contains(document.activeElement))
      old.replaceChildren(...fresh.childNodes);
  }
}

/** @param {HTMLElement} answer */
function take(answer) {
  recount(answer);
  for (const fresh of all(answer, '[data-line]')) {
    const old = document.getElementById(fresh.id);
    if (!old) continue;
    if (old.dataset.version !== fresh.dataset.version) {
      replace(old, fresh);
      continue;
    }
    const news = fresh.querySelectorAll('[data-tick]');
    for (const [index, tick] of old.querySelectorAll('[data-tick]').entries())
      tick.textContent = news[index]?.textContent ?? tick.textContent;
  }
  const more = document.querySelector('[data-come][hidden], a[data-come]');
  const count = Number(answer.dataset.come ?? 0);
  if (!(more instanceof HTMLElement) || more === answer) return;
  more.hidden = count === 0;
  const told = say('more-wait', { n: count });
  if (count && more.textContent !== told) more.textContent = told;
}

async function look() {
  if (!(around instanceof HTMLElement) || document.visibilityState === 'hidden') return;
  const rows = all(document, '[data-line]').map((line) => line.dataset.line ?? '');
  const since = around.dataset.since ?? '';
  if (!rows.length && !since) return;
  const body = new URLSearchParams({ rows: rows.join(','), since });
  if (isAlive) body.set('alive', '1');
  isAlive = false;
  const headers = JSON.parse(document.body.getAttribute('data-hx-headers') ?? '{}');
  const answer = await fetch(`${around.dataset.live}${location.search}`, {
    method: 'POST',
    headers: { ...headers, 'HX-Request': 'true' },
    body,
  });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const found = page.querySelector('[data-answer]');
  if (found instanceof HTMLElement) take(/** @type {HTMLElement} */ (document.adoptNode(found)));
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    void look()
      .catch(() => null)
      .then(soon);
  }, EVERY_MS);
}

/** @returns {HTMLElement | null} the entry in which the person is */
function here() {
  const entry = document.activeElement?.closest('[data-queued]');
  return entry instanceof HTMLElement ? entry : null;
}

/** @param {number} way 1 down, -1 up */
function step(way) {
  const entries = list ? all(list, '[data-queued]') : [];
  const at = entries.indexOf(/** @type {HTMLElement} */ (here()));
  const next = entries[at < 0 ? (way > 0 ? 0 : entries.length - 1) : at + way];
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'start' });
}

function takeOrHandBack() {
  const entry = here();
  const button = entry?.querySelector('[data-take]');
  if (button instanceof HTMLElement) button.click();
  else if (entry) {
    const said = document.getElementById('queue-said');
    if (said) said.textContent = say('judge-not-yours');
  }
}

for (const happening of ['keydown', 'pointerdown', 'wheel', 'input'])
  document.addEventListener(
    happening,
    () => {
      isAlive = true;
    },
    { passive: true },
  );
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void look().catch(() => null);
});
// Ctrl Enter in the comment asks for the changes that it names; approving has its button.
document.addEventListener(
  'keydown',
  (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    const field = event.target instanceof Element ? event.target.closest('.decide textarea') : null;
    const button = field
      ?.closest('form')
      ?.querySelector('button[data-hx-post$="/request-changes/"]');
    if (!(button instanceof HTMLElement)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    button.click();
  },
  { capture: true },
);
if (list) {
  document.addEventListener('keydown', (event) => {
    if (!isShortcut(event)) return;
    const act = { j: () => step(1), k: () => step(-1), t: takeOrHandBack }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
// What one takes oneself, or hands back, is counted at once.
document.addEventListener('htmx:afterSettle', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-line]'))
    void look().catch(() => null);
});
watchMoments();
soon();
