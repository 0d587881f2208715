/**
 * The rules that judge records of files: those of live answers, without the few that speak of a server or of what the record's schema says itself.
 *
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import { codingChecks } from '../coding/index.js';
import { dataChecks } from '../data/index.js';
import { hasRule, type ValueRule } from '../data/value-check.js';

/** Checks of values that are not made on files, by id or by the start of it, or one finding of a check; and why. */
export const leftOut: readonly { readonly check: string; readonly finding?: string; readonly why: string }[] = [
  { check: 'data/core-', why: 'the schema that the file is held against is the core vocabulary, or states its members itself' },
  { check: 'data/utc-', why: 'answers of a service are in UTC; a file may hold the local time of its source with its offset' },
  { check: 'coding/division-hierarchy', finding: 'division-list-unversioned', why: 'the schema names the list, and no record can mend it' },
];

const isLeftOut = ({ id }: ValueRule): boolean => leftOut.some(({ check, finding }) => finding === undefined && id.startsWith(check));

/** The rule without the findings that are left out of files. */
function forFiles(rule: ValueRule): ValueRule {
  const silent = new Set(leftOut.flatMap(({ check, finding }) => (check === rule.id && finding !== undefined ? [finding] : [])));
  if (silent.size === 0) return rule;
  return {
    ...rule,
    findings: rule.findings.filter((code) => !silent.has(code)),
    look: (node, context) => rule.look(node, context)?.filter(({ code }) => !silent.has(code)),
  };
}

/** Every rule that judges a record's values, in the order of the two lists of checks. */
export const fileRules: readonly ValueRule[] = [...dataChecks, ...codingChecks]
  .filter(hasRule)
  .map(({ rule }) => rule)
  .filter((rule) => !isLeftOut(rule))
  .map(forFiles);
