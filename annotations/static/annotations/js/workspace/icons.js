const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} name of a symbol in the sprite
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `${document.documentElement.dataset.sprite}#${name}`);
  svg.append(use);
  return svg;
}

/**
 * @param {string} look
 * @param {string} word
 * @returns {HTMLSpanElement} icon and word in the verdict's colour and underline
 */
export function verdictMark(look, word) {
  const mark = document.createElement('span');
  mark.className = `verdict v-${look}`;
  const label = document.createElement('span');
  label.textContent = word;
  mark.append(icon(`v-${look}`), label);
  return mark;
}
