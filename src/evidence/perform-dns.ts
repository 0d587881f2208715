/**
 * Questions about names as actions: to a resolver of the statement, or to the addresses that this run connects to.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { isIP } from 'node:net';
import { addressVerdict } from '../contract/address.js';
import type { DnsAction, DnsAnswer, DnsRecord } from '../contract/evidence.js';
import { askResolver, resolverFrom } from './dns-client.js';
import { isLost, lost, type Lost } from './losses.js';
import { inTurn, type Parts, type Performer, type Timed } from './performer.js';
import { refusalOf } from './permission.js';

type Answer = NonNullable<DnsAnswer['answer']>;

const textOf = ({ name, type, data }: DnsRecord): string => `${name} ${type} ${data}`;
/** Resolvers turn the order of records on purpose: it says nothing. */
const inOrder = (records: readonly DnsRecord[]): readonly DnsRecord[] =>
  [...records].sort((a, b) => (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0));

async function fromResolver(action: DnsAction, text: string, parts: Parts): Promise<Answer | Lost> {
  const resolver = resolverFrom(text);
  if (resolver === undefined) return lost('blocked', 'the resolver is no address');
  const verdict = addressVerdict(resolver.address, parts.networks);
  if (!verdict.permitted) return lost('blocked', verdict.why);
  const reply = await askResolver(resolver, action, {
    timeoutMs: parts.timeoutMs,
    ownDelay: parts.ownDelay,
    mayRepeat: () => parts.politeness.again(),
  });
  if (isLost(reply)) return reply;
  return { rcode: reply.rcode, authenticated: reply.authenticated, records: inOrder(reply.records) };
}

/** The addresses that every connection of this run goes to; nobody has vouched for them. */
async function fromPin(action: DnsAction, parts: Parts): Promise<Answer | Lost> {
  const pin = await parts.pin(action.name);
  if (isLost(pin)) return pin;
  if (pin.byProxy === true) return lost('resolved-by-proxy', 'the proxy alone resolves the name');
  const family = action.type === 'AAAA' ? 6 : 4;
  const addresses = action.type === 'CAA' ? [] : pin.addresses.filter((address) => isIP(address) === family);
  const records = addresses.map((data) => ({ name: action.name.toLowerCase(), type: action.type, data }));
  return { rcode: 0, authenticated: false, records: inOrder(records) };
}

export const performDns: Performer<DnsAction> = async (action, parts) => {
  const refusal = refusalOf(action, parts.permission);
  const at = parts.clock().toISOString();
  const { resolver } = action;
  const timed: Timed<Answer> =
    refusal !== undefined
      ? { at, elapsedMs: 0, result: refusal }
      : resolver === undefined
        ? { at, elapsedMs: 0, result: await fromPin(action, parts) }
        : await inTurn(parts, () => fromResolver(action, resolver, parts));
  const { result } = timed;
  return {
    at: timed.at,
    elapsedMs: timed.elapsedMs,
    ownDelayMs: timed.ownDelayMs,
    content: { kind: 'dns', name: action.name, type: action.type, ...(isLost(result) ? {} : { answer: result }) },
    action: { kind: 'dns', safety: action.safety, name: action.name, type: action.type, ...(resolver === undefined ? {} : { resolver }) },
    redactions: 0,
    ...(isLost(result) ? { lost: result.lost } : {}),
  };
};
