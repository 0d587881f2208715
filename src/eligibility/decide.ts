/**
 * The decision on a project: every service counts, and what could still turn out either way is never eligible.
 *
 * Room     eligibility (floor 3). Pure: the same inputs give the same decision and the same digest.
 */
import { digestOf } from '../contract/canonical.js';
import type {
  BudgetProject,
  Cause,
  DecisionCertificate,
  DecisionReason,
  DecisionRecord,
  DecisionService,
  EligibilityOutcome,
  EligibilityPolicy,
  PolicyUsed,
  TrustUsed,
} from '../contract/documents.js';
import { agencyOf, inForce } from './condition.js';
import { decideService, exemptionOf, outcomes } from './decide-service.js';
import type { KnownStanding, Standings } from './standings.js';
import { all, type Truth } from './truth.js';

export interface Question {
  readonly project: BudgetProject;
  readonly standings: Standings;
  readonly policy: EligibilityPolicy;
  /** Milliseconds. */
  readonly at: number;
}

export interface Decision {
  readonly decision: EligibilityOutcome;
  /** In the order of the services, then of the policy's rules. */
  readonly reasons: readonly DecisionReason[];
  readonly services: readonly DecisionService[];
  readonly certificates: readonly DecisionCertificate[];
  /** RFC 3339: when an eligible decision must be made again. */
  readonly reliableUntil?: string;
}

/** Why nothing can be said under this policy at all. */
function barred({ project, policy, at }: Question): DecisionReason | undefined {
  if (!inForce(policy, at)) {
    return {
      code: 'policy-not-in-force',
      subject: 'policy',
      effect: 'leavesOpen',
      got: new Date(at).toISOString(),
      want: `${policy.from} … ${policy.until}`,
    };
  }
  if (!policy.kinds.some(({ id }) => id === project.kind))
    return { code: 'project-kind-unknown', subject: 'project', effect: 'leavesOpen', got: project.kind };
  const known = new Set(policy.serviceKinds.map(({ id }) => id));
  const strange = project.services.find(({ kind }) => kind !== undefined && !known.has(kind));
  if (strange !== undefined) {
    return { code: 'service-kind-unknown', subject: `service ${strange.id}`, effect: 'leavesOpen', got: String(strange.kind) };
  }
  return undefined;
}

function certificateOf({ certificate, sha256, standing, code, freshUntil }: KnownStanding): DecisionCertificate {
  return {
    ...(sha256 === undefined ? {} : { sha256 }),
    id: certificate.id,
    service: certificate.credentialSubject.service.id,
    standing,
    ...(code === undefined ? {} : { code }),
    validUntil: certificate.validUntil,
    ...(freshUntil === undefined ? {} : { freshUntil: new Date(freshUntil).toISOString() }),
  };
}

function certificatesOf({ project, standings }: Question): readonly DecisionCertificate[] {
  const named = new Map(
    project.services.map((service) => {
      const agency = agencyOf({ project, service });
      return [`${agency} ${service.id}`, standings.of(agency, service.id)];
    }),
  );
  return [...named.values()].flat().map(certificateOf);
}

/** The next instant after `at` at which a rule begins: it may demand more. */
function nextRule({ rules }: EligibilityPolicy, at: number): number {
  const starts = rules.flatMap(({ from }) => (from === undefined ? [] : [Date.parse(from)]));
  return Math.min(...starts.filter((start) => start > at), Number.POSITIVE_INFINITY);
}

interface Weighed {
  readonly truth: Truth;
  readonly services: readonly DecisionService[];
  readonly reasons: readonly DecisionReason[];
  readonly until: number;
}

function withoutServices({ project, policy, at }: Question): Weighed {
  const { by, truth } = exemptionOf(policy, { project }, at);
  const reason: DecisionReason =
    by === undefined
      ? { code: 'project-without-services', subject: 'project', effect: 'leavesOpen' }
      : { code: 'exempt', subject: 'project', effect: 'supports', rule: by.id };
  const until = by?.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(by.until);
  return { truth: by === undefined || truth !== 'yes' ? 'unknown' : 'yes', services: [], reasons: [reason], until };
}

function withServices(question: Question): Weighed {
  const decided = question.project.services.map((service) => decideService({ ...question, subject: { project: question.project, service } }));
  const truth = all(decided.map((each) => each.truth));
  const telling = decided.filter((each) => truth === 'yes' || each.truth !== 'yes');
  return {
    truth,
    services: decided.map(({ service }) => service),
    reasons: telling.flatMap(({ reasons }) => reasons),
    until: Math.min(...decided.map(({ until }) => until)),
  };
}

/** Decides on a project at an instant. */
export function decide(question: Question): Decision {
  const { policy, at, project } = question;
  const certificates = certificatesOf(question);
  const bar = barred(question);
  if (bar !== undefined) return { decision: 'undetermined', reasons: [bar], services: [], certificates };
  const { truth, services, reasons, until } = project.services.length === 0 ? withoutServices(question) : withServices(question);
  const end = Math.min(until, Date.parse(policy.until), nextRule(policy, at));
  return {
    decision: outcomes[truth],
    reasons,
    services,
    certificates,
    ...(truth === 'yes' ? { reliableUntil: new Date(end).toISOString() } : {}),
  };
}

/** By what a decision was made, beside project and certificates. */
export interface Basis {
  readonly policy: PolicyUsed;
  readonly trust: TrustUsed;
  readonly harness: DecisionRecord['harness'];
  readonly at: number;
  /** Further causes for which no money may rest on it. */
  readonly notForBudget?: readonly Cause[];
}

/** How a policy is named in a record. `signer`: fingerprint of the seal on it. */
export function policyUsed(policy: EligibilityPolicy, signer?: string): PolicyUsed {
  const { id, version, status } = policy;
  return { ref: `${id}@${version}`, sha256: digestOf(policy), status, ...(signer === undefined ? {} : { signer }) };
}

/** For what causes no money may rest on decisions of this basis. */
export function notForBudget({ policy, trust, notForBudget: more = [] }: Omit<Basis, 'at' | 'harness'>): readonly Cause[] {
  const causes: Cause[] = [];
  if (policy.status !== 'adopted') causes.push({ code: 'policy-not-adopted', detail: policy.status });
  if (policy.signer === undefined) causes.push({ code: 'policy-unsigned' });
  if (trust.test === true) causes.push({ code: 'trust-list-of-a-test', detail: trust.id });
  return [...causes, ...more];
}

/** The record of a decision. Its digest leaves out when and by which program it was made. */
export function recordOf(project: BudgetProject, decision: Decision, basis: Basis): DecisionRecord {
  const causes = notForBudget(basis);
  const content = {
    egif: 'eligibility-decision/v1',
    project,
    ...decision,
    policy: basis.policy,
    trust: basis.trust,
    forBudget: causes.length === 0,
    notForBudget: causes,
  } as const;
  return { ...content, at: new Date(basis.at).toISOString(), harness: basis.harness, sha256: digestOf(content) };
}
