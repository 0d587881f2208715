/**
 * Where the event agency takes events of others: a signed delivery with 204, anything else with 401.
 *
 * Source   RFC 9421; CloudEvents 1.0.2, HTTP Protocol Binding.
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { AgencyRequest, Answer } from '../exchange.js';
import { listenTls } from '../listen.js';
import type { Pki } from '../pki.js';
import { mayAct } from '../signed/http-signatures.js';
import type { SignedManners } from '../signed/manners.js';

export const receiverPath = '/received-events';
/** The name under which the deliverer's key is known. */
export const delivererKeyId = 'deliverer-1';

export interface ReceiverWorld {
  readonly pki: Pki;
  readonly clock: () => Date;
  readonly port: number;
  readonly manners: SignedManners;
}

const mostOctets = 65_536;
const plain = (status: number): Answer => ({ status, headers: [['Cache-Control', 'no-store']] });

/** Opens the receiver; what it gives closes it. */
export function openReceiver({ pki, clock, port, manners }: ReceiverWorld): () => void {
  const verifying = { keyId: delivererKeyId, publicKey: pki.clientOf('deliverer').certificatePem, manners, nonces: new Set<string>() };
  const respond = (request: AgencyRequest): Answer => {
    if (request.path !== receiverPath) return plain(404);
    if (request.method !== 'POST') return plain(405);
    return plain(mayAct(request, { ...verifying, now: clock() }) ? 204 : 401);
  };
  const listening = listenTls({ port, respond, date: clock, maxBodyBytes: mostOctets, certificate: pki.serverOf('valid') });
  return () => void listening.then(({ close }) => close());
}
