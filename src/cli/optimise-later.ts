/**
 * How early V8 optimises what runs. A lint is over in a second, and optimising as early as in a server takes a third of its processor time, on threads
 * beside it. Only for large documents: code that the bundle keeps is good for the flags that it starts with (bin/load-bundle.js), and from the modules a
 * small lint is mostly start.
 */

/** Each V8 names it in its own way; one that is not known here is left alone. */
const flags: Readonly<Record<string, string>> = {
  '11': '--interrupt-budget=600000',
  '12': '--invocation-count-for-turbofan=30000',
  '13': '--invocation-count-for-turbofan=30000',
};

const large = 256 * 1024;

/** Has V8 optimise later from now on, where a text of so many characters is to be linted. */
export async function optimiseLaterFor(characters: number): Promise<void> {
  const flag = flags[process.versions.v8.split('.')[0] ?? ''];
  if (characters < large || flag === undefined) return;
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString(flag);
}
