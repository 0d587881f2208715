/**
 * What a core vocabulary says of the members of an object: which must be there, which must not, and whether a value has the form of its member.
 *
 * Check digits, lists of codes and the letters of texts belong to the coding layer and to the checks of characters: here a value needs the right
 * kind, a date a day, and an identifier of persons, agencies and services its digits.
 *
 * Room     checks (floor 3). May be imported by data checks only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf, valueAt } from '../../contract/json.js';
import { epochDayOfGregorian, readDay } from '../../schemes/jalali-calendar.js';
import { schemes } from '../../schemes/registry.js';
import type { SchemeId } from '../../schemes/scheme.js';

const text = (value: Json | undefined): boolean => typeof value === 'string' && value.trim() !== '';

/** A member's schema, its reference into the vocabulary's own `$defs` followed; what stands beside the reference adds no constraint. */
export function schemaBehind(declared: Json | undefined, root: JsonObject): JsonObject | undefined {
  const reference = memberOf(declared, '$ref');
  const found = typeof reference === 'string' && reference.startsWith('#') ? valueAt(root, reference.slice(1)) : declared;
  return isObject(found) ? found : undefined;
}

/** Whether a vocabulary names a member only to forbid it: `not` of everything. */
export function isForbidden(schema: JsonObject): boolean {
  const not = memberOf(schema, 'not');
  return isObject(not) && Object.keys(not).length === 0;
}

const namesOf = (schema: Json | undefined): readonly string[] => {
  const names = memberOf(schema, 'required');
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
};

/** What is missing, in words: `familyName`, `nationalCode or foreignId`. */
export function missingMembers(value: JsonObject, schema: JsonObject): readonly string[] {
  const has = (name: string): boolean => memberOf(value, name) !== undefined;
  const absent = namesOf(schema).filter((name) => !has(name));
  const alternatives = memberOf(schema, 'anyOf');
  const groups = (Array.isArray(alternatives) ? alternatives : []).map(namesOf).filter((group) => group.length > 0);
  const met = groups.length === 0 || groups.some((group) => group.every(has));
  return met ? absent : [groups.map((group) => group.join(', ')).join(' or '), ...absent];
}

const jsonKinds: Readonly<Record<string, (value: Json) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => typeof value === 'number' && Number.isInteger(value),
  number: (value) => typeof value === 'number',
};

/** Codes whose length and digits are part of what a core object is, with the reasons that are not of their form. */
const writtenCodes: ReadonlyMap<string, readonly [scheme: SchemeId, tolerated: readonly string[]]> = new Map([
  ['national-code', ['national-code', ['wrong-check-digit', 'all-equal']]],
  ['foreigner-id', ['foreigner-id', ['all-equal']]],
  ['legal-id', ['legal-id', ['wrong-check-digit', 'all-equal']]],
  // The grammar of service ids is observed, not published: a name in its place is told, another length is not.
  ['service-id', ['service-id', ['wrong-length', 'all-equal']]],
]);

/** Whether a text has the length and the digits of the code that a format names. */
function isWritten(value: string, format: string): boolean {
  const [id, tolerated = []] = writtenCodes.get(format) ?? [];
  const reasons = id === undefined ? [] : (schemes.get(id)?.check(value).reasons ?? []);
  return reasons.every((reason) => tolerated.includes(reason));
}

function isDate(value: string): boolean {
  const day = readDay(value);
  return day !== undefined && epochDayOfGregorian(day) !== undefined;
}

/** A text; where none of a fixed form is meant, also an object that carries it beside a label. */
function fitsText(value: Json, schema: JsonObject): boolean {
  const format = memberOf(schema, 'format');
  if (format === 'date') return typeof value === 'string' && isDate(value);
  if (typeof format === 'string' && typeof value === 'string') return text(value) && isWritten(value, format);
  return text(value) || (isObject(value) && ['code', 'name', 'title'].some((name) => text(memberOf(value, name))));
}

/** Whether a value has the form that a vocabulary gives its member. */
export function fitsMember(value: Json, schema: JsonObject): boolean {
  const type = memberOf(schema, 'type');
  if (type === 'string') return fitsText(value, schema);
  const kind = typeof type === 'string' ? jsonKinds[type] : undefined;
  return kind?.(value) ?? true;
}
