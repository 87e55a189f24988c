// Reading by keys: one sentence at a time, drawn without a native selection.

/** @import { Workspace } from "../workspace.js" */

/** @param {Workspace} workspace */
export function attach(workspace) {
  void workspace;
}
