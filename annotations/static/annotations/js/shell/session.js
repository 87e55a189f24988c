// The sign-in ends while a page is open: it is said once, what was typed stays, and the page works on by
// itself once the same person has signed in again, in whichever tab. Somebody else's sign-in does not serve.

const CHANNEL = 'factcheck-session';
const ME_URL = '/api/v1/auth/me/';
const TOKEN = /(?:^|;\s*)factcheck_csrf=([^;]+)/;

let isOut = false;
/** @type {BroadcastChannel | null} */
let channel = null;

/** @returns {string} */
function person() {
  return document.body.dataset.person ?? '';
}

/**
 * @param {string} id
 * @param {boolean} isShown
 */
function show(id, isShown) {
  const element = document.getElementById(id);
  if (element && element.hidden === isShown) element.hidden = !isShown;
}

/** A request was answered 401: say so, in a bar that stays. */
export function signedOut() {
  if (!person()) return;
  isOut = true;
  show('signed-out', true);
}

/** Something that the person asked for was answered 401: say so where they look. */
export function askToSignIn() {
  signedOut();
  const dialog = document.getElementById('sign-in-again');
  if (dialog instanceof HTMLDialogElement && !dialog.open && person()) dialog.showModal();
}

/**
 * Look whether the same person is signed in, and work on with the new session if so.
 *
 * @returns {Promise<"same" | "other" | "none" | "unknown">} who is signed in
 */
export async function renew() {
  const who = await signedIn();
  if (who === null) return 'unknown';
  if (who === '') return 'none';
  show('other-account', who !== person());
  if (who !== person()) return 'other';
  takeToken();
  const wasOut = isOut;
  isOut = false;
  show('signed-out', false);
  const dialog = document.getElementById('sign-in-again');
  if (dialog instanceof HTMLDialogElement) dialog.close();
  for (const notice of document.querySelectorAll('[data-refusal="sign_in_required"]'))
    notice.remove();
  if (wasOut) document.dispatchEvent(new CustomEvent('signed-in'));
  return 'same';
}

/** @returns {Promise<string | null>} the id of who is signed in in this browser; empty: nobody; null: not reached */
async function signedIn() {
  try {
    const answer = await fetch(ME_URL, { headers: { Accept: 'application/json' } });
    if (answer.status === 401) return '';
    return answer.ok ? String((await answer.json()).id) : null;
  } catch {
    return null;
  }
}

/** The page's token is of the session that ended: take the new one wherever forms and scripts have it. */
function takeToken() {
  const token = document.cookie.match(TOKEN)?.[1];
  if (!token) return;
  document.body.setAttribute('data-hx-headers', JSON.stringify({ 'X-CSRFToken': token }));
  for (const field of document.querySelectorAll('input[name=csrfmiddlewaretoken]')) {
    if (field instanceof HTMLInputElement) field.value = token;
  }
  for (const template of document.querySelectorAll('template')) {
    for (const field of template.content.querySelectorAll('input[name=csrfmiddlewaretoken]'))
      field.setAttribute('value', token);
  }
}

export function watchSession() {
  if (!person()) return;
  channel = new BroadcastChannel(CHANNEL);
  // A page that was opened after a sign-in tells those that were open before.
  channel.postMessage(person());
  channel.addEventListener('message', ({ data }) => {
    if (isOut || data !== person()) void renew();
  });
  const look = () => {
    if (isOut && document.visibilityState === 'visible') void renew();
  };
  addEventListener('focus', look);
  document.addEventListener('visibilitychange', look);
  document.addEventListener('live', (event) => {
    const { state } = /** @type {CustomEvent} */ (event).detail;
    if (state === 'signed-out') signedOut();
    else if (state === 'here') look();
  });
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('[data-look-again]')) void renew();
  });
}
