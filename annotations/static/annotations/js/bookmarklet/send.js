// The bookmark itself. It runs in the page of somebody else's site, whose policy may forbid requests and
// forms to other sites: so it opens a window of ours, waits until that says it is ready, and hands the
// page over with a message that only our address can read. It holds no secret; who may import is
// decided by the sign-in of that window, and what arrives by the person who looks at it there.
//
// The server puts it into the bookmark's address: views/bookmarklet.py leaves out comments and indents.

/**
 * @param {string} receiver address of the window that takes the page
 * @param {Record<string, string>} words what is said where the page cannot be handed over
 */
export function send(receiver, words) {
  const ours = new URL(receiver).origin;
  const tree = asSeen(document.documentElement);
  const charset = tree.ownerDocument.createElement('meta');
  charset.setAttribute('charset', 'utf-8');
  tree.querySelector('head')?.prepend(charset);
  const html = `<!DOCTYPE html>\n${tree.outerHTML}`;
  const bytes = new Blob([html], { type: 'text/html' });
  if (bytes.size > 10485760) {
    explain(words['too-large']);
    return;
  }
  const taker = open(receiver, '_blank', 'popup,width=720,height=860');
  if (!taker) {
    explain(words['no-window']);
    return;
  }
  const watching = setInterval(() => taker.closed && stop(words.severed), 400);
  addEventListener('message', handOver);

  /** @param {MessageEvent} event */
  function handOver(event) {
    if (event.source !== taker || event.origin !== ours || event.data !== 'factcheck-ready') return;
    stop();
    // The place within a page is dropped; what a script takes for an address of its own is not.
    const url = location.href.replace(/#(?![!/]).*/, '');
    const page = { html, url, title: document.title };
    taker?.postMessage({ factcheck: page }, ours);
  }

  /** @param {string} [why] nobody took the page */
  function stop(why) {
    clearInterval(watching);
    removeEventListener('message', handOver);
    if (why) explain(why);
  }

  // The tree as it is shown, open shadow roots in their places, without what runs and what was typed.
  // It is built in a document that runs nothing and loads nothing; its text is UTF-8 whatever it was.
  /**
   * @param {Node} node
   * @returns {any}
   */
  function asSeen(node, inert = document.implementation.createHTMLDocument()) {
    const copy = /** @type {any} */ (inert.importNode(node));
    const element = node instanceof Element ? node : null;
    if (element?.matches('input')) copy.removeAttribute('value');
    const assigned = node instanceof HTMLSlotElement ? node.assignedNodes() : [];
    const inside = assigned.length ? assigned : (element?.shadowRoot ?? node).childNodes;
    const leftOut =
      'script:not([type$=json]),noscript,meta[charset],meta[http-equiv=content-type i]';
    for (const child of inside) {
      if (!(child instanceof Element && child.matches(leftOut)))
        copy.appendChild(asSeen(child, inert));
    }
    return copy;
  }

  /** @param {string | undefined} why */
  function explain(why) {
    const box = document.createElement('dialog');
    const text = document.createElement('p');
    const save = document.createElement('a');
    const close = document.createElement('button');
    const name = document.title
      .slice(0, 80)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    text.textContent = why ?? '';
    save.textContent = words.save ?? '';
    save.download = `${name || 'page'}.html`;
    save.href = URL.createObjectURL(bytes);
    close.textContent = words.close ?? '';
    close.onclick = () => box.remove();
    for (const part of [box, text, save, close]) part.style.all = 'revert';
    box.style.maxWidth = '26rem';
    save.style.marginInlineEnd = '1rem';
    box.append(text, save, close);
    document.body.append(box);
    box.showModal();
  }
}
