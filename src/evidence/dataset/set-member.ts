/**
 * Members of records whose names come from a file.
 *
 * Room     evidence (floor 3), stage: reading data files.
 */

/** Sets an own member: a name such as `__proto__` is a member like any other. */
export function setMember<T>(object: Record<string, T>, name: string, value: T): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}
