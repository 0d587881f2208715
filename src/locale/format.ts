/**
 * Instants, dates and numbers as a reader of either language expects them.
 *
 * The Jalali calendar is what ICU calls `persian`; Persian digits are written explicitly (U+06F0..U+06F9), never by a font. Instants are stored
 * in UTC and shown in Tehran time with the name of the zone, the Gregorian reading beside it.
 *
 * Room     locale (floor 3). May be imported by report, cli and registry.
 */
import type { Language } from './language.js';
import { isolatedLatin, visibleText } from './visible-text.js';

/** A day of the Solar Hijri calendar. */
export interface JalaliDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

type Parts = Readonly<Partial<Record<Intl.DateTimeFormatPartTypes, string>>>;

const tehran = 'Asia/Tehran';
const calendarDate = /^\d{4}-\d{2}-\d{2}$/;

/** Made at first use: a format costs as much as loading a large module, and most commands show no instant. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const jalaliNumbers = once(() => dayFormat('en-US-u-ca-persian-nu-latn', 'numeric'));
const jalaliWords = once(() => dayFormat('fa-IR-u-ca-persian-nu-arabext', 'long'));
const clocks: Readonly<Record<Language, () => Intl.DateTimeFormat>> = {
  fa: once(() => clockFormat('fa-IR-u-nu-arabext')),
  en: once(() => clockFormat('en-GB')),
};

function dayFormat(locale: string, month: 'numeric' | 'long'): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { weekday: 'long', year: 'numeric', month, day: 'numeric', timeZone: tehran });
}

function clockFormat(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: tehran });
}

function partsOf(format: Intl.DateTimeFormat, date: Date): Parts {
  return Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
}

/** A calendar date is read as noon in Tehran, so that no zone can move its day. */
function dateOf(instant: string): Date | undefined {
  const date = new Date(calendarDate.test(instant) ? `${instant}T08:30:00Z` : instant);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function jalaliOf(date: Date): JalaliDate {
  const parts = partsOf(jalaliNumbers(), date);
  return { year: Number(parts.year), month: Number(parts.month), day: Number(parts.day) };
}

function jalaliIso({ year, month, day }: JalaliDate): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The Jalali day, in Tehran, of an RFC 3339 instant or of a calendar date; undefined where the text is neither. */
export function toJalali(instant: string): JalaliDate | undefined {
  const date = dateOf(instant);
  return date === undefined ? undefined : jalaliOf(date);
}

/** An instant with its day, time and zone in both calendars. What is no instant is shown as it is. */
export function formatInstant(instant: string, lang: Language): string {
  const date = dateOf(instant);
  if (date === undefined) return visibleText(instant);
  const utc = `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const clock = partsOf(clocks[lang](), date);
  const time = `${clock.hour}:${clock.minute}`;
  if (lang === 'en') return `${utc} (${jalaliIso(jalaliOf(date))} Jalali, ${time} Tehran time)`;
  const day = partsOf(jalaliWords(), date);
  return `${day.weekday} ${day.day} ${day.month} ${day.year}، ساعت ${time} به وقت تهران (${isolatedLatin(utc)})`;
}

/** A calendar date, or the day of an instant in Tehran, in both calendars. What is no date is shown as it is. */
export function formatDate(instant: string, lang: Language): string {
  const date = dateOf(instant);
  if (date === undefined) return visibleText(instant);
  const gregorian = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: tehran }).format(date);
  if (lang === 'en') return `${gregorian} (${jalaliIso(jalaliOf(date))} Jalali)`;
  const day = partsOf(jalaliWords(), date);
  return `${day.day} ${day.month} ${day.year} (${isolatedLatin(gregorian)})`;
}

/** Digits of a whole number in groups of three, as the formatter of the platform writes them. */
function grouped(digits: string, lang: Language): string {
  const text = digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return lang === 'en' ? text : text.replace(/[\d,]/g, (mark) => (mark === ',' ? '\u066c' : String.fromCharCode(0x6f0 + Number(mark))));
}

/** A number with separators of thousands and at most `decimals` decimals, in the digits of the language. */
export function formatNumber(value: number, lang: Language, decimals = 0): string {
  // counts, which most numbers are, without the formatter, whose making takes longer than all else that is said
  if (Number.isSafeInteger(value) && value >= 0) return grouped(String(value), lang);
  return new Intl.NumberFormat(lang === 'fa' ? 'fa-IR' : 'en-GB', { maximumFractionDigits: decimals }).format(value);
}

/**
 * A share of 0 to 1 as a percentage with at most one decimal, rounded down: 0.9996 must not read as 100 %, nor 0.4999 as a threshold that is met.
 */
export function formatPercent(share: number, lang: Language): string {
  const tenths = Math.floor(Number((share * 1000).toFixed(6))) / 10;
  const figure = formatNumber(tenths, lang, 1);
  return lang === 'fa' ? `${figure}٪` : `${figure}%`;
}
