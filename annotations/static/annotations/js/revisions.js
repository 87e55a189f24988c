// Two texts compared: folded paragraphs open where the address leads into them; keys go through what touches claims.

import { attachSteps } from './revisions/steps.js';

/** Opens whatever hides the note or the change that the address names. */
function follow() {
  const target = document.getElementById(location.hash.slice(1));
  if (!target) return;
  let isHidden = false;
  for (let fold = target.closest('details'); fold; fold = outer(fold)) {
    isHidden ||= !fold.open;
    fold.open = true;
  }
  if (isHidden) target.scrollIntoView();
}

/**
 * @param {HTMLDetailsElement} fold
 * @returns {HTMLDetailsElement | null}
 */
function outer(fold) {
  return fold.parentElement?.closest('details') ?? null;
}

addEventListener('hashchange', follow);
follow();
attachSteps();
