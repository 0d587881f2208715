/**
 * Bodies on disk by their digest, so that a run of many answers needs no more memory than one of few.
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

export interface Blobs {
  /** Writes octets unless they stand already; gives their digest. Throws the platform's error. */
  keep(octets: Uint8Array): string;
  /** The octets of a digest. EVIDENCE_MISSING, EVIDENCE_INVALID. */
  read(digest: string): Uint8Array;
}

/** Octets of the bodies that were used last and are kept in memory. */
const memoryBytes = 4 * 1024 * 1024;

/** Where a blob lies below the evidence directory. */
export function blobPath(digest: string): string {
  const hex = digest.slice('sha256:'.length);
  return join('blobs', 'sha256', hex.slice(0, 2), hex);
}

/** Opens the bodies below an evidence directory. */
export function openBlobs(directory: string, files: FileDoor): Blobs {
  const written = new Set<string>();
  const folders = new Set<string>();
  /** The least recently used first. */
  const recent = new Map<string, Uint8Array>();
  let held = 0;

  const remember = (digest: string, given: Uint8Array): void => {
    const known = recent.get(digest);
    // The same array for the same octets, so that what was once read from it is known to be the same.
    const octets = known ?? given;
    if (known !== undefined) held -= known.length;
    recent.delete(digest);
    if (octets.length > memoryBytes / 4) return;
    recent.set(digest, octets);
    held += octets.length;
    for (const [oldest, { length }] of recent) {
      if (held <= memoryBytes) break;
      recent.delete(oldest);
      held -= length;
    }
  };

  return {
    keep(octets) {
      const digest = bodyDigest(octets);
      if (!written.has(digest)) {
        const file = join(directory, blobPath(digest));
        const folder = dirname(file);
        if (!folders.has(folder)) files.makeFolder(folder);
        folders.add(folder);
        files.put(file, octets);
        written.add(digest);
      }
      remember(digest, octets);
      return digest;
    },
    read(digest) {
      const known = recent.get(digest);
      if (known !== undefined) return known;
      const file = join(directory, blobPath(digest));
      let octets: Uint8Array;
      try {
        octets = files.read(file);
      } catch (cause) {
        throw new EgifError('EVIDENCE_MISSING', `the body ${digest} is gone`, {
          file,
          mend: 'leave the run directory alone while a run goes on',
          cause,
        });
      }
      if (sha256(octets) !== digest)
        throw new EgifError('EVIDENCE_INVALID', `the body ${digest} is not what its name says`, { file, mend: 'run again' });
      remember(digest, octets);
      return octets;
    },
  };
}
