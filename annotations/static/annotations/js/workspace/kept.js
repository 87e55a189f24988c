// A passage kept in one article, to be linked as evidence to a claim, also of another article.

/** @typedef {{article: string, title: string, revision: string, start: number, end: number, exact: string}} Kept */

const KEY = 'factcheck-kept-passage';

/** @param {Kept} passage */
export function keepPassage(passage) {
  localStorage.setItem(KEY, JSON.stringify(passage));
}

/** @returns {Kept | null} */
export function keptPassage() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null');
  } catch {
    return null;
  }
}

/** @param {ParentNode} card an open card: offers the kept passage in its evidence form */
export function offerKept(card) {
  const kept = keptPassage();
  for (const place of card.querySelectorAll('[data-kept]')) {
    const form = place.closest('form');
    if (!kept || !form || !(place instanceof HTMLElement)) continue;
    place.hidden = false;
    const words = place.querySelector('[data-kept-words]');
    const title = place.querySelector('[data-kept-title]');
    if (words) words.textContent = kept.exact;
    if (title) title.textContent = kept.title;
    const box = place.querySelector('input[type=checkbox]');
    box?.addEventListener('change', () =>
      use(form, box instanceof HTMLInputElement && box.checked ? kept : null),
    );
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Kept | null} kept
 */
function use(form, kept) {
  const values = {
    article: kept?.article ?? '',
    revision: kept?.revision ?? '',
    start: kept ? String(kept.start) : '',
    end: kept ? String(kept.end) : '',
  };
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  for (const part of form.querySelectorAll('[data-without-passage]')) {
    if (part instanceof HTMLElement) part.hidden = Boolean(kept);
    const fields = part instanceof HTMLFieldSetElement ? [part] : part.querySelectorAll('textarea');
    for (const field of fields) field.disabled = Boolean(kept);
  }
}
