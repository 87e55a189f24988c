// Undo and redo of what this tab did.

/** @import { Deed, Workspace } from "../workspace.js" */
/** @import { Claim } from "./deeds.js" */

import { Refusal } from '../api.js';
import { isTyping, toast } from '../shell.js';
import { say } from '../words.js';
import { claimNow, deedsBetween, deleted, marked } from './deeds.js';

const MOST = 50;
const ID = '([0-9a-f-]{36})';
const OF_CLAIM = new RegExp(`/(?:claims|highlights)/${ID}/[a-z-]+/$`);
const MARKING = new RegExp(`/articles/${ID}/claims/$`);

class Undo {
  /** @param {Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
    /** @type {Deed[]} the newest last */
    this.done = [];
    /** @type {Deed[]} what was taken back, the newest last */
    this.undone = [];
    this.isBusy = false;
    /** @type {Promise<Claim | null>} the claim of the open card, as the card shows it */
    this.copy = Promise.resolve(null);
    this.buttons = { undo: buttonOf('undo'), redo: buttonOf('redo') };
    workspace.on('did', (deed) => this.#keep(deed));
    workspace.addAct('undo', () => void this.#turn('undo'));
    workspace.addAct('redo', () => void this.#turn('redo'));
    workspace.addKey('z', () => void this.#turn('undo'));
    workspace.addKey('Z', () => void this.#turn('redo'));
    document.addEventListener('keydown', (event) => this.#pressed(event));
    this.#show();
    if (workspace.isEditor) this.#watchCard();
  }

  /** @param {Deed} deed */
  #keep(deed) {
    this.done.push(deed);
    if (this.done.length > MOST) this.done.shift();
    this.undone = [];
    this.#show();
  }

  #show() {
    for (const which of /** @type {const} */ (['undo', 'redo'])) {
      const deed = (which === 'undo' ? this.done : this.undone).at(-1);
      const button = this.buttons[which];
      if (!button) continue;
      // It keeps the focus when nothing is left, so it is not `disabled`.
      button.setAttribute('aria-disabled', String(!deed));
      const name = deed ? say(`${which}-what`, { words: deed.words }) : say(`nothing-to-${which}`);
      button.title = name;
      const label = button.querySelector('[data-name]');
      if (label) label.textContent = name;
    }
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    // On a Cyrillic layout the key says another letter than the keyboard's place.
    const key = /^[a-z]$/i.test(event.key)
      ? event.key.toLowerCase()
      : event.code.slice(3).toLowerCase();
    if (key !== 'z' && (key !== 'y' || event.shiftKey)) return;
    if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    void this.#turn(key === 'y' || event.shiftKey ? 'redo' : 'undo');
  }

  /** @param {"undo" | "redo"} which */
  async #turn(which) {
    if (this.isBusy) return;
    const [from, to] = which === 'undo' ? [this.done, this.undone] : [this.undone, this.done];
    const deed = from.at(-1);
    if (!deed) {
      toast(say(`nothing-to-${which}`));
      return;
    }
    this.isBusy = true;
    try {
      await (which === 'undo' ? deed.back() : deed.again());
      from.pop();
      to.push(deed);
      this.#tell(which, deed);
    } catch (error) {
      this.#refused(which, deed, error);
    } finally {
      this.isBusy = false;
      this.#show();
    }
    await this.#goTo(deed);
  }

  /**
   * What the server refuses for good is dropped with its reason; a lost connection keeps it.
   *
   * @param {"undo" | "redo"} which
   * @param {Deed} deed
   * @param {unknown} error
   */
  #refused(which, deed, error) {
    const status = error instanceof Refusal ? error.status : null;
    if (status !== null && (status === 0 || status >= 500 || status === 401 || status === 429)) {
      const words = status ? say('server-error') : say('no-connection');
      toast(error instanceof Refusal && error.code ? error.message : words, { kind: 'bad' });
      return;
    }
    const list = which === 'undo' ? this.done : this.undone;
    list.splice(list.lastIndexOf(deed), 1);
    const reason = error instanceof Error ? error.message : '';
    toast(say(`${which}-dropped`, { words: deed.words, reason }), { kind: 'bad' });
  }

  /**
   * @param {"undo" | "redo"} which
   * @param {Deed} deed
   */
  #tell(which, deed) {
    toast(say(which === 'undo' ? 'undone' : 'redone', { words: deed.words }), { seconds: 8 });
    const shown = document.getElementById('toasts')?.lastElementChild;
    // Only the newest toast can be turned round.
    for (const old of document.querySelectorAll('#toasts [data-turn]')) old.remove();
    const button = document.createElement('button');
    button.dataset.turn = '';
    button.type = 'button';
    button.className = 'link-button';
    button.textContent = say(which === 'undo' ? 'redo' : 'undo');
    button.addEventListener('click', () => {
      shown?.remove();
      void this.#turn(which === 'undo' ? 'redo' : 'undo');
    });
    shown?.querySelector('button')?.before(button);
  }

  /** @param {Deed} deed whose place is shown as it is now */
  async #goTo(deed) {
    const { workspace } = this;
    await workspace.refresh();
    const claim = 'claim' in deed ? String(deed.claim) : '';
    const { open } = workspace.cards;
    if (workspace.row(claim) && open !== claim && open !== 'new')
      await workspace.show(claim, { focus: false });
    // The card that had the focus may be gone.
    if (document.activeElement === document.body) this.buttons.redo?.focus({ preventScroll: true });
  }

  /** Cards are fragments of htmx: what their forms save is told by the claim before and after. */
  #watchCard() {
    this.workspace.on('card', () => this.#copyCard());
    document.addEventListener('htmx:afterRequest', (event) => {
      const { requestConfig, successful, xhr } = /** @type {CustomEvent} */ (event).detail;
      if (!successful || requestConfig?.verb !== 'post') return;
      const path = String(requestConfig.path);
      const claim = changedIn(xhr);
      if (claim && MARKING.test(path)) void this.#sawMarking(claim);
      else if (claim && OF_CLAIM.test(path)) void this.#sawSave(claim, path);
    });
  }

  #copyCard() {
    const card = this.workspace.cards.host.querySelector('[data-claim]');
    if (!(card instanceof HTMLElement)) return;
    this.copy = claimNow(card.dataset.claim ?? '').catch(() => null);
  }

  /** @param {string} claim */
  async #sawMarking(claim) {
    const made = await claimNow(claim).catch(() => null);
    if (made) this.workspace.did(marked(made));
  }

  /**
   * @param {string} claim
   * @param {string} path
   */
  async #sawSave(claim, path) {
    const copy = this.copy;
    const before = await copy;
    if (before?.id !== claim) return;
    if (path.endsWith('/delete/')) {
      this.workspace.did(deleted(before));
      return;
    }
    const after = await claimNow(claim).catch(() => null);
    for (const deed of after ? deedsBetween(before, after) : []) this.workspace.did(deed);
  }
}

/**
 * @param {XMLHttpRequest} xhr
 * @returns {string} id of the claim that the answer says was changed, or empty
 */
function changedIn(xhr) {
  try {
    return JSON.parse(xhr.getResponseHeader('HX-Trigger') ?? '{}')['claims-changed']?.claim ?? '';
  } catch {
    return '';
  }
}

/**
 * @param {string} act
 * @returns {HTMLElement | null}
 */
function buttonOf(act) {
  return document.querySelector(`[data-act="${act}"]`);
}

/** @param {Workspace} workspace */
export function attach(workspace) {
  const template = document.getElementById('undo-buttons');
  const place = document.getElementById('undo-tools');
  if (template instanceof HTMLTemplateElement) place?.append(template.content.cloneNode(true));
  new Undo(workspace);
}
