/**
 * probe/dnssec-ipv6 — the host's name is signed, and the host is reached over IPv6.
 *
 * Source   EGIF-TEC-NET-002; RFC 4035 §3.2.3 (AD); RFC 9364; RFC 8200.
 * Evidence answers of the resolvers that the statement declares, each first asked about the root zone: a resolver that does not vouch for the
 *          root validates nothing, and its silence about the host tells nothing. ClientHellos over each family; a port closed over IPv6 counts
 *          only where it is open over IPv4.
 */
import { ask, defineCheck } from '../../ask.js';
import { placeOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation, TlsHello } from '../../../contract/evidence.js';
import { examined, satisfied, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { combine } from '../gather.js';
import { addressesIn, askAll, hostNameOf, questionOf, rootName } from './names.js';
import { helloOf } from './tls.js';

const placeFor = (subject: CheckSubject): string => placeOf({ environment: subject.environment.id, place: 'dns' });

function* judgeSignature(subject: CheckSubject, name: string): Generator<Action, Judgement, Observation> {
  const { resolvers } = subject.environment;
  if (resolvers === undefined) return undetermined('resolver-undeclared', 'DNSSEC: no resolver is declared that could vouch for the name');
  let doubt = undetermined('resolver-not-validating', 'no declared resolver vouches for the root zone');
  for (const resolver of resolvers) {
    const control = yield* ask(questionOf(rootName, 'A', resolver));
    if (control.answer?.authenticated !== true) continue;
    const { answer, lost } = yield* ask(questionOf(name, 'A', resolver));
    if (answer?.rcode === 0) return answer.authenticated ? satisfied : violated({ code: 'dns-unsigned', at: placeFor(subject), want: 'AD' });
    doubt = undetermined(lost?.cause ?? 'resolver-failed', lost?.detail ?? `rcode ${answer?.rcode ?? ''}`);
  }
  return doubt;
}

/** A hello over one family that both versions in use may answer. */
function* greetOver(subject: CheckSubject, family: 4 | 6): Generator<Action, TlsHello, Observation> {
  const modern = yield* ask({ ...helloOf(subject, 'TLSv1.3'), family });
  return modern.outcome === 'refused' ? yield* ask({ ...helloOf(subject, 'TLSv1.2'), family }) : modern;
}

function* judgeReach(subject: CheckSubject): Generator<Action, Judgement, Observation> {
  const six = yield* greetOver(subject, 6);
  if (six.outcome !== undefined)
    return six.outcome === 'accepted' ? satisfied : undetermined('positive-control-failed', 'no TLS version was accepted over IPv6');
  if (six.lost?.cause !== 'refused') return undetermined('ipv6-unreachable', `over IPv6: ${six.lost?.detail ?? 'nothing'}`);
  const four = yield* greetOver(subject, 4);
  if (four.outcome === 'accepted') return violated({ code: 'ipv6-closed', at: placeFor(subject), got: six.lost.detail, want: 'TLS over IPv6' });
  return undetermined('positive-control-failed', 'the host was not reached over IPv4 either');
}

function* judgeIpv6(subject: CheckSubject, name: string): Generator<Action, Judgement, Observation> {
  const said = yield* askAll(subject, name, 'AAAA');
  if (said.some(({ answer }) => addressesIn(answer, 'AAAA').length > 0)) return yield* judgeReach(subject);
  const losses = said.flatMap(({ loss }) => (loss === undefined ? [] : [loss]));
  if (losses.length > 0) return combine(losses);
  // What this machine's own resolution leaves out may be its own doing.
  if (subject.environment.resolvers === undefined) return undetermined('resolver-undeclared', 'AAAA: no resolver is declared that could be asked');
  return violated({ code: 'ipv6-address-missing', at: placeFor(subject), want: 'AAAA' });
}

export const dnssecIpv6 = defineCheck({
  id: 'probe/dnssec-ipv6',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['dns-unsigned', 'ipv6-address-missing', 'ipv6-closed'],

  *probe(subject) {
    if (subject.environment.kind === 'local') return undetermined('local-environment', 'a local environment has no public name');
    const name = hostNameOf(subject);
    if (name === undefined) return undetermined('no-public-name', 'the base URL holds an address');
    const judged = combine([yield* judgeSignature(subject, name), yield* judgeIpv6(subject, name)]);
    return judged.findings.length > 0 && judged.examined === 0 ? examined(1, judged.findings) : judged;
  },
});
