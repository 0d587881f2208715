/**
 * Sends one raw ClientHello and reads the first answer. No key is exchanged and the platform's TLS client takes no part.
 *
 * A refusal is an alert, or a close or reset after the hello had gone out. A bare close or reset can also be an accident of the network, so it is
 * believed only when it comes a second time. Not to be connected, or not to be answered, is a loss and never a refusal. The alert internal_error
 * speaks of trouble of the server's own "unrelated to the peer or the correctness of the protocol": it is asked again, and then a loss.
 *
 * Source   RFC 8446 §6.2, RFC 5246 §7.2.2 (internal_error).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { connect, isIP, type Socket } from 'node:net';
import type { TlsHello, TlsHelloAction } from '../contract/evidence.js';
import { seededBytes } from '../contract/seeded.js';
import { clientHello } from './client-hello.js';
import { openDeadline } from './deadline.js';
import { isLost, lossOf, lost, type Lost } from './losses.js';
import type { OwnDelay } from './own-delay.js';
import type { Pin } from './pinned-names.js';
import { readHelloAnswer } from './server-hello.js';

/** What the answer to a hello showed. */
export type HelloResult = Pick<TlsHello, 'outcome' | 'version' | 'cipher' | 'alert' | 'compression' | 'renegotiationInfo'> & {
  readonly remote?: string;
};

const serverTrouble = 'the alert internal_error (80): trouble of the server, no refusal';

interface HelloOptions {
  readonly seed: string;
  readonly timeoutMs: number;
  readonly ownDelay: OwnDelay;
  /** Asked before the second attempt after a bare close. */
  readonly mayRepeat: () => boolean;
}

type Answer = HelloResult | Lost | 'closed' | 'troubled';

/** internal_error. */
const troubleAlert = 80;

type Hello = Extract<ReturnType<typeof readHelloAnswer>, { readonly kind: 'hello' }>;

/** From TLS 1.3 on there is neither compression nor renegotiation. */
function acceptance({ version, cipher, compression, renegotiationInfo }: Hello): HelloResult {
  return { outcome: 'accepted', version, cipher, ...(version === 'TLSv1.3' ? {} : { compression, renegotiationInfo }) };
}

interface Target {
  readonly port: number;
  readonly timeoutMs: number;
  readonly ownDelay: OwnDelay;
  readonly family?: 4 | 6;
}

function open(pin: Pin, { port, family }: Target): Socket {
  return connect({ host: pin.host, port, lookup: pin.lookup, noDelay: true, ...(family === undefined ? {} : { family }) });
}

async function sendHello(hello: Buffer, pin: Pin, target: Target): Promise<Answer> {
  const tunnelled = await pin.tunnel?.(pin, target);
  if (tunnelled !== undefined && isLost(tunnelled)) return tunnelled;
  const through = tunnelled?.socket;
  return new Promise((resolve) => {
    let sent = false;
    let received: Buffer = Buffer.alloc(0);
    const socket = through ?? open(pin, target);
    const finish = (answer: Answer): void => {
      deadline.end();
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.destroy();
      resolve(answer);
    };
    const deadline = openDeadline(target.ownDelay);
    deadline.start(target.timeoutMs, 'no answer to a ClientHello', finish);
    const send = (): void => {
      sent = true;
      socket.write(hello);
    };
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const answer = readHelloAnswer(received);
      const address = through === undefined ? socket.remoteAddress : tunnelled?.remote;
      const remote = address === undefined ? {} : { remote: address };
      if (answer.kind === 'hello') finish({ ...acceptance(answer), ...remote });
      else if (answer.kind === 'alert') finish(answer.alert === troubleAlert ? 'troubled' : { outcome: 'refused', alert: answer.alert, ...remote });
      else if (answer.kind === 'no-tls') finish(lost('protocol', answer.detail));
    });
    socket.on('end', () => finish(received.length === 0 ? 'closed' : lost('protocol', 'the answer broke off')));
    socket.on('error', (error) => {
      const loss = lossOf(error);
      finish(sent && loss.lost.cause === 'reset' ? 'closed' : loss);
    });
    socket.on('close', () => finish(sent ? 'closed' : lost('reset', 'closed before it was open')));
    if (through === undefined) socket.on('connect', send);
    else {
      through.resume();
      send();
    }
  });
}

/** An address in place of a name has one family: the other cannot be asked for. */
function wrongFamily({ family }: TlsHelloAction, { host, addresses }: Pin): Lost | undefined {
  const own = family === undefined || addresses.some((address) => isIP(address) === family);
  return own
    ? undefined
    : lost('dns', `${isIP(host) > 0 ? 'the address is' : 'the name has no address'} of ${isIP(host) > 0 ? 'another' : 'that'} family`);
}

/** The server's answer to a hello of one version. Losses: refused, timeout, protocol (no TLS is spoken), reset. */
export async function greet(action: TlsHelloAction, pin: Pin, options: HelloOptions): Promise<HelloResult | Lost> {
  const unlike = wrongFamily(action, pin);
  if (unlike !== undefined) return unlike;
  const port = Number(new URL(action.origin).port || 443);
  const label = `client-hello ${action.origin} ${action.version}`;
  const octets = Buffer.concat(['random', 'session', 'share'].map((part) => seededBytes(options.seed, `${label} ${part}`)));
  const hello = clientHello({
    version: action.version,
    octets,
    ...(action.ciphers === undefined ? {} : { ciphers: action.ciphers }),
    ...(action.compression === undefined ? {} : { compression: action.compression }),
    ...(isIP(pin.host) > 0 ? {} : { serverName: pin.host }),
  });
  const target = {
    port,
    timeoutMs: options.timeoutMs,
    ownDelay: options.ownDelay,
    ...(action.family === undefined ? {} : { family: action.family }),
  };
  const first = await sendHello(hello, pin, target);
  if (first !== 'closed' && first !== 'troubled') return first;
  if (!options.mayRepeat()) return lost('budget', first === 'closed' ? 'a close without an alert could not be confirmed' : serverTrouble);
  const second = await sendHello(hello, pin, target);
  if (second === 'troubled') return lost('protocol', serverTrouble);
  if (first === 'troubled') return second === 'closed' ? lost('reset', 'the alert internal_error, and then a close without an alert') : second;
  if (second === 'closed') return { outcome: 'refused' };
  return isLost(second) ? lost('reset', 'closed without an alert, and then lost') : second;
}
