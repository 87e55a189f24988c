// The same claim, here too: tying the selected words to a claim of any article.

/** @import { Workspace } from "../workspace.js" */

import { call, Refusal } from '../api.js';
import { openDialog, toast } from '../shell.js';
import { say } from '../words.js';

const PAUSE_MS = 200;

/** @typedef {{start: number, end: number, exact: string}} Passage */

class Elsewhere {
  /**
   * @param {Workspace} workspace
   * @param {HTMLDialogElement} dialog
   */
  constructor(workspace, dialog) {
    this.workspace = workspace;
    this.dialog = dialog;
    this.field = /** @type {HTMLInputElement} */ (document.getElementById('same-search'));
    this.list = /** @type {HTMLElement} */ (document.getElementById('same-list'));
    /** @type {Passage | null} */
    this.passage = null;
    this.timer = 0;
    this.field.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.#look(), PAUSE_MS);
    });
    this.field.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown' || event.key === 'Enter') this.#toFirst(event);
    });
    this.list.addEventListener('keydown', (event) => this.#move(event));
  }

  /** Ask which claim the words say. */
  open() {
    const { words } = this.workspace;
    this.passage = words.now() ?? words.passage;
    if (!this.passage) {
      toast(say('select-first'));
      return;
    }
    this.#refuse('');
    const quote = document.getElementById('same-words');
    if (quote) quote.textContent = this.passage.exact;
    this.field.value = '';
    void this.#look();
    openDialog(this.dialog.id);
    this.field.focus();
  }

  async #look() {
    const query = new URLSearchParams({ search: this.field.value.trim() });
    this.list.setAttribute('aria-busy', 'true');
    const address = `${this.dialog.dataset.sameUrl}?${query}`;
    await htmx.ajax('get', address, { target: this.list, swap: 'innerHTML' }).catch(() => {});
    this.list.setAttribute('aria-busy', 'false');
  }

  /** @returns {HTMLElement[]} */
  #choices() {
    return [...this.list.querySelectorAll('button')];
  }

  /** @param {KeyboardEvent} event */
  #toFirst(event) {
    event.preventDefault();
    this.#choices()[0]?.focus();
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const choices = this.#choices();
    const at = choices.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step;
    (choices[at] ?? (at < 0 ? this.field : undefined))?.focus();
  }

  /** @param {string} words why the last choice did not go through; empty: it did */
  #refuse(words) {
    const notice = document.getElementById('same-refused');
    const place = notice?.querySelector('p');
    if (!notice || !place) return;
    notice.hidden = !words;
    place.textContent = words;
  }

  /** @param {HTMLElement} button of the chosen claim */
  async choose(button) {
    const { passage, workspace } = this;
    const claim = button.dataset.claim ?? '';
    if (!passage) return;
    const has = workspace
      .row(claim)
      ?.passages.some(({ start, end }) => start === passage.start && end === passage.end);
    if (has) {
      this.#refuse(say('same-had'));
      return;
    }
    try {
      await this.#add(claim, passage);
    } catch (error) {
      this.#refuse(reasonOf(error));
      return;
    }
    this.dialog.close();
    workspace.words.clear();
    await workspace.show(claim);
  }

  /**
   * @param {string} claim
   * @param {Passage} passage
   */
  async #add(claim, { start, end }) {
    const { workspace } = this;
    let highlight = '';
    const again = async () => {
      const body = { article: workspace.article, revision: workspace.drawn.revision, start, end };
      const told = await call('POST', `/api/v1/claims/${claim}/appearances/`, { body });
      /** @type {{id: string, start: number, end: number}[]} */
      const passages = told.passages;
      highlight = passages.find((one) => one.start === start && one.end === end)?.id ?? '';
      await workspace.refresh();
    };
    const back = async () => {
      await call('POST', `/api/v1/highlights/${highlight}/retire/`);
      await workspace.refresh();
    };
    await again();
    const words = say('same-added', { claim: workspace.row(claim)?.statement ?? '' });
    toast(words);
    workspace.did({ words, back, again });
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function reasonOf(error) {
  if (!(error instanceof Refusal) || error.status === 0) return say('no-connection');
  return error.code ? error.message : say(error.status >= 500 ? 'server-error' : 'refused');
}

/** @param {Workspace} workspace */
export function attach(workspace) {
  const dialog = document.getElementById('same-dialog');
  const button = document.getElementById('same-button');
  if (!(dialog instanceof HTMLDialogElement) || !(button instanceof HTMLTemplateElement)) return;
  const elsewhere = new Elsewhere(workspace, dialog);
  const tools = document.getElementById('select-tools');
  const keep = tools?.querySelector('[data-act="keep"]');
  if (keep) keep.before(button.content);
  workspace.addKey('t', () => elsewhere.open(), { editor: true });
  workspace.addAct('same', () => elsewhere.open());
  workspace.addAct('same-claim', (choice) => void elsewhere.choose(choice));
}
