/**
 * What the caller wants the certificate to be about: a genuine certificate of another service is no certificate of this one.
 *
 * Room     attestation (floor 3).
 */
import type { CertificateKind } from '../../contract/certificate-standing.js';
import type { CertificateCredential, ParticipationCredential } from '../../contract/documents.js';
import { demand } from '../problem.js';
import { originOf } from './text-rules.js';

type Subject = CertificateCredential['credentialSubject'];

export interface Expectations {
  /** Default: either, unless something else is expected that only one of them says. */
  readonly kind?: CertificateKind;
  /** Legal id. */
  readonly agency?: string;
  readonly service?: string;
  /** A URL of the service; its origin counts. */
  readonly origin?: string;
  /** `sha256:` of a contract. */
  readonly contract?: string;
  /** Id of a profile, or id@version. */
  readonly profile?: string;
  /** At least this tier. */
  readonly tier?: Subject['tier'];
  /** At least this assurance. */
  readonly assurance?: Subject['assurance'];
  readonly certificateId?: string;
}

const tiers: readonly Subject['tier'][] = ['bronze', 'silver', 'gold'];
const assurances: readonly Subject['assurance'][] = ['L2', 'L3'];

const isProfile = (ref: string, wanted: string): boolean => ref === wanted || ref.split('@')[0] === wanted;

/** Refusals: EXPECT_KIND, EXPECT_AGENCY, EXPECT_SERVICE, EXPECT_ORIGIN, EXPECT_SPECSHA256, EXPECT_PROFILE, EXPECT_TIER, EXPECT_ASSURANCE, EXPECT_CERTIFICATEID. */
export function demandExpected({ id, credentialSubject: subject }: CertificateCredential, expect: Expectations): void {
  const { kind, agency, service, origin, contract, profile, tier, assurance, certificateId } = expect;
  demand(kind !== 'participation', 'EXPECT_KIND', 'it is an interoperability certificate');
  const { agency: own, origins, contracts } = subject;
  demand(agency === undefined || agency === own.legalPersonId, 'EXPECT_AGENCY', `the certificate is of agency ${own.legalPersonId}`);
  demand(service === undefined || service === subject.service.id, 'EXPECT_SERVICE', `the certificate is of service ${subject.service.id}`);
  const asked = origin === undefined ? undefined : originOf(origin);
  demand(origin === undefined || (asked !== undefined && origins.includes(asked)), 'EXPECT_ORIGIN', `the certificate covers ${origins.join(', ')}`);
  demand(contract === undefined || contracts.includes(contract), 'EXPECT_SPECSHA256', 'the certificate is of another contract');
  demand(profile === undefined || isProfile(subject.profile.ref, profile), 'EXPECT_PROFILE', `the certificate is of profile ${subject.profile.ref}`);
  demand(tier === undefined || tiers.indexOf(subject.tier) >= tiers.indexOf(tier), 'EXPECT_TIER', `the certificate is of tier ${subject.tier}`);
  const assured = assurance === undefined || assurances.indexOf(subject.assurance) >= assurances.indexOf(assurance);
  demand(assured, 'EXPECT_ASSURANCE', `the certificate has assurance ${subject.assurance}`);
  demand(certificateId === undefined || certificateId === id, 'EXPECT_CERTIFICATEID', `the certificate is ${id}`);
}

/** As `demandExpected` of a certificate of participation, which says nothing of a service. Refusals: EXPECT_KIND, EXPECT_AGENCY, EXPECT_CERTIFICATEID. */
export function demandParticipationExpected({ id, credentialSubject }: ParticipationCredential, expect: Expectations): void {
  const { kind, agency, certificateId, ...ofService } = expect;
  const unsaid = Object.values(ofService).some((value) => value !== undefined);
  demand(kind !== 'interoperability' && !unsaid, 'EXPECT_KIND', 'it is a certificate of participation and says nothing of a service');
  const { legalPersonId: own } = credentialSubject.agency;
  demand(agency === undefined || agency === own, 'EXPECT_AGENCY', `the certificate is of agency ${own}`);
  demand(certificateId === undefined || certificateId === id, 'EXPECT_CERTIFICATEID', `the certificate is ${id}`);
}
