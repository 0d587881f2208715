/**
 * Bounded reading of one file, and what is said of one that cannot be read. Apart from what is made of it, so that it costs nothing to say so.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import { readFile, stat } from 'node:fs/promises';
import { EgifError } from '../errors.js';

/** What is said of a file that cannot be opened: FILE_NOT_FOUND or FILE_UNREADABLE. */
export function fileError(file: string, error: unknown): EgifError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new EgifError('FILE_NOT_FOUND', `there is no file ${file}`, { file, mend: 'name an existing file' });
  }
  if (code === 'ELOOP') {
    return new EgifError('FILE_UNREADABLE', `${file} is a link that leads back to itself`, { file, mend: 'name the file itself', cause: error });
  }
  return new EgifError('FILE_UNREADABLE', `${file} cannot be read (${String(code ?? error)})`, {
    file,
    mend: 'check the rights of the file',
    cause: error,
  });
}

/** The octets of a file, or a coded error: absent, a folder, empty, too large. */
export async function readBounded(file: string, maxBytes: number): Promise<Buffer> {
  const facts = await stat(file).catch((error: unknown) => {
    throw fileError(file, error);
  });
  if (facts.isDirectory()) throw new EgifError('FILE_IS_DIRECTORY', `${file} is a folder`, { file, mend: 'name a file in it' });
  if (!facts.isFile()) throw new EgifError('FILE_UNREADABLE', `${file} is no regular file`, { file, mend: 'name a regular file' });
  if (facts.size > maxBytes) {
    throw new EgifError('FILE_TOO_LARGE', `${file} has ${facts.size} bytes; the limit is ${maxBytes}`, { file, mend: 'split the file' });
  }
  const octets = await readFile(file).catch((error: unknown) => {
    throw fileError(file, error);
  });
  if (octets.length > maxBytes)
    throw new EgifError('FILE_TOO_LARGE', `${file} grew over ${maxBytes} bytes while it was read`, { file, mend: 'split the file' });
  return octets;
}
