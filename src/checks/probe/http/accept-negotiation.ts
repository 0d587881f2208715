/**
 * probe/accept-negotiation — any type is served, and a type that cannot be had is declined without a crash.
 *
 * Source   EGIF-TEC-HTP-007; RFC 9110 §12.5.1 and §15.5.7. Serving the default instead of 406 is allowed there, and here.
 * Evidence each safe operation three times: with the wildcard, without the field, and with a type that does not exist.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import { examined, violated } from '../../../contract/judgement.js';
import { busy, unserved } from '../answers.js';
import { sendable, unsendable } from '../calls.js';

export const acceptNegotiation = defineCheck({
  id: 'probe/accept-negotiation',
  safety: 'S2',
  over: 'safe-operations',
  params: {},
  findings: ['any-type-refused', 'missing-accept-refused', 'unacceptable-type-misanswered'],

  *probe(subject) {
    const { operation } = subject;
    const sample = operation === undefined ? undefined : sendable(subject, operation);
    if (sample === undefined) return unsendable(subject, operation);
    const any = yield* ask(callOf(subject, sample));
    if (responseOf(any).status === 406) return violated({ code: 'any-type-refused', at: placeOf(any, 'accept'), got: '406', want: '2xx' });
    const broken = unserved(any);
    if (broken !== undefined) return broken;
    const without = yield* ask({ ...callOf(subject, sample), omit: ['accept'] as const });
    if (responseOf(without).status === 406) return violated({ code: 'any-type-refused', at: placeOf(without, 'accept'), got: '406', want: '2xx' });
    const unanswered = busy(without);
    if (unanswered !== undefined) return unanswered;
    const bare = responseOf(without).status;
    if (bare < 200 || bare > 299) return violated({ code: 'missing-accept-refused', at: placeOf(without, 'accept'), got: String(bare), want: '2xx' });
    const unknown = yield* ask(callOf(subject, sample, { headers: [['Accept', 'application/x-egif-unknown']] }));
    const { status } = responseOf(unknown);
    if (status === 406 || (status >= 200 && status < 300)) return examined(3);
    return (
      busy(unknown) ?? violated({ code: 'unacceptable-type-misanswered', at: placeOf(unknown, 'accept'), got: String(status), want: '406 or 2xx' })
    );
  },
});
