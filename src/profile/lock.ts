/**
 * The lock: the digests of everything that decides a verdict, written once and compared before a run.
 *
 * Source   catalogue §4.1 rule 6 (pinning).
 * Room     profile (floor 3).
 */
import type { Lock, LockedFile } from '../contract/documents.js';
import { EgifError, EgifProblems } from '../errors.js';

/** What is pinned. A profile's `flattened` is the digest of its resolved form. */
export interface LockInput {
  readonly tool: { readonly name: string; readonly version: string };
  readonly catalogue: LockedFile;
  readonly profiles: readonly LockedFile[];
  readonly rulesets: readonly LockedFile[];
  readonly codelists: readonly LockedFile[];
  readonly vocabularies?: readonly LockedFile[];
  readonly trustLists?: readonly LockedFile[];
}

const kinds = ['profiles', 'rulesets', 'codelists', 'vocabularies', 'trustLists'] satisfies readonly (keyof LockInput)[];

function pinned({ ref, digest, flattened }: LockedFile): LockedFile {
  return flattened === undefined ? { ref, digest } : { ref, digest, flattened };
}

function byRef(files: readonly LockedFile[]): readonly LockedFile[] {
  return files.map(pinned).sort((a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0));
}

/** The lock of what is given, in a stable order. */
export function makeLock({ tool, catalogue, profiles, rulesets, codelists, vocabularies = [], trustLists = [] }: LockInput): Lock {
  return {
    egif: 'lock/v1',
    tool: { name: tool.name, version: tool.version },
    catalogue: pinned(catalogue),
    profiles: byRef(profiles),
    rulesets: byRef(rulesets),
    codelists: byRef(codelists),
    vocabularies: byRef(vocabularies),
    ...(trustLists.length === 0 ? {} : { trustLists: byRef(trustLists) }),
  };
}

function* differences(kind: string, locked: readonly LockedFile[], present: readonly LockedFile[]): Generator<string> {
  const now = new Map(present.map((file) => [file.ref, file]));
  for (const { ref, digest, flattened } of locked) {
    const file = now.get(ref);
    now.delete(ref);
    if (file === undefined) yield `${kind}: ${ref} is locked but not present`;
    else if (file.digest !== digest) yield `${kind}: ${ref} has changed (locked ${digest}, present ${file.digest})`;
    else if (file.flattened !== flattened) {
      yield `${kind}: ${ref} resolves differently (locked ${flattened ?? 'without it'}, present ${file.flattened ?? 'without it'})`;
    }
  }
  for (const ref of now.keys()) yield `${kind}: ${ref} is present but not locked`;
}

/** Throws LOCK_MISMATCH naming each reference that differs between a lock and what is present; the tool counts too. */
export function verifyLock(lock: Lock, present: LockInput): void {
  const messages = [...differences('catalogue', [lock.catalogue], [present.catalogue])];
  for (const kind of kinds) messages.push(...differences(kind, lock[kind] ?? [], present[kind] ?? []));
  const [locked, running] = [`${lock.tool.name}@${lock.tool.version}`, `${present.tool.name}@${present.tool.version}`];
  if (locked !== running) messages.push(`tool: locked ${locked}, running ${running}`);
  if (messages.length === 0) return;
  const mend = 'restore what was locked, or write a new lock';
  throw new EgifProblems(messages.map((message) => new EgifError('LOCK_MISMATCH', message, { mend })));
}
