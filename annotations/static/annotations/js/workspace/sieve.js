// Which claims a filter lets through, and how dear each is to get wrong.

/** @import { Row } from "./rows.js" */

import { Folded, needleOf } from './folding.js';

/**
 * @typedef {object} Wanted
 * @property {string[]} looks of the verdict; none: any
 * @property {string[]} states none: any
 * @property {string} words of the statement
 * @property {string} assignee a person's id, "nobody", or empty for anybody
 * @property {boolean} isMine
 * @property {boolean} needsEvidence
 * @property {boolean} hasThreads
 */

/** @type {Wanted} */
export const NO_FILTER = {
  looks: [],
  states: [],
  words: '',
  assignee: '',
  isMine: false,
  needsEvidence: false,
  hasThreads: false,
};

// The dearest outweighs all others together.
const WEIGHTS = new Map([
  ['accusation', 8],
  ['person', 4],
  ['figure', 2],
  ['quote', 1],
]);

/**
 * @param {Wanted} wanted
 * @returns {boolean} whether it keeps anything out
 */
export function isFiltering(wanted) {
  const { looks, states, words, assignee, isMine, needsEvidence, hasThreads } = wanted;
  return Boolean(
    looks.length ||
      states.length ||
      words.trim() ||
      assignee ||
      isMine ||
      needsEvidence ||
      hasThreads,
  );
}

/**
 * @param {Row} row
 * @param {Wanted} wanted
 * @returns {boolean}
 */
export function passes(row, wanted) {
  const { looks, states, assignee } = wanted;
  if (looks.length && !looks.includes(row.look)) return false;
  if (states.length && !states.includes(row.state)) return false;
  if (assignee && (row.assignee ?? 'nobody') !== assignee) return false;
  if (wanted.isMine && !row.isMine) return false;
  if (wanted.needsEvidence && !row.needsEvidence) return false;
  if (wanted.hasThreads && !row.threads) return false;
  return says(row.statement, wanted.words);
}

/**
 * @param {string} statement
 * @param {string} words
 * @returns {boolean} whether each of the words, or the beginning of one, stands in the statement
 */
function says(statement, words) {
  const parts = needleOf(words).split(' ').filter(Boolean);
  if (!parts.length) return true;
  const { folded } = new Folded(statement);
  return parts.every((part) => folded.includes(part));
}

/**
 * @param {Row} row
 * @returns {number} the greater the dearer
 */
export function weightOf(row) {
  return row.risks.reduce((sum, risk) => sum + (WEIGHTS.get(risk) ?? 0), 0);
}
