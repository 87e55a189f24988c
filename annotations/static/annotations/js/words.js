// The words that scripts say, translated by the server (see the tag `script_words`), and numbers as the page's
// language writes them.

/** @type {Record<string, string | Record<string, string>> | null} */
let catalogue = null;
const language = () => document.documentElement.lang || 'en';

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values] for `%(name)s` in the words; `n` chooses the form where
 *   the words have several
 * @returns {string}
 */
export function say(key, values = {}) {
  catalogue ??= JSON.parse(document.getElementById('script-words')?.textContent || '{}');
  const found = catalogue?.[key] ?? key;
  const words =
    typeof found === 'string' ? found : (found[kindOf(Number(values.n))] ?? found.other ?? key);
  return words.replace(/%\((\w+)\)s/g, (whole, name) => shown(values[name]) ?? whole);
}

/**
 * A number with the signs that the server writes; browsers do not know every language of ours.
 *
 * @param {number} value
 * @param {number} [places] after the decimal sign
 * @returns {string}
 */
export function number(value, places = 0) {
  const plain = value.toLocaleString('en', {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
  return plain.replace(/[.,]/g, (sign) => say(sign === '.' ? 'decimal-sign' : 'thousands-sign'));
}

/**
 * A day, or a day and its time, as the server writes them: `9 May 2026, 14:05`.
 *
 * @param {Date} at
 * @param {{style?: 'date' | 'time' | 'clock', zone?: string}} [how] `clock`: the time alone; `zone`: another
 *   time zone than the reader's
 * @returns {string}
 */
export function moment(at, { style = 'time', zone } = {}) {
  const parts = new Intl.DateTimeFormat('en', { ...PARTS, timeZone: zone }).formatToParts(at);
  /** @type {Record<string, string>} */
  const told = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const clock = `${told.hour}:${told.minute}`;
  if (style === 'clock') return clock;
  const month = say(`month-${told.month}`);
  const day = `${told.day} ${month} ${told.year}`;
  return style === 'date' ? day : `${day}, ${clock}`;
}

/** @type {Intl.DateTimeFormatOptions} */
const PARTS = {
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};

/**
 * @param {number} value
 * @returns {string} which form of a word the language puts beside it: `one`, `few`, `many`, `other`
 */
function kindOf(value) {
  return new Intl.PluralRules(language()).select(value);
}

/** @param {string | number | undefined} value */
function shown(value) {
  return typeof value === 'number' ? number(value) : value;
}
