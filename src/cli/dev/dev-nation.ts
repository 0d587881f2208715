/**
 * A whole test nation in one folder: authorities, the seals of every part, three root keys of which two must sign, the trust list over the law at hand, a
 * transparency log with two witnesses, an authority that can issue, and the directory of the agency whose statement is named.
 *
 * `nation.yaml` names all of it, so that `egif challenge` and `egif cert` need no more than `--nation`.
 * Room     cli (floor 7).
 */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { dirname, join, relative } from 'node:path';
import { stringify } from 'yaml';
import type { Directory, Statement, TrustList } from '../../contract/documents.js';
import type { KeyedCertificate, Pki } from '../../dev/pki.js';
import { createTsaIdentity, testTsaPolicy } from '../../dev/tsa.js';
import { pemOf } from '../../dev/pem.js';
import { loadStatement } from '../../index/cases.js';
import { readBounded, sha256, writeWhole } from '../../index/files.js';
import { loadLaw, resolveProfile } from '../../index/law.js';
import * as nation from '../../index/nation.js';
import { revocationsOfTsa } from './dev-tsa.js';
import { harnessFacts } from '../harness-facts.js';
import { places } from '../places.js';
import type { World } from '../world.js';

/** Legal id of the IT organisation of the test nation. */
const organisationId = '99999000048';
const organisation = { fa: 'سازمان فناوری اطلاعات (آزمایشی)', en: 'IT organisation (test)' } as const;
const logName = 'log.egif.example/test';
const ownerOnly = 0o600;
const dayMs = 86_400_000;
const maxContract = 64 * 1024 * 1024;
const seals = ['issuer', 'status', 'challenge', 'profile', 'runner'] as const;

export interface NationWish {
  readonly directory: string;
  readonly pki: Pki;
  /** Statement of the agency that the directory shall hold. */
  readonly agency: string | undefined;
  /** Ports of the two witnesses on the loopback. */
  readonly witnessPorts: readonly [number, number];
  readonly world: World;
}

const fingerprint = (pem: string): string =>
  `sha256:${createHash('sha256')
    .update(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'))
    .digest('hex')}`;

/** The origins and contracts of an agency as its statement has them. */
async function agencyOf(file: string): Promise<Directory['agencies'][number]> {
  const { statement } = await loadStatement(file);
  const folder = dirname(file);
  const contractsOf = ({ contracts = [] }: Statement['services'][number]): Promise<readonly string[]> =>
    Promise.all(contracts.map(async (contract) => sha256(await readBounded(join(folder, contract.file), maxContract))));
  const named = (text: { readonly fa: string; readonly en?: string }) => ({ fa: text.fa, en: text.en ?? text.fa });
  return {
    legalPersonId: statement.agency.legalPersonId,
    name: named(statement.agency.name),
    services: await Promise.all(
      statement.services.map(async (service) => ({
        id: service.id,
        name: named(service.title),
        origins: [...new Set(service.environments.map(({ baseUrl }) => new URL(baseUrl).origin))],
        contracts: [...(await contractsOf(service))],
        profiles: (service.profiles ?? []).map(({ ref }) => ref.replace(/@.*$/, '')),
      })),
    ),
  };
}

/** The law at hand as a trust list puts it in force. */
async function lawInForce(from: string): Promise<Pick<TrustList, 'profiles' | 'harness'>> {
  const law = await loadLaw(places);
  const facts = await harnessFacts(law);
  const rulesets = nation.rulesDigestOf({
    rulesets: [...facts.rulesets],
    codelists: [...facts.codelists],
    vocabularies: [...(facts.vocabularies ?? [])],
  });
  const profiles = law.profiles
    .filter(({ profile }) => profile.abstract !== true)
    .map(({ ref }) => {
      const { id, version, digest, requirements } = resolveProfile(ref, law);
      const mandatory = requirements.filter(({ level, checks }) => level === 'MUST' && checks.length > 0).map((requirement) => requirement.id);
      return { ref: `${id}@${version}`, sha256: digest, from, mandatory };
    });
  return { profiles, harness: [{ version: facts.version, rulesets, from }] };
}

/** Founds the nation; gives the file that names all of it. Errors: FILE_*, STATEMENT_*. */
export async function foundNation({ directory, pki, agency, witnessPorts, world }: NationWish): Promise<string> {
  const now = world.now();
  const day = (days: number): string => new Date(now.getTime() + days * dayMs).toISOString();
  const at = (name: string): string => join(directory, name);
  const write = async (name: string, content: string | Uint8Array, mode?: number): Promise<string> => {
    await writeWhole(at(name), content, mode);
    return at(name);
  };
  const seal = async (name: string, certificate: KeyedCertificate): Promise<string> => {
    await write(`${name}.pem`, `${certificate.privateKeyPem.trim()}\n${certificate.chainPem}`, ownerOnly);
    return fingerprint(certificate.certificatePem);
  };
  const own = (commonName: string) => pki.sealOf({ serialNumber: organisationId, commonName, organisation: organisation.en });
  const fingerprints = new Map<string, string>();
  for (const role of seals) fingerprints.set(role, await seal(role, own(`Seal of the ${role}`)));
  for (const [name, serialNumber] of [
    ['officer-1', '9990000018'],
    ['officer-2', '9990000026'],
    ['laboratory', '99999000053'],
  ] as const)
    fingerprints.set(name, await seal(name, pki.sealOf({ serialNumber, commonName: name, organisation: organisation.en })));
  const roots = await Promise.all(
    [1, 2, 3].map(async (number) => {
      const text = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
      return nation.readRootSigner(text, await write(`root-${number}.pem`, text, ownerOnly));
    }),
  );
  const tsa = createTsaIdentity(now);
  await write('tsa.pem', `${tsa.key.export({ format: 'pem', type: 'pkcs8' }).toString()}${pemOf('CERTIFICATE', tsa.certificate)}`, ownerOnly);
  await write('tsa-root.pem', pemOf('CERTIFICATE', tsa.root));
  const tsaList = revocationsOfTsa(tsa, now);
  await write('tsa.crl', tsaList);
  const noteKey = async (file: string, name: string) => {
    const text = nation.makeNoteKey(name);
    await write(file, text, ownerOnly);
    return nation.readNoteKey(text);
  };
  const logKey = await noteKey('log.key', logName);
  const vkey = nation.writeVerifierKey(nation.verifierOf(logKey, 'ed25519'));
  const witnesses = await Promise.all(
    witnessPorts.map(async (port, index) => {
      const name = `witness-${index + 1}`;
      const key = await noteKey(`${name}.key`, `${name}.egif.example`);
      return `witness w${index + 1} ${nation.writeVerifierKey(nation.verifierOf(key, 'cosignature'))} http://127.0.0.1:${port}`;
    }),
  );
  const policy = [`log ${vkey}`, ...witnesses, 'group both all w1 w2', 'quorum both', ''].join('\n');
  await nation.createLog(at('log'), logKey, { policy, at: now });

  const from = day(-1);
  const key = (name: string, more: object = {}) => ({ certificateSha256: fingerprints.get(name) ?? '', from, ...more });
  const list: TrustList = {
    egif: 'trust-list/v1',
    id: 'test.nation',
    test: true,
    version: 1,
    issued: day(-1 / 24),
    expires: day(300),
    rootKeys: roots.map(({ kid, spki }) => ({ kid, spki })),
    threshold: 2,
    anchors: [pki.root.certificatePem.replace(/-----[^-]+-----|\s/g, '')],
    policies: [],
    requireCrls: true,
    timeStamping: { anchors: [tsa.root.toString('base64')], policies: [testTsaPolicy] },
    roles: {
      issuer: [key('issuer')],
      status: [key('status')],
      challenge: [key('challenge')],
      profile: [key('profile')],
      runner: [key('runner', { holder: 'runner-1', organisation: organisation.en })],
      officer: [key('officer-1', { holder: 'officer-1' }), key('officer-2', { holder: 'officer-2' })],
      laboratory: [key('laboratory', { holder: 'laboratory-1', organisation: 'Laboratory (test)' })],
    },
    log: { origin: logName, vkey, policy },
    ...(await lawInForce(from)),
    limits: { maxValidityDays: 365, maxStatusAgeHours: 168, maxLogDelayMinutes: 60, maxClockSkewSeconds: 300, maxReportAgeHours: 168 },
  };
  const trustList = await nation.signTrustList(Buffer.from(JSON.stringify(list)), roots.slice(0, 2), now);
  await write('trust-list.jws.json', trustList);
  const directoryPayload: Directory = {
    egif: 'directory/v1',
    version: 1,
    issued: day(-1 / 24),
    expires: day(30),
    agencies: agency === undefined ? [] : [await agencyOf(agency)],
  };
  const status = await nation.loadSigner(`file:${at('status.pem')}`, directory, world.env);
  const sealedDirectory = await nation.sealObject(directoryPayload, {
    type: nation.directoryType,
    content: 'application/vnd.egif.directory+json',
    signer: status,
    at: now,
  });
  await write('directory.jws.json', sealedDirectory);
  const crls = [...pki.revocationLists(), tsaList].map((der) => der.toString('base64'));
  await write('nation.egiftrust', JSON.stringify({ mediaType: 'application/vnd.egif.trust+json;v=1', trustList, directory: sealedDirectory, crls }));
  const authority = await nation.openAuthority({ directory: at('authority'), clock: () => world.now(), random: (octets) => world.random(octets) });
  try {
    await authority.open({ legalPersonId: organisationId, name: organisation, country: 'IR', statusBase: 'https://registry.egif.example/v1' });
  } finally {
    await authority.close();
  }
  const named = {
    store: 'authority',
    trust: 'nation.egiftrust',
    log: 'log',
    'log-key': 'file:log.key',
    'issuer-key': 'file:issuer.pem',
    'status-key': 'file:status.pem',
    'challenge-key': 'file:challenge.pem',
    'runner-key': 'file:runner.pem',
    witnesses: witnessPorts.map((port, index) => ({
      key: `file:witness-${index + 1}.key`,
      listen: `127.0.0.1:${port}`,
      log: vkey,
      state: `witness-${index + 1}`,
    })),
  };
  return write(
    'nation.yaml',
    `# A test nation: nothing under it is ever for certification. ${relative(dirname(directory), directory)}\n${stringify(named)}`,
  );
}
