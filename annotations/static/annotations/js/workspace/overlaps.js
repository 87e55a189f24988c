// Passages on top of each other: told apart, each reachable.

/** @import { Workspace } from "../workspace.js" */

/** @param {Workspace} workspace */
export function attach(workspace) {
  void workspace;
}
