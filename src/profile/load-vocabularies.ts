/**
 * The core vocabularies of the law: `profiles/vocabularies/<name>.schema.json`, JSON Schema 2020-12, one file a core type.
 *
 * Room     profile (floor 3). May be imported by suite and index.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../contract/api-model.js';
import { isObject } from '../contract/json.js';
import { loadDocument } from '../contract/load-document.js';
import { EgifError } from '../errors.js';

export interface Vocabulary {
  /** The core type, as `x-egif-type` names it: `Person`. */
  readonly type: string;
  readonly version: string;
  /** `sha256:` over the octets of the file. */
  readonly digest: string;
  /** Self-contained: references point into its own `$defs`. */
  readonly schema: JsonObject;
}

/** By core type. */
export type Vocabularies = ReadonlyMap<string, Vocabulary>;

const suffix = '.schema.json';

async function loadVocabulary(file: string): Promise<Vocabulary> {
  const { data, sha256 } = await loadDocument(file);
  const [type, version] = isObject(data) ? [data['x-egif-type'], data['x-egif-version']] : [];
  if (!isObject(data) || typeof type !== 'string' || typeof version !== 'string')
    throw new EgifError('CATALOGUE_INVALID', `${file} does not name its core type and version`, {
      file,
      mend: 'write x-egif-type and x-egif-version',
    });
  return { type, version, digest: sha256, schema: data };
}

/** Loads every vocabulary of a folder. Errors: CATALOGUE_INVALID, FILE_*. */
export async function loadVocabularies(directory: string): Promise<Vocabularies> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(suffix)).sort();
  const loaded = await Promise.all(names.map((name) => loadVocabulary(join(directory, name))));
  return new Map(loaded.map((vocabulary) => [vocabulary.type, vocabulary]));
}
