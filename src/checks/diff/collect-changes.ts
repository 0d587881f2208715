/**
 * Gathers the changes that a comparison tells of: each once, up to the limit of what tells anything new, until the counted work is spent.
 *
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import type { Change } from './change.js';
import type { Tell } from './comparison.js';
import { maxChanges, WorkSpent } from './source.js';

/** `complete` is false where the limit of changes or of work ended the comparison. */
export function collectChanges(compare: (tell: Tell) => void): { readonly changes: readonly Change[]; readonly complete: boolean } {
  const changes: Change[] = [];
  const told = new Set<string>();
  const tell: Tell = (change) => {
    const { kind, direction, breaking, old, new: now, before, after } = change;
    const key = JSON.stringify([kind, direction, breaking, old, now, before, after]);
    if (told.has(key)) return;
    if (changes.length >= maxChanges) throw new WorkSpent('more changes than are told of');
    told.add(key);
    changes.push(change);
  };
  try {
    compare(tell);
    return { changes, complete: true };
  } catch (error) {
    if (!(error instanceof WorkSpent)) throw error;
    return { changes, complete: false };
  }
}
