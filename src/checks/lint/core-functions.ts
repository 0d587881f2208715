/**
 * Spectral's plain functions, over values that are at hand: where a rule needs no more than these, Spectral is not loaded.
 *
 * Each says only where something is wrong, which is all that a finding takes from it. What is not certain to behave as Spectral's function of the
 * same name is not offered here but asked of Spectral; test/checks/lint/core-functions.test.ts holds them against each other.
 *
 * Source   Spectral 6 reference, "Core functions".
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { JsonObject } from '../../contract/api-model.js';
import { compilePlainSchema } from './plain-schema.js';

/** Paths below the target at which something is wrong; the empty path is the target itself. */
export type CoreFunction = (target: unknown) => readonly (readonly string[])[];

const here = [[]] as const;
const nowhere = [] as const;

const when =
  (isWrong: (target: unknown) => boolean): CoreFunction =>
  (target) =>
    isWrong(target) ? here : nowhere;

function patternOf(options: JsonObject): CoreFunction | undefined {
  const { match, ...more } = options;
  // a text between slashes is a pattern with flags to Spectral
  if (typeof match !== 'string' || match.startsWith('/') || Object.keys(more).length > 0) return undefined;
  const pattern = new RegExp(match);
  return when((target) => typeof target === 'string' && !pattern.test(target));
}

function enumerationOf(options: JsonObject): CoreFunction | undefined {
  const { values, ...more } = options;
  if (!Array.isArray(values) || Object.keys(more).length > 0) return undefined;
  if (!values.every((value) => ['string', 'number', 'boolean'].includes(typeof value))) return undefined;
  const known: ReadonlySet<unknown> = new Set(values);
  return when((target) => ['string', 'number', 'boolean'].includes(typeof target) && !known.has(target));
}

function schemaOf(options: JsonObject): CoreFunction | undefined {
  const { schema, ...more } = options;
  if (schema === undefined || Object.keys(more).length > 0) return undefined;
  const first = compilePlainSchema(schema, 'where');
  if (first === undefined) return undefined;
  return (target) => {
    if (target === undefined) return here;
    const path = first(target);
    return path === undefined ? nowhere : [path];
  };
}

/** Made once for the options of a step, however many contracts are linted. */
const made = new WeakMap<JsonObject, Map<string, CoreFunction | undefined>>();

function once(name: string, options: JsonObject, make: (options: JsonObject) => CoreFunction | undefined): CoreFunction | undefined {
  const known = made.get(options) ?? new Map<string, CoreFunction | undefined>();
  made.set(options, known);
  if (!known.has(name)) known.set(name, make(options));
  return known.get(name);
}

/** Spectral's function of this name with these options; undefined where it is to be asked itself. */
export function coreFunctionOf(name: string, options: JsonObject | undefined): CoreFunction | undefined {
  if (name === 'pattern') return once(name, options ?? {}, patternOf);
  if (name === 'enumeration') return once(name, options ?? {}, enumerationOf);
  if (name === 'schema') return once(name, options ?? {}, schemaOf);
  if (options !== undefined) return undefined;
  if (name === 'truthy') return when((target) => !target);
  if (name === 'falsy') return when((target) => Boolean(target));
  if (name === 'defined') return when((target) => target === undefined);
  if (name === 'undefined') return when((target) => target !== undefined);
  return undefined;
}
