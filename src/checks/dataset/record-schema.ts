/**
 * The schema of a record, compiled twice: a quick form that stops at the first mismatch, and a full one that names them all.
 *
 * The schema is an agency's: patterns run on RE2 in linear time, references stay inside it, formats and types of the codes are asserted. A schema
 * that cannot be compiled tells nothing of a record.
 *
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, JsonObject } from '../../contract/api-model.js';
import { addEgif } from '../../vocabulary/add-egif.js';
import { timeFormats } from '../../vocabulary/time-formats.js';
import { limitLengthsQuickly } from './length-limits.js';
import { linearRegExp } from '../schema-validation.js';

/** A schema that can judge. */
export interface RecordSchema {
  /** Whether a record keeps to the schema; the first mismatch ends it. */
  quick(value: Json): boolean;
  /** Every mismatch, or why this record cannot be judged. */
  mismatches(value: Json): readonly ErrorObject[] | { readonly why: string };
}

function engine(allErrors: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors,
    verbose: allErrors,
    strict: false,
    validateSchema: false,
    logger: false,
    code: { regExp: linearRegExp },
  });
  addFormats.default(ajv);
  for (const [name, format] of Object.entries(timeFormats)) ajv.addFormat(name, format);
  if (!allErrors) limitLengthsQuickly(ajv);
  // Lists are looked into by the rule of listed values, which names the list.
  return addEgif(ajv);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function compile(schema: JsonObject, allErrors: boolean): ValidateFunction {
  const validate = engine(allErrors).compile(schema);
  // A schema with $async gives a promise, which is neither yes nor no.
  if ('$async' in validate) throw new Error('$async is not of JSON Schema');
  return validate;
}

/** The schema ready to judge, or why it cannot be. */
export function compileRecordSchema(schema: JsonObject): RecordSchema | { readonly why: string } {
  try {
    const quick = compile(schema, false);
    const full = compile(schema, true);
    return {
      quick: (value) => {
        try {
          return quick(value) === true;
        } catch {
          return false;
        }
      },
      mismatches: (value) => {
        try {
          return full(value) === true ? [] : [...(full.errors ?? [])];
        } catch (error) {
          return { why: messageOf(error) };
        }
      },
    };
  } catch (error) {
    return { why: messageOf(error) };
  }
}
