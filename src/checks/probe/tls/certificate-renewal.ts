/**
 * probe/certificate-renewal — enough of the certificate's life is left.
 *
 * Source   EGIF-TEC-TLS-007.
 * Evidence one full handshake and the server's Date; the margin is counted from the start of the run. A certificate that lives under 90 days needs a third of its life.
 * Params   days.
 */
import { ask, defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { placeOf } from '../../read.js';
import { satisfied, undetermined, violated } from '../../../contract/judgement.js';
import { agreed, clocksOf } from './clocks.js';
import { sessionOf } from './tls.js';

const dayMs = 86_400_000;

export const certificateRenewal = defineCheck({
  id: 'probe/certificate-renewal',
  safety: 'S1',
  over: 'service',
  params: { days: 'days' },
  findings: ['certificate-renewal-near'],

  *probe(subject, params) {
    const days = numberParam(params, 'days', 21);
    const observation = yield* ask(sessionOf(subject));
    const [leaf] = observation.session?.chain ?? [];
    if (leaf === undefined) return undetermined('no-certificate', 'the handshake showed no certificate');
    const lifetime = (Date.parse(leaf.notAfter) - Date.parse(leaf.notBefore)) / dayMs;
    const left = (now: number): number => (Date.parse(leaf.notAfter) - now) / dayMs;
    const least = lifetime < 90 ? Math.min(days, lifetime / 3) : days;
    const clocks = yield* clocksOf(subject);
    const enough = agreed(clocks, (now) => left(now) >= least);
    if (enough === undefined) return undetermined('clock-doubtful', `valid until ${leaf.notAfter}`);
    if (enough) return satisfied;
    const at = placeOf(observation, 'certificate');
    return violated({ code: 'certificate-renewal-near', at, got: String(Math.floor(left(clocks[0]))), want: `≥ ${Math.ceil(least)}` });
  },
});
