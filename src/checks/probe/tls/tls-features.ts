/**
 * probe/tls-features — no compression, secure renegotiation, no invitation to early data.
 *
 * Source   EGIF-TEC-TLS-011; RFC 9325 §3.3 (compression), §3.5 (renegotiation), §3.10 and RFC 8470 §3 (early data); RFC 5746 §3.6; RFC 8446 §4.6.1.
 * Evidence one raw TLS 1.2 ClientHello that offers DEFLATE, plain ones where it is refused, and one full handshake up to its first ticket. From
 *          TLS 1.3 on there is neither compression nor renegotiation. Nothing is ever renegotiated or sent as early data: a server that invites
 *          early data is told as such, because what it would do with an unsafe request is not tried.
 */
import { ask, defineCheck } from '../../ask.js';
import { placeOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Action, Observation, TlsHello } from '../../../contract/evidence.js';
import { examined, satisfied, undetermined, type Judgement } from '../../../contract/judgement.js';
import { bearable, combine } from '../gather.js';
import { helloOf, sessionOf } from './tls.js';

function judgeHello(hello: TlsHello): Judgement {
  const at = placeOf(hello);
  const findings: Finding[] = [];
  if ((hello.compression ?? 0) !== 0) findings.push({ code: 'tls-compression-on', at, got: String(hello.compression), want: '0' });
  if (hello.renegotiationInfo === false) findings.push({ code: 'tls-renegotiation-insecure', at, want: 'renegotiation_info' });
  return hello.compression === undefined || hello.renegotiationInfo === undefined
    ? undetermined('unexpected-answer', 'the ServerHello was not read for compression and renegotiation')
    : examined(2, findings);
}

/** Compression and renegotiation, which are matters of TLS 1.2 and before. */
function* judgeOlder(subject: CheckSubject): Generator<Action, Judgement, Observation> {
  const offered = yield* ask({ ...helloOf(subject, 'TLSv1.2'), compression: true });
  if (offered.outcome === 'accepted') return judgeHello(offered);
  if (offered.lost !== undefined) return undetermined(offered.lost.cause, offered.lost.detail);
  // Refused: for the offer of compression, or for the version.
  const plain = yield* ask(helloOf(subject, 'TLSv1.2'));
  if (plain.outcome === 'accepted') return judgeHello(plain);
  if (plain.lost !== undefined) return undetermined(plain.lost.cause, plain.lost.detail);
  const modern = yield* ask(helloOf(subject, 'TLSv1.3'));
  if (modern.outcome === 'accepted') return examined(2);
  return undetermined(modern.lost?.cause ?? 'positive-control-failed', modern.lost?.detail ?? 'neither TLS 1.2 nor TLS 1.3 was accepted');
}

function* judgeEarlyData(subject: CheckSubject): Generator<Action, Judgement, Observation> {
  const observation = yield* ask({ ...sessionOf(subject), tickets: true, tolerate: bearable });
  const { session, lost } = observation;
  if (session === undefined) return undetermined(lost?.cause ?? 'no-certificate', lost?.detail ?? 'no handshake');
  if (session.protocol !== 'TLSv1.3' || session.earlyData === 0) return satisfied;
  return session.earlyData === undefined
    ? undetermined('unexpected-answer', 'no ticket was waited for')
    : undetermined('early-data-offered', `tickets invite ${session.earlyData} octets of early data`);
}

export const tlsFeatures = defineCheck({
  id: 'probe/tls-features',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['tls-compression-on', 'tls-renegotiation-insecure'],

  *probe(subject) {
    return combine([yield* judgeOlder(subject), yield* judgeEarlyData(subject)]);
  },
});
