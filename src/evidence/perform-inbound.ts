/**
 * Listening for calls of the agency as an action. Nothing is sent, so no turn is waited for; what makes the agency call is an action of its own.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Json } from '../contract/api-model.js';
import type { InboundAction } from '../contract/evidence.js';
import { isLost, lost } from './losses.js';
import type { Performer } from './performer.js';
import { refusalOf } from './permission.js';

/** What is kept of the action: who could have called what, and what would have been answered. */
function recorded(action: InboundAction): Readonly<Record<string, Json>> {
  const { kind, safety, door, step, occasion, certificate } = action;
  const replies = (action.routes ?? []).map(({ method, path, replies: each }) => ({
    method: method ?? '*',
    path,
    replies: each.map(({ instead, status }) => instead ?? status ?? 200),
  }));
  return { kind, safety, door, step, occasion, ...(step === 'open' ? { certificate: certificate ?? 'valid', routes: replies } : {}) };
}

export const performInbound: Performer<InboundAction> = async (action, parts) => {
  const at = parts.clock().toISOString();
  const start = performance.now();
  const before = parts.redactor.count;
  const refusal = refusalOf(action, parts.permission) ?? parts.politeness.closed();
  const given = refusal ?? (await parts.hall?.[action.step](action)) ?? lost('blocked', 'the statement names no listener');
  const shared = {
    at,
    elapsedMs: Math.round(performance.now() - start),
    action: recorded(action),
    redactions: parts.redactor.count - before,
  };
  if (isLost(given)) return { ...shared, content: { kind: 'inbound', calls: [], connections: 0, brokenOff: 0 }, lost: given.lost };
  return { ...shared, content: { kind: 'inbound', ...given } };
};
