/**
 * Resources that consumers create, read, replace and delete: requests with entity tags, and reports that are made in the background.
 *
 * Source   RFC 9110 §8.8.3 (ETag), §13.1.1 (If-Match), §13.1.2 (If-None-Match), §15.3.3 (202); RFC 8288 §3 (Link).
 * Room     dev (floor 6). May be imported within dev only.
 */
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../contract/api-model.js';
import { memberOf } from '../contract/json.js';
import { jsonAnswer, withHeader, type Answer } from './exchange.js';
import { onceForKey } from './idempotency.js';
import { problemAnswer } from './problems.js';
import { instant, registrySource, requestRecord } from './records.js';
import type { OperationHandler, OperationWorld, Report } from './registry-state.js';

const defaultLimit = 20;
/** How long the making of a report takes. */
const reportMs = 100;

const idOf = (world: OperationWorld): string => world.input.path['id'] ?? '';
const noContent: Answer = { status: 204, headers: [] };

/** Strong entity tag of a record: its version. */
const tagOf = (record: JsonObject): string => `"v${String(record['recordVersion'])}"`;

/** Whether a list of entity tags names a tag; weak comparison passes over `W/`. */
function names(field: string, tag: string, comparison: 'weak' | 'strong'): boolean {
  if (field.trim() === '*') return true;
  const given = field.split(',').map((part) => part.trim());
  return given.some((candidate) => (comparison === 'weak' ? candidate.replace(/^W\//, '') : candidate) === tag);
}

const shown = (record: JsonObject, status: number): Answer => withHeader(jsonAnswer(status, record), 'ETag', tagOf(record));

/** A page by offset, with the address of the next in Link. */
function listRequests(world: OperationWorld): Answer {
  const { limit: asked, offset: given } = world.input.query;
  const limit = typeof asked === 'number' ? asked : defaultLimit;
  const offset = typeof given === 'number' ? given : 0;
  const records = [...world.state.requests.values()];
  const answer = jsonAnswer(200, {
    items: records.slice(offset, offset + limit),
    total: records.length,
    asOf: instant(world.now),
    source: registrySource(world.serviceId),
  });
  if (offset + limit >= records.length) return answer;
  return withHeader(answer, 'Link', `<${world.basePath}/requests?limit=${limit}&offset=${offset + limit}>; rel="next"`);
}

const createRequest = (world: OperationWorld): Answer =>
  onceForKey(world, () => {
    const id = randomUUID();
    const changed = instant(world.now);
    const text = String(memberOf(world.input.body, 'requestText'));
    const record = requestRecord({ id, text, status: 'registered', changed, source: registrySource(world.serviceId), version: 1 });
    world.state.requests.set(id, record);
    return withHeader(shown(record, 201), 'Location', `${world.basePath}/requests/${id}`);
  });

/** The request that the path names, if what the client believes of it still holds (RFC 9110 §13.2.2: If-Match first). */
function current(world: OperationWorld): { readonly record: JsonObject } | { readonly refusal: Answer } {
  const record = world.state.requests.get(idOf(world));
  if (record === undefined) return { refusal: problemAnswer(world.request, 'not-found') };
  const match = world.input.headers['If-Match'];
  if (match !== undefined && !names(match, tagOf(record), 'strong')) return { refusal: problemAnswer(world.request, 'precondition-failed') };
  return { record };
}

function getRequest(world: OperationWorld): Answer {
  const found = current(world);
  if ('refusal' in found) return found.refusal;
  const given = world.input.headers['If-None-Match'];
  const tag = tagOf(found.record);
  return given !== undefined && names(given, tag, 'weak') ? { status: 304, headers: [['ETag', tag]] } : shown(found.record, 200);
}

function replaceRequest(world: OperationWorld): Answer {
  const found = current(world);
  if ('refusal' in found) return found.refusal;
  const { record } = found;
  const requestText = memberOf(world.input.body, 'requestText') ?? '';
  const version = Number(record['recordVersion']) + 1;
  const replaced = { ...record, requestText, lastChangedAt: instant(world.now), asOf: instant(world.now), recordVersion: version };
  world.state.requests.set(idOf(world), replaced);
  return shown(replaced, 200);
}

function deleteRequest(world: OperationWorld): Answer {
  const found = current(world);
  if ('refusal' in found) return found.refusal;
  world.state.requests.delete(idOf(world));
  return noContent;
}

function stateOf({ orderedAt, fixed }: Report, now: Date): 'pending' | 'completed' | 'failed' {
  return fixed ?? (now.getTime() - orderedAt.getTime() >= reportMs ? 'completed' : 'pending');
}

const nextSteps = { pending: 'ساخت گزارش', completed: 'دریافت نتیجه', failed: 'سفارش دوباره' } as const;

function reportRecord(world: OperationWorld, report: Report): JsonObject {
  const status = stateOf(report, world.now);
  return {
    id: report.id,
    status,
    lastChangedAt: instant(report.orderedAt),
    nextStep: nextSteps[status],
    responsibleUnit: 'دفتر خدمات پایه',
    ...(status === 'completed' ? { resultUrl: `${world.basePath}/reports/${report.id}/result` } : {}),
    asOf: instant(report.orderedAt),
    source: registrySource(world.serviceId),
    recordVersion: 1,
  };
}

function createReport(world: OperationWorld): Answer {
  const report = { id: randomUUID(), requestStatus: String(memberOf(world.input.body, 'requestStatus')), orderedAt: world.now };
  world.state.reports.set(report.id, report);
  return withHeader(jsonAnswer(202, reportRecord(world, report)), 'Location', `${world.basePath}/reports/${report.id}`);
}

function getReport(world: OperationWorld): Answer {
  const report = world.state.reports.get(idOf(world));
  return report === undefined ? problemAnswer(world.request, 'not-found') : jsonAnswer(200, reportRecord(world, report));
}

function getReportResult(world: OperationWorld): Answer {
  const report = world.state.reports.get(idOf(world));
  if (report === undefined || stateOf(report, world.now) !== 'completed') return problemAnswer(world.request, 'not-found');
  const counted = [...world.state.requests.values()].filter((record) => record['status'] === report.requestStatus).length;
  return jsonAnswer(200, {
    id: report.id,
    requestCount: counted,
    asOf: instant(report.orderedAt),
    source: registrySource(world.serviceId),
    recordVersion: 1,
  });
}

function deleteReport(world: OperationWorld): Answer {
  return world.state.reports.delete(idOf(world)) ? noContent : problemAnswer(world.request, 'not-found');
}

/** The operations on what consumers create, by operationId. */
export const crudHandlers: readonly (readonly [string, OperationHandler])[] = [
  ['listRequests', listRequests],
  ['createRequest', createRequest],
  ['getRequest', getRequest],
  ['replaceRequest', replaceRequest],
  ['deleteRequest', deleteRequest],
  ['createReport', createReport],
  ['getReport', getReport],
  ['getReportResult', getReportResult],
  ['deleteReport', deleteReport],
];
