/**
 * Compares what an operation takes: parameters and the request body.
 *
 * Source   EGIF-TEC-VER-004 (no new required input, nothing removed); OpenAPI 3.1.1 §4.8.12 (Parameter), §4.8.13 (Request Body).
 * Room     checks/diff (floor 3). May be imported within checks/diff only.
 */
import type { Json } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { shown } from './change.js';
import type { OperationComparison } from './comparison.js';
import type { Located, LocatedObject, Source } from './source.js';

/** Names under which the size and place of a page are asked for. */
const pagingNames = /^(?:page|page[-_]?(?:size|number|no|token)|per[-_]?page|limit|offset|cursor|size|skip|top|after|before)$/i;

const isRequired = ({ value }: LocatedObject): boolean => memberOf(value, 'in') === 'path' || memberOf(value, 'required') === true;

/** The schema of a parameter, wherever it stands. */
function schemaOf({ value, pointer }: LocatedObject, source: Source): Located {
  const own = memberOf(value, 'schema');
  if (own !== undefined) return { value: own, pointer: `${pointer}/schema` };
  const [media] = source.map({ value, pointer }, 'content').values();
  const inner = memberOf(media?.value, 'schema');
  return media === undefined || inner === undefined ? { value: {}, pointer } : { value: inner, pointer: `${media.pointer}/schema` };
}

/** How a parameter's value is written on the wire (OpenAPI 3.1.1 §4.8.12.2: defaults by place). */
function serialisationOf({ value }: LocatedObject): string {
  const place = memberOf(value, 'in');
  const content = memberOf(value, 'content');
  if (isObject(content)) return `content ${Object.keys(content).join(' ')}`;
  const style = memberOf(value, 'style') ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple');
  const explode = memberOf(value, 'explode') ?? style === 'form';
  return `${shown(style)}${explode === true ? ' explode' : ''}`;
}

function isComposite(schema: Located, source: Source): boolean {
  const type: Json | undefined = memberOf(source.object(schema.value, schema.pointer)?.value, 'type');
  return !(typeof type === 'string' && type !== 'array' && type !== 'object');
}

function compareParameter(old: LocatedObject, now: LocatedObject, comparison: OperationComparison): void {
  const { tell, schemas, sides, direction, name } = comparison;
  const places = { old: old.pointer, new: now.pointer };
  const before = shown(memberOf(old.value, 'name'));
  const after = shown(memberOf(now.value, 'name'));
  if (before !== after && memberOf(old.value, 'in') === 'path') tell('path-parameter-renamed', 'compatible', { ...places, before, after });
  if (!isRequired(old) && isRequired(now)) tell('parameter-now-required', 'refuses-more', { ...places, after });
  if (isRequired(old) && !isRequired(now)) tell('parameter-now-optional', 'compatible', { ...places, before });
  const [a, b] = [schemaOf(old, sides.old), schemaOf(now, sides.now)];
  const [was, is] = [serialisationOf(old), serialisationOf(now)];
  // The style of a single value is the same in all but a few styles.
  if (was !== is && (isComposite(a, sides.old) || isComposite(b, sides.now) || !/^(?:form|simple)/.test(was) || !/^(?:form|simple)/.test(is)))
    tell('serialisation-changed', 'differs', { ...places, before: was, after: is });
  schemas.push({ old: [a], now: [b], direction, where: name, asText: true });
}

/** Whether leaving the parameter out now gives less than everything. */
function hasDefault(parameter: LocatedObject, source: Source): boolean {
  const schema = schemaOf(parameter, source);
  return memberOf(source.object(schema.value, schema.pointer)?.value, 'default') !== undefined;
}

/** Compares the parameters of two operations. */
export function compareParameters(comparison: OperationComparison): void {
  const { old, now, tell, sides } = comparison;
  for (const [key, parameter] of old.parameters) {
    const is = now.parameters.get(key);
    const before = `${shown(memberOf(parameter.value, 'in'))} ${shown(memberOf(parameter.value, 'name'))}`;
    if (is !== undefined) compareParameter(parameter, is, comparison);
    else if (pagingNames.test(shown(memberOf(parameter.value, 'name')))) tell('paging-removed', 'gone', { old: parameter.pointer, before });
    // A header or cookie that nobody reads is passed over (RFC 9110 §5.1): whether its effect is missed cannot be told.
    else tell('parameter-removed', /^(?:header|cookie) /.test(key) ? 'incomparable' : 'gone', { old: parameter.pointer, before });
  }
  for (const [key, parameter] of now.parameters) {
    if (old.parameters.has(key)) continue;
    const after = `${shown(memberOf(parameter.value, 'in'))} ${shown(memberOf(parameter.value, 'name'))}`;
    const places = { new: parameter.pointer, after };
    const isPaging = pagingNames.test(shown(memberOf(parameter.value, 'name')));
    if (isRequired(parameter)) tell('required-parameter-added', 'refuses-more', places);
    else if (isPaging && hasDefault(parameter, sides.now)) tell('paging-added', 'incomparable', places);
    else tell('parameter-added', 'compatible', places);
  }
}

/** Compares the request bodies of two operations. */
export function compareBodies(comparison: OperationComparison): void {
  const { old, now, tell, sides, compareContent, direction } = comparison;
  const before = sides.old.member(old.at, 'requestBody');
  const after = sides.now.member(now.at, 'requestBody');
  if (before === undefined && after === undefined) return;
  if (before === undefined) {
    if (after === undefined) return;
    const isDemanded = memberOf(after.value, 'required') === true;
    tell(isDemanded ? 'required-body-added' : 'body-added', isDemanded ? 'refuses-more' : 'compatible', { new: after.pointer });
    return;
  }
  if (after === undefined) {
    tell('body-removed', 'gone', { old: before.pointer });
    return;
  }
  const [was, is] = [before, after].map(({ value }) => memberOf(value, 'required') === true);
  const places = { old: before.pointer, new: after.pointer };
  if (was === false && is === true) tell('body-now-required', 'refuses-more', places);
  if (was === true && is === false) tell('body-now-optional', 'compatible', places);
  compareContent(before, after, direction);
}
