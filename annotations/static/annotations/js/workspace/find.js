// Finding words in the article.

/** @import { Workspace } from "../workspace.js" */

/** @param {Workspace} workspace */
export function attach(workspace) {
  void workspace;
}
