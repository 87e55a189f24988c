// Submitting: all that this person rated, after a look at what goes and what stays; or the open claim.

/** @import { Workspace } from "../workspace.js" */

import { openDialog, toast } from '../shell.js';
import { say } from '../words.js';

/** @param {Workspace} workspace */
export function attachRated(workspace) {
  workspace.addKey('S', () => submitOpen(workspace), { editor: true });
  const dialog = document.getElementById('rated-dialog');
  const link = document.getElementById('submit-rated');
  if (!(dialog instanceof HTMLDialogElement) || !(link instanceof HTMLAnchorElement)) return;
  link.addEventListener('click', (event) => {
    event.preventDefault();
    void ask(dialog, link.href);
  });
  dialog.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    // The way back to the article is for a page without scripts.
    if (target?.closest('.actions a')) event.preventDefault();
  });
  document.addEventListener('claims-changed', () => dialog.close());
  dialog.addEventListener('close', () => dialog.replaceChildren());
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {string} address
 */
async function ask(dialog, address) {
  await htmx.ajax('get', address, { target: dialog, swap: 'innerHTML' }).catch(() => {});
  if (!dialog.querySelector('.rated')) return;
  openDialog(dialog.id);
  const first = dialog.querySelector('.actions .button');
  if (first instanceof HTMLElement) first.focus();
}

/** @param {Workspace} workspace */
function submitOpen(workspace) {
  const { open, host } = workspace.cards;
  if (!open || open === 'new') {
    toast(say('open-first'));
    return;
  }
  const button = host.querySelector('button[data-hx-post$="/submit/"]');
  if (button instanceof HTMLButtonElement) button.click();
  else toast(say('cannot-submit'));
}
