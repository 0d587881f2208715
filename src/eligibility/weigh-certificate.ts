/**
 * One certificate against one demand of the policy: met, not met, or not to be told, each with its reasons.
 *
 * Room     eligibility (floor 3).
 */
import type { CertificateCredential, DecisionReason, EligibilityRule, PolicyDemand, ProjectService, Tier } from '../contract/documents.js';
import type { KnownStanding } from './standings.js';
import { all, type Truth } from './truth.js';

const dayMs = 86_400_000;
const tiers: readonly Tier[] = ['bronze', 'silver', 'gold'];
const assurances: readonly string[] = ['L2', 'L3'];

/** What was found about a certificate, and which way it points. */
export interface Finding {
  readonly truth: Truth;
  readonly reason: Omit<DecisionReason, 'effect' | 'subject' | 'rule'>;
}

export interface Weighed {
  readonly standing: KnownStanding;
  readonly truth: Truth;
  /** What speaks against it; empty where the demand is met. */
  readonly findings: readonly Finding[];
  /** Milliseconds: until when it meets the demand, as far as it does. */
  readonly until: number;
}

export interface Asked {
  readonly rule: EligibilityRule;
  readonly service: ProjectService;
  /** Milliseconds. */
  readonly at: number;
}

/** `profile@1.2.3` as its id and its numbers. */
function versionOf(ref: string): readonly [id: string, version: readonly number[]] {
  const [id = '', version = ''] = ref.split('@');
  return [id, version.split('.').map(Number)];
}

/** Whether a version is another or later. Versions are three numbers. */
function reaches(version: readonly number[], least: readonly number[]): boolean {
  for (const [index, number] of least.entries()) {
    const own = version[index] ?? Number.NaN;
    if (own !== number) return own > number;
  }
  return true;
}

/** Whether a certificate is of the kind and the profile that a demand is about. What is not is no answer to it, good or bad. */
export function isAbout({ type, credentialSubject }: CertificateCredential, { certificate, profiles }: PolicyDemand): boolean {
  const [id] = versionOf(credentialSubject.profile.ref);
  return type.includes(certificate) && (profiles === undefined || profiles.some((profile) => profile.id === id));
}

const finding = (truth: Truth, reason: Finding['reason']): Finding => ({ truth, reason });
const detailOf = ({ detail }: KnownStanding): { readonly detail?: string } => (detail === undefined ? {} : { detail: detail.slice(0, 1000) });

function expired(standing: KnownStanding, { rule, at }: Asked): Finding {
  const { validUntil } = standing.certificate;
  const late = at - Date.parse(validUntil);
  const renewing = rule.renewalDays !== undefined && late < rule.renewalDays * dayMs;
  if (renewing) return finding('unknown', { code: 'certificate-in-renewal', got: validUntil, want: `${rule.renewalDays} d` });
  return finding('no', { code: 'certificate-term-over', got: validUntil });
}

/** What verification said, and whether it still holds at the instant of the decision. */
function standingFindings(standing: KnownStanding, asked: Asked): readonly Finding[] {
  const { certificate, freshUntil, code = '' } = standing;
  if (standing.idTwice === true) return [finding('unknown', { code: 'certificate-id-twice', got: certificate.id })];
  if (standing.statusUnlike === true) return [finding('unknown', { code: 'certificate-status-unlike', got: certificate.id })];
  if (standing.standing === 'indeterminate') return [finding('unknown', { code: 'certificate-untold', got: code, ...detailOf(standing) })];
  if (standing.standing === 'invalid') {
    if (code === 'VC_EXPIRED') return [expired(standing, asked)];
    // Its successor exists, by the issuer's own word, and is not at hand.
    if (code === 'SUPERSEDED') return [finding('unknown', { code: 'certificate-superseded', got: certificate.id })];
    return [finding('no', { code: 'certificate-invalid', got: code, ...detailOf(standing) })];
  }
  // a leap second is an instant of RFC 3339 that the platform cannot read
  if (Number.isNaN(Date.parse(certificate.validFrom)) || Number.isNaN(Date.parse(certificate.validUntil))) {
    return [finding('unknown', { code: 'certificate-time-unreadable', got: `${certificate.validFrom} … ${certificate.validUntil}` })];
  }
  if (asked.at < Date.parse(certificate.validFrom)) return [finding('no', { code: 'certificate-term-not-begun', got: certificate.validFrom })];
  if (asked.at >= Date.parse(certificate.validUntil)) return [expired(standing, asked)];
  if (freshUntil !== undefined && freshUntil <= asked.at) {
    return [finding('unknown', { code: 'certificate-status-stale', got: new Date(freshUntil).toISOString() })];
  }
  return [];
}

interface Limit {
  readonly holds: boolean;
  readonly reason: Finding['reason'];
}

/** Each member of a demand that is named, and whether the certificate meets it. */
function limitsOf({ certificate }: KnownStanding, { rule: { demand }, service, at }: Asked): readonly Limit[] {
  const { credentialSubject: subject } = certificate;
  const [id, version] = versionOf(subject.profile.ref);
  const least = demand.profiles?.filter((profile) => profile.id === id).flatMap(({ from }) => (from === undefined ? [] : [from])) ?? [];
  const anyVersion = demand.profiles === undefined || demand.profiles.some((profile) => profile.id === id && profile.from === undefined);
  const verdicts = demand.verdicts ?? ['granted'];
  const waivers = subject.waivers?.length ?? 0;
  const [low = 0] = subject.quality;
  const { tier, assurance, waiversMax, qualityMin, confidenceMin, maxAgeDays, remainingDays } = demand;
  const from = Date.parse(certificate.validFrom);
  const until = Date.parse(certificate.validUntil);
  return [
    {
      holds: anyVersion || least.some((each) => reaches(version, versionOf(`@${each}`)[1])),
      reason: { code: 'profile-version-too-old', got: subject.profile.ref, want: least.join(', ') },
    },
    {
      holds: tier === undefined || tiers.indexOf(subject.tier) >= tiers.indexOf(tier),
      reason: { code: 'tier-too-low', got: subject.tier, want: String(tier) },
    },
    {
      holds: assurance === undefined || assurances.indexOf(subject.assurance) >= assurances.indexOf(assurance),
      reason: { code: 'assurance-too-low', got: subject.assurance, want: String(assurance) },
    },
    { holds: verdicts.includes(subject.verdict), reason: { code: 'verdict-not-enough', got: subject.verdict, want: verdicts.join(', ') } },
    {
      holds: waiversMax === undefined || waivers <= waiversMax,
      reason: { code: 'too-many-waivers', got: String(waivers), want: String(waiversMax) },
    },
    { holds: qualityMin === undefined || low >= qualityMin, reason: { code: 'quality-too-low', got: String(low), want: String(qualityMin) } },
    {
      holds: confidenceMin === undefined || subject.confidence >= confidenceMin,
      reason: { code: 'confidence-too-low', got: String(subject.confidence), want: String(confidenceMin) },
    },
    {
      holds: maxAgeDays === undefined || at - from <= maxAgeDays * dayMs,
      reason: { code: 'certificate-too-old', got: certificate.validFrom, want: `${maxAgeDays} d` },
    },
    {
      holds: remainingDays === undefined || until - at >= remainingDays * dayMs,
      reason: { code: 'certificate-ends-too-soon', got: certificate.validUntil, want: `${remainingDays} d` },
    },
    {
      holds: service.origin === undefined || subject.origins.includes(service.origin),
      reason: { code: 'origin-not-covered', got: subject.origins.join(', ').slice(0, 400), want: String(service.origin) },
    },
  ];
}

function untilOf({ certificate, freshUntil }: KnownStanding, { rule: { demand } }: Asked): number {
  const ends = [Date.parse(certificate.validUntil) - (demand.remainingDays ?? 0) * dayMs];
  if (freshUntil !== undefined) ends.push(freshUntil);
  if (demand.maxAgeDays !== undefined) ends.push(Date.parse(certificate.validFrom) + demand.maxAgeDays * dayMs);
  return Math.min(...ends);
}

/** A certificate that is about the demand of a rule, against it. What cannot be met however its status turns out is a no, not an unknown. */
export function weighCertificate(standing: KnownStanding, asked: Asked): Weighed {
  const broken = limitsOf(standing, asked).filter((limit) => !limit.holds);
  const findings = [...standingFindings(standing, asked), ...broken.map(({ reason }) => finding('no', reason))];
  const truth = all(findings.map((each) => each.truth));
  return { standing, truth, findings: truth === 'no' ? findings.filter((each) => each.truth === 'no') : findings, until: untilOf(standing, asked) };
}
