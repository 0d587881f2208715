/**
 * Run-time validation against the contract document's schemas.
 *
 * Room     contract (floor 2). May be imported by every room above. The one place of the suite where unknown data becomes typed data.
 */
import { createRequire } from 'node:module';
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { type Acceptor, compiledValidator } from './compiled-files.js';
import { sha256 } from './canonical.js';
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

const require = createRequire(import.meta.url);
const validators = new Map<string, ValidateFunction>();
let engine: Ajv2020 | undefined;

/** Formats that the contract's schemas use. */
export const contractFormats = ['date', 'date-time', 'uri'] as const;

/** The schema of a document by its name, with everything that it refers to. */
export function contractSchema(name: DocumentName): object {
  return { $ref: `#/$defs/${name}`, $defs: definitions };
}

/** The judge. Loaded and compiled only for what no compiled validator accepts. */
function validatorOf(name: DocumentName): ValidateFunction {
  const ready = validators.get(name);
  if (ready !== undefined) return ready;
  if (engine === undefined) {
    const ajv = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
    const formats = require('ajv-formats') as typeof import('ajv-formats');
    engine = new ajv.Ajv2020({ allErrors: true, strict: false, verbose: true, validateSchema: false });
    formats.default(engine, [...contractFormats]);
  }
  const validator = engine.compile(contractSchema(name));
  validators.set(name, validator);
  return validator;
}

const acceptors = new Map<string, Acceptor | undefined>();
let digest: string | undefined;

/** Digest of all schemas of the contract: compiled validators are filed under it. */
export function contractDigest(): string {
  digest ??= sha256(JSON.stringify(definitions));
  return digest;
}

/** Whether the compiled validator accepts. What it does not accept, or where there is none, ajv judges. */
function isAccepted(name: DocumentName, value: unknown): boolean {
  if (!acceptors.has(name)) acceptors.set(name, compiledValidator(contractDigest(), name));
  return acceptors.get(name)?.(value) === true;
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
  if (isAccepted(name, value)) return [];
  const validator = validatorOf(name);
  if (validator(value)) return [];
  return (validator.errors ?? [])
    .filter((error) => !['if', 'oneOf', 'anyOf'].includes(error.keyword) || (validator.errors ?? []).length === 1)
    .map(problemOf);
}

/** Whether a value is a document of that name. */
export function isDocument<N extends DocumentName>(name: N, value: unknown): value is Schemas[N] {
  return isAccepted(name, value) || validatorOf(name)(value) === true;
}
