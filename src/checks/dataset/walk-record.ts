/**
 * The full walk: every rule over every value of a record.
 *
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import type { RecordFinding } from '../../contract/dataset.js';
import { pointerOf } from '../../contract/json.js';
import { maxDepth, maxNodes, nodesOf, type PlacedNode } from '../data/instance.js';
import type { Flaw, LookContext, ValueRule } from '../data/value-check.js';
import { shown } from './places.js';

/** What a full walk gives. */
export interface WalkResult {
  readonly findings: readonly RecordFinding[];
  /** Pointers at which a rule of codes has looked: what it has not found wrong there is right. */
  readonly judgedCodes: ReadonlySet<string>;
  /** False where the record was too deep or too large to be walked to its end. */
  readonly whole: boolean;
}

export interface Walk {
  readonly rules: readonly ValueRule[];
  readonly schema: JsonObject | undefined;
  readonly context: LookContext;
  /** Told of each value that a rule has looked at. */
  count(rule: ValueRule): void;
}

/** A rule's flaw at a value as a finding. */
export function findingOfFlaw(rule: ValueRule, node: PlacedNode, flaw: Flaw): RecordFinding {
  const { code, got, want, detail, member } = flaw;
  const below = member === undefined ? [] : [member];
  return {
    check: rule.id,
    code,
    pointer: pointerOf([...node.path, ...below]),
    field: `${node.pointer}${pointerOf(below)}`,
    ...(got === undefined ? {} : { got: shown(got) }),
    ...(want === undefined ? {} : { want }),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** Walks a record with every rule. */
export function walkRecord(value: Json, { rules, schema, context, count }: Walk): WalkResult {
  const nodes = nodesOf(value, schema);
  const findings: RecordFinding[] = [];
  const judgedCodes = new Set<string>();
  let whole = nodes.length < maxNodes;
  for (const node of nodes) {
    if (node.path.length === maxDepth && typeof node.value === 'object' && node.value !== null) whole = false;
    for (const rule of rules) {
      const flaws = rule.look(node, context);
      if (flaws === undefined) continue;
      count(rule);
      if (rule.kinds !== undefined) judgedCodes.add(pointerOf(node.path));
      for (const flaw of flaws) findings.push(findingOfFlaw(rule, node, flaw));
    }
  }
  return { findings: distinctOf(findings), judgedCodes, whole };
}

/** Findings once for each code and place: a text with ten Arabic letters is one flaw of that text. */
function distinctOf(findings: readonly RecordFinding[]): readonly RecordFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, pointer }) => {
    const key = `${code} ${pointer}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
