/**
 * data/rfc3339-times — every date and instant in the answers is RFC 3339.
 *
 * Source   EGIF-DAT-TIM-001; RFC 3339 §5.6, §4.3.
 * Evidence the answers to the operation's samples.
 *
 * A value with format date or date-time is judged by it; without a format, members whose name ends in date, at, datetime or timestamp are, as either.
 * Which calendar and which offset is right is judged elsewhere.
 */
import { epochDayOfGregorian, readDay } from '../../schemes/jalali-calendar.js';
import { instant } from '../../schemes/instant.js';
import type { Node } from './instance.js';
import { misshapenKindOf, temporalKindOf } from './recognise.js';
import { defineValueCheck, masked, type Flaw } from './value-check.js';

/** Reasons of the instant scheme that are no matter of RFC 3339's form. */
const otherMatters: ReadonlySet<string> = new Set(['abolished-summer-time', 'jalali-year']);

function isDate(text: string): boolean {
  const day = readDay(text);
  return day !== undefined && epochDayOfGregorian(day) !== undefined;
}

function instantFlaws(text: string): readonly Flaw[] {
  const reasons = instant(text).reasons.filter((reason) => !otherMatters.has(reason));
  return reasons.length === 0
    ? []
    : [{ code: 'instant-malformed', got: masked(text), want: 'YYYY-MM-DDThh:mm:ssZ or with ±hh:mm', detail: reasons.join(', ') }];
}

function look(node: Node): readonly Flaw[] | undefined {
  const kind = temporalKindOf(node) ?? misshapenKindOf(node);
  const { value } = node;
  if (kind === undefined || value === null || typeof value === 'boolean' || typeof value === 'object') return undefined;
  if (typeof value === 'number') return Math.abs(value) >= 100_000_000 ? [{ code: 'instant-as-number', got: masked(value) }] : undefined;
  if (kind === 'date') return isDate(value) ? [] : [{ code: 'date-not-rfc3339', got: masked(value), want: 'YYYY-MM-DD' }];
  if (kind === 'date-time') return instantFlaws(value);
  if (/^.{4}[-/].{1,2}[-/].{1,2}$/u.test(value)) return isDate(value) ? [] : [{ code: 'date-not-rfc3339', got: masked(value), want: 'YYYY-MM-DD' }];
  return instantFlaws(value);
}

export const rfc3339Times = defineValueCheck({
  id: 'data/rfc3339-times',
  findings: ['date-not-rfc3339', 'instant-malformed', 'instant-as-number'],
  look,
});
