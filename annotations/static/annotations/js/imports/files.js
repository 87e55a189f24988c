// Several files: chosen or dropped anywhere on the page, counted and weighed before they are sent, and
// kept when the server refuses the rest of the form.

import { number, say } from '../words.js';

const MOST = 100;
const LARGEST = 25 * 1024 * 1024;
const TOGETHER = 200 * 1024 * 1024;

/** @param {number} bytes */
const megabytes = (bytes) => number(bytes / 1024 / 1024, 1);

/** @param {HTMLInputElement} input */
function describe(input) {
  const note = input.closest('.field')?.querySelector('[data-chosen]');
  if (!(note instanceof HTMLElement)) return;
  const files = [...(input.files ?? [])];
  const weight = files.reduce((sum, file) => sum + file.size, 0);
  const values = { n: files.length, size: megabytes(weight) };
  const large = files.find((file) => file.size > LARGEST);
  let wrong = '';
  if (files.length > MOST) wrong = say('files-too-many', values);
  else if (large) wrong = say('file-too-large', { name: large.name });
  else if (weight > TOGETHER) wrong = say('files-too-heavy', values);
  input.setCustomValidity(wrong);
  const isTold = Boolean(wrong) || files.length > 1;
  note.hidden = !isTold;
  note.classList.toggle('field-error', Boolean(wrong));
  note.textContent = isTold ? wrong || say('files-chosen', values) : '';
}

/** @returns {HTMLInputElement[]} */
function inputs() {
  return /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('input[data-files]')]);
}

/** @param {File[]} files */
function listOf(files) {
  const list = new DataTransfer();
  for (const file of files) list.items.add(file);
  return list.files;
}

/** @param {FileList} dropped */
function add(dropped) {
  const [single, many] = inputs();
  const isSingleOpen = single?.checkVisibility();
  if (!isSingleOpen) document.getElementById('tab-many')?.click();
  const input = isSingleOpen ? single : many;
  if (!input) return;
  input.files = listOf([...(input.files ?? []), ...dropped]);
  describe(input);
  input.focus();
}

/** @param {DragEvent} event */
const hasFiles = (event) => Boolean(event.dataTransfer?.types.includes('Files'));

function listenToDrops() {
  const veil = document.querySelector('.drop-veil');
  if (!(veil instanceof HTMLElement) || !inputs().length) return;
  document.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  document.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) veil.hidden = true;
  });
  document.addEventListener('drop', (event) => {
    veil.hidden = true;
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    add(event.dataTransfer.files);
  });
}

/** A refused form comes back from the server, which cannot put files back into it. */
function keepThroughRefusals() {
  /** @type {Map<string, FileList>} */
  const kept = new Map();
  document.addEventListener('htmx:beforeSwap', (event) => {
    kept.clear();
    if (/** @type {CustomEvent} */ (event).detail.xhr.status < 400) return;
    // A copy: the old form is reset, which empties its own lists.
    for (const input of inputs())
      if (input.files?.length) kept.set(input.id, listOf([...input.files]));
  });
  document.addEventListener('htmx:afterSettle', () => {
    for (const input of inputs()) {
      const files = kept.get(input.id);
      if (!files || input.files?.length) continue;
      input.files = files;
      describe(input);
    }
    kept.clear();
  });
}

document.addEventListener('change', (event) => {
  if (event.target instanceof HTMLInputElement && event.target.matches('[data-files]'))
    describe(event.target);
});
document.addEventListener('reset', () => setTimeout(() => inputs().forEach(describe)));
listenToDrops();
keepThroughRefusals();
