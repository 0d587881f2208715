/** Pairs of contracts and what their comparison tells: `kind direction breaking`. */
import type { Json, JsonObject } from '../../../src/contract/api-model.js';
import { type Contract, operation, query, request, response } from './diff-contract.js';

export interface DiffCase {
  readonly why: string;
  readonly old: Contract;
  readonly now: Contract;
  readonly expect: readonly string[];
}

const object = (properties: JsonObject, more: JsonObject = {}): Json => ({ type: 'object', properties, ...more });
const text: Json = { type: 'string' };
const both = (why: string, old: Json, now: Json, kind: string, breaking: readonly [request: string, response: string]): readonly DiffCase[] => [
  { why: `${why}, in a request`, old: request(old), now: request(now), expect: [`${kind} request ${breaking[0]}`] },
  { why: `${why}, in an answer`, old: response(old), now: response(now), expect: [`${kind} response ${breaking[1]}`] },
];
const narrows = ['true', 'false'] as const;
const widens = ['false', 'true'] as const;
const differs = ['true', 'true'] as const;
const doubtful = ['unknown', 'unknown'] as const;

const secured = (security: Json, schemes: JsonObject): Contract => operation({ security }, { components: { securitySchemes: schemes } });
const bearer: Json = { type: 'http', scheme: 'bearer' };
const key: Json = { type: 'apiKey', in: 'header', name: 'X-Key' };
const oauth = (tokenUrl: string): Json => ({ type: 'oauth2', flows: { clientCredentials: { tokenUrl, scopes: {} } } });
const paths = (...names: readonly string[]): Contract => ({ paths: Object.fromEntries(names.map((name) => [name, { get: { responses: {} } }])) });
const json = (schema: Json): Json => ({ 'application/json': { schema } });
const named = (schemas: JsonObject, schema: Json): Contract => response(schema, { components: { schemas } });
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

const operations: readonly DiffCase[] = [
  { why: 'a path that is gone', old: paths('/a', '/b'), now: paths('/a'), expect: ['operation-removed neither true'] },
  { why: 'a path that is new', old: paths('/a'), now: paths('/a', '/b'), expect: ['operation-added neither false'] },
  {
    why: 'another name in the path template',
    old: { paths: { '/a/{id}': { parameters: [{ name: 'id', in: 'path', required: true, schema: text }], get: { responses: {} } } } },
    now: { paths: { '/a/{code}': { get: { parameters: [{ name: 'code', in: 'path', required: true, schema: text }], responses: {} } } } },
    expect: ['path-parameter-renamed request false'],
  },
  {
    why: 'an operation that is deprecated',
    old: operation({}),
    now: operation({ deprecated: true }),
    expect: ['operation-deprecated neither false'],
  },
  {
    why: 'another operationId',
    old: operation({ operationId: 'a' }),
    now: operation({ operationId: 'b' }),
    expect: ['operation-id-changed neither false'],
  },
  {
    why: 'a base path that is served no more',
    old: { ...operation({}), servers: [{ url: 'https://a.example/one' }, { url: 'https://a.example/two' }] },
    now: { ...operation({}), servers: [{ url: 'https://a.example/two' }] },
    expect: ['server-changed neither unknown'],
  },
  {
    why: 'another host',
    old: { ...operation({}), servers: [{ url: 'https://a.example/v1' }] },
    now: { ...operation({}), servers: [{ url: 'https://b.example/v1/' }] },
    expect: [],
  },
  {
    why: 'another callback',
    old: operation({ callbacks: { done: { '{$request.body#/url}': { post: { requestBody: { content: json(text) }, responses: {} } } } } }),
    now: operation({
      callbacks: { done: { '{$request.body#/url}': { post: { requestBody: { content: json({ type: 'integer' }) }, responses: {} } } } },
    }),
    expect: ['callback-changed request unknown'],
  },
  {
    why: 'a webhook sends less than before',
    old: {
      webhooks: {
        done: { post: { requestBody: { required: true, content: json(object({ a: text })) }, responses: { '200': { description: 'd' } } } },
      },
    },
    now: { webhooks: { done: { post: { requestBody: { required: true, content: json(object({})) }, responses: { '200': { description: 'd' } } } } } },
    expect: ['member-removed response true'],
  },
  {
    why: 'open before, closed now',
    old: secured([], { a: bearer }),
    now: secured([{ a: [] }], { a: bearer }),
    expect: ['security-tightened neither true'],
  },
  {
    why: 'closed before, open now',
    old: secured([{ a: [] }], { a: bearer }),
    now: secured([], { a: bearer }),
    expect: ['security-loosened neither false'],
  },
  { why: 'another name of the same scheme', old: secured([{ a: [] }], { a: bearer }), now: secured([{ b: [] }], { b: bearer }), expect: [] },
  {
    why: 'one way in fewer',
    old: secured([{ a: [] }, { k: [] }], { a: bearer, k: key }),
    now: secured([{ a: [] }], { a: bearer, k: key }),
    expect: ['security-tightened neither true'],
  },
  {
    why: 'one more scope',
    old: secured([{ o: ['read'] }], { o: oauth('https://a.example/token') }),
    now: secured([{ o: ['read', 'more'] }], { o: oauth('https://a.example/token') }),
    expect: ['security-tightened neither true'],
  },
  {
    why: 'another issuer',
    old: secured([{ o: [] }], { o: oauth('https://a.example/token') }),
    now: secured([{ o: [] }], { o: oauth('https://b.example/token') }),
    expect: ['security-scheme-changed neither unknown'],
  },
];

const inputs: readonly DiffCase[] = [
  { why: 'a parameter that is gone', old: query({}), now: operation({}), expect: ['parameter-removed request true'] },
  { why: 'a parameter that is new', old: operation({}), now: query({}), expect: ['parameter-added request false'] },
  { why: 'a required parameter that is new', old: operation({}), now: query({ required: true }), expect: ['required-parameter-added request true'] },
  { why: 'a parameter that is now required', old: query({}), now: query({ required: true }), expect: ['parameter-now-required request true'] },
  { why: 'a parameter that is now optional', old: query({ required: true }), now: query({}), expect: ['parameter-now-optional request false'] },
  {
    why: 'a list that is written otherwise',
    old: query({ schema: { type: 'array', items: text } }),
    now: query({ schema: { type: 'array', items: text }, explode: false }),
    expect: ['serialisation-changed request true'],
  },
  { why: 'a single value whose style says the same', old: query({}), now: query({ explode: false }), expect: [] },
  { why: 'a page size that is gone', old: query({ name: 'pageSize' }), now: operation({}), expect: ['paging-removed request true'] },
  {
    why: 'pages where everything came at once',
    old: operation({}),
    now: query({ name: 'pageSize', schema: { type: 'integer', default: 20 } }),
    expect: ['paging-added request unknown'],
  },
  {
    why: 'a number in the query becomes any text',
    old: query({ schema: { type: 'integer' } }),
    now: query({}),
    expect: ['type-widened request false'],
  },
  {
    why: 'a text in the query becomes a number',
    old: query({}),
    now: query({ schema: { type: 'integer' } }),
    expect: ['type-narrowed request true'],
  },
  {
    why: 'a header that is read no more',
    old: query({ in: 'header', name: 'X-A' }),
    now: operation({}),
    expect: ['parameter-removed request unknown'],
  },
  {
    why: 'content of an answer to HEAD',
    old: { paths: { '/a': { head: { responses: { '200': { description: 'd', content: json(text) } } } } } },
    now: { paths: { '/a': { head: { responses: { '200': { description: 'd' } } } } } },
    expect: [],
  },
  { why: 'a header in other letters', old: query({ in: 'header', name: 'X-A' }), now: query({ in: 'header', name: 'x-a' }), expect: [] },
  {
    why: 'another default',
    old: query({ schema: { type: 'integer', default: 20 } }),
    now: query({ schema: { type: 'integer', default: 10 } }),
    expect: ['default-changed request true'],
  },
  {
    why: 'a default that was not stated',
    old: query({}),
    now: query({ schema: { type: 'string', default: 'a' } }),
    expect: ['default-added request unknown'],
  },
  { why: 'a body that is gone', old: request(text), now: operation({}), expect: ['body-removed request true'] },
  { why: 'a body that is new', old: operation({}), now: operation({ requestBody: { content: json(text) } }), expect: ['body-added request false'] },
  { why: 'a body that is demanded', old: operation({}), now: request(text), expect: ['required-body-added request true'] },
  {
    why: 'a body that is now demanded',
    old: operation({ requestBody: { content: json(text) } }),
    now: request(text),
    expect: ['body-now-required request true'],
  },
  {
    why: 'a body that may be left out',
    old: request(text),
    now: operation({ requestBody: { content: json(text) } }),
    expect: ['body-now-optional request false'],
  },
];

const answers: readonly DiffCase[] = [
  {
    why: 'a form of the answer that is gone',
    old: operation({ responses: { '200': { description: 'd', content: { ...(json(text) as JsonObject), 'text/csv': {} } } } }),
    now: response(text),
    expect: ['media-type-removed response true'],
  },
  {
    why: 'a form of the answer that is new',
    old: response(text),
    now: operation({ responses: { '200': { description: 'd', content: { ...(json(text) as JsonObject), 'text/csv': {} } } } }),
    expect: ['media-type-added response false'],
  },
  {
    why: 'a charset beside the media type',
    old: response(text),
    now: operation({ responses: { '200': { description: 'd', content: { 'application/json; charset=utf-8': { schema: text } } } } }),
    expect: [],
  },
  {
    why: 'a status that is gone',
    old: operation({ responses: { '200': { description: 'd' }, '404': { description: 'd' } } }),
    now: operation({}),
    expect: ['status-removed response true'],
  },
  {
    why: 'a status that a range covers now',
    old: operation({ responses: { '200': { description: 'd' }, '404': { description: 'd' } } }),
    now: operation({ responses: { '200': { description: 'd' }, '4XX': { description: 'd' } } }),
    expect: ['status-added response false'],
  },
  {
    why: 'a status that is new',
    old: operation({}),
    now: operation({ responses: { '200': { description: 'd' }, '202': { description: 'd' } } }),
    expect: ['status-added response false'],
  },
  ...[['a header that was promised', true, 'true'] as const, ['a header that was not promised', false, 'unknown'] as const].map(
    ([why, required, breaking]) => ({
      why: `${why} is gone`,
      old: operation({ responses: { '200': { description: 'd', headers: { 'X-A': { required, schema: text } } } } }),
      now: operation({}),
      expect: [`header-removed response ${breaking}`],
    }),
  ),
  {
    why: 'a header that is new',
    old: operation({}),
    now: operation({ responses: { '200': { description: 'd', headers: { 'X-A': { schema: text } } } } }),
    expect: ['header-added response false'],
  },
  {
    why: 'a header that is promised no more',
    old: operation({ responses: { '200': { description: 'd', headers: { 'X-A': { required: true, schema: text } } } } }),
    now: operation({ responses: { '200': { description: 'd', headers: { 'x-a': { schema: text } } } } }),
    expect: ['header-now-optional response true'],
  },
];

const schemas: readonly DiffCase[] = [
  ...both('fewer types', { type: ['string', 'integer'] }, text, 'type-narrowed', narrows),
  ...both('null permitted', text, { type: ['string', 'null'] }, 'type-widened', widens),
  ...both('whole numbers become numbers', { type: 'integer' }, { type: 'number' }, 'type-widened', widens),
  ...both('another type', text, { type: 'integer' }, 'type-changed', differs),
  ...both('a value fewer', { enum: ['a', 'b'] }, { enum: ['a'] }, 'enum-value-removed', narrows),
  ...both('a value more', { enum: ['a'] }, { enum: ['a', 'b'] }, 'enum-value-added', widens),
  ...both(
    'a value more in an open list',
    { enum: ['a'], 'x-egif-extensible-enum': true },
    { enum: ['a', 'b'], 'x-egif-extensible-enum': true },
    'enum-value-added',
    ['false', 'false'],
  ),
  ...both('a list opened with its first new value', { enum: ['a'] }, { enum: ['a', 'b'], 'x-egif-extensible-enum': true }, 'enum-value-added', [
    'false',
    'unknown',
  ]),
  ...both('a list where any text would do', text, { type: 'string', enum: ['a'] }, 'enum-value-removed', narrows),
  ...both('a longer least length', text, { type: 'string', minLength: 2 }, 'bound-tightened', narrows),
  ...both('a wider range', { type: 'integer', maximum: 5 }, { type: 'integer', maximum: 9 }, 'bound-loosened', widens),
  ...both('an exclusive bound', { type: 'number', minimum: 1 }, { type: 'number', exclusiveMinimum: 1 }, 'bound-tightened', narrows),
  ...both('a new pattern', text, { type: 'string', pattern: '^a' }, 'pattern-added', narrows),
  ...both('no pattern any more', { type: 'string', pattern: '^a' }, text, 'pattern-removed', widens),
  ...both('another pattern', { type: 'string', pattern: '^a' }, { type: 'string', pattern: '^b' }, 'pattern-changed', doubtful),
  ...both('a new format', text, { type: 'string', format: 'date' }, 'format-added', narrows),
  ...both('no format any more', { type: 'string', format: 'date' }, text, 'format-removed', widens),
  ...both('another format', { type: 'string', format: 'date' }, { type: 'string', format: 'date-time' }, 'format-changed', differs),
  ...both('a wider format', { type: 'integer', format: 'int32' }, { type: 'integer', format: 'int64' }, 'format-changed', widens),
  ...both('another step', { type: 'integer', multipleOf: 2 }, { type: 'integer', multipleOf: 4 }, 'multiple-changed', narrows),
  ...both('items that must differ', { type: 'array', items: text }, { type: 'array', items: text, uniqueItems: true }, 'constraint-changed', narrows),
  ...both('a member that is gone', object({ a: text, b: text }), object({ a: text }), 'member-removed', differs),
  ...both('a member that is new', object({ a: text }), object({ a: text, b: text }), 'member-added', ['false', 'false']),
  ...both('a required member that is new', object({ a: text }), object({ a: text, b: text }, { required: ['b'] }), 'required-member-added', narrows),
  ...both('a member that is now required', object({ a: text }), object({ a: text }, { required: ['a'] }), 'member-now-required', narrows),
  ...both('a member that may be left out', object({ a: text }, { required: ['a'] }), object({ a: text }), 'member-now-optional', widens),
  ...both('a member that is deprecated', object({ a: text }), object({ a: { type: 'string', deprecated: true } }), 'member-deprecated', [
    'false',
    'false',
  ]),
  ...both('no further members', object({ a: text }), object({ a: text }, { additionalProperties: false }), 'other-members-refused', narrows),
  ...both('further members', object({ a: text }, { additionalProperties: false }), object({ a: text }), 'other-members-allowed', ['false', 'false']),
  ...both(
    'other values of further members',
    object({}, { additionalProperties: text }),
    object({}, { additionalProperties: { type: 'integer' } }),
    'type-changed',
    differs,
  ),
  ...both('an alternative fewer', { oneOf: [text, { type: 'integer' }] }, text, 'alternative-removed', narrows),
  ...both(
    'an alternative of three fewer',
    { oneOf: [text, { type: 'integer' }, { type: 'boolean' }] },
    { oneOf: [text, { type: 'boolean' }] },
    'alternative-removed',
    narrows,
  ),
  ...both(
    'one schema becomes a choice that holds it',
    { type: 'string', pattern: '^a' },
    { oneOf: [{ type: 'string', pattern: '^a' }, { type: 'integer' }] },
    'alternative-added',
    widens,
  ),
  ...both(
    'another rule that must not hold',
    { type: 'string', not: { const: 'a' } },
    { type: 'string', not: { const: 'b' } },
    'constraint-changed',
    doubtful,
  ),
  ...both('anyOf for oneOf', { oneOf: [text, { type: 'integer' }] }, { anyOf: [text, { type: 'integer' }] }, 'composition-changed', doubtful),
  ...both(
    'another calendar',
    { type: 'string', 'x-egif-calendar': 'gregorian' },
    { type: 'string', 'x-egif-calendar': 'jalali' },
    'meaning-changed',
    doubtful,
  ),
  ...both('a reference to nothing', ref('Absent'), ref('Gone'), 'reference-unresolved', doubtful),
  {
    why: 'another discriminator',
    old: response({ oneOf: [object({ a: text }), object({ b: text })], discriminator: { propertyName: 'a' } }),
    now: response({ oneOf: [object({ a: text }), object({ b: text })], discriminator: { propertyName: 'b' } }),
    expect: ['discriminator-changed response true'],
  },
  {
    why: 'allOf written out',
    old: named({ A: object({ a: text }, { required: ['a'] }) }, { allOf: [ref('A'), object({ b: text })] }),
    now: named({}, object({ a: text, b: text }, { required: ['a'] })),
    expect: [],
  },
  { why: 'an untyped object is given its type', old: request({ properties: { a: text } }), now: request(object({ a: text })), expect: [] },
  {
    why: 'OpenAPI 3.0 becomes 3.1',
    old: { ...request({ type: 'string', nullable: true }), openapi: '3.0.3' },
    now: request({ type: ['string', 'null'] }),
    expect: [],
  },
  {
    why: 'a nullable reference of 3.0 becomes a choice with null',
    old: { ...named({ A: object({ a: text }) }, object({ a: { nullable: true, allOf: [ref('A')] } })), openapi: '3.0.3' },
    now: named({ A: object({ a: text }) }, object({ a: { oneOf: [ref('A'), { type: 'null' }] } })),
    expect: [],
  },
  {
    why: 'exclusive bounds of 3.0 become those of 3.1',
    old: { ...request({ type: 'number', minimum: 0, exclusiveMinimum: true }), openapi: '3.0.3' },
    now: request({ type: 'number', exclusiveMinimum: 0 }),
    expect: [],
  },
  {
    why: 'a whole number above 0 is one from 1',
    old: request({ type: 'integer', exclusiveMinimum: 0 }),
    now: request({ type: 'integer', minimum: 1 }),
    expect: [],
  },
  {
    why: 'a read-only member is new and required',
    old: request(object({})),
    now: request(object({ id: { type: 'string', readOnly: true } }, { required: ['id'] })),
    expect: [],
  },
  { why: 'a write-only member is gone', old: response(object({ pin: { type: 'string', writeOnly: true } })), now: response(object({})), expect: [] },
  {
    why: 'a member becomes read-only',
    old: request(object({ a: text })),
    now: request(object({ a: { type: 'string', readOnly: true } })),
    expect: ['member-removed request unknown'],
  },
  {
    why: 'a new required member with a default',
    old: request(object({})),
    now: request(object({ a: { type: 'string', default: 'x' } }, { required: ['a'] })),
    expect: ['required-member-added request unknown'],
  },
  {
    why: 'a schema that is used both ways is told of both ways',
    old: operation(
      { requestBody: { content: json(ref('A')) }, responses: { '200': { description: 'd', content: json(ref('A')) } } },
      { components: { schemas: { A: { enum: ['a'] } } } },
    ),
    now: operation(
      { requestBody: { content: json(ref('A')) }, responses: { '200': { description: 'd', content: json(ref('A')) } } },
      { components: { schemas: { A: { enum: ['a', 'b'] } } } },
    ),
    expect: ['enum-value-added request false', 'enum-value-added response true'],
  },
  {
    why: 'words for people',
    old: response({ type: 'string', description: 'a', example: 'b' }),
    now: response({ type: 'string', title: 'c', 'x-note': 1 }),
    expect: [],
  },
  {
    why: 'several alternatives changed at once',
    old: response({ oneOf: [object({ a: text }), object({ b: text })] }),
    now: response({ oneOf: [object({ c: text }), object({ d: text })] }),
    expect: ['member-added response false', 'member-added response false', 'member-removed response unknown', 'member-removed response unknown'],
  },
];

export const cases: readonly DiffCase[] = [...operations, ...inputs, ...answers, ...schemas];

/** Pairs of schemas of which the first permits less. */
export const reversible: readonly { readonly why: string; readonly narrow: Json; readonly wide: Json }[] = [
  { why: 'types', narrow: text, wide: { type: ['string', 'null'] } },
  { why: 'listed values', narrow: { enum: ['a'] }, wide: { enum: ['a', 'b'] } },
  { why: 'a constant', narrow: { const: 'a' }, wide: { enum: ['a', 'b'] } },
  { why: 'lengths', narrow: { type: 'string', maxLength: 3 }, wide: { type: 'string', maxLength: 4 } },
  { why: 'numbers of items', narrow: { type: 'array', items: text, maxItems: 3 }, wide: { type: 'array', items: text } },
  { why: 'bounds', narrow: { type: 'number', exclusiveMaximum: 3 }, wide: { type: 'number', maximum: 3 } },
  { why: 'steps', narrow: { type: 'integer', multipleOf: 6 }, wide: { type: 'integer', multipleOf: 3 } },
  { why: 'required members', narrow: object({ a: text }, { required: ['a'] }), wide: object({ a: text }) },
  { why: 'items', narrow: { type: 'array', items: text }, wide: { type: 'array', items: { type: ['string', 'integer'] } } },
  {
    why: 'values of further members',
    narrow: object({}, { additionalProperties: text }),
    wide: object({}, { additionalProperties: { type: ['string', 'null'] } }),
  },
  {
    why: 'members within members',
    narrow: object({ a: object({ b: { type: 'string', format: 'date' } }) }),
    wide: object({ a: object({ b: text }) }),
  },
];
