/**
 * probe/broker-connections — a message broker is reached over TLS that holds, and lets nobody in without a credential.
 *
 * Source   EGIF-TEC-EVT-010; RFC 9325 §3.1.1, §4; RFC 9525 §6; MQTT 3.1.1 and 5.0 §3.2; AMQP 0-9-1 and 1.0 (SASL); Kafka (SaslHandshake).
 * Evidence for each broker of the environment: a handshake, greetings that offer TLS 1.0 and 1.1 alone, and a connection as somebody who has neither a
 *          certificate nor a password, in each dialect of its protocol. Nothing is published or subscribed to. What somebody with a credential may do on which
 *          topic is not looked at. Class S1.
 */
import { brokerAddress, type BrokerAddress } from '../../contract/broker-address.js';
import type { Environment, Finding } from '../../contract/documents.js';
import type { BrokerAnswer, BrokerDialect, TlsSession } from '../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../contract/judgement.js';
import { ask, defineCheck } from '../ask.js';
import { placeOf } from '../read.js';
import type { Part } from '../probe/flow/resource.js';
import { bearable, combine } from '../probe/gather.js';

type Broker = NonNullable<Environment['brokers']>[number];

interface Look extends BrokerAddress {
  readonly dialects: readonly BrokerDialect[];
  /** `broker 1`: where a finding lies, by its place in the statement. */
  readonly place: string;
}

const plainProtocols: ReadonlySet<string> = new Set(['mqtt', 'amqp', 'kafka', 'stomp', 'nats']);
const amqp = ['amqp-0-9-1', 'amqp-1.0'] as const;

function dialectsOf(protocol: string, { dialect }: Broker): readonly BrokerDialect[] {
  if (/mqtt/.test(protocol)) return ['mqtt-3.1.1', 'mqtt-5'];
  if (protocol.startsWith('amqp')) return dialect === undefined ? amqp : [dialect];
  return protocol.startsWith('kafka') ? ['kafka'] : [];
}

/** What the broker says in each of its dialects to somebody without a credential. */
function* connect({ origin, dialects, place }: Look, channel: 'tls' | 'plain'): Part<readonly BrokerAnswer[]> {
  const answers: BrokerAnswer[] = [];
  for (const dialect of dialects) answers.push(yield* ask({ kind: 'broker', origin, dialect, channel, safety: 'S1', place, tolerate: bearable }));
  return answers;
}

const saidIn = ({ answer }: BrokerAnswer): string => [answer?.outcome ?? 'lost', answer?.code ?? ''].join(' ').trim();

/** An answer in any dialect of the broker's shows that it speaks without TLS: a close without a word does not. */
const isSpoken = ({ answer }: BrokerAnswer): boolean => answer !== undefined && answer.outcome !== 'silent' && answer.outcome !== 'unclear';

function* judgePlain(look: Look): Part<Judgement> {
  const answers = yield* connect(look, 'plain');
  const spoken = answers.find(isSpoken);
  if (spoken === undefined)
    return undetermined('broker-not-reached', answers.map(({ lost, answer }) => lost?.detail ?? answer?.outcome ?? '').join(', '));
  const taken = answers.find(({ answer }) => answer?.outcome === 'taken');
  const plain: Finding = { code: 'broker-answers-plain', at: placeOf(spoken, 'tls'), got: look.protocol, want: 'TLS' };
  return taken === undefined ? violated(plain) : violated(plain, { code: 'broker-takes-anybody', at: placeOf(taken, 'connect'), got: saidIn(taken) });
}

function flawsOf(shaken: TlsSession): readonly Finding[] {
  const { session } = shaken;
  if (session === undefined) return [];
  const at = placeOf(shaken, 'tls');
  return [
    ...(session.trusted ? [] : [{ code: 'broker-chain-untrusted', at, got: session.trustError ?? 'untrusted' }]),
    ...(session.hostMatches ? [] : [{ code: 'broker-of-other-host', at }]),
  ];
}

/** Old versions that the broker takes. A greeting that is lost after the handshake stood leaves it open. */
function* judgeVersions({ origin, place }: Look): Part<Judgement> {
  const parts: Judgement[] = [];
  for (const version of ['TLSv1', 'TLSv1.1'] as const) {
    const hello = yield* ask({ kind: 'tls-hello', origin, version, safety: 'S1', place, tolerate: bearable });
    if (hello.lost !== undefined) parts.push(undetermined(hello.lost.cause, hello.lost.detail));
    else parts.push(hello.outcome === 'accepted' ? violated({ code: 'broker-of-old-tls', at: placeOf(hello, 'tls'), got: version }) : examined(1));
  }
  return combine(parts);
}

function judgeConnecting(answers: readonly BrokerAnswer[]): Judgement {
  const [taken] = answers.filter(({ answer }) => answer?.outcome === 'taken');
  if (taken !== undefined) return violated({ code: 'broker-takes-anybody', at: placeOf(taken, 'connect'), got: saidIn(taken), want: 'a refusal' });
  // What closes without a word may do so for any reason; who is told why in one dialect needs no telling in the other.
  if (answers.some(({ answer }) => answer?.outcome === 'refused')) return examined(1);
  const [lost] = answers.flatMap((each) => each.lost ?? []);
  if (lost !== undefined) return undetermined(lost.cause, lost.detail);
  return undetermined('broker-answer-unclear', answers.map(saidIn).join(', '));
}

function* judgeBroker(look: Look): Part<Judgement> {
  if (look.dialects.length === 0) return undetermined('broker-protocol-unknown', look.protocol);
  if (plainProtocols.has(look.protocol)) return yield* judgePlain(look);
  const shaken = yield* ask({ kind: 'tls-session', origin: look.origin, safety: 'S1', place: look.place, tolerate: bearable });
  if (shaken.session === undefined) {
    const answers = yield* connect(look, 'plain');
    const spoken = answers.find(isSpoken);
    if (spoken !== undefined) return violated({ code: 'broker-answers-plain', at: placeOf(spoken, 'tls'), got: 'no TLS', want: look.protocol });
    const connecting = judgeConnecting(yield* connect(look, 'tls'));
    return connecting.findings.length > 0 ? connecting : undetermined(shaken.lost?.cause ?? 'tls', shaken.lost?.detail ?? '');
  }
  const versions = yield* judgeVersions(look);
  return combine([examined(1, flawsOf(shaken)), versions, judgeConnecting(yield* connect(look, 'tls'))]);
}

export const brokerConnections = defineCheck({
  id: 'probe/broker-connections',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['broker-answers-plain', 'broker-takes-anybody', 'broker-chain-untrusted', 'broker-of-other-host', 'broker-of-old-tls'],

  *probe({ environment, events = [] }) {
    const { brokers } = environment;
    if (brokers === undefined) return undetermined(events.length === 0 ? 'no-event-contract' : 'no-broker-address');
    const parts: Judgement[] = [];
    for (const [index, broker] of brokers.entries()) {
      const address = brokerAddress(broker.url);
      if (address === undefined) parts.push(undetermined('no-broker-address', `broker ${index + 1}`));
      else parts.push(yield* judgeBroker({ ...address, dialects: dialectsOf(address.protocol, broker), place: `broker ${index + 1}` }));
    }
    return combine(parts);
  },
});
