/**
 * What a function says of a name, kept: the same names stand in a contract thousands of times.
 *
 * Room     checks/lint/functions (floor 3).
 */

/** So many names are kept, and no longer ones, for a contract may make them up. */
const most = 4096;
const longest = 128;

/** The same function, which works once for each name. It must be pure. */
export function remembered<T>(say: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const said = say(name);
    if (known.size < most && name.length <= longest) known.set(name, said);
    return said;
  };
}
