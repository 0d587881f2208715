/**
 * `pkcs11:` keys: a token or a hardware security module signs; the key never leaves it.
 *
 * The token is reached through OpenSC's `pkcs11-tool` in a process of its own (docs/adr/0028): no native code is loaded here, and a vendor's module that
 * crashes or hangs takes nothing with it. The PIN goes by the environment of that process, never by its command line.
 * Source   RFC 7512; PKCS #11 v3.0 (CKM_ECDSA, CKM_RSA_PKCS, CKM_EDDSA).
 * Room     attestation (floor 3).
 */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readBounded } from '../../contract/load-document.js';
import { EgifError } from '../../errors.js';
import type { Algorithm } from '../jws/algorithms.js';
import { type KeyUri, parseKeyUri } from './key-uri.js';
import { readCertificates } from './pem.js';
import type { Surroundings } from './program-signer.js';
import { runProgram } from './run-program.js';
import { checkedKey, checkedSigner, type KeySigner, type Signer } from './signer.js';

const tool = 'pkcs11-tool';
const pinVariable = 'EGIF_TOKEN_PIN';
const known = ['token', 'object', 'id', 'serial', 'slot-id', 'type', 'module-path', 'pin-source', 'x-chain'];

/** DER of DigestInfo before a SHA-256 (RFC 8017 §9.2): every token signs it, whether it hashes itself or not. */
const digestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');

const nameOf = ({ attributes }: KeyUri): string =>
  `pkcs11:${attributes.get('token') ?? ''}/${attributes.get('object') ?? attributes.get('id') ?? ''}`;

async function pinOf({ attributes }: KeyUri, { directory, environment }: Surroundings): Promise<string | undefined> {
  const source = attributes.get('pin-source');
  if (source === undefined) return undefined;
  const [, kind, place = ''] = /^(env|file):(.+)$/.exec(source) ?? [];
  const pin =
    kind === 'env' ? environment[place] : kind === 'file' ? (await readBounded(resolve(directory, place), 1024)).toString('utf8').trim() : undefined;
  if (kind === undefined) throw new EgifError('USAGE', 'the pin-source of a key URI has no known form', { mend: 'write env:NAME or file:PATH' });
  if (pin === undefined || pin === '') {
    throw new EgifError('SECRET_UNAVAILABLE', `there is no PIN in ${source}`, { mend: 'set it where pin-source says' });
  }
  return pin;
}

/** What selects one object of one token. */
function selection({ attributes }: KeyUri, modulePath: string): readonly string[] {
  const named = (name: string, option: string): readonly string[] => {
    const value = attributes.get(name);
    return value === undefined ? [] : [option, value];
  };
  return ['--module', modulePath, ...named('token', '--token-label'), ...named('slot-id', '--slot')];
}

/**
 * The CKA_ID of the private key, in hexadecimal: OpenSC's program signs by id alone (asked by label, it takes the first key that it finds).
 * Error: SIGNER_UNAVAILABLE, unless just one key has the label.
 */
async function idOf(uri: KeyUri, list: () => Promise<Buffer>): Promise<string> {
  const { attributes } = uri;
  const id = attributes.get('id');
  if (id !== undefined) return Buffer.from(id, 'latin1').toString('hex');
  const label = attributes.get('object') ?? '';
  const objects = (await list()).toString('utf8').split(/^(?=Private Key Object)/m);
  const found = objects.flatMap((text) => {
    if (/^ *label: +(.*)$/m.exec(text)?.[1]?.trimEnd() !== label) return [];
    const [, octets] = /^ *ID: +([0-9a-fA-F]+)\s*$/m.exec(text) ?? [];
    return octets === undefined ? [] : [octets];
  });
  const [sole, ...others] = found;
  if (sole === undefined || others.length > 0) {
    throw new EgifError('SIGNER_UNAVAILABLE', `${nameOf(uri)}: ${found.length} private keys have this label and an id`, {
      mend: 'name the key by its id, such as id=%01; pkcs11-tool --list-objects shows it',
    });
  }
  return sole;
}

interface Token {
  read(type: 'cert' | 'pubkey'): Promise<Buffer>;
  sign(octets: Uint8Array, algorithm: Algorithm): Promise<Uint8Array>;
}

/** The program reads what it signs from a file of a private folder. */
async function withFileOf<T>(octets: Uint8Array, work: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'egif-sign-'));
  try {
    const file = join(folder, 'octets');
    await writeFile(file, octets, { mode: 0o600 });
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function openToken(uri: KeyUri, surroundings: Surroundings): Promise<Token> {
  const { directory, environment } = surroundings;
  const modulePath = uri.attributes.get('module-path') ?? environment['EGIF_PKCS11_MODULE'];
  if (modulePath === undefined) {
    throw new EgifError('USAGE', 'a pkcs11: key names no module', {
      mend: 'add ?module-path=… or set EGIF_PKCS11_MODULE to the library of the token',
    });
  }
  if (!['token', 'slot-id'].some((name) => uri.attributes.has(name)) || !['object', 'id'].some((name) => uri.attributes.has(name))) {
    throw new EgifError('USAGE', 'a pkcs11: key names no token or no object', { mend: 'write pkcs11:token=LABEL;object=LABEL' });
  }
  const pin = await pinOf(uri, surroundings);
  const chosen = selection(uri, modulePath);
  const call = (args: readonly string[]): Promise<Buffer> =>
    runProgram({
      program: tool,
      args: [...chosen, ...(pin === undefined ? [] : ['--login', '--pin', `env:${pinVariable}`]), ...args],
      environment: { ...environment, ...(pin === undefined ? {} : { [pinVariable]: pin }) },
      directory,
    });
  const id = await idOf(uri, () => call(['--list-objects', '--type', 'privkey']));
  const sign = (mechanism: string, octets: Uint8Array): Promise<Buffer> =>
    withFileOf(octets, (file) => call(['--id', id, '--sign', '--mechanism', mechanism, '--signature-format', 'rs', '--input-file', file]));
  return {
    read: (type) => call(['--id', id, '--read-object', '--type', type]),
    sign(octets, algorithm) {
      if (algorithm === 'EdDSA') return sign('EDDSA', octets);
      const digest = createHash('sha256').update(octets).digest();
      return algorithm === 'ES256' ? sign('ECDSA', digest) : sign('RSA-PKCS', Buffer.concat([digestInfo, digest]));
    },
  };
}

/** The program writes DER of P-256 and RSA keys, and PEM of Ed25519 keys. */
function publicKeyOf(octets: Buffer, name: string): KeyObject {
  try {
    return octets.subarray(0, 10).equals(Buffer.from('-----BEGIN'))
      ? createPublicKey(octets)
      : createPublicKey({ key: octets, format: 'der', type: 'spki' });
  } catch (cause) {
    throw new EgifError('SIGNER_UNAVAILABLE', `${name}: the public key in the token cannot be read`, {
      mend: 'use a P-256, Ed25519 or RSA key',
      cause,
    });
  }
}

/** A seal whose key lies in a token: its certificate from the token, or the chain from `x-chain`. Errors: USAGE, SECRET_UNAVAILABLE, SIGNER_UNAVAILABLE, CERTIFICATE_UNREADABLE, KEY_*. */
export async function tokenSigner(text: string, surroundings: Surroundings): Promise<Signer> {
  const uri = parseKeyUri(text, known);
  const token = await openToken(uri, surroundings);
  const file = uri.attributes.get('x-chain');
  const certificates = file === undefined ? [await token.read('cert')] : await readCertificates(resolve(surroundings.directory, file));
  return checkedSigner(certificates, (octets, algorithm) => token.sign(octets, algorithm), nameOf(uri));
}

/** A key outside X.509 in a token: of a log, a witness, a trust list. Errors: as `tokenSigner`. */
export async function tokenKey(text: string, surroundings: Surroundings): Promise<KeySigner> {
  const uri = parseKeyUri(text, known);
  const token = await openToken(uri, surroundings);
  const key = publicKeyOf(await token.read('pubkey'), nameOf(uri));
  return checkedKey(key, (octets, algorithm) => token.sign(octets, algorithm), nameOf(uri));
}
