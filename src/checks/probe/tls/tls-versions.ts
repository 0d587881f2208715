/**
 * probe/tls-versions — TLS 1.2 or 1.3 is negotiated, older protocols are refused.
 *
 * Source   EGIF-TEC-TLS-002; RFC 8996 §4, §5; RFC 7568 §3.
 * Evidence five raw ClientHellos, one protocol version each. An alert or a close is a refusal; silence is a loss, never a refusal.
 * Params   minVersion, `1.2` or `1.3`.
 */
import { ask, defineCheck } from '../../ask.js';
import { textParam } from '../../params.js';
import { placeOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation, TlsVersion } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { combine } from '../gather.js';
import { helloOf } from './tls.js';

function* refuses(subject: CheckSubject, version: TlsVersion): Generator<Action, Judgement, Observation> {
  const hello = yield* ask(helloOf(subject, version));
  if (hello.lost !== undefined) return undetermined(hello.lost.cause, `${version}: ${hello.lost.detail}`);
  return hello.outcome === 'accepted'
    ? violated({ code: 'tls-old-version-accepted', at: placeOf(hello), got: version, want: 'refused' })
    : examined(1);
}

export const tlsVersions = defineCheck({
  id: 'probe/tls-versions',
  safety: 'S1',
  over: 'service',
  params: { minVersion: 'text' },
  findings: ['tls-modern-version-refused', 'tls-old-version-accepted'],

  *probe(subject, params) {
    const modern: readonly TlsVersion[] = textParam(params, 'minVersion', '1.2') === '1.3' ? ['TLSv1.3'] : ['TLSv1.3', 'TLSv1.2'];
    const old: readonly TlsVersion[] = ['SSLv3', 'TLSv1', 'TLSv1.1'];
    const accepted: Judgement[] = [];
    const lost: Judgement[] = [];
    let alerts = 0;
    for (const version of modern) {
      const hello = yield* ask(helloOf(subject, version));
      if (hello.lost !== undefined) lost.push(undetermined(hello.lost.cause, `${version}: ${hello.lost.detail}`));
      else if (hello.outcome === 'accepted') accepted.push(examined(1));
      else if (hello.alert !== undefined) alerts += 1;
    }
    const refusals: Judgement[] = [];
    for (const version of modern.length === 1 ? [...old, 'TLSv1.2' as const] : old) refusals.push(yield* refuses(subject, version));
    const at = placeOf({ environment: subject.environment.id, place: 'tls' });
    // Closed without a word whatever is offered: a firewall or a broken balancer, and no choice of versions.
    const silent = accepted.length === 0 && alerts === 0 && refusals.every(({ findings }) => findings.length === 0);
    if (silent) return combine([...lost, undetermined('reset', 'every handshake was closed without an alert')]);
    const none = accepted.length === 0 && lost.length === 0;
    return combine([...(none ? [violated({ code: 'tls-modern-version-refused', at, want: modern.join(', ') })] : accepted), ...lost, ...refusals]);
  },
});
