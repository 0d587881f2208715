/**
 * A schema of a contract that names a core object, beside the vocabulary of that object: members of another kind, and members left optional.
 *
 * More members, more that are required and a closed schema are the contract's own business: they describe this service's objects and contradict nothing.
 *
 * Room     checks (floor 3). May be imported by data checks only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { isForbidden, schemaBehind } from './core-members.js';
import { composed, type TypedSchema } from './typed-schemas.js';
import type { Flaw } from './value-check.js';

const textsOf = (value: Json | undefined): readonly string[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).filter((text) => typeof text === 'string');

/** Kinds of JSON that a schema permits, null apart; empty where it does not say or says it by alternatives. */
function kindsOf(parts: readonly JsonObject[]): readonly string[] {
  return parts.flatMap((part) => textsOf(memberOf(part, 'type'))).filter((kind) => kind !== 'null');
}

const temporal: ReadonlySet<string> = new Set(['date', 'date-time']);

/** What a member's own schema says otherwise than the vocabulary. */
function memberFlaw(name: string, wanted: JsonObject, parts: readonly JsonObject[]): readonly Flaw[] {
  const kinds = kindsOf(parts);
  const [want] = kindsOf([wanted]);
  const differs = (got: string, kind: string): readonly Flaw[] => [{ code: 'core-type-kind-differs', member: name, got, want: kind }];
  if (want !== undefined && kinds.length > 0) {
    // A coded text may stand in an object beside its label; an integer is a number.
    const permitted = [
      want,
      ...(want === 'string' && memberOf(wanted, 'format') === undefined ? ['object'] : []),
      ...(want === 'number' ? ['integer'] : []),
    ];
    if (!kinds.some((kind) => permitted.includes(kind))) return differs(kinds.join(' or '), want);
  }
  const format = memberOf(wanted, 'format');
  const [own] = parts.flatMap((part) => textsOf(memberOf(part, 'format')));
  return typeof format === 'string' && own !== undefined && temporal.has(format) && temporal.has(own) && own !== format ? differs(own, format) : [];
}

/** Names that a schema requires, in itself or in any of its alternatives. */
function requiredOf(parts: readonly JsonObject[], root: JsonObject): ReadonlySet<string> {
  const alternatives = parts.flatMap((part) =>
    ['anyOf', 'oneOf'].flatMap((keyword) => {
      const list = memberOf(part, keyword);
      return Array.isArray(list) ? list.filter(isObject).flatMap((branch) => composed(branch, root)) : [];
    }),
  );
  return new Set([...parts, ...alternatives].flatMap((part) => textsOf(memberOf(part, 'required'))));
}

/**
 * Members that the vocabulary requires and a schema of answers declares as optional. A schema that says nothing of what it requires restates nothing,
 * and a member that it does not declare is for the rules of contracts to tell.
 */
function optionalFlaws({ parts, root, answer }: TypedSchema, vocabulary: JsonObject): readonly Flaw[] {
  if (!answer || parts.some((part) => memberOf(part, 'x-egif-view') !== undefined)) return [];
  const own = requiredOf(parts, root);
  if (own.size === 0) return [];
  const declares = (name: string): boolean => parts.some((part) => memberOf(memberOf(part, 'properties'), name) !== undefined);
  const missing = textsOf(memberOf(vocabulary, 'required')).filter((name) => declares(name) && !own.has(name));
  // Of several alternatives that are declared, one may be demanded in words alone; a single one is a member like any other.
  const alternatives = memberOf(vocabulary, 'anyOf');
  const groups = (Array.isArray(alternatives) ? alternatives : [])
    .map((branch) => textsOf(memberOf(branch, 'required')))
    .filter((group) => group.length > 0 && group.every(declares));
  const alone = groups.length === 1 ? (groups[0] ?? []).filter((name) => !own.has(name)) : [];
  const wanted = [...missing, ...alone];
  return wanted.length === 0 ? [] : [{ code: 'core-type-member-optional', want: wanted.join(', ') }];
}

/** Everything that a contract's schema of a core object says otherwise than its vocabulary. */
export function restatedObject(typed: TypedSchema, vocabulary: JsonObject): readonly Flaw[] {
  const kinds = kindsOf(typed.parts);
  if (kinds.length > 0 && !kinds.includes('object')) return [{ code: 'core-type-kind-differs', got: kinds.join(' or '), want: 'object' }];
  const declared = memberOf(vocabulary, 'properties');
  const members = Object.keys(isObject(declared) ? declared : {}).flatMap((name) => {
    const wanted = schemaBehind(memberOf(declared, name), vocabulary);
    const own = typed.parts.map((part) => memberOf(memberOf(part, 'properties'), name)).find(isObject);
    if (wanted === undefined || isForbidden(wanted) || own === undefined) return [];
    const parts = composed(own, typed.root);
    // A member that names a core type is compared with that type, where it stands.
    return parts.some((part) => memberOf(part, 'x-egif-type') !== undefined) ? [] : memberFlaw(name, wanted, parts);
  });
  return [...members, ...optionalFlaws(typed, vocabulary)];
}
