// Why there is nothing to check in a sentence: asked in a dialog, answered by a button or its letter.

/**
 * @param {string} words of the sentence, shown in the dialog
 * @returns {Promise<string>} the kind; empty where the person left it
 */
export function askKind(words) {
  const dialog = document.getElementById('no-claim');
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return Promise.resolve('');
  const quote = dialog.querySelector('[data-words]');
  if (quote) quote.textContent = words;
  dialog.returnValue = '';
  dialog.showModal();
  const choose = (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const button = dialog.querySelector(`[data-letter="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    dialog.close(button.value);
  };
  dialog.addEventListener('keydown', choose);
  return new Promise((resolve) => {
    dialog.addEventListener(
      'close',
      () => {
        dialog.removeEventListener('keydown', choose);
        resolve(dialog.returnValue);
      },
      { once: true },
    );
  });
}
