/**
 * Requests against the contract: whether a sample keeps to it.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Sample } from '../../contract/api-model.js';
import { parseJson } from '../../contract/json.js';
import { jsonRequest } from '../generate/request-schema.js';
import { scalarOf, textsOf } from '../generate/sample-parameters.js';
import { validateAgainst } from '../schema-validation.js';

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
  const schema = jsonRequest(sample.operation)?.schema;
  const json = sample.body === undefined ? undefined : parseJson(sample.body);
  if (schema === undefined || json === undefined) return undefined;
  const validation = validateAgainst(schema, json.value);
  return validation.compiled ? validation.mismatches.length === 0 : undefined;
}
