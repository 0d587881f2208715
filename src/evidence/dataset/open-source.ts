/**
 * Where octets come from: a file or a stream, in chunks.
 *
 * Room     evidence (floor 3), stage: reading data files.
 */
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { EgifError } from '../../errors.js';

export type DataSource = { readonly file: string; readonly name?: string } | { readonly stream: AsyncIterable<Uint8Array>; readonly name: string };

/** As messages name the source. */
export function nameOf(source: DataSource): string {
  return 'file' in source ? (source.name ?? source.file) : source.name;
}

/** The part of the name that a form can be told from. */
export function suffixOf(source: DataSource): string {
  const name = basename('file' in source ? source.file : source.name).toLowerCase();
  return /\.([a-z0-9]+)$/.exec(name)?.[1] ?? '';
}

function unreadable(file: string, error: unknown): EgifError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new EgifError('FILE_NOT_FOUND', `there is no file ${file}`, { file, mend: 'name an existing file' });
  }
  return new EgifError('FILE_UNREADABLE', `${file} cannot be read (${String(code ?? error)})`, {
    file,
    mend: 'check the rights of the file',
    cause: error,
  });
}

const chunkOctets = 256 * 1024;

async function* fileChunks(file: string, name: string): AsyncGenerator<Buffer> {
  const facts = await stat(file).catch((error: unknown) => {
    throw unreadable(name, error);
  });
  if (facts.isDirectory()) throw new EgifError('FILE_IS_DIRECTORY', `${name} is a folder`, { file: name, mend: 'name a file in it' });
  const handle = await open(file).catch((error: unknown) => {
    throw unreadable(name, error);
  });
  // One buffer for the whole file: readers copy what they hold, and memory stays as flat as the file is long.
  const buffer = Buffer.allocUnsafe(chunkOctets);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, chunkOctets).catch((error: unknown) => {
        throw unreadable(name, error);
      });
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function* streamChunks(stream: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  } catch (error) {
    throw unreadable(name, error);
  }
}

/** The octets of a source in chunks of any size; a chunk is good until the next one is asked for. Errors: FILE_NOT_FOUND, FILE_IS_DIRECTORY, FILE_UNREADABLE. */
export function openSource(source: DataSource): AsyncGenerator<Buffer> {
  return 'file' in source ? fileChunks(source.file, nameOf(source)) : streamChunks(source.stream, source.name);
}
