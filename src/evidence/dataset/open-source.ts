/**
 * Where octets come from: a file or a stream, in chunks.
 *
 * Room     evidence (floor 3), stage: reading data files.
 */
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileError } from '../../contract/load-document.js';
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

const chunkOctets = 256 * 1024;

async function* fileChunks(file: string, name: string): AsyncGenerator<Buffer> {
  const facts = await stat(file).catch((error: unknown) => {
    throw fileError(name, error);
  });
  if (facts.isDirectory()) throw new EgifError('FILE_IS_DIRECTORY', `${name} is a folder`, { file: name, mend: 'name a file in it' });
  const handle = await open(file).catch((error: unknown) => {
    throw fileError(name, error);
  });
  // One buffer for the whole file: readers copy what they hold, and memory stays as flat as the file is long.
  const buffer = Buffer.allocUnsafe(chunkOctets);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, chunkOctets).catch((error: unknown) => {
        throw fileError(name, error);
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
    throw fileError(name, error);
  }
}

/** The octets of a source in chunks of any size; a chunk is good until the next one is asked for. Errors: FILE_NOT_FOUND, FILE_IS_DIRECTORY, FILE_UNREADABLE. */
export function openSource(source: DataSource): AsyncGenerator<Buffer> {
  return 'file' in source ? fileChunks(source.file, nameOf(source)) : streamChunks(source.stream, source.name);
}
