// What this tab did to a claim, each with the way back and the way there again.
//
// Before anything is taken back the claim is looked at: where somebody changed the same thing meanwhile, or
// the server refuses, nothing is overwritten. The write itself carries the version that was looked at.

/** @import { Deed } from "../workspace.js" */

import { call } from '../api.js';
import { say } from '../words.js';

/**
 * @typedef {object} Place
 * @property {string} id
 * @property {string} revision
 * @property {string} state
 * @property {number | null} start
 * @property {number | null} end
 * @property {string} exact
 */

/**
 * @typedef {object} Claim as `/api/v1/claims/{id}/` tells it
 * @property {string} id
 * @property {string} etag
 * @property {number} version
 * @property {string} state
 * @property {string} statement
 * @property {string} asserts
 * @property {string} claimant
 * @property {string} claimant_kind
 * @property {string | null} claimed_on
 * @property {{slug: string, label: string} | null} verdict
 * @property {string} explanation
 * @property {string} proposed_wording
 * @property {{id: string}[]} evidence
 * @property {{article: string, passages: Place[]}[]} appearances
 */

/** @typedef {Deed & {claim: string}} ClaimDeed `claim`: which, to be shown afterwards */

const WORDING = /** @type {const} */ ([
  'statement',
  'asserts',
  'claimant',
  'claimant_kind',
  'claimed_on',
]);
const SHORT = 60;

/** Somebody changed what was to be taken back. */
export class Overtaken extends Error {}

/**
 * @param {string} id
 * @returns {string}
 */
const addressOf = (id) => `/api/v1/claims/${id}/`;

/**
 * @param {string} id
 * @returns {Promise<Claim>}
 */
export const claimNow = (id) => call('GET', addressOf(id));

/**
 * @param {Claim} claim
 * @returns {Place[]}
 */
export const placesOf = (claim) => claim.appearances.flatMap(({ passages }) => passages);

/**
 * @param {string} id of a claim
 * @param {(claim: Claim) => unknown} part that must be as expected
 * @param {unknown} expected
 * @param {string} [why] it is not taken back otherwise
 * @returns {Promise<Claim>}
 * @throws {Overtaken}
 */
async function look(id, part, expected, why = 'overtaken') {
  const claim = await claimNow(id);
  if (JSON.stringify(part(claim)) !== JSON.stringify(expected)) throw new Overtaken(say(why));
  return claim;
}

/**
 * @param {string} words
 * @returns {string}
 */
function short(words) {
  const points = [...words.replace(/\s+/g, ' ')];
  return points.length > SHORT ? `${points.slice(0, SHORT).join('')}…` : points.join('');
}

/** @param {Claim} claim */
const whole = (claim) => [
  claim.state,
  claim.verdict?.slug,
  claim.explanation,
  claim.proposed_wording,
  claim.evidence.map(({ id }) => id),
  placesOf(claim).map(({ id, start, end }) => [id, start, end]),
  WORDING.map((name) => claim[name]),
];

/**
 * @param {string} claim
 * @param {unknown} expected what `whole` said of it
 */
async function remove(claim, expected) {
  const { etag } = await look(claim, whole, expected, 'worked-on');
  return call('DELETE', addressOf(claim), { etag });
}

/**
 * @param {Claim} claim
 * @returns {ClaimDeed}
 */
export function marked(claim) {
  const { id } = claim;
  return {
    claim: id,
    words: say('did-marked', { words: short(claim.statement) }),
    back: () => remove(id, whole(claim)),
    again: () => call('POST', `${addressOf(id)}restore/`),
  };
}

/**
 * @param {Claim} claim as it was
 * @returns {ClaimDeed}
 */
export function deleted(claim) {
  const { id } = claim;
  return {
    claim: id,
    words: say('did-deleted', { words: short(claim.statement) }),
    back: () => call('POST', `${addressOf(id)}restore/`),
    again: () => remove(id, whole(claim)),
  };
}

/** @param {Place | undefined} place */
const where = (place) => place && [place.start, place.end];

/**
 * @param {string} claim
 * @param {Place} place as this tab left it
 */
async function retire(claim, place) {
  const find = (/** @type {Claim} */ told) =>
    where(placesOf(told).find(({ id }) => id === place.id));
  const { etag } = await look(claim, find, where(place));
  return call('POST', `/api/v1/highlights/${place.id}/retire/`, { etag });
}

/** @param {Place} place */
const restore = (place) => call('POST', `/api/v1/highlights/${place.id}/restore/`);

/**
 * @param {string} claim
 * @param {Place} place
 * @returns {ClaimDeed}
 */
export function passageAdded(claim, place) {
  return {
    claim,
    words: say('did-added', { words: short(place.exact) }),
    back: () => retire(claim, place),
    again: () => restore(place),
  };
}

/**
 * @param {string} claim
 * @param {Place} place
 * @returns {ClaimDeed}
 */
export function passageRetired(claim, place) {
  return {
    claim,
    words: say('did-retired', { words: short(place.exact) }),
    back: () => restore(place),
    again: () => retire(claim, place),
  };
}

/** @typedef {{id: string, claim: string, revision: string}} Which passage, in which text */
/** @typedef {{start: number, end: number}} Ends in code points */

/**
 * Give a passage other ends.
 *
 * @param {Which} which
 * @param {Ends} from where it must stand now
 * @param {Ends} to
 * @returns {Promise<Place>}
 * @throws {Overtaken} where it stands elsewhere
 */
export async function reattach({ id, claim, revision }, from, to) {
  const find = (/** @type {Claim} */ told) => where(placesOf(told).find((one) => one.id === id));
  const { etag } = await look(claim, find, [from.start, from.end]);
  const body = { revision, start: to.start, end: to.end };
  return call('POST', `/api/v1/highlights/${id}/reattach/`, { body, etag });
}

/**
 * @param {Which} which
 * @param {Ends} from
 * @param {Ends & {exact: string}} to
 * @returns {ClaimDeed}
 */
export function adjusted(which, from, to) {
  return {
    claim: which.claim,
    words: say('did-adjusted', { words: short(to.exact) }),
    back: () => reattach(which, to, from),
    again: () => reattach(which, from, to),
  };
}

/** @param {Claim} claim */
const finding = (claim) => [claim.verdict?.slug ?? null, claim.explanation, claim.proposed_wording];

/**
 * @param {Claim} before
 * @param {Claim} after
 * @returns {ClaimDeed}
 */
export function rated(before, after) {
  const address = `${addressOf(before.id)}verdict/`;
  /**
   * @param {Claim} wanted
   * @param {string} etag
   */
  const rate = (wanted, etag) =>
    call('POST', address, {
      body: {
        verdict: wanted.verdict?.slug,
        explanation: wanted.explanation,
        proposed_wording: wanted.proposed_wording,
      },
      etag,
    });
  return {
    claim: before.id,
    words: say('did-rated', { verdict: after.verdict?.label ?? '', words: short(after.statement) }),
    back: async () => {
      let now = await look(before.id, finding, finding(after));
      // What somebody else found before stands again by itself, in their name.
      if (!before.verdict || isFree(now)) now = await call('DELETE', address, { etag: now.etag });
      if (JSON.stringify(finding(now)) !== JSON.stringify(finding(before)) && before.verdict)
        await rate(before, now.etag);
    },
    again: async () => rate(after, (await look(before.id, finding, finding(before))).etag),
  };
}

/** @param {Claim} claim */
const isFree = ({ state }) => state === 'draft' || state === 'changes_requested';

/**
 * @param {Claim} before
 * @param {Claim} after
 * @returns {ClaimDeed}
 */
export function reworded(before, after) {
  const names = WORDING.filter((name) => before[name] !== after[name]);
  const pick = (/** @type {Claim} */ claim) =>
    Object.fromEntries(names.map((name) => [name, claim[name]]));
  const write = async (/** @type {Claim} */ from, /** @type {Claim} */ to) => {
    const { etag } = await look(before.id, pick, pick(from));
    return call('PATCH', addressOf(before.id), { body: pick(to), etag });
  };
  return {
    claim: before.id,
    words: say('did-reworded', { words: short(after.statement) }),
    back: () => write(after, before),
    again: () => write(before, after),
  };
}

/**
 * @param {Place} place
 * @returns {boolean} whether going back to where it stood loses no warning
 */
const isSettled = ({ state, start }) => start !== null && /^(anchored|moved)$/.test(state);

/**
 * What one save did to a claim.
 *
 * @param {Claim} before
 * @param {Claim} after
 * @returns {ClaimDeed[]} none where other people's changes are mixed in
 */
export function deedsBetween(before, after) {
  if (after.version !== before.version + 1) return [];
  const old = placesOf(before);
  const places = placesOf(after);
  const { id } = after;
  const added = places.filter((place) => !old.some((one) => one.id === place.id));
  const gone = old.filter((place) => isSettled(place) && !places.some((p) => p.id === place.id));
  /** @type {ClaimDeed[]} */
  const deeds = added.map((place) => passageAdded(id, place));
  deeds.push(...gone.map((place) => passageRetired(id, place)));
  for (const to of places) {
    const from = old.find((place) => place.id === to.id);
    if (!from || !isSettled(from) || String(where(from)) === String(where(to))) continue;
    const which = { id: to.id, claim: id, revision: to.revision };
    deeds.push(adjusted(which, /** @type {Ends} */ (from), /** @type {any} */ (to)));
  }
  if (JSON.stringify(finding(before)) !== JSON.stringify(finding(after)) && after.verdict)
    deeds.push(rated(before, after));
  if (WORDING.some((name) => before[name] !== after[name])) deeds.push(reworded(before, after));
  return deeds;
}
