/**
 * Requests against the contract: whether a sample keeps to it, and bodies that break it in exactly one place.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Json, JsonObject, Operation, Sample } from '../../contract/api-model.js';
import { isObject, memberOf, parseJson, valueAt } from '../../contract/json.js';
import { scalarOf, textsOf } from '../generate/sample-parameters.js';
import { validateAgainst } from '../schema-validation.js';

/** The JSON schema of an operation's request body, if it has one. */
export function requestSchema(operation: Operation): JsonObject | undefined {
  return operation.request?.bodies.find(({ mediaType }) => mediaType.split(';')[0]?.trim().toLowerCase() === 'application/json')?.schema;
}

/** Whether every parameter of a sample that can be read keeps to its schema. */
export function parametersKeep(sample: Sample): boolean {
  return sample.operation.parameters.every((parameter) =>
    textsOf(sample, parameter).every((text) => {
      const value = scalarOf(text, parameter.schema);
      const validation = value === undefined ? undefined : validateAgainst(parameter.schema, value);
      return validation?.compiled !== true || validation.mismatches.length === 0;
    }),
  );
}

/** Whether the body of a sample keeps to the contract; undefined where that cannot be told. */
export function keepsToContract(sample: Sample): boolean | undefined {
  const schema = requestSchema(sample.operation);
  const json = sample.body === undefined ? undefined : parseJson(sample.body);
  if (schema === undefined || json === undefined) return undefined;
  const validation = validateAgainst(schema, json.value);
  return validation.compiled ? validation.mismatches.length === 0 : undefined;
}

/** The object schema itself where the schema only refers to one of its own definitions. */
function resolved(schema: JsonObject): JsonObject {
  const reference = schema['$ref'];
  const target = typeof reference === 'string' && reference.startsWith('#/') ? valueAt(schema, reference.slice(1)) : undefined;
  return isObject(target) ? target : schema;
}

export interface Violation {
  /** RFC 6901 pointer of the place that breaks the contract, with the way: `/nationalCode absent`. */
  readonly place: string;
  readonly body: string;
}

/** Bodies that differ from a sample in one place and break the contract there; what stays valid is dropped. */
export function violationsOf(sample: Sample, most: number): readonly Violation[] {
  const schema = requestSchema(sample.operation);
  const json = sample.body === undefined ? undefined : parseJson(sample.body);
  if (schema === undefined || json === undefined || !isObject(json.value) || keepsToContract(sample) !== true) return [];
  const valid = json.value;
  const object = resolved(schema);
  const required = Array.isArray(object['required']) ? object['required'].map(String) : [];
  const typed = Object.entries(isObject(object['properties']) ? object['properties'] : {}).filter(
    ([, property]) => memberOf(property, 'type') === 'string',
  );
  const without = (name: string): Json => Object.fromEntries(Object.entries(valid).filter(([member]) => member !== name));
  const candidates = [
    ...required.map((name) => ({ place: `/${name} absent`, value: without(name) })),
    ...typed.map(([name]) => ({ place: `/${name} mistyped`, value: { ...valid, [name]: { unknown: true } } })),
  ];
  return candidates
    .filter(({ value }) => {
      const validation = validateAgainst(schema, value);
      return validation.compiled && validation.mismatches.length > 0;
    })
    .slice(0, most)
    .map(({ place, value }) => ({ place, body: JSON.stringify(value) }));
}
