/**
 * probe/mutual-tls — the channel of the exchange serves nobody without a certificate that was issued to him.
 *
 * Source   EGIF-TEC-TLS-010; RFC 8446 §4.3.2, §4.4.2.4; RFC 8705.
 * Evidence one GET of a safe operation, three times with the same token: with the issued certificate, as control; without one; with a
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

/** A GET that a consumer with a certificate may make: a secured one where there is a token for it, otherwise the status resource. */
function requestFor(subject: CheckSubject): Pick<ChannelAction, 'url' | 'credential' | 'place'> {
  const others = { ...subject, identities: subject.identities.filter((name) => name !== channelIdentity(subject)) };
  const operation = (subject.contract?.operations ?? []).find(
    (each) => each.method === 'GET' && each.secured && sendable(others, each) !== undefined,
  );
  const sample = operation === undefined ? undefined : sendable(others, operation);
  const { url, credential, place } = sample === undefined ? statusCall(subject) : callOf(others, sample, { credential: firstIdentity(others) });
  return { url: overChannel(subject, url), credential, place };
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
    const request = requestFor(subject);
    const call = (client: ClientCertificate): ChannelAction => ({ kind: 'channel', ...request, client, safety: 'S2', tolerate: bearable });
    const own = yield* ask(call(`identity:${name}`));
    if (own.lost !== undefined) return undetermined(own.lost.cause, own.lost.detail);
    if (!serves(own)) return undetermined('positive-control-failed', `with the issued certificate: ${own.alert ?? `status ${own.status ?? 'none'}`}`);
    const nobody = yield* ask(call('none'));
    const stranger = yield* ask(call(`self-signed:${name}`));
    return combine([judgeStranger(nobody, 'mutual-tls-missing'), judgeStranger(stranger, 'mutual-tls-self-signed')]);
  },
});
