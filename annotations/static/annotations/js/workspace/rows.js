// What the workspace knows of a claim: one flat row per claim, from the API's JSON.

/** @import { Passage } from "../highlights.js" */

/**
 * @typedef {object} Anchor
 * @property {string} [id]
 * @property {string} state
 * @property {number | null} start
 * @property {number | null} end
 * @property {string} exact
 */

/**
 * @typedef {object} ClaimJson
 * @property {string} id
 * @property {string} statement
 * @property {string} state
 * @property {string} approval
 * @property {string} anchor_state
 * @property {number} version
 * @property {Anchor | null} anchor
 * @property {{slug: string, label: string, look?: string} | null} verdict
 * @property {{article: string, passages: Anchor[]}[]} [appearances]
 */

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {string} statement
 * @property {string} state
 * @property {string} approval
 * @property {string} look
 * @property {string} label of the verdict, empty without one
 * @property {number} version
 * @property {number} start where it stands in the text; Infinity where it is not found
 * @property {Passage[]} passages in this article, in text order
 */

/**
 * @param {ClaimJson} claim
 * @param {string} article id
 * @returns {Row}
 */
export function rowOf(claim, article) {
  const look = claim.verdict ? (claim.verdict.look ?? claim.verdict.slug) : 'not-checked';
  const here = (claim.appearances ?? [])
    .filter((one) => one.article === article)
    .flatMap((one) => one.passages);
  const anchors = here.length ? here : claim.anchor ? [claim.anchor] : [];
  /** @type {Passage[]} */
  const passages = [];
  for (const [at, { id, start, end }] of anchors.entries()) {
    if (start === null || end === null) continue;
    passages.push({ id: id ?? `${claim.id}-${at}`, claim: claim.id, start, end, look });
  }
  passages.sort((a, b) => a.start - b.start);
  return {
    id: claim.id,
    statement: claim.statement,
    state: claim.state,
    approval: claim.approval,
    look,
    label: claim.verdict?.label ?? '',
    version: claim.version,
    start: passages[0]?.start ?? Number.POSITIVE_INFINITY,
    passages,
  };
}

/**
 * @param {ClaimJson[]} claims
 * @param {string} article id
 * @returns {Row[]} in text order, those whose passage was not found last
 */
export function rowsOf(claims, article) {
  return claims
    .map((claim) => rowOf(claim, article))
    .sort(
      (a, b) =>
        a.start - b.start ||
        (a.passages[0]?.end ?? 0) - (b.passages[0]?.end ?? 0) ||
        (a.id < b.id ? -1 : 1),
    );
}
