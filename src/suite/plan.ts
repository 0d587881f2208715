/**
 * The plan: which requirements apply, which checks examine them, over which instances. Nothing is sent.
 *
 * Room     suite (floor 5).
 */
import { checkDefinitions, operationsIn } from '../checks/index.js';
import { lintRules } from '../checks/lint/lint-rules.js';
import { contractKindOf } from '../checks/lint/model/read-model.js';
import type { Operation } from '../contract/api-model.js';
import { canonicalJson } from '../contract/canonical.js';
import type { CheckDefinition, ParamValue } from '../contract/check.js';
import type { ResolvedRequirement, SafetyClass } from '../contract/documents.js';
import { applies } from '../profile/applies.js';
import type { PreparedCase } from './prepare.js';
import { atMost } from './settings.js';

/** One check over one instance, for one or more requirements. */
export interface PlanItem {
  readonly check: string;
  readonly requirements: readonly string[];
  /** `service`, or `METHOD path` of an operation, or a contract file. */
  readonly instance: string;
  readonly operation?: Operation;
  readonly safety: SafetyClass;
  readonly params: Readonly<Record<string, ParamValue>>;
  /** Why it will not be run, if so: a cause code. */
  readonly withheld?: string;
}

export interface Plan {
  readonly items: readonly PlanItem[];
  /** By requirement: true, false, or undefined where it cannot be told. */
  readonly applicability: ReadonlyMap<string, boolean | undefined>;
  /** Requirements that this run does not judge, by id. */
  readonly notSelected: ReadonlySet<string>;
}

const isParamValue = (value: unknown): value is ParamValue => ['string', 'number', 'boolean'].includes(typeof value) || Array.isArray(value);

function paramsFor(check: CheckDefinition, requirement: ResolvedRequirement): Readonly<Record<string, ParamValue>> {
  const given = Object.entries(requirement.params).filter(([name]) => Object.hasOwn(check.params, name));
  return Object.fromEntries(given.flatMap(([name, value]) => (isParamValue(value) ? [[name, value]] : [])));
}

/** Whether the service has contracts, but only such as describe another way of calling than OpenAPI does. */
export function isOfOtherKind({ contracts }: Pick<PreparedCase, 'contracts'>): boolean {
  return contracts.length > 0 && contracts.every(({ ref }) => ref.type !== 'openapi');
}

const lacks: ReadonlySet<string | undefined> = new Set(['no-contract', 'contract-of-other-kind']);

function withheldBecause(check: CheckDefinition, prepared: PreparedCase): string | undefined {
  const { settings, contract } = prepared;
  const needs = check.needs ?? check.safety;
  if (settings.offline && needs !== 'S0') return 'offline';
  if (!atMost(needs, settings.maxSafety)) return 'no-consent';
  if (check.over !== 'service' && contract === undefined) return isOfOtherKind(prepared) ? 'contract-of-other-kind' : 'no-contract';
  return undefined;
}

function itemsOf(check: CheckDefinition, requirement: ResolvedRequirement, prepared: PreparedCase): readonly PlanItem[] {
  const base = { check: check.id, requirements: [requirement.id], safety: check.safety, params: paramsFor(check, requirement) };
  const withheld = withheldBecause(check, prepared);
  const once = (cause: string | undefined): readonly PlanItem[] => [
    { ...base, instance: 'service', ...(cause === undefined ? {} : { withheld: cause }) },
  ];
  if (withheld !== undefined || check.over === 'service') return once(withheld);
  const chosen = operationsIn(check.over, prepared.contract);
  if (chosen.length === 0) return once('nothing-to-examine');
  return chosen.map((operation) => ({ ...base, instance: `${operation.method} ${operation.path}`, operation }));
}

/**
 * Lint rules examine each contract file of a kind that they are written for; which of its places a rule looks at is the rule's own count.
 * A rule of another kind has nothing to say of the service's contracts: withheld.
 */
function lintItems(check: string, requirement: ResolvedRequirement, prepared: PreparedCase): readonly PlanItem[] {
  const base = { check, requirements: [requirement.id], safety: 'S0' as const, params: {} };
  const kinds: readonly string[] = lintRules().find(({ id }) => id === check)?.kinds ?? [];
  const files = prepared.contracts.filter(({ document }) => kinds.includes(contractKindOf(document.data) ?? ''));
  if (files.length === 0) return [{ ...base, instance: 'service', withheld: isOfOtherKind(prepared) ? 'contract-of-other-kind' : 'no-contract' }];
  return files.map(({ document }) => ({ ...base, instance: document.file }));
}

/** Rules of kinds that the service has no contract of are left out where another rule of the same requirement has one to examine. */
function withoutOtherKinds(items: readonly PlanItem[]): readonly PlanItem[] {
  const ofLint = (item: PlanItem): boolean => item.check.startsWith('lint/');
  if (!items.some((item) => ofLint(item) && item.withheld === undefined)) return items;
  return items.filter((item) => !ofLint(item) || !lacks.has(item.withheld));
}

/** Items that ask the same of the same instance serve several requirements at once. */
function merge(items: readonly PlanItem[]): readonly PlanItem[] {
  const merged = new Map<string, PlanItem>();
  for (const item of items) {
    const key = canonicalJson([item.check, item.instance, item.params]);
    const known = merged.get(key);
    merged.set(key, known === undefined ? item : { ...known, requirements: [...known.requirements, ...item.requirements] });
  }
  return [...merged.values()];
}

/** Plans a run. */
export function planRun(prepared: PreparedCase): Plan {
  const { settings, profile, facts } = prepared;
  const applicability = new Map(profile.requirements.map((requirement) => [requirement.id, applies(requirement.appliesWhen, facts)]));
  const selected = (requirement: ResolvedRequirement): boolean =>
    (settings.layers === undefined || settings.layers.includes(requirement.layer)) &&
    (settings.only === undefined || settings.only.includes(requirement.id));
  const items = profile.requirements
    .filter((requirement) => selected(requirement) && applicability.get(requirement.id) !== false)
    .flatMap((requirement) =>
      withoutOtherKinds(
        requirement.checks.flatMap((id) => {
          const check = checkDefinitions.get(id);
          return check === undefined ? lintItems(id, requirement, prepared) : itemsOf(check, requirement, prepared);
        }),
      ),
    );
  return {
    items: merge(items),
    applicability,
    notSelected: new Set(profile.requirements.filter((requirement) => !selected(requirement)).map(({ id }) => id)),
  };
}
