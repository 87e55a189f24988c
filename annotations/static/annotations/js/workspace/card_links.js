// The links of the open card: to copy, and to the words at their publisher.

/** @import { Workspace } from "../workspace.js" */
/** @import { Passage } from "../highlights.js" */

import { toast } from '../shell.js';
import { say } from '../words.js';
import { linkToWords } from './fragments.js';
import { icon } from './icons.js';

/**
 * @param {string} hash
 * @returns {string}
 */
const here = (hash) => `${location.origin}${location.pathname}${hash}`;

/** @param {HTMLElement} button with the link */
export async function copy(button) {
  const link = button.dataset.link ?? '';
  try {
    await navigator.clipboard.writeText(link);
    toast(say('link-copied'));
  } catch {
    offerByHand(button, link);
  }
}

/**
 * @param {HTMLElement} button
 * @param {string} link
 */
function offerByHand(button, link) {
  const box = button.closest('[data-card-links]')?.querySelector('[data-by-hand]');
  const field = box?.querySelector('input');
  if (!(box instanceof HTMLElement) || !field) return;
  box.hidden = false;
  field.value = link;
  field.focus();
  field.select();
}

/**
 * @param {string} words
 * @param {string} hash
 * @returns {HTMLButtonElement}
 */
function copyButton(words, hash) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link-button';
  button.dataset.act = 'copy-link';
  button.dataset.link = here(hash);
  button.append(words);
  return button;
}

/**
 * @param {Workspace} workspace
 * @param {Passage} passage
 * @returns {string} address of the words at the publisher; empty where the article has none
 */
function atPublisher(workspace, { start, end }) {
  const { publisher = '' } = document.getElementById('toolbar')?.dataset ?? {};
  const parts = workspace.drawn.rangesOf(start, end).map((range) => ({
    node: /** @type {Text} */ (range.startContainer),
    from: range.startOffset,
    to: range.endOffset,
  }));
  const first = parts[0];
  const last = parts.at(-1);
  if (!first || !last) return '';
  const exact = parts.map(({ node, from, to }) => node.data.slice(from, to)).join('\n');
  const isOnce = timesIn(workspace, exact) < 2;
  return linkToWords(publisher, {
    exact,
    before: isOnce ? '' : first.node.data.slice(0, first.from),
    after: isOnce ? '' : last.node.data.slice(last.to),
  });
}

/**
 * @param {Workspace} workspace
 * @param {string} exact
 * @returns {number} in how many places of the text, at most two, as one block has it
 */
function timesIn(workspace, exact) {
  let times = 0;
  for (const { node } of workspace.drawn.blocks) {
    times += node.data.split(exact, 3).length - 1;
    if (times > 1) return 2;
  }
  return times;
}

/**
 * The links of the open card.
 *
 * @param {Workspace} workspace
 */
export function fillLinks(workspace) {
  const box = workspace.cards.host.querySelector('[data-card-links]');
  const list = box?.querySelector('[data-card-links-list]');
  const row = workspace.row(workspace.cards.open ?? '');
  if (!(box instanceof HTMLElement) || !list || !row) return;
  box.hidden = false;
  const items = row.passages.map((passage) => {
    const item = document.createElement('p');
    if (row.passages.length > 1) {
      const words = workspace.drawn.rangeOf(passage.start, passage.end)?.toString() ?? '';
      const quote = document.createElement('q');
      quote.textContent = words.length > 60 ? `${words.slice(0, 60).trimEnd()}…` : words;
      item.append(quote);
    }
    item.append(copyButton(say('link-passage'), `#passage-${passage.id}`));
    const address = atPublisher(workspace, passage);
    if (address) {
      const link = document.createElement('a');
      link.href = address;
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
      link.append(say('link-publisher'), icon('out'));
      item.append(link);
    }
    return item;
  });
  const claim = document.createElement('p');
  claim.append(copyButton(say('link-claim'), `#claim-${row.id}`));
  list.replaceChildren(claim, ...items, byHand());
}

/** @returns {HTMLElement} where the browser refuses the page its clipboard */
function byHand() {
  const box = document.createElement('label');
  box.dataset.byHand = '';
  box.hidden = true;
  const field = document.createElement('input');
  field.readOnly = true;
  box.append(say('link-by-hand'), field);
  return box;
}
