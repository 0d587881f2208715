/**
 * Asks one resolver one question: over UDP, and over TCP where the answer did not fit.
 *
 * The socket is bound to the resolver's address, and a datagram that does not answer the very question is passed over: a forged one must guess
 * number and port. A lost datagram is sent once more.
 *
 * Source   RFC 1035 §4.2; RFC 7766 §5 (TCP after truncation); RFC 5452 §9 (what to compare).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, isIP } from 'node:net';
import { encodeQuestion, readReply, type DnsQuestion, type DnsReply } from './dns-message.js';
import { openDeadline } from './deadline.js';
import { isLost, lossOf, lost, type Lost } from './losses.js';
import type { OwnDelay } from './own-delay.js';

export interface Resolver {
  readonly address: string;
  readonly port: number;
}

/** A resolver as a statement writes it: an address, with a port behind it or not; IPv6 with a port in brackets. */
export function resolverFrom(text: string): Resolver | undefined {
  if (isIP(text) > 0) return { address: text, port: 53 };
  const [, six, four, digits] = /^(?:\[([0-9a-fA-F:.]+)\]|([0-9.]+)):(\d{1,5})$/.exec(text) ?? [];
  const address = six ?? four ?? '';
  const port = Number(digits);
  return isIP(address) === (six === undefined ? 4 : 6) && port > 0 && port < 65_536 ? { address, port } : undefined;
}

interface Asking {
  readonly message: Buffer;
  readonly question: DnsQuestion;
  readonly timeoutMs: number;
  readonly ownDelay: OwnDelay;
  /** Asked before the one repeat. */
  readonly mayRepeat: () => boolean;
}

/** Shares of the time that the first and the second datagram have. */
const attempts = 2;

function overUdp({ address, port }: Resolver, { message, question, timeoutMs, ownDelay, mayRepeat }: Asking): Promise<DnsReply | Lost> {
  return new Promise((resolve) => {
    const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
    let left = attempts;
    const deadline = openDeadline(ownDelay);
    const finish = (result: DnsReply | Lost): void => {
      deadline.end();
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.close();
      resolve(result);
    };
    const send = (): void => {
      left -= 1;
      socket.send(message, (error) => {
        if (error !== null) finish(lossOf(error));
      });
      deadline.start(timeoutMs / attempts, 'no answer of the resolver', (loss) => {
        if (left > 0 && mayRepeat()) send();
        else finish(loss);
      });
    };
    socket.on('error', (error) => finish(lossOf(error)));
    socket.on('message', (octets) => {
      const reply = readReply(octets, question);
      if (reply !== undefined) finish(reply);
    });
    socket.connect(port, address, send);
  });
}

function overTcp({ address, port }: Resolver, { message, question, timeoutMs, ownDelay }: Asking): Promise<DnsReply | Lost> {
  return new Promise((resolve) => {
    let received: Buffer = Buffer.alloc(0);
    const socket = connect({ host: address, port, noDelay: true });
    const finish = (result: DnsReply | Lost): void => {
      deadline.end();
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.destroy();
      resolve(result);
    };
    const deadline = openDeadline(ownDelay);
    deadline.start(timeoutMs, 'no answer of the resolver', finish);
    socket.on('connect', () => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(message.length, 0);
      socket.write(Buffer.concat([length, message]));
    });
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      const reply = readReply(received.subarray(2, 2 + received.readUInt16BE(0)), question);
      finish(reply === undefined || reply.truncated ? lost('protocol', 'an answer that is none to the question') : reply);
    });
    socket.on('error', (error) => finish(lossOf(error)));
    socket.on('close', () => finish(lost('reset', 'closed before the answer')));
  });
}

/** The reply of a resolver. Losses: refused, timeout, reset, protocol, blocked (a name that cannot be asked for), budget. */
export async function askResolver(
  resolver: Resolver,
  asked: Omit<DnsQuestion, 'id'>,
  options: { readonly timeoutMs: number; readonly ownDelay: OwnDelay; readonly mayRepeat: () => boolean },
): Promise<DnsReply | Lost> {
  const question = { ...asked, id: randomInt(0x1_0000) };
  const message = encodeQuestion(question);
  if (message === undefined) return lost('blocked', 'a name that DNS cannot bear');
  const asking = { message, question, ...options };
  const first = await overUdp(resolver, asking);
  if (isLost(first) || !first.truncated) return first;
  return options.mayRepeat() ? overTcp(resolver, asking) : lost('budget', 'an answer that did not fit could not be asked for again');
}
