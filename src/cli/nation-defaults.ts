/**
 * `--nation FILE`: what an authority names in each of its commands, named once. What a command line names itself goes before.
 *
 * Room     cli (floor 7).
 */
import { dirname, join, resolve } from 'node:path';
import { isObject } from '../contract/json.js';
import { loadDocument } from '../index/files.js';
import type { World } from './world.js';
import { usageError } from './usage-error.js';

export const nationOption = {
  nation: { type: 'string', describe: 'nation.yaml, which names trust list, store, log and keys (egif dev pki writes one)' },
} as const;

const paths = ['store', 'trust', 'log', 'directory'] as const;
const plain = ['tsa'] as const;
const keys = ['log-key', 'issuer-key', 'status-key', 'challenge-key', 'runner-key'] as const;
type Named = (typeof paths)[number] | (typeof plain)[number] | (typeof keys)[number];

/** A key URI of the file, with its file named from there. */
const keyFrom = (folder: string, uri: string): string => (uri.startsWith('file:') ? `file:${join(folder, uri.slice('file:'.length))}` : uri);

/** What the file names, paths made absolute. Errors: FILE_*, DOCUMENT_*, USAGE. */
export async function nationDefaults(file: string | undefined, world: World): Promise<Readonly<Partial<Record<Named, string>>>> {
  if (file === undefined) return {};
  const path = resolve(world.directory, file);
  const { data } = await loadDocument(path);
  if (!isObject(data))
    throw usageError({ en: `${file} names nothing`, fa: `${file} چیزی نام نمی‌برد` }, { en: 'name a nation.yaml', fa: 'یک nation.yaml نام ببرید' });
  const folder = dirname(path);
  const found: Partial<Record<Named, string>> = {};
  for (const name of paths) if (typeof data[name] === 'string') found[name] = join(folder, data[name]);
  for (const name of plain) if (typeof data[name] === 'string') found[name] = data[name];
  for (const name of keys) if (typeof data[name] === 'string') found[name] = keyFrom(folder, data[name]);
  return found;
}

/** The arguments with what was not named taken from the file; `store` has a default of its own, which counts as not named. */
export function withDefaults<A extends { readonly store: string }>(args: A, named: Readonly<Record<string, string | undefined>>, store: string): A {
  const own = Object.fromEntries(Object.entries(args).filter(([name, value]) => value !== undefined && !(name === 'store' && value === store)));
  const known = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  return { ...args, ...known, ...own };
}
