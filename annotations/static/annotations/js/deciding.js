// The decision page: words that are selected, or a whole value, become what a comment or a suggestion is pinned to.

import { CodePointIndex } from './codepoints.js';
import { isShortcut } from './shell.js';

/**
 * @typedef {object} Pinned
 * @property {string} field
 * @property {string} evidence id, or empty
 * @property {string} label the value in words
 * @property {number | null} start code points in the value's text
 * @property {number | null} end exclusive
 * @property {string} exact
 */

/** @type {Pinned | null} what is selected just now */
let picked = null;

/** @returns {HTMLFormElement | null} */
function pinForm() {
  const form = document.getElementById('pin');
  return form instanceof HTMLFormElement ? form : null;
}

/**
 * @param {Node | null} node
 * @returns {HTMLElement | null} the value's text around a place
 */
function textAround(node) {
  const element = node instanceof Element ? node : (node?.parentElement ?? null);
  const found = element?.closest('[data-pin-text]');
  return found instanceof HTMLElement ? found : null;
}

/**
 * @param {HTMLElement} text
 * @returns {string} its name, as the button beside it says it
 */
function labelOf(text) {
  const { field, evidence } = text.dataset;
  const of = evidence ? `[data-evidence="${evidence}"]` : '';
  const about = document.querySelector(`[data-about="${field}"]${of}`);
  const any = about ?? document.querySelector(`[data-about][data-evidence="${evidence}"]`);
  return any instanceof HTMLElement ? (any.dataset.label ?? '') : '';
}

/** @returns {Pinned | null} the selected words of one value, without the spaces at their ends */
function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const text = textAround(range.startContainer) ?? textAround(range.endContainer);
  if (!text) return null;
  const whole = document.createRange();
  whole.selectNodeContents(text);
  const within = range.cloneRange();
  if (within.compareBoundaryPoints(Range.START_TO_START, whole) < 0)
    within.setStart(whole.startContainer, whole.startOffset);
  if (within.compareBoundaryPoints(Range.END_TO_END, whole) > 0)
    within.setEnd(whole.endContainer, whole.endOffset);
  const words = within.toString();
  const before = whole.cloneRange();
  before.setEnd(within.startContainer, within.startOffset);
  const lead = words.length - words.trimStart().length;
  const from = before.toString().length + lead;
  const index = new CodePointIndex(text.textContent ?? '');
  const start = index.toCodePoint(from);
  const end = index.toCodePoint(from + words.trim().length);
  if (end <= start) return null;
  const exact = index.text.slice(index.toUnit(start), index.toUnit(end));
  const { field = '', evidence = '' } = text.dataset;
  return { field, evidence, label: labelOf(text), start, end, exact };
}

/** Offer the comment while words are selected. */
function offer() {
  const pick = document.getElementById('pick');
  if (!pick || !pinForm()) return;
  const found = selected();
  // Pressing the button takes the selection with it in some browsers: what was picked stays until then.
  if (!found && pick.contains(document.activeElement)) return;
  picked = found;
  pick.hidden = !found;
}

/** @param {Pinned} about */
function openForm(about) {
  const form = pinForm();
  if (!form) return;
  const values = { ...about, start: about.start ?? '', end: about.end ?? '' };
  for (const name of /** @type {const} */ (['field', 'evidence', 'start', 'end', 'exact'])) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
      field.value = String(values[name]);
  }
  const quote = form.querySelector('[data-pin-words]');
  if (quote instanceof HTMLElement) {
    quote.hidden = !about.exact;
    quote.querySelector('p')?.replaceChildren(about.exact);
  }
  form.querySelector('[data-pin-label]')?.replaceChildren(about.label);
  const instead = form.elements.namedItem('replacement');
  if (instead instanceof HTMLTextAreaElement) instead.value = about.exact || wholeOf(about);
  const other = form.querySelector('[data-pin-other]');
  if (other instanceof HTMLElement) other.hidden = about.field === 'verdict';
  const close = form.querySelector('[data-pin-close]');
  if (close instanceof HTMLElement) close.hidden = false;
  form.hidden = false;
  form.scrollIntoView({ block: 'nearest' });
  document.getElementById('pin-text')?.focus();
}

/**
 * @param {Pinned} about
 * @returns {string} the value's text as it stands
 */
function wholeOf({ field, evidence }) {
  const of = evidence ? `[data-evidence="${evidence}"]` : '';
  return document.querySelector(`[data-pin-text][data-field="${field}"]${of}`)?.textContent ?? '';
}

function commentOnPicked() {
  const about = picked ?? selected();
  if (!about) return;
  picked = null;
  const pick = document.getElementById('pick');
  if (pick) pick.hidden = true;
  document.getSelection()?.removeAllRanges();
  openForm(about);
}

/** @param {MouseEvent} event */
function clicked(event) {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('#pick-words')) commentOnPicked();
  const about = target?.closest('[data-about]');
  if (about instanceof HTMLElement && pinForm()) {
    event.preventDefault();
    const { about: field = '', evidence = '', label = '' } = about.dataset;
    openForm({ field, evidence, label, start: null, end: null, exact: '' });
  }
  const form = pinForm();
  if (form && target?.closest('[data-pin-close]')) form.hidden = true;
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.key !== 'q' || !isShortcut(event) || !selected()) return;
  event.preventDefault();
  commentOnPicked();
}

/** After a decision that came too late, what changed is what to look at first. */
function lookAtChange() {
  const found = document.getElementById('meanwhile') ?? document.querySelector('[data-refusal]');
  if (!(found instanceof HTMLElement)) return;
  found.scrollIntoView({ block: 'nearest' });
  if (found.hasAttribute('tabindex')) found.focus({ preventScroll: true });
}

document.addEventListener('selectionchange', offer);
document.addEventListener('click', clicked);
document.addEventListener('keydown', pressed);
lookAtChange();
