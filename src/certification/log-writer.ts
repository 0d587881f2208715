/**
 * The writer of a transparency log: one process, entries first, then tiles, then the signed checkpoint, then the witnesses, then the public.
 *
 * What is promised is on disk: an index is given when its entry is flushed; a checkpoint is kept before anybody sees it, and for one size there is never a second
 * root; nothing is published that a quorum of witnesses has not signed.
 *
 * Source   C2SP tlog-tiles, tlog-checkpoint “Signatures”; the trust design §4.
 * Room     certification (floor 4).
 */
import { join } from 'node:path';
import { writeCheckpoint } from '../attestation/log/checkpoint.js';
import { writeLogProof } from '../attestation/log/log-proof.js';
import { leafHashOf } from '../attestation/log/merkle-tree.js';
import { type NoteKey, signNote, verifierOf } from '../attestation/log/note-signer.js';
import { writeNote } from '../attestation/log/note-text.js';
import { bundleOctets, tileOctets, tilePath, tilesBetween, tileWidth } from '../attestation/log/tiles.js';
import { createTreeHashes, type TreeHashes } from '../attestation/log/tree-hashes.js';
import { consistencyProof, inclusionProof, rootOfSize } from '../attestation/log/tree-proof.js';
import { EgifError } from '../errors.js';
import { type LogConfig, readLogConfig } from './log-config.js';
import { maxEntryBytes, openEntries, type EntriesFile } from './log-entries.js';
import { checkpointFile, logPlaces, readIfThere, sizesIn, writeDurable } from './log-files.js';
import { asDamage, checkpointAsOf, firstCheckpointOver, signedCheckpoint, type KeptCheckpoint } from './log-history.js';
import { type FolderLock, lockFolder } from './log-lock.js';
import { type AskWitness, collectCosignatures, type WitnessAnswer } from './log-witnesses.js';

export interface Publication {
  readonly size: number;
  /** `published`: a quorum has signed. `waiting`: not yet; the public still has the one before. */
  readonly state: 'published' | 'waiting';
  /** Text of the note with the cosignatures that came. */
  readonly checkpoint: string;
  readonly answers: readonly WitnessAnswer[];
}

export interface LogWriter {
  readonly config: LogConfig;
  /** Number of entries on disk. */
  size(): number;
  /** Index of the first of these entries, given when all are on disk. Errors: LOG_ENTRY_SIZE. */
  append(entries: readonly Uint8Array[]): Promise<number>;
  /** Signs the tree as it is and keeps it, unseen by the public. Errors: LOG_TWO_ROOTS. */
  sign(): Promise<KeptCheckpoint>;
  /** Signs, asks the witnesses, and publishes where a quorum signed. Errors: LOG_TWO_ROOTS. */
  publish(ask: AskWitness): Promise<Publication>;
  /** Text of a proof against the oldest seen checkpoint that holds the entry, or the newest at an instant (ms); undefined while witnesses are awaited. */
  prove(index: number, at?: number): Promise<string | undefined>;
  close(): Promise<void>;
}

interface Parts {
  readonly directory: string;
  readonly key: NoteKey;
  readonly clock: () => Date;
  readonly config: LogConfig;
  readonly file: EntriesFile;
  readonly tree: TreeHashes;
  /** Entries from `firstKept` on: those of the last tile that is not full. */
  kept: Uint8Array[];
  firstKept: number;
  sealedSize: number;
}

function rootOf({ tree }: Parts, size: number): Buffer {
  return Buffer.from(rootOfSize(size, tree.nodeAt));
}

/** Tiles of a size, each whole on disk before a checkpoint names them. */
async function writeTiles(parts: Parts, size: number): Promise<void> {
  for (const tile of tilesBetween(parts.sealedSize, size)) {
    const from = tile.index * tileWidth - parts.firstKept;
    const octets =
      tile.level === 'entries' ? bundleOctets(parts.kept.slice(from, from + tile.width)) : tileOctets(tile.level, tile, parts.tree.nodeAt);
    await writeDurable(join(parts.directory, tilePath(tile)), octets);
  }
}

function letGo(parts: Parts, size: number): void {
  const firstWanted = Math.floor(size / tileWidth) * tileWidth;
  parts.kept = parts.kept.slice(firstWanted - parts.firstKept);
  parts.firstKept = firstWanted;
  parts.sealedSize = size;
}

async function sign(parts: Parts): Promise<KeptCheckpoint> {
  const { directory, config, key } = parts;
  const size = parts.tree.size();
  const root = rootOf(parts, size);
  const file = checkpointFile(directory, 'signed', size);
  if ((await readIfThere(file)) !== undefined) {
    const kept = await asDamage(directory, () => signedCheckpoint(directory, config, size));
    if (root.equals(kept.root)) return kept;
    throw new EgifError('LOG_TWO_ROOTS', `${directory}: another root of ${size} entries is signed already`, {
      file,
      mend: 'never sign again over changed entries; restore the folder from a copy',
    });
  }
  await writeTiles(parts, size);
  const text = writeCheckpoint({ origin: config.origin, size, root });
  await writeDurable(file, writeNote({ text, signatures: [await signNote(key, text)] }));
  letGo(parts, size);
  return asDamage(directory, () => signedCheckpoint(directory, config, size));
}

async function publish(parts: Parts, ask: AskWitness): Promise<Publication> {
  const { directory, config, tree } = parts;
  const kept = await sign(parts);
  const newest = (await sizesIn(directory, 'witnessed')).at(-1) ?? 0;
  const collected = await collectCosignatures({
    text: kept.note.text,
    signed: kept.octets.toString('utf8'),
    size: kept.size,
    policy: config.policy,
    lastSeen: newest,
    proofFrom: (oldSize) => consistencyProof(oldSize, kept.size, tree.nodeAt),
    at: parts.clock().getTime(),
    ask,
  });
  const checkpoint = writeNote({ text: kept.note.text, signatures: [...kept.note.signatures, ...collected.signatures] });
  const { size } = kept;
  const { answers } = collected;
  if (!collected.isQuorum) return { size, state: 'waiting', checkpoint, answers };
  const file = checkpointFile(directory, 'witnessed', size);
  // the first seen stays: its time is the nearest to the entries’
  if ((await readIfThere(file)) === undefined) await writeDurable(file, checkpoint);
  await writeDurable(join(directory, logPlaces.published), (await readIfThere(file)) ?? checkpoint);
  return { size, state: 'published', checkpoint, answers };
}

async function prove({ directory, config, tree }: Parts, index: number, at: number | undefined): Promise<string | undefined> {
  const seen = at === undefined ? await firstCheckpointOver(directory, config, index) : await checkpointAsOf(directory, config, at);
  if (seen === undefined || index >= seen.size) return undefined;
  return writeLogProof({ index, hashes: inclusionProof(index, seen.size, tree.nodeAt), checkpoint: seen.octets });
}

function damaged(directory: string, trouble: string): EgifError {
  return new EgifError('LOG_DAMAGED', `${directory}: ${trouble}`, {
    file: directory,
    mend: 'run egif log fsck, and restore the folder from a copy',
  });
}

async function openParts({ directory, key, clock }: WriterOptions): Promise<Parts> {
  const config = await readLogConfig(directory);
  if (verifierOf(key, 'ed25519').id !== config.vkey.id || !Buffer.from(key.publicKey).equals(config.vkey.publicKey))
    throw new EgifError('KEY_MISMATCH', `the key is not that of the log in ${directory}`, { file: directory, mend: 'name the key of the log' });
  const sealedSize = (await sizesIn(directory, 'signed')).at(-1) ?? 0;
  const file = await openEntries(directory, ({ entries }) => {
    if (entries.length < sealedSize) throw damaged(directory, `a checkpoint of ${sealedSize} entries is signed, and ${entries.length} are whole`);
  });
  const tree = createTreeHashes();
  for (const hash of file.found.hashes) tree.append(hash);
  const firstKept = Math.floor(sealedSize / tileWidth) * tileWidth;
  const kept = file.found.entries.slice(firstKept).map((entry) => Uint8Array.from(entry));
  const parts: Parts = { directory, key, clock, config, tree, file, kept, firstKept, sealedSize };
  if (sealedSize > 0) {
    const newest = await asDamage(directory, () => signedCheckpoint(directory, config, sealedSize));
    if (!rootOf(parts, sealedSize).equals(newest.root)) {
      await file.close();
      throw damaged(directory, `the entries do not have the root that was signed for ${sealedSize}`);
    }
  }
  return parts;
}

/** Runs works one after the other. */
function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

export interface WriterOptions {
  readonly directory: string;
  /** The key of the log. */
  readonly key: NoteKey;
  readonly clock: () => Date;
}

/** Opens a log for writing. Errors: FILE_*, LOG_CONFIG, LOG_BUSY, LOG_DAMAGED, KEY_MISMATCH. */
export async function openLog(options: WriterOptions): Promise<LogWriter> {
  const lock: FolderLock = await lockFolder(options.directory, options.clock());
  const parts = await openParts(options).catch(async (error: unknown) => {
    await lock.release();
    throw error;
  });
  const turn = inTurn();
  let reserved = parts.tree.size();
  return {
    config: parts.config,
    size: () => parts.tree.size(),
    async append(entries) {
      const tooLong = entries.find(({ length }) => length > maxEntryBytes);
      if (tooLong !== undefined)
        throw new EgifError('LOG_ENTRY_SIZE', `an entry has ${tooLong.length} bytes; the limit is ${maxEntryBytes}`, { mend: 'log its digest' });
      const first = reserved;
      reserved += entries.length;
      const hashes = entries.map(leafHashOf);
      await parts.file.append(entries);
      for (const hash of hashes) parts.tree.append(hash);
      parts.kept.push(...entries);
      return first;
    },
    sign: () => turn(() => sign(parts)),
    publish: (ask) => turn(() => publish(parts, ask)),
    prove: (index, at) => prove(parts, index, at),
    close: () =>
      turn(async () => {
        await parts.file.close();
        await lock.release();
      }),
  };
}
