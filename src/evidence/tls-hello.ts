/**
 * Sends one raw ClientHello and reads the first answer. No key is exchanged and the platform's TLS client takes no part.
 *
 * A refusal is an alert, or a close or reset after the hello had gone out. A bare close or reset can also be an accident of the network, so it is
 * believed only when it comes a second time. Not to be connected, or not to be answered, is a loss and never a refusal.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { connect, isIP } from 'node:net';
import type { TlsHello, TlsHelloAction } from '../contract/evidence.js';
import { seededBytes } from '../contract/seeded.js';
import { clientHello } from './client-hello.js';
import { isLost, lossOf, lost, type Lost } from './losses.js';
import type { Pin } from './pinned-names.js';
import { readHelloAnswer } from './server-hello.js';

/** What the answer to a hello showed. */
export type HelloResult = Pick<TlsHello, 'outcome' | 'version' | 'cipher' | 'alert'> & { readonly remote?: string };

interface HelloOptions {
  readonly seed: string;
  readonly timeoutMs: number;
  /** Asked before the second attempt after a bare close. */
  readonly mayRepeat: () => boolean;
}

type Answer = HelloResult | Lost | 'closed';

function sendHello(hello: Buffer, pin: Pin, target: { readonly port: number; readonly timeoutMs: number }): Promise<Answer> {
  return new Promise((resolve) => {
    let sent = false;
    let received: Buffer = Buffer.alloc(0);
    const socket = connect({ host: pin.host, port: target.port, lookup: pin.lookup, noDelay: true });
    const finish = (answer: Answer): void => {
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => finish(lost('timeout', `no answer to a ClientHello within ${target.timeoutMs} ms`)), target.timeoutMs);
    socket.on('connect', () => {
      sent = true;
      socket.write(hello);
    });
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const answer = readHelloAnswer(received);
      const remote = socket.remoteAddress === undefined ? {} : { remote: socket.remoteAddress };
      if (answer.kind === 'hello') finish({ outcome: 'accepted', version: answer.version, cipher: answer.cipher, ...remote });
      else if (answer.kind === 'alert') finish({ outcome: 'refused', alert: answer.alert, ...remote });
      else if (answer.kind === 'no-tls') finish(lost('protocol', answer.detail));
    });
    socket.on('end', () => finish(received.length === 0 ? 'closed' : lost('protocol', 'the answer broke off')));
    socket.on('error', (error) => {
      const loss = lossOf(error);
      finish(sent && loss.lost.cause === 'reset' ? 'closed' : loss);
    });
    socket.on('close', () => finish(sent ? 'closed' : lost('reset', 'closed before it was open')));
  });
}

/** The server's answer to a hello of one version. Losses: refused, timeout, protocol (no TLS is spoken), reset. */
export async function greet(action: TlsHelloAction, pin: Pin, options: HelloOptions): Promise<HelloResult | Lost> {
  const port = Number(new URL(action.origin).port || 443);
  const label = `client-hello ${action.origin} ${action.version}`;
  const octets = Buffer.concat(['random', 'session', 'share'].map((part) => seededBytes(options.seed, `${label} ${part}`)));
  const hello = clientHello({
    version: action.version,
    octets,
    ...(action.ciphers === undefined ? {} : { ciphers: action.ciphers }),
    ...(isIP(pin.host) > 0 ? {} : { serverName: pin.host }),
  });
  const target = { port, timeoutMs: options.timeoutMs };
  const first = await sendHello(hello, pin, target);
  if (first !== 'closed') return first;
  if (!options.mayRepeat()) return lost('budget', 'a close without an alert could not be confirmed');
  const second = await sendHello(hello, pin, target);
  if (second === 'closed') return { outcome: 'refused' };
  return isLost(second) ? lost('reset', 'closed without an alert, and then lost') : second;
}
