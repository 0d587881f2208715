/**
 * Samples with one value altered: a query parameter, or a member of a JSON body, that a probe picks by what it is.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json, Sample } from '../contract/api-model.js';
import { isObject, parseJson, pathOf } from '../contract/json.js';
import { withQueryField } from '../contract/query-field.js';
import { nodesOf, type Node } from './data/instance.js';

/** A sample with one value altered, and where: `?name` or a pointer into the body. */
export interface Altered {
  readonly sample: Sample;
  readonly spot: string;
}

/** Another text for a value, or undefined where the value is not meant. */
export type Alteration = (node: Node & { readonly value: string }) => string | undefined;

/** A copy of a value with the member at a path replaced. */
function replaced(value: Json, path: readonly string[], leaf: string): Json {
  const [name, ...rest] = path;
  if (name === undefined || !isObject(value)) return leaf;
  return { ...value, [name]: replaced(value[name] ?? null, rest, leaf) };
}

function alteredQuery(sample: Sample, alter: Alteration): Altered | undefined {
  for (const [name, value] of new URL(sample.url).searchParams) {
    const parameter = sample.operation.parameters.find((candidate) => candidate.in === 'query' && candidate.name === name);
    const other = alter({ pointer: '', name, value, schemas: parameter === undefined ? [] : [parameter.schema], parents: [] });
    if (other === undefined) continue;
    return { sample: { ...sample, url: withQueryField(sample.url, name, other) }, spot: `?${name}` };
  }
  return undefined;
}

function alteredBody(sample: Sample, alter: Alteration): Altered | undefined {
  const parsed = sample.body === undefined ? undefined : parseJson(sample.body);
  if (parsed === undefined) return undefined;
  const schema = sample.operation.request?.bodies.find((body) => body.schema !== undefined)?.schema;
  for (const { pointer, value, ...node } of nodesOf(parsed.value, schema)) {
    if (typeof value !== 'string' || pointer.includes('*')) continue;
    const other = alter({ pointer, value, ...node });
    if (other === undefined) continue;
    return { sample: { ...sample, body: JSON.stringify(replaced(parsed.value, pathOf(pointer), other)) }, spot: pointer };
  }
  return undefined;
}

/** The sample with the first value altered that is meant; undefined where none is. */
export function alteredSample(sample: Sample, alter: Alteration): Altered | undefined {
  return alteredQuery(sample, alter) ?? alteredBody(sample, alter);
}
