/**
 * One GET over a TLS connection of its own, with a client certificate or without; of the answer the status alone is read.
 *
 * In TLS 1.3 a server says only after the handshake what it thinks of a client's certificate (RFC 8446 §4.4.2.4, §6.2), so a refusal is judged
 * after the request was written.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { connect } from 'node:tls';
import type { ChannelAnswer, Headers } from '../contract/evidence.js';
import { openDeadline } from './deadline.js';
import { isLost, lossOf, lost, type Lost } from './losses.js';
import type { OwnDelay } from './own-delay.js';
import type { Pin } from './pinned-names.js';
import type { ClientChannel } from './mtls-channel.js';
import { octetsOf } from './raw-exchange.js';
import { peerDemands, serverName, type TlsContexts } from './trust.js';

export type ChannelResult = Pick<ChannelAnswer, 'outcome' | 'status' | 'alert'> & { readonly remote?: string };

interface Wire {
  readonly url: URL;
  readonly pin: Pin;
  readonly headers: Headers;
  /** Absent: no certificate is shown. */
  readonly channel?: ClientChannel;
  /** Send only to a server whose chain is trusted and whose certificate names the host. */
  readonly trusted: boolean;
  readonly contexts: TlsContexts;
  readonly timeoutMs: number;
  readonly ownDelay: OwnDelay;
}

const maxHeadOctets = 64 * 1024;
/** Alerts by which a server refuses a certificate or the want of one (RFC 8446 §6.2), as the platform writes them. */
export const certificateAlert =
  /ALERT_(?:NO_CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_(?:REVOKED|EXPIRED|UNKNOWN|REQUIRED)|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)/;

/** Sends the request. A certificate alert is a refusal, and so is a close without a word once the request was written. */
export async function askOverChannel(wire: Wire): Promise<ChannelResult | Lost> {
  const { url, headers, pin, trusted, channel, contexts } = wire;
  const octets = octetsOf({ method: 'GET', url, headers });
  if (octets === undefined) return lost('harness', 'a field of the request holds a line break');
  const port = Number(url.port || 443);
  const tunnelled = await pin.tunnel?.(pin, { port });
  if (tunnelled !== undefined && isLost(tunnelled)) return tunnelled;
  return new Promise((resolve) => {
    let written = false;
    let received = '';
    const socket = connect({
      ...(tunnelled === undefined ? { host: pin.host, port, lookup: pin.lookup } : { socket: tunnelled.socket }),
      secureContext: channel === undefined ? contexts.careful : contexts.asClient(channel),
      ...peerDemands(pin.host, trusted),
      ALPNProtocols: ['http/1.1'],
      ...serverName(pin.host),
    });
    const finish = (result: ChannelResult | Lost): void => {
      deadline.end();
      const remote = tunnelled === undefined ? socket.remoteAddress : tunnelled.remote;
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.destroy();
      resolve(isLost(result) || remote === undefined ? result : { ...result, remote });
    };
    const deadline = openDeadline(wire.ownDelay);
    deadline.start(wire.timeoutMs, 'no answer', finish);
    socket.on('secureConnect', () => {
      written = true;
      socket.write(octets);
    });
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      const [, status] = /^HTTP\/1\.[01] (\d{3})[ \r]/.exec(received) ?? [];
      if (status !== undefined) finish({ outcome: 'answered', status: Number(status) });
      else if (received.includes('\n') || received.length > maxHeadOctets) finish(lost('protocol', 'an answer that is no HTTP/1.1'));
    });
    socket.on('error', (error) => {
      const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
      const loss = lossOf(error);
      if (certificateAlert.test(code)) finish({ outcome: 'refused', alert: code });
      else finish(written && loss.lost.cause === 'reset' ? { outcome: 'refused' } : loss);
    });
    socket.on('close', () => finish(written && received === '' ? { outcome: 'refused' } : lost('reset', 'closed during the handshake')));
  });
}
