/**
 * Reads a trust list: whom and what a verifier believes, signed k-of-n by keys that never see a network.
 *
 * The rules are those of a TUF root: a key counts once, however often it signs; a signature of an unknown key counts nothing; a list follows another only with
 * the threshold of the keys of both, one version after the other, so that neither a thief of one key nor a rolled-back file changes whom is believed.
 *
 * Source   The Update Framework v1.0 §5.3 “Update the root role”; RFC 7515 §7.2.1.
 * Room     attestation (floor 3).
 */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { TrustList } from '../../contract/documents.js';
import { isDocument, problemsOf } from '../../contract/validate.js';
import type { Algorithm } from '../jws/algorithms.js';
import { demandSignature, type Envelope, readGeneral } from '../jws/envelope.js';
import { demand, Refusal } from '../problem.js';
import { parseStrictJson } from '../strict-json.js';
import { rolesIn } from './trust-list-rules.js';
import { instantOf, type TrustContext, type TrustMemory } from './trust-context.js';
import { trustedLogOf } from './log-proof.js';

export const trustListType = 'egif-trust+jws';
export const trustListContent = 'application/vnd.egif.trust-list+json';
/** Root keys stand outside X.509. */
export const rootAlgorithms: readonly Algorithm[] = ['EdDSA', 'ES256'];

const bounds = { maxBytes: 4 * 1024 * 1024, maxDepth: 12 };

/** Keys of which a threshold must have signed. */
export interface RootKeys {
  readonly rootKeys: TrustList['rootKeys'];
  readonly threshold: number;
}

/** What a first use is pinned to. */
export interface TrustPin {
  /** `sha256:` of the signed text or of its payload. */
  readonly sha256?: string;
  readonly roots?: RootKeys;
}

export interface TrustListOptions {
  /** Milliseconds: the instant of verification. */
  readonly at: number;
  /** The list that the verifier has; the new one must be it or follow it. */
  readonly known?: Pick<TrustContext, 'list' | 'payloadSha256'>;
  /** For a first use. Where nothing is known and nothing pinned, who hands in the octets vouches for them. */
  readonly pin?: TrustPin;
  /** The lists between the known one and this one, oldest first. */
  readonly previous?: readonly Uint8Array[];
  readonly memory?: TrustMemory;
  /** DER of revocation lists that came with the list. */
  readonly crls?: readonly Uint8Array[];
}

/** A list that is well formed and signed by its own threshold, not yet believed. */
export interface SignedTrustList {
  readonly list: TrustList;
  readonly payloadSha256: string;
  readonly sha256: string;
  readonly signatures: readonly Envelope[];
}

const sha256Of = (octets: Uint8Array): string => `sha256:${createHash('sha256').update(octets).digest('hex')}`;

/** The id of a key outside X.509: base64url of the SHA-256 of its SubjectPublicKeyInfo. */
export const kidOf = (spki: Uint8Array): string => createHash('sha256').update(spki).digest('base64url');

function rootKey({ kid, spki }: TrustList['rootKeys'][number]): KeyObject {
  const der = Buffer.from(spki, 'base64');
  demand(der.toString('base64') === spki && kidOf(der) === kid, 'TRUST_FORMAT', `the id ${kid} is not the digest of its key`);
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    demand(Buffer.from(key.export({ format: 'der', type: 'spki' })).equals(der), 'TRUST_FORMAT', `the key ${kid} is not in its one form`);
    return key;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('TRUST_FORMAT', `the key ${kid} cannot be read`);
  }
}

function holds(envelope: Envelope, key: KeyObject): boolean {
  try {
    demandSignature(envelope, key);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** How many different keys of a set made a signature that holds. Refusal: TRUST_FORMAT where a key is not what its id says. */
export function countSigners(signatures: readonly Envelope[], keys: TrustList['rootKeys']): number {
  return keys.filter((named) => {
    const own = signatures.filter(({ header }) => header.kid === named.kid);
    if (own.length === 0) return false;
    const key = rootKey(named);
    return own.some((envelope) => holds(envelope, key));
  }).length;
}

function demandThreshold(signatures: readonly Envelope[], { rootKeys, threshold }: RootKeys, code: 'TRUST_THRESHOLD' | 'TRUST_CHAIN'): void {
  const count = countSigners(signatures, rootKeys);
  if (count >= threshold) return;
  const detail = `${count} of the ${rootKeys.length} root keys signed; ${threshold} are wanted`;
  if (code === 'TRUST_CHAIN') throw new Refusal('TRUST_CHAIN', `of the list before: ${detail}`);
  throw new Refusal('TRUST_THRESHOLD', detail);
}

/** Reads a payload of a trust list that nobody need have signed yet. Refusals: JSON_*, TRUST_FORMAT. */
export function readTrustPayload(payload: Uint8Array): TrustList {
  const value = parseStrictJson(payload, bounds);
  const [problem] = problemsOf('TrustList', value);
  demand(
    isDocument('TrustList', value),
    'TRUST_FORMAT',
    `the trust list breaks its schema at “${problem?.pointer ?? ''}”: ${problem?.message ?? ''}`,
  );
  const kids = value.rootKeys.map(({ kid }) => kid);
  demand(new Set(kids).size === kids.length, 'TRUST_FORMAT', 'a root key stands twice');
  for (const key of value.rootKeys) rootKey(key);
  demand(value.threshold <= kids.length, 'TRUST_FORMAT', `a threshold of ${value.threshold} with ${kids.length} root keys`);
  demand(instantOf(value.issued) < instantOf(value.expires), 'TRUST_FORMAT', 'the list expires before it is issued');
  demand((value.version === 1) === (value.previousSha256 === undefined), 'TRUST_FORMAT', 'every list but the first names the one before it');
  rolesIn(value);
  trustedLogOf(value);
  return value;
}

/** Reads the signatures of a list and demands the threshold of its own keys. Refusals: JSON_*, JWS_*, TRUST_FORMAT, TRUST_THRESHOLD. */
export function readSignedTrustList(octets: Uint8Array): SignedTrustList {
  const signed = readTrustSignatures(octets);
  demandThreshold(signed.signatures, signed.list, 'TRUST_THRESHOLD');
  return signed;
}

/** Reads a list that may want signatures still. Refusals: JSON_*, JWS_*, TRUST_FORMAT. */
export function readTrustSignatures(octets: Uint8Array): SignedTrustList {
  const signatures = readGeneral(octets, { type: trustListType, algorithms: rootAlgorithms, keyBy: 'kid' });
  const { payload } = signatures[0];
  return { list: readTrustPayload(payload), payloadSha256: sha256Of(payload), sha256: sha256Of(octets), signatures };
}

/** Demands that a list is the known one or the one right after it. Refusals: TRUST_ROLLBACK, TRUST_CHAIN. */
export function demandFollows(next: SignedTrustList, known: Pick<TrustContext, 'list' | 'payloadSha256'>): void {
  demand(next.list.id === known.list.id, 'TRUST_CHAIN', `the list ${next.list.id} is another than ${known.list.id}`);
  demand(next.list.version >= known.list.version, 'TRUST_ROLLBACK', `version ${next.list.version} after ${known.list.version}`);
  if (next.list.version === known.list.version) {
    demand(next.payloadSha256 === known.payloadSha256, 'TRUST_CHAIN', `another list of version ${next.list.version} is known`);
    return;
  }
  demand(
    next.list.version === known.list.version + 1,
    'TRUST_CHAIN',
    `the lists between version ${known.list.version} and ${next.list.version} are absent`,
  );
  demand(next.list.previousSha256 === known.payloadSha256, 'TRUST_CHAIN', 'the list does not name the known one as the one before it');
  demand(instantOf(next.list.issued) >= instantOf(known.list.issued), 'TRUST_CHAIN', 'the list is issued before the one before it');
  demandThreshold(next.signatures, known.list, 'TRUST_CHAIN');
}

/** A first use: the list is the pinned one, or signed by the pinned keys. Refusals: TRUST_PIN. */
function demandPinned({ list, payloadSha256, sha256, signatures }: SignedTrustList, pin: TrustPin): void {
  demand(pin.sha256 === undefined || [payloadSha256, sha256].includes(pin.sha256), 'TRUST_PIN', `the list ${list.id} is not the pinned one`);
  if (pin.roots === undefined) return;
  const count = countSigners(signatures, pin.roots.rootKeys);
  demand(count >= pin.roots.threshold, 'TRUST_PIN', `${count} of the pinned root keys signed; ${pin.roots.threshold} are wanted`);
}

/** What a list is used as, once it is believed. */
export function contextOf(
  { list, payloadSha256 }: Omit<SignedTrustList, 'sha256' | 'signatures'>,
  options: Pick<TrustListOptions, 'memory' | 'crls'> = {},
): TrustContext {
  const log = trustedLogOf(list);
  return {
    list,
    payloadSha256,
    anchors: list.anchors.map((der) => Buffer.from(der, 'base64')),
    crls: options.crls ?? [],
    roles: rolesIn(list),
    skewMs: list.limits.maxClockSkewSeconds * 1000,
    ...(log === undefined ? {} : { log }),
    ...(options.memory === undefined ? {} : { memory: options.memory }),
  };
}

/**
 * Reads, verifies and believes a trust list.
 * Refusals: JSON_*, JWS_*, TRUST_FORMAT, TRUST_THRESHOLD, TRUST_ROLLBACK, TRUST_CHAIN, TRUST_PIN; cannot be told: TRUST_EXPIRED, CLOCK_BEHIND.
 */
export function readTrustList(octets: Uint8Array, options: TrustListOptions): TrustContext {
  const last = readSignedTrustList(octets);
  let known = options.known;
  for (const text of options.previous ?? []) {
    const step = readSignedTrustList(text);
    // Lists up to the known one are of no interest; the last is judged by itself.
    if (known !== undefined && step.list.version > known.list.version && step.list.version < last.list.version) {
      demandFollows(step, known);
      known = step;
    }
  }
  if (known !== undefined) demandFollows(last, known);
  else demandPinned(last, options.pin ?? {});
  const { list } = last;
  const skewMs = list.limits.maxClockSkewSeconds * 1000;
  if (instantOf(list.issued) > options.at + skewMs)
    throw new Refusal('CLOCK_BEHIND', `the trust list was issued at ${list.issued}: the clock is behind`, 'indeterminate');
  if (options.at > instantOf(list.expires)) throw new Refusal('TRUST_EXPIRED', `the trust list expired at ${list.expires}`, 'indeterminate');
  return contextOf(last, options);
}
