/**
 * Surveillance: a certificate is looked at again while it stands. What a later run of the authority says is held against what the certificate says.
 *
 * Source   the trust design §3, §6 (SURVEILLANCE_DIVERGENCE).
 * Room     certification (floor 4). Pure.
 */
import { demand } from '../attestation/problem.js';
import type { CertificateCredential, Report, TrustList } from '../contract/documents.js';

/** Mandatory requirements that no longer hold. Refusals: SURVEILLANCE_SCOPE where the run is of something else or of a part. */
export function divergencesFrom(certificate: CertificateCredential, report: Report, { profiles }: TrustList): readonly string[] {
  const { agency, service, origins, profile, tier } = certificate.credentialSubject;
  const { subject } = report;
  const origin = URL.canParse(subject.environment.baseUrl) ? new URL(subject.environment.baseUrl).origin : '';
  const same =
    subject.agency.legalPersonId === agency.legalPersonId &&
    subject.service.id === service.id &&
    origins.includes(origin) &&
    report.profile.ref === profile.ref &&
    report.profile.digest === profile.sha256;
  demand(same, 'SURVEILLANCE_SCOPE', 'the run is of another service, origin or profile than the certificate');
  demand(report.scope === 'full' && report.run.mode === 'live', 'SURVEILLANCE_SCOPE', 'the run judged a part only, or nothing live');
  demand(Date.parse(report.run.startedAt) >= Date.parse(certificate.validFrom), 'SURVEILLANCE_SCOPE', 'the run is from before the certificate');
  const rows = new Map<string, Report['requirements'][number]>(report.requirements.map((row) => [row.id, row]));
  const mandatory = profiles.find(({ ref }) => ref === profile.ref)?.mandatory ?? [];
  const bad = mandatory.filter((id) => !['passed', 'inapplicable', 'waived'].includes(rows.get(id)?.verdict ?? ''));
  const isGranted = ['granted', 'conditional'].includes(report.tiers[tier]?.verdict ?? '');
  return isGranted ? (certificate.credentialSubject.verdict === 'conditional' ? [] : bad) : [...bad, tier];
}
