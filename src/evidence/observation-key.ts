/**
 * The identity of an action in evidence, and which actions may share one exchange.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { canonicalJson, digestOf, sha256 } from '../contract/canonical.js';
import type { Action, HttpAction } from '../contract/evidence.js';

type Sent = Record<Exclude<keyof HttpAction, 'place' | 'tolerate'>, unknown>;

/** What an HTTP action sends, its members in canonical order, so that its text needs no sorting. Every member stands here, or two actions would be one. */
export function sentOf(action: HttpAction, asker: string | undefined): Readonly<Record<string, unknown>> {
  return {
    asker,
    body: action.body?.toWellFormed(),
    connection: action.connection,
    credential: action.credential,
    headers: action.headers,
    kind: action.kind,
    method: action.method,
    occasion: action.occasion,
    omit: action.omit,
    patienceMs: action.patienceMs,
    purpose: action.purpose,
    rawHead: action.rawHead,
    safety: action.safety,
    seal: action.seal,
    signing: action.signing,
    url: action.url,
  } satisfies Sent & { readonly asker: unknown };
}

/** The canonical text of what is sent: of the many members few are there, and most of them are short texts. */
function sentText(action: HttpAction, asker: string | undefined): string {
  const sent = sentOf(action, asker);
  let text = '';
  for (const name in sent) {
    const value = sent[name];
    if (value !== undefined) text += `${text === '' ? '' : ','}"${name}":${canonicalJson(value)}`;
  }
  return `{${text}}`;
}

/**
 * `sha256:` over the canonical JSON of the action without `tolerate` and `place`: where a finding lies and what a probe bears do not change what
 * is sent. `asker` tells apart those who send the same state-changing request; it takes no part where it is absent.
 */
export function observationKey(action: Action, asker?: string): string {
  if (action.kind === 'http') return sha256(sentText(action, asker));
  const { place: _place, tolerate: _tolerate, ...sent } = action;
  return digestOf({ ...sent, asker });
}

/** Whether asking twice shows nothing that asking once does not: GET, HEAD and handshakes. A wait, a burst and a listening are each probe's own. */
export function isShareable(action: Action): boolean {
  if (action.kind === 'wait' || action.kind === 'burst' || action.kind === 'inbound') return false;
  return action.kind !== 'http' || action.method === 'GET' || action.method === 'HEAD';
}
