/**
 * data/period-order — a period does not end before it starts.
 *
 * Source   RFC 3339 §5.1 (instants are ordered); ISO 8601-1 §4.3.3 (a time interval has a start and an end).
 * Evidence the answers to the operation's samples; objects with a start and an end of the same name and form. A period of one day starts and ends on it.
 */
import type { JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { instant } from '../../schemes/instant.js';
import { epochDayOfGregorian, readDay } from '../../schemes/jalali-calendar.js';
import { defineValueCheck, masked, type Flaw } from './value-check.js';

/** Names of both ends; an end that is not there leaves the period open. */
const pairs: readonly (readonly [start: string, end: string])[] = [
  ['startDate', 'endDate'],
  ['startAt', 'endAt'],
  ['startTime', 'endTime'],
  ['validFrom', 'validTo'],
  ['validFrom', 'validUntil'],
  ['validFromDate', 'validToDate'],
  ['issueDate', 'expiryDate'],
  ['issuedAt', 'expiresAt'],
];

const starts: ReadonlySet<string> = new Set(pairs.map(([start]) => start));

/** Whether a member of this name can be the start of a period. */
export const isPeriodStart = (name: string): boolean => starts.has(name);

/** Names of the starts of the periods of which a member of this name can be the end. */
export const periodStarts = (end: string): readonly string[] => pairs.filter(([, other]) => other === end).map(([start]) => start);

/** Milliseconds of a day or an instant, and which of both it is; undefined where it is neither, which other checks judge. */
function momentOf(value: unknown): { readonly form: 'day' | 'instant'; readonly time: number } | undefined {
  if (typeof value !== 'string') return undefined;
  const day = value.length === 10 ? readDay(value) : undefined;
  if (day !== undefined) {
    const epochDay = epochDayOfGregorian(day);
    return epochDay === undefined ? undefined : { form: 'day', time: epochDay };
  }
  const { reasons } = instant(value);
  return reasons.length > 0 ? undefined : { form: 'instant', time: Date.parse(value) };
}

/** What is wrong with a pair, or undefined where it is none. */
function flawsOf(value: JsonObject, start: string, end: string): readonly Flaw[] | undefined {
  const from = momentOf(memberOf(value, start));
  const to = momentOf(memberOf(value, end));
  if (from === undefined || to === undefined || from.form !== to.form) return undefined;
  return from.time <= to.time
    ? []
    : [{ code: 'period-ends-before-start', member: end, got: masked(memberOf(value, end)), want: `not before ${start}` }];
}

export const periodOrder = defineValueCheck({
  id: 'data/period-order',
  findings: ['period-ends-before-start'],
  look({ value }) {
    if (!isObject(value)) return undefined;
    const looked = pairs.map(([start, end]) => flawsOf(value, start, end)).filter((flaws) => flaws !== undefined);
    return looked.length === 0 ? undefined : looked.flat();
  },
});
