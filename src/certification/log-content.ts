/**
 * What a folder of a log holds: its own entries, or those of the published files where it is a copy.
 *
 * Room     certification (floor 4).
 */
import { join } from 'node:path';
import { writeLogProof } from '../attestation/log/log-proof.js';
import { leafHashOf } from '../attestation/log/merkle-tree.js';
import { readBundle, tilePath, tilesBetween } from '../attestation/log/tiles.js';
import { createTreeHashes, type TreeHashes } from '../attestation/log/tree-hashes.js';
import { inclusionProof } from '../attestation/log/tree-proof.js';
import { verifyWitnessedCheckpoint, type WitnessedCheckpoint } from '../attestation/log/witnessed-checkpoint.js';
import { Refusal } from '../attestation/problem.js';
import type { LogConfig } from './log-config.js';
import { readEntries } from './log-entries.js';
import { logPlaces, readIfThere } from './log-files.js';
import { asDamage, checkpointAsOf, firstCheckpointOver } from './log-history.js';

export interface LogView {
  readonly directory: string;
  readonly config: LogConfig;
  /** Milliseconds: now. */
  readonly now: number;
}

export interface LogContent {
  readonly entries: readonly Uint8Array[];
  readonly tree: TreeHashes;
  /** Octets after the last whole record. */
  readonly torn: number;
}

/** By how much a witness’s clock may be ahead, in milliseconds. */
export const maxSkewMs = 5 * 60 * 1000;

/** The published checkpoint with its quorum; undefined where nothing is published. Refusals: LOG_*. */
export async function publishedCheckpoint({ directory, config, now }: LogView): Promise<WitnessedCheckpoint | undefined> {
  const octets = await readIfThere(join(directory, logPlaces.published));
  return octets === undefined ? undefined : verifyWitnessedCheckpoint(octets, config.policy, { ...config, at: now, maxSkewMs });
}

async function bundledEntries(directory: string, size: number): Promise<readonly Uint8Array[]> {
  const entries: Uint8Array[] = [];
  for (const tile of tilesBetween(0, size).filter(({ level }) => level === 'entries')) {
    const whole = await readIfThere(join(directory, tilePath(tile)));
    const found = whole === undefined ? undefined : readBundle(whole);
    if (found === undefined || found.length !== tile.width) break;
    entries.push(...found);
  }
  return entries;
}

/** The entries of the log itself, or of a copy that has the published files alone. */
export async function contentOf(view: LogView): Promise<LogContent> {
  const file = await readIfThere(join(view.directory, logPlaces.entries));
  const tree = createTreeHashes();
  if (file !== undefined) {
    const { entries, hashes, torn } = readEntries(file);
    for (const hash of hashes) tree.append(hash);
    return { entries, tree, torn: torn.length };
  }
  const size = await publishedCheckpoint(view).then(
    (checkpoint) => checkpoint?.size ?? 0,
    (error: unknown) => {
      if (error instanceof Refusal) return 0;
      throw error;
    },
  );
  const entries = await bundledEntries(view.directory, size);
  for (const entry of entries) tree.append(leafHashOf(entry));
  return { entries, tree, torn: 0 };
}

/** The oldest seen checkpoint over an entry, or the newest at an instant; the same as the writer’s, without its lock and its key. */
export async function proveEntry(view: LogView, index: number, asOf?: number): Promise<string | undefined> {
  const { directory, config } = view;
  const kept = asOf === undefined ? await firstCheckpointOver(directory, config, index) : await checkpointAsOf(directory, config, asOf);
  const octets = kept?.octets ?? (asOf === undefined ? await readIfThere(join(directory, logPlaces.published)) : undefined);
  const size = kept?.size ?? (octets === undefined ? 0 : ((await asDamage(directory, () => publishedCheckpoint(view)))?.size ?? 0));
  const { tree } = await contentOf(view);
  if (octets === undefined || index >= size || size > tree.size()) return undefined;
  return writeLogProof({ index, hashes: inclusionProof(index, size, tree.nodeAt), checkpoint: octets });
}
