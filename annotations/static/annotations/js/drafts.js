// What a person types is kept in this browser until the server has it: through a crash, a lost
// connection and an expired sign-in. A form takes part with `data-draft="a name of its own"`.

const PREFIX = 'factcheck-draft:';
const KEPT_DAYS = 14;

/**
 * @param {HTMLFormElement} form
 * @returns {string | null}
 */
function keyOf(form) {
  return form.dataset.draft ? PREFIX + form.dataset.draft : null;
}

/**
 * @param {HTMLFormElement} form
 * @returns {(HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[]}
 */
function typedFields(form) {
  return /** @type {any[]} */ ([...form.elements]).filter(
    (field) =>
      field.name && !['hidden', 'password', 'file', 'submit', 'button'].includes(field.type),
  );
}

/** @param {HTMLFormElement} form */
export function keep(form) {
  const key = keyOf(form);
  if (!key) return;
  /** @type {Record<string, string>} */
  const values = {};
  for (const field of typedFields(form)) {
    const chosen = field instanceof HTMLInputElement && ['radio', 'checkbox'].includes(field.type);
    if (!chosen || field.checked) values[field.name] = field.value;
  }
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
  } catch {
    // Storage may be full or forbidden: typing goes on all the same.
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {boolean} whether something was put back
 */
export function restore(form) {
  const key = keyOf(form);
  const stored = key && localStorage.getItem(key);
  if (!stored) return false;
  let isChanged = false;
  /** @type {{values: Record<string, string>}} */
  const { values } = JSON.parse(stored);
  for (const field of typedFields(form)) {
    const value = values[field.name];
    if (value === undefined) continue;
    if (field instanceof HTMLInputElement && ['radio', 'checkbox'].includes(field.type)) {
      const isChosen = field.value === value;
      isChanged ||= field.checked !== isChosen;
      field.checked = isChosen;
    } else {
      isChanged ||= field.value !== value;
      field.value = value;
    }
  }
  return isChanged;
}

/** @param {HTMLFormElement} form */
export function forget(form) {
  const key = keyOf(form);
  if (key) localStorage.removeItem(key);
}

/** Drops drafts that nobody came back for. */
export function dropOld() {
  const limit = Date.now() - KEPT_DAYS * 86_400_000;
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    try {
      if (JSON.parse(localStorage.getItem(key) ?? '{}').at < limit) localStorage.removeItem(key);
    } catch {
      localStorage.removeItem(key);
    }
  }
}
