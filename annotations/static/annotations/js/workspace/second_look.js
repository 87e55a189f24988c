// The sentences called not checkable: a reviewer confirms them, or whoever disagrees marks them as unread again.

/** @import { Workspace } from "../workspace.js" */
/** @import { Coverage, Mark } from "./coverage.js" */

import { say } from '../words.js';

const MOST = 100;

export class SecondLook {
  /**
   * @param {Workspace} workspace
   * @param {Coverage} coverage
   */
  constructor(workspace, coverage) {
    this.workspace = workspace;
    this.coverage = coverage;
    this.panel = document.getElementById('coverage');
    this.isReviewer = this.panel?.dataset.mayReview === 'true';
    this.person = this.panel?.dataset.person ?? '';
    /** @type {Element | null} where the focus was before */
    this.from = null;
    workspace.addAct('coverage', (button) => (this.isOpen() ? this.close() : this.open(button)));
    workspace.addAct('coverage-close', () => this.close());
    workspace.addAct('coverage-confirm', (button) => void this.#confirm([button.dataset.id ?? '']));
    workspace.addAct('coverage-confirm-all', () => void this.#confirm(this.#mine()));
    workspace.addAct('coverage-uncover', (button) => void this.#uncover(button.dataset.id ?? ''));
    workspace.addAct('coverage-go', (button) => this.#go(Number(button.dataset.start)));
    // Asked before the reading cursor.
    workspace.escapes.unshift(() => {
      const isInside = this.panel?.contains(document.activeElement) ?? false;
      if (!this.isOpen() || !(isInside || workspace.cards.open === null)) return false;
      this.close();
      return true;
    });
    addEventListener('hashchange', () => this.#follow());
    this.#follow();
  }

  #follow() {
    if (location.hash === '#coverage') this.open(null);
  }

  isOpen() {
    return this.panel !== null && !this.panel.hidden;
  }

  /** @param {Element | null} from */
  open(from) {
    if (!this.panel) return;
    this.from = from;
    this.panel.hidden = false;
    this.#tellOpener();
    this.draw();
    this.panel.focus({ preventScroll: true });
  }

  close() {
    if (!this.panel) return;
    this.panel.hidden = true;
    this.#tellOpener();
    if (location.hash === '#coverage')
      history.replaceState(null, '', location.pathname + location.search);
    const opener = document.getElementById('coverage-opener');
    const back = this.from?.isConnected ? this.from : opener;
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
  }

  #tellOpener() {
    const opener = document.getElementById('coverage-opener');
    opener?.setAttribute('aria-expanded', String(this.isOpen()));
  }

  /** @returns {Mark[]} unconfirmed first, each group in text order */
  #called() {
    const marks = this.coverage.answer?.marks ?? [];
    const called = marks.filter(({ kind }) => kind !== 'nothing_left');
    return called.sort((a, b) => Number(a.confirmed !== null) - Number(b.confirmed !== null));
  }

  /** @returns {string[]} ids of the shown ones that this person may confirm */
  #mine() {
    const shown = this.#called().slice(0, MOST);
    return shown.filter((mark) => this.#mayConfirm(mark)).map(({ id }) => id);
  }

  /** @param {Mark} mark */
  #mayConfirm({ confirmed, by }) {
    return this.isReviewer && confirmed === null && by.id !== this.person;
  }

  draw() {
    this.#tellOpener();
    const list = this.panel?.querySelector('ol');
    if (!this.panel || !list || !this.isOpen()) return;
    const held = document.activeElement;
    const at = [...list.children].findIndex((item) => item.contains(held));
    const called = this.#called();
    list.replaceChildren(...called.slice(0, MOST).map((mark) => this.#item(mark)));
    show(this.panel, '[data-none]', called.length === 0);
    show(this.panel, '[data-more]', called.length > MOST);
    show(this.panel, '[data-act="coverage-confirm-all"]', this.#mine().length > 1);
    // What was pressed is gone: the next of its kind has the focus.
    if (held instanceof HTMLElement && !held.isConnected)
      this.#focusNear(list, at, held.dataset.act ?? '');
    else if (held instanceof HTMLElement && held.hidden) this.panel.focus({ preventScroll: true });
  }

  /**
   * @param {HTMLElement} list
   * @param {number} at
   * @param {string} act
   */
  #focusNear(list, at, act) {
    const item = list.children[Math.min(at, list.children.length - 1)];
    const button = item?.querySelector(`[data-act="${act}"]`) ?? item?.querySelector('button');
    const next = button instanceof HTMLElement ? button : this.panel;
    next?.focus({ preventScroll: true });
  }

  /**
   * @param {Mark} mark
   * @returns {Node}
   */
  #item(mark) {
    const template = document.getElementById('coverage-item');
    const item = /** @type {HTMLLIElement} */ (
      template instanceof HTMLTemplateElement
        ? template.content.firstElementChild?.cloneNode(true)
        : document.createElement('li')
    );
    const words = this.workspace.drawn.trimmed(mark.start, mark.end)?.exact ?? '';
    const go = item.querySelector('[data-act="coverage-go"]');
    if (go instanceof HTMLElement) {
      go.textContent = words;
      go.dataset.start = String(mark.start);
    }
    const said = say('called-by', { kind: say(`kind-${mark.kind}`), who: mark.by.name });
    const note = mark.confirmed
      ? say('confirmed-by', { who: mark.confirmed.by.name })
      : say('waits-second-look');
    const about = item.querySelector('[data-about]');
    if (about) about.textContent = `${said} · ${note}`;
    this.#button(item, 'coverage-confirm', mark, this.#mayConfirm(mark), words);
    this.#button(item, 'coverage-uncover', mark, this.workspace.isEditor, words);
    return item;
  }

  /**
   * @param {HTMLElement} item
   * @param {string} act
   * @param {Mark} mark
   * @param {boolean} isOffered
   * @param {string} words that tell one button from the same of another sentence
   */
  #button(item, act, mark, isOffered, words) {
    const button = item.querySelector(`[data-act="${act}"]`);
    if (!(button instanceof HTMLElement)) return;
    if (!isOffered) {
      button.remove();
      return;
    }
    button.dataset.id = mark.id;
    const which = document.createElement('span');
    which.className = 'unseen';
    which.textContent = `: ${words}`;
    button.append(which);
  }

  /** @param {string[]} ids */
  async #confirm(ids) {
    try {
      await this.coverage.confirm(ids);
    } catch (error) {
      this.coverage.refused(error);
    }
  }

  /** @param {string} id */
  async #uncover(id) {
    const mark = this.coverage.answer?.marks.find((one) => one.id === id);
    try {
      if (mark) await this.coverage.uncover(mark);
    } catch (error) {
      this.coverage.refused(error);
    }
  }

  /** @param {number} start of a sentence */
  #go(start) {
    const { cursor } = this.workspace;
    cursor?.go(cursor.sentenceAt(start), { focus: false });
  }
}

/**
 * @param {HTMLElement} panel
 * @param {string} selector
 * @param {boolean} isShown
 */
function show(panel, selector, isShown) {
  const part = panel.querySelector(selector);
  if (part instanceof HTMLElement) part.hidden = !isShown;
}
