// The figure board: a pair that is pointed at or in focus shows its two figures in plot and grid.

/** @param {Element} quantity @param {string[]} ids */
function show(quantity, ids) {
  for (const row of quantity.querySelectorAll('[data-figure]')) {
    const is = ids.includes(row.getAttribute('data-figure') ?? '');
    row.classList.toggle('lit', is);
  }
}

/** @param {Event} event */
function follow(event) {
  if (!(event.target instanceof Element)) return;
  const quantity = event.target.closest('[data-quantity]');
  if (!quantity) return;
  const named = event.target.closest('[data-pair], [data-figure]');
  const ids = named?.getAttribute('data-pair') ?? named?.getAttribute('data-figure') ?? '';
  show(quantity, ids.split(' '));
}

/** @param {Event} event */
function leave(event) {
  const quantity = event.target instanceof Element ? event.target.closest('[data-quantity]') : null;
  if (quantity) show(quantity, []);
}

for (const name of ['pointerover', 'focusin']) document.addEventListener(name, follow);
for (const quantity of document.querySelectorAll('[data-quantity]')) {
  quantity.addEventListener('pointerleave', leave);
}

// Coming back to a pair after saying something about it: its fold is open.
const back = location.hash.startsWith('#pair-')
  ? document.getElementById(location.hash.slice(1))
  : null;
if (back) {
  const fold = back.closest('details');
  if (fold instanceof HTMLDetailsElement) fold.open = true;
  back.scrollIntoView({ block: 'center' });
}
