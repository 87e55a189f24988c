// The ways in, as tabs; without this script they stand below each other.

import './imports/files.js';
import './imports/live.js';
import { numberLines } from './imports/lines.js';

/** @returns {HTMLElement[]} */
function tabs() {
  return [...document.querySelectorAll('[role=tab]')].filter((tab) => tab instanceof HTMLElement);
}

/** @param {HTMLElement} chosen */
function choose(chosen) {
  for (const tab of tabs()) {
    const isChosen = tab === chosen;
    tab.setAttribute('aria-selected', String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '');
    if (panel) panel.hidden = !isChosen;
  }
}

function prepare() {
  const all = tabs();
  const first = all.find((tab) => tab.getAttribute('aria-selected') === 'true') ?? all[0];
  document.querySelector('[role=tablist]')?.removeAttribute('hidden');
  if (first) choose(first);
  numberLines();
}

/**
 * @param {Event} event
 * @returns {HTMLElement | null}
 */
function tabOf(event) {
  const tab = event.target instanceof Element ? event.target.closest('[role=tab]') : null;
  return tab instanceof HTMLElement ? tab : null;
}

document.addEventListener('click', (event) => {
  const tab = tabOf(event);
  if (tab) choose(tab);
});
document.addEventListener('keydown', (event) => {
  const tab = tabOf(event);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const all = tabs();
  const next = all[(all.indexOf(tab) + step + all.length) % all.length];
  next?.focus();
  if (next) choose(next);
});
// A list of addresses pasted where one belongs goes where many belong.
document.addEventListener('paste', (event) => {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const many = document.getElementById('import-urls');
  const tab = document.getElementById('tab-many');
  const isOne = (text.match(/https?:\/\//gi) ?? []).length < 2 || !/\s/.test(text.trim());
  if (isOne || !(event.target instanceof Element) || event.target.id !== 'import-url') return;
  if (!(many instanceof HTMLTextAreaElement) || !tab) return;
  event.preventDefault();
  choose(tab);
  many.value = [many.value.trimEnd(), text.trim()].filter(Boolean).join('\n');
  many.dispatchEvent(new Event('input', { bubbles: true }));
  many.focus();
});
// Many were accepted: on to their batch, once the form has been cleared.
document.addEventListener('batch-accepted', (event) => {
  const { address } = /** @type {CustomEvent} */ (event).detail;
  setTimeout(() => location.assign(address));
});
// A refused form comes back anew, without its tabs chosen.
document.addEventListener('htmx:afterSettle', () => {
  document
    .getElementById('no-imports')
    ?.toggleAttribute('hidden', Boolean(document.querySelector('.import-row')));
  if (!document.querySelector('[role=tab][tabindex]')) prepare();
});
prepare();
