/**
 * The identity of an action in evidence, and which actions may share one exchange.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { digestOf } from '../contract/canonical.js';
import type { Action } from '../contract/evidence.js';

/**
 * `sha256:` over the canonical JSON of the action without `tolerate` and `place`: where a finding lies and what a probe bears do not change what
 * is sent. `asker` tells apart those who send the same state-changing request; it takes no part where it is absent.
 */
export function observationKey(action: Action, asker?: string): string {
  const { place: _place, tolerate: _tolerate, ...sent } = action;
  const body = 'body' in sent && sent.body !== undefined ? { body: sent.body.toWellFormed() } : {};
  return digestOf({ ...sent, ...body, asker });
}

/** Whether asking twice shows nothing that asking once does not: GET, HEAD and handshakes. A wait, a burst and a listening are each probe's own. */
export function isShareable(action: Action): boolean {
  if (action.kind === 'wait' || action.kind === 'burst' || action.kind === 'inbound') return false;
  return action.kind !== 'http' || action.method === 'GET' || action.method === 'HEAD';
}
