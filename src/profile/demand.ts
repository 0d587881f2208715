/**
 * One requirement as a profile demands it, and the rule that a child may only tighten it.
 *
 * Source   catalogue §4.1 rules 1, 2 and 4 (composition, tighten-only, typed parameters).
 * Room     profile (floor 3). May be imported within profile only.
 */
import { canonicalJson } from '../contract/canonical.js';
import type { Gate, Level, Override, Requirement, Tier } from '../contract/documents.js';
import type { ErrorCode } from '../errors.js';
import { suggestion } from '../contract/nearest.js';

/** What a profile may change of a requirement. */
export interface Demand {
  readonly level: Level;
  readonly tier: Tier;
  readonly gate: Gate;
  readonly weight: Requirement['weight'];
  readonly params: Readonly<Record<string, unknown>>;
}

/** A problem of one override or parameter, still without its place. */
export interface DemandProblem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly mend: string;
}

/** From lax to strict. */
const strictness = {
  level: ['MAY', 'SHOULD', 'MUST'],
  gate: ['info', 'score', 'major', 'hard'],
  tier: ['gold', 'silver', 'bronze'],
} satisfies { readonly level: readonly Level[]; readonly gate: readonly Gate[]; readonly tier: readonly Tier[] };

const permittedGates: Readonly<Record<Level, readonly Gate[]>> = { MUST: ['hard', 'major'], SHOULD: ['score', 'info'], MAY: ['info'] };

/** What the catalogue itself demands. */
export function demandOf({ level, tier, gate, weight, params }: Requirement): Demand {
  return { level, tier, gate, weight, params };
}

/** Whether two parents demand the same of a requirement. */
export function sameDemand(a: Demand, b: Demand): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

/** The members in which `after` asks less than `before`. */
function loosened(before: Demand, after: Demand): readonly string[] {
  const members: string[] = [];
  if (strictness.level.indexOf(after.level) < strictness.level.indexOf(before.level)) members.push('level');
  if (strictness.gate.indexOf(after.gate) < strictness.gate.indexOf(before.gate)) members.push('gate');
  if (strictness.tier.indexOf(after.tier) < strictness.tier.indexOf(before.tier)) members.push('tier');
  if (after.weight < before.weight) members.push('weight');
  return members;
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}

/** What is wrong with one parameter value, or undefined. Whether another value is laxer cannot be told, so only the issuer's own chain may change one. */
export function paramProblem(id: string, demand: Demand, change: { name: string; value: unknown; foreign: boolean }): DemandProblem | undefined {
  const { name, value, foreign } = change;
  if (!Object.hasOwn(demand.params, name)) {
    const known = Object.keys(demand.params);
    const mend = suggestion(name, known, known.length === 0 ? 'the requirement has none' : `known: ${known.join(', ')}`);
    return { code: 'PROFILE_INVALID', message: `${id} has no parameter ${name}`, mend };
  }
  const before = demand.params[name];
  if (kindOf(before) !== kindOf(value)) {
    return { code: 'PROFILE_INVALID', message: `${id}.${name} is a ${kindOf(before)}, not a ${kindOf(value)}`, mend: `write a ${kindOf(before)}` };
  }
  if (foreign && canonicalJson(before) !== canonicalJson(value)) {
    return {
      code: 'PROFILE_LOOSENS',
      message: `${id}.${name} may be changed only by the issuer of the parent`,
      mend: 'leave the parameter as it is',
    };
  }
  return undefined;
}

/** A demand after an override, and what is wrong with the override. `foreign`: the parent has another issuer. */
export function overridden(
  id: string,
  demand: Demand,
  { override, foreign }: { override: Override; foreign: boolean },
): { readonly demand: Demand; readonly problems: readonly DemandProblem[] } {
  const { level = demand.level, tier = demand.tier, gate = demand.gate, weight = demand.weight } = override;
  const after = { level, tier, gate, weight, params: { ...demand.params, ...override.params } } satisfies Demand;
  const problems: DemandProblem[] = [];
  for (const [name, value] of Object.entries(override.params ?? {})) {
    const problem = paramProblem(id, demand, { name, value, foreign });
    if (problem !== undefined) problems.push(problem);
  }
  const lax = loosened(demand, after);
  if (lax.length > 0 && (override.relax !== true || override.reason === undefined || foreign)) {
    const mend = foreign ? 'only the issuer of the parent may loosen it' : 'tighten it, or add relax: true with a reason';
    problems.push({ code: 'PROFILE_LOOSENS', message: `the override loosens ${lax.join(', ')} of ${id}`, mend });
  }
  if (!permittedGates[after.level].includes(after.gate)) {
    const mend = `a ${after.level} takes the gate ${permittedGates[after.level].join(' or ')}`;
    problems.push({ code: 'PROFILE_INVALID', message: `the override makes ${id} a ${after.level} with gate ${after.gate}`, mend });
  }
  return { demand: after, problems };
}
