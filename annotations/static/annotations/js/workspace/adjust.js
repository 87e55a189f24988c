// Adjusting the ends of a passage, by dragging or by word with keys.

/** @import { Workspace } from "../workspace.js" */

/** @param {Workspace} workspace */
export function attach(workspace) {
  void workspace;
}
