/**
 * The sample agency's service: one request in, one answer out. The order of the stages is the conformant one; faults bend them from outside.
 *
 * receive → route → authenticate → negotiate → validate → operate → finish
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { randomBytes } from 'node:crypto';
import { forPurpose } from './audit.js';
import { headerOf, jsonBodyOf, jsonAnswer, withHeader, type AgencyRequest, type Answer } from './exchange.js';
import type { AnswerContext, FaultHooks } from './faults/fault.js';
import { isObject } from '../contract/json.js';
import { operationHandlers } from './operations.js';
import { mayKnow } from './ownership.js';
import { problemAnswer } from './problems.js';
import { publishedAnswer, type PublishedWorld } from './published.js';
import type { OperationHandler, RegistryState } from './registry-state.js';
import { readBody, readParameters } from './request-check.js';
import type { Route, ServedContract, ServedOperation } from './served-contract.js';
import { signOnAnswer } from './sign-on.js';
import type { Authorization, TokenService } from './tokens.js';

export interface ServiceWorld {
  readonly contract: ServedContract;
  readonly published: Omit<PublishedWorld, 'now'>;
  readonly state: RegistryState;
  readonly tokens: TokenService;
  readonly clock: () => Date;
  readonly hooks: readonly FaultHooks[];
  /** Operations beside those of the base registry. */
  readonly handlers?: ReadonlyMap<string, OperationHandler>;
}

/** An answer and the operation that gave it. */
interface Served {
  readonly answer: Answer;
  readonly operationId?: string;
}

export const maxBodyBytes = 65_536;
const maxTargetLength = 8192;
const quota = { requests: 60_000, windowSeconds: 60 } as const;
const knownMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const tokenPath = '/oauth/token';

/** Folds the hooks that are present over a value, in the order in which the faults were named. */
function bend<T>(value: T, hooks: readonly (((value: T) => T) | undefined)[]): T {
  return hooks.reduce((current, hook) => (hook === undefined ? current : hook(current)), value);
}

/** 405 with the methods that are declared (RFC 9110 §15.5.6); a method that nobody declares anywhere is 501. */
function refuseMethod(request: AgencyRequest, declared: readonly string[]): Answer {
  if (!knownMethods.has(request.method) && request.method !== 'TRACE') return problemAnswer(request, 'method-not-implemented');
  const allowed = [...declared, ...(declared.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
  if (request.method === 'OPTIONS') return { status: 204, headers: [['Allow', allowed.join(', ')]] };
  return withHeader(problemAnswer(request, 'method-not-allowed'), 'Allow', allowed.join(', '));
}

function challenge(request: AgencyRequest, authorization: Authorization, operation: ServedOperation): Answer | undefined {
  const scope = (operation.scopes ?? []).join(' ');
  if (authorization.outcome !== 'valid') {
    const error = authorization.outcome === 'invalid' ? ', error="invalid_token"' : '';
    return withHeader(problemAnswer(request, 'unauthorized'), 'WWW-Authenticate', `Bearer realm="person-registry", scope="${scope}"${error}`);
  }
  const { scopes } = authorization;
  if ((operation.scopes ?? []).every((wanted) => scopes.includes(wanted))) return undefined;
  return withHeader(
    problemAnswer(request, 'insufficient-scope'),
    'WWW-Authenticate',
    `Bearer realm="person-registry", scope="${scope}", error="insufficient_scope"`,
  );
}

/** Whether JSON is among what the client takes (RFC 9110 §12.5.1); without the field everything is. */
function takesJson(request: AgencyRequest): boolean {
  const accept = headerOf(request, 'accept');
  if (accept === undefined || accept.trim() === '') return true;
  return accept.split(',').some((range) => {
    const [type = '', ...parameters] = range
      .trim()
      .toLowerCase()
      .split(';')
      .map((part) => part.trim());
    return (
      ['*/*', 'application/*', 'application/json', 'application/problem+json'].includes(type) &&
      !parameters.some((part) => /^q\s*=\s*0(\.0*)?$/.test(part))
    );
  });
}

/** Whether a body is declared as JSON in UTF-8. */
function sendsJson(request: AgencyRequest): boolean {
  return (
    /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(headerOf(request, 'content-type') ?? '') &&
    headerOf(request, 'content-encoding') === undefined
  );
}

function operate(world: ServiceWorld, request: AgencyRequest, place: { readonly route: Route; readonly operation: ServedOperation }): Answer {
  const { route, operation } = place;
  if (request.query.has('access_token')) return problemAnswer(request, 'token-in-url');
  let clientId = '';
  if (operation.scopes !== undefined) {
    const authorization = bend(
      world.tokens.authorize(request),
      world.hooks.map((hook) => hook.authorization),
    );
    const refused = challenge(request, authorization, operation);
    if (refused !== undefined) return refused;
    if (authorization.outcome === 'valid') clientId = authorization.clientId;
  }
  if (!takesJson(request)) return problemAnswer(request, 'not-acceptable');
  if (request.body.length > maxBodyBytes) return problemAnswer(request, 'content-too-large');
  if (operation.body !== undefined && request.body.length > 0 && !sendsJson(request)) return problemAnswer(request, 'unsupported-media-type');
  const parameters = readParameters(operation, request, route);
  const body = readBody(operation, request.body);
  if (body === 'malformed') return problemAnswer(request, 'malformed-body');
  const violations = [...parameters.violations, ...body.violations];
  if (violations.length > 0) return problemAnswer(request, 'invalid-request', violations);
  if (!mayKnow(clientId, parameters.input.path['id'])) return problemAnswer(request, 'not-found');
  const handler = world.handlers?.get(operation.id) ?? operationHandlers.get(operation.id);
  if (handler === undefined) return problemAnswer(request, 'not-found');
  const { basePath } = world.published;
  const input = { ...parameters.input, body: body.value };
  const answer = handler({ request, input, now: world.clock(), basePath, serviceId: world.contract.serviceId, state: world.state });
  return forPurpose(answer, headerOf(request, 'egif-audit'));
}

/** Answers a request for one of the operations, or for a path of theirs. */
function serveOperation(world: ServiceWorld, request: AgencyRequest): Served | undefined {
  const { basePath } = world.published;
  if (!request.path.startsWith(`${basePath}/`)) return undefined;
  const route = world.contract.route(request.path.slice(basePath.length));
  if (route === undefined) return undefined;
  const operation = route.operations.get(request.method === 'HEAD' ? 'GET' : request.method);
  if (operation === undefined) return { answer: refuseMethod(request, [...route.operations.keys()]) };
  return { answer: operate(world, request, { route, operation }), operationId: operation.id };
}

function serveRequest(world: ServiceWorld, request: AgencyRequest): Served {
  if (request.path.length > maxTargetLength || request.query.toString().length > maxTargetLength)
    return { answer: problemAnswer(request, 'uri-too-long') };
  if (!knownMethods.has(request.method)) return { answer: refuseMethod(request, ['GET']) };
  const published = publishedAnswer(request.path, { ...world.published, now: world.clock() }) ?? signOnAnswer(request, world.published);
  if (published !== undefined) return { answer: ['GET', 'HEAD'].includes(request.method) ? published : refuseMethod(request, ['GET']) };
  if (request.path === tokenPath) return { answer: request.method === 'POST' ? world.tokens.issue(request) : refuseMethod(request, ['POST']) };
  return serveOperation(world, request) ?? { answer: problemAnswer(request, 'not-found') };
}

/** The trace id of a well-formed traceparent (W3C Trace Context §3.2.2), else a new one. */
function traceIdOf(request: AgencyRequest): string {
  const given = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?$/.exec(headerOf(request, 'traceparent') ?? '')?.[1];
  return given === undefined || /^0+$/.test(given) ? randomBytes(16).toString('hex') : given;
}

/** Correlation headers; a problem names its trace as instance (RFC 9457 §3.1.5). */
function withTrace(answer: Answer, request: AgencyRequest): Answer {
  const traceId = traceIdOf(request);
  const correlation = headerOf(request, 'x-correlation-id');
  const requestId = headerOf(request, 'x-request-id');
  const echo = (value: string | undefined): value is string => value !== undefined && /^[A-Za-z0-9._:-]{1,128}$/.test(value);
  let traced = withHeader(withHeader(answer, 'Trace-Id', traceId), 'traceresponse', `00-${traceId}-${randomBytes(8).toString('hex')}-01`);
  traced = withHeader(traced, 'X-Request-Id', echo(requestId) ? requestId : traceId);
  if (echo(correlation)) traced = withHeader(traced, 'X-Correlation-ID', correlation);
  const problem = jsonBodyOf(answer);
  if (headerOf(answer, 'content-type') !== 'application/problem+json' || !isObject(problem)) return traced;
  return { ...traced, body: jsonAnswer(answer.status, { ...problem, instance: `urn:trace:${traceId}` }).body ?? new Uint8Array() };
}

/** Headers that every answer carries. */
function finish(answer: Answer, world: ServiceWorld, context: AnswerContext & { readonly remaining: number }): Answer {
  const traced = withTrace(answer, context.request);
  const own: [string, string][] = [
    ['Cache-Control', 'no-store'],
    ['Vary', 'Accept, Accept-Language'],
    ['Strict-Transport-Security', 'max-age=63072000; includeSubDomains'],
    ['X-Content-Type-Options', 'nosniff'],
    ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
    ['Referrer-Policy', 'no-referrer'],
  ];
  if (context.request.path.startsWith(context.basePath)) own.push(['API-Version', world.contract.version]);
  if (context.operationId !== undefined) {
    own.push(['RateLimit-Policy', `"default";q=${quota.requests};w=${quota.windowSeconds}`]);
    own.push(['RateLimit', `"default";r=${context.remaining};t=${quota.windowSeconds}`]);
  }
  return { ...traced, headers: [...traced.headers, ...own] };
}

/** Counts requests in windows; gives how many remain, negative where the quota is passed. */
function createQuota(clock: () => Date): () => number {
  let window = 0;
  let used = 0;
  return () => {
    const current = Math.floor(clock().getTime() / (quota.windowSeconds * 1000));
    if (current !== window) used = 0;
    window = current;
    used += 1;
    return quota.requests - used;
  };
}

/** Makes the service. What it returns answers one request; it never throws. */
export function createService(world: ServiceWorld): (request: AgencyRequest) => Answer {
  const count = createQuota(world.clock);
  const { basePath } = world.published;
  return (received) => {
    const request = bend(
      received,
      world.hooks.map((hook) => hook.request),
    );
    const remaining = count();
    let served: Served;
    try {
      served =
        remaining < 0
          ? { answer: withHeader(problemAnswer(request, 'too-many-requests'), 'Retry-After', String(quota.windowSeconds)) }
          : serveRequest(world, request);
    } catch {
      served = { answer: problemAnswer(request, 'internal-error') };
    }
    const context: AnswerContext = {
      request: received,
      basePath,
      now: world.clock(),
      ...(served.operationId === undefined ? {} : { operationId: served.operationId }),
    };
    for (const { effect } of world.hooks) effect?.(world.state, context);
    const finished = finish(served.answer, world, { ...context, remaining: Math.max(0, remaining) });
    return bend(
      finished,
      world.hooks.map((hook) => (hook.answer === undefined ? undefined : (answer: Answer) => hook.answer?.(answer, context) ?? answer)),
    );
  };
}

/** The answer to a request over cleartext HTTP: pages are sent to HTTPS, everything with a credential or an effect is refused (RFC 9110 §15.4.9). */
export function cleartextAnswer(request: AgencyRequest, origin: string): Answer {
  const query = request.query.toString();
  const safe = request.method === 'GET' || request.method === 'HEAD';
  if (!safe || headerOf(request, 'authorization') !== undefined) return { status: 403, headers: [['Connection', 'close']] };
  return { status: 308, headers: [['Location', `${origin}${request.path}${query === '' ? '' : `?${query}`}`]] };
}
