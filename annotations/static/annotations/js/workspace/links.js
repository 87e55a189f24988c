// Where the address leads: to a claim, or to a passage that is shown for a moment.

/** @import { Workspace } from "../workspace.js" */
/** @import { Passage } from "../highlights.js" */

import { canHighlight, LOOKS } from '../highlights.js';
import { say } from '../words.js';
import { copy, fillLinks } from './card_links.js';
import { reveal } from './selection.js';

const FLASH_MS = 1600;

/**
 * @param {Workspace} workspace
 * @param {string} id of a passage in this article
 * @returns {Passage | undefined}
 */
function passageOf(workspace, id) {
  for (const row of workspace.all) {
    const found = row.passages.find((passage) => passage.id === id);
    if (found) return found;
  }
}

/**
 * Go where the address leads; say so where that is nowhere. Claims are opened by the workspace itself.
 *
 * @param {Workspace} workspace
 */
async function follow(workspace) {
  const notice = document.getElementById('link-notice');
  const [, kind, id = ''] = location.hash.match(/^#(claim|passage)-([\w-]+)/) ?? [];
  const passage = kind === 'passage' ? passageOf(workspace, id) : undefined;
  const isKnown = !kind || (kind === 'claim' ? workspace.row(id) : passage);
  if (notice) {
    notice.hidden = Boolean(isKnown);
    const words = notice.querySelector('#link-gone');
    if (words && !isKnown) words.textContent = say('link-gone');
  }
  if (!passage) return;
  await workspace.show(passage.claim, { fromMargin: true });
  history.replaceState(null, '', `#passage-${id}`);
  flash(workspace, passage);
}

/**
 * @param {Workspace} workspace
 * @param {Passage} passage scrolled to and shown for a moment
 */
function flash(workspace, { start, end }) {
  const box = workspace.drawn.rangeOf(start, end)?.getBoundingClientRect();
  if (box) reveal(box);
  if (!canHighlight()) return;
  const highlight = new Highlight(...workspace.drawn.rangesOf(start, end));
  highlight.priority = LOOKS.length + 4;
  CSS.highlights.set('fc-flash', highlight);
  setTimeout(() => CSS.highlights.delete('fc-flash'), FLASH_MS);
}

/** @param {Workspace} workspace */
export function attach(workspace) {
  // The first time that the claims are there and drawn.
  let stage = 0;
  workspace.on('claims', () => {
    stage ||= 1;
  });
  workspace.on('drawn', () => {
    if (stage !== 1) return;
    stage = 2;
    void follow(workspace);
  });
  addEventListener('hashchange', () => void follow(workspace));
  workspace.on('card', () => fillLinks(workspace));
  workspace.addAct('copy-link', (button) => void copy(button));
  workspace.addAct('close-link-notice', () => {
    const notice = document.getElementById('link-notice');
    if (notice) notice.hidden = true;
  });
}
