// A question with two answers, asked in the page's own dialog before something is done.

import { say } from './words.js';

/**
 * @param {string} question one sentence
 * @param {{yes?: string, no?: string}} [answers]
 * @returns {Promise<boolean>} true for yes; Escape, closing and no mean no
 */
export function ask(question, { yes = say('yes-do'), no = say('no-leave') } = {}) {
  const dialog = document.getElementById('ask');
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return Promise.resolve(false);
  const came = document.activeElement;
  const title = dialog.querySelector('#ask-title');
  const [first, second] = dialog.querySelectorAll('button');
  if (title) title.textContent = question;
  if (first) first.textContent = yes;
  if (second) second.textContent = no;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    const answered = () => {
      if (came instanceof HTMLElement && came.isConnected) came.focus({ preventScroll: true });
      resolve(dialog.returnValue === 'yes');
    };
    dialog.addEventListener('close', answered, { once: true });
  });
}

/** What `data-hx-confirm` asks, asked here. */
export function askForRequests() {
  document.addEventListener('htmx:confirm', (event) => {
    const { question, issueRequest } = /** @type {CustomEvent} */ (event).detail;
    if (!question) return;
    event.preventDefault();
    void ask(question).then((isSure) => {
      if (isSure) issueRequest(true);
    });
  });
}
