// A list of addresses with numbered lines; those that were refused are marked, found and taken out.

const AROUND = /^[<>"'“”„,;]+|[<>"'“”„,;]+$/g;
const BULLET = /^(?:[-*+•–—·]+|\(?\d{1,4}[.):])$/;
// The server shows this much of a refused word.
const SHOWN = 200;

/** @param {string} word */
const bare = (word) => word.replaceAll(AROUND, '');

class Lines {
  /** @param {HTMLElement} box around the numbers and the text */
  constructor(box) {
    this.text = /** @type {HTMLTextAreaElement} */ (box.querySelector('textarea'));
    this.numbers = /** @type {HTMLElement} */ (box.querySelector('.line-numbers'));
    const lines = this.text.value.split('\n');
    const bad = (box.dataset.bad ?? '').split(',').filter(Boolean);
    // By what stands in them: numbers move as the person corrects.
    this.bad = new Set(bad.map((number) => lines[Number(number) - 1]));
    this.field = box.closest('.field');
    this.drawn = '';
    this.numbers.hidden = false;
    this.text.addEventListener('input', () => this.draw());
    this.text.addEventListener('scroll', () => this.#follow());
    this.field?.addEventListener('click', (event) => this.#click(event));
    const out = this.field?.querySelector('[data-take-out]');
    if (out instanceof HTMLElement) out.hidden = false;
    this.draw();
  }

  draw() {
    const marks = this.text.value.split('\n').map((line) => this.bad.has(line));
    const drawn = marks.join();
    if (drawn !== this.drawn) {
      this.drawn = drawn;
      this.numbers.replaceChildren(
        ...marks.map((isBad, index) => {
          const number = document.createElement('span');
          number.textContent = String(index + 1);
          number.classList.toggle('bad', isBad);
          return number;
        }),
      );
    }
    this.#follow();
  }

  #follow() {
    this.numbers.scrollTop = this.text.scrollTop;
  }

  /** @param {Event} event */
  #click(event) {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button?.dataset.line) this.#goTo(Number(button.dataset.line));
    if (button?.hasAttribute('data-take-out')) this.#takeOut();
  }

  /** @param {number} number */
  #goTo(number) {
    const lines = this.text.value.split('\n');
    const index = Math.min(number, lines.length) - 1;
    const start = lines.slice(0, index).join('\n').length + (index > 0 ? 1 : 0);
    const height = this.text.scrollHeight / Math.max(lines.length, 1);
    this.text.focus();
    this.text.setSelectionRange(start, start + (lines[index] ?? '').length);
    this.text.scrollTop = Math.max(0, index * height - this.text.clientHeight / 2);
  }

  #takeOut() {
    const words = [...(this.field?.querySelectorAll('[data-word]') ?? [])];
    const refused = words.map((word) => word.getAttribute('data-word') ?? '');
    /** @param {string} word */
    const isRefused = (word) =>
      refused.some((bad) => (bad.length < SHOWN ? bare(word) === bad : bare(word).startsWith(bad)));
    const kept = this.text.value.split('\n').flatMap((line) => {
      if (!this.bad.has(line)) return [line];
      const rest = line.split(/\s+/).filter((word) => word && !isRefused(word));
      return rest.some((word) => !BULLET.test(word)) ? [rest.join(' ')] : [];
    });
    this.text.value = kept.join('\n');
    this.text.dispatchEvent(new Event('input', { bubbles: true }));
    this.text.removeAttribute('aria-invalid');
    for (const gone of this.field?.querySelectorAll('.bad-lines, [data-take-out], .field-error') ??
      [])
      gone.remove();
    this.text.focus();
  }
}

/** @type {WeakSet<Element>} */
const known = new WeakSet();

/** Numbers every list of lines that is new in the page. */
export function numberLines() {
  for (const box of document.querySelectorAll('[data-numbered]')) {
    if (known.has(box) || !(box instanceof HTMLElement)) continue;
    known.add(box);
    new Lines(box);
  }
}
