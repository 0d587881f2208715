/**
 * probe/base-url-name — the base URL has a name under the agency's domains and the default port.
 *
 * Source   EGIF-TEC-NET-001; RFC 3986 §3.2.2.
 * Evidence the statement, and one answer that shows that the name resolves.
 */
import { ask, defineCheck } from '../../ask.js';
import { placeOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import { examined, undetermined } from '../../../contract/judgement.js';
import { statusCall } from '../calls.js';

export const baseUrlName = defineCheck({
  id: 'probe/base-url-name',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['base-url-address', 'base-url-port', 'base-url-foreign-domain'],

  *probe(subject) {
    if (subject.environment.kind === 'local') return undetermined('local-environment', 'a local environment has no public name');
    const { hostname, port } = new URL(subject.baseUrl);
    const at = placeOf({ environment: subject.environment.id, place: '' }, 'baseUrl');
    const findings: Finding[] = [];
    // The URL parser has written every form of an IPv4 address as four numbers and keeps IPv6 in brackets.
    const address = hostname.startsWith('[') || /^[0-9]+(\.[0-9]+){3}$/.test(hostname);
    if (address) findings.push({ code: 'base-url-address', at, want: 'a DNS name' });
    else if (!subject.agency.domains.some((domain) => hostname === domain.toLowerCase() || hostname.endsWith(`.${domain.toLowerCase()}`))) {
      findings.push({ code: 'base-url-foreign-domain', at, want: subject.agency.domains.join(', ') });
    }
    if (port !== '') findings.push({ code: 'base-url-port', at, got: port, want: '443' });
    if (findings.length > 0) return examined(2, findings);
    yield* ask(statusCall(subject));
    return examined(2);
  },
});
