/** Small contracts for comparisons. */
import type { Json, JsonObject } from '../../../src/contract/api-model.js';

/** Members of a contract beside its version and title. */
export type Contract = JsonObject;

/** A contract from the members that matter. */
export function contractOf(members: Contract): JsonObject {
  return { openapi: '3.1.0', info: { title: 't', version: '1.0.0' }, ...members };
}

/** A contract of one operation, POST /a. */
export function operation(members: JsonObject, more: JsonObject = {}): Contract {
  return { paths: { '/a': { post: { responses: { '200': { description: 'd' } }, ...members } } }, ...more };
}

/** A contract whose one operation takes a JSON body. */
export function request(schema: Json, more: JsonObject = {}): Contract {
  return operation({ requestBody: { required: true, content: { 'application/json': { schema } } } }, more);
}

/** A contract whose one operation answers JSON. */
export function response(schema: Json, more: JsonObject = {}): Contract {
  return operation({ responses: { '200': { description: 'd', content: { 'application/json': { schema } } } } }, more);
}

/** A contract whose one operation has one query parameter. */
export function query(parameter: JsonObject): Contract {
  return operation({ parameters: [{ name: 'q', in: 'query', schema: { type: 'string' }, ...parameter }] });
}
