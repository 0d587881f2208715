/**
 * probe/hsts — the host binds its clients to HTTPS for long enough.
 *
 * Source   EGIF-TEC-TLS-009; RFC 6797 §6.1.1 (max-age), §7.1 (one field only), §7.2 (not over cleartext).
 * Evidence one exchange: anonymous GET of the status path over TLS.
 * Params   maxAge, in seconds.
 */
import { ask, defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { headerValues, placeOf } from '../../read.js';
import { satisfied, violated } from '../../../contract/judgement.js';
import { busy } from '../answers.js';
import { statusCall } from '../calls.js';

export const hsts = defineCheck({
  id: 'probe/hsts',
  safety: 'S1',
  over: 'service',
  params: { maxAge: 'seconds' },
  findings: ['hsts-missing', 'hsts-repeated', 'hsts-malformed', 'hsts-too-short'],

  *probe(subject, params) {
    const least = numberParam(params, 'maxAge', 31_536_000);
    const exchange = yield* ask(statusCall(subject));
    const unavailable = busy(exchange);
    if (unavailable !== undefined) return unavailable;
    const at = placeOf(exchange, 'strict-transport-security');
    const [policy, ...more] = headerValues(exchange, 'strict-transport-security');
    if (policy === undefined) return violated({ code: 'hsts-missing', at });
    if (more.length > 0) return violated({ code: 'hsts-repeated', at, got: String(more.length + 1), want: '1' });
    const [, seconds] = /(?:^|;)\s*max-age\s*=\s*"?(\d+)"?\s*(?:;|$)/i.exec(policy) ?? [];
    if (seconds === undefined) return violated({ code: 'hsts-malformed', at, got: policy });
    return Number(seconds) >= least ? satisfied : violated({ code: 'hsts-too-short', at, got: seconds, want: `≥ ${least}` });
  },
});
