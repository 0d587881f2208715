/** A test nation: root keys, seals for every part, a trust list, status lists, certificates. Everything may be changed in one way, for forgeries. */
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type Algorithm, algorithmOf, signOctets } from '../../src/attestation/jws/algorithms.js';
import { writeGeneral } from '../../src/attestation/jws/envelope.js';
import {
  bundleMediaType,
  certificateContexts,
  certificateSchemaId,
  organisationId,
  serviceId,
  statusListContexts,
  statusListTypes,
} from '../../src/attestation/certificate/words.js';
import { claimedIssueLeaf, claimedStatusListLeaf } from '../../src/attestation/certificate/logged-leaf.js';
import type { NoteKey } from '../../src/attestation/log/note-signer.js';
import { type RootSigner, rootSigner, sealCredential } from '../../src/attestation/trust/seal-object.js';
import { emptyBits, encodeBits, type StatusPurpose, withBit } from '../../src/attestation/trust/status-list.js';
import type { RoleName, TrustMemory } from '../../src/attestation/trust/trust-context.js';
import { readTrustList, trustListContent, trustListType } from '../../src/attestation/trust/trust-list.js';
import type { TrustContext } from '../../src/attestation/trust/trust-context.js';
import type {
  CertificateBundle,
  CertificateCredential,
  RoleKey,
  StapledStatusList,
  StatusListCredential,
  TrustList,
} from '../../src/contract/documents.js';
import { type CertificateRequest, issueCertificate } from '../../src/dev/x509.js';
import type { FileSigner } from './authorities.js';
import { checkpointOf, issueLeaves, logVkey, origin, policyOf, proofOf } from './log/sample-log.js';

export const now = new Date('2026-11-22T09:00:00Z');
const dayMs = 86_400_000;
/** An instant so many days from now, RFC 3339. */
export const day = (days: number): string => new Date(now.getTime() + days * dayMs).toISOString();
export const sha256 = (octets: Uint8Array | string): string => `sha256:${createHash('sha256').update(octets).digest('hex')}`;
export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

/** Legal ids: of the IT organisation, of an agency, of another agency. */
export const authorityId = '99999000048';
export const agencyId = '99999000014';
export const otherAgencyId = '99999000029';
export const listUrl = (purpose: StatusPurpose, number = 1): string => `https://registry.egif.example/status/2026/${purpose}/${number}`;

export interface Seal extends FileSigner {
  readonly fingerprint: string;
  readonly certificate: Buffer;
  readonly key: KeyObject;
}

const freshKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;

export interface Authority {
  readonly root: Buffer;
  readonly intermediate: Buffer;
  /** Key of the intermediate. */
  readonly issuerKey: KeyObject;
  /** A seal below the intermediate; every part of the request may be changed. */
  seal(commonName: string, serialNumber: string, change?: Partial<CertificateRequest>): Seal;
}

/** A certification authority of two levels. */
export function authorityOf(label = 'Test'): Authority {
  const [rootKey, intermediateKey] = [freshKey(), freshKey()];
  const validity = { notBefore: new Date(day(-400)), notAfter: new Date(day(2000)) };
  const rootName = { organisation: label, commonName: `${label} root` };
  const intermediateName = { organisation: label, commonName: `${label} intermediate` };
  const root = issueCertificate({
    subject: rootName,
    issuer: rootName,
    subjectKey: rootKey,
    issuerKey: rootKey,
    ...validity,
    authority: { pathLength: 1 },
    keyUsage: ['keyCertSign', 'cRLSign'],
  });
  const intermediate = issueCertificate({
    subject: intermediateName,
    issuer: rootName,
    subjectKey: intermediateKey,
    issuerKey: rootKey,
    ...validity,
    authority: { pathLength: 0 },
    keyUsage: ['keyCertSign', 'cRLSign'],
  });
  return {
    root,
    intermediate,
    issuerKey: intermediateKey,
    seal(commonName, serialNumber, change = {}) {
      const key = change.subjectKey ?? freshKey();
      const certificate = issueCertificate({
        subject: { organisation: label, serialNumber, commonName },
        issuer: intermediateName,
        subjectKey: key,
        issuerKey: intermediateKey,
        notBefore: new Date(day(-300)),
        notAfter: new Date(day(700)),
        keyUsage: ['digitalSignature', 'nonRepudiation'],
        ...change,
      });
      return {
        get algorithm(): Algorithm {
          return algorithmOf(key);
        },
        chain: [certificate, intermediate],
        sign: (octets) => signOctets(octets, key),
        fingerprint: sha256(certificate),
        certificate,
        key,
      };
    },
  };
}

export type SealName = RoleName | 'officer2' | 'agency' | 'otherAgency' | 'unlisted';
export type StatusBits = Partial<Record<StatusPurpose, readonly number[]>>;
/** A document that a test may change. */
export type Editable<T> = T extends readonly unknown[]
  ? { [K in keyof T]: Editable<T[K]> }
  : T extends object
    ? { -readonly [K in keyof T]: Editable<T[K]> }
    : T;

export interface Nation {
  readonly authority: Authority;
  readonly roots: readonly [RootSigner, RootSigner, RootSigner];
  readonly seals: Readonly<Record<SealName, Seal>>;
  /** The payload of the trust list. */
  readonly list: TrustList;
  readonly trustText: Buffer;
  readonly trust: TrustContext;
  /** Another trust list of this nation, signed by two root keys (or by those given). */
  signList(list: unknown, signers?: readonly RootSigner[]): Promise<Buffer>;
  /** What the nation believes under another list. */
  believe(change: (list: Editable<TrustList>) => void): Promise<TrustContext>;
  credential(change?: (credential: Editable<CertificateCredential>) => void): CertificateCredential;
  statusList(purpose: StatusPurpose, set?: readonly number[], change?: (list: Editable<StatusListCredential>) => void): StatusListCredential;
  bundle(credential?: object, given?: BundleGiven): Promise<CertificateBundle>;
  /** A stapled list over a payload. */
  staple(list: object, given?: Pick<BundleGiven, 'statusSigner' | 'listsAt' | 'listProof'>): Promise<StapledStatusList>;
}

/** How a nation with a log proves a leaf. */
export interface ProofGiven {
  /** Seconds after signing at which each witness saw it; undefined where it did not sign. */
  readonly delays?: readonly (number | undefined)[];
  readonly logKey?: NoteKey;
  /** Other leaves in place of the genuine one. */
  readonly leaf?: (leaf: Uint8Array) => Uint8Array;
  readonly text?: (proof: string) => string;
}

export interface BundleGiven {
  readonly proof?: ProofGiven;
  readonly listProof?: ProofGiven;
  readonly signer?: Seal;
  readonly statusSigner?: Seal;
  readonly at?: Date;
  readonly listsAt?: Date;
  readonly set?: StatusBits;
  readonly lists?: readonly object[];
}

/** What a nation is built with. */
export interface NationOptions {
  readonly memory?: TrustMemory;
  readonly change?: (list: Editable<TrustList>) => void;
  /** Whether its trust list names a log (that of log/sample-log.ts). */
  readonly log?: boolean;
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** A proof of a leaf among others that was seen soon after an instant. */
export async function proofFor(leaf: Uint8Array, at: Date, given: ProofGiven = {}): Promise<string> {
  const { delays = [10, 20, 30], leaf: changed = (same) => same, text = (same) => same } = given;
  const leaves = [...issueLeaves(3), changed(leaf), ...issueLeaves(2)];
  const times = delays.map((delay) => (delay === undefined ? undefined : seconds(at) + delay));
  return text(proofOf(leaves, 3, await checkpointOf(leaves, { times, ...(given.logKey === undefined ? {} : { key: given.logKey }) })));
}

const bilingual = (en: string, fa: string): { readonly en: string; readonly fa: string } => ({ en, fa });

/** The index of the sample certificate in every status list. */
export const statusIndex = 94_567;
const purposes = ['revocation', 'suspension', 'refresh'] as const;

function sampleCredential(): CertificateCredential {
  return {
    '@context': [...certificateContexts],
    type: ['VerifiableCredential', 'EgifInteroperabilityCertificate'],
    id: 'urn:egif:cert:IR-2026-000001',
    issuer: { id: organisationId(authorityId), name: bilingual('IT organisation (test)', 'سازمان فناوری اطلاعات (آزمایشی)') },
    validFrom: day(0),
    validUntil: day(365),
    credentialSubject: {
      id: serviceId(agencyId, '99990000000'),
      agency: { legalPersonId: agencyId, name: bilingual('Sample agency', 'دستگاه نمونه') },
      service: { id: '99990000000', name: bilingual('Sample service', 'خدمت نمونه') },
      origins: ['https://service.agency.example'],
      contracts: [digest('c')],
      profile: { ref: 'three-layers@0.1.0', sha256: digest('a') },
      tier: 'silver',
      verdict: 'granted',
      quality: [92.5, 95],
      confidence: 0.98,
      assurance: 'L2',
      attempt: 1,
    },
    evidence: [
      {
        type: 'EgifConformanceReport',
        reportSha256: digest('1'),
        canonicalSha256: digest('2'),
        evidenceRoot: digest('3'),
        challenge: '01JD9Z3V6V0000000000000000',
        reruns: [{ runner: digest('4'), reportSha256: digest('5'), canonicalSha256: digest('2'), requirements: 120, divergences: 0 }],
        approvals: [digest('6'), digest('7')],
        selfProof: { killMatrixSha256: digest('8'), faults: 300, survivors: 0 },
      },
    ],
    credentialStatus: purposes.map((purpose) => ({
      id: `${listUrl(purpose)}#${statusIndex}`,
      type: 'BitstringStatusListEntry' as const,
      statusPurpose: purpose,
      statusListIndex: String(statusIndex),
      statusListCredential: listUrl(purpose),
    })),
    credentialSchema: { id: certificateSchemaId, type: 'JsonSchema' },
  };
}

function listPayload(seals: Record<SealName, Seal>, roots: readonly RootSigner[], authority: Authority): TrustList {
  const key = (name: SealName, more: Partial<RoleKey> = {}): RoleKey => ({ certificateSha256: seals[name].fingerprint, from: day(-200), ...more });
  return {
    egif: 'trust-list/v1',
    id: 'test.nation',
    test: true,
    version: 1,
    issued: day(-10),
    expires: day(400),
    rootKeys: roots.map(({ kid, spki }) => ({ kid, spki })),
    threshold: 2,
    anchors: [authority.root.toString('base64')],
    policies: [],
    timeStamping: { anchors: [], policies: [] },
    roles: {
      issuer: [key('issuer')],
      status: [key('status')],
      challenge: [key('challenge')],
      profile: [key('profile')],
      runner: [key('runner', { organisation: 'IT organisation (test)', holder: 'runner-1' })],
      officer: [key('officer', { holder: 'officer-1' }), key('officer2', { holder: 'officer-2' })],
      laboratory: [key('laboratory', { organisation: 'Laboratory (test)', holder: 'laboratory-1' })],
    },
    profiles: [{ ref: 'three-layers@0.1.0', sha256: digest('a'), from: day(-100), mandatory: ['EGIF-TEC-TLS-001'] }],
    harness: [{ version: '0.1.0', rulesets: digest('9'), from: day(-100) }],
    limits: { maxValidityDays: 370, maxStatusAgeHours: 168, maxLogDelayMinutes: 60, maxClockSkewSeconds: 300, maxReportAgeHours: 168 },
  };
}

/** A fresh nation. */
export async function nationOf(options: NationOptions = {}): Promise<Nation> {
  const authority = authorityOf();
  const root = (): RootSigner => rootSigner(generateKeyPairSync('ed25519').privateKey);
  const roots = [root(), root(), root()] as const;
  const itSeal = (name: string): Seal => authority.seal(name, authorityId);
  const seals: Record<SealName, Seal> = {
    issuer: itSeal('Seal of certificates'),
    status: itSeal('Seal of status lists'),
    challenge: itSeal('Seal of challenges'),
    profile: itSeal('Seal of profiles'),
    runner: itSeal('Seal of the runner'),
    officer: authority.seal('Officer 1', '9990000018'),
    officer2: authority.seal('Officer 2', '9990000026'),
    laboratory: authority.seal('Laboratory', '99999000033'),
    agency: authority.seal('Seal of the agency', agencyId),
    otherAgency: authority.seal('Seal of another agency', otherAgencyId),
    unlisted: itSeal('Seal that no list names'),
  };
  const list: Editable<TrustList> = structuredClone(listPayload(seals, roots, authority));
  if (options.log === true) list.log = { origin, vkey: logVkey, policy: policyOf() };
  options.change?.(list);
  const hasLog = list.log !== undefined;
  const signList: Nation['signList'] = async (payload, signers = [roots[0], roots[1]]) =>
    Buffer.from(
      await writeGeneral(
        signers.map(({ algorithm, kid, sign }) => ({
          header: { alg: algorithm, typ: trustListType, cty: trustListContent, iat: Date.parse(day(-10)) / 1000, chain: [], kid },
          sign,
        })),
        Buffer.from(JSON.stringify(payload)),
      ),
    );
  const read = (text: Buffer): TrustContext =>
    readTrustList(text, { at: now.getTime(), ...(options.memory === undefined ? {} : { memory: options.memory }) });
  const trustText = await signList(list);
  const statusList: Nation['statusList'] = (purpose, set = [], change) => {
    const bits = set.reduce((before, index) => withBit(before, index, true), emptyBits());
    const made: Editable<StatusListCredential> = {
      '@context': [...statusListContexts],
      type: [...statusListTypes],
      id: listUrl(purpose),
      issuer: { id: organisationId(authorityId), name: bilingual('IT organisation (test)', 'سازمان فناوری اطلاعات (آزمایشی)') },
      validFrom: day(0),
      validUntil: day(7),
      sequence: 10,
      credentialSubject: { id: `${listUrl(purpose)}#list`, type: 'BitstringStatusList', statusPurpose: purpose, encodedList: encodeBits(bits) },
    };
    change?.(made);
    return made;
  };
  const staple: Nation['staple'] = async (payload, given = {}) => {
    const { statusSigner = seals.status, listsAt = now } = given;
    const compact = await sealCredential(payload, { signer: statusSigner, at: listsAt });
    const proof = hasLog ? { logProof: await proofFor(claimedStatusListLeaf(compact), listsAt, given.listProof) } : {};
    return { url: String(Reflect.get(payload, 'id')), credential: compact, ...proof };
  };
  const credential: Nation['credential'] = (change) => {
    const made: Editable<CertificateCredential> = sampleCredential();
    change?.(made);
    return made;
  };
  return {
    authority,
    roots,
    seals,
    list,
    trustText,
    trust: read(trustText),
    signList,
    async believe(change) {
      const other: Editable<TrustList> = structuredClone(list);
      change(other);
      return read(await signList(other));
    },
    credential,
    statusList,
    async bundle(payload = credential(), given = {}) {
      const { signer = seals.issuer, at = now, set = {} } = given;
      const lists = given.lists ?? purposes.map((purpose) => statusList(purpose, set[purpose] ?? []));
      const statusLists = await Promise.all(lists.map((one) => staple(one, given)));
      const compact = await sealCredential(payload, { signer, at });
      const proof = hasLog ? { logProof: await proofFor(claimedIssueLeaf(compact), at, given.proof) } : {};
      return { mediaType: bundleMediaType, credential: compact, ...proof, statusLists };
    },
    staple,
  };
}
