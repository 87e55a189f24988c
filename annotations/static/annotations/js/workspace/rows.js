// What the workspace knows of a claim: one flat row per claim, from the API's JSON.

/** @import { Passage } from "../highlights.js" */

/**
 * @typedef {object} BriefClaim
 * @property {string} id
 * @property {string} statement
 * @property {string} state
 * @property {string} approval
 * @property {number} version
 * @property {string | null} look of the verdict
 * @property {string | null} label of the verdict
 * @property {[string, number | null, number | null, string][]} passages id, start, end, state
 * @property {string | null} assignee id of a person
 * @property {boolean} mine made by this person, or they wrote in it
 * @property {boolean} needs_evidence its verdict asks for a source, or for what was tried, that this person cannot see here
 * @property {number} threads open ones
 * @property {string[]} risks accusation, person, figure, quote
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
 * @property {string | null} assignee
 * @property {boolean} isMine
 * @property {boolean} needsEvidence
 * @property {number} threads
 * @property {string[]} risks
 * @property {"" | "changed" | "lost"} waits a passage of it waits in the tray (tray_marks.js)
 */

/**
 * @param {BriefClaim} claim
 * @returns {Row}
 */
export function rowOf(claim) {
  const look = claim.look ?? 'not-checked';
  /** @type {Passage[]} */
  const passages = [];
  for (const [id, start, end] of claim.passages) {
    if (start === null || end === null) continue;
    passages.push({ id, claim: claim.id, start, end, look });
  }
  passages.sort((a, b) => a.start - b.start);
  return {
    id: claim.id,
    statement: claim.statement,
    state: claim.state,
    approval: claim.approval,
    look,
    label: claim.label ?? '',
    version: claim.version,
    start: passages[0]?.start ?? Number.POSITIVE_INFINITY,
    passages,
    assignee: claim.assignee,
    isMine: claim.mine,
    needsEvidence: claim.needs_evidence,
    threads: claim.threads,
    risks: claim.risks,
    waits: '',
  };
}

/**
 * @param {BriefClaim[]} claims
 * @returns {Row[]} in text order, those whose passage was not found last
 */
export function rowsOf(claims) {
  return claims
    .map((claim) => rowOf(claim))
    .sort(
      (a, b) =>
        a.start - b.start ||
        (a.passages[0]?.end ?? 0) - (b.passages[0]?.end ?? 0) ||
        (a.id < b.id ? -1 : 1),
    );
}
