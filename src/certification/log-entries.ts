/**
 * The entries of a log: one file that only grows, the truth from which tiles and roots are made again.
 *
 * A record is the length of the entry in two octets (the higher first), the entry, and the first eight octets of its leaf hash. What is acknowledged is on
 * disk. A record that a dying process left unfinished was never acknowledged: it is set aside beside the file, not thrown away.
 *
 * Room     certification (floor 4).
 */
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { leafHashOf } from '../attestation/log/merkle-tree.js';
import { logPlaces, readIfThere, syncFolder, writeDurable } from './log-files.js';

const lengthBytes = 2;
const checkBytes = 8;
export const maxEntryBytes = 0xffff;

export interface ReadEntries {
  readonly entries: readonly Uint8Array[];
  readonly hashes: readonly Buffer[];
  /** Octets of whole records. */
  readonly end: number;
  /** What follows them and is no whole record. */
  readonly torn: Uint8Array;
}

/** Reads records up to the first that is not whole. */
export function readEntries(octets: Buffer): ReadEntries {
  const entries: Uint8Array[] = [];
  const hashes: Buffer[] = [];
  let at = 0;
  while (at + lengthBytes <= octets.length) {
    const from = at + lengthBytes;
    const to = from + octets.readUInt16BE(at);
    if (to + checkBytes > octets.length) break;
    const entry = octets.subarray(from, to);
    const hash = leafHashOf(entry);
    if (hash.compare(octets, to, to + checkBytes, 0, checkBytes) !== 0) break;
    entries.push(entry);
    hashes.push(hash);
    at = to + checkBytes;
  }
  return { entries, hashes, end: at, torn: octets.subarray(at) };
}

function recordOf(entry: Uint8Array): Buffer {
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt16BE(entry.length);
  return Buffer.concat([length, entry, leafHashOf(entry).subarray(0, checkBytes)]);
}

export interface EntriesFile {
  readonly found: ReadEntries;
  /** Resolves when every entry is on disk. Entries handed in meanwhile share one flush. */
  append(entries: readonly Uint8Array[]): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  readonly octets: Buffer;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Writes what waits, again and again, with one flush each time. A write that failed leaves the file unknown: all later ones fail too. */
function appender(handle: FileHandle): (octets: Buffer) => Promise<void> {
  let waiting: Waiting[] = [];
  let running = false;
  let broken: unknown;
  const drain = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        if (broken !== undefined) throw broken;
        await handle.appendFile(Buffer.concat(batch.map(({ octets }) => octets)));
        await handle.datasync();
        for (const { done } of batch) done();
      } catch (error) {
        broken = error;
        for (const { failed } of batch) failed(error);
      }
    }
    running = false;
  };
  return (octets) =>
    new Promise((done, failed) => {
      waiting.push({ octets, done, failed });
      if (!running) void drain();
    });
}

/** Opens the file of entries, made where there is none; `demandWhole` sees what is whole, and may refuse, before anything is cut off. */
export async function openEntries(directory: string, demandWhole: (found: ReadEntries) => void): Promise<EntriesFile> {
  const file = join(directory, logPlaces.entries);
  const found = readEntries((await readIfThere(file)) ?? Buffer.alloc(0));
  demandWhole(found);
  if (found.torn.length > 0) await writeDurable(`${file}.torn-${found.end}-${leafHashOf(found.torn).toString('hex').slice(0, 8)}`, found.torn);
  const handle = await open(file, 'a', 0o644);
  try {
    if (found.torn.length > 0) {
      await handle.truncate(found.end);
      await handle.sync();
    }
    await syncFolder(directory);
  } catch (error) {
    await handle.close();
    throw error;
  }
  const append = appender(handle);
  return {
    found,
    append: (entries) => append(Buffer.concat(entries.map(recordOf))),
    close: () => handle.close(),
  };
}
