/**
 * `cmd:` keys: a program of the operator's signs. It reads the octets from standard input and writes the signature to standard output: RSASSA-PKCS1-v1_5 with
 * SHA-256, or ECDSA with SHA-256 as r ‖ s or as DER.
 *
 * For tokens that nothing else reaches, remote signing services, smart cards behind a vendor's program.
 * Room     attestation (floor 3).
 */
import { resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import { elementsOf, membersOf, soleElement } from '../x509/der.js';
import type { Algorithm } from '../jws/algorithms.js';
import { Refusal } from '../problem.js';
import { parseKeyUri } from './key-uri.js';
import { readCertificates, readPublicKey } from './pem.js';
import { runProgram } from './run-program.js';
import { checkedKey, checkedSigner, type KeySigner, type Signer } from './signer.js';

const coordinateOctets = 32;

/** One INTEGER as octets of fixed width (RFC 7518 §3.4). */
function coordinate(content: Uint8Array): Uint8Array {
  const bare = content.subarray(content.findIndex((octet) => octet !== 0));
  if (bare.length > coordinateOctets) throw new Refusal('DER_LENGTH', 'an integer of the signature is too long');
  const fixed = Buffer.alloc(coordinateOctets);
  fixed.set(bare, coordinateOctets - bare.length);
  return fixed;
}

/** r ‖ s of an ECDSA signature in either form; what is neither is left as it stands, for the check of the signature to refuse. */
export function joseSignature(octets: Uint8Array, algorithm: Algorithm): Uint8Array {
  if (algorithm !== 'ES256' || octets.length === 2 * coordinateOctets) return octets;
  try {
    const numbers = elementsOf(soleElement(octets).content);
    if (numbers.length !== 2 || numbers.some(({ tag }) => tag !== 0x02)) return octets;
    return Buffer.concat(membersOf(soleElement(octets), 0x30).map(({ content }) => coordinate(content)));
  } catch (error) {
    if (error instanceof Refusal) return octets;
    throw error;
  }
}

/** Where files and programs are named from, and what a program finds in its environment. */
export interface Surroundings {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

type ProgramSign = (octets: Uint8Array, algorithm: Algorithm) => Promise<Uint8Array>;

function programOf(
  uri: string,
  certified: 'chain' | 'key',
  { directory, environment }: Surroundings,
): { readonly file: string; readonly name: string; readonly sign: ProgramSign } {
  const { path, attributes } = parseKeyUri(uri, [certified, 'arg']);
  const file = attributes.get(certified);
  if (path === '' || file === undefined) {
    throw new EgifError('USAGE', `a cmd: key names no program or no ${certified}`, {
      mend: 'write cmd:PROGRAM;chain=FILE with the certificates of a seal, or cmd:PROGRAM;key=FILE with the public key of a log or witness',
    });
  }
  const arg = attributes.get('arg');
  const program = path.includes('/') ? resolve(directory, path) : path;
  return {
    file: resolve(directory, file),
    name: `cmd:${path}`,
    sign: async (octets, algorithm) =>
      joseSignature(await runProgram({ program, args: arg === undefined ? [] : [arg], input: octets, environment, directory }), algorithm),
  };
}

/** A signer that calls a program for each signature. Errors: USAGE, CERTIFICATE_UNREADABLE, KEY_UNREADABLE; when it signs SIGNER_UNAVAILABLE, KEY_MISMATCH. */
export async function programSigner(uri: string, surroundings: Surroundings): Promise<Signer> {
  const { file, name, sign } = programOf(uri, 'chain', surroundings);
  return checkedSigner(await readCertificates(file), sign, name);
}

/** A key outside X.509 that a program signs with; `key` is a PEM file with its public key. Errors: as `programSigner`. */
export async function programKey(uri: string, surroundings: Surroundings): Promise<KeySigner> {
  const { file, name, sign } = programOf(uri, 'key', surroundings);
  return checkedKey(await readPublicKey(file), sign, name);
}
