// Small panels that a <details class="pop"> opens: Escape and a press elsewhere close them.

/** @import { Workspace } from "../workspace.js" */

/** @returns {HTMLDetailsElement | null} the one that is open */
function open() {
  return document.querySelector('details.pop[open]');
}

/** @param {Workspace} workspace */
export function attachPops(workspace) {
  workspace.escapes.push(() => {
    const pop = open();
    if (!pop) return false;
    pop.open = false;
    pop.querySelector('summary')?.focus();
    return true;
  });
  workspace.addAct('close-pop', () => {
    const pop = open();
    if (pop) pop.open = false;
    pop?.querySelector('summary')?.focus();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    const pop = open();
    if (pop && target instanceof Node && !pop.contains(target)) pop.open = false;
  });
}
