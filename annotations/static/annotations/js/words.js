// The words that scripts say, translated by the server (see the tag `script_words`).

/** @type {Record<string, string> | null} */
let catalogue = null;

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values] for `%(name)s` in the words
 * @returns {string}
 */
export function say(key, values = {}) {
  catalogue ??= JSON.parse(document.getElementById('script-words')?.textContent || '{}');
  const words = catalogue?.[key] ?? key;
  return words.replace(/%\((\w+)\)s/g, (whole, name) => String(values[name] ?? whole));
}
