// The list of notices: keys from one to the next, what is new offered, not pushed in; and the browser's clock.

import { isShortcut } from './shell.js';

/** @returns {HTMLElement[]} the links of the notices, in order */
function links() {
  return /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[data-notice-open]')]);
}

/**
 * @param {number} step 1 for the next, -1 for the one before
 */
function go(step) {
  const all = links();
  const here = document.activeElement?.closest('[data-notice]');
  const at = all.findIndex((link) => here?.contains(link));
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))];
  next?.focus();
  next?.closest('[data-notice]')?.scrollIntoView({ block: 'nearest' });
}

function see() {
  const here = document.activeElement?.closest('[data-notice]');
  const button = here?.querySelector('[data-notice-see]');
  if (button instanceof HTMLElement) button.click();
}

document.addEventListener('keydown', (event) => {
  if (!isShortcut(event)) return;
  if (event.key === 'j') go(1);
  else if (event.key === 'k') go(-1);
  else if (event.key === 'x') see();
});

document.addEventListener('notices', (event) => {
  const offer = document.querySelector('[data-notices-new]');
  const { isMore } = /** @type {CustomEvent} */ (event).detail;
  if (isMore && offer instanceof HTMLElement) offer.hidden = false;
});

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('[data-notices-show]')) location.reload();
  const take = target?.closest('[data-zone-take]');
  const zone = document.getElementById('digest-zone');
  if (take && zone instanceof HTMLInputElement) {
    zone.value = take.textContent ?? '';
    zone.focus();
  }
});

document.addEventListener('htmx:load', (event) => {
  const { elt } = /** @type {CustomEvent} */ (event).detail;
  if (!(elt instanceof HTMLElement) || !elt.matches('[data-notice], [data-notices-list]')) return;
  document.dispatchEvent(new CustomEvent('notices-seen'));
  // The button that was pressed is gone: stay on the notice, or on the list.
  const link = elt.matches('[data-notice]') ? elt.querySelector('[data-notice-open]') : elt;
  if (!(link instanceof HTMLElement)) return;
  if (link === elt) link.tabIndex = -1;
  link.focus();
});

const hint = document.querySelector('[data-zone-hint]');
const button = hint?.querySelector('[data-zone-take]');
const field = document.getElementById('digest-zone');
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (
  hint instanceof HTMLElement &&
  button &&
  field instanceof HTMLInputElement &&
  here !== field.value
) {
  button.textContent = here;
  hint.hidden = false;
}
