// What every page behind sign-in has: menu, messages, dialogs, errors of requests, drafts, local times.

import { askForRequests } from './ask.js';
import * as drafts from './drafts.js';
import './gate.js';
import './shell/press.js';
import { askToSignIn, renew, watchSession } from './shell/session.js';
import { moment, say } from './words.js';

/**
 * @param {string} words
 * @param {{kind?: "good" | "bad", seconds?: number}} [options]
 */
export function toast(words, { kind = 'good', seconds = 6 } = {}) {
  const box = document.getElementById('toasts');
  if (!box) return;
  // What is said again is said anew, not twice.
  for (const said of box.children) {
    if (said.querySelector('p')?.textContent === words) said.remove();
  }
  const item = document.createElement('div');
  item.className = `toast ${kind}`;
  const text = document.createElement('p');
  text.textContent = words;
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'link-button';
  close.textContent = say('close');
  close.addEventListener('click', () => item.remove());
  item.append(text, close);
  box.append(item);
  // A failure stays until it is read.
  if (kind !== 'bad') setTimeout(() => item.remove(), seconds * 1000);
}

/**
 * @param {EventTarget | null} target
 * @returns {boolean} whether keys are text for this element
 */
export function isTyping(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

const KEYS_OFF = 'factcheck-keys-off';

/**
 * @param {KeyboardEvent} event
 * @returns {boolean} whether the key may be a shortcut: not while typing, in a dialog, or where switched off
 */
export function isShortcut(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  return (
    !isTyping(event.target) &&
    !document.querySelector('dialog[open]') &&
    localStorage.getItem(KEYS_OFF) !== '1'
  );
}

/**
 * Puts back what was typed before. What the server refused is as it was typed already, and of a newer version.
 *
 * @param {HTMLFormElement} form
 */
function prepareForm(form) {
  if (form.querySelector('[data-errors] [data-refusal]')) {
    form.setAttribute('data-touched', '');
    drafts.keep(form);
    return;
  }
  if (!drafts.restore(form)) return;
  form.setAttribute('data-touched', '');
  form.closest('details')?.setAttribute('open', '');
  const note = form.querySelector('[data-draft-note]');
  if (note instanceof HTMLElement) note.hidden = false;
}

/** @param {ParentNode} root */
function prepare(root) {
  for (const form of root.querySelectorAll('form[data-draft], form[data-draft-kept]')) {
    if (form instanceof HTMLFormElement) prepareForm(form);
  }
  for (const time of root.querySelectorAll('time[data-local]')) {
    if (!(time instanceof HTMLTimeElement)) continue;
    const style = time.dataset.local === 'date' ? 'date' : 'time';
    time.textContent = moment(new Date(time.dateTime), { style });
  }
}

/**
 * Shows a refused request where the person looks, and keeps what they typed.
 *
 * @param {HTMLElement} element that sent the request
 * @param {number} status
 * @param {string} body
 */
function showRefusal(element, status, body) {
  if (status === 401) askToSignIn();
  const answer = new DOMParser().parseFromString(body, 'text/html');
  const notice = answer.querySelector('[data-refusal]');
  const place = element.closest('form, [data-errors-around]')?.querySelector('[data-errors]');
  if (notice && place instanceof HTMLElement) {
    place.replaceChildren(document.adoptNode(notice));
    place.setAttribute('tabindex', '-1');
    place.focus();
    return;
  }
  const words = notice?.textContent?.trim().replace(/\s+/g, ' ');
  toast(words || say(status >= 500 ? 'server-error' : 'refused'), { kind: 'bad' });
}

/**
 * A page older than the sign-in has an old token: with the new one, of the same person, the request goes through.
 *
 * @param {HTMLElement} sender
 * @param {XMLHttpRequest} xhr
 */
async function showRefused(sender, { status, responseText }) {
  const form = sender.closest('form');
  const isOld = status === 403 && responseText.includes('data-refusal="csrf_failed"');
  const isAgain = form?.hasAttribute('data-sent-anew');
  form?.removeAttribute('data-sent-anew');
  const session = isOld && !isAgain ? await renew() : null;
  if (form && session === 'same') {
    form.setAttribute('data-sent-anew', '');
    form.requestSubmit(sender.matches('button') ? sender : null);
    return;
  }
  showRefusal(sender, session === 'none' ? 401 : status, responseText);
}

/**
 * A form that the server refused comes back as it was typed, with the reason in it; it stands where it stood.
 *
 * @param {any} detail of htmx:beforeSwap
 * @returns {boolean} whether a form came back
 */
function swapRefusedForm(detail) {
  const answer = new DOMParser().parseFromString(detail.xhr.responseText, 'text/html');
  const form = answer.body.querySelector(':scope > [data-form][id]');
  const place = form && document.getElementById(form.id);
  if (!place) return false;
  detail.shouldSwap = true;
  detail.target = place;
  detail.swapOverride = 'outerHTML';
  return true;
}

/**
 * Ties the sentence of a refused field to its control, and takes the person there.
 *
 * @param {ParentNode} root
 */
function pointAtErrors(root) {
  const both = root.querySelector('[data-both]');
  if (both instanceof HTMLElement) both.focus();
  const error = root.querySelector('.field-error');
  const field = error
    ?.closest('.field, fieldset')
    ?.querySelector('input:not([type=hidden]), textarea, select');
  if (!(error instanceof HTMLElement) || !(field instanceof HTMLElement)) return;
  error.id ||= `error-${field.id || 'of-form'}`;
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute(
    'aria-describedby',
    [field.getAttribute('aria-describedby'), error.id].filter(Boolean).join(' '),
  );
  field.focus();
}

function listenToRequests() {
  document.addEventListener('htmx:beforeSwap', (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    if (detail.xhr.status < 400) return;
    // Refusals are shown here, so to htmx they are no errors.
    detail.isError = false;
    if (!swapRefusedForm(detail)) showRefused(detail.requestConfig.elt, detail.xhr);
  });
  document.addEventListener('htmx:beforeRequest', (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    toast(say('no-connection'), { kind: 'bad' });
  });
  document.addEventListener('htmx:sendError', () => toast(say('no-connection'), { kind: 'bad' }));
  document.addEventListener('htmx:timeout', () => toast(say('no-connection'), { kind: 'bad' }));
  document.addEventListener('htmx:afterRequest', (event) => {
    const { requestConfig, xhr } = /** @type {CustomEvent} */ (event).detail;
    // The event's own element is another where the answer took the form's place.
    const elt = requestConfig?.elt;
    if (!xhr || xhr.status < 200 || xhr.status >= 400 || !(elt instanceof Element)) return;
    const form = elt.closest('form');
    if (!form) return;
    drafts.forget(form);
    form.removeAttribute('data-sent-anew');
    if (form.hasAttribute('data-reset')) form.reset();
  });
  document.addEventListener('htmx:load', (event) => {
    const { elt } = /** @type {CustomEvent} */ (event).detail;
    if (!(elt instanceof HTMLElement) || elt === document.body) return;
    prepare(elt.parentElement ?? elt);
    pointAtErrors(elt);
  });
  document.addEventListener('toast', (event) => {
    const { words, kind } = /** @type {CustomEvent} */ (event).detail;
    toast(words, { kind });
  });
}

function listenToForms() {
  document.addEventListener('input', (event) => {
    const field = event.target;
    if (field instanceof Element && 'form' in field && field.form instanceof HTMLFormElement)
      drafts.keep(field.form);
  });
  document.addEventListener('click', (event) => {
    const target =
      event.target instanceof Element ? event.target.closest('[data-draft-drop]') : null;
    const form = target?.closest('form');
    if (!target || !form) return;
    drafts.discard(form);
    form.removeAttribute('data-touched');
    const note = form.querySelector('[data-draft-note]');
    if (note instanceof HTMLElement) note.hidden = true;
    const field = form.querySelector('input:not([type=hidden]), textarea, select');
    if (field instanceof HTMLElement) field.focus();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    const field = event.target;
    if (field instanceof Element && 'form' in field && field.form instanceof HTMLFormElement)
      field.form.requestSubmit();
  });
}

function listenToMenus() {
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const toggle = target?.closest('[data-toggle]');
    if (toggle instanceof HTMLElement) {
      const panel = document.getElementById(toggle.dataset.toggle ?? '');
      const isOpen = panel?.toggleAttribute('data-open') ?? false;
      toggle.setAttribute('aria-expanded', String(isOpen));
    }
    const opener = target?.closest('[data-dialog]');
    if (opener instanceof HTMLElement) openDialog(opener.dataset.dialog ?? '');
    const closer = target?.closest('[data-close]');
    if (closer) closer.closest('dialog')?.close();
    for (const menu of document.querySelectorAll('details.usermenu[open]')) {
      if (target && !menu.contains(target)) menu.removeAttribute('open');
    }
  });
  document.addEventListener('keydown', (event) => {
    if (!isShortcut(event)) return;
    if (event.key === '?') openDialog('keys');
    else if (event.key === '/') {
      const search = document.querySelector('input[type=search]');
      if (search instanceof HTMLElement && search.checkVisibility()) {
        event.preventDefault();
        search.focus();
      }
    }
  });
}

/** @param {string} id */
export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

function rememberKeys() {
  const box = document.getElementById('keys-on');
  if (!(box instanceof HTMLInputElement)) return;
  box.checked = localStorage.getItem(KEYS_OFF) !== '1';
  box.addEventListener('change', () => localStorage.setItem(KEYS_OFF, box.checked ? '0' : '1'));
}

function listenToConnection() {
  const bar = document.getElementById('offline');
  if (!bar) return;
  const show = () => {
    bar.hidden = navigator.onLine;
  };
  addEventListener('online', show);
  addEventListener('offline', show);
  show();
}

function showMessages() {
  for (const item of document.querySelectorAll('#messages [data-message]')) {
    const isBad = item instanceof HTMLElement && item.dataset.message === 'error';
    toast(item.textContent?.trim() ?? '', { kind: isBad ? 'bad' : 'good' });
  }
  document.getElementById('messages')?.remove();
}

listenToRequests();
askForRequests();
listenToForms();
listenToMenus();
listenToConnection();
rememberKeys();
showMessages();
prepare(document);
pointAtErrors(document);
drafts.dropOld();
watchSession();
