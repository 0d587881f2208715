/**
 * probe/accept-negotiation — any type is served, and a type that cannot be had is declined without a crash.
 *
 * Source   EGIF-TEC-HTP-007; RFC 9110 §12.5.1 and §15.5.7. Serving the default instead of 406 is allowed there, and here.
 * Evidence each safe operation twice: with the wildcard, and with a type that does not exist.
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
  findings: ['any-type-refused', 'unacceptable-type-misanswered'],

  *probe(subject) {
    const { operation } = subject;
    const sample = operation === undefined ? undefined : sendable(subject, operation);
    if (sample === undefined) return unsendable(subject, operation);
    const any = yield* ask(callOf(subject, sample));
    if (responseOf(any).status === 406) return violated({ code: 'any-type-refused', at: placeOf(any, 'accept'), got: '406', want: '2xx' });
    const broken = unserved(any);
    if (broken !== undefined) return broken;
    const unknown = yield* ask(callOf(subject, sample, { headers: [['Accept', 'application/x-egif-unknown']] }));
    const { status } = responseOf(unknown);
    if (status === 406 || (status >= 200 && status < 300)) return examined(2);
    return (
      busy(unknown) ?? violated({ code: 'unacceptable-type-misanswered', at: placeOf(unknown, 'accept'), got: String(status), want: '406 or 2xx' })
    );
  },
});
