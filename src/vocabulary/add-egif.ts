/**
 * Adds formats and keywords of this vocabulary to a validator of ajv, whatever its draft and its copy of the library.
 *
 * Room     vocabulary (floor 2). Imports schemes alone; may be imported by checks and index.
 */
import type { FuncKeywordDefinition } from 'ajv';
import { type CodeFormat, formats } from './formats.js';
import { annotations, type KeywordOptions, keywords } from './keywords.js';

/** So much of an Ajv, Ajv2019 or Ajv2020 as is needed. */
export interface Validator {
  addFormat(name: string, format: CodeFormat): unknown;
  addKeyword(definition: FuncKeywordDefinition | { readonly keyword: string }): unknown;
}

/** Adds a format for every scheme id, and all `x-egif-*` keywords. Gives the validator back. */
export function addEgif<V extends Validator>(ajv: V, options: KeywordOptions = {}): V {
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
  for (const definition of keywords(options)) ajv.addKeyword(definition);
  for (const keyword of annotations) ajv.addKeyword({ keyword });
  return ajv;
}
