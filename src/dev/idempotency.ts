/**
 * Effects that a key makes unique: the same key with the same body gives the first answer again, with another body a conflict.
 *
 * Source   draft-ietf-httpapi-idempotency-key-header-07 §2.
 * Room     dev (floor 6). May be imported within dev only.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../contract/canonical.js';
import type { Answer } from './exchange.js';
import { problemAnswer } from './problems.js';
import type { OperationWorld } from './registry-state.js';

/** Answers once for a key. Without a key each request acts. */
export function onceForKey(world: OperationWorld, act: () => Answer): Answer {
  const key = world.input.headers['Idempotency-Key'];
  if (key === undefined) return act();
  const id = `${world.request.path} ${key}`;
  const body = createHash('sha256').update(canonicalJson(world.input.body)).digest('hex');
  const known = world.state.remembered.get(id);
  if (known !== undefined) return known.body === body ? known.answer : problemAnswer(world.request, 'idempotency-conflict');
  const answer = act();
  world.state.remembered.set(id, { body, answer });
  return answer;
}
