/**
 * data/gregorian-canonical — the canonical value is Gregorian; a Solar-Hijri value stands only in a marked companion and means the same day.
 *
 * Source   EGIF-DAT-TIM-002; official-calendar law, 1304. A date one day late in 1404 is the mark of the 2820-year leap rule.
 * Evidence the answers to the operation's samples.
 */
import type { JsonObject } from '../../contract/api-model.js';
import { accepts } from '../../schemes/accepts.js';
import { wordsOf } from '../../schemes/field-dictionary.js';
import { epochDayOfGregorian, epochDayOfJalali, readDay } from '../../schemes/jalali-calendar.js';
import { jalaliDate } from '../../schemes/jalali-date.js';
import type { Node } from './instance.js';
import { isCompanion, temporalKindOf } from './recognise.js';
import { defineValueCheck, masked, type Flaw } from './value-check.js';

/** A text that is a date (or starts as one, with a time) in the years 1200 to 1599: Solar-Hijri beyond doubt. */
const jalaliLike =
  /^[\s\p{Cf}]*(?:1[2-5]|[\u06F1\u0661][\u06F2-\u06F5\u0662-\u0665])[0-9\u06F0-\u06F9\u0660-\u0669]{2}[-/.][\p{Nd}]{1,2}[-/.][\p{Nd}]{1,2}(?:[T\s].*)?$/u;
/** A text that is a date of any calendar. */
const dateLike = /^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T.*)?$/;

const marks: ReadonlySet<string> = new Set(['jalali', 'shamsi']);

/** Whether a member of the one name can be the Gregorian twin of a companion of the other. */
function areTwins(companion: string, name: string): boolean {
  const words = wordsOf(name);
  if (name === companion || words.some((word) => marks.has(word))) return false;
  const plain = wordsOf(companion)
    .filter((word) => !marks.has(word))
    .join('');
  return [plain, `${plain}date`, plain.replace(/date$/, ''), plain.replace(/date$/, 'at'), `${plain}at`].includes(words.join(''));
}

/** Names repeat with every record; so many are remembered, and no more, for a subject may make them up. */
const mostRemembered = 1000;
const remembered = new Map<string, Map<string, boolean>>();

function mayBeTwins(companion: string, name: string): boolean {
  const known = remembered.get(companion);
  const answer = known?.get(name);
  if (answer !== undefined) return answer;
  const found = areTwins(companion, name);
  if (known === undefined) {
    if (remembered.size < mostRemembered) remembered.set(companion, new Map([[name, found]]));
  } else if (known.size < mostRemembered) known.set(name, found);
  return found;
}

/** The Gregorian text beside a companion: the member with the same name without the mark, or with `date` after it. */
function twinOf(node: Node, parent: JsonObject): string | undefined {
  for (const name of Object.keys(parent)) {
    if (!mayBeTwins(node.name, name)) continue;
    const value = parent[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

/** The days that a Gregorian date or instant can denote in Iran: its own, and that of Tehran's clocks with and without summer time. */
function daysOf(text: string): ReadonlySet<number> {
  const own = readDay(text.slice(0, 10));
  const day = own === undefined ? undefined : epochDayOfGregorian(own);
  const days = new Set<number>(day === undefined ? [] : [day]);
  const time = text.length > 10 ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) for (const minutes of [210, 270]) days.add(Math.floor((time / 60_000 + minutes) / 1440));
  return days;
}

function companionFlaws(node: Node, text: string): readonly Flaw[] {
  if (!accepts['jalali-date'](text)) {
    const { reasons } = jalaliDate(text);
    return [{ code: 'jalali-malformed', got: masked(text), want: 'a day of the calendar as 1404-01-31', detail: reasons.join(', ') }];
  }
  const [parent] = node.parents;
  const twin = parent === undefined ? undefined : twinOf(node, parent);
  if (twin === undefined) return [{ code: 'jalali-without-gregorian', want: 'the same day in a member without the mark' }];
  const day = readDay(text);
  const days = daysOf(twin);
  if (day === undefined || days.size === 0 || days.has(epochDayOfJalali(day))) return [];
  return [
    {
      code: 'jalali-twin-differs',
      want: 'the same day in both calendars',
      detail: `${[...days].map((other) => epochDayOfJalali(day) - other).join(' or ')} days apart`,
    },
  ];
}

function look(node: Node): readonly Flaw[] | undefined {
  const { value } = node;
  if (typeof value !== 'string' || value === '') return undefined;
  if (isCompanion(node)) return companionFlaws(node, value);
  if (jalaliLike.test(value)) return [{ code: 'jalali-unmarked', got: masked(value), want: 'a Gregorian date' }];
  return temporalKindOf(node) !== undefined || dateLike.test(value) ? [] : undefined;
}

export const gregorianCanonical = defineValueCheck({
  id: 'data/gregorian-canonical',
  findings: ['jalali-unmarked', 'jalali-malformed', 'jalali-without-gregorian', 'jalali-twin-differs'],
  look,
});
