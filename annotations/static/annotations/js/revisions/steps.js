// ] and [ (also n and p) go to the next and previous change that touches a claim.

import { isShortcut } from '../shell.js';
import { say } from '../words.js';

/** @type {Record<string, 1 | -1>} */
const STEPS = { ']': 1, n: 1, '[': -1, p: -1 };
const TOP = 96; // what stands higher than this, in CSS pixels, has been passed

/**
 * @param {HTMLElement[]} stops in reading order
 * @param {1 | -1} step
 * @returns {number} the index of the next one from the focus, else from what is in sight; -1 where there is none
 */
function next(stops, step) {
  const here = stops.findIndex((stop) => stop.contains(document.activeElement));
  if (here !== -1) return stops[here + step] ? here + step : -1;
  const below = stops.findIndex((stop) => stop.getBoundingClientRect().top > TOP);
  if (step === 1) return below;
  return below === -1 ? stops.length - 1 : below - 1;
}

/** @param {string} words said once, politely */
function tell(words) {
  const live = document.getElementById('step-said');
  if (live) live.textContent = words;
}

export function attachSteps() {
  const stops = [...document.querySelectorAll('[data-touches]')].filter(
    (stop) => stop instanceof HTMLElement,
  );
  const hint = document.querySelector('[data-step-keys]');
  if (!stops.length) return;
  hint?.removeAttribute('hidden');
  document.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    if (!step || !isShortcut(event)) return;
    event.preventDefault();
    const at = next(stops, step);
    const stop = stops[at];
    if (!stop) return tell(step === 1 ? say('no-later-change') : say('no-earlier-change'));
    stop.focus({ preventScroll: true });
    stop.scrollIntoView({ block: 'start' });
    tell(say('change-of', { n: at + 1, all: stops.length }));
  });
}
