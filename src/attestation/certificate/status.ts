/**
 * Is the certificate revoked, suspended or superseded: its bits in status lists that are signed, logged, fresh and never older than what was seen before.
 *
 * A list is held to be genuine (its place in the log, its signature, its part) before anything that it says is looked at. Of several genuine lists of one
 * address the newest counts; one that was stapled and is not genuine counts nothing where the verifier has a genuine one of its own.
 *
 * Source   W3C Bitstring Status List v1.0 §2, §3.2 “Validate”.
 * Room     attestation (floor 3).
 */
import { createHash } from 'node:crypto';
import type { Json } from '../../contract/api-model.js';
import type { StapledStatusList, StatusEntry, StatusListCredential, TrustState } from '../../contract/documents.js';
import { isDocument, problemsOf } from '../../contract/validate.js';
import { readCompact } from '../jws/envelope.js';
import { demand, Refusal } from '../problem.js';
import { loggedAs } from '../trust/log-proof.js';
import { demandSealed } from '../trust/sealed.js';
import { bitAt, decodeBits, type StatusPurpose, type VerifiedList } from '../trust/status-list.js';
import { instantOf, type TrustContext } from '../trust/trust-context.js';
import { claimOf } from './claim.js';
import { claimedStatusListLeaf } from './logged-leaf.js';
import { demandPlainTexts } from './text-rules.js';
import { credentialType, organisationId, statusListContexts, statusListTypes } from './words.js';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const maxKnownLists = 1_000;
const keyLength = 64;

export interface StatusSources {
  readonly trust: TrustContext;
  /** Milliseconds. */
  readonly now: number;
  readonly stapled: readonly StapledStatusList[];
  /** Lists that the verifier has of its own: of a freshness pack. */
  readonly own: readonly StapledStatusList[];
  readonly state?: Pick<TrustState, 'lists'>;
  /** Milliseconds; the trust list’s limit where that is less. */
  readonly maxStatusAgeMs?: number;
}

/** A certificate of either kind. */
interface WithStatus {
  readonly credentialStatus: readonly StatusEntry[];
}

/** What the lists said. */
export interface StatusOutcome {
  readonly lists: readonly VerifiedList[];
  /** Milliseconds: until when they may be relied on. */
  readonly freshUntil: number;
}

function listIn(value: Json): StatusListCredential {
  if (isDocument('StatusListCredential', value)) return value;
  const [problem] = problemsOf('StatusListCredential', value);
  throw new Refusal('SCHEMA', `a status list breaks its schema at “${problem?.pointer ?? ''}”: ${problem?.message ?? 'unknown'}`);
}

const sameWords = (words: readonly string[], wanted: readonly string[]): boolean =>
  words.length === wanted.length && words.every((word, index) => word === wanted[index]);

function demandListForm(list: StatusListCredential): void {
  const typed = sameWords(list.type, statusListTypes) && sameWords(list['@context'], statusListContexts);
  demand(typed && list.credentialSubject.type === 'BitstringStatusList', 'STATUS_TYPE', 'the credential is no status list');
  demand(list.credentialSubject.id === `${list.id}#list`, 'STATUS_LIST_ID', 'the status list is about something else than itself');
  demandPlainTexts(list);
}

/**
 * Verifies a status list by itself, whatever it is asked for.
 * Refusals: LOG_*, JSON_*, JWS_*, SIGNED_IN_FUTURE, X509_*, CRL_*, SIGNER_*, SCHEMA, STATUS_TYPE, STATUS_LIST_ID, VC_ISSUER, BACKDATED, STATUS_ENCODING, STATUS_LIST_LENGTH, TEXT_*.
 */
export function verifyStatusList({ credential, logProof }: StapledStatusList, { trust, now }: Pick<StatusSources, 'trust' | 'now'>): VerifiedList {
  // Looked up by the end of its signature, which is short; known is only what is the same from end to end.
  const key = credential.slice(-keyLength);
  const known = trust.memory?.lists.get(key);
  if (known !== undefined && known.now === now && known.credential === credential && known.logProof === logProof) return known.list;
  const claim = claimOf(credential);
  const logged = loggedAs(() => claimedStatusListLeaf(credential, claim), logProof, { trust, now });
  const envelope = readCompact(credential, { type: credentialType }, claim.payload);
  const trustedTime = logged?.firstWitnessTime;
  const signer = demandSealed(envelope, { trust, role: 'status', at: trustedTime ?? now, now });
  const list = listIn(claim.value());
  demandListForm(list);
  const named = signer.legalId !== undefined && list.issuer.id === organisationId(signer.legalId);
  demand(named, 'VC_ISSUER', 'the issuer of a status list is not the organisation whose seal signed');
  const delay = trust.list.limits.maxLogDelayMinutes * minuteMs;
  const dated = [signer.signedAt, trustedTime ?? signer.signedAt].every((time) => Math.abs(instantOf(list.validFrom) - time) <= delay);
  demand(dated, 'BACKDATED', 'a status list is dated otherwise than it was signed or seen');
  const verified: VerifiedList = {
    credential: list,
    bits: decodeBits(list.credentialSubject.encodedList),
    payloadSha256: `sha256:${createHash('sha256').update(envelope.payload).digest('hex')}`,
    ...(trustedTime === undefined ? {} : { trustedTime }),
  };
  if (trust.memory !== undefined && (known !== undefined || trust.memory.lists.size < maxKnownLists))
    trust.memory.lists.set(key, { now, credential, logProof, list: verified });
  return verified;
}

/** The newest genuine list of an address. Refusals: those of `verifyStatusList`, STATUS_ROLLBACK; cannot be told: STATUS_MISSING. */
function newestOf(url: string, sources: StatusSources): VerifiedList {
  const found = [...sources.own, ...sources.stapled].filter((each) => each.url === url);
  if (found.length === 0) throw new Refusal('STATUS_MISSING', `there is no status list ${url}`, 'indeterminate');
  let newest: VerifiedList | undefined;
  let refusal: Refusal | undefined;
  for (const each of found) {
    try {
      const list = verifyStatusList(each, sources);
      demand(list.credential.id === url, 'STATUS_LIST_ID', `the list at ${url} is ${list.credential.id.slice(0, 120)}`);
      const sequence = newest?.credential.sequence ?? 0;
      const forked = sequence === list.credential.sequence && newest?.payloadSha256 !== list.payloadSha256;
      if (forked) throw new Refusal('STATUS_ROLLBACK', `there are two lists ${url} of sequence ${sequence}`);
      if (sequence < list.credential.sequence) newest = list;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'STATUS_ROLLBACK') throw error;
      refusal ??= error;
    }
  }
  if (newest !== undefined) return newest;
  throw refusal ?? new Refusal('STATUS_MISSING', `there is no status list ${url}`, 'indeterminate');
}

/** Refusals: STATUS_PURPOSE, STATUS_FROM_FUTURE, STATUS_ROLLBACK; cannot be told: STATUS_STALE. */
function demandCurrent({ credential, payloadSha256 }: VerifiedList, purpose: StatusPurpose, sources: StatusSources): number {
  const { trust, now, state } = sources;
  const url = credential.id;
  demand(credential.credentialSubject.statusPurpose === purpose, 'STATUS_PURPOSE', `the list ${url} is not of ${purpose}`);
  const from = instantOf(credential.validFrom);
  demand(from <= now + trust.skewMs, 'STATUS_FROM_FUTURE', `the list ${url} is of ${credential.validFrom}`);
  const seen = state?.lists.find((each) => each.url === url);
  const notOlder =
    seen === undefined || credential.sequence > seen.sequence || (credential.sequence === seen.sequence && payloadSha256 === seen.payloadSha256);
  demand(notOlder, 'STATUS_ROLLBACK', `the list ${url} is of sequence ${credential.sequence}; ${seen?.sequence ?? 0} was seen`);
  const limit = trust.list.limits.maxStatusAgeHours * hourMs;
  const freshUntil = Math.min(instantOf(credential.validUntil), from + Math.min(limit, sources.maxStatusAgeMs ?? limit));
  if (now > freshUntil) throw new Refusal('STATUS_STALE', `the list ${url} of ${credential.validFrom} is too old`, 'indeterminate');
  return freshUntil;
}

const verdicts = { revocation: 'REVOKED', suspension: 'SUSPENDED', refresh: 'SUPERSEDED' } as const;

function indexOf({ statusListIndex }: StatusEntry): number {
  demand(/^(0|[1-9][0-9]{0,8})$/.test(statusListIndex), 'STATUS_INDEX', `${statusListIndex.slice(0, 20)} is no index`);
  return Number(statusListIndex);
}

function entriesOf({ credentialStatus: entries }: WithStatus): readonly StatusEntry[] {
  const purposes = entries.map(({ statusPurpose }) => statusPurpose);
  for (const wanted of ['revocation', 'suspension'] as const)
    demand(purposes.includes(wanted), 'STATUS_PURPOSE_ABSENT', `the certificate names no status list of ${wanted}`);
  demand(new Set(purposes).size === purposes.length, 'STATUS_PURPOSE', 'the certificate names two lists of one purpose');
  for (const entry of entries) {
    demand(entry.type === 'BitstringStatusListEntry', 'STATUS_TYPE', 'a status of the certificate is of another kind');
    const index = indexOf(entry);
    demand(entry.id === `${entry.statusListCredential}#${index}`, 'STATUS_LIST_ID', 'a status of the certificate names another list than its id');
  }
  return entries;
}

/** What is revoked or superseded stays so, however old the list that says it; a suspension may have ended since. */
function demandUnset(entry: StatusEntry, list: VerifiedList, sources: StatusSources): number {
  const set = bitAt(list.bits, indexOf(entry));
  try {
    const until = demandCurrent(list, entry.statusPurpose, sources);
    if (set) throw withdrawn(entry);
    return until;
  } catch (error) {
    const final = set && entry.statusPurpose !== 'suspension';
    throw final && error instanceof Refusal && error.standing === 'indeterminate' ? withdrawn(entry) : error;
  }
}

/**
 * Refuses a certificate that is withdrawn or of which it cannot be told. A set bit weighs more than what is absent or stale beside it.
 * Refusals: STATUS_*, REVOKED, SUSPENDED, SUPERSEDED, and those of `verifyStatusList`; cannot be told: STATUS_MISSING, STATUS_STALE, X509_NO_CRL, CRL_STALE.
 */
export function demandStatus(certificate: WithStatus, sources: StatusSources): StatusOutcome {
  const lists: VerifiedList[] = [];
  let untold: Refusal | undefined;
  let freshUntil = Number.MAX_SAFE_INTEGER;
  for (const entry of entriesOf(certificate)) {
    try {
      const list = newestOf(entry.statusListCredential, sources);
      freshUntil = Math.min(freshUntil, demandUnset(entry, list, sources));
      lists.push(list);
    } catch (error) {
      if (!(error instanceof Refusal) || error.standing === 'invalid') throw error;
      untold ??= error;
    }
  }
  if (untold !== undefined) throw untold;
  return { lists, freshUntil };
}

function withdrawn({ statusPurpose }: StatusEntry): Refusal {
  const code = verdicts[statusPurpose];
  if (code === 'REVOKED') return new Refusal('REVOKED', 'the certificate is revoked');
  if (code === 'SUSPENDED') return new Refusal('SUSPENDED', 'the certificate is suspended');
  return new Refusal('SUPERSEDED', 'a newer certificate has taken its place');
}
