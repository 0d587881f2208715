/**
 * The bits of a status list: written, read, bounded.
 *
 * Source   W3C Bitstring Status List v1.0 §3.3 “Bitstring Generation”, §3.4 “Bitstring Expansion”: at least 131,072 entries, GZIP, multibase base64url;
 *          the first index is the left-most bit, that is the highest one of the first octet.
 * Room     attestation (floor 3).
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { StatusListCredential } from '../../contract/documents.js';
import { demand, Refusal } from '../problem.js';

export type StatusPurpose = StatusListCredential['credentialSubject']['statusPurpose'];

/** Least entries of a list, so that an index hides in a crowd. */
export const minEntries = 131_072;
/** Most octets of the bits: a short text must not become a large memory. */
export const maxListOctets = 16 * 1024 * 1024;

/** A status list whose signature, and whose place in the log where one is demanded, were verified. */
export interface VerifiedList {
  readonly credential: StatusListCredential;
  readonly bits: Uint8Array;
  /** `sha256:` of the payload. */
  readonly payloadSha256: string;
  /** Milliseconds: first witness time; absent without a log. */
  readonly trustedTime?: number;
}

/** A list that was verified, with what it was verified with. */
export interface KnownList {
  /** Milliseconds: the instant of the verification. A list is known at no other. */
  readonly now: number;
  /** Its whole compact text. */
  readonly credential: string;
  /** The proof that came with it. */
  readonly logProof: string | undefined;
  readonly list: VerifiedList;
}

/** Lists that were verified already under one trust list, by the end of their compact text. */
export type ListMemory = Map<string, KnownList>;

/** An empty list of at least so many entries. */
export function emptyBits(entries: number = minEntries): Uint8Array {
  return new Uint8Array(Math.ceil(Math.max(entries, minEntries) / 8));
}

/** Whether the bit of an index is set. Refusal: STATUS_INDEX where the list has no such index. */
export function bitAt(bits: Uint8Array, index: number): boolean {
  const octet = bits[Math.floor(index / 8)];
  demand(Number.isInteger(index) && index >= 0 && octet !== undefined, 'STATUS_INDEX', `the list has ${bits.length * 8} entries, none ${index}`);
  return (octet & (0x80 >> (index % 8))) !== 0;
}

/** A copy of the bits with one bit set or cleared. Refusal: STATUS_INDEX. */
export function withBit(bits: Uint8Array, index: number, value: boolean): Uint8Array {
  const before = bitAt(bits, index);
  const copy = Uint8Array.from(bits);
  const octet = Math.floor(index / 8);
  if (before !== value) copy[octet] = (copy[octet] ?? 0) ^ (0x80 >> (index % 8));
  return copy;
}

/** The member `encodedList` of some bits. */
export function encodeBits(bits: Uint8Array): string {
  return `u${gzipSync(bits, { level: 9 }).toString('base64url')}`;
}

/** The bits of a member `encodedList`. Refusals: STATUS_ENCODING, STATUS_LIST_LENGTH. */
export function decodeBits(encoded: unknown): Uint8Array {
  demand(typeof encoded === 'string' && /^u[A-Za-z0-9_-]+$/.test(encoded), 'STATUS_ENCODING', 'the list is not multibase base64url');
  const packed = Buffer.from(encoded.slice(1), 'base64url');
  demand(packed.toString('base64url') === encoded.slice(1), 'STATUS_ENCODING', 'the list is not minimal base64url');
  const bits = unpacked(packed);
  demand(bits.length * 8 >= minEntries, 'STATUS_LIST_LENGTH', `the list has ${bits.length * 8} entries; the least is ${minEntries}`);
  return bits;
}

/** One bounded GZIP member and nothing behind it. */
function unpacked(packed: Buffer): Uint8Array {
  try {
    const { buffer, engine } = gunzipWithCount(packed);
    demand(engine === packed.length, 'STATUS_ENCODING', 'something follows the compressed list');
    return buffer;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const tooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    if (tooLong) throw new Refusal('STATUS_LIST_LENGTH', `the list has more than ${maxListOctets} octets`);
    throw new Refusal('STATUS_ENCODING', 'the list is not GZIP');
  }
}

function gunzipWithCount(packed: Buffer): { readonly buffer: Uint8Array; readonly engine: number } {
  const found: unknown = gunzipSync(packed, { maxOutputLength: maxListOctets, info: true });
  demand(typeof found === 'object' && found !== null && 'buffer' in found && 'engine' in found, 'STATUS_ENCODING', 'the list is not GZIP');
  const { buffer, engine } = found;
  const read = typeof engine === 'object' && engine !== null && 'bytesWritten' in engine ? Number(engine.bytesWritten) : Number.NaN;
  demand(buffer instanceof Uint8Array, 'STATUS_ENCODING', 'the list is not GZIP');
  return { buffer, engine: read };
}
