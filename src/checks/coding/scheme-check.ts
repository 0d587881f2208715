/**
 * The form of a coding check: every value of one kind of code in the answers, judged by its scheme.
 *
 * Room     checks (floor 3). May be imported by coding checks only.
 */
import type { CheckDefinition } from '../../contract/check.js';
import type { SchemeId, SchemeResult } from '../../schemes/scheme.js';
import type { Node } from '../data/instance.js';
import { kindOf } from '../data/recognise.js';
import { defineValueCheck, masked, type Flaw, type ValueCheck } from '../data/value-check.js';

export interface SchemeRule {
  readonly id: CheckDefinition['id'];
  readonly kinds: readonly SchemeId[];
  readonly check: (value: unknown) => SchemeResult;
  /** Finding code of each reason that counts; `otherwise` for the rest; a reason of `tolerated` is none of this requirement's. */
  readonly codes: Readonly<Record<string, string>>;
  readonly otherwise: string;
  readonly tolerated?: readonly string[];
  readonly want: string;
  /** Values of the kind that are nevertheless not meant. */
  readonly exempt?: (node: Node) => boolean;
}

function flawsOf(rule: SchemeRule, value: unknown): readonly Flaw[] {
  const said = rule.check(value).reasons;
  if (said.length === 0) return [];
  const reasons = said.filter((reason) => rule.tolerated?.includes(reason) !== true);
  const codeOf = (reason: string): string => rule.codes[reason] ?? rule.otherwise;
  return [...new Set(reasons.map(codeOf))].map((code) => ({
    code,
    got: masked(value),
    want: rule.want,
    detail: reasons.filter((reason) => codeOf(reason) === code).join(', '),
  }));
}

/** A check over every safe operation; null, booleans and containers are not values of a code. */
export function defineSchemeCheck(rule: SchemeRule): ValueCheck {
  const kinds: ReadonlySet<string> = new Set(rule.kinds);
  return defineValueCheck({
    id: rule.id,
    findings: [...new Set([...Object.values(rule.codes), rule.otherwise])],
    kinds: rule.kinds,
    look(node) {
      const { value } = node;
      if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return undefined;
      if (!kinds.has(kindOf(node) ?? '') || rule.exempt?.(node) === true) return undefined;
      return flawsOf(rule, value);
    },
  });
}
