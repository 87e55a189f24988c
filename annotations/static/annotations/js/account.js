/**
 * Passkeys: says in words why one cannot be used here, or was not. allauth's own scripts do the rest.
 */

/** @param {string} name */
function show(name) {
  const part = document.querySelector(`[data-passkey="${name}"]`);
  if (part instanceof HTMLElement) part.hidden = false;
}

/** Whether the page was opened at an IP address, where no browser offers passkeys. */
function isNumber() {
  return /^[\d.]+$|^\[/.test(location.hostname);
}

/** The buttons lead nowhere here. */
function disable() {
  for (const button of document.querySelectorAll('[data-passkey-button]')) {
    if (button instanceof HTMLButtonElement) button.disabled = true;
  }
}

if (isNumber()) {
  const link = document.querySelector('[data-passkey-link]');
  const isHere = location.hostname.startsWith('127.') || location.hostname === '[::1]';
  if (link instanceof HTMLAnchorElement && isHere) {
    const there = new URL(location.href);
    there.hostname = 'localhost';
    link.href = there.href;
  } else {
    link?.remove();
  }
  show('address');
  disable();
} else if (!window.PublicKeyCredential) {
  show('unsupported');
  disable();
}

document.addEventListener('allauth.error', (event) => {
  event.preventDefault();
  show('failed');
});
