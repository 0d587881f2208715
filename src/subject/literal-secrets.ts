/**
 * Strings of a statement that look like a secret: a statement is kept in version control and copied into evidence, so it may hold references only.
 *
 * Room     subject (floor 3). May be imported within subject only.
 */
import type { Json } from '../contract/api-model.js';
import { isObject, pointerOf } from '../contract/json.js';
import type { StatementProblem } from './statement-problem.js';

const mend = 'put the secret into the environment or a file of its own, and write env:NAME or file:PATH here';

const shapes: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY-----/, 'a private key'],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\./, 'a JSON Web Token'],
  [/\b[Bb]earer [A-Za-z0-9._~+/-]{16,}/, 'a bearer token'],
  [/:\/\/[^/\s:@]*:[^/\s@]+@/, 'a password in a URL'],
  [/AGE-SECRET-KEY-1/, 'an age identity'],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, 'an access key'],
  [/\b(?:ghp|gho|ghs|glpat|xox[abp]|sk_live|sk_test)[-_][A-Za-z0-9-]{16,}/, 'a vendor token'],
];

const classOf = (unit: string): string => (/[0-9]/.test(unit) ? 'digit' : /[A-Z]/.test(unit) ? 'upper' : /[a-z]/.test(unit) ? 'lower' : 'other');

/** Random text changes its class of character at most places; names and paths seldom do. */
function looksRandom(run: string): boolean {
  if (/^[0-9a-f]+$/i.test(run)) return /[0-9]/.test(run) && /[a-f]/i.test(run);
  if (!(/[0-9]/.test(run) && /[A-Z]/.test(run) && /[a-z]/.test(run))) return false;
  let changes = 0;
  for (let at = 1; at < run.length; at += 1) if (classOf(run.charAt(at)) !== classOf(run.charAt(at - 1))) changes += 1;
  return changes / run.length >= 0.35;
}

/** What kind of secret a text looks like, or undefined. References, digests, UUIDs, public keys of age and web addresses are none. */
export function secretShape(text: string): string | undefined {
  const known = shapes.find(([pattern]) => pattern.test(text));
  if (known !== undefined) return known[1];
  if (/^(?:env|file|pkcs11|https?|sha256):/.test(text) || /^age1[0-9a-z]{50,}$/.test(text)) return undefined;
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
  const runs = text.replaceAll(uuid, ' ').match(/[A-Za-z0-9+/_=-]{32,}/g) ?? [];
  return runs.some(looksRandom) ? 'a long random token' : undefined;
}

/** Whether a member of that name usually holds a secret. */
export function isSecretName(name: string): boolean {
  return /^(?:pass(?:word|wd|phrase)?|pwd|(?:client|shared|api)?secret(?:key)?|api-?key|(?:access|refresh|id|bearer|auth)?token|private-?key|credential)$/i.test(
    name.replaceAll(/[_\s]/g, ''),
  );
}

/** Every string of a statement that looks like a literal secret. The text itself is never repeated. */
export function literalSecrets(root: Json): readonly StatementProblem[] {
  const problems: StatementProblem[] = [];
  const open: { readonly value: Json; readonly path: readonly string[] }[] = [{ value: root, path: [] }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { value, path } = step;
    if (typeof value === 'string') {
      const shape = secretShape(value);
      if (shape !== undefined) {
        problems.push({ code: 'STATEMENT_LITERAL_SECRET', pointer: pointerOf(path), message: `this looks like ${shape}`, mend });
      }
    } else if (isObject(value) || Array.isArray(value)) {
      for (const [name, member] of Object.entries(value)) open.push({ value: member, path: [...path, name] });
    }
  }
  return problems;
}

/** A member that may hold a reference only, or whose name says that it holds a secret. */
export function literalSecretAt(pointer: string): StatementProblem {
  return { code: 'STATEMENT_LITERAL_SECRET', pointer, message: 'a secret may only be referred to here, not written out', mend };
}
