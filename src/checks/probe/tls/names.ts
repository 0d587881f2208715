/**
 * Questions about the host of the base URL: to the resolvers that the statement declares, or to what this run itself connects to.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, DnsAction, DnsAnswer, DnsType, Observation } from '../../../contract/evidence.js';
import { undetermined, type Judgement } from '../../../contract/judgement.js';
import { ask, each } from '../../ask.js';
import { bearable } from '../gather.js';

/** The zone that everybody's trust in DNSSEC starts from: a resolver that validates says so of it. */
export const rootName = '.';

/** Host of the base URL as DNS knows it, or undefined where it is an address. */
export function hostNameOf({ baseUrl }: CheckSubject): string | undefined {
  const { hostname } = new URL(baseUrl);
  // The URL parser has written every form of an IPv4 address as four numbers and keeps IPv6 in brackets.
  return hostname.startsWith('[') || /^[0-9]+(\.[0-9]+){3}$/.test(hostname) ? undefined : hostname;
}

/** One question; without a resolver, about the addresses of this run. The probe sees losses itself. */
export function questionOf(name: string, type: DnsType, resolver?: string): DnsAction {
  return { kind: 'dns', name, type, safety: 'S1', place: 'dns', tolerate: bearable, ...(resolver === undefined ? {} : { resolver }) };
}

/** What one resolver said of one name. */
export interface Said {
  readonly resolver: string | undefined;
  readonly answer?: DnsAnswer['answer'];
  /** Why there is no answer that counts. */
  readonly loss?: Judgement;
}

/** Asks each declared resolver, or this run's own resolution where none is declared. */
export function* askAll(subject: CheckSubject, name: string, type: DnsType): Generator<Action, readonly Said[], Observation> {
  const resolvers: readonly (string | undefined)[] = subject.environment.resolvers ?? [undefined];
  return yield* each(resolvers, function* (resolver) {
    const { answer, lost } = yield* ask(questionOf(name, type, resolver));
    if (answer === undefined) return { resolver, loss: undetermined(lost?.cause ?? 'dns', `${type}: ${lost?.detail ?? 'no answer'}`) };
    // SERVFAIL and REFUSED are words about the resolver, not about the name.
    if (answer.rcode !== 0 && answer.rcode !== nameError)
      return { resolver, loss: undetermined('resolver-failed', `${type}: rcode ${answer.rcode}`) };
    return { resolver, answer };
  });
}

/** RFC 1035 §4.1.1: the name does not exist. */
export const nameError = 3;

/** The addresses in an answer. */
export function addressesIn(answer: DnsAnswer['answer'], type: DnsType): readonly string[] {
  return (answer?.records ?? []).filter((record) => record.type === type).map(({ data }) => data);
}

/** Every address of the host: of both families, from everybody who was asked. */
export function* addressesOf(
  subject: CheckSubject,
  name: string,
): Generator<Action, { readonly addresses: readonly string[]; readonly losses: readonly Judgement[] }, Observation> {
  const four = yield* askAll(subject, name, 'A');
  const six = yield* askAll(subject, name, 'AAAA');
  const found = [...four.flatMap(({ answer }) => addressesIn(answer, 'A')), ...six.flatMap(({ answer }) => addressesIn(answer, 'AAAA'))];
  return { addresses: [...new Set(found)].sort(), losses: [...four, ...six].flatMap(({ loss }) => (loss === undefined ? [] : [loss])) };
}
