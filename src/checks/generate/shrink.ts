/**
 * Smaller forms of a case, for a reader to see what matters: fewer members, fewer parameters, shorter texts; what the case is about stays.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json } from '../../contract/api-model.js';
import { isObject, parseJson, pathOf } from '../../contract/json.js';
import { edited } from './edit-value.js';
import { keeps } from './generate-value.js';
import type { GeneratedCase } from './cases.js';
import { mutationsOf } from './mutate-value.js';
import { jsonRequest } from './request-schema.js';
import { withParameter } from './sample-parameters.js';

/** Paths of what can go: members and items outside the place, the outermost first. */
function removable(value: Json, place: readonly string[], path: readonly string[] = []): readonly (readonly string[])[] {
  const children: readonly (readonly [string, Json])[] = Array.isArray(value)
    ? value.map((item: Json, index) => [String(index), item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  return children.flatMap(([name, member]) => {
    const own = [...path, name];
    const onPath = own.every((step, index) => place[index] === step || index >= place.length);
    return onPath ? removable(member, place, own) : [own];
  });
}

/**
 * The un-mutated body that a smaller one comes from: itself where it is valid; else the call's own, as much smaller, if the case's mutation of it
 * gives the smaller body. Undefined where a smaller body shows something else.
 */
function smallerTwin({ sample, twin, expects }: GeneratedCase, path: readonly string[], smaller: Json): Json | undefined {
  const json = jsonRequest(sample.operation);
  if (json === undefined) return undefined;
  if (expects === 'accepted') return keeps(json.schema, smaller) === true ? smaller : undefined;
  const valid = twin.body === undefined ? undefined : parseJson(twin.body);
  if (valid === undefined) return undefined;
  const less = edited(valid.value, path, undefined);
  const text = JSON.stringify(smaller);
  return mutationsOf(json.schema, less).some(({ value }) => JSON.stringify(value) === text) ? less : undefined;
}

function smallerBodies(of: GeneratedCase): readonly GeneratedCase[] {
  const { sample, twin, place } = of;
  const parsed = sample.body === undefined || !place.startsWith('/') ? undefined : parseJson(sample.body);
  if (parsed === undefined) return [];
  return removable(parsed.value, pathOf(place)).flatMap((path) => {
    const smaller = edited(parsed.value, path, undefined);
    const less = smallerTwin(of, path, smaller);
    if (less === undefined) return [];
    return [{ ...of, sample: { ...sample, body: JSON.stringify(smaller) }, twin: { ...twin, body: JSON.stringify(less) } }];
  });
}

function smallerCalls(of: GeneratedCase): readonly GeneratedCase[] {
  const { sample, twin, place } = of;
  return sample.operation.parameters.flatMap((parameter) => {
    if (parameter.required || parameter.in === 'path' || place === `${parameter.in} ${parameter.name}`) return [];
    const without = withParameter(sample, parameter, undefined);
    if (without === undefined || (without.url === sample.url && (without.headers?.length ?? 0) === (sample.headers?.length ?? 0))) return [];
    return [{ ...of, sample: without, twin: withParameter(twin, parameter, undefined) ?? twin }];
  });
}

/** Cases that show the same and are smaller by one thing each. Empty where the case is as small as it can be. */
export function smallerForms(of: GeneratedCase): readonly GeneratedCase[] {
  return [...smallerCalls(of), ...smallerBodies(of)];
}
