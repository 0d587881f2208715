/**
 * One round of `egif lint`: from the words of the command line to what there is to say of every file.
 *
 * Room     cli (floor 7).
 */
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { LintedFile } from '../../index/lint.js';
import { isSource, type LintSelection, type LintWords, nothingIn, selectFiles } from './lint-files.js';
import type { LintSource } from './lint-source.js';
import { lintFiles, type LintPool } from './lint-pool.js';

/** What is known of files that have not changed since the last round, by file. */
export interface LintMemory {
  readonly known: Map<string, { readonly mark: string; readonly linted: LintedFile }>;
  /** The marks of all files in the last round: where they are the same, nothing has changed. */
  last: string | undefined;
}

export function newMemory(): LintMemory {
  return { known: new Map(), last: undefined };
}

export interface LintRound {
  readonly files: readonly LintedFile[];
  /** Folders whose entries decide the next round. */
  readonly folders: readonly string[];
}

export interface RoundOptions {
  readonly words: LintWords;
  readonly pool: LintPool;
  readonly memory?: LintMemory;
  /** Told of how many files the round is about, before any is linted. */
  onStart?(count: number): void;
}

/** What tells that a file has changed; a file that is not there has a mark too. An editor that writes aside and renames changes the inode. */
async function markOf(directory: string, { file }: LintSource): Promise<string> {
  return stat(resolve(directory, file), { bigint: true }).then(
    ({ ino, size, mtimeNs }) => `${ino} ${size} ${mtimeNs}`,
    () => 'absent',
  );
}

/** Folders of which no file is a contract are told as such. */
function withEmptyFolders(items: LintSelection['items'], files: readonly LintedFile[]): readonly LintedFile[] {
  const folders = [...new Set(items.flatMap((item) => (isSource(item) && item.folder !== undefined ? [item.folder] : [])))];
  const empty = folders.filter((folder) =>
    items.every((item, index) => !isSource(item) || item.folder !== folder || files[index]?.passedOver !== undefined),
  );
  return [...files, ...empty.map((folder) => nothingIn(folder, true))];
}

/**
 * Lints what the words mean. With a memory only what has changed is linted again; undefined where nothing has changed at all.
 * Never throws for a file.
 */
export async function lintRound({ words, pool, memory, onStart }: RoundOptions): Promise<LintRound | undefined> {
  const { items, folders } = await selectFiles(words);
  const sources = items.filter(isSource);
  const marks = memory === undefined ? [] : await Promise.all(sources.map((source) => markOf(words.directory, source)));
  const all = items.map((item) => item.file).join('\n') + marks.join('\n');
  if (memory !== undefined && memory.last === all) return undefined;
  const stale = sources.filter((source, index) => memory === undefined || memory.known.get(source.file)?.mark !== marks[index]);
  onStart?.(stale.length);
  const results = await lintFiles(stale, pool);
  const linted = new Map(stale.map((source, index) => [source, results[index]]));
  const files = items.flatMap((item) => (isSource(item) ? (linted.get(item) ?? memory?.known.get(item.file)?.linted ?? []) : [item]));
  if (memory !== undefined) {
    const known = new Map(memory.known);
    memory.last = all;
    memory.known.clear();
    sources.forEach((source, index) => {
      const file = linted.get(source) ?? known.get(source.file)?.linted;
      if (file !== undefined) memory.known.set(source.file, { mark: marks[index] ?? '', linted: file });
    });
  }
  const own = sources.map(({ file }) => dirname(file));
  return { files: withEmptyFolders(items, files), folders: [...new Set([...folders, ...own])] };
}
