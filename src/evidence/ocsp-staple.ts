/**
 * Reads an OCSP response that a server stapled to its handshake: what it says of the leaf, and whether those who may say so signed it.
 *
 * Source   RFC 6960 §4.2.1 (structure), §4.2.2.2 (who may sign), §3.2 (what makes it acceptable); RFC 5019 §2.2 (SHA-1 in CertID); RFC 6066 §8.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { createHash, verify, X509Certificate } from 'node:crypto';
import type { Staple } from '../contract/evidence.js';
import { type Der, derOf, derOid, derParts, derTags, derTime } from './der.js';

const unreadable: Staple = { status: 'unreadable', signed: false };
const basicResponse = '1.3.6.1.5.5.7.48.1.1';
const ocspSigning = '1.3.6.1.5.5.7.3.9';
const maxOctets = 64 * 1024;

const hashes: Readonly<Record<string, string>> = { '1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.1': 'sha256' };
const signatureHashes: Readonly<Record<string, string | null>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.3.101.112': null,
};
const statuses: Readonly<Record<number, Exclude<Staple['status'], 'unreadable'>>> = { 128: 'good', 161: 'revoked', 130: 'unknown' };

const sequenceIn = (value: Der | undefined): readonly Der[] | undefined => (value?.tag === derTags.sequence ? derParts(value.content) : undefined);

interface Basic {
  /** The signed part. */
  readonly data: Der;
  readonly algorithm: string;
  readonly signature: Buffer;
  readonly certificates: readonly Buffer[];
}

function algorithmOf(value: Der | undefined): string | undefined {
  const [oid] = sequenceIn(value) ?? [];
  return oid?.tag === derTags.oid ? derOid(oid.content) : undefined;
}

/** The basic response in a successful OCSPResponse. */
function basicOf(octets: Buffer): Basic | undefined {
  const [status, wrapped] = sequenceIn(derOf(octets, derTags.sequence)) ?? [];
  if (status?.tag !== derTags.enumerated || !status.content.equals(Buffer.of(0)) || wrapped?.tag !== 0xa0) return undefined;
  const [type, response] = sequenceIn(derOf(wrapped.content, derTags.sequence)) ?? [];
  if (type?.tag !== derTags.oid || derOid(type.content) !== basicResponse || response?.tag !== derTags.octetString) return undefined;
  const [data, algorithm, signature, certificates] = sequenceIn(derOf(response.content, derTags.sequence)) ?? [];
  const oid = algorithmOf(algorithm);
  if (data?.tag !== derTags.sequence || oid === undefined || signature?.tag !== derTags.bitString || signature.content[0] !== 0) return undefined;
  const list = certificates?.tag === 0xa0 ? (sequenceIn(derOf(certificates.content, derTags.sequence)) ?? []) : [];
  return { data, algorithm: oid, signature: signature.content.subarray(1), certificates: list.map(({ whole }) => whole) };
}

/** The single responses: behind an optional version, the responder's name or key, and the time. */
function singlesOf({ data }: Basic): readonly Der[] {
  const parts = derParts(data.content) ?? [];
  const rest = parts[0]?.tag === 0xa0 ? parts.slice(1) : parts;
  const [responder, producedAt, responses] = rest;
  if ((responder?.tag !== 0xa1 && responder?.tag !== 0xa2) || producedAt?.tag !== derTags.generalizedTime) return [];
  return sequenceIn(responses) ?? [];
}

const serialOf = (certificate: X509Certificate): Buffer =>
  Buffer.from(certificate.serialNumber.padStart(certificate.serialNumber.length + (certificate.serialNumber.length % 2), '0'), 'hex');
const trimmed = (integer: Buffer): string => integer.toString('hex').replace(/^(00)+(?=..)/, '');

/** Octets of the subject's name and of the key in the certificate's SubjectPublicKeyInfo. */
function issuerParts(issuer: X509Certificate): { readonly name: Buffer; readonly key: Buffer } | undefined {
  const [body] = sequenceIn(derOf(issuer.raw, derTags.sequence)) ?? [];
  const parts = sequenceIn(body) ?? [];
  const at = parts[0]?.tag === 0xa0 ? 1 : 0;
  const [, bits] = sequenceIn(parts[at + 5]) ?? [];
  const name = parts[at + 4];
  return name === undefined || bits?.tag !== derTags.bitString ? undefined : { name: name.whole, key: bits.content.subarray(1) };
}

function speaksOf(certId: Der | undefined, leaf: X509Certificate, issuer: X509Certificate): boolean {
  const [algorithm, nameHash, keyHash, serial] = sequenceIn(certId) ?? [];
  const hash = hashes[algorithmOf(algorithm) ?? ''];
  const parts = issuerParts(issuer);
  if (hash === undefined || parts === undefined || serial?.tag !== derTags.integer) return false;
  const digest = (octets: Buffer): Buffer => createHash(hash).update(octets).digest();
  const named = nameHash?.content.equals(digest(parts.name)) === true && keyHash?.content.equals(digest(parts.key)) === true;
  return named && trimmed(serial.content) === trimmed(serialOf(leaf));
}

function certificateFrom(octets: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(octets);
  } catch {
    return undefined;
  }
}

/** The keys that may have signed: the issuer's own, and those of responders to whom the issuer gave the purpose OCSPSigning. */
function signedBy(basic: Basic, issuer: X509Certificate): boolean {
  const hash = signatureHashes[basic.algorithm];
  if (hash === undefined) return false;
  const delegated = basic.certificates
    .map(certificateFrom)
    .filter((certificate) => certificate !== undefined)
    .filter((certificate) => certificate.issuer === issuer.subject && certificate.keyUsage?.includes(ocspSigning) === true)
    .filter((certificate) => certificate.verify(issuer.publicKey));
  return [issuer, ...delegated].some(({ publicKey }) => {
    try {
      return verify(hash, basic.data.whole, publicKey, basic.signature);
    } catch {
      // A key of another kind than the signature.
      return false;
    }
  });
}

/** What a stapled response says of a leaf; `issuer` is the certificate behind it in the chain. */
export function readStaple(octets: Buffer, leaf: X509Certificate, issuer: X509Certificate): Staple {
  const basic = octets.length > maxOctets ? undefined : basicOf(octets);
  if (basic === undefined) return unreadable;
  for (const single of singlesOf(basic)) {
    const [certId, certStatus, thisUpdate, nextUpdate] = sequenceIn(single) ?? [];
    const status = statuses[certStatus?.tag ?? 0];
    const from = derTime(thisUpdate);
    if (!speaksOf(certId, leaf, issuer) || status === undefined || from === undefined) continue;
    const until = nextUpdate?.tag === 0xa0 ? derTime(derOf(nextUpdate.content, derTags.generalizedTime)) : undefined;
    const revokedAt = status === 'revoked' ? derTime(derParts(certStatus?.content ?? Buffer.alloc(0))?.[0]) : undefined;
    return {
      status,
      signed: signedBy(basic, issuer),
      thisUpdate: from,
      ...(until === undefined ? {} : { nextUpdate: until }),
      ...(revokedAt === undefined ? {} : { revokedAt }),
    };
  }
  return unreadable;
}
