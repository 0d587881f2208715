/**
 * Signing notes: a log signs its checkpoints, a witness cosigns them with the time.
 *
 * A key file is a PEM file with one unencrypted Ed25519 key and, before it, a line `name: …` (RFC 7468 §2 allows text outside of the boundaries).
 * Source   C2SP signed-note “Ed25519 signatures”, tlog-cosignature “Ed25519 signed message”; RFC 8410 (keys).
 * Room     attestation (floor 3).
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { demand, Refusal } from '../problem.js';
import type { KeySigner } from '../signers/signer.js';
import { isKeyName, type NoteSignature } from './note-text.js';
import { cosignedOctets, signatureTypes, type VerifierKey, verifierKey } from './verifier-key.js';

/** Somebody who signs octets with Ed25519: a key at hand, or a token that is asked. */
export interface NoteKey {
  readonly name: string;
  /** 32 octets (RFC 8032 §5.1.5). */
  readonly publicKey: Uint8Array;
  sign(octets: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

function rawPublicKey(key: KeyObject): Uint8Array {
  const { x = '' } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  return Buffer.from(x, 'base64url');
}

/** A key with its name. Refusals: LOG_KEY. */
export function noteKey(name: string, key: KeyObject): NoteKey {
  demand(isKeyName(name), 'LOG_KEY', 'the name of a key has a character that it may not have');
  demand(key.asymmetricKeyType === 'ed25519', 'LOG_KEY', `the key is ${String(key.asymmetricKeyType)}, not Ed25519`);
  return { name, publicKey: rawPublicKey(key), sign: (octets) => sign(null, octets, key) };
}

/** A key that a token or a program holds, with the name that it has as a log or a witness. Refusals: LOG_KEY. */
export function heldNoteKey(name: string, { algorithm, spki, sign: signWith }: KeySigner): NoteKey {
  demand(isKeyName(name), 'LOG_KEY', 'the name of a key has a character that it may not have');
  demand(algorithm === 'EdDSA', 'LOG_KEY', `the key signs with ${algorithm}, not with Ed25519`);
  const publicKey = rawPublicKey(createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }));
  return { name, publicKey, sign: (octets) => signWith(octets) };
}

const nameLine = /^name: (\S+)$/m;
const keyBlock = /-----BEGIN PRIVATE KEY-----[A-Za-z0-9+/=\s]+-----END PRIVATE KEY-----/;

/** Reads the text of a key file. Refusals: LOG_KEY. */
export function readNoteKey(text: string): NoteKey {
  const [, name] = nameLine.exec(text) ?? [];
  const [block] = keyBlock.exec(text) ?? [];
  demand(name !== undefined, 'LOG_KEY', 'no line “name: …” stands before the key');
  demand(block !== undefined, 'LOG_KEY', 'there is no unencrypted private key');
  let key: KeyObject;
  try {
    key = createPrivateKey(block);
  } catch {
    throw new Refusal('LOG_KEY', 'the private key cannot be read');
  }
  return noteKey(name, key);
}

/** The text of a new key file. Refusals: LOG_KEY. */
export function makeNoteKey(name: string): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  noteKey(name, privateKey);
  return `name: ${name}\n${privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()}`;
}

type Kind = keyof typeof signatureTypes;

/** A key signs many times; its verifiers are made once. */
const verifiers = new WeakMap<NoteKey, Map<Kind, VerifierKey>>();

/** The verifier key of a log’s or of a witness’s key. Refusals: LOG_VKEY. */
export function verifierOf(key: NoteKey, kind: Kind): VerifierKey {
  const known = verifiers.get(key) ?? new Map<Kind, VerifierKey>();
  const made = known.get(kind) ?? verifierKey(key.name, signatureTypes[kind], key.publicKey);
  verifiers.set(key, known.set(kind, made));
  return made;
}

async function signed(key: NoteKey, octets: Uint8Array, kind: Kind): Promise<Uint8Array> {
  const signature = await key.sign(octets);
  const { verify } = verifierOf(key, 'ed25519');
  if (verify(octets, signature) === undefined) throw new Refusal('LOG_KEY', `the ${kind} signature does not hold under the signer’s own key`);
  return signature;
}

/** The log’s signature on a text. Refusals: LOG_KEY where it does not hold. */
export async function signNote(key: NoteKey, text: string): Promise<NoteSignature> {
  const octets = await signed(key, Buffer.from(text), 'ed25519');
  return { name: key.name, id: verifierOf(key, 'ed25519').id, octets };
}

/** A witness’s signature on a checkpoint; `time` in seconds since 1970-01-01T00:00:00Z. Refusals: LOG_KEY where it does not hold. */
export async function cosign(key: NoteKey, text: string, time: number): Promise<NoteSignature> {
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(BigInt(time));
  const octets = Buffer.concat([stamp, await signed(key, cosignedOctets(text, time), 'cosignature')]);
  return { name: key.name, id: verifierOf(key, 'cosignature').id, octets };
}
