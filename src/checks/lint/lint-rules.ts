/**
 * The rules by name: what the catalogue may refer to, and what the report's lock names.
 *
 * Room     checks/lint (floor 3). Door of the room.
 */
import type { ContractKind } from './model/place.js';
import { loadRulesets, type Severity } from './ruleset.js';

export interface LintRuleDescription {
  readonly id: `lint/${string}`;
  readonly requirement: string;
  readonly severity: Severity;
  /** Finding codes that it can give. */
  readonly findings: readonly string[];
  readonly kinds: readonly ContractKind[];
}

/** Every lint rule of the suite. Errors: RULESET_INVALID. */
export function lintRules(): readonly LintRuleDescription[] {
  return loadRulesets().flatMap(({ rules }) =>
    rules.map(({ name, requirement, severity, codes, kinds }) => ({ id: `lint/${name}` as const, requirement, severity, findings: codes, kinds })),
  );
}

/** Digest of every ruleset file, over its octets. */
export function rulesetDigests(): readonly { readonly ref: string; readonly digest: string }[] {
  return loadRulesets().map(({ ref, digest }) => ({ ref, digest }));
}
