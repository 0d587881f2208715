/**
 * probe/tls13 — TLS 1.3 is negotiated when a client offers it.
 *
 * Source   EGIF-TEC-TLS-003; RFC 8446; RFC 9325 §3.1.1.
 * Evidence one raw ClientHello that offers TLS 1.3 only.
 */
import { ask, defineCheck } from '../ask.js';
import { placeOf } from '../read.js';
import { satisfied, undetermined, violated } from '../../contract/judgement.js';
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
    return hello.outcome === 'accepted' ? satisfied : violated({ code: 'tls13-not-offered', at: placeOf(hello), want: 'TLSv1.3' });
  },
});
