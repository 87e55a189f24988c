// The tray: after a new text, the passages that a person has to look at, one after the other.

/** @import { Workspace } from "../workspace.js" */
/** @import { Entry } from "./tray_acts.js" */

import { isShortcut, toast } from '../shell.js';
import { say } from '../words.js';
import { reveal } from './selection.js';
import { entryOf, refusalOf, TrayActs } from './tray_acts.js';
import { TrayMarks } from './tray_marks.js';

const SETTLE_MS = 200;
/** What can bring passages into an empty tray. */
const BRINGS = /^(imported|block_chosen|passage_restored|restored|evidence_linked|uncovered)$/;

class Tray {
  /**
   * @param {Workspace} workspace
   * @param {HTMLElement} panel
   */
  constructor(workspace, panel) {
    this.workspace = workspace;
    this.panel = panel;
    this.body = /** @type {HTMLElement} */ (panel.querySelector('[data-body]'));
    this.opener = putOpener();
    this.live = document.getElementById('tray-live');
    this.marks = new TrayMarks(workspace);
    this.acts = new TrayActs(workspace, () => this.load());
    this.asked = 0;
    /** How many are asked for in full; the server's own number while 0. */
    this.size = 0;
    this.waiting = 0;
    this.lapsed = 0;
    this.isBusy = false;
    /** @type {Set<string>} the highlights that this tab decided on */
    this.mine = new Set();
    /** @type {Promise<void> | null} the newest question */
    this.newest = null;
    /** @type {string} the highlight of the entry that is looked at */
    this.current = '';
    /** @type {Element | null} where the focus was before */
    this.from = null;
    this.#listen();
    void this.load();
    void this.#follow();
    addEventListener('hashchange', () => void this.#follow());
  }

  #listen() {
    const { workspace, panel } = this;
    workspace.on('news', (news) => this.#heard(news));
    document.addEventListener('claims-changed', () => this.#later());
    panel.addEventListener('keydown', (event) => this.#pressed(event));
    // Pressing the button must not take the selection away.
    panel.addEventListener('pointerdown', (event) => {
      if (event.target instanceof Element && event.target.closest('[data-act="tray-selected"]'))
        event.preventDefault();
    });
    workspace.addKey('g', () => void this.toggle());
    const open = (/** @type {() => unknown} */ run) => () => {
      if (this.isOpen()) void run();
    };
    workspace.addKey(
      'y',
      open(() => this.confirm()),
      { editor: true },
    );
    workspace.addKey(
      'Y',
      open(() => this.confirmSame()),
      { editor: true },
    );
    workspace.addKey(
      'h',
      open(() => this.takeSelected()),
      { editor: true },
    );
    workspace.addKey(
      'q',
      open(() => this.retire()),
      { editor: true },
    );
    /** @type {Record<string, (element: HTMLElement) => unknown>} */
    const acts = {
      tray: (button) => this.toggle(button),
      'tray-close': () => this.close(),
      'tray-next': () => this.step(1),
      'tray-previous': () => this.step(-1),
      'tray-open': (button) => this.#choose(itemOf(button)),
      'tray-confirm': () => this.confirm(),
      'tray-confirm-same': () => this.confirmSame(),
      'tray-selected': () => this.takeSelected(),
      'tray-retire': () => this.retire(),
      'tray-here': (button) => this.takePlace(button),
      'tray-place': (button) => this.#show(button, { flash: true }),
      'tray-card': (button) => this.#openCard(button.dataset.claim ?? ''),
      'tray-lapsed': (button) => this.#goToSentence(Number(button.dataset.start)),
      'tray-more': (button) => this.#more(Number(button.dataset.shown)),
    };
    for (const [act, run] of Object.entries(acts))
      workspace.addAct(act, (element) => void run(element));
    // Asked before the reading cursor.
    workspace.escapes.unshift(() => {
      const isInside = panel.contains(document.activeElement);
      if (!this.isOpen() || !(isInside || (!workspace.words.selected && !workspace.cards.open)))
        return false;
      this.close();
      return true;
    });
  }

  /** @param {import("./live.js").NewsItem[]} news */
  #heard(news) {
    if (this.waiting || this.lapsed || news.some(({ verb = '' }) => BRINGS.test(verb)))
      this.#later();
  }

  #later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), SETTLE_MS);
  }

  /** Ask anew; an older answer never overwrites a newer, and whoever waits goes on with the newest. */
  async load() {
    this.asked += 1;
    this.newest = this.#ask(this.asked);
    for (let waited = null; waited !== this.newest; ) {
      waited = this.newest;
      await waited;
    }
  }

  /** @param {number} turn */
  async #ask(turn) {
    const html = await this.#fetched();
    if (html && turn === this.asked) this.#take(html);
  }

  /** @returns {Promise<string>} empty where nothing came: what is shown stays, and the page says so by itself */
  async #fetched() {
    const query = this.size ? `?shown=${this.size}` : '';
    try {
      const answer = await fetch(`${this.panel.dataset.url}${query}`, {
        headers: { 'HX-Request': 'true' },
      });
      return answer.ok ? await answer.text() : '';
    } catch {
      return '';
    }
  }

  /** @param {string} html */
  #take(html) {
    const told = new DOMParser().parseFromString(html, 'text/html').body;
    const part = told.querySelector('[data-tray]');
    if (!(part instanceof HTMLElement)) return;
    const { revision = '', all = '0', again = '0' } = part.dataset;
    const isNewer = revision !== this.workspace.drawn.revision;
    const places = JSON.parse(told.querySelector('#tray-places')?.textContent ?? '[]');
    const hadFocus = this.isOpen() && this.panel.contains(document.activeElement);
    const at = this.#items().findIndex((item) => item.dataset.highlight === this.current);
    const before = this.marks.places.map(([highlight]) => highlight);
    this.waiting = Number(all);
    this.lapsed = Number(again);
    this.body.replaceChildren(...(isNewer ? [] : told.childNodes));
    this.#part('[data-newer]', isNewer);
    this.marks.take(isNewer ? [] : places);
    this.#tellOpener();
    const left = new Set(this.marks.places.map(([highlight]) => highlight));
    // What is gone without a decision made here was decided by somebody else, or on a card.
    const isElsewhere = before.some((one) => !left.has(one) && !this.mine.has(one));
    if (isElsewhere && this.isOpen()) this.#say('tray-elsewhere', { n: this.waiting });
    if (this.isOpen()) this.#goOn(at, hadFocus, isNewer);
  }

  /**
   * @param {number} at where the entry stood that was looked at
   * @param {boolean} hadFocus
   * @param {boolean} isNewer
   */
  #goOn(at, hadFocus, isNewer) {
    if (!this.waiting && !this.lapsed && !isNewer) {
      this.#finish();
      return;
    }
    const items = this.#items();
    const same = items.find((item) => item.dataset.highlight === this.current);
    const next = same ?? items[Math.min(Math.max(0, at), items.length - 1)];
    if (next) this.#choose(next, { focus: hadFocus, reveal: next !== same });
    else if (hadFocus) this.panel.focus({ preventScroll: true });
  }

  #finish() {
    this.close();
    this.#say('tray-done');
    toast(say('tray-done'));
  }

  isOpen() {
    return !this.panel.hidden;
  }

  /** @param {Element | null} [from] */
  async toggle(from = document.activeElement) {
    if (this.isOpen()) {
      this.close();
      return;
    }
    // Pressed before the first answer came.
    await this.newest;
    this.open(from);
  }

  /**
   * @param {Element | null} from
   * @param {string} [highlight] that is looked at first
   */
  open(from, highlight = '') {
    const hasNewer = this.panel.querySelector('[data-newer]:not([hidden])');
    if (!this.waiting && !this.lapsed && !hasNewer) {
      toast(say('tray-none'));
      return;
    }
    if (!this.isOpen()) this.from = from;
    this.panel.hidden = false;
    this.#tellOpener();
    const items = this.#items();
    const wanted = highlight || this.current;
    const first = items.find((item) => item.dataset.highlight === wanted) ?? items[0];
    if (first) this.#choose(first);
    else this.panel.focus({ preventScroll: true });
  }

  close() {
    const isInside = this.panel.contains(document.activeElement);
    this.panel.hidden = true;
    this.#tellOpener();
    if (!isInside && document.activeElement !== document.body) return;
    const back = [this.from, this.opener].find(
      (one) => one instanceof HTMLElement && one !== document.body && one.offsetParent !== null,
    );
    const goal = back ?? this.workspace.drawn.root;
    if (goal instanceof HTMLElement) goal.focus({ preventScroll: true });
  }

  #tellOpener() {
    const { opener, waiting, lapsed } = this;
    if (!opener) return;
    opener.hidden = !waiting && !lapsed;
    opener.setAttribute('aria-expanded', String(this.isOpen()));
    const key = waiting ? 'tray-waiting' : 'tray-unread-again';
    setText(opener, '[data-words]', say(key, { n: waiting || lapsed }));
    const at = this.#items().findIndex((item) => item.dataset.highlight === this.current);
    const place = waiting && at >= 0 ? say('tray-of', { n: at + 1, all: waiting }) : '';
    setText(this.panel, '[data-count]', place);
  }

  /** @returns {HTMLElement[]} */
  #items() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.body.querySelectorAll('.tray-entry'))];
  }

  /** @returns {HTMLElement | undefined} the entry that is looked at */
  #item() {
    return this.#items().find((item) => item.dataset.highlight === this.current);
  }

  /**
   * @param {HTMLElement | null} item
   * @param {{focus?: boolean, reveal?: boolean}} [options]
   */
  #choose(item, { focus = true, reveal: isShown = true } = {}) {
    if (!item) return;
    this.current = item.dataset.highlight ?? '';
    for (const one of this.#items()) {
      const isCurrent = one === item;
      one.classList.toggle('current', isCurrent);
      one.querySelector('.tray-line')?.setAttribute('aria-expanded', String(isCurrent));
      const body = one.querySelector('.tray-body');
      if (body instanceof HTMLElement) body.hidden = !isCurrent;
    }
    this.#tellOpener();
    if (focus) item.focus({ preventScroll: true });
    item.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    if (isShown) this.#show(item, { flash: true });
  }

  /** @param {1 | -1} step */
  step(step) {
    const items = this.#items();
    const at = items.findIndex((item) => item.dataset.highlight === this.current);
    this.#choose(items[Math.max(0, Math.min(items.length - 1, at + step))] ?? null);
  }

  /**
   * @param {HTMLElement} element that names a place of the text
   * @param {{flash: boolean}} options
   */
  #show(element, { flash }) {
    const start = Number(element.dataset.start ?? element.dataset.near);
    const end = Number(element.dataset.end ?? start + 1);
    const box = this.workspace.drawn.rangeOf(start, end)?.getBoundingClientRect();
    if (box) reveal(box);
    if (flash && element.dataset.end) this.marks.flash(start, end);
  }

  /** @param {string} claim */
  async #openCard(claim) {
    this.close();
    await this.workspace.show(claim);
  }

  /** Links lead here: a card's to one entry, the desk's to all of them. */
  async #follow() {
    const found = location.hash.match(/^#tray(?:-([\w-]+))?$/);
    if (!found) return;
    const linked = found[1] ?? '';
    await this.newest;
    history.replaceState(null, '', location.pathname + location.search);
    // Going to a place within the page takes the focus from the link.
    const link = this.workspace.cards.host.querySelector(`a[href$="#tray-${linked}"]`);
    this.open(link ?? document.activeElement, linked);
  }

  /** @param {number} start of a sentence */
  #goToSentence(start) {
    const { cursor } = this.workspace;
    cursor?.go(cursor.sentenceAt(start), { focus: false });
  }

  /** @param {number} size */
  async #more(size) {
    this.size = size;
    await this.load();
  }

  /** @param {KeyboardEvent} event within the panel */
  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const isEntry = event.target instanceof Element && event.target.matches('.tray-entry');
    /** @type {Map<string, () => unknown>} */
    const always = new Map([
      ['ArrowDown', () => this.step(1)],
      ['ArrowUp', () => this.step(-1)],
    ]);
    if (isEntry && this.workspace.isEditor) always.set('Enter', () => void this.confirm());
    /** @type {Record<string, () => unknown>} */
    const letters = { j: () => this.step(1), k: () => this.step(-1) };
    const places = this.#item()?.querySelectorAll('[data-act="tray-here"]') ?? [];
    places.forEach((button, at) => {
      letters[String(at + 1)] = () => this.takePlace(/** @type {HTMLElement} */ (button));
    });
    const run = always.get(event.key) ?? (isShortcut(event) ? letters[event.key] : undefined);
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    void run();
  }

  confirm() {
    const item = this.#item();
    if (!item?.querySelector('[data-act="tray-confirm"]')) {
      toast(say('tray-not-there'));
      return;
    }
    return this.#decide('tray-confirmed', ({ highlight, etag }) =>
      this.acts.confirm([highlight], { [highlight]: etag }),
    );
  }

  confirmSame() {
    const shown = this.#items().map((item) => entryOf(item));
    const item = this.#item();
    if (!item?.querySelector('[data-act="tray-confirm-same"]')) return;
    const { same } = entryOf(item);
    const etags = Object.fromEntries(
      shown.filter(({ highlight }) => same.includes(highlight)).map((e) => [e.highlight, e.etag]),
    );
    return this.#decide('tray-confirmed-all', () => this.acts.confirm(same, etags), {
      n: same.length,
    });
  }

  /** The words that are selected in the text are the passage. */
  takeSelected() {
    const { words } = this.workspace;
    // Not the sentence under the reading cursor: nobody chose it for this.
    const passage = words.now() ?? words.selected;
    if (!passage) {
      toast(say('tray-select-first'));
      return;
    }
    return this.#decide('tray-set', (entry) => this.acts.reattach(entry, passage), {
      words: passage.exact,
    });
  }

  /** @param {HTMLElement} button of a candidate */
  takePlace(button) {
    const start = Number(button.dataset.start);
    const end = Number(button.dataset.end);
    const words = this.workspace.drawn.trimmed(start, end)?.exact ?? '';
    return this.#decide('tray-set', (entry) => this.acts.reattach(entry, { start, end }), {
      words,
    });
  }

  retire() {
    return this.#decide('tray-retired', (entry) => this.acts.retire(entry));
  }

  /**
   * @param {string} said what is said when it went through
   * @param {(entry: Entry) => Promise<unknown>} send
   * @param {Record<string, string | number>} [values]
   */
  async #decide(said, send, values = {}) {
    const item = this.#item();
    if (!item || this.isBusy) return;
    this.isBusy = true;
    const entry = entryOf(item);
    const own = said === 'tray-confirmed-all' ? entry.same : [entry.highlight];
    for (const one of own) this.mine.add(one);
    try {
      await send(entry);
    } catch (error) {
      for (const one of own) this.mine.delete(one);
      await this.#refused(entry, error);
      return;
    } finally {
      this.isBusy = false;
    }
    this.workspace.words.clear();
    await this.load();
    if (this.isOpen())
      this.#announce(`${say(said, values)} ${say('tray-left', { n: this.waiting })}`);
    await this.workspace.refresh();
  }

  /**
   * The entry stays, with why, and what to do.
   *
   * @param {Entry} entry
   * @param {unknown} error
   */
  async #refused({ highlight }, error) {
    const { words, code } = refusalOf(error);
    if (code === 'revision_changed') this.#part('[data-newer]', true);
    else if (code) await this.load();
    const item = this.#items().find((one) => one.dataset.highlight === highlight);
    const place = item?.querySelector('[data-refused]');
    if (place) place.textContent = words;
    else toast(words, { kind: 'bad' });
  }

  /**
   * @param {string} selector
   * @param {boolean} isShown
   */
  #part(selector, isShown) {
    const part = this.panel.querySelector(selector);
    if (part instanceof HTMLElement) part.hidden = !isShown;
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   */
  #say(key, values) {
    this.#announce(say(key, values));
  }

  /** @param {string} words */
  #announce(words) {
    if (this.live) this.live.textContent = words;
  }
}

/** @returns {HTMLElement | null} the button of the toolbar */
function putOpener() {
  const template = document.getElementById('tray-button');
  if (template instanceof HTMLTemplateElement)
    document.getElementById('toolbar')?.prepend(template.content.cloneNode(true));
  return document.getElementById('tray-opener');
}

/**
 * @param {Element} element
 * @returns {HTMLElement | null}
 */
function itemOf(element) {
  return element.closest('.tray-entry');
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @param {string} words
 */
function setText(root, selector, words) {
  const place = root.querySelector(selector);
  if (place) place.textContent = words;
}

/** @param {Workspace} workspace */
export function attach(workspace) {
  const panel = document.getElementById('tray');
  if (panel) new Tray(workspace, panel);
}
