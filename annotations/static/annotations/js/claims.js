// The claim page: offers the passage that was kept in an article to the form that links a source; deadlines are in
// the person's own time.

import { offerKept } from './workspace/kept.js';
import { watchMoments } from './workspace/moments.js';

watchMoments();
offerKept(document);
document.addEventListener('htmx:load', (event) => {
  const { elt } = /** @type {CustomEvent} */ (event).detail;
  if (elt instanceof HTMLElement && elt !== document.body) offerKept(elt);
});
