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

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      for (const place of target.querySelectorAll('[data-icon]')) {
        if (place instanceof HTMLElement) place.replaceWith(icon(place.dataset.icon ?? ''));
      }
    }
  },
  { rootMargin: '100% 0px' },
);

/**
 * Thousands of icons at once would cost a second: each waits in its place until it comes near.
 *
 * @param {string} name of a symbol in the sprite
 * @returns {HTMLElement} to be drawn by `drawWhenNear`
 */
export function iconLater(name) {
  const place = document.createElement('i');
  place.className = 'icon';
  place.dataset.icon = name;
  return place;
}

/** @type {Set<Element>} */
const waiting = new Set();

/**
 * Elements in one stretch of a column are watched as one: each watched thing costs every frame a little.
 *
 * @param {Element} element that holds icons of `iconLater`
 */
export function drawWhenNear(element) {
  if (!waiting.size) requestAnimationFrame(watchWaiting);
  waiting.add(element);
}

function watchWaiting() {
  for (const element of waiting) near.observe(element.closest('.stretch') ?? element);
  waiting.clear();
}

/**
 * @param {string} look
 * @param {string} word
 * @param {(name: string) => Element} [drawn] `iconLater` in long lists
 * @returns {HTMLSpanElement} icon and word in the verdict's colour and underline
 */
export function verdictMark(look, word, drawn = icon) {
  const mark = document.createElement('span');
  mark.className = `verdict v-${look}`;
  const label = document.createElement('span');
  label.textContent = word;
  mark.append(drawn(`v-${look}`), label);
  return mark;
}
