// A press means the button that it began on, also where something above that button grew before the finger was up.
// The browser alone would then send the click to whatever lies between the two places, and the press would be lost.

const PRESSED = 'button, summary, label, a[href]';
/** How far a finger or a mouse may move and still press, in CSS pixels. */
const SLACK = 8;

/** @type {{ element: HTMLElement, x: number, y: number, pointer: number } | null} */
let begun = null;

/** @param {PointerEvent} event */
function begin(event) {
  const { target, isPrimary, button, clientX: x, clientY: y, pointerId: pointer } = event;
  const element = target instanceof Element ? target.closest(PRESSED) : null;
  const isPlain = isPrimary && button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey);
  begun = element instanceof HTMLElement && isPlain ? { element, x, y, pointer } : null;
}

/** @param {PointerEvent} event */
function end(event) {
  const press = begun;
  begun = null;
  if (!press || press.pointer !== event.pointerId) return;
  const { element, x, y } = press;
  const isUnderPointer = event.target instanceof Node && element.contains(event.target);
  const hasMoved = Math.hypot(event.clientX - x, event.clientY - y) > SLACK;
  if (isUnderPointer || hasMoved || !element.isConnected) return;
  element.click();
}

document.addEventListener('pointerdown', begin, true);
document.addEventListener('pointerup', end, true);
document.addEventListener('pointercancel', () => {
  begun = null;
});
