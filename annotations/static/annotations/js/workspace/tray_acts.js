// What a person decides about one entry of the tray, sent to the server with the text and the version it was seen in.

/** @import { Workspace } from "../workspace.js" */

import { call, Refusal } from '../api.js';
import { say } from '../words.js';

/** @typedef {{highlight: string, claim: string, etag: string, was: string, same: string[]}} Entry */
/** @typedef {{start: number, end: number}} Ends */

/**
 * @param {HTMLElement} item of the tray's list
 * @returns {Entry}
 */
export function entryOf(item) {
  const { highlight = '', claim = '', etag = '', was = '' } = item.dataset;
  const button = item.querySelector('[data-same]');
  const same = button instanceof HTMLElement ? (button.dataset.same ?? '').split(' ') : [highlight];
  return { highlight, claim, etag, was, same };
}

export class TrayActs {
  /**
   * @param {Workspace} workspace
   * @param {() => Promise<unknown>} onUndone the tray is asked for again
   */
  constructor(workspace, onUndone) {
    this.workspace = workspace;
    this.onUndone = onUndone;
    this.articleUrl = `/api/v1/articles/${workspace.article}/tray/`;
  }

  /**
   * @param {string[]} highlights
   * @param {Record<string, string>} etags of the claims that are shown, by highlight
   */
  confirm(highlights, etags) {
    const body = { highlights, revision: this.workspace.drawn.revision, etags };
    return call('POST', `${this.articleUrl}confirm/`, { body });
  }

  /**
   * @param {Entry} entry
   * @param {Ends} ends
   */
  reattach({ highlight, etag }, { start, end }) {
    const body = { revision: this.workspace.drawn.revision, start, end };
    return call('POST', `/api/v1/highlights/${highlight}/reattach/`, { body, etag });
  }

  /** @param {Entry} entry */
  async retire({ highlight, claim, etag, was }) {
    const address = `/api/v1/highlights/${highlight}/`;
    await call('POST', `${address}retire/`, { etag });
    const deed = {
      claim,
      words: say('did-retired', { words: was }),
      back: async () => {
        await call('POST', `${address}restore/`);
        await this.onUndone();
      },
      again: async () => {
        await call('POST', `${address}retire/`);
        await this.onUndone();
      },
    };
    this.workspace.did(deed);
  }
}

/**
 * @param {unknown} error
 * @returns {{words: string, code: string}}
 */
export function refusalOf(error) {
  if (!(error instanceof Refusal)) throw error;
  const fallback = error.status === 0 ? 'no-connection' : 'server-error';
  const words = error.code ? error.message : say(fallback);
  return { words, code: error.code };
}
