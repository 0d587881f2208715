/**
 * probe/cipher-suites — forward-secret AEAD cipher suites only.
 *
 * Source   EGIF-TEC-TLS-004; RFC 9325 §4.1 and §4.2; RFC 7465 (RC4); numbers from the IANA TLS Cipher Suites registry.
 * Evidence one raw TLS 1.2 ClientHello for each weak group, and controls that show that the server talks at all.
 * Params   cbc: `phase-out` tolerates CBC suites with (EC)DHE, `forbid` does not.
 */
import { ask, defineCheck } from '../../ask.js';
import { textParam } from '../../params.js';
import { placeOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { combine } from '../gather.js';
import { helloOf } from './tls.js';

/** Weak groups by IANA number; each number stands in the registry under a name of the group. */
const weakGroups: Readonly<Record<string, readonly number[]>> = {
  'NULL or anonymous': [0x0000, 0x0001, 0x0002, 0x003b, 0xc006, 0xc010, 0x0018, 0x001b, 0x0034, 0x003a, 0x006c, 0x006d, 0xc018, 0xc019],
  EXPORT: [0x0003, 0x0006, 0x0008, 0x000b, 0x000e, 0x0011, 0x0014, 0x0017, 0x0019],
  RC4: [0x0004, 0x0005, 0xc002, 0xc007, 0xc00c, 0xc011],
  'DES or 3DES': [0x0009, 0x000a, 0x0015, 0x0016, 0xc003, 0xc008, 0xc00d, 0xc012],
  'static RSA': [0x002f, 0x0035, 0x003c, 0x003d, 0x009c, 0x009d, 0xc09c, 0xc09d],
};
const cbcSuites: readonly number[] = [0xc009, 0xc00a, 0xc013, 0xc014, 0xc023, 0xc024, 0xc027, 0xc028, 0x0033, 0x0039, 0x0067, 0x006b];
const soundSuites: readonly number[] = [0xc02b, 0xc02c, 0xc02f, 0xc030, 0xcca8, 0xcca9, 0x009e, 0x009f];

interface Group {
  readonly name: string;
  readonly suites: readonly number[];
  readonly code: string;
}

function* refusesGroup(subject: CheckSubject, group: Group): Generator<Action, Judgement, Observation> {
  const hello = yield* ask(helloOf(subject, 'TLSv1.2', group.suites));
  if (hello.lost !== undefined) return undetermined(hello.lost.cause, `${group.name}: ${hello.lost.detail}`);
  if (hello.outcome !== 'accepted') return examined(1);
  const chosen = hello.cipher === undefined ? '' : ` (0x${hello.cipher.toString(16).padStart(4, '0')})`;
  return violated({ code: group.code, at: placeOf(hello), got: `${group.name}${chosen}`, want: 'ECDHE or DHE with AEAD' });
}

export const cipherSuites = defineCheck({
  id: 'probe/cipher-suites',
  safety: 'S1',
  over: 'service',
  params: { cbc: 'text' },
  findings: ['cipher-weak', 'cipher-cbc'],

  *probe(subject, params) {
    const sound = yield* ask(helloOf(subject, 'TLSv1.2', soundSuites));
    const modern = yield* ask(helloOf(subject, 'TLSv1.3'));
    if (sound.outcome !== 'accepted' && modern.outcome !== 'accepted') {
      const lost = sound.lost ?? modern.lost;
      return undetermined(lost?.cause ?? 'positive-control-failed', lost?.detail ?? 'no sound cipher suite was accepted');
    }
    const groups: Group[] = Object.entries(weakGroups).map(([name, suites]) => ({ name, suites, code: 'cipher-weak' }));
    if (textParam(params, 'cbc', 'phase-out') === 'forbid') groups.push({ name: 'CBC', suites: cbcSuites, code: 'cipher-cbc' });
    // Tolerated, but for the record: the evidence shows whether the phase-out has come.
    else yield* ask(helloOf(subject, 'TLSv1.2', cbcSuites));
    const judgements: Judgement[] = [];
    for (const group of groups) judgements.push(yield* refusesGroup(subject, group));
    return combine(judgements);
  },
});
