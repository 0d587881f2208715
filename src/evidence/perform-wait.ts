/**
 * Lets time pass as an action: nothing is sent, so nothing is asked of permission or politeness.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { WaitAction } from '../contract/evidence.js';
import type { Performer } from './performer.js';

/** The longest single wait: a probe that polls waits several times. */
export const longestWaitMs = 60_000;

export const performWait: Performer<WaitAction> = async ({ milliseconds }, parts) => {
  const at = parts.clock().toISOString();
  const bounded = Math.min(Math.max(0, Math.round(milliseconds)), longestWaitMs);
  await parts.delay(bounded);
  return { at, elapsedMs: bounded, content: { kind: 'wait' }, action: { milliseconds: bounded }, redactions: 0 };
};
