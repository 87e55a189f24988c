// Links to words on somebody else's page (WICG Scroll to Text Fragment).

const LONG = 300;
const WORDS = 5;

/**
 * @param {string} words
 * @returns {string} as a term of a text directive, where `-`, `,` and `&` have a meaning of their own
 */
function encoded(words) {
  return encodeURIComponent(words).replace(/-/g, '%2D');
}

/**
 * @param {string} text
 * @returns {string[]}
 */
const wordsOf = (text) => text.split(/\s+/).filter(Boolean);

/**
 * A term may not go over the end of a paragraph, so that passages of several, and long ones, are named by their first
 * and last words.
 *
 * @param {string} exact the passage; blocks are parted by newlines
 * @returns {string} `start` or `start,end`
 */
function range(exact) {
  const lines = exact.split('\n').filter((line) => line.trim());
  const words = wordsOf(exact);
  if (lines.length < 2 && (exact.length <= LONG || words.length < 2 * WORDS))
    return encoded(words.join(' '));
  const first = wordsOf(lines[0] ?? '').slice(0, WORDS);
  const last = wordsOf(lines.at(-1) ?? '').slice(-WORDS);
  return `${encoded(first.join(' '))},${encoded(last.join(' '))}`;
}

/**
 * @param {string} address http or https; may have a fragment
 * @param {{exact: string, before?: string, after?: string}} passage `before` and `after` where the words stand several
 *   times: what surrounds them in their paragraph
 * @returns {string} empty where the address is none that a browser opens as a page
 */
export function linkToWords(address, { exact, before = '', after = '' }) {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return '';
  const prefix = wordsOf(before).slice(-WORDS).join(' ');
  const suffix = wordsOf(after).slice(0, WORDS).join(' ');
  const terms = [
    ...(prefix ? [`${encoded(prefix)}-`] : []),
    range(exact),
    ...(suffix ? [`-${encoded(suffix)}`] : []),
  ];
  const hash = address.includes('#') ? '' : '#';
  return `${address}${hash}:~:text=${terms.join(',')}`;
}
