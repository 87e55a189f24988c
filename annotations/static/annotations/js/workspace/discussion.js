// Threads on cards: kept fresh while others write, calls marked as seen, the way to them by key and by link.
// Serves the workspace (through `attach`), the claim page and the review queue.

/** @import { Workspace } from "../workspace.js" */

import { call } from '../api.js';
import { isShortcut, toast } from '../shell.js';
import { say } from '../words.js';
import { offerPeople } from './mentions.js';

const VERBS = new Set([
  'thread_opened',
  'commented',
  'comment_edited',
  'comment_removed',
  'thread_resolved',
  'thread_reopened',
]);

/** @type {Set<string>} claims whose discussion this person has just sent something to */
const sent = new Set();

/** @param {Workspace} workspace */
export function attach(workspace) {
  workspace.on('news', (/** @type {import("./live.js").NewsItem[]} */ news) => {
    const open = workspace.cards.open;
    if (!news.some(({ verb, claim }) => claim === open && VERBS.has(verb ?? ''))) return;
    const section = sectionIn(workspace.cards.host);
    if (section) void catchUp(section);
  });
  workspace.addKey(
    'c',
    () => {
      if (!workspace.cards.open) toast(say('open-claim-first'));
      else startThread(workspace.cards.host);
    },
    { editor: true },
  );
}

/**
 * @param {ParentNode} root
 * @returns {HTMLElement | null}
 */
function sectionIn(root) {
  return root.querySelector('[data-discussion]');
}

/** @param {ParentNode} root that holds one discussion */
function startThread(root) {
  const field = root.querySelector('[data-new-thread]');
  if (!(field instanceof HTMLElement)) return;
  unfold(field);
  field.focus({ preventScroll: true });
  field.closest('form')?.scrollIntoView({ block: 'nearest' });
}

/** @param {Element} element that folds hide */
function unfold(element) {
  for (
    let fold = element.closest('details');
    fold;
    fold = fold.parentElement?.closest('details') ?? null
  )
    fold.open = true;
}

/** @param {HTMLElement} section */
function goTo(section) {
  section.querySelector('details')?.setAttribute('open', '');
  const title = section.querySelector('[data-discussion-title]');
  if (title instanceof HTMLElement) title.focus({ preventScroll: true });
  section.scrollIntoView({ block: 'nearest' });
}

/**
 * @param {HTMLElement} section
 * @returns {boolean} whether somebody types in it, or has typed what is not sent
 */
function isBeingTypedIn(section) {
  const fields = [...section.querySelectorAll('textarea')];
  return fields.some(
    (field) => field === document.activeElement || field.value !== field.defaultValue,
  );
}

/**
 * Show what others wrote, if they did; never over what is being typed.
 *
 * @param {HTMLElement} section
 */
async function catchUp(section) {
  const address = `${section.dataset.refresh}?known=${section.dataset.sign}`;
  const answer = await fetch(address, { headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (answer?.status !== 200 || !section.isConnected) return;
  const notice = section.querySelector('[data-news]');
  if (isBeingTypedIn(section) && notice instanceof HTMLElement) notice.hidden = false;
  else await show(section);
}

/**
 * The newest of it, with what was folded out still so; drafts come back by themselves.
 *
 * @param {HTMLElement} section
 */
async function show(section) {
  const open = [...section.querySelectorAll('details[open][id]')].map(({ id }) => id);
  const focused = section.contains(document.activeElement) ? document.activeElement?.id : '';
  const address = section.dataset.refresh ?? '';
  await htmx.ajax('get', address, { target: section, swap: 'outerHTML', source: section });
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** @param {HTMLElement} section that has just come onto the page */
function arrived(section) {
  const claim = section.dataset.discussion ?? '';
  for (const place of document.querySelectorAll(`[data-copy-for="${claim}"]`)) {
    if (!(place instanceof HTMLElement)) continue;
    const words = section.querySelector(`template[${place.dataset.copy}]`);
    place.replaceChildren(
      words instanceof HTMLTemplateElement ? words.content.cloneNode(true) : '',
    );
  }
  const fresh = section.querySelector('[data-fresh]');
  if (fresh instanceof HTMLElement) {
    unfold(fresh);
    fresh.focus({ preventScroll: true });
    fresh.scrollIntoView({ block: 'nearest' });
  } else if (sent.has(claim) && document.activeElement === document.body) {
    const title = section.querySelector('[data-discussion-title]');
    if (title instanceof HTMLElement) title.focus({ preventScroll: true });
  }
  sent.delete(claim);
  noteSettled();
  noteSeen(section);
}

/** A queue holds many: one is looked at when it comes into view. */
const inView = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting && target instanceof HTMLElement) tellSeen(target);
  }
});

/** @param {HTMLElement} section whose calls of this person are off their desk once it is looked at */
function noteSeen(section) {
  if (!section.dataset.seen) return;
  if (document.querySelectorAll('[data-discussion]').length === 1) tellSeen(section);
  else inView.observe(section);
}

/** @param {HTMLElement} section */
function tellSeen(section) {
  const address = section.dataset.seen;
  if (!address || document.visibilityState === 'hidden') return;
  inView.unobserve(section);
  section.removeAttribute('data-seen');
  // Where it does not get through, the call stays on the desk until the next look.
  call('POST', address).catch(() => {});
}

/** @param {ParentNode} root */
function lookThrough(root) {
  for (const section of root.querySelectorAll('[data-discussion]')) {
    if (section instanceof HTMLElement) arrived(section);
  }
}

/** @param {MouseEvent} event */
function clicked(event) {
  const target = event.target instanceof Element ? event.target : null;
  const link = target?.closest('[data-to-discussion]');
  const claim = link instanceof HTMLElement ? link.dataset.toDiscussion : '';
  const section = claim && document.getElementById(`discussion-${claim}`);
  if (section) {
    event.preventDefault();
    goTo(section);
  }
  const pin = target?.closest('[data-to-thread], [data-to-pin]');
  if (pin instanceof HTMLAnchorElement && goToPin(pin.hash.slice(1))) event.preventDefault();
  if (target?.closest('[data-next-remark]')) goToNext(target);
  const news = target?.closest('[data-show-news]')?.closest('[data-discussion]');
  if (news instanceof HTMLElement) {
    void show(news).then(() => {
      const shown = document.getElementById(news.id);
      if (shown) goTo(shown);
    });
  }
}

/**
 * @param {string} id of a thread or a suggestion
 * @returns {boolean} whether it stands on this page
 */
function goToPin(id) {
  const found = document.getElementById(id);
  if (!found) return false;
  unfold(found);
  if (!found.hasAttribute('tabindex')) found.tabIndex = -1;
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: 'nearest' });
  return true;
}

/** @param {Element} from something in a pinned remark; after the last comes the first */
function goToNext(from) {
  const host = from.closest('[data-card-host]') ?? document;
  const all = [...host.querySelectorAll('[data-to-settle]')];
  const here = all.findIndex((one) => one.contains(from));
  goToPin(all[(here + 1) % all.length]?.id ?? '');
}

/** Say in the list of what is to settle which threads are settled by now. */
function noteSettled() {
  for (const link of document.querySelectorAll('.to-settle [data-to-thread]')) {
    const note = link.parentElement?.querySelector('[data-settled]');
    const id = link instanceof HTMLElement ? link.dataset.toThread : '';
    const isOpen = document.getElementById(`thread-${id}`)?.hasAttribute('data-to-settle');
    if (note instanceof HTMLElement) note.hidden = isOpen ?? true;
  }
}

/** @param {KeyboardEvent} event on a page of one claim */
function pressed(event) {
  if (event.key !== 'c' || !isShortcut(event)) return;
  const hosts = document.querySelectorAll('[data-card-host]');
  const host = hosts.length === 1 ? hosts[0] : document.activeElement?.closest('[data-card-host]');
  if (!host) return;
  event.preventDefault();
  startThread(host);
}

function listen() {
  document.addEventListener('htmx:load', (event) => {
    const { elt } = /** @type {CustomEvent} */ (event).detail;
    if (!(elt instanceof HTMLElement) || elt === document.body) return;
    if (elt.matches('[data-discussion]')) arrived(elt);
    else lookThrough(elt);
  });
  document.addEventListener('htmx:beforeRequest', (event) => {
    const { elt, requestConfig } = /** @type {CustomEvent} */ (event).detail;
    const section = elt instanceof Element ? elt.closest('[data-discussion]') : null;
    if (section instanceof HTMLElement && requestConfig.verb === 'post')
      sent.add(section.dataset.discussion ?? '');
  });
  document.addEventListener('click', clicked);
  if (!document.getElementById('workspace')) document.addEventListener('keydown', pressed);
  offerPeople();
  lookThrough(document);
}

listen();
