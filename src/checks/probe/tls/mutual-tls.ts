/**
 * probe/mutual-tls — the channel of the exchange serves nobody without a certificate that was issued to him.
 *
 * Source   EGIF-TEC-TLS-010; RFC 8446 §4.3.2, §4.4.2.4; RFC 8705.
 * Evidence one GET of the status resource, or of a safe operation, three times: with the issued certificate, as control; without one; with a
 *          self-signed one of the same subject. Only the end result counts: an alert, a close, or a refusing status.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { placeOf } from '../../read.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { ChannelAction, ChannelAnswer, ClientCertificate } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { firstIdentity, sendable, statusCall } from '../calls.js';
import { bearable, combine } from '../gather.js';

/** 495 and 496 are words of a widely used proxy for a wrong and for a missing certificate. */
const refusals: ReadonlySet<number> = new Set([400, 401, 403, 421, 495, 496]);
const serves = ({ status = 0 }: ChannelAnswer): boolean => status >= 200 && status < 300;

/** The identity of the statement that shows a certificate of its own. */
function channelIdentity({ service, identities }: CheckSubject): string | undefined {
  return Object.entries(service.credentials?.identities ?? {}).find(([name, { kind }]) => kind === 'mtls' && identities.includes(name))?.[0];
}

/** The same resource by the base URL of the exchange channel, where the statement names one. */
function overChannel({ baseUrl, environment }: CheckSubject, url: string): string {
  const channel = environment.channel?.replace(/\/+$/, '');
  return channel === undefined || !url.startsWith(baseUrl) ? url : `${channel}${url.slice(baseUrl.length)}`;
}

type Request = Pick<ChannelAction, 'url' | 'credential' | 'place'>;

/**
 * GETs that a consumer with a certificate may make, the best first: the status resource, which needs no token, so that nothing but the channel can refuse
 * it; then a secured operation, whose token may be bound to a certificate too (RFC 8705).
 */
function requestsFor(subject: CheckSubject): readonly Request[] {
  const others = { ...subject, identities: subject.identities.filter((name) => name !== channelIdentity(subject)) };
  const operation = (subject.contract?.operations ?? []).find(
    (each) => each.method === 'GET' && each.secured && sendable(others, each) !== undefined,
  );
  const sample = operation === undefined ? undefined : sendable(others, operation);
  const calls = [statusCall(subject), ...(sample === undefined ? [] : [callOf(others, sample, { credential: firstIdentity(others) })])];
  return calls.map(({ url, credential, place }) => ({ url: overChannel(subject, url), credential, place }));
}

function judgeStranger(answer: ChannelAnswer, code: string): Judgement {
  if (answer.lost !== undefined) return undetermined(answer.lost.cause, answer.lost.detail);
  if (answer.outcome === 'refused' || refusals.has(answer.status ?? 0)) return examined(1);
  if (serves(answer)) return violated({ code, at: placeOf(answer), got: String(answer.status), want: 'an alert, 400, 401 or 403' });
  return undetermined('unexpected-answer', `status ${answer.status ?? ''}`);
}

export const mutualTls = defineCheck({
  id: 'probe/mutual-tls',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['mutual-tls-missing', 'mutual-tls-self-signed'],

  *probe(subject) {
    const name = channelIdentity(subject);
    if (name === undefined)
      return undetermined('no-credential', 'the statement names no identity of kind mtls whose certificate and key could be had');
    const call = (request: Request, client: ClientCertificate): ChannelAction => ({
      kind: 'channel',
      ...request,
      client,
      safety: 'S2',
      tolerate: bearable,
    });
    let refused: Judgement | undefined;
    for (const request of requestsFor(subject)) {
      const own = yield* ask(call(request, `identity:${name}`));
      if (own.lost !== undefined) return undetermined(own.lost.cause, own.lost.detail);
      if (!serves(own)) {
        refused ??= undetermined('positive-control-failed', `with the issued certificate: ${own.alert ?? `status ${own.status ?? 'none'}`}`);
        continue;
      }
      const nobody = yield* ask(call(request, 'none'));
      const stranger = yield* ask(call(request, `self-signed:${name}`));
      return combine([judgeStranger(nobody, 'mutual-tls-missing'), judgeStranger(stranger, 'mutual-tls-self-signed')]);
    }
    return refused ?? undetermined('no-test-data');
  },
});
