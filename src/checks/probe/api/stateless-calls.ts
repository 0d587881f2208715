/**
 * probe/stateless-calls — calls stand alone: the service starts no session by cookie.
 *
 * Source   EGIF-TEC-API-009; RFC 9110 §3.3 (stateless).
 * Evidence the valid call of each safe operation. Cookies of known load balancers and bot filters are passed over.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { headerValues, placeOf } from '../../read.js';
import { satisfied, violated } from '../../../contract/judgement.js';
import { unserved } from '../answers.js';
import { sendable, unsendable } from '../calls.js';

const infrastructure =
  /^(AWSALB|AWSELB|SERVERID|BIGipServer|TS[0-9a-f]{6,}|ARRAffinity|INGRESSCOOKIE|ROUTEID|__cf|ar_debug|arvancloud|incap_ses|visid_incap)/i;

export const statelessCalls = defineCheck({
  id: 'probe/stateless-calls',
  safety: 'S2',
  over: 'safe-operations',
  params: {},
  findings: ['session-cookie-set'],

  *probe(subject) {
    const { operation } = subject;
    const sample = operation === undefined ? undefined : sendable(subject, operation);
    if (sample === undefined) return unsendable(subject, operation);
    const exchange = yield* ask(callOf(subject, sample));
    const broken = unserved(exchange);
    if (broken !== undefined) return broken;
    const names = headerValues(exchange, 'set-cookie').map((cookie) => (cookie.split('=')[0] ?? '').trim());
    const own = names.filter((name) => !infrastructure.test(name));
    return own.length === 0 ? satisfied : violated({ code: 'session-cookie-set', at: placeOf(exchange, 'set-cookie'), got: own.join(', ') });
  },
});
