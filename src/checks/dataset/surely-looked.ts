/**
 * At how many values of a record each rule has at least looked, where the record was accepted on its octets: at those of the members that the schema
 * requires.
 *
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import type { ValueRule } from '../data/value-check.js';
import type { Field, FieldTree } from './field.js';

/** Schemas may require themselves: what lies behind so many fields is not counted. */
const mostFields = 500;

/** Rules that look at every text that is not empty. */
const always = ['data/utf8', 'data/no-invisible-characters', 'data/no-sentinels'];

/** Kinds whose rules look at every text that their own scheme accepts. */
const looksAtAll: ReadonlySet<string> = new Set([
  'national-code',
  'legal-id',
  'goods-id',
  'mobile',
  'phone',
  'landline',
  'economic-number',
  'vin',
  'country',
  'language',
  'foreigner-id',
]);

/** Whether a rule looks at every text of a field whose schema asserts its kind: twelve digits alone are a foreigner's id among national codes. */
function looksAt({ id, kinds }: ValueRule, { asserted, known: { kind } }: Field): boolean {
  if (!asserted || kind === undefined || kind === 'open' || kinds?.includes(kind) !== true || !looksAtAll.has(kind)) return false;
  return !(id === 'coding/foreigner-id' && kind === 'national-code');
}

function rulesAt(field: Field, rules: readonly ValueRule[]): readonly string[] {
  const isText = field.schemas.some((schema) => schema['type'] === 'string');
  return isText ? [...always, ...rules.filter((rule) => looksAt(rule, field)).map(({ id }) => id)] : [];
}

function requiredOf({ schemas }: Field): readonly string[] {
  const names = schemas.flatMap((schema) => schema['required'] ?? []).filter((name) => typeof name === 'string');
  return [...new Set(names)];
}

/** Counts for one accepted record, by the ids of the rules. */
export function surelyLooked(tree: FieldTree, rules: readonly ValueRule[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const pending = [tree.top.only];
  for (let index = 0; index < pending.length && index < mostFields; index += 1) {
    const field = pending[index];
    if (field === undefined) continue;
    for (const id of rulesAt(field, rules)) counts.set(id, (counts.get(id) ?? 0) + 1);
    if (pending.length < mostFields) for (const name of requiredOf(field)) pending.push(tree.memberOf(field, name).only);
  }
  return counts;
}
