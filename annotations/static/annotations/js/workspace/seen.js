// Seen before: earlier checks that say the same as the words being marked, and the key that opens them on a card.

/** @import { Workspace } from "../workspace.js" */

import { toast } from '../shell.js';
import { say } from '../words.js';

const SETTLE_MS = 350;

/** @param {Workspace} workspace */
export function attach(workspace) {
  const { host } = workspace.cards;
  let timer = 0;
  const ask = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (workspace.cards.open !== 'new') return;
      host.querySelector('[data-seen-words]')?.dispatchEvent(new CustomEvent('seen-asked'));
    }, SETTLE_MS);
  };
  workspace.on('marking', ask);
  host.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLTextAreaElement && target.id === 'new-statement') ask();
  });
  workspace.addKey('b', () => open(workspace));
}

/** @param {Workspace} workspace */
function open({ cards }) {
  const fold = cards.open && cards.host.querySelector('details[data-part="seen"]');
  if (!(fold instanceof HTMLDetailsElement)) {
    toast(say('open-claim-first'));
    return;
  }
  fold.open = true;
  const summary = fold.querySelector('summary');
  if (summary) summary.focus({ preventScroll: true });
  fold.scrollIntoView({ block: 'nearest' });
}
