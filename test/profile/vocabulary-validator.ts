/**
 * A strict validator of the core vocabularies, made of nothing but the schemes and the code lists: the second reading beside src/vocabulary.
 */
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isObject } from '../../src/contract/json.js';
import { loadCodelists } from '../../src/profile/load-codelists.js';
import { loadVocabularies } from '../../src/profile/load-vocabularies.js';
import { codeOfCoreType } from '../../src/schemes/core-types.js';
import { schemes } from '../../src/schemes/registry.js';

const root = process.cwd();
export const vocabularies = await loadVocabularies(join(root, 'profiles', 'vocabularies'));
export const codelists = await loadCodelists(join(root, 'profiles', 'codelists'));

/** `genders@1` as its list, or undefined. */
export function listOf(reference: string): { readonly codes: ReadonlySet<string> } | undefined {
  const [id = '', version] = reference.split('@');
  const list = codelists.get(id);
  return list === undefined || list.version !== version ? undefined : { codes: new Set(list.rows.map((row) => row['code'] ?? '')) };
}

/** Keywords of the vocabularies that say nothing about a value. */
export const annotations = [
  'x-egif-version',
  'x-egif-tier',
  'x-egif-source',
  'x-egif-requirements',
  'x-egif-concept',
  'x-egif-mapping',
  'x-egif-title-en',
  'x-egif-data-class',
  'x-egif-calendar',
  'x-egif-lang',
];

/** Formats of JSON Schema that the vocabularies use beside those of the schemes. */
export const plainFormats = ['date', 'date-time', 'uuid', 'uri', 'uri-reference', 'email', 'int32', 'int64', 'double'] as const;

/** Whether a text has the core type: texts of PersianText, and codes. */
function isOfType(type: string, value: unknown): boolean {
  const scheme = type === 'PersianText' ? 'persian-text' : codeOfCoreType.get(type);
  // Codes of lower divisions have no list yet.
  if (scheme === undefined || type === 'DivisionCode' || typeof value !== 'string') return true;
  return schemes.get(scheme)?.check(value).valid ?? true;
}

/** A validator in ajv's strict mode that tells every error. */
export function strictAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv, [...plainFormats]);
  for (const [id, { check }] of schemes) ajv.addFormat(id, { type: 'string', validate: (text: string) => check(text).valid });
  for (const keyword of annotations) ajv.addKeyword(keyword);
  ajv.addKeyword({ keyword: 'x-egif-type', validate: (type: unknown, value: unknown) => isOfType(String(type), value) });
  ajv.addKeyword({
    keyword: 'x-egif-codelist',
    validate: (reference: unknown, value: unknown) => typeof value !== 'string' || (listOf(String(reference))?.codes.has(value) ?? false),
  });
  return ajv;
}

/** A schema of a vocabulary with its pointer. */
export interface Part {
  readonly at: string;
  readonly name: string | undefined;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Every schema of a vocabulary: the whole, its properties, items and definitions. `name` is set for properties. */
export function partsOf(schema: unknown, at = '', name?: string): readonly Part[] {
  if (!isObject(schema)) return [];
  const named = Object.entries(isObject(schema['properties']) ? schema['properties'] : {});
  const defined = Object.entries(isObject(schema['$defs']) ? schema['$defs'] : {});
  return [
    { at, name, schema },
    ...named.flatMap(([member, part]) => partsOf(part, `${at}/properties/${member}`, member)),
    ...defined.flatMap(([definition, part]) => partsOf(part, `${at}/$defs/${definition}`)),
    ...partsOf(schema['items'], `${at}/items`),
  ];
}
