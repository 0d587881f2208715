/**
 * The files of a run while it goes on, behind one door, so that a full disk can be tried without one.
 *
 * Everything is synchronous on purpose: what is answered stands in the file before anyone judges it, and a line or a small file costs less so than
 * a round through the thread pool.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';

/** Evidence is for its owner alone. */
export const ownerOnly = 0o600;

/** A file that only grows. */
export interface Appender {
  /** Appends the whole or nothing. Throws the platform's error. */
  append(content: Uint8Array): void;
  close(): void;
}

/** What a run does with files before its end. Every function throws the platform's error. */
export interface FileDoor {
  makeFolder(folder: string): void;
  /** Whole under its name, or absent. */
  put(file: string, octets: Uint8Array): void;
  /** Opens a file for growing after its first `keep` octets; the rest goes. */
  grow(file: string, keep: number): Appender;
  read(file: string): Uint8Array;
  /** So many octets from a place on; fewer where the file ends before. */
  readPart(file: string, start: number, length: number): Uint8Array;
  isThere(file: string): boolean;
  remove(file: string): void;
}

/** The platform's files. */
export const platformFiles: FileDoor = {
  makeFolder: (folder) => void mkdirSync(folder, { recursive: true }),
  put(file, octets) {
    const aside = `${file}.part`;
    try {
      writeFileSync(aside, octets, { mode: ownerOnly });
      renameSync(aside, file);
    } catch (error) {
      rmSync(aside, { force: true });
      throw error;
    }
  },
  grow(file, keep) {
    const descriptor = openSync(file, 'a', ownerOnly);
    ftruncateSync(descriptor, keep);
    let size = keep;
    return {
      append(octets) {
        try {
          for (let written = 0; written < octets.length; ) written += writeSync(descriptor, octets, written);
          size += octets.length;
        } catch (error) {
          ftruncateSync(descriptor, size);
          throw error;
        }
      },
      close: () => closeSync(descriptor),
    };
  },
  read(file) {
    const { buffer, byteOffset, length } = readFileSync(file);
    return new Uint8Array(buffer, byteOffset, length);
  },
  readPart(file, start, length) {
    const descriptor = openSync(file, 'r');
    try {
      const octets = new Uint8Array(length);
      const read = readSync(descriptor, octets, 0, length, start);
      return octets.subarray(0, read);
    } finally {
      closeSync(descriptor);
    }
  },
  isThere: (file) => existsSync(file),
  remove: (file) => rmSync(file, { force: true }),
};
