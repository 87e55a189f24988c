// A moment is typed and shown in the person's own time; the form sends the moment itself.

/** @import { Workspace } from "../workspace.js" */

/**
 * @param {Date} moment
 * @returns {string} as a datetime-local field wants it
 */
function localOf(moment) {
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** @param {ParentNode} root */
export function prepareMoments(root) {
  for (const field of root.querySelectorAll('[data-moment]:not([data-ready])')) {
    const shown = field.querySelector('[name=deadline_local]');
    const kept = field.querySelector('[name=deadline_at]');
    const read = field.querySelector('[name=deadline_read]');
    const isWhole = [shown, kept, read].every((one) => one instanceof HTMLInputElement);
    if (!isWhole) continue;
    const [local, utc, done] = /** @type {HTMLInputElement[]} */ ([shown, kept, read]);
    if (!local || !utc || !done) continue;
    if (utc.value) local.value = localOf(new Date(utc.value));
    done.value = '1';
    field.querySelector('[data-utc]')?.remove();
    field.setAttribute('data-ready', '');
    local.addEventListener('input', () => {
      const moment = new Date(local.value);
      utc.value = Number.isNaN(moment.getTime()) ? '' : moment.toISOString();
    });
  }
}

export function watchMoments() {
  prepareMoments(document);
  document.addEventListener('htmx:load', () => prepareMoments(document));
}

/** @param {Workspace} _workspace */
export function attach(_workspace) {
  watchMoments();
}
