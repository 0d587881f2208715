/**
 * What a change between two contracts is as a finding.
 *
 * Room     checks (floor 3). Imported by the checks that compare a contract with the one that was certified before it.
 */
import type { LoadedDocument } from '../../contract/api-model.js';
import type { Finding } from '../../contract/documents.js';
import type { Change } from './change.js';

/** More findings than this tell an agency nothing new. */
export const mostChangeFindings = 500;

const shownChanges = 5;

/** The finding of a change, at its place in the contract, or in the previous one where it is gone. */
export function findingOfChange(
  change: Change,
  code: string,
  { previous, contract }: Readonly<Record<'previous' | 'contract', LoadedDocument>>,
): Finding {
  const [holder, pointer] = change.new === undefined ? [previous, change.old ?? ''] : [contract, change.new];
  return {
    code,
    at: `${holder.file}#${pointer}`,
    ...holder.position(pointer),
    got: change.after ?? 'absent',
    want: change.before ?? 'absent',
    detail: `${change.where}: ${change.kind}${change.direction === 'neither' ? '' : `, ${change.direction}`}`,
  };
}

/** The first changes in a line, for a cause. */
export const listedChanges = (changes: readonly Change[]): string =>
  changes
    .slice(0, shownChanges)
    .map(({ kind, where, old, new: now }) => `${where}: ${kind} at ${now ?? old ?? ''}`)
    .join('; ') + (changes.length > shownChanges ? `; and ${changes.length - shownChanges} more` : '');
