/**
 * The payloads of what the authority seals: certificates as Verifiable Credentials, and the status lists that say what has become of them.
 *
 * Source   W3C Verifiable Credentials Data Model v2.0 §4; Bitstring Status List v1.0 §2.
 * Room     certification (floor 4). Pure.
 */
import {
  certificateContexts,
  certificateKinds,
  certificateSchemaId,
  organisationId,
  participationSchemaId,
  statusListContexts,
  statusListTypes,
} from '../attestation/certificate/words.js';
import type {
  BilingualText,
  CertificateCredential,
  ParticipationCredential,
  StatusEntry,
  StatusIndexes,
  StatusListCredential,
  StatusPurpose,
} from '../contract/documents.js';

const certificateSchema = { id: certificateSchemaId, type: 'JsonSchema' } as const;
const participationSchema = { id: participationSchemaId, type: 'JsonSchema' } as const;
export const purposes: readonly StatusPurpose[] = ['revocation', 'suspension', 'refresh'];

/** Who issues, and where its status lists stand. */
export interface Issuer {
  /** Legal id of the organisation, as its seals carry it. */
  readonly legalPersonId: string;
  readonly name: BilingualText;
  readonly country: string;
  readonly statusBase: string;
}

/** What the journal gives to a certificate that is about to be. */
export interface Allocation {
  /** `urn:egif:cert:IR-2026-000001` */
  readonly id: string;
  readonly indexes: StatusIndexes;
}

/** URL of the status list of a purpose. */
export const listUrl = ({ statusBase }: Pick<Issuer, 'statusBase'>, purpose: StatusPurpose): string => `${statusBase}/status/${purpose}/1`;

export function statusEntries(issuer: Issuer, { indexes }: Allocation): StatusEntry[] {
  return purposes.map((purpose) => ({
    id: `${listUrl(issuer, purpose)}#${indexes[purpose]}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: String(indexes[purpose]),
    statusListCredential: listUrl(issuer, purpose),
  }));
}

export interface CertificateFacts {
  readonly issuer: Issuer;
  readonly allocation: Allocation;
  /** Milliseconds. */
  readonly validFrom: number;
  readonly validUntil: number;
}

const instant = (at: number): string => new Date(at).toISOString();

type Head = Pick<CertificateCredential, 'id' | 'issuer' | 'validFrom' | 'validUntil' | 'credentialStatus'>;

const headOf = ({ issuer, allocation, validFrom, validUntil }: CertificateFacts): Head => ({
  id: allocation.id,
  issuer: { id: organisationId(issuer.legalPersonId), name: issuer.name },
  validFrom: instant(validFrom),
  validUntil: instant(validUntil),
  credentialStatus: statusEntries(issuer, allocation),
});

/** An interoperability certificate. */
export function certificateOf(
  facts: CertificateFacts,
  said: Pick<CertificateCredential, 'credentialSubject' | 'evidence' | 'supersedes'>,
): CertificateCredential {
  return {
    '@context': [...certificateContexts],
    type: ['VerifiableCredential', certificateKinds[0]],
    ...headOf(facts),
    credentialSubject: said.credentialSubject,
    evidence: said.evidence,
    credentialSchema: { ...certificateSchema },
    ...(said.supersedes === undefined ? {} : { supersedes: said.supersedes }),
  };
}

/** A certificate of participation in a cluster. */
export function participationOf(
  facts: CertificateFacts,
  said: Pick<ParticipationCredential, 'credentialSubject' | 'evidence'>,
): ParticipationCredential {
  return {
    '@context': [...certificateContexts],
    type: ['VerifiableCredential', certificateKinds[1]],
    ...headOf(facts),
    ...said,
    credentialSchema: { ...participationSchema },
  };
}

export interface ListFacts {
  readonly issuer: Issuer;
  readonly purpose: StatusPurpose;
  readonly sequence: number;
  /** Member `encodedList`. */
  readonly encoded: string;
  /** Milliseconds. */
  readonly at: number;
  readonly validHours: number;
}

/** A status list. */
export function statusListOf({ issuer, purpose, sequence, encoded, at, validHours }: ListFacts): StatusListCredential {
  const id = listUrl(issuer, purpose);
  const lasting = validHours * 3_600_000;
  return {
    '@context': [...statusListContexts],
    type: [...statusListTypes],
    id,
    issuer: { id: organisationId(issuer.legalPersonId), name: issuer.name },
    validFrom: instant(at),
    validUntil: instant(at + lasting),
    sequence,
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList: encoded,
      ttl: Math.min(lasting, 86_400_000),
    },
  };
}
