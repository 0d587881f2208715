/**
 * The members of a matched value that a rule's `field` names, as Spectral finds them.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import { isContainer, memberAt } from './crawl.js';

export interface Target {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Whether the fast runner knows a `field`: none, `@key`, or names joined by dots. */
export const isKnownField = (field: string | undefined): boolean => field === undefined || field === '@key' || /^\w+(?:\.\w+)*$/.test(field);

export function targetsOf(value: unknown, field: string | undefined): readonly Target[] {
  if (field === undefined || !isContainer(value)) return [{ path: [], value }];
  if (field === '@key') {
    const keys = Object.keys(value);
    return keys.length === 0 ? [{ path: [], value: undefined }] : keys.map((key) => ({ path: [key], value: key }));
  }
  const path = field.split('.');
  if (path.length > 1 && field in value) return [{ path, value: memberAt(value, field) }];
  let target: unknown = value;
  for (const name of path) target = target === null || target === undefined ? undefined : Reflect.get(Object(target), name);
  return [{ path, value: target }];
}
