/**
 * One connection to a broker, of TLS or without, on which the first steps of its protocol are taken as somebody without a credential.
 *
 * Bounded in octets and time. Whoever is let in says goodbye where the protocol has a word for it: nothing is published, read or subscribed to.
 *
 * Room     evidence/broker (floor 3). May be imported within evidence only.
 */
import { randomBytes } from 'node:crypto';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { BrokerAction, BrokerSays } from '../../contract/evidence.js';
import { certificateAlert } from '../channel-exchange.js';
import { openDeadline } from '../deadline.js';
import { isLost, lossOf, lost, type Lost } from '../losses.js';
import type { OwnDelay } from '../own-delay.js';
import type { Pin } from '../pinned-names.js';
import { peerDemands, serverName, type TlsContexts } from '../trust.js';
import { dialects } from './dialects.js';

export interface BrokerResult {
  readonly says: BrokerSays;
  readonly remote?: string;
}

interface Wire {
  readonly pin: Pin;
  readonly contexts: TlsContexts;
  readonly timeoutMs: number;
  readonly ownDelay: OwnDelay;
}

const mostOctets = 131_072;

/** The way to the broker; through a proxy where there is one. */
async function socketTo(
  { origin, channel }: BrokerAction,
  { pin, contexts }: Wire,
): Promise<{ readonly socket: Socket; readonly remote?: string } | Lost> {
  const port = Number(new URL(origin).port || 443);
  const tunnelled = await pin.tunnel?.(pin, { port });
  if (tunnelled !== undefined && isLost(tunnelled)) return tunnelled;
  const remote = tunnelled?.remote === undefined ? {} : { remote: tunnelled.remote };
  if (channel === 'plain') {
    return { socket: tunnelled?.socket ?? connectPlain({ host: pin.host, port, lookup: pin.lookup }), ...remote };
  }
  const socket = connectTls({
    ...(tunnelled === undefined ? { host: pin.host, port, lookup: pin.lookup } : { socket: tunnelled.socket }),
    secureContext: contexts.looking,
    ...peerDemands(pin.host, false),
    ...serverName(pin.host),
  });
  return { socket, ...remote };
}

/** Takes the first steps. A TLS alert about a certificate is a refusal; a close without a word is told as such. */
export async function askBroker(action: BrokerAction, wire: Wire): Promise<BrokerResult | Lost> {
  const way = await socketTo(action, wire);
  if (isLost(way)) return way;
  const { socket } = way;
  const dialect = dialects[action.dialect];
  return new Promise((resolve) => {
    let heard = Buffer.alloc(0);
    let said = 0;
    const finish = (result: BrokerSays | Lost): void => {
      deadline.end();
      const remote = way.remote ?? socket.remoteAddress;
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      if ('outcome' in result && result.outcome === 'taken' && dialect.goodbye !== undefined) socket.end(dialect.goodbye);
      setTimeout(() => socket.destroy(), 200).unref();
      resolve('outcome' in result ? { says: result, ...(remote === undefined ? {} : { remote }) } : result);
    };
    const deadline = openDeadline(wire.ownDelay);
    deadline.start(wire.timeoutMs, 'no answer', finish);
    const say = (octets: Uint8Array): void => {
      said += 1;
      heard = Buffer.alloc(0);
      socket.write(octets);
    };
    const open = (): void => say(dialect.opening(`egif${randomBytes(6).toString('hex')}`));
    // A tunnel without TLS inside is connected already.
    if (action.channel === 'plain' && !socket.connecting) open();
    else socket.once(action.channel === 'tls' ? 'secureConnect' : 'connect', open);
    socket.on('data', (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
      if (heard.length > mostOctets) return finish({ outcome: 'unclear' });
      const step = dialect.hear(heard, said);
      if ('says' in step) finish(step.says);
      else if ('say' in step) say(step.say);
    });
    socket.on('error', (error) => {
      const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
      const loss = lossOf(error);
      if (certificateAlert.test(code)) finish({ outcome: 'refused', alert: code });
      else finish(said > 0 && loss.lost.cause === 'reset' ? { outcome: 'silent' } : loss);
    });
    socket.on('close', () => finish(said > 0 ? { outcome: 'silent' } : lost('reset', 'closed before anything was said')));
  });
}
