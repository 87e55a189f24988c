// Undo and redo of what this tab did.

/** @import { Workspace } from "../workspace.js" */

/** @param {Workspace} workspace */
export function attach(workspace) {
  void workspace;
}
