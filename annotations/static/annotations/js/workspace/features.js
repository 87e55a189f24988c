// What the workspace can do beyond reading and opening cards, each in a file of its own.

/** @import { Workspace } from "../workspace.js" */

import * as adjust from './adjust.js';
import * as conflicts from './conflicts.js';
import * as coverage from './coverage.js';
import * as cursor from './cursor.js';
import * as discussion from './discussion.js';
import * as elsewhere from './elsewhere.js';
import * as filters from './filters.js';
import * as find from './find.js';
import * as hints from './hints.js';
import * as links from './links.js';
import * as marking from './marking.js';
import * as moments from './moments.js';
import * as overlaps from './overlaps.js';
import * as presence from './presence.js';
import * as quoted from './quoted.js';
import * as seen from './seen.js';
import * as tray from './tray.js';
import * as undo from './undo.js';

/** @type {((workspace: Workspace) => void)[]} in the order in which they hear of events */
export const FEATURES = [
  undo,
  marking,
  seen,
  cursor,
  coverage,
  hints,
  adjust,
  overlaps,
  find,
  filters,
  links,
  quoted,
  elsewhere,
  discussion,
  presence,
  tray,
  conflicts,
  moments,
].map(({ attach }) => attach);
