// An article's claims one after the other, decided with two keys, the text beside them.

import { DrawnText } from './codepoints.js';
import { isShortcut, isTyping } from './shell.js';
import { say } from './words.js';
import { Painted } from './workspace/painted.js';

const place = document.getElementById('judging');
const text = document.getElementById('text');
const drawn = text ? new DrawnText(text) : null;
const others = drawn && new Painted(drawn, 'quiet', 0);
const current = drawn && new Painted(drawn, 'flash', 1);
// A key works on what the person sees: not while an answer or another claim is on its way.
let isReady = true;

/**
 * @param {string} spans `start-end` in code points, parted by spaces
 * @returns {{start: number, end: number}[]}
 */
function spansOf(spans) {
  return spans
    .split(' ')
    .filter(Boolean)
    .map((span) => {
      const [start = 0, end = 0] = span.split('-').map(Number);
      return { start, end };
    });
}

/** @returns {HTMLElement | null} the claim on the screen */
function step() {
  return document.querySelector('[data-step]');
}

/** Shows where the claim stands in the text. */
function draw() {
  const shown = step();
  const spans = spansOf(shown?.dataset.spans ?? '');
  others?.paint(spansOf(shown?.dataset.others ?? ''));
  current?.paint(spans);
  const first = spans[0];
  const column = document.querySelector('.judging-text');
  const range = first && drawn?.rangeOf(first.start, first.end);
  if (!range || !(column instanceof HTMLElement)) return;
  const top = range.getBoundingClientRect().top - column.getBoundingClientRect().top;
  column.scrollTo({ top: column.scrollTop + top - column.clientHeight / 3, behavior: 'instant' });
}

/**
 * @param {string} claim id; empty for whichever waits first
 */
async function go(claim) {
  if (!place) return;
  isReady = false;
  const address = claim ? `${location.pathname}?claim=${claim}` : location.pathname;
  await htmx.ajax('GET', address, { target: place, swap: 'innerHTML' });
  history.replaceState(null, '', address);
}

/**
 * @param {string} verb
 * @returns {HTMLElement | null} the button of the decision
 */
function button(verb) {
  return place?.querySelector(`[data-card-host] button[data-hx-post$="/${verb}/"]`) ?? null;
}

function approve() {
  const approves = button('approve');
  if (!approves) {
    const said = document.getElementById('queue-said');
    if (said) said.textContent = say('judge-not-yours');
    return;
  }
  const cautions = place?.querySelector('[data-cautions]');
  const again = cautions?.querySelector('[data-again]');
  if (cautions instanceof HTMLElement && again instanceof HTMLElement && again.hidden) {
    again.hidden = false;
    cautions.focus();
    cautions.scrollIntoView({ block: 'nearest' });
    return;
  }
  isReady = false;
  approves.click();
}

function askForChanges() {
  const field = place?.querySelector('[data-card-host] textarea[name=comment]');
  if (!(field instanceof HTMLElement) || !button('request-changes')) return;
  field.focus();
  field.scrollIntoView({ block: 'center' });
}

/** @param {'before' | 'behind'} where */
function stepTo(where) {
  const link = place?.querySelector(`[data-go=${where}]`);
  if (link instanceof HTMLElement) void go(link.dataset.claim ?? '');
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !document.querySelector('dialog[open]')) {
    const field = document.activeElement;
    if (isTyping(field) && field instanceof HTMLElement) field.blur();
    else if (!event.defaultPrevented) location.assign('/review/');
    return;
  }
  if (!isShortcut(event)) return;
  const act = {
    a: approve,
    r: askForChanges,
    j: () => stepTo('behind'),
    k: () => stepTo('before'),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  if (isReady) act();
});
place?.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('[data-go]') : null;
  if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  void go(link.dataset.claim ?? '');
});
// Decided: on to the next that waits.
document.addEventListener('htmx:afterRequest', (event) => {
  const { successful, pathInfo } = /** @type {CustomEvent} */ (event).detail;
  if (!successful) isReady = true;
  const path = pathInfo?.requestPath ?? '';
  if (!successful || !/\/(?:approve|request-changes)\/$/.test(path)) return;
  setTimeout(() => void go(step()?.dataset.next ?? ''));
});
document.addEventListener('htmx:afterSettle', (event) => {
  if (!(event.target instanceof Element) || event.target.id !== 'judging') return;
  isReady = true;
  draw();
  const title = place?.querySelector('[data-card-title], [data-nothing]');
  if (title instanceof HTMLElement) title.focus({ preventScroll: true });
  place?.scrollTo({ top: 0, behavior: 'instant' });
});
draw();
void document.fonts?.ready.then(draw);
