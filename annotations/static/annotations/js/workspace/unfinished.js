// A new claim that was being written when the page went away: kept with its passage, offered once.

/** @import { Workspace } from "../workspace.js" */

import { draftsAbout, drop, keep, restore } from '../drafts.js';
import { say } from '../words.js';

/** @typedef {{start: number, end: number, exact: string}} Passage */
/** @typedef {Passage & {article: string, revision: string}} About */

/**
 * The form of a new claim takes part in the drafts by the place of its passage.
 *
 * @param {Workspace} workspace
 * @param {HTMLFormElement} form
 * @param {Passage} passage
 */
function name(workspace, form, { start, end, exact }) {
  const before = form.dataset.draft;
  /** @type {About} */
  const about = {
    article: workspace.article,
    revision: workspace.drawn.revision,
    start,
    end,
    exact,
  };
  form.dataset.draft = `new-${about.article}-${about.revision}-${start}-${end}`;
  form.dataset.draftAbout = JSON.stringify(about);
  if (!before || before === form.dataset.draft) return;
  drop(before);
  if (form.hasAttribute('data-touched')) keep(form);
}

/**
 * @param {Workspace} workspace
 * @param {About} about
 * @returns {Passage | null} where the words stand in the text that is here; null where that is not certain
 */
function placeOf(workspace, about) {
  if (about.revision === workspace.drawn.revision) return about;
  const places = workspace.drawn.blocks.flatMap(({ node, index, start }) => {
    const at = node.data.indexOf(about.exact);
    if (at < 0) return [];
    const isAgain = node.data.indexOf(about.exact, at + 1) >= 0;
    const place = start + index.toCodePoint(at);
    return isAgain ? [place, place] : [place];
  });
  const [start] = places;
  if (start === undefined || places.length > 1) return null;
  return { start, end: start + [...about.exact].length, exact: about.exact };
}

/** @param {Workspace} workspace */
export function offerUnfinished(workspace) {
  /** @type {HTMLFormElement | null} */
  let open = null;
  workspace.on('marking', (passage) => {
    const form = workspace.cards.host.querySelector('form');
    if (!form) return;
    name(workspace, form, passage);
    open = form;
  });
  workspace.on('opened', () => {
    // Who left the form was asked, or had written nothing: it is not offered again.
    if (open?.dataset.draft) drop(open.dataset.draft);
    open = null;
  });
  const bar = document.getElementById('unfinished');
  const drafts = draftsAbout((about) => about.article === workspace.article);
  const draft = drafts[0];
  if (!bar || !draft || !workspace.isEditor) return;
  const words = bar.querySelector('[data-unfinished-words]');
  if (words) words.textContent = say('was-marking', { words: short(draft.about.exact) });
  bar.hidden = false;
  workspace.addAct('discard-unfinished', () => {
    for (const { name } of drafts) drop(name);
    bar.hidden = true;
  });
  workspace.addAct('resume-unfinished', () => resume(workspace, bar, draft));
}

/**
 * @param {Workspace} workspace
 * @param {HTMLElement} bar
 * @param {ReturnType<typeof draftsAbout>[number]} draft
 */
function resume(workspace, bar, draft) {
  const passage = placeOf(workspace, draft.about);
  const words = bar.querySelector('[data-unfinished-words]');
  if (!passage) {
    if (words) words.textContent = say('was-marking-gone', { words: draft.values.statement ?? '' });
    return;
  }
  bar.hidden = true;
  workspace.mark({ start: passage.start, end: passage.end, exact: passage.exact });
  const form = workspace.cards.host.querySelector('form');
  if (!form || workspace.cards.open !== 'new') return;
  const key = form.dataset.draft;
  form.dataset.draft = draft.name;
  restore(form);
  if (key && key !== draft.name) {
    drop(draft.name);
    form.dataset.draft = key;
  }
  form.setAttribute('data-touched', '');
  keep(form);
}

/**
 * @param {string} words
 * @returns {string}
 */
function short(words) {
  return words.length > 80 ? `${words.slice(0, 79)}…` : words;
}
