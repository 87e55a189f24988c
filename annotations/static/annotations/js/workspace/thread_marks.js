// The badge of a card's line: how many threads are open.

/** @import { Row } from "./rows.js" */

import { say } from '../words.js';
import { iconLater } from './icons.js';

/**
 * @param {Row} row
 * @returns {HTMLElement[]} the badge of a card's line, where threads are open
 */
export function threadMarks(row) {
  if (!row.threads) return [];
  const words = say('threads-open', { n: row.threads });
  const mark = document.createElement('span');
  mark.className = 'threads';
  mark.title = words;
  const number = document.createElement('span');
  number.setAttribute('aria-hidden', 'true');
  number.textContent = String(row.threads);
  const name = document.createElement('span');
  name.className = 'unseen';
  name.textContent = words;
  mark.append(iconLater('comment'), number, name);
  return [mark];
}
