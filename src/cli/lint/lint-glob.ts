/**
 * Paths that a pattern names: `*` and `?` within a name, `**` over folders, `{a,b}` for either. The same on every machine, whatever its shell.
 *
 * Names that begin with a dot, and `node_modules`, are met only where the pattern writes them out. Links to folders are not followed by `**`, so that
 * no circle of links is walked.
 *
 * Room     cli (floor 7).
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether a word of the command line is a pattern. */
export function isPattern(word: string): boolean {
  return /[*?]|\{[^{}]*,[^{}]*\}/.test(word);
}

const mostAlternatives = 1_000;

/** `a{b,c}` → `ab`, `ac`; inner braces first. Undefined where there are too many. */
function alternativesOf(pattern: string): readonly string[] | undefined {
  let open: readonly string[] = [pattern];
  for (;;) {
    const next = open.flatMap((each) => {
      const found = /\{([^{}]*,[^{}]*)\}/.exec(each);
      if (found === null) return [each];
      const [whole, list = ''] = found;
      return list.split(',').map((word) => each.slice(0, found.index) + word + each.slice(found.index + whole.length));
    });
    if (next.length === open.length && next.every((each, index) => each === open[index])) return open;
    if (next.length > mostAlternatives) return undefined;
    open = next;
  }
}

/** Whether a name fits a segment of a pattern: `*` is any run, `?` any one character. Two cursors, linear but for the stars. */
export function fitsName(name: string, segment: string): boolean {
  const letters = [...name];
  const marks = [...segment];
  let at = 0;
  let mark = 0;
  let star = -1;
  let from = 0;
  while (at < letters.length) {
    if (mark < marks.length && marks[mark] === '*') {
      star = mark;
      from = at;
      mark += 1;
    } else if (mark < marks.length && (marks[mark] === '?' || marks[mark] === letters[at])) {
      mark += 1;
      at += 1;
    } else if (star >= 0) {
      from += 1;
      at = from;
      mark = star + 1;
    } else return false;
  }
  return marks.slice(mark).every((each) => each === '*');
}

const isHidden = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

/** A name of a folder, told with whether it is a folder itself; a link to a folder is one only where `follow` says so. */
interface Entry {
  readonly name: string;
  readonly folder: boolean;
  readonly link: boolean;
}

export interface Walk {
  /** Files, by path as it was named. */
  readonly files: Set<string>;
  /** Every folder that was read: what has to be watched. */
  readonly folders: Set<string>;
  readonly directory: string;
}

async function entriesOf(folder: string, walk: Walk): Promise<readonly Entry[]> {
  walk.folders.add(folder);
  const found = await readdir(join(walk.directory, folder), { withFileTypes: true }).catch(() => []);
  const entries = await Promise.all(
    found.map(async (entry): Promise<Entry> => {
      const link = entry.isSymbolicLink();
      const folderBehind = link
        ? await stat(join(walk.directory, folder, entry.name)).then(
            (facts) => facts.isDirectory(),
            () => false,
          )
        : entry.isDirectory();
      return { name: entry.name, folder: folderBehind, link };
    }),
  );
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const below = (folder: string, name: string): string => (folder === '' ? name : folder.endsWith('/') ? folder + name : `${folder}/${name}`);

/** Files below a folder whose names fit, at any depth. */
export async function walkFolder(folder: string, wanted: (name: string) => boolean, walk: Walk): Promise<void> {
  for (const entry of await entriesOf(folder, walk)) {
    if (isHidden(entry.name)) continue;
    if (!entry.folder && wanted(entry.name)) walk.files.add(below(folder, entry.name));
    if (entry.folder && !entry.link) await walkFolder(below(folder, entry.name), wanted, walk);
  }
}

async function expand(folder: string, segments: readonly string[], walk: Walk): Promise<void> {
  const [segment = '', ...rest] = segments;
  if (segment === '**') {
    await expand(folder, rest.length === 0 ? ['*'] : rest, walk);
    for (const entry of await entriesOf(folder, walk))
      if (entry.folder && !entry.link && !isHidden(entry.name)) await expand(below(folder, entry.name), segments, walk);
    return;
  }
  if (!isPattern(segment) && rest.length > 0) return expand(segment === '' ? '/' : below(folder, segment), rest, walk);
  for (const entry of await entriesOf(folder, walk)) {
    if (!fitsName(entry.name, segment) || (isHidden(entry.name) && isPattern(segment))) continue;
    if (rest.length === 0 && !entry.folder) walk.files.add(below(folder, entry.name));
    if (rest.length > 0 && entry.folder) await expand(below(folder, entry.name), rest, walk);
  }
}

/** Adds the files that a pattern names. A pattern with more than a thousand alternatives names none. */
export async function walkPattern(pattern: string, walk: Walk): Promise<void> {
  for (const each of alternativesOf(pattern.replace(/^(?:\.\/)+/, '')) ?? []) {
    await expand(
      '',
      each
        .replace(/\/+/g, '/')
        .replace(/(?:\*\*\/)+/g, '**/')
        .split('/'),
      walk,
    );
  }
}
