/**
 * Requests over a channel of mutual TLS as actions: who shows which certificate, and what came of it.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { ChannelAction, HttpAction } from '../contract/evidence.js';
import { EgifError } from '../errors.js';
import { askOverChannel, type ChannelResult } from './channel-exchange.js';
import { present } from './http-exchange.js';
import { isLost, lost, type Lost } from './losses.js';
import type { ClientChannel } from './mtls-channel.js';
import { guarded, type Parts, type Performer, type Timed } from './performer.js';
import { refusalOf } from './permission.js';
import { requestHeaders } from './request-headers.js';
import { selfSignedLike } from './self-signed.js';

/** The same request without a client certificate: its credential is made by the rules of every other one. */
const requestOf = ({ url, credential, safety, place }: ChannelAction): HttpAction => ({
  kind: 'http',
  method: 'GET',
  url,
  credential,
  safety,
  place,
});

/** Who the connection is opened as; nobody for `none`. Loss: no-credential. */
async function clientOf({ client }: ChannelAction, { credentials, clock }: Parts): Promise<{ readonly channel?: ClientChannel } | Lost> {
  if (client === 'none') return {};
  const [way = '', name = ''] = client.split(/:(.*)/s);
  try {
    const channel = await credentials.channel?.(name);
    if (channel === undefined) return lost('no-credential', `there is no client certificate of ${name}`);
    return { channel: way === 'self-signed' ? selfSignedLike(channel.certificate, clock()) : channel };
  } catch (error) {
    return lost('no-credential', error instanceof EgifError ? error.message : `the client certificate of ${name} cannot be read`);
  }
}

async function send(action: ChannelAction, parts: Parts): Promise<Timed<ChannelResult>> {
  const at = parts.clock().toISOString();
  const early = refusalOf(action, parts.permission);
  if (early !== undefined) return { at, elapsedMs: 0, result: early };
  const request = requestOf(action);
  const [shown, credential] = [await clientOf(action, parts), await present(request, parts)];
  if (isLost(shown)) return { at, elapsedMs: 0, result: shown };
  if (isLost(credential)) return { at, elapsedMs: 0, result: credential };
  const { contexts, timeoutMs, ownDelay } = parts;
  const trusted = [action.client, action.credential].some((each) => each.startsWith('identity:'));
  const url = new URL(action.url);
  const headers = requestHeaders(request, credential.headers, parts.marker);
  return guarded(action, parts, (pin) => askOverChannel({ url, pin, headers, trusted, contexts, timeoutMs, ownDelay, ...shown }));
}

export const performChannel: Performer<ChannelAction> = async (action, parts) => {
  const { at, elapsedMs, ownDelayMs, result } = await send(action, parts);
  const { remote, ...answer } = isLost(result) ? { remote: undefined } : result;
  const { safety, url, client, credential } = action;
  return {
    at,
    elapsedMs,
    ownDelayMs,
    content: { kind: 'channel', ...answer },
    action: {
      kind: 'channel',
      safety,
      url: parts.redactor.url(url),
      client,
      credential,
      ...(parts.marker === undefined ? {} : { marker: parts.marker }),
    },
    redactions: 0,
    ...(isLost(result) ? { lost: result.lost } : {}),
    ...(remote === undefined ? {} : { remote }),
  };
};
