/**
 * Short bodies of a run, one after the other in one file that only grows: a file of its own for each costs more than the exchange that it came with.
 *
 * `blobs/pack` in the evidence directory. Each body stands behind a line with its digest and its length in octets, and is followed by a line feed;
 * each digest stands there once. The index is made by reading the lines, so that nothing but the file itself can be wrong. A torn end is that of an
 * answer which nobody had yet seen.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { join } from 'node:path';
import { openColumn } from './column.js';
import { type DigestTable, openDigestTable } from './digest-table.js';
import type { FileDoor } from './file-door.js';

/** Bodies from this size on, in octets, have a file of their own. */
export const packedBelow = 64 * 1024;

/** Where the pack lies below the evidence directory. */
export const packPath = join('blobs', 'pack');

const lineFeed = 0x0a;
/** `sha256:`, 64 digits, a space, up to five digits, a line feed. */
const longestHead = 7 + 64 + 1 + 5 + 1;
const headForm = /^sha256:[0-9a-f]{64} (?:0|[1-9][0-9]{0,4})\n$/;

/** Where the bodies of a pack stand. */
export interface PackIndex {
  /** Distinct bodies. */
  readonly bodies: number;
  /** Octets of the whole bodies with their heads; what stands behind them is torn. */
  readonly size: number;
  /** Where a body stands, in octets; undefined where it is not in the pack. */
  place(digest: string): { readonly start: number; readonly length: number } | undefined;
}

interface Growing extends PackIndex {
  note(digest: string, start: number, length: number): void;
}

function openIndex(): Growing {
  const table: DigestTable = openDigestTable();
  const starts = openColumn();
  const lengths = openColumn();
  let size = 0;
  return {
    get bodies() {
      return table.size;
    },
    get size() {
      return size;
    },
    place(digest) {
      const number = table.find(digest);
      return number < 0 ? undefined : { start: starts.get(number), length: lengths.get(number) };
    },
    note(digest, start, length) {
      const number = table.put(digest);
      starts.set(number, start);
      lengths.set(number, length);
      size = start + length + 1;
    },
  };
}

/** The head of a body, as it stands before it. */
const headOf = (digest: string, length: number): string => `${digest} ${length}\n`;

/** The index of a pack. `read` gives so many octets from a place on, fewer where the file ends before. */
function indexPack(read: (start: number, length: number) => Uint8Array): Growing {
  const index = openIndex();
  for (;;) {
    const start = index.size;
    const part = Buffer.from(read(start, longestHead));
    const head = part.toString('latin1', 0, part.indexOf(lineFeed) + 1);
    if (!headForm.test(head)) return index;
    const length = Number(head.slice(head.indexOf(' ') + 1, -1));
    const [end] = read(start + head.length + length, 1);
    if (end !== lineFeed) return index;
    index.note(head.slice(0, head.indexOf(' ')), start + head.length, length);
  }
}

/** The index of a pack that is in memory. */
export const indexOfPack = (octets: Uint8Array): PackIndex => indexPack((start, length) => octets.subarray(start, start + length));

export interface Pack extends Pick<PackIndex, 'place'> {
  /** Appends a body unless it stands there. Throws the platform's error. */
  keep(digest: string, octets: Uint8Array): void;
  close(): void;
}

/** Opens the pack below an evidence directory; what it holds stays where a run is continued. The file is made with the first body. */
export function openPack(directory: string, files: FileDoor, resume: boolean): Pack {
  const file = join(directory, packPath);
  const continued = resume && files.isThere(file);
  if (!continued) files.remove(file);
  const index = continued ? indexPack((start, length) => files.readPart(file, start, length)) : openIndex();
  // A torn end goes at once.
  let appender = continued ? files.grow(file, index.size) : undefined;
  return {
    place: (digest) => index.place(digest),
    keep(digest, octets) {
      if (index.place(digest) !== undefined) return;
      appender ??= files.grow(file, index.size);
      const head = headOf(digest, octets.length);
      const start = index.size + head.length;
      appender.append(Buffer.concat([Buffer.from(head, 'latin1'), octets, Buffer.of(lineFeed)]));
      index.note(digest, start, octets.length);
    },
    close() {
      appender?.close();
      appender = undefined;
    },
  };
}
