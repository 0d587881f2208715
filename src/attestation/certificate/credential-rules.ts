/**
 * What a certificate says, judged by itself and by the trust list: its form, its issuer, its times, its texts, its law.
 *
 * Source   W3C Verifiable Credentials Data Model v2.0 §4.
 * Room     attestation (floor 3).
 */
import type { Json } from '../../contract/api-model.js';
import type { CertificateCredential, ParticipationCredential } from '../../contract/documents.js';
import { memberOf } from '../../contract/json.js';
import { isDocument, problemsOf } from '../../contract/validate.js';
import { demand, Refusal } from '../problem.js';
import type { Sealer } from '../trust/sealed.js';
import { instantOf, type TrustContext } from '../trust/trust-context.js';
import { demandOrigin, demandPersian, demandPlainTexts } from './text-rules.js';
import { agencyId, certificateContexts, certificateKinds, certificateSchemaId, organisationId, participationSchemaId, serviceId } from './words.js';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Instants that bear on a certificate, in milliseconds. */
export interface CertificateInstants {
  readonly now: number;
  /** As the signer says. */
  readonly signedAt: number;
  /** First witness time of the log. */
  readonly trustedTime?: number;
}

/** A certificate of either kind. */
export type Credential = CertificateCredential | ParticipationCredential;

const sameWords = (words: readonly unknown[], wanted: readonly string[]): boolean =>
  words.length === wanted.length && words.every((word, index) => word === wanted[index]);

const [interoperability, participation] = certificateKinds;
const isOfKind = (type: unknown, kind: string): boolean => Array.isArray(type) && sameWords(type, ['VerifiableCredential', kind]);

export const isParticipation = (credential: Credential): credential is ParticipationCredential => isOfKind(credential.type, participation);

/** What a payload says, as that of a certificate; its type says by which schema it is read. Refusal: SCHEMA. */
export function credentialIn(value: Json): Credential {
  if (isOfKind(memberOf(value, 'type'), participation)) {
    if (isDocument('ParticipationCredential', value)) return value;
    throw refuseSchema(problemsOf('ParticipationCredential', value)[0]);
  }
  if (isDocument('CertificateCredential', value)) return value;
  throw refuseSchema(problemsOf('CertificateCredential', value)[0]);
}

const refuseSchema = (problem: { readonly pointer: string; readonly message: string } | undefined): Refusal =>
  new Refusal('SCHEMA', `the certificate breaks its schema at “${problem?.pointer ?? ''}”: ${problem?.message ?? 'unknown'}`);

/** Refusals: SCHEMA, VC_CONTEXT, VC_TYPE, VC_SUBJECT. */
function demandForm(certificate: Credential): void {
  demand(sameWords(certificate['@context'], certificateContexts), 'VC_CONTEXT', 'the context is not that of a certificate');
  const { id: schema } = certificate.credentialSchema;
  if (isParticipation(certificate)) {
    demand(schema === participationSchemaId, 'SCHEMA', 'the certificate names another schema');
    const { id, agency } = certificate.credentialSubject;
    demand(id === agencyId(agency.legalPersonId), 'VC_SUBJECT', 'the subject is not the agency');
    return;
  }
  demand(isOfKind(certificate.type, interoperability), 'VC_TYPE', 'the credential is no certificate');
  demand(schema === certificateSchemaId, 'SCHEMA', 'the certificate names another schema');
  const { id, agency, service, quality } = certificate.credentialSubject;
  demand(id === serviceId(agency.legalPersonId, service.id), 'VC_SUBJECT', 'the subject is not the service of the agency');
  demand((quality[0] ?? 0) <= (quality[1] ?? 0), 'VC_SUBJECT', 'the bounds of the quality are exchanged');
}

/** Refusals: VC_VALIDITY_PERIOD, BACKDATED, VC_NOT_YET_VALID, VC_EXPIRED. */
function demandTimes(certificate: Credential, { now, signedAt, trustedTime }: CertificateInstants, { list, skewMs }: TrustContext): void {
  const [from, until] = [instantOf(certificate.validFrom), instantOf(certificate.validUntil)];
  const { maxValidityDays, maxLogDelayMinutes } = list.limits;
  const period = until > from && until - from <= maxValidityDays * dayMs;
  demand(period, 'VC_VALIDITY_PERIOD', `valid from ${certificate.validFrom} to ${certificate.validUntil}; the most is ${maxValidityDays} days`);
  const near = trustedTime === undefined || Math.abs(trustedTime - signedAt) <= maxLogDelayMinutes * minuteMs;
  demand(near, 'BACKDATED', 'the signing time is not near the time at which witnesses first saw the certificate');
  // Signing times are whole seconds.
  demand(from >= signedAt - 1000, 'BACKDATED', 'the certificate is valid from before it was signed');
  if (now < from - skewMs) throw new Refusal('VC_NOT_YET_VALID', `valid from ${certificate.validFrom}`);
  demand(now <= until, 'VC_EXPIRED', `valid to ${certificate.validUntil}`);
}

/** Refusals: TEXT_*, ORIGIN_FORM. */
function demandTexts(certificate: Credential, { list }: TrustContext): void {
  demandPlainTexts(certificate);
  demandPersian(certificate.credentialSubject.agency.name.fa, 'the agency');
  demandPersian(certificate.issuer.name.fa, 'the issuer');
  if (isParticipation(certificate)) return;
  const { service, origins } = certificate.credentialSubject;
  demandPersian(service.name.fa, 'the service');
  for (const origin of origins) demandOrigin(origin, list.test === true);
  demand(new Set(origins).size === origins.length, 'ORIGIN_FORM', 'an origin stands twice');
}

/** Refusals: PROFILE_DIGEST, PROFILE_WITHDRAWN, PROFILE_NOT_IN_FORCE; cannot be told: PROFILE_UNKNOWN. */
function demandProfile({ credentialSubject: { profile } }: CertificateCredential, issuedAt: number, { list, skewMs }: TrustContext): void {
  const known = list.profiles.find(({ ref }) => ref === profile.ref);
  if (known === undefined) throw new Refusal('PROFILE_UNKNOWN', `the trust list does not name the profile ${profile.ref}`, 'indeterminate');
  demand(known.sha256 === profile.sha256, 'PROFILE_DIGEST', `the profile ${profile.ref} of the trust list has another digest`);
  demand(known.withdrawn !== true, 'PROFILE_WITHDRAWN', `the profile ${profile.ref} is withdrawn`);
  const inForce = issuedAt >= instantOf(known.from) - skewMs && (known.until === undefined || issuedAt <= instantOf(known.until));
  demand(inForce, 'PROFILE_NOT_IN_FORCE', `the profile ${profile.ref} was not in force when the certificate was issued`);
}

/** Judges a certificate of either kind whose signature holds. Refusals: VC_*, BACKDATED, TEXT_*, ORIGIN_FORM, PROFILE_*, SUPERSEDE_LOOP, SCHEMA. */
export function demandCredential(certificate: Credential, signer: Sealer, given: CertificateInstants & { readonly trust: TrustContext }): void {
  const { trust, signedAt, trustedTime } = given;
  demandForm(certificate);
  const named = signer.legalId !== undefined && certificate.issuer.id === organisationId(signer.legalId);
  demand(named, 'VC_ISSUER', 'the issuer is not the organisation whose seal signed');
  demandTimes(certificate, given, trust);
  demandTexts(certificate, trust);
  if (isParticipation(certificate)) return;
  demandProfile(certificate, trustedTime ?? signedAt, trust);
  demand(certificate.supersedes !== certificate.id, 'SUPERSEDE_LOOP', 'the certificate supersedes itself');
}
