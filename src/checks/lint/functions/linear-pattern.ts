/**
 * Patterns of contracts, on an engine that takes linear time whatever they are. Loaded with the first pattern, each compiled once.
 *
 * Source   JSON Schema 2020-12, Validation §6.3.3 (a pattern is found anywhere in the text).
 * Room     checks/lint/functions (floor 3).
 */
import { createRequire } from 'node:module';
import type { RE2JS } from 're2js';

/** Compiled patterns, undefined for what is none; the whole is forgotten when it grows over this many. */
const most = 2_000;
const known = new Map<string, RE2JS | undefined>();
let library: typeof import('re2js') | undefined;

function compiled(pattern: string): RE2JS | undefined {
  if (library === undefined) {
    const found: typeof import('re2js') = createRequire(import.meta.url)('re2js');
    library = found;
  }
  try {
    return library.RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}

/** Whether a pattern is found in a text; undefined where the pattern is none for this engine. */
export function findsPattern(pattern: string, text: string): boolean | undefined {
  if (!known.has(pattern)) {
    if (known.size >= most) known.clear();
    known.set(pattern, compiled(pattern));
  }
  try {
    return known.get(pattern)?.matcher(text).find();
  } catch {
    return undefined;
  }
}
