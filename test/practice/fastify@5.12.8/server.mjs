/**
 * A register of building permits on fastify, as a small agency would write it: what fastify and @fastify/swagger do by themselves, a token, problems.
 *
 *   node server.mjs PORT [contract]      contract: writes the contract that @fastify/swagger makes to stdout and ends
 */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const from = createRequire(new URL('../servers/package.json', import.meta.url));
const load = async (name) => (await import(pathToFileURL(from.resolve(name)).href)).default;
const [fastify, swagger] = [await load('fastify'), await load('@fastify/swagger')];

const app = fastify({ routerOptions: { ignoreTrailingSlash: false }, ajv: { customOptions: { removeAdditional: false } } });
const problem = (reply, status, code) =>
  reply
    .code(status)
    .type('application/problem+json')
    .send({ type: `urn:problem-type:ir:permits:${code}`, title: code, status, detail: 'درخواست پذیرفته نشد', instance: `urn:uuid:${randomUUID()}` });

await app.register(swagger, {
  openapi: {
    openapi: '3.1.0',
    info: { title: 'پروانه‌های ساختمانی', version: '1.0.0', description: 'استعلام و ثبت پروانهٔ ساختمانی' },
    servers: [{ url: 'https://sandbox.sample.gov.example/v1' }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{ token: [] }],
  },
});
const permit = {
  nationalCode: { type: 'string', pattern: '^[0-9]{10}$', description: 'کد ملی متقاضی' },
  floors: { type: 'integer', minimum: 1, maximum: 80, description: 'شمار طبقه' },
  use: { type: 'string', enum: ['residential', 'commercial'], description: 'کاربری' },
  note: { type: 'string', maxLength: 200, description: 'یادداشت' },
};
const whole = {
  type: 'object',
  required: ['id', 'nationalCode', 'floors', 'use', 'issuedAt'],
  properties: {
    id: { type: 'string', format: 'uuid', description: 'شناسه' },
    ...permit,
    issuedAt: { type: 'string', format: 'date-time', description: 'زمان صدور' },
  },
};
const permits = new Map();
for (const [index, use] of ['residential', 'commercial', 'residential'].entries()) {
  const id = `7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1a0${index}`;
  permits.set(id, { id, nationalCode: '9990000018', floors: index + 1, use, note: 'ساختمان نمونه', issuedAt: `2026-01-0${index + 1}T08:00:00Z` });
}
const guarded = {
  onRequest: async (request, reply) => {
    if (request.headers.authorization === 'Bearer practice-token-of-nobody') return undefined;
    reply.header('WWW-Authenticate', 'Bearer realm="permits"');
    return problem(reply, 401, 'unauthorized');
  },
};
app.setErrorHandler((error, _request, reply) =>
  problem(reply, error.statusCode ?? 500, (error.statusCode ?? 500) < 500 ? 'invalid-request' : 'internal-error'),
);
app.setNotFoundHandler((_request, reply) => problem(reply, 404, 'not-found'));

const page = { limit: { type: 'integer', minimum: 1, maximum: 50, default: 20 }, offset: { type: 'integer', minimum: 0, maximum: 1000, default: 0 } };
const list = {
  type: 'object',
  required: ['items', 'total'],
  properties: { items: { type: 'array', maxItems: 50, items: whole }, total: { type: 'integer' } },
};
await app.register(
  async (v1) => {
    v1.get(
      '/permits',
      {
        ...guarded,
        schema: { operationId: 'listPermits', summary: 'فهرست پروانه‌ها', querystring: { type: 'object', properties: page }, response: { 200: list } },
      },
      async ({ query: { limit, offset } }) => ({ items: [...permits.values()].slice(offset, offset + limit), total: permits.size }),
    );
    v1.get(
      '/permits/:id',
      {
        ...guarded,
        schema: {
          operationId: 'getPermit',
          summary: 'یک پروانه',
          params: { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } },
          response: { 200: whole },
        },
      },
      async ({ params }, reply) => permits.get(params.id) ?? problem(reply, 404, 'not-found'),
    );
    v1.post(
      '/permits',
      {
        ...guarded,
        schema: {
          operationId: 'createPermit',
          summary: 'ثبت پروانه',
          body: { type: 'object', required: ['nationalCode', 'floors', 'use'], additionalProperties: false, properties: permit },
          response: { 201: whole },
        },
      },
      async ({ body }, reply) => {
        const made = { id: randomUUID(), ...body, issuedAt: new Date().toISOString() };
        permits.set(made.id, made);
        return reply.code(201).header('Location', `/v1/permits/${made.id}`).send(made);
      },
    );
    v1.get('/status', { schema: { operationId: 'getStatus', summary: 'وضعیت', security: [] } }, async () => ({ status: 'up' }));
  },
  { prefix: '/v1' },
);
await app.ready();
if (process.argv[3] === 'contract') process.stdout.write(app.swagger({ yaml: true }));
else await app.listen({ host: '127.0.0.1', port: Number(process.argv[2]) });
