// What becomes of the open page when others are faster: bars that never move the text, the article
// deleted while it is open, a new claim that was never saved.

/** @import { Workspace } from "../workspace.js" */

import { call, Refusal } from '../api.js';
import { toast } from '../shell.js';
import { moment, say } from '../words.js';
import { offerUnfinished } from './unfinished.js';

const AGAIN_MS = 15_000;
const BARS = ['offline', 'signed-out', 'other-account', 'newer-text', 'unreached'];

/** The page's bars lie over it, one below the other: none of them pushes the text away from the reader. */
function gatherBars() {
  const place = document.getElementById('bars');
  if (!place) return;
  for (const id of BARS) {
    const bar = document.getElementById(id);
    if (bar) place.append(bar);
  }
}

/** @param {{deleted_by?: string, deleted_at?: string} | undefined} about */
function sayGone(about) {
  const bar = document.getElementById('gone-bar');
  const words = bar?.querySelector('[data-gone-words]');
  if (!bar || !words) return;
  const at = about?.deleted_at ? moment(new Date(about.deleted_at), { style: 'clock' }) : '';
  words.textContent = about?.deleted_by
    ? say('gone-by', { name: about.deleted_by, at })
    : say('gone');
  bar.hidden = false;
}

/** @param {Workspace} workspace */
async function putBack(workspace) {
  try {
    await call('POST', `/api/v1/articles/${workspace.article}/restore/`);
  } catch (error) {
    const refusal = error instanceof Refusal ? error.message : '';
    toast(refusal || say('no-connection'), { kind: 'bad' });
    return;
  }
  toast(say('article-back'));
  workspace.live?.hurry();
}

/**
 * Claims that could not be loaded are asked for again, while the page is looked at.
 *
 * @param {Workspace} workspace
 */
function tryAgain(workspace) {
  const failed = document.getElementById('claims-failed');
  setInterval(() => {
    if (failed && !failed.hidden && navigator.onLine && document.visibilityState === 'visible')
      void workspace.refresh();
  }, AGAIN_MS);
}

/** @param {Workspace} workspace */
export function attach(workspace) {
  gatherBars();
  tryAgain(workspace);
  offerUnfinished(workspace);
  workspace.addAct('restore-article', () => void putBack(workspace));
  document.addEventListener('live', (event) => {
    const { state, about } = /** @type {CustomEvent} */ (event).detail;
    if (state === 'gone') sayGone(about);
    const bar = document.getElementById('gone-bar');
    if (state !== 'here') return;
    if (bar) bar.hidden = true;
    // Whatever failed while nobody answered is asked for again.
    void workspace.refresh();
  });
}
