/**
 * probe/certificate-trust — the certificate is trusted, in date and names the host.
 *
 * Source   EGIF-TEC-TLS-005; RFC 5280 §6.1; RFC 9525 §6.
 * Evidence one full handshake; trust as this run's anchors have it, dates against the start of the run.
 */
import { ask, defineCheck } from '../../ask.js';
import { placeOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import { examined, undetermined } from '../../../contract/judgement.js';
import { sessionOf } from './tls.js';

export const certificateTrust = defineCheck({
  id: 'probe/certificate-trust',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['certificate-untrusted', 'certificate-expired', 'certificate-not-yet-valid', 'certificate-wrong-host'],

  *probe(subject) {
    const observation = yield* ask(sessionOf(subject));
    const session = observation.session;
    const [leaf] = session?.chain ?? [];
    if (session === undefined || leaf === undefined) return undetermined('no-certificate', 'the handshake showed no certificate');
    const now = Date.parse(subject.startedAt);
    const at = placeOf(observation, 'certificate');
    const findings: Finding[] = [];
    if (Date.parse(leaf.notAfter) < now) findings.push({ code: 'certificate-expired', at, got: leaf.notAfter });
    if (Date.parse(leaf.notBefore) > now) findings.push({ code: 'certificate-not-yet-valid', at, got: leaf.notBefore });
    if (!session.hostMatches) findings.push({ code: 'certificate-wrong-host', at, got: leaf.subjectAltNames.join(', ') });
    // A client that stops at the date says nothing of the chain, and one that stops at the name neither.
    const explained = findings.length > 0 && /expired|not[-_ ]yet[-_ ]valid|altname|hostname/i.test(session.trustError ?? '');
    if (!session.trusted && !explained) findings.push({ code: 'certificate-untrusted', at, got: session.trustError ?? 'no trusted anchor' });
    return examined(3, findings);
  },
});
