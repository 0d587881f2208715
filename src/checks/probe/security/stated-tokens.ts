/**
 * Tokens that only the issuer can make and that must be refused: the statement supplies them, and they are held to what it says of them first.
 *
 * A token that is not what it is said to be would prove nothing by its refusal, and wrong the agency by its acceptance.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Identity } from '../../../contract/documents.js';
import type { Action, Observation, TokenFacts } from '../../../contract/evidence.js';
import { undetermined, type Judgement } from '../../../contract/judgement.js';
import { identityInState, mustRefuse, tokenOf } from './token.js';

type State = NonNullable<Identity['state']>;

/** Clocks of the issuer and of the harness may differ by so much. */
const marginSeconds = 120;

/** Why a token is not in its state, or undefined. `good` is the token that is accepted. */
function mismatchOf(state: State, stated: TokenFacts, { good, now }: { readonly good: TokenFacts; readonly now: number }): string | undefined {
  if (stated.form !== 'jwt') return 'it is opaque, so that nothing in it can be read';
  if (stated.signed !== true) return 'the published keys of the issuer do not verify it';
  const isExpired = (stated.expiresAt ?? Number.POSITIVE_INFINITY) + marginSeconds < now;
  if (state === 'expired') return isExpired ? undefined : 'it is not past its exp';
  if (isExpired) return 'it is past its exp, and would be refused for that';
  if (state === 'not-yet-valid') return (stated.notBefore ?? 0) > now + marginSeconds ? undefined : 'it is not before its nbf';
  if ((stated.notBefore ?? 0) > now + marginSeconds) return 'it is before its nbf, and would be refused for that';
  const shared = (stated.audiences ?? []).some((audience) => (good.audiences ?? []).includes(audience));
  if (state === 'other-audience') return (stated.audiences ?? []).length > 0 && !shared ? undefined : 'its aud is that of the accepted token';
  return stated.type?.toLowerCase() !== good.type?.toLowerCase() ? undefined : 'its typ is that of the accepted token';
}

/** The judgement on one stated token, at a call that is served with a good one. */
export function* statedTokenRefused(
  subject: CheckSubject,
  given: { readonly sample: Sample; readonly good: TokenFacts },
  state: State,
  codes: { readonly accepted: string; readonly crashes?: string },
): Generator<Action, Judgement, Observation> {
  const name = identityInState(subject, state);
  if (name === undefined) return undetermined('no-credential', `the statement has no identity with state ${state}`);
  const token = yield* tokenOf(name);
  if ('cause' in token) return token;
  const now = Date.parse(subject.startedAt) / 1000;
  const mismatch = mismatchOf(state, token.facts, { good: given.good, now });
  if (mismatch !== undefined) return undetermined('token-not-as-stated', `${name} is stated as ${state}: ${mismatch}`);
  return yield* mustRefuse(subject, given.sample, { credential: `identity:${name}`, what: `a token that is ${state}`, ...codes });
}
