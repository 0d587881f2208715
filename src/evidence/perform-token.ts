/**
 * What the token of an identity is like, as an action. The exchange that gets it is one of the session's own, guarded and recorded by itself.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { TokenAction, TokenFacts } from '../contract/evidence.js';
import { EgifError } from '../errors.js';
import { isLost, lost, type Lost } from './losses.js';
import type { Parts, Performer } from './performer.js';
import { refusalOf } from './permission.js';

async function factsOf({ identity }: TokenAction, { credentials }: Parts): Promise<TokenFacts | Lost> {
  try {
    return (await credentials.describe?.(identity)) ?? lost('no-credential', `there is no usable identity ${identity}`);
  } catch (error) {
    return lost('no-credential', error instanceof EgifError ? error.message : `the token of ${identity} could not be had`);
  }
}

export const performToken: Performer<TokenAction> = async (action, parts) => {
  const at = parts.clock().toISOString();
  const result = refusalOf(action, parts.permission) ?? (await factsOf(action, parts));
  const { kind, safety, identity } = action;
  const shared = { at, elapsedMs: 0, action: { kind, safety, identity }, redactions: 0 };
  if (isLost(result)) return { ...shared, content: { kind: 'token' }, lost: result.lost };
  return { ...shared, content: { kind: 'token', token: result } };
};
