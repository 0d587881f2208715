/**
 * probe/tls13 — TLS 1.3 is negotiated when a client offers it.
 *
 * Source   EGIF-TEC-TLS-003; RFC 8446; RFC 9325 §3.1.1.
 * Evidence one raw ClientHello that offers TLS 1.3 only; where it is closed without an alert, one that offers TLS 1.2 as a control.
 */
import { ask, defineCheck } from '../../ask.js';
import { placeOf } from '../../read.js';
import { satisfied, undetermined, violated } from '../../../contract/judgement.js';
import { helloOf } from './tls.js';

export const tls13 = defineCheck({
  id: 'probe/tls13',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['tls13-not-offered'],

  *probe(subject) {
    const hello = yield* ask(helloOf(subject, 'TLSv1.3'));
    if (hello.lost !== undefined) return undetermined(hello.lost.cause, hello.lost.detail);
    if (hello.outcome === 'accepted') return satisfied;
    // A bare close may be a firewall's: it is a refusal of this version only where another is accepted.
    if (hello.alert === undefined) {
      const control = yield* ask(helloOf(subject, 'TLSv1.2'));
      if (control.outcome !== 'accepted') return undetermined('reset', 'every handshake was closed without an alert');
    }
    return violated({ code: 'tls13-not-offered', at: placeOf(hello), want: 'TLSv1.3' });
  },
});
