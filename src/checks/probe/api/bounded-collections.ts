/**
 * probe/bounded-collections — a collection never gives more than its limit.
 *
 * Source   EGIF-TEC-API-005.
 * Evidence each GET collection with a documented `limit`: without it, with 1, and with ten times the maximum. Closed lists marked
 *          x-egif-bounded are passed over.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { jsonOf, placeOf, responseOf } from '../../read.js';
import type { Operation, Parameter } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { memberOf } from '../../../contract/json.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { withQueryField } from '../../../contract/query-field.js';
import { busy, unserved } from '../answers.js';
import { sendable } from '../calls.js';
import { bearable, combine, conclude } from '../gather.js';

const numberOf = (parameter: Parameter, name: string): number | undefined => {
  const value = parameter.schema[name];
  return typeof value === 'number' ? value : undefined;
};

function itemsOf(exchange: Exchange): number | undefined {
  const value = jsonOf(exchange)?.value;
  const items = Array.isArray(value) ? value : memberOf(value, 'items');
  return Array.isArray(items) ? items.length : undefined;
}

interface Page {
  readonly limit: number | undefined;
  readonly most: number;
  readonly code: 'page-over-default' | 'page-over-limit' | 'page-over-maximum';
}

function* judgePage(subject: CheckSubject, operation: Operation, page: Page): Generator<Action, Judgement, Observation> {
  const sample = sendable(subject, operation);
  if (sample === undefined) return undetermined('no-test-data', operation.id);
  const url = withQueryField(sample.url, 'limit', page.limit === undefined ? undefined : String(page.limit));
  const exchange = yield* ask({ ...callOf(subject, { ...sample, url }), tolerate: bearable });
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, exchange.lost.detail);
  const { status } = responseOf(exchange);
  if (page.code === 'page-over-maximum' && [400, 422].includes(status)) return examined(1);
  const broken = busy(exchange) ?? unserved(exchange);
  if (broken !== undefined) return broken;
  const count = itemsOf(exchange);
  if (count === undefined) return undetermined('no-items', `no items at ${operation.path}`);
  if (count <= page.most) return examined(1);
  return violated({ code: page.code, at: placeOf(exchange, 'limit'), got: String(count), want: `≤ ${page.most}` });
}

function* judgeCollection(subject: CheckSubject, operation: Operation, limit: Parameter): Generator<Action, Judgement, Observation> {
  const maximum = numberOf(limit, 'maximum');
  const usual = numberOf(limit, 'default') ?? maximum;
  const pages: Page[] = [{ limit: 1, most: 1, code: 'page-over-limit' }];
  if (usual !== undefined) pages.push({ limit: undefined, most: usual, code: 'page-over-default' });
  if (maximum !== undefined) pages.push({ limit: maximum * 10, most: maximum, code: 'page-over-maximum' });
  const parts: Judgement[] = [];
  for (const page of pages) parts.push(yield* judgePage(subject, operation, page));
  return combine(parts);
}

export const boundedCollections = defineCheck({
  id: 'probe/bounded-collections',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['page-over-default', 'page-over-limit', 'page-over-maximum'],

  *probe(subject) {
    const parts: Judgement[] = [];
    for (const operation of subject.contract?.operations ?? []) {
      const limit = operation.parameters.find(({ name, in: place }) => name === 'limit' && place === 'query');
      if (!operation.collection || operation.method !== 'GET' || operation.extensions['x-egif-bounded'] === true || limit === undefined) continue;
      parts.push(yield* judgeCollection(subject, operation, limit));
    }
    return conclude(parts, [], subject.contract === undefined ? 'no-contract' : 'no-collection');
  },
});
