/** Standings, projects and a policy built by hand: what verification would hand over, without verifying anything. */
import type { CertificateStanding } from '../../src/contract/certificate-standing.js';
import type { BudgetProject, CertificateCredential, EligibilityPolicy, EligibilityRule, PolicyExemption } from '../../src/contract/documents.js';

export const agency = '99999000014';
export const otherAgency = '99999000029';
export const service = '99990000000';
export const at = Date.parse('2026-11-22T08:00:00Z');
export const dayMs = 86_400_000;

export const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

type Subject = CertificateCredential['credentialSubject'];

export interface Wishes {
  readonly number?: number;
  readonly type?: string;
  readonly agency?: string;
  readonly service?: string;
  readonly profile?: string;
  readonly subject?: Partial<Subject>;
  readonly validFrom?: string;
  readonly validUntil?: string;
}

/** A credential of a service of the sample agency: silver, granted, L2, valid for a year. */
export function credential(wishes: Wishes = {}): CertificateCredential {
  const legalPersonId = wishes.agency ?? agency;
  const id = wishes.service ?? service;
  const number = String(wishes.number ?? 1).padStart(6, '0');
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://egif.example/credentials/v1'],
    type: ['VerifiableCredential', wishes.type ?? 'EgifInteroperabilityCertificate'],
    id: `urn:egif:cert:IR-2026-${number}`,
    issuer: { id: 'https://egif.example/', name: { fa: 'سازمان نمونه', en: 'Sample organisation' } },
    validFrom: wishes.validFrom ?? '2026-06-01T00:00:00Z',
    validUntil: wishes.validUntil ?? '2027-06-01T00:00:00Z',
    credentialSubject: {
      id: `urn:egif:service:${legalPersonId}:${id}`,
      agency: { legalPersonId, name: { fa: 'دستگاه نمونه', en: 'Sample agency' } },
      service: { id, name: { fa: 'خدمت نمونه', en: 'Sample service' } },
      origins: ['https://api.agency.example'],
      contracts: [digest('c')],
      profile: { ref: wishes.profile ?? 'g2g-rest-provider@1.2.0', sha256: digest('f') },
      tier: 'silver',
      verdict: 'granted',
      quality: [90, 95],
      confidence: 0.97,
      assurance: 'L2',
      attempt: 1,
      ...wishes.subject,
    },
    evidence: [
      {
        type: 'EgifConformanceReport',
        reportSha256: digest('1'),
        canonicalSha256: digest('2'),
        evidenceRoot: digest('3'),
        challenge: '01JD0000000000000000000000',
        reruns: [{ runner: digest('4'), reportSha256: digest('5'), canonicalSha256: digest('2'), requirements: 30, divergences: 0 }],
        approvals: [digest('6'), digest('7')],
        selfProof: { killMatrixSha256: digest('8'), faults: 100, survivors: 0 },
      },
    ],
    credentialStatus: [
      {
        id: 'https://registry.egif.example/status/2026/revocation/1#7',
        type: 'BitstringStatusListEntry',
        statusPurpose: 'revocation',
        statusListIndex: '7',
        statusListCredential: 'https://registry.egif.example/status/2026/revocation/1',
      },
    ],
    credentialSchema: { id: 'https://egif.example/schemas/certificate/v1', type: 'JsonSchema' },
  };
}

export type Told = Partial<Pick<CertificateStanding, 'standing' | 'code' | 'detail' | 'sha256' | 'freshUntil'>>;

let made = 0;

/** The standing of such a credential: valid and fresh for a week, unless told otherwise. */
export function standing(wishes: Wishes = {}, told: Told = {}): CertificateStanding {
  made += 1;
  return {
    standing: 'valid',
    sha256: `sha256:${made.toString(16).padStart(64, '0')}`,
    certificate: credential(wishes),
    trustedTime: Date.parse('2026-06-01T00:00:10Z'),
    freshUntil: at + 7 * dayMs,
    ...told,
  };
}

/** A project of one service, kind `system`. */
export function project(changes: Partial<BudgetProject> = {}): BudgetProject {
  return { egif: 'budget-project/v1', id: 'P-1', agency, kind: 'system', year: 1405, services: [{ id: service }], ...changes };
}

const title = { fa: 'نمونه', en: 'sample' };
export const interoperability = 'EgifInteroperabilityCertificate';

export function rule(changes: Partial<EligibilityRule> = {}): EligibilityRule {
  return { id: 'certified', title, when: {}, demand: { certificate: interoperability, tier: 'bronze' }, sources: ['law'], ...changes };
}

export function exemption(changes: Partial<PolicyExemption> = {}): PolicyExemption {
  return { id: 'spared', title, when: {}, sources: ['law'], ...changes };
}

/** An adopted policy with one rule: bronze for everything. */
export function policy(changes: Partial<EligibilityPolicy> = {}): EligibilityPolicy {
  return {
    egif: 'eligibility-policy/v1',
    id: 'sample-policy',
    version: '1.0.0',
    status: 'adopted',
    title,
    issuer: { name: title },
    from: '2026-03-21T00:00:00Z',
    until: '2027-03-21T00:00:00Z',
    kinds: [
      { id: 'system', title },
      { id: 'pilot', title },
    ],
    serviceKinds: [{ id: 'g2g', title }],
    rules: [rule()],
    exemptions: [],
    sources: [{ id: 'law', tier: 'law', title, reference: 'sample' }],
    ...changes,
  };
}

export const trust = { id: 'egif-national', version: 3, sha256: digest('9') };
