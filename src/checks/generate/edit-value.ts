/**
 * Copies of a JSON value with one place changed.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json } from '../../contract/api-model.js';
import { isObject } from '../../contract/json.js';

/** A copy with the value at a path replaced, or put there; undefined removes the member or the item. */
export function edited(value: Json, path: readonly string[], put: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return put ?? null;
  if (Array.isArray(value)) {
    const index = Number(step);
    if (rest.length === 0 && put === undefined) return value.filter((_item: Json, at: number) => at !== index);
    const copy: Json[] = [...value];
    copy[index] = edited(value[index] ?? null, rest, put);
    return copy;
  }
  const object = isObject(value) ? value : {};
  if (rest.length === 0 && put === undefined) return Object.fromEntries(Object.entries(object).filter(([name]) => name !== step));
  const inner = edited(Object.hasOwn(object, step) ? (object[step] ?? null) : null, rest, put);
  // A member of the name __proto__ is a member like any other.
  return Object.hasOwn(object, step)
    ? Object.fromEntries(Object.entries(object).map(([name, member]) => [name, name === step ? inner : member]))
    : Object.fromEntries([...Object.entries(object), [step, inner]]);
}
