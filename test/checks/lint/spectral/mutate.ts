/** Small contracts, and random changes to them that a seed decides: the same seed gives the same documents. */
import type { Json } from '../../../../src/contract/api-model.js';
import { isObject } from '../../../../src/contract/json.js';

/** Numbers from 0 to 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const schemas: Json = {
  Pet: {
    type: 'object',
    required: ['id', 'name'],
    properties: {
      id: { type: 'integer', format: 'int64', readOnly: true },
      name: { type: 'string', minLength: 2, example: 'Rex' },
      kind: { $ref: '#/components/schemas/Kind' },
      owner: { $ref: '#/components/schemas/Person', description: 'beside a reference' },
      parent: { $ref: '#/components/schemas/Pet' },
    },
    example: { id: 1, name: 'Rex', kind: 'dog' },
  },
  Kind: { type: 'string', enum: ['dog', 'cat', 'cat'], default: 'cow' },
  Person: {
    type: 'object',
    properties: { name: { type: 'string', description: 'eval(' }, pets: { type: 'array', items: { $ref: '#/components/schemas/Pet' } } },
    example: { name: 5, pets: [] },
  },
  Alias: { $ref: '#/components/schemas/Person' },
  Through: { type: 'object', properties: { x: { $ref: '#/components/schemas/Alias/properties/name' } } },
  Loop: { $ref: '#/components/schemas/Pool' },
  Pool: { $ref: '#/components/schemas/Loop' },
};

const operation = (id: string): Json => ({
  operationId: id,
  tags: ['pets'],
  parameters: [{ $ref: '#/components/parameters/Limit' }, { name: 'id', in: 'path', required: true, schema: { type: 'string' }, example: 5 }],
  requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' }, example: { name: 'x' } } } },
  responses: {
    default: { $ref: '#/components/responses/Bad' },
    200: {
      description: 'fine',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' }, examples: { one: { value: { name: 'Rex' } } } } },
    },
  },
});

const components: Json = {
  schemas,
  parameters: { Limit: { name: 'limit', in: 'query', schema: { type: 'integer', default: 'ten' } } },
  responses: { Bad: { description: '<script>', content: { 'application/json': { schema: { $ref: '#/components/schemas/Alias' } } } } },
};

const info: Json = { title: 'Pets', version: '1.0.0' };

/** Contracts of three versions, with references of every kind. */
export const contracts: readonly Json[] = [
  {
    openapi: '3.0.3',
    info,
    servers: [{ url: 'https://a.example/' }],
    paths: { '/pets/{id}': { get: operation('a'), put: operation('a') } },
    components,
  },
  {
    openapi: '3.1.0',
    info,
    paths: { '/pets/{id}': { post: operation('b c') } },
    webhooks: { new: { post: { callbacks: {}, responses: {} } } },
    components,
  },
  {
    swagger: '2.0',
    info,
    paths: {
      '/pets/{id}': {
        get: {
          parameters: [{ name: 'id', in: 'path', required: true, type: 'integer', default: 'x' }],
          responses: { 200: { description: 'd', schema: { $ref: '#/definitions/Pet' }, examples: { 'application/json': { name: 3 } } } },
        },
      },
    },
    definitions: { Pet: { type: 'object', required: ['name'], properties: { name: { type: 'string' } }, example: {} }, Unused: { type: 'array' } },
  },
];

/** Values that mutations put in. */
const strange: readonly Json[] = [
  null,
  '',
  0,
  -1.5,
  true,
  [],
  {},
  'array',
  ['string', 'null'],
  { $ref: '#/components/schemas/Pet' },
  { $ref: '#/components/schemas/Person', title: 'beside', type: 'object' },
  { $ref: '#/components/schemas/Missing' },
  { $ref: 'other.yaml#/x' },
  { $ref: '#' },
  { type: 'array' },
  { type: 'string', nullable: true, example: null },
  { nullable: true, example: 'no type' },
  { enum: [1, 1, 'x'], type: 'integer', example: 7 },
  { oneOf: [{ type: 'string' }, { type: 'integer' }], properties: {}, example: 'x' },
  { type: 'object', additionalProperties: false, properties: { a: { type: 'string' } }, example: { b: 1 } },
  { type: 'string', format: 'date-time', pattern: '^2', example: 'yesterday' },
];
const names: readonly string[] = [
  'description',
  'example',
  'default',
  'type',
  'enum',
  'items',
  '$ref',
  'properties',
  'required',
  'a/b~c',
  'é x',
  '200',
  'content',
  'schema',
];

interface Spot {
  readonly holder: Record<string, Json> | Json[];
  readonly key: string;
}

function spotsOf(value: Json): readonly Spot[] {
  const spots: Spot[] = [];
  const visit = (node: Json | undefined): void => {
    if (!Array.isArray(node) && !isObject(node)) return;
    const holder: Record<string, Json> | Json[] = node;
    for (const key of Object.keys(node)) {
      spots.push({ holder, key });
      visit(Reflect.get(node, key));
    }
  };
  visit(value);
  return spots;
}

/** A contract with some members changed, taken away, moved or added. */
export function mutated(contract: Json, random: () => number): Json {
  const copy: Json = structuredClone(contract);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  for (let change = 0; change < 1 + Math.floor(random() * 3); change += 1) {
    const spot = pick(spotsOf(copy));
    if (spot === undefined) break;
    const { holder, key } = spot;
    const inner: unknown = Reflect.get(holder, key);
    const kind = Math.floor(random() * 4);
    const value = structuredClone(pick(strange) ?? null);
    if (kind === 0) Reflect.set(holder, key, value);
    else if (kind === 1 && !Array.isArray(holder)) delete holder[key];
    else if (kind === 2 && isObject(inner)) Reflect.set(inner, pick(names) ?? 'x', value);
    else Reflect.set(holder, key, structuredClone(Reflect.get(pick(spotsOf(copy))?.holder ?? {}, key) ?? value));
  }
  return copy;
}
