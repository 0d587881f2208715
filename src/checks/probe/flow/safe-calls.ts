/**
 * probe/safe-calls — reading changes nothing: not what is read, and not the collection that it is in.
 *
 * Source   EGIF-TEC-HTP-001; RFC 9110 §9.2.1 (safe methods).
 * Evidence each GET with its sample, three times, with HEAD and OPTIONS between; the totals of the collections before and after. What the statement calls
 *          volatile, instants and trace identifiers are passed over. A member that is counted up by reading is a change; one that only differs may be
 *          another's doing, and is told as such.
 */
import type { Json, Operation } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Exchange } from '../../../contract/evidence.js';
import { isObject, pathOf, pointerOf } from '../../../contract/json.js';
import { satisfied, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { ask, callOf, defineCheck } from '../../ask.js';
import { jsonOf, placeOf, responseOf } from '../../read.js';
import { busy, unserved } from '../answers.js';
import { sendable, unsendable } from '../calls.js';
import { bearable, conclude } from '../gather.js';
import { itemsIn, totalIn } from './page-walk.js';
import { lossOf, type Part } from './resource.js';

const instant = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;
const traceName = /(?:trace|request|correlation|transaction|message|tracking)_?(?:id|number)$|^(?:nonce|etag|signature|next_?cursor|cursor)$/i;

/** A place within two values. */
interface Pair {
  readonly left: Json | undefined;
  readonly right: Json | undefined;
  readonly name: string;
  readonly within?: Pair;
}

function pathTo(pair: Pair): readonly string[] {
  const path: string[] = [];
  for (let at = pair; at.within !== undefined; at = at.within) path.push(at.name);
  return path.reverse();
}

/** What two values of the same shape consist of; undefined where they are no such values. */
function partsOf(pair: Pair): readonly Pair[] | undefined {
  const { left, right } = pair;
  if (Array.isArray(left) && Array.isArray(right) && left.length === right.length)
    return left.map((item, index) => ({ left: item, right: right[index], name: String(index), within: pair }));
  if (!isObject(left) || !isObject(right)) return undefined;
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return names.map((name) => ({ left: left[name], right: right[name], name, within: pair }));
}

/** Places of a value at which a second one differs, as pointers with both values. Without recursion: an answer may be nested a million deep. */
function* differences(first: Json | undefined, second: Json | undefined): Generator<{ path: readonly string[]; left?: Json; right?: Json }> {
  const open: Pair[] = [{ left: first, right: second, name: '' }];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const { left, right } = pair;
    if (left === right) continue;
    const parts = partsOf(pair);
    if (parts !== undefined) for (const part of parts.toReversed()) open.push(part);
    // Two of the same shape are taken apart; what is left are values, and numbers beyond all bounds among them.
    else yield { path: pathTo(pair), ...(left === undefined ? {} : { left }), ...(right === undefined ? {} : { right }) };
  }
}

/** Whether a place is one that may change without anybody's doing. */
function isVolatile(path: readonly string[], value: Json | undefined, declared: readonly string[]): boolean {
  const names = new Set(declared.map((pointer) => pathOf(pointer).at(-1)));
  const pointer = pointerOf(path);
  const named = declared.some((each) => pointer === each || pointer.startsWith(`${each}/`)) || path.some((name) => names.has(name));
  return named || (typeof value === 'string' && instant.test(value)) || traceName.test(path.at(-1) ?? '');
}

const numberAt = (value: Json | undefined, path: readonly string[]): number | undefined => {
  let at: Json | undefined = value;
  for (const name of path) at = Array.isArray(at) ? at[Number(name)] : isObject(at) ? at[name] : undefined;
  return typeof at === 'number' ? at : undefined;
};

/** What three readings show. */
function compare(subject: CheckSubject, readings: readonly [Exchange, Exchange, Exchange]): Judgement {
  const declared = subject.service.testData?.volatile ?? [];
  const [first, second, third] = readings.map((exchange) => jsonOf(exchange)?.value);
  const [exchange] = readings;
  const changed = [...differences(first, second), ...differences(second, third)].filter(
    ({ path, left, right }) => !isVolatile(path, left ?? right, declared),
  );
  for (const { path } of changed) {
    const [one, two, three] = [first, second, third].map((value) => numberAt(value, path));
    const counted = one !== undefined && two !== undefined && three !== undefined && ((one < two && two < three) || (one > two && two > three));
    if (counted)
      return violated({
        code: 'read-changes-resource',
        at: placeOf(exchange, pointerOf(path)),
        got: `${one}, ${two}, ${three}`,
        want: 'the same each time',
      });
  }
  const [other] = changed;
  return other === undefined ? satisfied : undetermined('answers-vary', `${exchange.place} ${pointerOf(other.path)}`);
}

function* judgeReadings(subject: CheckSubject, operation: Operation): Part<Judgement> {
  const sample = sendable(subject, operation);
  if (sample === undefined) return unsendable(subject, operation);
  const read = callOf(subject, sample);
  const first = yield* ask({ ...read, tolerate: bearable });
  const broken = lossOf(first) ?? unserved(first);
  if (broken !== undefined) return broken;
  for (const method of ['HEAD', 'OPTIONS']) yield* ask({ ...read, method, occasion: 'between', tolerate: bearable });
  const second = yield* ask({ ...read, occasion: 'again', tolerate: bearable });
  const third = yield* ask({ ...read, occasion: 'once more', tolerate: bearable });
  for (const later of [second, third]) {
    const lost = lossOf(later) ?? busy(later);
    if (lost !== undefined) return lost;
    const { status } = responseOf(later);
    if (status === 404 || status === 410) return violated({ code: 'read-consumes', at: placeOf(later), got: String(status), want: '200 again' });
    if (status !== responseOf(first).status) return undetermined('unexpected-answer', `status ${status} at ${later.place}`);
  }
  return compare(subject, [first, second, third]);
}

/** How many a collection holds, as far as it tells. */
const sizeOf = (exchange: Exchange): number | undefined => totalIn(exchange) ?? itemsIn(jsonOf(exchange)?.value)?.length;

function* measure(subject: CheckSubject, operation: Operation, occasion: string): Part<Exchange | undefined> {
  const sample = sendable(subject, operation);
  if (sample === undefined) return undefined;
  const exchange = yield* ask({ ...callOf(subject, sample), occasion, tolerate: bearable });
  return lossOf(exchange) === undefined && unserved(exchange) === undefined ? exchange : undefined;
}

/** Reading a resource leaves the size of the collection above it; a change must come each of three times and the same way. */
function* judgeCollection(subject: CheckSubject, item: Operation, above: Operation): Part<Judgement> {
  const sample = sendable(subject, item);
  if (sample === undefined) return { examined: 0, findings: [] };
  const sizes: number[] = [];
  let last: Exchange | undefined;
  for (let round = 0; round < 4; round += 1) {
    last = yield* measure(subject, above, `round ${round} of ${item.id}`);
    const size = last === undefined ? undefined : sizeOf(last);
    if (size === undefined) return { examined: 0, findings: [] };
    sizes.push(size);
    if (round === 1 && sizes[0] === sizes[1]) return satisfied;
    if (round < 3) yield* ask({ ...callOf(subject, sample), occasion: `round ${round}`, tolerate: bearable });
  }
  const steps = sizes.slice(1).map((size, index) => Math.sign(size - (sizes[index] ?? size)));
  if (last !== undefined && steps.every((step) => step !== 0 && step === steps[0]))
    return violated({ code: 'read-changes-collection', at: placeOf(last), got: sizes.join(', '), want: 'the same each time' });
  return undetermined('collection-changes', above.path);
}

/** The collection that a path of one resource lies under. */
function collectionAbove(subject: CheckSubject, operation: Operation): Operation | undefined {
  const parent = operation.path.replace(/\/\{[^}/]+\}$/, '');
  if (parent === operation.path) return undefined;
  return subject.contract?.operations.find(({ method, path, collection }) => method === 'GET' && path === parent && collection);
}

export const safeCalls = defineCheck({
  id: 'probe/safe-calls',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['read-changes-resource', 'read-consumes', 'read-changes-collection'],

  *probe(subject) {
    if (subject.contract === undefined) return undetermined('no-contract');
    const reads = subject.contract.operations.filter(({ method }) => method === 'GET');
    const parts: Judgement[] = [];
    for (const operation of reads) {
      parts.push(yield* judgeReadings(subject, operation));
      const above = collectionAbove(subject, operation);
      if (above !== undefined) parts.push(yield* judgeCollection(subject, operation, above));
    }
    return conclude(parts, [], 'nothing-of-the-kind');
  },
});
