/**
 * One service of a project: exempt, or under rules that are all met, or not, or not to be told.
 *
 * `exempt ∨ (a rule applies ∧ each rule that applies is met)`, in three values. A rule that may apply and is not met leaves the service open; a
 * service that no rule names is open too: silence of the law is no permission.
 * Room     eligibility (floor 3).
 */
import type { DecisionReason, DecisionService, EligibilityPolicy, EligibilityRule, PolicyExemption, ProjectService } from '../contract/documents.js';
import { agencyOf, holds, inForce, type Subject } from './condition.js';
import type { Standings } from './standings.js';
import { all, any, not, type Truth } from './truth.js';
import { isAbout, type Weighed, weighCertificate } from './weigh-certificate.js';

export interface ServiceDecision {
  readonly truth: Truth;
  readonly service: DecisionService;
  readonly reasons: readonly DecisionReason[];
  /** Milliseconds: until when a yes holds. */
  readonly until: number;
}

export interface ServiceQuestion {
  readonly subject: Subject & { readonly service: ProjectService };
  readonly standings: Standings;
  readonly policy: EligibilityPolicy;
  readonly at: number;
}

/** A rule for this service: whether it applies, whether it is met, and why. */
interface Ruled {
  readonly rule: EligibilityRule;
  readonly applies: Truth;
  readonly met: Truth;
  readonly reasons: readonly DecisionReason[];
  readonly by?: Weighed;
}

const effects = { yes: 'supports', no: 'refuses', unknown: 'leavesOpen' } as const;
export const outcomes = { yes: 'eligible', no: 'notEligible', unknown: 'undetermined' } as const;

const endOf = (until: string | undefined): number => (until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until));

/** How a certificate is named in a reason. */
const named = ({ standing: { certificate } }: Weighed): string => `certificate ${certificate.id}`;

function ruled(rule: EligibilityRule, applies: Truth, question: ServiceQuestion): Ruled {
  const { subject, standings, at } = question;
  const { service } = subject;
  const own = standings.of(agencyOf(subject), service.id).filter(({ certificate }) => isAbout(certificate, rule.demand));
  const weighed = own.map((standing) => weighCertificate(standing, { rule, service, at }));
  const [lasting] = weighed.filter(({ truth }) => truth === 'yes').sort((a, b) => b.until - a.until);
  if (lasting !== undefined) {
    const reason = { code: 'certificate-meets', subject: named(lasting), effect: 'supports', rule: rule.id } satisfies DecisionReason;
    return { rule, applies, met: 'yes', reasons: [reason], by: lasting };
  }
  if (weighed.length === 0) {
    const want = [rule.demand.certificate, ...(rule.demand.profiles ?? []).map(({ id }) => id)].join(' ').slice(0, 400);
    const missing = {
      code: 'certificate-missing',
      subject: `service ${service.id}`,
      effect: 'leavesOpen',
      rule: rule.id,
      want,
    } satisfies DecisionReason;
    const others = standings.unknown.length;
    const lost = {
      code: 'certificates-unassigned',
      subject: `service ${service.id}`,
      effect: 'leavesOpen',
      got: String(others),
    } satisfies DecisionReason;
    return { rule, applies, met: 'unknown', reasons: others === 0 ? [missing] : [missing, lost] };
  }
  const reasons = weighed.flatMap((each) =>
    each.findings.map(({ truth, reason }): DecisionReason => ({ ...reason, subject: named(each), effect: effects[truth], rule: rule.id })),
  );
  return { rule, applies, met: any(weighed.map(({ truth }) => truth)), reasons };
}

/** A rule or an exemption of which it is not known whether it applies: which fact to supply. */
function openCondition(item: EligibilityRule | PolicyExemption, { project, service }: Subject): DecisionReason {
  const amount = project.amount === undefined && (item.when.amountFrom !== undefined || item.when.amountBelow !== undefined);
  if (amount) return { code: 'amount-not-stated', subject: 'project', effect: 'leavesOpen', rule: item.id };
  return { code: 'service-kind-not-stated', subject: `service ${service?.id ?? ''}`, effect: 'leavesOpen', rule: item.id };
}

interface Exempt {
  readonly truth: Truth;
  readonly by?: PolicyExemption;
  readonly open: readonly DecisionReason[];
}

/** Whether an exemption in force names the subject. One that lasts longest is named. */
export function exemptionOf(policy: EligibilityPolicy, subject: Subject, at: number): Exempt {
  const current = policy.exemptions.filter((each) => inForce(each, at) && (subject.service !== undefined || each.withoutServices === true));
  const weighed = current.map((exemption) => ({ exemption, truth: holds(exemption.when, subject) }));
  const [by] = weighed.filter(({ truth }) => truth === 'yes').sort((a, b) => endOf(b.exemption.until) - endOf(a.exemption.until));
  if (by !== undefined) return { truth: 'yes', by: by.exemption, open: [] };
  return {
    truth: any(weighed.map(({ truth }) => truth)),
    open: weighed.filter(({ truth }) => truth === 'unknown').map(({ exemption }) => openCondition(exemption, subject)),
  };
}

/** What the rules say together. Of no rule that surely applies nothing is granted. */
function underRules(rules: readonly Ruled[]): Truth {
  const covered = rules.some(({ applies }) => applies === 'yes') ? 'yes' : 'unknown';
  return all([covered, ...rules.map(({ applies, met }) => any([not(applies), met]))]);
}

function ruleReasons(rules: readonly Ruled[], truth: Truth, subject: Subject): readonly DecisionReason[] {
  if (rules.length === 0) return [{ code: 'no-rule', subject: `service ${subject.service?.id ?? ''}`, effect: 'leavesOpen' }];
  // of a service that is open or refused, rules that are met are no reason
  const telling = truth === 'yes' ? rules : rules.filter(({ applies, met }) => met !== 'yes' || applies === 'unknown');
  return telling.flatMap(({ rule, applies, reasons, met }) => {
    if (applies === 'yes') return reasons;
    // what hangs on a fact that is not stated refuses nothing yet
    const told = met === 'yes' ? [] : reasons.map((each): DecisionReason => ({ ...each, effect: 'leavesOpen' }));
    return truth === 'yes' ? reasons : [openCondition(rule, subject), ...told];
  });
}

/** Decides on one service. */
export function decideService(question: ServiceQuestion): ServiceDecision {
  const { subject, policy, at } = question;
  const { service } = subject;
  const head = { id: service.id, agency: agencyOf(subject) };
  const exempt = exemptionOf(policy, subject, at);
  if (exempt.by !== undefined) {
    return {
      truth: 'yes',
      service: { ...head, outcome: 'eligible', rules: [], exemption: exempt.by.id, certificates: [] },
      reasons: [{ code: 'exempt', subject: `service ${service.id}`, effect: 'supports', rule: exempt.by.id }],
      until: endOf(exempt.by.until),
    };
  }
  const rules = policy.rules
    .filter((rule) => inForce(rule, at))
    .map((rule) => ({ rule, applies: holds(rule.when, subject) }))
    .filter(({ applies }) => applies !== 'no')
    .map(({ rule, applies }) => ruled(rule, applies, question));
  const truth = any([exempt.truth, underRules(rules)]);
  const own = ruleReasons(rules, truth, subject);
  return {
    truth,
    service: {
      ...head,
      outcome: outcomes[truth],
      rules: rules.map(({ rule }) => rule.id),
      certificates: [...new Set(rules.flatMap(({ by }) => (by === undefined ? [] : [by.standing.certificate.id])))].sort(),
    },
    reasons: truth === 'yes' ? own : [...exempt.open, ...own],
    until: Math.min(...rules.map(({ rule, by }) => Math.min(endOf(rule.until), by?.until ?? Number.POSITIVE_INFINITY))),
  };
}
