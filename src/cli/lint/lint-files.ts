/**
 * The files that the words of `egif lint` mean: files, folders, patterns and standard input, each file once, in the order of the words.
 *
 * Room     cli (floor 7).
 */
import { stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { EgifError } from '../../errors.js';
import type { LintedFile } from '../../index/lint.js';
import { isPattern, type Walk, walkFolder, walkPattern } from './lint-glob.js';
import { type LintSource, unreadableFile } from './lint-source.js';

export interface LintSelection {
  /** What is to be linted, and in its place what a word turned out not to mean. */
  readonly items: readonly (LintSource | LintedFile)[];
  /** Every folder that decides what the words mean. */
  readonly folders: readonly string[];
}

export interface LintWords {
  readonly words: readonly string[];
  readonly directory: string;
  /** What standard input holds, and its name. */
  readonly input?: { readonly name: string; readonly octets: Uint8Array };
  /** A folder that results are written to: nothing in it is found. */
  readonly out?: string;
}

const contractName = /\.(?:ya?ml|json|wsdl)$/i;

/** Whether an item is yet to be linted. */
export function isSource(item: LintSource | LintedFile): item is LintSource {
  return !('rules' in item);
}

async function isFolder(directory: string, word: string): Promise<boolean | undefined> {
  return stat(resolve(directory, word)).then(
    (facts) => facts.isDirectory(),
    () => undefined,
  );
}

/** What is told of a word that means no contract. */
export function nothingIn(word: string, folder: boolean): LintedFile {
  const mend = folder
    ? 'name a folder that holds contracts, or the files'
    : 'mend the pattern; in quotation marks, so that the shell leaves it alone';
  const error = folder
    ? new EgifError('FILE_IS_DIRECTORY', `${word} is a folder in which no contract was found`, { file: word, mend })
    : new EgifError('FILE_NOT_FOUND', `no file fits the pattern ${word}`, { file: word, mend });
  return unreadableFile(word, error);
}

async function found(word: string, selection: LintWords, walk: Walk): Promise<readonly (LintSource | LintedFile)[]> {
  const { directory, out } = selection;
  const folder = await isFolder(directory, word);
  // A file may be named like a pattern.
  if (folder === false || (folder === undefined && !isPattern(word))) return [{ file: word }];
  if (folder === true) await walkFolder(word.replace(/(?<=.)\/+$/, ''), (name) => contractName.test(name), walk);
  else await walkPattern(word, walk);
  const isOut = (file: string): boolean => out !== undefined && resolve(directory, file).startsWith(resolve(directory, out) + sep);
  const files = [...walk.files].filter((file) => !isOut(file)).sort();
  return files.length === 0 ? [nothingIn(word, folder === true)] : files.map((file) => (folder === true ? { file, folder: word } : { file }));
}

/** Reads folders, never files. What a word does not mean is an error in its place (FILE_NOT_FOUND, FILE_IS_DIRECTORY). */
export async function selectFiles(selection: LintWords): Promise<LintSelection> {
  const { words, directory, input } = selection;
  const items: (LintSource | LintedFile)[] = [];
  const folders = new Set<string>();
  const seen = new Set<string>();
  for (const word of words) {
    if (word === '-') {
      if (input !== undefined) items.push({ file: input.name, octets: input.octets });
      continue;
    }
    const walk: Walk = { files: new Set(), folders, directory };
    for (const item of await found(word, selection, walk)) {
      const path = resolve(directory, item.file);
      if (seen.has(path)) continue;
      seen.add(path);
      items.push(item);
    }
  }
  return { items, folders: [...folders] };
}
