/**
 * Which keyword of a plain schema a value breaks at a place, and what the keyword wants there: what a finding tells of a rule of this kind.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { compilePlainSchema } from './plain-schema.js';

/** What stands at a path below a value, and what the schema says of that place. */
function descend(value: unknown, schema: Json | undefined, path: readonly string[]): readonly [unknown, Json | undefined] {
  return path.reduce<readonly [unknown, Json | undefined]>(
    ([inner, rule], name) => [isObject(inner) ? Reflect.get(inner, name) : undefined, memberOf(memberOf(rule, 'properties'), name)],
    [value, schema],
  );
}

const texts = (value: Json | undefined): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function limitOf(keyword: string, limit: Json | undefined, value: unknown): string {
  const isAbsent = (name: string): boolean => !isObject(value) || Reflect.get(value, name) === undefined;
  if (keyword === 'required') return texts(limit).filter(isAbsent).join(', ');
  if (keyword !== 'anyOf') return Array.isArray(limit) ? limit.map(String).join(' | ') : String(limit);
  const branches = Array.isArray(limit) ? limit.map((branch: Json) => texts(memberOf(branch, 'required')).join(', ')) : [];
  return branches.join(' | ');
}

/** `required contact`, `minLength 20`; undefined where the schema cannot be read so. */
export function plainWant(schema: Json | undefined, target: unknown, path: readonly string[]): string | undefined {
  const [value, rule] = descend(target, schema, path);
  if (!isObject(rule)) return undefined;
  const keyword = Object.keys(rule).find((name) => {
    const trouble = name === 'properties' ? undefined : compilePlainSchema({ [name]: rule[name] ?? null }, 'where')?.(value);
    return trouble !== undefined && trouble.length === 0;
  });
  if (keyword === undefined) return undefined;
  const limit = limitOf(keyword, rule[keyword], value);
  return limit === '' ? undefined : `${keyword === 'anyOf' ? 'required' : keyword} ${limit}`;
}

/** What stands at a path below a value. */
export function valueBelow(target: unknown, path: readonly string[]): unknown {
  return descend(target, undefined, path)[0];
}
