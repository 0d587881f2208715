/**
 * What an authority has to do next: certificates to be looked at again, certificates that end, status lists to be signed anew, bundles that wait.
 *
 * Source   the trust design §3: surveillance monthly, status lists daily and at each change.
 * Room     certification (floor 4). Pure.
 */
import { claimedPayload } from '../contract/claimed-jws.js';
import type { StatusPurpose } from '../contract/documents.js';
import { memberOf } from '../contract/json.js';
import { type AuthorityState, type CertificateRecord, type ListRecord, wordOf } from './authority-state.js';
import { purposes } from './credential.js';

export const dueKinds = ['status-list', 'release', 'surveillance', 'expiry'] as const;
export type DueKind = (typeof dueKinds)[number];

/** One thing to be done by an instant. */
export interface Due {
  readonly kind: DueKind;
  /** The certificate, or the purpose of the list. */
  readonly subject: string;
  readonly agency?: string;
  readonly service?: string;
  /** RFC 3339, UTC. */
  readonly dueAt: string;
  readonly overdue: boolean;
  /** Why it is due. */
  readonly reason: 'never-surveyed' | 'interval' | 'ends' | 'never-signed' | 'changed' | 'daily' | 'stale' | 'waits';
}

export interface DueWish {
  /** Milliseconds. */
  readonly at: number;
  /** How far ahead is looked. */
  readonly withinMs: number;
  /** From one surveillance to the next. */
  readonly everyMs: number;
}

const dayMs = 86_400_000;

/** A thing due at an instant (ms), if it is within what is looked at. */
function dueBy(when: number, what: Omit<Due, 'dueAt' | 'overdue'>, { at, withinMs }: DueWish): readonly Due[] {
  return when > at + withinMs ? [] : [{ ...what, dueAt: new Date(when).toISOString(), overdue: when <= at }];
}

/** The last instant of a signed list, in milliseconds, as its payload says. */
function endOfList({ credential }: ListRecord): number {
  const until = memberOf(claimedPayload(credential), 'validUntil');
  return typeof until === 'string' ? Date.parse(until) : Number.NaN;
}

function dueOfList(purpose: StatusPurpose, { lists, changed, certificates, challenges }: AuthorityState, wish: DueWish): readonly Due[] {
  const list = lists.get(purpose);
  const what = { kind: 'status-list', subject: purpose } as const;
  if (list === undefined) return certificates.size + challenges.size === 0 ? [] : dueBy(wish.at, { ...what, reason: 'never-signed' }, wish);
  if (list.covers < (changed.get(purpose) ?? 0)) return dueBy(wish.at, { ...what, reason: 'changed' }, wish);
  const end = endOfList(list);
  // A list whose end cannot be read is as good as ended.
  if (!(wish.at <= end)) return dueBy(Number.isNaN(end) ? list.at : end, { ...what, reason: 'stale' }, wish);
  return dueBy(list.at + dayMs, { ...what, reason: 'daily' }, wish);
}

function dueOfCertificate(record: CertificateRecord, wish: DueWish): readonly Due[] {
  const { id, kind, agency, service, validFrom, validUntil, surveys, released } = record;
  const word = wordOf(record, wish.at);
  if (word !== 'valid' && word !== 'suspended') return [];
  const what = { subject: id, agency, service };
  const last = surveys.at(-1);
  const release: readonly Due[] = released === undefined ? dueBy(record.at, { ...what, kind: 'release', reason: 'waits' }, wish) : [];
  const since = last?.at ?? Date.parse(validFrom);
  const reason = last === undefined ? 'never-surveyed' : 'interval';
  const surveillance = kind === 'interoperability' ? dueBy(since + wish.everyMs, { ...what, kind: 'surveillance', reason }, wish) : [];
  return [...release, ...surveillance, ...dueBy(Date.parse(validUntil), { ...what, kind: 'expiry', reason: 'ends' }, wish)];
}

/** What is due, the earliest first. */
export function dueOf(state: AuthorityState, wish: DueWish): readonly Due[] {
  const found = [
    ...purposes.flatMap((purpose) => dueOfList(purpose, state, wish)),
    ...[...state.certificates.values()].flatMap((record) => dueOfCertificate(record, wish)),
  ];
  return found.sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt));
}
