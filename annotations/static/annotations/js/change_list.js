// The change list: copied as text, printed. Without this script it can be downloaded.

import { toast } from './shell.js';
import { say } from './words.js';

for (const button of document.querySelectorAll('[data-copy], [data-print]')) {
  if (button instanceof HTMLElement) button.hidden = false;
}

document.addEventListener('click', async (event) => {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (button?.hasAttribute('data-print')) window.print();
  const field = button?.dataset.copy ? document.getElementById(button.dataset.copy) : null;
  if (!(field instanceof HTMLTextAreaElement)) return;
  try {
    await navigator.clipboard.writeText(field.value);
    toast(say('list-copied'));
  } catch {
    toast(say('list-not-copied'), { kind: 'bad' });
  }
});
