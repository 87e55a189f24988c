// Adjusting the ends of a passage, by dragging or by word with keys.
//
// The ends of a new claim's passage change its form at once. Those of a kept one are saved when the pointer
// lets go, or with Enter; where the claim is in review or approved, the person is asked first.

/** @import { Row } from "./rows.js" */
/** @import { Side } from "./edges.js" */
/** @import { Workspace } from "../workspace.js" */

import { Refusal } from '../api.js';
import { ask } from '../ask.js';
import { toast } from '../shell.js';
import { say } from '../words.js';
import { adjusted, reattach } from './deeds.js';
import { Drag } from './drag.js';
import { Edges } from './edges.js';
import { Handles } from './handles.js';
import { reveal } from './selection.js';

/** @typedef {{id: string, claim: string, start: number, end: number}} Kept */

class Adjust {
  /**
   * @param {Workspace} workspace
   * @param {HTMLElement} group
   */
  constructor(workspace, group) {
    this.workspace = workspace;
    this.handles = new Handles(workspace.drawn, group);
    this.edges = new Edges(workspace.drawn);
    /** @type {Kept | null} the passage as it is kept */
    this.kept = null;
    /** @type {{start: number, end: number}} its ends as they are shown */
    this.now = { start: 0, end: 0 };
    this.isSaving = false;
    for (const side of /** @type {const} */ (['start', 'end'])) {
      const handle = this.handles.ends[side];
      handle.addEventListener('keydown', (event) => this.#pressed(event, side));
      new Drag(handle, {
        from: () => this.handles.middleOf(side),
        to: (x, y, isFine) => this.#dragTo(side, x, y, isFine),
        drop: () => void this.#dropped(),
      });
    }
    this.#listen();
  }

  #listen() {
    const { workspace } = this;
    workspace.on('opened', (claim) => this.#take(this.#firstOf(claim)));
    workspace.on('marking', (passage) => {
      if (workspace.pending) this.#take({ ...workspace.pending, ...endsOf(passage) });
    });
    workspace.on('drawn', () => this.#follow());
    workspace.on('placed', () => this.handles.place());
    workspace.addKey('w', () => this.#enter(), { editor: true });
    workspace.addAct('adjust-save', () => void this.#save());
    workspace.addAct('adjust-back', () => this.#putBack());
    workspace.addAct('go-to-passage', (link) => this.#goTo(link));
    workspace.escapes.push(() => this.#isChanged() && this.#putBack());
    workspace.drawn.root.addEventListener('click', (event) => this.#clicked(event));
    // A link to a passage of this text needs no page; one to another article's leads there.
    workspace.cards.host.addEventListener('click', (event) => {
      const link =
        event.target instanceof Element && event.target.closest('a[data-act="go-to-passage"]');
      if (link instanceof HTMLElement && this.#passageOf(link)) event.preventDefault();
    });
    workspace.on('card', () => this.#sayHere());
  }

  /**
   * @param {string | null} claim
   * @returns {Kept | null}
   */
  #firstOf(claim) {
    if (claim === 'new') return this.workspace.pending;
    return this.workspace.row(claim ?? '')?.passages[0] ?? null;
  }

  /** @param {Kept | null} passage whose ends get handles */
  #take(passage) {
    if (this.#isChanged()) toast(say('adjust-put-back'));
    this.kept = passage && this.#mayAdjust(passage.claim) ? { ...passage } : null;
    if (this.kept) this.now = endsOf(this.kept);
    this.handles.bar.hidden = true;
    this.handles.show(this.kept && this.now);
  }

  /**
   * @param {string} claim
   * @returns {boolean} a published check is corrected first, unless its text changed
   */
  #mayAdjust(claim) {
    const row = this.workspace.row(claim);
    if (claim === 'new' || !row) return claim === 'new';
    return row.approval === 'stale' || !/^(published|withdrawn)$/.test(row.state);
  }

  #isChanged() {
    return (
      Boolean(this.kept) && (this.now.start !== this.kept?.start || this.now.end !== this.kept?.end)
    );
  }

  /** Rows were drawn anew: somebody may have moved the passage, or taken the claim away. */
  #follow() {
    if (!this.kept || this.kept.id === 'new') {
      if (this.kept && !this.workspace.pending) this.#take(null);
      return;
    }
    const { id, claim, start, end } = this.kept;
    const open = this.workspace.cards.open;
    const passages = open === claim ? (this.workspace.row(claim)?.passages ?? []) : [];
    const found = passages.find((passage) => passage.id === id);
    if (found && found.start === start && found.end === end && this.#mayAdjust(claim)) {
      if (this.#isChanged()) this.#show('');
      return;
    }
    if (this.#isChanged() && !this.isSaving) toast(say('adjust-moved'));
    this.kept = null;
    this.#take(found ?? passages[0] ?? null);
  }

  /** `w`: to the first handle; once more, to the next passage of the claim. */
  #enter() {
    const { open } = this.workspace.cards;
    if (!open) {
      toast(say('adjust-open-first'));
      return;
    }
    const passages = this.workspace.row(open)?.passages ?? [];
    const isIn = this.handles.root.contains(document.activeElement);
    const at = passages.findIndex(({ id }) => id === this.kept?.id);
    const next = passages[(at + 1) % passages.length];
    if (isIn && next && passages.length > 1 && !this.#isChanged()) this.#take(next);
    if (this.kept) this.#focus(this.kept);
    else toast(say(passages.length ? 'adjust-correct-first' : 'adjust-nowhere'));
  }

  /** @param {Kept} passage */
  #focus(passage) {
    const box = this.workspace.drawn.rangeOf(passage.start, passage.end)?.getBoundingClientRect();
    if (box) reveal(box);
    this.handles.ends.start.focus({ preventScroll: true });
  }

  /** In the list of a claim's passages those of this article are "here". */
  #sayHere() {
    const { cards, article } = this.workspace;
    for (const part of cards.host.querySelectorAll(`[data-in="${article}"]`)) {
      const { n } = /** @type {HTMLElement} */ (part).dataset;
      if (n) part.textContent = say('n-here', { n });
      else part.remove();
    }
  }

  /**
   * @param {HTMLElement} link
   * @returns {Kept | undefined} the passage of this text that it leads to
   */
  #passageOf(link) {
    const passages = this.workspace.row(this.workspace.cards.open ?? '')?.passages ?? [];
    return passages.find(({ id }) => id === link.dataset.passage);
  }

  /** @param {HTMLElement} link to a passage of the open claim */
  #goTo(link) {
    const found = this.#passageOf(link);
    if (!found) return;
    const box = this.workspace.drawn.rangeOf(found.start, found.end)?.getBoundingClientRect();
    if (box) reveal(box);
    if (this.workspace.isEditor) this.#take(found);
    this.workspace.sheet.rest();
    this.workspace.highlights.preview(found);
  }

  /** @param {MouseEvent} event on a passage of the open claim: that one gets the handles */
  #clicked(event) {
    const under = this.workspace.highlights.under(event.clientX, event.clientY);
    const here = under.find(({ claim }) => claim === this.workspace.cards.open);
    if (here && here.id !== this.kept?.id && here.claim !== 'new') this.#take(here);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {Side} side
   */
  #pressed(event, side) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = this.handles.isRightToLeft(side) ? -1 : 1;
    const by = event.shiftKey ? 'character' : 'word';
    /** @type {Record<string, () => void>} */
    const deeds = {
      ArrowLeft: () => this.#step(side, /** @type {-1 | 1} */ (-step), by),
      ArrowRight: () => this.#step(side, /** @type {-1 | 1} */ (step), by),
      ArrowUp: () => this.#step(side, -1, by),
      ArrowDown: () => this.#step(side, 1, by),
      Home: () => this.#toSentence(side, 'start'),
      End: () => this.#toSentence(side, 'end'),
      Enter: () => void this.#save(),
      Escape: () => this.#escape(),
    };
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  }

  #escape() {
    if (!this.#putBack()) {
      const title = this.workspace.cards.host.querySelector('[data-card-title], textarea');
      if (title instanceof HTMLElement) title.focus({ preventScroll: true });
    }
  }

  /**
   * @param {Side} side
   * @param {-1 | 1} way
   * @param {"word" | "character"} by
   */
  #step(side, way, by) {
    this.#moveTo(side, this.edges.next(this.now[side], way, side, by));
  }

  /**
   * @param {Side} side that moves
   * @param {Side} edge of the sentence
   */
  #toSentence(side, edge) {
    const { sentences } = this.workspace.words;
    const inside = side === 'start' ? this.now.start : this.now.end - 1;
    const at = sentences.findLastIndex((start, index) => index % 2 === 0 && start <= inside);
    const place = sentences[edge === 'start' ? at : at + 1];
    if (at < 0 || place === undefined) return;
    if (side === edge) this.#moveTo(side, place);
    else this.#moveTo(side, this.edges.next(this.now[edge], side === 'end' ? 1 : -1, side, 'word'));
  }

  /**
   * @param {Side} side
   * @param {number} x
   * @param {number} y
   * @param {boolean} isFine by character rather than by word
   */
  #dragTo(side, x, y, isFine) {
    const point = this.workspace.highlights.pointAt(x, y);
    if (point === null) return;
    this.#moveTo(side, this.edges.nearest(point, side, isFine ? 'character' : 'word'));
  }

  /**
   * @param {Side} side
   * @param {number} place
   */
  #moveTo(side, place) {
    const next = { ...this.now, [side]: place };
    if (!this.kept || this.isSaving || place === this.now[side]) return;
    // One word at least stays: an end never crosses the other.
    if (next.start >= next.end || !this.edges.words(next.start, next.end)) return;
    const change = this.#changeOf(this.now, next);
    this.now = next;
    this.#show(change);
  }

  /** @param {string} change in words */
  #show(change) {
    const { workspace, now, kept } = this;
    if (!kept) return;
    if (kept.id !== 'new') {
      this.handles.bar.hidden = !this.#isChanged();
      workspace.highlights.preview(this.#isChanged() ? { ...now, id: kept.id } : null);
    }
    this.handles.shown = now;
    this.handles.say(change);
    this.handles.place();
    if (kept.id !== 'new') return;
    this.kept = { ...kept, ...now };
    workspace.reshape({ ...now, exact: this.edges.words(now.start, now.end) });
  }

  /**
   * @param {{start: number, end: number}} from
   * @param {{start: number, end: number}} to
   * @returns {string} the words that a step gained or lost
   */
  #changeOf(from, to) {
    const isGain = to.start < from.start || to.end > from.end;
    const [a, b] = [
      [from.start, to.start],
      [from.end, to.end],
    ].find(([one, other]) => one !== other) ?? [0, 0];
    const words = this.edges.words(Math.min(a ?? 0, b ?? 0), Math.max(a ?? 0, b ?? 0));
    return words ? say(isGain ? 'edge-added' : 'edge-left-out', { words }) : '';
  }

  async #dropped() {
    if (this.kept?.id !== 'new') await this.#save();
  }

  /** @returns {boolean} whether there was anything to put back */
  #putBack() {
    if (!this.kept || !this.#isChanged()) return false;
    this.now = endsOf(this.kept);
    this.#show(say('adjust-put-back'));
    if (!this.handles.root.contains(document.activeElement)) this.handles.ends.start.focus();
    return true;
  }

  async #save() {
    const { kept, now, workspace } = this;
    if (!kept || kept.id === 'new' || this.isSaving || !this.#isChanged()) return;
    const row = workspace.row(kept.claim);
    if (row && !(await mayTouch(row))) {
      this.#putBack();
      return;
    }
    const which = { id: kept.id, claim: kept.claim, revision: workspace.drawn.revision };
    const from = endsOf(kept);
    this.isSaving = true;
    try {
      const told = await reattach(which, from, now);
      workspace.did(adjusted(which, from, { ...now, exact: told.exact }));
      this.kept = { ...kept, ...now };
      toast(say('adjusted', { words: told.exact }));
      this.handles.bar.hidden = true;
      for (const passage of row?.passages ?? [])
        if (passage.id === kept.id) Object.assign(passage, now);
    } catch (error) {
      this.#refused(error);
    } finally {
      this.isSaving = false;
    }
    await workspace.refresh();
    this.#keepFocus();
  }

  /** @param {unknown} error */
  #refused(error) {
    if (error instanceof Refusal && (error.status === 0 || error.status >= 500)) {
      // The new ends stay shown, with the button that saves them.
      toast(say(error.status ? 'server-error' : 'no-connection'), { kind: 'bad' });
      this.handles.bar.hidden = false;
      return;
    }
    toast(error instanceof Error ? error.message : String(error), { kind: 'bad' });
    this.#putBack();
  }

  /** The bar's button is gone once it saved: back to the handle. */
  #keepFocus() {
    if (document.activeElement === document.body && this.kept)
      this.handles.ends.end.focus({ preventScroll: true });
  }
}

/**
 * @param {{start: number, end: number}} passage
 * @returns {{start: number, end: number}}
 */
function endsOf({ start, end }) {
  return { start, end };
}

/**
 * Ask before the passage of something in review or approved changes.
 *
 * @param {Row} row
 * @returns {Promise<boolean>}
 */
async function mayTouch({ state, approval }) {
  const isInReview = state === 'in_review';
  if (!isInReview && approval !== 'valid') return true;
  return ask(say(isInReview ? 'adjust-in-review' : 'adjust-approved'));
}

/** @param {Workspace} workspace */
export function attach(workspace) {
  const template = document.getElementById('adjust-handles');
  const column = workspace.drawn.root.parentElement;
  if (!(template instanceof HTMLTemplateElement) || !column) return;
  column.append(template.content.cloneNode(true));
  const group = column.querySelector('.adjust');
  if (group instanceof HTMLElement) new Adjust(workspace, group);
}
