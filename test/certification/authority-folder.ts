/** A folder with an authority, its log and one witness, for tests in this process and in children. */
import { createPrivateKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { algorithmOf, signOctets } from '../../src/attestation/jws/algorithms.js';
import type { Signer } from '../../src/attestation/keys.js';
import { makeNoteKey, type NoteKey, readNoteKey, verifierOf } from '../../src/attestation/log/note-signer.js';
import { writeVerifierKey } from '../../src/attestation/log/verifier-key.js';
import { type Authority, openAuthority } from '../../src/certification/authority.js';
import { authorityLog } from '../../src/certification/authority-log.js';
import type { Granted } from '../../src/certification/granted.js';
import { decideIssue } from '../../src/certification/issue.js';
import { createLog } from '../../src/certification/log-config.js';
import { openLog } from '../../src/certification/log-writer.js';
import { createWitness } from '../../src/certification/witness.js';
import { agencyId, goodInputs, serviceId } from './issuing.js';

export const logOrigin = 'log.egif.example/test';

export interface Keys {
  readonly issuer: Signer;
  readonly status: Signer;
  readonly log: NoteKey;
  readonly witness: NoteKey;
}

interface StoredSigner {
  readonly key: string;
  readonly chain: readonly string[];
}

/** A signer as text, for a child. */
export const stored = (signer: Signer & { readonly key: ReturnType<typeof createPrivateKey> }): StoredSigner => ({
  key: signer.key.export({ format: 'pem', type: 'pkcs8' }).toString(),
  chain: signer.chain.map((der) => Buffer.from(der).toString('base64')),
});

export async function storeKeys(file: string, issuer: StoredSigner, status: StoredSigner): Promise<Keys> {
  const texts = { issuer, status, log: makeNoteKey(logOrigin), witness: makeNoteKey('witness.egif.example') };
  await writeFile(file, JSON.stringify(texts));
  return loadKeys(file);
}

export async function loadKeys(file: string): Promise<Keys> {
  const texts: { issuer: StoredSigner; status: StoredSigner; log: string; witness: string } = JSON.parse(await readFile(file, 'utf8'));
  const signer = ({ key, chain }: StoredSigner): Signer => {
    const own = createPrivateKey(key);
    return { algorithm: algorithmOf(own), chain: chain.map((der) => Buffer.from(der, 'base64')), sign: (octets) => signOctets(octets, own) };
  };
  return { issuer: signer(texts.issuer), status: signer(texts.status), log: readNoteKey(texts.log), witness: readNoteKey(texts.witness) };
}

export const logVkey = ({ log }: Pick<Keys, 'log'>): string => writeVerifierKey(verifierOf(log, 'ed25519'));
export const policyOf = (keys: Keys): string =>
  [`log ${logVkey(keys)}`, `witness w1 ${writeVerifierKey(verifierOf(keys.witness, 'cosignature'))} http://127.0.0.1:1/`, 'quorum w1', ''].join('\n');

export async function makeLog(directory: string, keys: Keys): Promise<void> {
  await createLog(join(directory, 'log'), keys.log, { policy: policyOf(keys), at: new Date() });
}

export interface Opened {
  readonly authority: Authority;
  /** Whether the witness answers. */
  awake: boolean;
  close(): Promise<void>;
}

/** Opens authority and log; the witness is asked in this process. */
export async function openFolder(directory: string, keys: Keys, clock: () => Date = () => new Date()): Promise<Opened> {
  const writer = await openLog({ directory: join(directory, 'log'), key: keys.log, clock });
  const witness = createWitness({ key: keys.witness, logs: [verifierOf(keys.log, 'ed25519')], directory: join(directory, 'witness'), clock });
  const opened = { awake: true };
  const log = authorityLog(writer, async (_url, body) => {
    if (!opened.awake) throw new Error('the witness sleeps');
    return witness.addCheckpoint(Buffer.from(body));
  });
  const authority = await openAuthority({
    directory: join(directory, 'authority'),
    clock,
    random: (octets) => crypto.getRandomValues(new Uint8Array(octets)),
    issuerKey: keys.issuer,
    statusKey: keys.status,
    log,
  }).catch(async (error: unknown) => {
    await writer.close();
    throw error;
  });
  return Object.assign(opened, {
    authority,
    async close() {
      await authority.close();
      await writer.close();
    },
  });
}

const hex = (number: number): string => number.toString(16).padStart(64, '0');

/** What officers granted for the so-manieth report, decided now. */
export function grantedOf(number: number, at: number): Granted {
  const decision = decideIssue(goodInputs());
  if (!('granted' in decision)) throw new Error(JSON.stringify(decision.refusals));
  const { granted } = decision;
  return {
    ...granted,
    challenge: challengeIdOf(number),
    reportSha256: `sha256:${hex(number)}`,
    approvals: [`sha256:${hex(number * 2 + 1_000_000)}`, `sha256:${hex(number * 2 + 1_000_001)}`],
    decidedAt: at,
    validUntil: at + 300 * 86_400_000,
  };
}

export const challengeIdOf = (number: number): string => `01JD9Z3V6V${String(number).padStart(16, '0')}`;

/** The challenge and the report that must come before a certificate. */
export async function prepare(authority: Authority, number: number): Promise<void> {
  const id = challengeIdOf(number);
  const attempt = [...authority.state().challenges.values()].length + 1;
  if (!authority.state().challenges.has(id))
    await authority.recordChallenge(
      { id, agency: agencyId, service: serviceId, attempt, expires: '2099-01-01T00:00:00.000Z' },
      `challenge ${number}`,
    );
  await authority.receive({ sha256: `sha256:${hex(number)}`, agency: agencyId, service: serviceId, seal: `sha256:${hex(7)}`, challenge: id });
}

export const issuer = {
  legalPersonId: '99999000048',
  name: { fa: 'سازمان فناوری اطلاعات (آزمایشی)', en: 'IT organisation (test)' },
  country: 'IR',
  statusBase: 'https://registry.egif.example/v1',
} as const;
