/**
 * What the leaves of a log say together: whether each can be read, whether each certificate has one beginning and an unbroken chain of states, and whether the
 * status lists that are shown to the public say the same as the log.
 *
 * Source   the trust design §4 (d): withdrawal only through a logged list and a logged change.
 * Room     attestation (floor 3).
 */
import { Refusal } from '../problem.js';
import { type CertificateState, type LogLeaf, readLogLeaf, type StatusChangeLeaf } from './log-leaf.js';

/** Something that does not hold. */
export interface LogFinding {
  readonly code: string;
  readonly detail: string;
  /** Index of the leaf that it is about. */
  readonly index?: number;
  /** Size of the checkpoint that it is about. */
  readonly size?: number;
}

export interface PlacedLeaf {
  readonly index: number;
  readonly leaf: LogLeaf;
}

/** A status list as the public sees it; whoever reads lists verifies them first. */
export interface ShownStatusList {
  /** Its URL: the `id` of its leaf, and the `list` of changes. */
  readonly id: string;
  /** Digest of the whole signed list, in hexadecimal: the `sha256` of its leaf. */
  readonly sha256: string;
  /** Indexes of the bits that are set. */
  readonly set: ReadonlySet<number>;
  /** Its place in the log, where a proof said so. */
  readonly index?: number;
}

/** Leaves that can be read, and a finding for each that cannot. */
export function readLeaves(entries: readonly Uint8Array[]): { readonly leaves: readonly PlacedLeaf[]; readonly findings: readonly LogFinding[] } {
  const leaves: PlacedLeaf[] = [];
  const findings: LogFinding[] = [];
  for (const [index, entry] of entries.entries()) {
    try {
      leaves.push({ index, leaf: readLogLeaf(entry) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      findings.push({ code: 'LOG_LEAF', detail: error.message, index });
    }
  }
  return { leaves, findings };
}

/** Certificates that begin twice, or whose states do not follow from each other. */
export function auditStates(leaves: readonly PlacedLeaf[]): readonly LogFinding[] {
  const states = new Map<string, CertificateState>();
  const findings: LogFinding[] = [];
  for (const { index, leaf } of leaves) {
    if (leaf.type === 'issue') {
      if (states.has(leaf.id)) findings.push({ code: 'LOG_ISSUED_TWICE', detail: leaf.id, index });
      else states.set(leaf.id, 'valid');
    } else if (leaf.type === 'status-change') {
      const before = states.get(leaf.id);
      if (before !== leaf.from)
        findings.push({ code: 'LOG_STATE_CHAIN', detail: `${leaf.id}: ${before ?? 'never issued'}, not ${leaf.from}`, index });
      else if (before === 'revoked') findings.push({ code: 'LOG_STATE_CHAIN', detail: `${leaf.id}: revoked is the end`, index });
      states.set(leaf.id, leaf.to);
    }
  }
  return findings;
}

type PlacedChange = PlacedLeaf & { readonly leaf: StatusChangeLeaf };
const isChange = (placed: PlacedLeaf): placed is PlacedChange => placed.leaf.type === 'status-change';

/** By the index of a bit the last change of it before a place in the log. */
function lastChanges(changes: readonly PlacedChange[], list: string, before: number): ReadonlyMap<number, PlacedChange> {
  return new Map(changes.filter(({ index, leaf }) => leaf.list === list && index < before).map((placed) => [placed.leaf.index, placed]));
}

interface Looked {
  readonly leaves: readonly PlacedLeaf[];
  readonly changes: readonly PlacedChange[];
  /** Entries that were looked at. */
  readonly size: number;
}

function auditList(list: ShownStatusList, { leaves, changes, size }: Looked): readonly LogFinding[] {
  // a copy of the log that ends before the list says nothing of it
  if (list.index !== undefined && list.index >= size) return [{ code: 'LOG_BEHIND', detail: `${list.id}: entry ${list.index} of ${size}` }];
  const own = leaves.findLast(({ leaf }) => leaf.type === 'status-list' && leaf.id === list.id && leaf.sha256 === list.sha256);
  if (own === undefined) return [{ code: 'STATUS_UNLOGGED', detail: `${list.id} ${list.sha256}` }];
  const last = lastChanges(changes, list.id, own.index);
  const findings: LogFinding[] = [];
  for (const bit of [...list.set].sort((left, right) => left - right)) {
    const change = last.get(bit);
    if (change === undefined || change.leaf.to === 'valid')
      findings.push({ code: 'STATUS_UNEXPLAINED', detail: `${list.id}#${bit}`, index: own.index });
  }
  for (const [bit, { index, leaf }] of last) {
    if (leaf.to !== 'valid' && !list.set.has(bit)) findings.push({ code: 'STATUS_NOT_SHOWN', detail: `${leaf.id}: ${list.id}#${bit}`, index });
  }
  return findings;
}

/** Lists that the log does not know, bits that are set without a logged change, and logged changes that a later list does not show. */
export function auditStatusLists(
  leaves: readonly PlacedLeaf[],
  lists: readonly ShownStatusList[],
  size = (leaves.at(-1)?.index ?? -1) + 1,
): readonly LogFinding[] {
  const changes = leaves.filter(isChange);
  return lists.flatMap((list) => auditList(list, { leaves, changes, size }));
}

/** Whether a leaf is about a service. */
export const isAbout = ({ leaf }: PlacedLeaf, service: string): boolean => 'service' in leaf && leaf.service === service;
