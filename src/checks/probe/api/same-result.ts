/**
 * Whether two answers to a search say the same.
 *
 * What changes from call to call (trace ids, the instant of the answer) is found by asking the valid call twice, and passed over.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Json, Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { SafetyClass } from '../../../contract/documents.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { isObject, pathOf, sameJson } from '../../../contract/json.js';
import { undetermined, type Judgement } from '../../../contract/judgement.js';
import { ask, callOf } from '../../ask.js';
import { jsonOf } from '../../read.js';
import { unserved } from '../answers.js';

/** What two calls of the same thing agree on; members that differ are left out. */
function common(left: Json, right: Json): Json {
  if (Array.isArray(left) && Array.isArray(right) && left.length === right.length)
    return left.map((item: Json, index) => common(item, right[index] ?? null));
  if (!isObject(left) || !isObject(right)) return sameJson(left, right) ? left : null;
  return Object.fromEntries(
    Object.entries(left).map(([name, value]) => [name, Object.hasOwn(right, name) ? common(value, right[name] ?? null) : null]),
  );
}

/** Whether a value has all that a mould has; null in the mould stands for anything. */
function fits(value: Json | undefined, mould: Json): boolean {
  if (mould === null) return true;
  if (Array.isArray(mould))
    return Array.isArray(value) && value.length === mould.length && mould.every((item: Json, index) => fits(value[index], item));
  if (!isObject(mould)) return value === mould;
  return isObject(value) && Object.entries(mould).every(([name, inner]) => fits(value[name], inner));
}

/** Without the members that the statement calls volatile. */
function settled(value: Json, volatile: readonly string[]): Json {
  if (!isObject(value)) return value;
  const names = new Set(volatile.map((pointer) => pathOf(pointer)[0]));
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.has(name)));
}

const itemsOf = (value: Json): readonly Json[] | undefined => {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return undefined;
  const lists = Object.values(value).filter((member) => Array.isArray(member));
  return lists.length === 1 ? lists[0] : undefined;
};

/** A search that was served with something found, and the test whether another answer says the same. */
export interface Control {
  readonly exchange: Exchange;
  same(other: Exchange): boolean;
}

/** Asks the valid call twice. A search that finds nothing, or whose answers have nothing in common, tells nothing. */
export function* searchControl(
  subject: CheckSubject,
  sample: Sample,
  { label, safety }: { readonly label: string; readonly safety: SafetyClass },
): Generator<Action, Control | Judgement, Observation> {
  const first = yield* ask(callOf(subject, sample, { safety }));
  const again = yield* ask(callOf(subject, sample, { safety, headers: [['X-Request-Id', subject.uuid(`${label} control`)]] }));
  const broken = unserved(first) ?? unserved(again);
  if (broken !== undefined) return broken;
  const [left, right] = [jsonOf(first)?.value, jsonOf(again)?.value];
  if (left === undefined || right === undefined) return undetermined('no-json', first.place);
  if (itemsOf(left)?.length === 0) return undetermined('search-finds-nothing', first.place);
  const volatile = subject.service.testData?.volatile ?? [];
  const mould = common(settled(left, volatile), settled(right, volatile));
  if (mould === null || (isObject(mould) && Object.values(mould).every((value) => value === null)))
    return undetermined('answers-vary', `two equal calls of ${first.place} have nothing in common`);
  return {
    exchange: first,
    same: (other) => {
      const value = jsonOf(other)?.value;
      const items = value === undefined ? undefined : itemsOf(value);
      return value !== undefined && items?.length === itemsOf(left)?.length && fits(settled(value, volatile), mould);
    },
  };
}
