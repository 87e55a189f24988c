// The bookmark's page, and the window that takes a page from it: shown as text, imported by the person.

import { number, say } from './words.js';

const READY = 'factcheck-ready';
const LIMIT = 10 * 1024 * 1024;
const SHOWN = 1600;
const PATIENCE_MS = 10_000;

/** @typedef {{html: string, url: string, title: string}} SentPage */

/** @param {string} id */
function part(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * Takes one page from the window that opened this one, and none from anybody else.
 *
 * @param {(page: SentPage) => void} onPage
 * @param {(why: string) => void} onRefused
 */
function receive(onPage, onRefused) {
  const sender = /** @type {Window | null} */ (window.opener);
  if (!sender) {
    onRefused('no-sender');
    return;
  }
  const end = (/** @type {string} */ why) => {
    removeEventListener('message', take);
    clearTimeout(patience);
    if (why) onRefused(why);
  };
  const patience = setTimeout(() => end('nothing-came'), PATIENCE_MS);
  addEventListener('message', take);
  // Whose page it is cannot be known yet; the word tells nothing to anybody.
  sender.postMessage(READY, '*');

  /** @param {MessageEvent} event */
  function take(event) {
    const page = event.source === sender ? sentPage(event) : null;
    if (!page) return;
    const isTooLarge = new Blob([page.html]).size > LIMIT;
    end(isTooLarge ? 'page-too-large' : '');
    if (!isTooLarge) onPage(page);
  }
}

/**
 * A page may only be sent under an address of the site that sends it.
 *
 * @param {MessageEvent} event
 * @returns {SentPage | null}
 */
function sentPage({ data, origin }) {
  const page = data?.factcheck;
  if (!page || [page.html, page.url, page.title].some((value) => typeof value !== 'string'))
    return null;
  return /^https?:\/\//.test(origin) && originOf(page.url) === origin ? page : null;
}

/** @param {string} url */
function originOf(url) {
  try {
    return new URL(url).origin;
  } catch {
    return '';
  }
}

/**
 * The first words of a page. Parsed so, its scripts do not run and nothing of it is loaded or drawn.
 *
 * @param {string} html
 * @returns {string}
 */
function wordsOf(html) {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const element of body.querySelectorAll('script, style, noscript, template, svg'))
    element.remove();
  for (const element of body.querySelectorAll('p, h1, h2, h3, h4, li, br, div, figcaption'))
    element.append('\n');
  const lines = (body.textContent ?? '')
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '));
  return lines.filter(Boolean).join('\n');
}

/** @param {SentPage} page */
function show(page) {
  const words = wordsOf(page.html);
  const bytes = new Blob([page.html]).size;
  part('sent-title').textContent = page.title || say('no-title');
  part('sent-url').textContent = page.url;
  part('sent-size').textContent = say('page-size', {
    size:
      bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${number(bytes / 1048576, 1)} MB`,
    characters: words.length,
  });
  part('sent-words').textContent = words.slice(0, SHOWN) + (words.length > SHOWN ? ' …' : '');
  part('sent-empty').hidden = words.length > 0;
  fill(page);
  part('waiting').hidden = true;
  part('sent').hidden = false;
  part('sent-heading').focus();
}

/** @param {SentPage} page */
function fill({ html, url }) {
  const file = part('sent-page');
  const address = part('sent-address');
  if (!(file instanceof HTMLInputElement) || !(address instanceof HTMLInputElement)) return;
  // As a file: no newline of it is changed on the way, and no limit for form fields applies.
  const carried = new DataTransfer();
  carried.items.add(new File([html], 'page.html', { type: 'text/html' }));
  file.files = carried.files;
  address.value = url;
}

/** @param {string} why a key of the words */
function refuse(why) {
  part('waiting').hidden = true;
  part('not-sent').hidden = false;
  part('not-sent-why').textContent = say(why);
}

function prepareReceiver() {
  part('discard').addEventListener('click', () => {
    // A window that a script opened may close itself; another one stays, without the page.
    window.close();
    location.replace(part('discard').dataset.after ?? '/');
  });
  receive(show, refuse);
}

function prepareBookmark() {
  const link = part('bookmark');
  link.addEventListener('click', (event) => {
    event.preventDefault();
    part('bookmark-clicked').hidden = false;
  });
  const code = part('bookmark-code');
  part('copy-code').addEventListener('click', async () => {
    if (!(code instanceof HTMLTextAreaElement)) return;
    code.select();
    await navigator.clipboard?.writeText(code.value).catch(() => {});
    part('code-copied').hidden = false;
  });
}

if (document.getElementById('receiver')) prepareReceiver();
if (document.getElementById('bookmark')) prepareBookmark();
