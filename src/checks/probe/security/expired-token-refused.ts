/**
 * probe/expired-token-refused — a token that was good and is past its time is refused.
 *
 * Source   EGIF-TEC-SEC-002; RFC 6750 §3.1 (invalid_token); RFC 9068 §4.
 * Evidence one secured safe operation with the statement's expired token; and with a valid one, as the proof that the call was a good one.
 */
import { defineCheck } from '../../ask.js';
import { statedTokenRefused } from './stated-tokens.js';
import { servedCall, tokenOf } from './token.js';

export const expiredTokenRefused = defineCheck({
  id: 'probe/expired-token-refused',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['expired-token-accepted'],

  *probe(subject) {
    const call = yield* servedCall(subject);
    if ('cause' in call) return call;
    const good = yield* tokenOf(subject.identities[0] ?? '');
    if ('cause' in good) return good;
    return yield* statedTokenRefused(subject, { sample: call.sample, good: good.facts }, 'expired', { accepted: 'expired-token-accepted' });
  },
});
