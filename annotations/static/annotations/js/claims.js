// The claim page: offers the passage that was kept in an article to the form that links a source.

import { offerKept } from './workspace/kept.js';

offerKept(document);
document.addEventListener('htmx:load', (event) => {
  const { elt } = /** @type {CustomEvent} */ (event).detail;
  if (elt instanceof HTMLElement && elt !== document.body) offerKept(elt);
});
