/**
 * Output files are always whole: written aside, flushed to disk, renamed.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EgifError } from '../errors.js';
import { makeFolder } from './make-folder.js';

/** Writes a file so that it either stands there whole or is not touched. Errors: FILE_NOT_WRITABLE. */
export function writeWhole(file: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  return writeAside(file, mode, (handle) => handle.writeFile(content));
}

/** So many characters are gathered before they are written. */
const batch = 256 * 1024;

/** The same of a text that comes in parts, of which only a few are in memory. What the parts throw is thrown on. Errors: FILE_NOT_WRITABLE. */
export async function writeWholeParts(file: string, parts: AsyncIterable<string>, mode = 0o644): Promise<void> {
  await writeAside(file, mode, async (handle) => {
    let text = '';
    for await (const part of parts) {
      text += part;
      if (text.length < batch) continue;
      await handle.writeFile(text);
      text = '';
    }
    await handle.writeFile(text);
  });
}

/** A device or a pipe is never replaced by a file: who may do so, such as root in a container, would lose `/dev/null`. */
async function demandNoDevice(file: string): Promise<void> {
  const there = await stat(file).catch(() => undefined);
  if (there === undefined || there.isFile()) return;
  throw new EgifError('FILE_NOT_WRITABLE', `${file} is there and no regular file`, {
    file,
    mend: 'name a file; without --out the result is printed',
  });
}

/** Why a file cannot be written; a file that the system does not name has no place. */
export function unwritable(file: string | undefined, cause: unknown): EgifError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const [name, place] = file === undefined ? ['a file', {}] : [file, { file }];
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new EgifError('FILE_NOT_WRITABLE', `${name} cannot be written: the disk is full`, {
      ...place,
      mend: 'make room, and call the same again',
      cause,
    });
  return new EgifError('FILE_NOT_WRITABLE', `${name} cannot be written`, { ...place, mend: 'name a folder that you may write to', cause });
}

async function writeAside(file: string, mode: number, write: (handle: FileHandle) => Promise<void>): Promise<void> {
  const aside = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    await demandNoDevice(file);
    await makeFolder(dirname(file));
    const handle = await open(aside, 'wx', mode);
    try {
      await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(aside, file);
  } catch (cause) {
    await rm(aside, { force: true }).catch(() => undefined);
    if (cause instanceof EgifError) throw cause;
    throw unwritable(file, cause);
  }
}
