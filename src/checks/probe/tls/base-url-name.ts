/**
 * probe/base-url-name — the base URL has a name under the agency's domains that resolves everywhere, and the default port.
 *
 * Source   EGIF-TEC-NET-001; RFC 3986 §3.2.2; RFC 1035 §4.1.1.
 * Evidence the statement; the name's addresses from each resolver that it declares; and one answer, which shows that the name resolves for this run.
 */
import { ask, defineCheck } from '../../ask.js';
import { placeOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { statusCall } from '../calls.js';
import { combine } from '../gather.js';
import { addressesIn, askAll, hostNameOf } from './names.js';

function statedFindings(subject: CheckSubject, at: string): readonly Finding[] {
  const { port } = new URL(subject.baseUrl);
  const name = hostNameOf(subject);
  const findings: Finding[] = [];
  if (name === undefined) findings.push({ code: 'base-url-address', at, want: 'a DNS name' });
  else if (!subject.agency.domains.some((domain) => name === domain.toLowerCase() || name.endsWith(`.${domain.toLowerCase()}`))) {
    findings.push({ code: 'base-url-foreign-domain', at, want: subject.agency.domains.join(', ') });
  }
  if (port !== '') findings.push({ code: 'base-url-port', at, got: port, want: '443' });
  return findings;
}

/** Whether the declared resolvers know the name. Where one knows it and another does not, each may be right for its own network. */
function* judgeResolvers(subject: CheckSubject, name: string, at: string): Generator<Action, Judgement, Observation> {
  if (subject.environment.resolvers === undefined) return examined(0);
  const [four, six] = [yield* askAll(subject, name, 'A'), yield* askAll(subject, name, 'AAAA')];
  const losses = [...four, ...six].flatMap(({ loss }) => (loss === undefined ? [] : [loss]));
  const resolves = four.map(({ answer }, index) => addressesIn(answer, 'A').length + addressesIn(six[index]?.answer, 'AAAA').length > 0);
  const unknown = resolves.filter((known) => !known).length;
  if (unknown === 0) return combine([examined(resolves.length), ...losses]);
  if (losses.length > 0) return combine(losses);
  if (unknown < resolves.length) return undetermined('resolvers-disagree', `${unknown} of ${resolves.length} resolvers know no address of the name`);
  return violated({ code: 'base-url-unresolved', at, want: 'A or AAAA' });
}

export const baseUrlName = defineCheck({
  id: 'probe/base-url-name',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['base-url-address', 'base-url-port', 'base-url-foreign-domain', 'base-url-unresolved'],

  *probe(subject) {
    if (subject.environment.kind === 'local') return undetermined('local-environment', 'a local environment has no public name');
    const at = placeOf({ environment: subject.environment.id, place: '' }, 'baseUrl');
    const findings = statedFindings(subject, at);
    const name = hostNameOf(subject);
    if (findings.length > 0 || name === undefined) return examined(2, findings);
    const resolved = yield* judgeResolvers(subject, name, at);
    if (resolved.findings.length > 0) return combine([examined(2), resolved]);
    yield* ask(statusCall(subject));
    return combine([examined(2), resolved]);
  },
});
