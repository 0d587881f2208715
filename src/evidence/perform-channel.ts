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
import { guarded, type Parts, type Performer } from './performer.js';
import { refusalOf } from './permission.js';
import { requestHeaders } from './request-headers.js';
import { type ClientPair, selfSignedLike } from './self-signed.js';

/** The same request without a client certificate: its credential is made by the rules of every other one. */
const requestOf = ({ url, credential, safety, place }: ChannelAction): HttpAction => ({
  kind: 'http',
  method: 'GET',
  url,
  credential,
  safety,
  place,
});

/** The pair that a client shows; `none` for nobody. Loss: no-credential. */
async function pairOf({ client }: ChannelAction, parts: Parts): Promise<{ readonly pair?: ClientPair } | Lost> {
  if (client === 'none') return {};
  const [way = '', name = ''] = client.split(/:(.*)/s);
  try {
    const pair = await parts.clientCertificate(name);
    return { pair: way === 'self-signed' ? selfSignedLike(pair.cert, parts.clock()) : pair };
  } catch (error) {
    return lost('no-credential', error instanceof EgifError ? error.message : `the client certificate of ${name} cannot be read`);
  }
}

async function send(
  action: ChannelAction,
  parts: Parts,
): Promise<{ readonly at: string; readonly elapsedMs: number; readonly result: ChannelResult | Lost }> {
  const at = parts.clock().toISOString();
  const early = refusalOf(action, parts.permission);
  if (early !== undefined) return { at, elapsedMs: 0, result: early };
  const request = requestOf(action);
  const [shown, credential] = [await pairOf(action, parts), await present(request, parts)];
  if (isLost(shown)) return { at, elapsedMs: 0, result: shown };
  if (isLost(credential)) return { at, elapsedMs: 0, result: credential };
  const { contexts, trust, timeoutMs } = parts;
  const trusted = [action.client, action.credential].some((each) => each.startsWith('identity:'));
  const url = new URL(action.url);
  const headers = requestHeaders(request, credential.headers).filter(([name]) => !/^(?:host|connection)$/i.test(name));
  return guarded(action, parts, (pin) => askOverChannel({ url, pin, headers, trusted, contexts, trust, timeoutMs, ...shown }));
}

export const performChannel: Performer<ChannelAction> = async (action, parts) => {
  const { at, elapsedMs, result } = await send(action, parts);
  const { remote, ...answer } = isLost(result) ? { remote: undefined } : result;
  const { safety, url, client, credential } = action;
  return {
    at,
    elapsedMs,
    content: { kind: 'channel', ...answer },
    action: { kind: 'channel', safety, url: parts.redactor.url(url), client, credential },
    redactions: 0,
    ...(isLost(result) ? { lost: result.lost } : {}),
    ...(remote === undefined ? {} : { remote }),
  };
};
