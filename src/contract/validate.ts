/**
 * Run-time validation against the contract document's schemas.
 *
 * Room     contract (floor 2). May be imported by every room above. The one place of the suite where unknown data becomes typed data.
 */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { components } from './generated/types.js';
import { definitions } from './generated/schemas.js';

type Schemas = components['schemas'];
export type DocumentName = keyof Schemas;

/** One thing that is wrong with a value. */
export interface SchemaProblem {
  /** RFC 6901 pointer to the value, or for an unknown or absent member to its object. */
  readonly pointer: string;
  readonly keyword: string;
  /** The member that is unknown or absent, if that is the trouble. */
  readonly member?: string;
  /** The members that the schema knows there, for a suggestion. */
  readonly known?: readonly string[];
  readonly message: string;
}

const validators = new Map<string, ValidateFunction>();
let engine: Ajv2020 | undefined;

function validatorOf(name: DocumentName): ValidateFunction {
  const ready = validators.get(name);
  if (ready !== undefined) return ready;
  if (engine === undefined) {
    engine = new Ajv2020({ allErrors: true, strict: false, verbose: true, validateSchema: false });
    addFormats.default(engine, ['date', 'date-time', 'uri']);
  }
  const validator = engine.compile({ $ref: `#/$defs/${name}`, $defs: definitions });
  validators.set(name, validator);
  return validator;
}

function problemOf(error: ErrorObject): SchemaProblem {
  const member = error.params['additionalProperty'] ?? error.params['unevaluatedProperty'] ?? error.params['missingProperty'];
  const properties: unknown = error.parentSchema?.['properties'];
  const allowed = Array.isArray(error.params['allowedValues']) ? `: ${error.params['allowedValues'].join(', ')}` : '';
  return {
    pointer: error.instancePath,
    keyword: error.keyword,
    ...(typeof member === 'string' ? { member } : {}),
    ...(typeof properties === 'object' && properties !== null ? { known: Object.keys(properties) } : {}),
    message: `${error.message ?? error.keyword}${allowed}`,
  };
}

/** Everything that is wrong with a value as a document of that name; empty if nothing is. */
export function problemsOf(name: DocumentName, value: unknown): readonly SchemaProblem[] {
  const validator = validatorOf(name);
  if (validator(value)) return [];
  return (validator.errors ?? [])
    .filter((error) => !['if', 'oneOf', 'anyOf'].includes(error.keyword) || (validator.errors ?? []).length === 1)
    .map(problemOf);
}

/** Whether a value is a document of that name. */
export function isDocument<N extends DocumentName>(name: N, value: unknown): value is Schemas[N] {
  return validatorOf(name)(value) === true;
}
