// Links to a claim, a passage, and the words at their publisher.

/** @import { Workspace } from "../workspace.js" */

/** @param {Workspace} workspace */
export function attach(workspace) {
  void workspace;
}
