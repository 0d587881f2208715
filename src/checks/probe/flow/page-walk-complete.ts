/**
 * probe/page-walk-complete — walking all pages gives every item once, and comes to an end.
 *
 * Source   EGIF-TEC-API-006; RFC 8288 §3 (next).
 * Evidence each GET collection that can be called: its pages of two items (one where there are but two, more where the total is known to need it), 50 at most. A total that changes on
 *          the way, or that no answer tells, is no ground for a finding of loss.
 */
import type { Operation, Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Exchange } from '../../../contract/evidence.js';
import { satisfied, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { withQueryField } from '../../../contract/query-field.js';
import { ask, callOf, defineCheck } from '../../ask.js';
import { jsonOf, placeOf } from '../../read.js';
import { unserved } from '../answers.js';
import { sendable, unsendable } from '../calls.js';
import { bearable, conclude } from '../gather.js';
import { itemsIn, keyOfItem, nextPage, pagingOf, totalIn, type Paging } from './page-walk.js';
import { lossOf, type Part } from './resource.js';

const usualPage = 2;
const mostPages = 50;

interface Collection {
  readonly subject: CheckSubject;
  readonly sample: Sample;
  readonly paging: Paging;
  /** Items of a page. */
  readonly most: number;
}

/** Items asked for so that so many fit into the pages that are walked; undefined where the contract does not let so many be asked for. */
function pageFor(total: number, paging: Paging): number | undefined {
  const wanted = Math.max(usualPage, Math.ceil(total / (mostPages - 1)));
  const maximum = paging.limit?.schema['maximum'];
  return typeof maximum === 'number' && wanted > maximum ? undefined : wanted;
}

function startOf({ sample, paging, most }: Collection): string {
  const first = [paging.cursor, paging.offset, paging.page?.name].reduce(
    (url: string, name) => (name === undefined ? url : withQueryField(url, name, undefined)),
    sample.url,
  );
  return paging.limit === undefined ? first : withQueryField(first, paging.limit.name, String(most));
}

interface Seen {
  readonly keys: Set<string>;
  readonly addresses: Set<string>;
  readonly totals: Set<number | undefined>;
  items: number;
  unnamed: number;
}

/** What the items of a page add; a finding where one was there before. */
function take(page: Exchange, seen: Seen): Judgement | undefined {
  const items = itemsIn(jsonOf(page)?.value);
  if (items === undefined) return undetermined('no-items', page.place);
  seen.totals.add(totalIn(page));
  seen.items += items.length;
  for (const item of items) {
    const key = keyOfItem(item, page.place);
    if (key === undefined) seen.unnamed += 1;
    else if (seen.keys.has(key))
      return violated({ code: 'page-item-repeated', at: placeOf(page, 'items'), got: `an item of an earlier page, after ${seen.items} items` });
    else seen.keys.add(key);
  }
  return undefined;
}

/** The number of items that one great page holds, if it holds them all; undefined where that cannot be told. */
function* countAtOnce(collection: Collection): Part<number | undefined> {
  const { subject, sample, paging } = collection;
  const maximum = paging.limit?.schema['maximum'];
  if (paging.limit === undefined || typeof maximum !== 'number') return undefined;
  const url = startOf({ ...collection, most: maximum });
  const page = yield* ask({ ...callOf(subject, { ...sample, url }), tolerate: bearable });
  if (lossOf(page) !== undefined || unserved(page) !== undefined) return undefined;
  const isWhole = nextPage(page, paging, { step: { url, before: 0, number: 0, led: false }, most: maximum }) === undefined;
  return isWhole ? itemsIn(jsonOf(page)?.value)?.length : undefined;
}

/** The judgement at the end of a walk. Where no total is told, one great page stands for it. */
function* concluded(collection: Collection, last: Exchange, seen: Seen): Part<Judgement> {
  if (seen.totals.size > 1) return undetermined('collection-changes', last.place);
  if (seen.unnamed > 0) return undetermined('items-without-id', last.place);
  const [told] = seen.totals;
  const total = told ?? (yield* countAtOnce(collection));
  if (total === undefined || seen.items === total) return satisfied;
  return violated({ code: 'page-items-lost', at: placeOf(last, 'items'), got: `${seen.items} items`, want: `${total} items` });
}

function* walk(collection: Collection): Part<Judgement> {
  const { subject, sample, paging, most } = collection;
  const seen: Seen = { keys: new Set(), addresses: new Set(), totals: new Set(), items: 0, unnamed: 0 };
  let url = startOf(collection);
  let led = false;
  for (let number = 0; number < mostPages; number += 1) {
    seen.addresses.add(url);
    const before = seen.items;
    const page = yield* ask({ ...callOf(subject, { ...sample, url }), tolerate: bearable });
    const broken = lossOf(page) ?? unserved(page);
    if (broken !== undefined) return broken;
    // A next page that was there before comes first: its items would be taken for repeated ones.
    const next = nextPage(page, paging, { step: { url, before, number, led }, most });
    if (next !== undefined && seen.addresses.has(next.url))
      return violated({ code: 'pages-endless', at: placeOf(page, 'next'), got: 'an address that was walked before' });
    const told = take(page, seen);
    if (told !== undefined) return told;
    if (next === undefined) return number === 0 ? undetermined('one-page-only', page.place) : yield* concluded(collection, page, seen);
    ({ url, led } = next);
  }
  const [total] = seen.totals;
  if (seen.totals.size === 1 && total !== undefined && total <= (mostPages - 1) * most)
    return violated({
      code: 'pages-endless',
      at: `${subject.environment.id}${sample.operation.path}#next`,
      got: `more than ${mostPages} pages`,
      want: `${total} items`,
    });
  return undetermined('too-many-pages', sample.operation.path);
}

/** Whether all that there is are two items that can be asked for one by one; a service that gives both all the same is no matter of walking. */
function* isPair(collection: Collection, first: Exchange): Part<boolean> {
  const { subject, sample, paging, most } = collection;
  const next = nextPage(first, paging, { step: { url: startOf(collection), before: 0, number: 0, led: false }, most });
  if (next !== undefined || paging.limit === undefined || itemsIn(jsonOf(first)?.value)?.length !== usualPage) return false;
  const single = yield* ask({ ...callOf(subject, { ...sample, url: startOf({ ...collection, most: 1 }) }), tolerate: bearable });
  return lossOf(single) === undefined && unserved(single) === undefined && itemsIn(jsonOf(single)?.value)?.length === 1;
}

function* judgeCollection(subject: CheckSubject, operation: Operation): Part<Judgement> {
  const sample = sendable(subject, operation);
  if (sample === undefined) return unsendable(subject, operation);
  const collection = { subject, sample, paging: pagingOf(operation), most: usualPage };
  const first = yield* ask({ ...callOf(subject, { ...sample, url: startOf(collection) }), tolerate: bearable });
  const broken = lossOf(first) ?? unserved(first);
  if (broken !== undefined) return broken;
  const total = totalIn(first);
  const most = (yield* isPair(collection, first)) ? 1 : total === undefined ? usualPage : pageFor(total, collection.paging);
  if (most === undefined) return undetermined('too-many-pages', `${total} items at ${operation.path}`);
  return yield* walk({ ...collection, most });
}

/** A collection that is too small to page says nothing where others were walked. */
const isSilent = ({ cause }: Judgement): boolean => cause?.code === 'one-page-only' || cause?.code === 'no-test-data';

export const pageWalkComplete = defineCheck({
  id: 'probe/page-walk-complete',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['page-item-repeated', 'page-items-lost', 'pages-endless'],

  *probe(subject) {
    if (subject.contract === undefined) return undetermined('no-contract');
    const parts: Judgement[] = [];
    for (const operation of subject.contract.operations)
      if (operation.collection && operation.method === 'GET' && operation.extensions['x-egif-bounded'] !== true)
        parts.push(yield* judgeCollection(subject, operation));
    const walked = parts.filter((part) => !isSilent(part));
    const earned = walked.some((part) => part.examined > 0 || part.findings.length > 0);
    return conclude(earned ? walked : parts, [], parts.length === 0 ? 'no-collection' : 'one-page-only');
  },
});
