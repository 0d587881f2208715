/**
 * Walking the pages of a collection: how its contract pages, what a page holds, and where the next one is.
 *
 * Three ways are read: an address of the next page (Link rel=next, RFC 8288 §3; a member `next`), a cursor, an offset or page number.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Json, Operation, Parameter } from '../../../contract/api-model.js';
import type { Exchange } from '../../../contract/evidence.js';
import { isObject, memberOf } from '../../../contract/json.js';
import { cursorName, limitName, offsetName, pageName } from '../../../contract/paging-names.js';
import { withQueryField } from '../../../contract/query-field.js';
import { scalarType } from '../../generate/sample-parameters.js';
import { headerValues, jsonOf } from '../../read.js';

/** How a collection pages, by the names of its query parameters. */
export interface Paging {
  readonly limit?: Parameter;
  readonly cursor?: string;
  readonly offset?: string;
  /** Number of a page, with that of the first one. */
  readonly page?: { readonly name: string; readonly first: number };
}

const isInteger = ({ schema }: Parameter): boolean => ['integer', 'number'].includes(scalarType(schema) ?? '');

/** The paging that an operation declares. */
export function pagingOf(operation: Operation): Paging {
  const query = operation.parameters.filter(({ in: place }) => place === 'query');
  const limit = query.find((parameter) => limitName.test(parameter.name) && isInteger(parameter));
  const cursor = query.find(({ name }) => cursorName.test(name))?.name;
  const offset = query.find((parameter) => offsetName.test(parameter.name) && isInteger(parameter))?.name;
  const page = query.find((parameter) => pageName.test(parameter.name) && isInteger(parameter));
  const least = page?.schema['minimum'] ?? page?.schema['default'];
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(cursor === undefined ? {} : { cursor }),
    ...(offset === undefined ? {} : { offset }),
    ...(page === undefined ? {} : { page: { name: page.name, first: least === 0 ? 0 : 1 } }),
  };
}

const wrapperNames = ['items', 'data', 'results', 'records', 'values', 'content', 'value', 'entries', 'list', 'elements', 'rows'] as const;

/** The items of a page: the body itself, a member of a known name, or its only list. */
export function itemsIn(body: Json | undefined): readonly Json[] | undefined {
  if (Array.isArray(body)) return body;
  if (!isObject(body)) return undefined;
  for (const name of wrapperNames) {
    const value = memberOf(body, name);
    if (Array.isArray(value)) return value;
  }
  const lists = Object.values(body).filter((value) => Array.isArray(value));
  return lists.length === 1 ? lists[0] : undefined;
}

/**
 * What tells an item from the others: its member `id`, or the one that is named for the collection (`personId` in `/persons`). Any other identifier
 * may be that of something that many items share.
 */
export function keyOfItem(item: Json, path: string): string | undefined {
  if (!isObject(item)) return undefined;
  const last = path.split('/').findLast((segment) => segment !== '' && !segment.startsWith('{')) ?? '';
  const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const own = new Set(
    [bare(last), bare(last).replace(/s$/, ''), bare(last).replace(/es$/, ''), bare(last).replace(/ies$/, 'y')].map((noun) => `${noun}id`),
  );
  const names = Object.keys(item);
  const name = ['id', '_id', 'uuid'].find((candidate) => names.includes(candidate)) ?? names.find((candidate) => own.has(bare(candidate)));
  const value = name === undefined ? undefined : item[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

const totalName = /^(?:total|total_?(?:count|items|elements|records|results)|count|@odata\.count|record_?count)$/i;

/** The number of all items, where the page tells it (`count` may be that of the page, and is read only where it is more than the page holds). */
export function totalIn(exchange: Exchange): number | undefined {
  const [field] = headerValues(exchange, 'x-total-count');
  if (field !== undefined && /^[0-9]{1,15}$/.test(field)) return Number(field);
  const body = jsonOf(exchange)?.value;
  for (const holder of [body, ...['page', 'paging', 'pagination', 'meta'].map((name) => memberOf(body, name))]) {
    if (!isObject(holder)) continue;
    const found = Object.entries(holder).find(([name, value]) => totalName.test(name) && typeof value === 'number' && Number.isInteger(value));
    if (found === undefined) continue;
    const [name, value] = found;
    if (/^count$/i.test(name) && Number(value) <= (itemsIn(body)?.length ?? 0)) continue;
    return Number(value);
  }
  return undefined;
}

/** The target of a Link of a relation (RFC 8288 §3). */
function linkTarget(exchange: Exchange, relation: string): string | undefined {
  for (const value of headerValues(exchange, 'link'))
    for (const [, target = '', parameters = ''] of value.matchAll(/<([^>]*)>((?:\s*;\s*[^;,"=]+(?:="[^"]*"|=[^;,"]*)?)*)/g)) {
      const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters);
      if ((relations?.[1] ?? relations?.[2] ?? '').toLowerCase().split(/\s+/).includes(relation)) return target;
    }
  return undefined;
}

function nextMember(body: Json | undefined): { readonly address?: string; readonly cursor?: string } {
  const text = (value: Json | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
  for (const holder of [body, ...['paging', 'pagination', 'page', 'meta', 'cursors', 'cursor'].map((name) => memberOf(body, name))]) {
    if (!isObject(holder)) continue;
    for (const [name, value] of Object.entries(holder)) {
      const given = text(value);
      if (given !== undefined && /^next_?(?:cursor|page_?token|token)$|^continuation_?token$/i.test(name)) return { cursor: given };
      if (/^(?:next|next_?(?:link|url|page)|@odata\.nextLink)$/i.test(name)) {
        const address = given ?? text(memberOf(value, 'href'));
        if (address !== undefined) return /^https?:|^[/?]/i.test(address) ? { address } : { cursor: address };
      }
    }
  }
  const href =
    text(memberOf(memberOf(memberOf(body, '_links') ?? memberOf(body, 'links'), 'next'), 'href')) ?? text(memberOf(memberOf(body, 'links'), 'next'));
  return href === undefined ? {} : { address: href };
}

/** Where a walk stands. */
export interface Step {
  readonly url: string;
  /** Items that came before this page. */
  readonly before: number;
  /** From 0. */
  readonly number: number;
  /** The service itself led to this page: where it leads no further, there is none. */
  readonly led: boolean;
}

/** A further page, and whether the service itself led there or the client counts on. */
export interface Next {
  readonly url: string;
  readonly led: boolean;
}

/** The page after a step; undefined where there is none. `most` is the number of items asked for. */
export function nextPage(exchange: Exchange, paging: Paging, at: { readonly step: Step; readonly most: number }): Next | undefined {
  const { step, most } = at;
  const { address, cursor } = nextMember(jsonOf(exchange)?.value);
  const target = linkTarget(exchange, 'next') ?? address;
  if (target !== undefined) return URL.canParse(target, step.url) ? { url: new URL(target, step.url).href, led: true } : undefined;
  if (cursor !== undefined) {
    return { url: withQueryField(step.url, paging.cursor ?? 'cursor', cursor), led: true };
  }
  const count = itemsIn(jsonOf(exchange)?.value)?.length ?? 0;
  const seen = step.before + count;
  const total = totalIn(exchange);
  // Counting on is the client's own: it ends where a page is not full, or all that there is was seen.
  if (step.led || paging.cursor !== undefined || count === 0 || (total === undefined ? count < most : seen >= total)) return undefined;
  const counted =
    paging.offset === undefined
      ? paging.page && ([paging.page.name, paging.page.first + step.number + 1] as const)
      : ([paging.offset, seen] as const);
  return counted === undefined ? undefined : { url: withQueryField(step.url, counted[0], String(counted[1])), led: false };
}
