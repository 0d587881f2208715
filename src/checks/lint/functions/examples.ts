/**
 * Functions about examples: there is one, it is an instance of its schema, and it names no real person; and once-only.
 *
 * Source   OpenAPI 3.1.1 §4.8.14 (Media Type Object), §4.8.19 (Example Object).
 * Room     checks/lint/functions (floor 3).
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf, pointerOf } from '../../../contract/json.js';
import { codeIdOf } from '../../../schemes/field-dictionary.js';
import { nationalCode } from '../../../schemes/national-code.js';
import type { Flaw, LintFunction } from '../lint-function.js';
import type { MediaTypePlace, Model, Place } from '../model/place.js';
import { isJson, stringsOf } from './read-schema.js';
import { withTrait } from './schema-traits.js';
import { exampleProblem, factsOf } from './validate-example.js';

interface Example {
  readonly value: Json;
  readonly pointer: string;
}

/** Examples of a media type or parameter object: `example`, and the values of `examples`. */
function examplesOf(owner: JsonObject, pointer: string, model: Model): readonly Example[] {
  const found: Example[] = owner['example'] === undefined ? [] : [{ value: owner['example'], pointer: `${pointer}/example` }];
  const many = owner['examples'];
  for (const [name, raw] of isObject(many) ? Object.entries(many) : []) {
    const ref = memberOf(raw, '$ref');
    const target = typeof ref === 'string' ? model.resolve(ref) : { value: raw, pointer: pointer + pointerOf(['examples', name]) };
    const value = memberOf(target?.value, 'value') ?? memberOf(target?.value, 'dataValue');
    if (target !== undefined && value !== undefined) found.push({ value, pointer: `${target.pointer}/value` });
  }
  return found;
}

/** Examples written in a schema: `example` (3.0), `examples` (3.1). */
function schemaExamples(schema: JsonObject, pointer: string): readonly Example[] {
  const many = schema['examples'];
  return [
    ...(schema['example'] === undefined ? [] : [{ value: schema['example'], pointer: `${pointer}/example` }]),
    ...(Array.isArray(many) ? many.map((value: Json, index) => ({ value, pointer: `${pointer}/examples/${index}` })) : []),
  ];
}

const useOf = (place: Place): MediaTypePlace['use'] => (place.uses?.size === 1 ? [...place.uses][0] : undefined);

/** An example can be put together where every member that is required has one. */
function isComposed(schema: JsonObject, model: Model, depth: number): boolean {
  if (schemaExamples(schema, '').length > 0 || schema['const'] !== undefined || schema['default'] !== undefined) return true;
  const properties = schema['properties'];
  if (!isObject(properties) || depth > 4) return false;
  return Object.values(properties).every((inner) => isComposed(model.effective(inner, ''), model, depth + 1));
}

const hasExample: LintFunction = ({ name, value, pointer, operation }, _options, model) => {
  if (name === undefined || operation === undefined || !isObject(value) || !isJson(name) || value['schema'] === undefined) return undefined;
  if (examplesOf(value, pointer, model).length > 0) return [];
  const schema = model.effective(value['schema'], pointer);
  return isComposed(schema, model, 0) ? [] : [{ pointer, got: name }];
};

function judged(examples: readonly Example[], schema: Json, model: Model, use: MediaTypePlace['use']): readonly Flaw[] {
  return examples.flatMap(({ value, pointer }): readonly Flaw[] => {
    const problem = exampleProblem(value, schema, model, use);
    return problem === undefined ? [] : [{ pointer: pointer + problem.pointer, ...factsOf(problem) }];
  });
}

/** Examples of media types and parameters. */
const validExample: LintFunction = (place, _options, model) => {
  const { value, pointer } = place;
  const schema = memberOf(value, 'schema');
  if (!isObject(value) || schema === undefined || (place.in === undefined && !isJson(place.name ?? ''))) return undefined;
  const examples = examplesOf(value, pointer, model);
  return examples.length === 0 ? undefined : judged(examples, schema, model, useOf(place));
};

/** Examples within schemas. */
const validSchemaExample: LintFunction = ({ value, pointer }, _options, model) => {
  if (!isObject(value) || (value['example'] === undefined && value['examples'] === undefined)) return undefined;
  const examples = schemaExamples(value, pointer);
  return examples.length === 0 ? undefined : judged(examples, value, model, undefined);
};

/** Natural persons' codes in a value, by the names of its members. */
function* personalCodes(value: Json, at: string): Generator<Example> {
  const queue: { value: Json; at: string; name: string }[] = [{ value, at, name: '' }];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    if (typeof item.value === 'string') {
      if (['national-code', 'person-or-legal-id'].includes(codeIdOf(item.name) ?? '')) yield { value: item.value, pointer: item.at };
    } else if (Array.isArray(item.value)) {
      for (const [index, inner] of item.value.entries()) queue.push({ value: inner, at: `${item.at}/${index}`, name: item.name });
    } else if (isObject(item.value)) {
      for (const [name, inner] of Object.entries(item.value)) queue.push({ value: inner, at: item.at + pointerOf([name]), name });
    }
  }
}

/** National codes in examples come from the range that no office issues (prefix 999), or are no valid codes. The code is not repeated in the finding. */
const syntheticExample: LintFunction = (place, options, model) => {
  const { value, pointer } = place;
  if (!isObject(value) || (value['example'] === undefined && value['examples'] === undefined)) return undefined;
  const examples = [
    ...examplesOf(value, pointer, model),
    ...schemaExamples(place.in === 'property' || place.operation === undefined ? value : {}, pointer),
  ];
  const named = place.in === undefined ? examples : examples.map((example) => ({ ...example, value: { [place.name ?? '']: example.value } }));
  const codes = named.flatMap((example) => [...personalCodes(example.value, example.pointer)]);
  if (codes.length === 0) return undefined;
  const prefix = String(options['prefix']);
  return codes
    .filter((code) => nationalCode(code.value).valid && !String(code.value).startsWith(prefix))
    .map((code) => ({ pointer: code.pointer, want: `${prefix}…` }));
};

/** One base registry: members that hold its key, and those that it knows of whoever has the key. */
interface Authority {
  readonly registry: string;
  readonly custodian: string;
  readonly keys: readonly string[];
  readonly members: readonly string[];
}

function authoritiesOf(options: JsonObject): readonly Authority[] {
  const { authority } = options;
  if (!isObject(authority)) return [];
  return Object.entries(authority).flatMap(([registry, row]) =>
    isObject(row) ? [{ registry, custodian: String(row['custodian']), keys: stringsOf(row['keys']), members: stringsOf(row['members']) }] : [],
  );
}

/** Members that a schema requires though the registry knows them by a key that the same schema has. */
function askedThoughKnown(schema: JsonObject, { keys, members }: Authority): readonly string[] {
  const properties = schema['properties'];
  if (!isObject(properties) || !keys.some((name) => Object.hasOwn(properties, name))) return [];
  const required = new Set(stringsOf(schema['required']));
  return members.filter((name) => required.has(name) && Object.hasOwn(properties, name));
}

/**
 * A request does not require what a base registry knows of the key that the same request carries; the registry is named. Corrections and first
 * registrations (`x-egif-purpose`) must ask.
 */
const onceOnly: LintFunction = ({ operation }, options, model) => {
  const content = operation?.requestBody?.value['content'];
  const authorities = authoritiesOf(options);
  if (operation === undefined || !isObject(content)) return undefined;
  if (['correction', 'registration'].includes(String(operation.value['x-egif-purpose']))) return [];
  const schemas = Object.values(content).flatMap((media) => memberOf(media, 'schema') ?? []);
  if (schemas.length === 0) return undefined;
  const bodies = schemas.flatMap((schema) => {
    const whole = model.effective(schema, operation.pointer);
    const properties = whole['properties'];
    return [whole, ...(isObject(properties) ? Object.values(properties).map((inner) => model.effective(inner, operation.pointer)) : [])];
  });
  return authorities.flatMap((authority): readonly Flaw[] => {
    const asked = [...new Set(bodies.flatMap((body) => askedThoughKnown(body, authority)))];
    const pointer = operation.requestBody?.pointer ?? operation.pointer;
    return asked.length === 0 ? [] : [{ pointer, got: asked.join(', '), want: `${authority.registry} (${authority.custodian})` }];
  });
};

export const exampleFunctions = {
  hasExample: { run: hasExample },
  validExample: { run: validExample },
  validSchemaExample: { concern: withTrait(() => 'x'), run: validSchemaExample },
  syntheticExample: {
    options: { type: 'object', additionalProperties: false, required: ['prefix'], properties: { prefix: { type: 'string', minLength: 1 } } },
    run: syntheticExample,
  },
  onceOnly: {
    options: {
      type: 'object',
      additionalProperties: false,
      required: ['authority'],
      properties: {
        authority: {
          type: 'object',
          minProperties: 1,
          additionalProperties: {
            type: 'object',
            additionalProperties: false,
            required: ['custodian', 'keys', 'members'],
            properties: {
              custodian: { type: 'string', minLength: 1 },
              keys: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
              members: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
            },
          },
        },
      },
    },
    run: onceOnly,
  },
};
