// Filtering and ordering the cards; submitting all that are rated.

/** @import { Workspace } from "../workspace.js" */
/** @import { Row } from "./rows.js" */

import { toast } from '../shell.js';
import { say } from '../words.js';
import { icon } from './icons.js';
import { attachPops } from './pops.js';
import { attachRated } from './rated.js';
import { isFiltering, NO_FILTER, passes, weightOf } from './sieve.js';

/** @import { Wanted } from "./sieve.js" */

const STATES = ['draft', 'in_review', 'changes_requested', 'approved', 'published', 'withdrawn'];
const UNFINISHED = new Set(['draft', 'changes_requested']);

class Filters {
  /** @param {Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
    this.key = `factcheck-filters:${workspace.article}`;
    this.form = /** @type {HTMLFormElement} */ (document.getElementById('filter-form'));
    this.names = JSON.parse(document.getElementById('people-names')?.textContent || '{}');
    /** @type {string | null} a claim that is being opened although the filters keep it out */
    this.guest = null;
    this.#offerStates();
    const kept = JSON.parse(sessionStorage.getItem(this.key) ?? 'null');
    /** @type {Wanted} */
    this.wanted = { ...NO_FILTER, ...kept?.wanted };
    this.isByRisk = kept?.isByRisk === true;
    this.#fill();
    this.#applyOrder();
    workspace.choose = (rows) => this.choose(rows);
    this.form.addEventListener('input', () => this.#changed());
    this.form.addEventListener('submit', (event) => event.preventDefault());
  }

  #offerStates() {
    const place = document.getElementById('filter-states');
    for (const state of STATES) {
      const label = document.createElement('label');
      label.className = 'choice';
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.name = 'state';
      box.value = state;
      label.append(box, ' ', icon(`state-${state}`), say(`state-${state}`));
      place?.append(label);
    }
  }

  /** People who are assigned to a claim here stand in the list. */
  offerPeople() {
    const list = this.form.elements.namedItem('assignee');
    if (!(list instanceof HTMLSelectElement)) return;
    const ids = new Set(this.workspace.all.map(({ assignee }) => assignee ?? ''));
    if (this.wanted.assignee !== 'nobody') ids.add(this.wanted.assignee);
    ids.delete('');
    const people = [...ids].map((id) => [id, this.names[id] ?? say('another-person')]);
    people.sort(([, a], [, b]) => a.localeCompare(b));
    list.replaceChildren(...[...list.options].slice(0, 2));
    for (const [id, name] of people) list.add(new Option(name, id));
    list.value = this.wanted.assignee;
  }

  /** Put what is wanted into the form. */
  #fill() {
    const { looks, states, words, isMine, needsEvidence, hasThreads } = this.wanted;
    for (const box of this.form.querySelectorAll('input[type=checkbox]')) {
      if (!(box instanceof HTMLInputElement)) continue;
      if (box.name === 'look') box.checked = looks.includes(box.value);
      else if (box.name === 'state') box.checked = states.includes(box.value);
      else if (box.name === 'mine') box.checked = isMine;
      else if (box.name === 'needs') box.checked = needsEvidence;
      else box.checked = hasThreads;
    }
    const field = this.form.elements.namedItem('words');
    if (field instanceof HTMLInputElement) field.value = words;
    this.offerPeople();
  }

  #changed() {
    const given = new FormData(this.form);
    this.wanted = {
      looks: given.getAll('look').map(String),
      states: given.getAll('state').map(String),
      words: String(given.get('words') ?? ''),
      assignee: String(given.get('assignee') ?? ''),
      isMine: given.has('mine'),
      needsEvidence: given.has('needs'),
      hasThreads: given.has('threads'),
    };
    this.#keep();
    this.workspace.draw();
  }

  #keep() {
    const kept = { wanted: this.wanted, isByRisk: this.isByRisk };
    sessionStorage.setItem(this.key, JSON.stringify(kept));
  }

  /**
   * @param {Row[]} rows in text order
   * @returns {Row[]} those to show, in their order; the open claim stays until it is closed
   */
  choose(rows) {
    const { open } = this.workspace.cards;
    const shown = isFiltering(this.wanted)
      ? rows.filter((row) => row.id === open || row.id === this.guest || passes(row, this.wanted))
      : rows;
    if (!this.isByRisk) return shown;
    // Sorting is stable: of equal weight, text order decides.
    return [...shown].sort((a, b) => weightOf(b) - weightOf(a));
  }

  /** Say how many of how many are shown. */
  tell() {
    const { all, rows } = this.workspace;
    const isOn = isFiltering(this.wanted);
    const { looks, states, words, assignee, isMine, needsEvidence, hasThreads } = this.wanted;
    const chosen = [words.trim(), assignee, isMine, needsEvidence, hasThreads].filter(Boolean);
    put('filters-count', isOn ? String(looks.length + states.length + chosen.length) : '');
    put('filter-said', isOn ? say('filter-said', { shown: rows.length, n: all.length }) : '');
    const showAll = document.getElementById('show-all');
    if (showAll) showAll.hidden = !isOn;
    this.workspace.cards.sayWhenEmpty(isOn && all.length > 0 ? say('nobody-fits') : '');
  }

  reset() {
    this.wanted = NO_FILTER;
    this.#fill();
    this.#keep();
    this.workspace.draw();
  }

  order() {
    this.isByRisk = !this.isByRisk;
    this.#applyOrder();
    this.#keep();
    this.workspace.draw();
    toast(say(this.isByRisk ? 'order-by-risk' : 'order-by-text'), { seconds: 3 });
  }

  #applyOrder() {
    this.workspace.cards.setPlain(this.isByRisk);
    document.getElementById('order-risk')?.setAttribute('aria-pressed', String(this.isByRisk));
  }

  /** A link leads to a claim that the filters keep out: the filters give way. */
  giveWay() {
    const [, kind, id] = location.hash.match(/^#(claim|passage)-([\w-]+)/) ?? [];
    const row = this.workspace.all.find(
      (one) => one.id === id || (kind === 'passage' && one.passages.some((p) => p.id === id)),
    );
    if (row && !passes(row, this.wanted)) this.reset();
  }

  /** @param {string} claim that is asked for although it is not shown */
  letIn(claim) {
    if (!this.workspace.row(claim)) return;
    this.guest = claim;
    this.workspace.draw();
  }

  /** @param {string | null} open what is open now: a claim that was let in before it goes */
  letOut(open) {
    this.guest = null;
    const gone = this.workspace.rows.filter((row) => row.id !== open && !passes(row, this.wanted));
    if (!gone.length) return;
    // The card that closes gives the focus to its line first.
    setTimeout(() => {
      const lines = /** @type {NodeListOf<HTMLElement>} */ (
        document.querySelectorAll('#cards .card-line')
      );
      const at = [...lines].indexOf(/** @type {HTMLElement} */ (document.activeElement));
      this.workspace.draw();
      if (at < 0 || document.activeElement !== document.body) return;
      const left = document.querySelectorAll('#cards .card-line');
      const next = left[Math.min(at, left.length - 1)] ?? document.getElementById('show-all');
      if (next instanceof HTMLElement) next.focus({ preventScroll: true });
    });
  }

  /** Open the next claim that this person wrote in and that is not handed in yet. */
  nextUnfinished() {
    const { rows, cards } = this.workspace;
    const at = rows.findIndex(({ id }) => id === cards.open);
    const turned = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))];
    const next = turned.find((row) => row.isMine && UNFINISHED.has(row.state));
    if (next) void this.workspace.show(next.id);
    else toast(say('nothing-unfinished'));
  }
}

/**
 * @param {string} id
 * @param {string} words
 */
function put(id, words) {
  const place = document.getElementById(id);
  if (!place) return;
  if (place.textContent !== words) place.textContent = words;
  if (place.classList.contains('count')) place.hidden = !words;
}

/** @param {Workspace} workspace */
export function attach(workspace) {
  const filters = new Filters(workspace);
  let isFirst = true;
  workspace.on('claims', () => {
    filters.offerPeople();
    if (isFirst) filters.giveWay();
    isFirst = false;
  });
  addEventListener('hashchange', () => filters.giveWay());
  workspace.on('sought', (claim) => filters.letIn(claim));
  workspace.on('opened', (claim) => filters.letOut(claim));
  workspace.on('drawn', () => filters.tell());
  workspace.addAct('order', () => filters.order());
  workspace.addAct('show-all', () => {
    filters.reset();
    // The button goes; what it belongs to stays.
    const summary = document.querySelector('#filters > summary');
    if (document.activeElement === document.body && summary instanceof HTMLElement)
      summary.focus({ preventScroll: true });
  });
  workspace.addKey('r', () => filters.order());
  workspace.addKey('N', () => filters.nextUnfinished());
  attachPops(workspace);
  attachRated(workspace);
}
