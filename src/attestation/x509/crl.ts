/**
 * Certificate revocation lists: whole and direct ones only. Indirect and delta lists and lists of a part of the certificates are refused.
 *
 * Source   RFC 5280 §5 (subset: version 2, nextUpdate required).
 * Room     attestation (floor 3).
 */
import { createHash } from 'node:crypto';
import { demand, Refusal } from '../problem.js';
import { boundedElement, type Element, integerOf, membersOf, sameOctets, sequenceOf, smallIntegerOf, soleElement, tags, wholeBitsOf } from './der.js';
import { fineTimeOf, timeOf } from './der-time.js';
import { readExtensionList } from './extension-list.js';
import { type SignatureAlgorithm, signatureAlgorithmOf } from './signature-algorithm.js';

/** What a list says of one certificate. */
export interface RevocationEntry {
  /** CRLReason (RFC 5280 §5.3.1); 0 where none is given. */
  readonly reason: number;
  /** Milliseconds: the revocation date, or the earlier instant since which the key is suspect (invalidityDate). */
  readonly since: number;
}

export interface RevocationList {
  readonly der: Uint8Array;
  /** SHA-256 of the list, hex. */
  readonly fingerprint: string;
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
  readonly signatureAlgorithm?: SignatureAlgorithm;
  /** DER of the issuer's name. */
  readonly issuer: Uint8Array;
  /** Milliseconds. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Key identifier of the issuer, hex. */
  readonly authorityKey?: string;
  /** By serial number, hex. */
  readonly entries: ReadonlyMap<string, RevocationEntry>;
}

/** Largest list that is read: some 400,000 entries. */
export const maxCrlBytes = 16 * 1024 * 1024;

export const reasons = { keyCompromise: 1, cACompromise: 2, removeFromCRL: 8, aACompromise: 10 } as const;
const highestReason = 10;
const reserved = 7;

const hexOf = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

/** Reasons that make every signature of the key worthless, whenever it was made. A reason that is not known counts as one. */
export const isCompromise = (reason: number): boolean =>
  reason === reasons.keyCompromise ||
  reason === reasons.cACompromise ||
  reason === reasons.aACompromise ||
  reason === reserved ||
  reason > highestReason;

/** The entry that weighs more: a compromise first, then the earlier instant; a removal weighs nothing. */
function severer(one: RevocationEntry, other: RevocationEntry): RevocationEntry {
  const rank = ({ reason }: RevocationEntry): number => (isCompromise(reason) ? 2 : reason === reasons.removeFromCRL ? 0 : 1);
  if (rank(one) !== rank(other)) return rank(one) > rank(other) ? one : other;
  return one.since <= other.since ? one : other;
}

function readEntry(element: Element): readonly [serial: string, entry: RevocationEntry] {
  const [serial, date, extensions, ...rest] = membersOf(element, tags.sequence);
  demand(rest.length === 0, 'DER_TRAILING', 'an entry of a revocation list has a member too many');
  let reason = 0;
  let since = timeOf(date);
  if (extensions !== undefined)
    for (const { oid, critical, value } of readExtensionList(extensions)) {
      if (oid === '2.5.29.21') reason = smallIntegerOf(soleElement(value), tags.enumerated);
      else if (oid === '2.5.29.24') since = Math.min(since, fineTimeOf(soleElement(value)));
      else {
        demand(oid !== '2.5.29.29', 'CRL_INDIRECT', 'an entry names another issuer');
        demand(!critical, 'CRL_CRITICAL_ENTRY_EXTENSION', `the critical extension ${oid} of an entry is unknown`);
      }
    }
  return [hexOf(integerOf(serial)), { reason, since }];
}

function readEntries(list: Element | undefined): ReadonlyMap<string, RevocationEntry> {
  const entries = new Map<string, RevocationEntry>();
  if (list === undefined) return entries;
  for (const element of membersOf(list, tags.sequence)) {
    const [serial, entry] = readEntry(element);
    const before = entries.get(serial);
    entries.set(serial, before === undefined ? entry : severer(before, entry));
  }
  return entries;
}

/** Reads the extensions of the list; gives the key identifier of its issuer. */
function readListExtensions(holder: Element | undefined): string | undefined {
  let authorityKey: string | undefined;
  if (holder === undefined) return undefined;
  for (const { oid, critical, value } of readExtensionList(soleElement(holder.content))) {
    demand(oid !== '2.5.29.27', 'CRL_DELTA', 'this is a delta of a revocation list');
    if (oid === '2.5.29.28') {
      const indirect = membersOf(soleElement(value), tags.sequence).some(({ tag, content }) => tag === 0x84 && content[0] === 0xff);
      demand(!indirect, 'CRL_INDIRECT', 'the list holds certificates of other issuers');
      throw new Refusal('CRL_CRITICAL_EXTENSION', 'the list covers only a part of the certificates');
    }
    if (oid === '2.5.29.20') integerOf(soleElement(value));
    if (oid === '2.5.29.35') {
      const key = membersOf(soleElement(value), tags.sequence).find(({ tag }) => tag === 0x80);
      if (key !== undefined) authorityKey = hexOf(key.content);
    }
    demand(!critical, 'CRL_CRITICAL_EXTENSION', `the critical extension ${oid} of the list is unknown`);
  }
  return authorityKey;
}

/** Parses one DER revocation list. Refusals: DER_*, CRL_FORMAT, CRL_NO_NEXT_UPDATE, CRL_INDIRECT, CRL_DELTA, CRL_CRITICAL_EXTENSION, CRL_CRITICAL_ENTRY_EXTENSION, X509_DUPLICATE_EXTENSION. */
export function parseRevocationList(der: Uint8Array): RevocationList {
  const outer = sequenceOf(boundedElement(der, maxCrlBytes));
  const tbs = outer.next(tags.sequence);
  const algorithm = outer.next(tags.sequence);
  const signature = wholeBitsOf(outer.next(tags.bitString));
  outer.end();
  const fields = sequenceOf(tbs);
  const version = fields.optional(tags.integer);
  demand(version !== undefined && smallIntegerOf(version) === 1, 'CRL_FORMAT', 'a revocation list is not of version 2');
  const inner = fields.next(tags.sequence);
  demand(sameOctets(inner.octets, algorithm.octets), 'CRL_FORMAT', 'the two signature algorithms of a revocation list differ');
  const issuer = fields.next(tags.sequence);
  const thisUpdate = timeOf(fields.optional(tags.utcTime) ?? fields.next(tags.generalizedTime));
  const next = fields.optional(tags.utcTime) ?? fields.optional(tags.generalizedTime);
  demand(next !== undefined, 'CRL_NO_NEXT_UPDATE', 'a revocation list does not say when the next one comes');
  const entries = readEntries(fields.optional(tags.sequence));
  const authorityKey = readListExtensions(fields.optional(0xa0));
  fields.end();
  const known = signatureAlgorithmOf(algorithm);
  return {
    der,
    fingerprint: createHash('sha256').update(der).digest('hex'),
    tbs: tbs.octets,
    signature,
    ...(known === undefined ? {} : { signatureAlgorithm: known }),
    issuer: issuer.octets,
    thisUpdate,
    nextUpdate: timeOf(next),
    ...(authorityKey === undefined ? {} : { authorityKey }),
    entries,
  };
}
