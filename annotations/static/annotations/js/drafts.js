// What a person types is kept in this browser until the server has it: through a crash, a lost
// connection and an expired sign-in. A form takes part with `data-draft="a name of its own"`.
//
// Drafts belong to the account: each key holds its owner's id, and a page reads those of its own
// person only. Signing out keeps them, for who signs in again finds what they wrote.

const PREFIX = 'factcheck-draft:';
const KEPT_DAYS = 14;

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/**
 * @typedef {object} Draft
 * @property {number} at when it was typed, ms since 1970
 * @property {Record<string, string>} values
 * @property {Record<string, string[]>} [ticked] of each name of checkboxes, the values of those that are ticked
 * @property {Record<string, string>} [made] the version that the form was made from, of a form that can be merged
 * @property {any} [about] what the form was about, of one that the page must open again (`data-draft-about`)
 */

/** @returns {string} what the keys of this page's person begin with; empty where nobody is signed in */
function mine() {
  const person = document.body.dataset.person;
  return person ? `${PREFIX}${person}:` : '';
}

/**
 * @param {HTMLFormElement} form `data-draft-kept` names a draft that is not to be written over
 * @returns {string | null}
 */
function keyOf(form) {
  const name = form.dataset.draft ?? form.dataset.draftKept;
  return name && mine() ? mine() + name : null;
}

/**
 * @param {HTMLFormElement} form
 * @returns {Field[]}
 */
function fieldsOf(form) {
  return /** @type {any[]} */ ([...form.elements]).filter((field) => field.name);
}

/**
 * @param {HTMLFormElement} form
 * @returns {Field[]}
 */
function typedFields(form) {
  const others = ['hidden', 'password', 'file', 'submit', 'button'];
  return fieldsOf(form).filter((field) => !others.includes(field.type));
}

/**
 * @param {HTMLFormElement} form
 * @returns {HTMLInputElement[]} what says which version the form was made from; none of one that is not merged
 */
function versionFields(form) {
  const hidden = /** @type {HTMLInputElement[]} */ (
    fieldsOf(form).filter((field) => field.type === 'hidden')
  );
  if (!hidden.some(({ name }) => name.startsWith('base-'))) return [];
  return hidden.filter(({ name }) => name === 'etag' || name.startsWith('base-'));
}

/** @param {HTMLFormElement} form */
export function keep(form) {
  const key = keyOf(form);
  if (!key || !form.dataset.draft) return;
  /** @type {Draft} */
  const draft = { at: Date.now(), values: {} };
  for (const field of typedFields(form)) {
    const isTick = isTicked(field);
    if (isTick !== false) draft.values[field.name] = field.value;
    if (field.type !== 'checkbox') continue;
    draft.ticked ??= {};
    const before = draft.ticked[field.name] ?? [];
    draft.ticked[field.name] = isTick ? [...before, field.value] : before;
  }
  const version = versionFields(form).map(({ name, value }) => [name, value]);
  if (version.length) draft.made = Object.fromEntries(version);
  if (form.dataset.draftAbout) draft.about = JSON.parse(form.dataset.draftAbout);
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Storage may be full or forbidden: typing goes on all the same.
  }
}

/**
 * @param {string} key
 * @returns {Draft | null}
 */
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/**
 * Puts back what was typed, and with it the version that it was typed over: what others saved since is
 * then merged, not overwritten.
 *
 * @param {HTMLFormElement} form
 * @returns {boolean} whether something was put back
 */
export function restore(form) {
  const key = keyOf(form);
  const draft = key && form.dataset.draft ? read(key) : null;
  if (!draft) return false;
  let isChanged = false;
  for (const field of typedFields(form)) {
    const ticked = field.type === 'checkbox' ? draft.ticked?.[field.name] : undefined;
    const value = draft.values[field.name];
    if (ticked) isChanged = tick(field, ticked.includes(field.value)) || isChanged;
    else if (value !== undefined) isChanged = fill(field, value) || isChanged;
  }
  if (isChanged) {
    for (const field of versionFields(form)) {
      field.dataset.fresh ??= field.value;
      field.value = draft.made?.[field.name] ?? field.value;
    }
  }
  return isChanged;
}

/**
 * @param {Field} field
 * @param {string} value
 * @returns {boolean} whether it changed
 */
function fill(field, value) {
  if (isTicked(field) !== null) return tick(field, field.value === value);
  const isChanged = field.value !== value;
  field.value = value;
  return isChanged;
}

/**
 * @param {Field} field
 * @returns {boolean | null} null for what cannot be ticked
 */
function isTicked(field) {
  const canBe = field instanceof HTMLInputElement && ['radio', 'checkbox'].includes(field.type);
  return canBe ? field.checked : null;
}

/**
 * @param {Field} field
 * @param {boolean} isChosen
 * @returns {boolean} whether it changed
 */
function tick(field, isChosen) {
  if (!(field instanceof HTMLInputElement)) return false;
  const isChanged = field.checked !== isChosen;
  field.checked = isChosen;
  return isChanged;
}

/** @param {HTMLFormElement} form */
export function forget(form) {
  const key = keyOf(form);
  if (key) localStorage.removeItem(key);
}

/**
 * Gives up what was put back: the form is as the server sent it.
 *
 * @param {HTMLFormElement} form
 */
export function discard(form) {
  forget(form);
  form.reset();
  for (const field of versionFields(form)) field.value = field.dataset.fresh ?? field.value;
}

/**
 * @param {(about: any) => boolean} fits
 * @returns {(Draft & {name: string})[]} this person's drafts that are about something, newest first
 */
export function draftsAbout(fits) {
  const found = [];
  for (const key of Object.keys(localStorage)) {
    if (!mine() || !key.startsWith(mine())) continue;
    const draft = read(key);
    if (draft?.about && fits(draft.about)) found.push({ ...draft, name: key.slice(mine().length) });
  }
  return found.sort((a, b) => b.at - a.at);
}

/** @param {string} name of a draft of this person */
export function drop(name) {
  if (mine()) localStorage.removeItem(mine() + name);
}

/** Drops drafts that nobody came back for. */
export function dropOld() {
  const limit = Date.now() - KEPT_DAYS * 86_400_000;
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    if (!((read(key)?.at ?? 0) >= limit)) localStorage.removeItem(key);
  }
}
