/**
 * What another kind of sample agency adds to the base registry: operations, files, and a statement that says so.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { FaultHooks } from './faults/fault.js';
import { loopback } from './listen.js';
import type { Pki } from './pki.js';
import type { AgencyRequest, Answer } from './exchange.js';
import type { OperationHandler } from './registry-state.js';

export interface AgencyExtension {
  /** Contract and statement; before the faults. */
  readonly hooks: FaultHooks;
  readonly handlers: ReadonlyMap<string, OperationHandler>;
  /** Files beside the statement, by name; what is secret is readable by the owner alone. */
  readonly files: readonly { readonly name: string; readonly text: string; readonly secret?: true }[];
  /** The last word on an answer; it may take its time. */
  readonly finish?: (answer: Answer, request: AgencyRequest) => Answer | Promise<Answer>;
  close(): void;
}

/** Makes an extension once the PKI is there. */
export type ExtensionMaker = (given: { readonly pki: Pki; readonly clock: () => Date }) => AgencyExtension;

/** A port of the loopback address that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return address !== null && typeof address === 'object' ? address.port : 0;
}

const lowestQuiet = 10_240;
const quietPorts = 20_000;
const mostTried = 50;

/**
 * A port of the loopback address that nobody listens on just now, below those that connections are given: it will still be free when somebody else opens it later.
 */
export async function quietPort(): Promise<number> {
  for (let tried = 0; tried < mostTried; tried += 1) {
    const port = lowestQuiet + randomInt(quietPorts);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, loopback, () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
  return freePort();
}

const refusals: Readonly<Record<string, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  406: 'NotAcceptable',
  409: 'Conflict',
  413: 'ContentTooLarge',
  415: 'UnsupportedMediaType',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
};

export interface AddedOperation {
  readonly method: 'get' | 'post' | 'delete';
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly string[];
  /** What calling it does in law. */
  readonly effect?: 'legal';
  /** Name of the schema of the body, and an example. */
  readonly body?: { readonly schema: string; readonly example: object };
  readonly success: {
    readonly status: 200 | 201 | 204;
    readonly schema?: string;
    readonly example?: object;
    readonly location?: true;
    readonly links?: object;
  };
}

const json = (value: unknown): string => JSON.stringify(value);

/** An operation as the contract of the base registry writes them, in YAML. */
export function operationText({ method, id, summary, description, parameters = [], effect, body, success }: AddedOperation): string {
  const headers = { 'API-Version': 'ApiVersion', traceresponse: 'TraceResponse', RateLimit: 'RateLimit', 'RateLimit-Policy': 'RateLimitPolicy' };
  const all = success.location === true ? { ...headers, Location: 'Location' } : headers;
  const statuses = method === 'post' ? [400, 401, 403, 406, 409, 413, 415, 429, 500, 503] : [400, 401, 403, 404, 406, 429, 500, 503];
  const responses = {
    [success.status]: {
      description: 'پاسخ موفق',
      headers: Object.fromEntries(Object.entries(all).map(([name, ref]) => [name, { $ref: `#/components/headers/${ref}` }])),
      ...(success.schema === undefined
        ? {}
        : { content: { 'application/json': { schema: { $ref: `#/components/schemas/${success.schema}` }, example: success.example } } }),
      ...(success.links === undefined ? {} : { links: success.links }),
    },
    ...Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${refusals[status] ?? ''}` }])),
  };
  const operation = {
    operationId: id,
    tags: ['requests'],
    summary,
    description,
    'x-egif-data-class': 'internal',
    ...(effect === undefined ? {} : { 'x-egif-effect': effect }),
    security: [{ oauth2: [method === 'get' ? 'registry.read' : 'requests.write'] }],
    parameters: [...parameters, 'Traceparent'].map((name) => ({ $ref: `#/components/parameters/${name}` })),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            description: 'محتوای درخواست',
            required: true,
            content: { 'application/json': { schema: { $ref: `#/components/schemas/${body.schema}` }, example: body.example } },
          },
        }),
    responses,
  };
  return `    ${method}: ${json(operation)}\n`;
}

/** Patches that add paths (YAML, indented by two) and schemas (by four) to the contract of the base registry. */
export const added = (paths: string, schemas: string): NonNullable<FaultHooks['contract']> => [
  { find: '  /status:\n', put: `${paths}  /status:\n` },
  { find: '\n  schemas:\n', put: `\n  schemas:\n${schemas}` },
];
