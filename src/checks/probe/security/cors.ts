/**
 * probe/cors — foreign web pages cannot read secured answers.
 *
 * Source   EGIF-TEC-SEC-016; WHATWG Fetch, CORS protocol; RFC 2606 §2 (.invalid).
 * Evidence the valid call of each safe operation with an Origin that is nobody's. Public operations may answer any origin, without credentials.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { headerValues, placeOf } from '../../read.js';
import { satisfied, violated } from '../../../contract/judgement.js';
import { unserved } from '../answers.js';
import { sendable, unsendable } from '../calls.js';

const origin = 'https://egif-probe.invalid';

export const cors = defineCheck({
  id: 'probe/cors',
  safety: 'S2',
  over: 'safe-operations',
  params: {},
  findings: ['cors-origin-reflected', 'cors-any-origin', 'cors-credentials-for-any'],

  *probe(subject) {
    const { operation } = subject;
    const sample = operation === undefined ? undefined : sendable(subject, operation);
    if (operation === undefined || sample === undefined) return unsendable(subject, operation);
    const exchange = yield* ask(callOf(subject, sample, { headers: [['Origin', origin]] }));
    const broken = unserved(exchange);
    if (broken !== undefined) return broken;
    const at = placeOf(exchange, 'access-control-allow-origin');
    const allowed = headerValues(exchange, 'access-control-allow-origin');
    const open = allowed.includes('*') || allowed.includes(origin);
    const withCredentials = headerValues(exchange, 'access-control-allow-credentials').some((value) => value.toLowerCase() === 'true');
    if (open && withCredentials) return violated({ code: 'cors-credentials-for-any', at, got: allowed.join(', ') });
    if (!operation.secured) return satisfied;
    if (allowed.includes(origin)) return violated({ code: 'cors-origin-reflected', at, got: origin });
    return allowed.includes('*') ? violated({ code: 'cors-any-origin', at, got: '*' }) : satisfied;
  },
});
