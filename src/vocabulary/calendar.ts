/**
 * `x-egif-calendar: persian` marks the Solar-Hijri companion of a Gregorian member; `x-egif-gregorian-twin` names that member.
 *
 * Source   EGIF-DAT-TIM-002; official-calendar law, 1304. The twin may be a date or an instant, which then is read by Tehran's clocks too.
 * Room     vocabulary (floor 2). Imports schemes alone; may be imported by checks and index.
 */
import type { FuncKeywordDefinition } from 'ajv';
import { accepts } from '../schemes/accepts.js';
import { epochDayOfGregorian, epochDayOfJalali, readDay } from '../schemes/jalali-calendar.js';
import { assertionOf, faultOf, schemeAssertion, type Fault } from './fault.js';
import { refuse } from './refuse.js';

const pass = (): boolean => true;

export const calendarKeyword: FuncKeywordDefinition = {
  keyword: 'x-egif-calendar',
  schemaType: 'string',
  compile(calendar: string, _parent, it) {
    if (calendar === 'persian') return schemeAssertion('x-egif-calendar', 'jalali-date');
    if (calendar !== 'gregorian') refuse(it, `unknown calendar ${JSON.stringify(calendar)} in x-egif-calendar`);
    return pass;
  },
};

/** Minutes that Tehran's clocks are and were before UTC. */
const tehranMinutes = [210, 270];

/** Whether a Gregorian date or instant can mean a day in Iran. Undefined where the text is neither. */
function canMean(text: string, day: number): boolean | undefined {
  const written = readDay(text.slice(0, 10));
  const own = written === undefined ? undefined : epochDayOfGregorian(written);
  if (own === undefined || (text.length > 10 && !accepts.instant(text))) return undefined;
  if (own === day || text.length === 10) return own === day;
  return tehranMinutes.some((minutes) => Math.floor((Date.parse(text) / 60_000 + minutes) / 1440) === day);
}

/** Reason: jalali-twin-differs. A twin that is absent or no date is not judged here. */
function twinFault(value: unknown, twin: unknown): Fault | undefined {
  if (typeof value !== 'string' || typeof twin !== 'string' || !accepts['jalali-date'](value)) return undefined;
  const day = readDay(value);
  return day !== undefined && canMean(twin, epochDayOfJalali(day)) === false ? faultOf('jalali-date', 'jalali-twin-differs') : undefined;
}

export const twinKeyword: FuncKeywordDefinition = {
  keyword: 'x-egif-gregorian-twin',
  schemaType: 'string',
  compile(name: string) {
    return assertionOf('x-egif-gregorian-twin', (value, context) => {
      const around: unknown = context?.parentData;
      return typeof around === 'object' && around !== null ? twinFault(value, Object.getOwnPropertyDescriptor(around, name)?.value) : undefined;
    });
  },
};
