/**
 * A call of an operation that nobody gave data for: every required input made up from the contract.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json, Operation, Parameter, Sample } from '../../contract/api-model.js';
import type { CheckSubject } from '../../contract/check.js';
import { isObject } from '../../contract/json.js';
import { serverBase } from '../../contract/server-base.js';
import { bodyOf, keyFields, requestOf, withoutKeys } from '../../contract/write-request.js';
import { generateValue } from './generate-value.js';
import { jsonRequest } from './request-schema.js';

export type GeneratedSample = { readonly sample: Sample } | { readonly why: string };

function inputOf({ name, in: place, schema, example }: Parameter): readonly [string, Json] | string {
  if (example !== undefined) return [`${place} ${name}`, example];
  const made = generateValue(schema, 'minimal', name);
  return 'why' in made ? `${place} ${name}: ${made.why}` : [`${place} ${name}`, made.value];
}

/** The smallest call of an operation that keeps its contract, or why none can be made. */
export function generatedSample(subject: CheckSubject, operation: Operation): GeneratedSample {
  const data = subject.contract?.document.data;
  const root = isObject(data) ? data : {};
  const base = serverBase(root, operation.pointer, subject.baseUrl);
  if (base === undefined) return { why: 'the operation lives on another server' };
  const called = { ...operation, parameters: withoutKeys(operation, keyFields(root)) };
  const inputs = called.parameters.filter(({ required }) => required).map(inputOf);
  const missing = inputs.find((input) => typeof input === 'string');
  if (typeof missing === 'string') return { why: missing };
  const request = requestOf(called, base, new Map(inputs.filter((input) => typeof input !== 'string')));
  if (request === undefined) return { why: 'a required input cannot be written' };
  if (operation.request === undefined || operation.method === 'GET' || operation.method === 'HEAD')
    return { sample: { operation, from: 'generated', ...request } };
  const json = jsonRequest(operation);
  const body = json === undefined ? undefined : generateValue(json.schema, 'minimal');
  if (body === undefined || 'why' in body)
    return operation.request.required ? { why: body?.why ?? 'no JSON body' } : { sample: { operation, from: 'generated', ...request } };
  const content = bodyOf(operation, body.value);
  return content === undefined ? { why: 'the body cannot be written' } : { sample: { operation, from: 'generated', ...request, ...content } };
}
