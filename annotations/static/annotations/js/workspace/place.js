// Where the person was reading, kept while the page is loaded anew with another revision of the text.

/** @import { DrawnText } from "../codepoints.js" */

const KEY = 'factcheck-place';
const KEPT_MS = 60_000;
const BAR = 64;

/**
 * @param {DrawnText} drawn
 * @param {string} [but] id of a block that may not be there again
 */
export function keepPlace(drawn, but = '') {
  const seen = drawn.blocks.find(
    ({ element }) => element.dataset.block !== but && element.getBoundingClientRect().bottom > BAR,
  );
  if (!seen) return;
  const place = {
    at: Date.now(),
    page: location.pathname,
    block: seen.element.dataset.block,
    top: seen.element.getBoundingClientRect().top,
  };
  sessionStorage.setItem(KEY, JSON.stringify(place));
}

/** @param {DrawnText} drawn the text as it is now; where the block is not in it, nothing happens */
export function returnToPlace(drawn) {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  sessionStorage.removeItem(KEY);
  if (!kept || kept.page !== location.pathname || Date.now() - kept.at > KEPT_MS) return;
  const block = drawn.blocks.find(({ element }) => element.dataset.block === kept.block);
  if (!block) return;
  const move = () =>
    scrollBy({
      top: block.element.getBoundingClientRect().top - kept.top,
      behavior: 'instant',
    });
  move();
  // Fonts may still come and change the lines above.
  void document.fonts?.ready.then(move);
}
