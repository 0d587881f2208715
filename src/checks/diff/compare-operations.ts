/**
 * Compares two operations of the same method and path: inputs, answers, security, and what becomes of them.
 *
 * Source   EGIF-TEC-VER-004; OpenAPI 3.1.1 §4.8.10, §4.8.16 (Responses: exact status before range before default).
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import { isObject, memberOf } from '../../contract/json.js';
import type { Change, Reason } from './change.js';
import { shown } from './change.js';
import { compareBodies, compareParameters } from './compare-inputs.js';
import type { OperationComparison, SchemaPair, Sides, Tell } from './comparison.js';
import { compareSecurity } from './compare-security.js';
import type { InterfaceOperation } from './read-interface.js';
import { sameSchema } from './same-schema.js';
import type { LocatedObject } from './source.js';

/** Whether a reason breaks the consumer; `compatible` and what its announced end is over do not. */
export function breaksBy(reason: Reason): Change['breaking'] {
  if (reason === 'incomparable') return 'unknown';
  return !(reason === 'compatible' || reason === 'sunset-over');
}

const mediaName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\s*;\s*/g, ';')
    .replace(/;charset=utf-8$/, '');

/** Whether a media range covers a media type. */
function covers(range: string, name: string): boolean {
  const [type] = mediaName(name).split(';');
  return mediaName(range) === mediaName(name) || range === '*/*' || (range.endsWith('/*') && (type ?? '').startsWith(range.slice(0, -1)));
}

function contentComparison(comparison: Omit<OperationComparison, 'compareContent'>): OperationComparison['compareContent'] {
  const { sides, schemas, tell, name } = comparison;
  return (old, now, direction) => {
    const before = sides.old.map(old, 'content');
    const after = sides.now.map(now, 'content');
    for (const [media, object] of before) {
      const [, is] =
        [...after].find(([other]) => mediaName(other) === mediaName(media)) ??
        [...after].find(([other]) => direction === 'request' && covers(other, media)) ??
        [];
      if (is === undefined) {
        tell('media-type-removed', 'gone', { direction, old: object.pointer, before: media });
        continue;
      }
      const [a, b] = [memberOf(object.value, 'schema'), memberOf(is.value, 'schema')];
      if (a === undefined && b === undefined) continue;
      schemas.push({
        old: [{ value: a ?? {}, pointer: a === undefined ? object.pointer : `${object.pointer}/schema` }],
        now: [{ value: b ?? {}, pointer: b === undefined ? is.pointer : `${is.pointer}/schema` }],
        direction,
        where: name,
      });
    }
    for (const [media, object] of after) {
      if ([...before.keys()].some((other) => mediaName(other) === mediaName(media))) continue;
      // A body where there was none is more than consumers were told of; another form beside the known ones is asked for by name.
      tell('media-type-added', 'compatible', { direction, new: object.pointer, after: media });
    }
  };
}

/** The response that stands for a status: exact, by range, or default. */
function responseFor(status: string, responses: ReadonlyMap<string, LocatedObject>): LocatedObject | undefined {
  const range = /^[1-5]\d\d$/.test(status) ? `${status[0] ?? ''}XX` : status;
  return (
    responses.get(status) ??
    responses.get(range) ??
    responses.get(range.toLowerCase()) ??
    (status === 'default' ? undefined : responses.get('default'))
  );
}

function compareHeaders(old: LocatedObject, now: LocatedObject, comparison: OperationComparison): void {
  const { sides, tell, schemas, name, direction } = comparison;
  const answers = direction === 'request' ? 'response' : 'request';
  const [before, after] = [sides.old.map(old, 'headers'), sides.now.map(now, 'headers')].map(
    (headers) => new Map([...headers].map(([key, value]) => [key.toLowerCase(), value] as const)),
  );
  const isPromised = ({ value }: LocatedObject): boolean => memberOf(value, 'required') === true;
  for (const [key, header] of before ?? []) {
    if (key === 'content-type') continue;
    const is = after?.get(key);
    if (is === undefined) {
      tell('header-removed', isPromised(header) ? 'gone' : 'incomparable', { direction: answers, old: header.pointer, before: key });
      continue;
    }
    if (isPromised(header) && !isPromised(is))
      tell('header-now-optional', 'answers-more', { direction: answers, old: header.pointer, new: is.pointer, before: key });
    const [a, b] = [memberOf(header.value, 'schema'), memberOf(is.value, 'schema')];
    if (a === undefined || b === undefined) continue;
    schemas.push({
      old: [{ value: a, pointer: `${header.pointer}/schema` }],
      now: [{ value: b, pointer: `${is.pointer}/schema` }],
      direction: answers,
      where: name,
      asText: true,
    });
  }
  for (const [key, header] of after ?? []) {
    if (before?.has(key) !== true && key !== 'content-type')
      tell('header-added', 'compatible', { direction: answers, new: header.pointer, after: key });
  }
}

function compareResponses(comparison: OperationComparison): void {
  const { old, now, tell, direction, compareContent } = comparison;
  const answers = direction === 'request' ? 'response' : 'request';
  for (const [status, response] of old.responses) {
    const is = responseFor(status, now.responses);
    if (is === undefined) {
      tell('status-removed', 'gone', { direction: answers, old: response.pointer, before: status });
      continue;
    }
    // An answer to HEAD has no content (RFC 9110 §9.3.2).
    if (!old.name.startsWith('HEAD ')) compareContent(response, is, answers);
    compareHeaders(response, is, comparison);
  }
  for (const [status, response] of now.responses) {
    if (old.responses.has(status)) continue;
    const was = responseFor(status, old.responses);
    if (was !== undefined && !old.name.startsWith('HEAD ')) compareContent(was, response, answers);
    tell('status-added', 'compatible', { direction: answers, new: response.pointer, after: status });
  }
}

function compareCallbacks({ old, now, sides, tell }: OperationComparison): void {
  const [before, after] = [old.at, now.at].map(({ value, pointer }) => ({
    value: memberOf(value, 'callbacks') ?? {},
    pointer: `${pointer}/callbacks`,
  }));
  if (before === undefined || after === undefined || sameSchema(before, after, sides)) return;
  const isNew = isObject(before.value) && Object.keys(before.value).length === 0;
  tell('callback-changed', isNew ? 'compatible' : 'incomparable', { old: old.at.pointer, new: after.pointer });
}

/** Compares two operations; schemas are pushed onto the worklist. */
export function compareOperation(
  given: { readonly old: InterfaceOperation; readonly now: InterfaceOperation },
  world: { readonly sides: Sides; readonly schemas: { push(pair: SchemaPair): void }; readonly tell: Tell },
): void {
  const { old, now } = given;
  const direction = old.isWebhook ? 'response' : 'request';
  const base = {
    ...given,
    ...world,
    name: old.name,
    direction,
    tell: (kind, reason, more) => world.tell({ kind, breaking: breaksBy(reason), reason, direction, where: old.name, ...more }),
  } satisfies Omit<OperationComparison, 'compareContent'>;
  const comparison: OperationComparison = { ...base, compareContent: contentComparison(base) };
  const places = { direction: 'neither', old: old.at.pointer, new: now.at.pointer } as const;
  if (!old.deprecated && now.deprecated)
    comparison.tell('operation-deprecated', 'compatible', { ...places, ...(now.sunset === undefined ? {} : { after: now.sunset }) });
  const [before, after] = [memberOf(old.at.value, 'operationId'), memberOf(now.at.value, 'operationId')];
  if (before !== undefined && before !== after)
    comparison.tell('operation-id-changed', 'compatible', { ...places, before: shown(before), after: shown(after ?? 'absent') });
  if (!old.isWebhook) for (const change of compareSecurity(old, now, world.sides)) world.tell(change);
  compareParameters(comparison);
  compareBodies(comparison);
  compareResponses(comparison);
  compareCallbacks(comparison);
}
