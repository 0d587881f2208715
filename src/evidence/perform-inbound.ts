/**
 * Listening for calls of the agency as an action. Nothing is sent, so no turn is waited for; what makes the agency call is an action of its own.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Json } from '../contract/api-model.js';
import type { InboundAction } from '../contract/evidence.js';
import { isLost, lost } from './losses.js';
import type { Hall } from './inbound/hall.js';
import { type Parts, type Performer, startTiming } from './performer.js';
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

/** By listener, when each door was opened last: calls come from then on, also before they are taken. */
const opened = new WeakMap<Hall, Map<InboundAction['door'], ReturnType<typeof startTiming>>>();

/** What measures since the door was opened. */
function timingOf({ door, step }: InboundAction, { hall, ownDelay }: Parts): ReturnType<typeof startTiming> | undefined {
  if (hall === undefined) return undefined;
  const doors = opened.get(hall) ?? new Map<InboundAction['door'], ReturnType<typeof startTiming>>();
  opened.set(hall, doors);
  if (step === 'open') doors.set(door, startTiming(ownDelay));
  return doors.get(door);
}

export const performInbound: Performer<InboundAction> = async (action, parts) => {
  const at = parts.clock().toISOString();
  const timing = startTiming(parts.ownDelay);
  const sinceOpened = timingOf(action, parts) ?? timing;
  const before = parts.redactor.count;
  const refusal = refusalOf(action, parts.permission) ?? parts.politeness.closed();
  const given = refusal ?? (await parts.hall?.[action.step](action)) ?? lost('blocked', 'the statement names no listener');
  const { elapsedMs } = timing();
  const { ownDelayMs } = sinceOpened();
  const shared = {
    at,
    elapsedMs: Math.round(elapsedMs),
    ownDelayMs: ownDelayMs === undefined ? undefined : Math.round(ownDelayMs),
    action: recorded(action),
    redactions: parts.redactor.count - before,
  };
  if (isLost(given)) return { ...shared, content: { kind: 'inbound', calls: [], connections: 0, brokenOff: 0 }, lost: given.lost };
  return { ...shared, content: { kind: 'inbound', ...given } };
};
