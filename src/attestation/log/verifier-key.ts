/**
 * Verifier keys (vkeys) and what their signatures mean. A kind of signature is one row of a table, by the byte that names it.
 *
 * Source   C2SP signed-note, “Signature types”, “Verifier keys”; tlog-cosignature, “Format”, “Ed25519 signed message”. ML-DSA-44 (0x06), which the
 *          specification prefers for new logs, is not offered by the runtime that the suite is bound to; it is one more row when it is.
 * Room     attestation (floor 3).
 */
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { demand, Refusal } from '../problem.js';
import { readBase64, writeBase64 } from './base64.js';
import { isKeyName, type Note } from './note-text.js';

export const signatureTypes = { ed25519: 0x01, cosignature: 0x04 } as const;

/** What a signature says, where it holds. */
export interface Said {
  /** When it was made, in seconds since 1970-01-01T00:00:00Z; cosignatures alone say it. */
  readonly time?: number;
}

interface SignatureKind {
  readonly keyBytes: number;
  verify(key: KeyObject, text: Uint8Array, signature: Uint8Array): Said | undefined;
}

/** The octets that a cosignature is made over. */
export function cosignedOctets(text: string, time: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
}

function verifyCosignature(key: KeyObject, text: Uint8Array, signature: Uint8Array): Said | undefined {
  const octets = Buffer.from(signature);
  if (octets.length !== 72) return undefined;
  const time = octets.readBigUInt64BE(0);
  if (time === 0n || time > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  const message = Buffer.concat([Buffer.from(`cosignature/v1\ntime ${time}\n`), text]);
  return verify(null, message, key, octets.subarray(8)) ? { time: Number(time) } : undefined;
}

const kinds: ReadonlyMap<number, SignatureKind> = new Map<number, SignatureKind>([
  [
    signatureTypes.ed25519,
    { keyBytes: 32, verify: (key, text, signature) => (signature.length === 64 && verify(null, text, key, signature) ? {} : undefined) },
  ],
  [signatureTypes.cosignature, { keyBytes: 32, verify: verifyCosignature }],
]);

export interface VerifierKey {
  readonly name: string;
  readonly id: number;
  readonly type: number;
  /** Octets of the public key. */
  readonly publicKey: Uint8Array;
  /** What a signature over a text says; undefined where it does not hold. */
  verify(text: Uint8Array, signature: Uint8Array): Said | undefined;
}

/** First four octets of SHA-256(name ‖ 0x0A ‖ type ‖ key). */
export function keyIdOf(name: string, type: number, publicKey: Uint8Array): number {
  return createHash('sha256').update(`${name}\n`).update(Uint8Array.of(type)).update(publicKey).digest().readUInt32BE(0);
}

/** A key from its parts. Refusals: LOG_VKEY. */
export function verifierKey(name: string, type: number, publicKey: Uint8Array): VerifierKey {
  demand(isKeyName(name), 'LOG_VKEY', 'the name of a key has a character that it may not have');
  const kind = kinds.get(type);
  if (kind === undefined) throw new Refusal('LOG_VKEY', `signatures of type ${type} are not known`);
  demand(publicKey.length === kind.keyBytes, 'LOG_VKEY', `a key of ${publicKey.length} octets, not ${kind.keyBytes}`);
  let key: KeyObject;
  try {
    key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }, format: 'jwk' });
  } catch {
    throw new Refusal('LOG_VKEY', 'the octets are no public key');
  }
  return { name, id: keyIdOf(name, type, publicKey), type, publicKey, verify: (text, signature) => kind.verify(key, text, signature) };
}

const hexOf = (id: number): string => id.toString(16).padStart(8, '0');

/** `name+id+base64(type ‖ key)`. Refusals: LOG_VKEY. */
export function readVerifierKey(text: string): VerifierKey {
  const [name = '', id = '', ...rest] = text.split('+');
  // base64 has a plus of its own
  const octets = readBase64(rest.join('+').slice(0, 8192), 'the key', 'LOG_VKEY');
  const key = verifierKey(name, octets[0] ?? 0, octets.subarray(1));
  demand(hexOf(key.id) === id, 'LOG_VKEY', `the id of the key is not ${id.slice(0, 8)}`);
  return key;
}

export const writeVerifierKey = ({ name, id, type, publicKey }: Omit<VerifierKey, 'verify'>): string =>
  `${name}+${hexOf(id)}+${writeBase64(Buffer.concat([Uint8Array.of(type), publicKey]))}`;

/**
 * What the signatures of one key on a note say; none where it did not sign. Signatures of other keys are passed over, one under this key's name and id
 * that does not hold is refused with the code that is given: such a note is malformed.
 */
export function saidBy(key: VerifierKey, note: Note, code: 'LOG_NOTE' | 'LOG_UNSIGNED'): readonly Said[] {
  const text = Buffer.from(note.text);
  return note.signatures
    .filter(({ name, id }) => name === key.name && id === key.id)
    .map(({ octets }) => {
      const said = key.verify(text, octets);
      if (said === undefined) throw new Refusal(code, `the signature of ${key.name} does not hold`);
      return said;
    });
}
