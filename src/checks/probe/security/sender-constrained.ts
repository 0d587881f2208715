/**
 * probe/sender-constrained — a token is worth nothing to whoever steals it.
 *
 * Source   EGIF-TEC-SEC-008; RFC 8705 §3; FAPI 2.0 Security Profile §5.3.4.
 * Evidence one secured safe operation with the first identity's token over its own connection, and with the same token over a connection without
 *          its client certificate. A token that is served without any certificate is bound to nobody.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import type { Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { busy } from '../answers.js';
import { bearable } from '../gather.js';
import { servedCall, tokenOf } from './token.js';

function* judgeStolen(subject: CheckSubject, sample: Sample, name: string): Generator<Action, Judgement, Observation> {
  const stolen: Exchange = yield* ask({ ...callOf(subject, sample, { credential: `altered:unbound:${name}`, safety: 'S2' }), tolerate: bearable });
  // A server that demands a certificate of everybody refuses in the handshake.
  if (stolen.lost !== undefined) return stolen.lost.cause === 'tls' ? examined(1) : undetermined(stolen.lost.cause, stolen.lost.detail);
  const { status } = responseOf(stolen);
  if (status >= 200 && status < 300)
    return violated({ code: 'stolen-token-served', at: placeOf(stolen, sample.operation.method), got: String(status), want: '401' });
  if (status === 400 || status === 401 || status === 403) return examined(1);
  return busy(stolen) ?? undetermined('unexpected-answer', `status ${status} for a token without its certificate`);
}

export const senderConstrained = defineCheck({
  id: 'probe/sender-constrained',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['stolen-token-served', 'token-bound-to-nobody'],

  *probe(subject) {
    const [name] = subject.identities;
    if (name === undefined) return undetermined('no-credential', 'the statement has no usable identity');
    if (subject.service.credentials?.identities?.[name]?.kind === 'api_key')
      return undetermined('no-access-token', `${name} calls with a key, not with an access token`);
    const call = yield* servedCall(subject);
    if ('cause' in call) return call;
    const token = yield* tokenOf(name);
    if ('cause' in token) return token;
    if (token.facts.alterations.includes('unbound')) return yield* judgeStolen(subject, call.sample, name);
    return violated({ code: 'token-bound-to-nobody', at: placeOf(call.served, call.sample.operation.method), want: 'cnf' });
  },
});
