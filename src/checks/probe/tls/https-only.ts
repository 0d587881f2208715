/**
 * probe/https-only — the service is offered over HTTPS, on its own port.
 *
 * Source   EGIF-TEC-TLS-001; RFC 9110 §4.2.2.
 * Evidence the statement's URLs, one full handshake and one answer (of any status) of the status resource over TLS.
 */
import { ask, defineCheck } from '../../ask.js';
import { placeOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import { examined } from '../../../contract/judgement.js';
import { statusCall } from '../calls.js';
import { sessionOf } from './tls.js';

const isCleartext = (url: string): boolean => /^http:/i.test(url);

function statedFindings(subject: CheckSubject): readonly Finding[] {
  const place = (spot: string): string => placeOf({ environment: subject.environment.id, place: '' }, spot);
  const { credentials, contracts } = subject.service;
  const linked = [
    ['issuer', credentials?.issuer],
    ['tokenUrl', credentials?.tokenUrl],
    ...(contracts ?? []).map(({ url }) => ['contract', url] as const),
  ] as const;
  const findings: Finding[] = linked
    .filter(([, url]) => url !== undefined && isCleartext(url))
    .map(([spot]) => ({ code: 'linked-url-cleartext', at: place(spot), want: 'https' }));
  const base = new URL(subject.baseUrl);
  if (base.protocol === 'http:') findings.push({ code: 'base-url-cleartext', at: place('baseUrl'), want: 'https' });
  else if (base.port !== '' && subject.environment.kind !== 'local') {
    findings.push({ code: 'https-odd-port', at: place('baseUrl'), got: base.port, want: '443' });
  }
  return findings;
}

export const httpsOnly = defineCheck({
  id: 'probe/https-only',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['base-url-cleartext', 'linked-url-cleartext', 'https-odd-port'],

  *probe(subject) {
    const findings = statedFindings(subject);
    if (findings.length > 0) return examined(findings.length, findings);
    yield* ask(sessionOf(subject));
    yield* ask(statusCall(subject));
    return examined(2);
  },
});
