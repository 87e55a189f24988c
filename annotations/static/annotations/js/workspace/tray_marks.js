// Passages that wait in the tray, drawn where they stand: in the text, in the margin, on the cards' lines.

/** @import { Workspace } from "../workspace.js" */
/** @import { Row } from "./rows.js" */

import { say } from '../words.js';
import { iconLater } from './icons.js';
import { Painted } from './painted.js';

const FLASH_MS = 1600;

/** @typedef {[string, string | null, boolean, number, number | null]} Place highlight, claim, lost, near, end */

export class TrayMarks {
  /** @param {Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
    this.waiting = new Painted(workspace.drawn, 'waiting', 40);
    this.flashed = new Painted(workspace.drawn, 'flash', 41);
    this.timer = 0;
    /** @type {Place[]} */
    this.places = [];
    workspace.on('claims', () => this.#annotate());
  }

  /** @param {Place[]} places of all that wait in the text that is shown */
  take(places) {
    const isSame = JSON.stringify(places) === JSON.stringify(this.places);
    this.places = places;
    if (isSame) return;
    this.#annotate();
    this.workspace.draw();
    this.waiting.paint(
      places.flatMap(([, , , start, end]) => (end === null ? [] : [{ start, end }])),
    );
  }

  /** What has no place any more stands on its card nearest to where it stood. */
  #annotate() {
    /** @type {Map<string, Place[]>} */
    const byClaim = new Map();
    for (const place of this.places) {
      if (place[1]) byClaim.set(place[1], [...(byClaim.get(place[1]) ?? []), place]);
    }
    const { all } = this.workspace;
    for (const row of all) {
      const own = byClaim.get(row.id) ?? [];
      const lost = own.filter((place) => place[2]);
      row.waits = lost.length ? 'lost' : own.length ? 'changed' : '';
      if (!row.passages.length) row.start = lost[0]?.[3] ?? Number.POSITIVE_INFINITY;
    }
    // Stable: those that start at one place keep their order.
    if (byClaim.size) all.sort((a, b) => (a.start === b.start ? 0 : a.start - b.start));
  }

  /**
   * @param {number} start
   * @param {number} end
   */
  flash(start, end) {
    clearTimeout(this.timer);
    this.flashed.paint([{ start, end }]);
    this.timer = window.setTimeout(() => this.flashed.paint([]), FLASH_MS);
  }
}

/**
 * @param {Row} row
 * @returns {HTMLElement[]} what a card's line or a margin's mark says of a passage that waits
 */
export function waitMarks(row) {
  if (!row.waits) return [];
  const mark = document.createElement('span');
  mark.className = 'waits';
  mark.title = say(`tray-${row.waits}`);
  const name = document.createElement('span');
  name.textContent = say(`tray-${row.waits}-short`);
  mark.append(iconLater('warning'), name);
  return [mark];
}
