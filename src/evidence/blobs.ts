/**
 * Bodies on disk by their digest, so that a run of many answers needs no more memory than one of few: the short ones in one pack, each long one in a
 * file of its own.
 *
 * A body that was written is read again where somebody still looks at it, and only if it is what its name says: a verdict never rests on anything
 * that is not in the evidence.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { dirname, join } from 'node:path';
import { sha256 } from '../contract/canonical.js';
import { EgifError } from '../errors.js';
import { bodyDigest } from './body-digest.js';
import type { FileDoor } from './file-door.js';
import { openPack, packedBelow, packPath } from './pack.js';

export interface Blobs {
  /** Writes octets unless they stand already; gives their digest. Throws the platform's error. */
  keep(octets: Uint8Array): string;
  /** The octets of a digest. EVIDENCE_MISSING, EVIDENCE_INVALID. */
  read(digest: string): Uint8Array;
  /** The file that a body stands in, below the evidence directory. */
  path(digest: string): string;
  close(): void;
}

/** Octets of the bodies that were used last and are kept in memory. */
const memoryBytes = 4 * 1024 * 1024;
/** What holding one costs beside its octets, about. */
const recentOverhead = 512;

/** Where a blob lies below the evidence directory. */
export function blobPath(digest: string): string {
  const hex = digest.slice('sha256:'.length);
  return join('blobs', 'sha256', hex.slice(0, 2), hex);
}

/** Opens the bodies below an evidence directory; `resume` keeps those of an earlier part of the run. */
export function openBlobs(directory: string, files: FileDoor, resume: boolean): Blobs {
  const pack = openPack(directory, files, resume);
  /** Of bodies in files of their own. */
  const written = new Set<string>();
  const folders = new Set<string>();
  /** The least recently used first. */
  const recent = new Map<string, Uint8Array>();
  let held = 0;

  const remember = (digest: string, given: Uint8Array): void => {
    const known = recent.get(digest);
    // The same array for the same octets, so that what was once read from it is known to be the same.
    const octets = known ?? given;
    if (known !== undefined) held -= known.length + recentOverhead;
    recent.delete(digest);
    if (octets.length > memoryBytes / 4) return;
    recent.set(digest, octets);
    held += octets.length + recentOverhead;
    for (const [oldest, { length }] of recent) {
      if (held <= memoryBytes) break;
      recent.delete(oldest);
      held -= length + recentOverhead;
    }
  };
  const makeFolder = (folder: string): void => {
    if (!folders.has(folder)) files.makeFolder(folder);
    folders.add(folder);
  };
  const keepApart = (digest: string, octets: Uint8Array): void => {
    if (written.has(digest)) return;
    const file = join(directory, blobPath(digest));
    makeFolder(dirname(file));
    files.put(file, octets);
    written.add(digest);
  };
  /** The octets as they stand on disk, and where. */
  const stored = (digest: string): { readonly file: string; readonly octets: Uint8Array } => {
    const place = pack.place(digest);
    const file = join(directory, place === undefined ? blobPath(digest) : packPath);
    try {
      return { file, octets: place === undefined ? files.read(file) : files.readPart(file, place.start, place.length) };
    } catch (cause) {
      throw new EgifError('EVIDENCE_MISSING', `the body ${digest} is gone`, {
        file,
        mend: 'leave the run directory alone while a run goes on',
        cause,
      });
    }
  };

  return {
    keep(octets) {
      const digest = bodyDigest(octets);
      if (octets.length >= packedBelow) keepApart(digest, octets);
      else {
        makeFolder(join(directory, dirname(packPath)));
        pack.keep(digest, octets);
      }
      remember(digest, octets);
      return digest;
    },
    read(digest) {
      const known = recent.get(digest);
      if (known !== undefined) return known;
      const { file, octets } = stored(digest);
      if (sha256(octets) !== digest)
        throw new EgifError('EVIDENCE_INVALID', `the body ${digest} is not what its name says`, { file, mend: 'run again' });
      remember(digest, octets);
      return octets;
    },
    path: (digest) => (pack.place(digest) === undefined ? blobPath(digest) : packPath),
    close: () => pack.close(),
  };
}
