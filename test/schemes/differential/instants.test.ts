/**
 * Instants beside the platform's time zone data, Temporal and validator.js.
 */
import { Temporal } from '@js-temporal/polyfill';
import { describe, it } from 'mocha';
import { deepEqual, equal, ok } from 'node:assert/strict';
import validator from 'validator';
import { instant } from '../../../src/schemes/instant.js';
import { instantTexts } from './corpora.js';

const dayMs = 86_400_000;
const format = new Intl.DateTimeFormat('en-US', { timeZone: 'Asia/Tehran', timeZoneName: 'longOffset' });

/** The offset of Tehran at an instant, `+03:30`. */
function tehranOffset(utcMs: number): string {
  return (
    format
      .formatToParts(utcMs)
      .find(({ type }) => type === 'timeZoneName')
      ?.value.replace('GMT', '') ?? ''
  );
}

/** The local time at an offset, as RFC 3339 text. */
function localText(utcMs: number, offset: string): string {
  const minutes = (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));
  return `${new Date(utcMs + minutes * 60_000).toISOString().slice(0, 19)}${offset}`;
}

describe('instants beside the platform', function () {
  this.timeout(60_000);
  const abolished = Date.UTC(2022, 8, 21, 19, 30);

  it('finds the last end of summer time where Intl has it: 2022-09-21 19:30 UTC', () => {
    equal(tehranOffset(abolished - 1), '+04:30');
    equal(tehranOffset(abolished), '+03:30');
    equal(instant(localText(abolished - 1000, '+04:30')).valid, true);
    deepEqual(instant(localText(abolished, '+04:30')).reasons, ['abolished-summer-time']);
  });

  it('takes every true local time of Tehran on every day of 1970 to 2030, and refuses +04:30 on every day since the abolition', () => {
    const offsets = new Map<string, number>();
    let silent = 0;
    for (let utcMs = Date.UTC(1970, 0, 1, 8); utcMs < Date.UTC(2031, 0, 1); utcMs += dayMs) {
      const offset = tehranOffset(utcMs);
      offsets.set(offset, (offsets.get(offset) ?? 0) + 1);
      deepEqual(instant(localText(utcMs, offset)), { valid: true, reasons: [], warnings: [] }, localText(utcMs, offset));
      const summer = instant(localText(utcMs, '+04:30'));
      equal(summer.valid, utcMs < abolished, localText(utcMs, '+04:30'));
      if (offset !== '+04:30' && summer.valid && summer.warnings.length === 0) silent += 1;
    }
    // 1977 to 1979 the clocks stood at +04:00, in the summer of 1978 at +05:00.
    deepEqual([...offsets.keys()].sort(), ['+03:30', '+04:00', '+04:30', '+05:00']);
    // Years without summer time before 2022 (until 1977, 1980 to 1990, 2006, 2007): +04:30 may be Kabul's, so nothing is said of it.
    ok(silent > 5000 && silent < 8000, String(silent));
  });

  /** Kinds of texts on which the three differ, in the order they are tried. */
  const classes: readonly {
    readonly name: string;
    readonly when: (text: string) => boolean;
    readonly ours: boolean;
    readonly validator: boolean;
    readonly temporal: boolean;
    readonly why: string;
  }[] = [
    {
      name: 'the 30th of February',
      when: (text) => !dayExists(text) && /-(?:02|04|06|09|11)-(?:29|30|31)/.test(text),
      ours: false,
      validator: true,
      temporal: false,
      why: 'RFC 3339 §5.7 holds the day to the month; the package looks at the form alone',
    },
    {
      name: 'second 60',
      when: (text) => /T[0-9]{2}:[0-9]{2}:60/.test(text),
      ours: true,
      validator: true,
      temporal: true,
      why: 'RFC 3339 §5.7 permits leap seconds; a warning says that many readers refuse them',
    },
    {
      name: '-00:00',
      when: (text) => text.endsWith('-00:00'),
      ours: false,
      validator: true,
      temporal: true,
      why: 'RFC 3339 §4.3: the offset of a local clock is unknown; EGIF demands Z or a numeric offset that is known',
    },
    {
      name: 'a blank in place of T, small letters',
      when: (text) => / |t|z/.test(text),
      ours: false,
      validator: true,
      temporal: true,
      why: 'RFC 3339 §5.6 lets applications take them; a profile of one spelling does not',
    },
    {
      name: 'offset without a colon',
      when: (text) => /[+-][0-9]{4}$/.test(text),
      ours: false,
      validator: false,
      temporal: true,
      why: 'ISO 8601 basic form; RFC 3339 §5.6 has the colon',
    },
    {
      name: 'no seconds',
      when: (text) => /T[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})$/.test(text),
      ours: false,
      validator: false,
      temporal: true,
      why: 'RFC 3339 §5.6 has seconds always',
    },
  ];

  function dayExists(text: string): boolean {
    const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
    return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
  }

  it('agrees with validator.js isRFC3339 and Temporal.Instant but for the classes on record', () => {
    const counts = new Map(classes.map(({ name }) => [name, 0]));
    const unexplained: string[] = [];
    let valid = 0;
    for (const text of instantTexts()) {
      const ours = instant(text).valid;
      if (ours) valid += 1;
      const theirs = validator.isRFC3339(text);
      const temporal = readsAsInstant(text);
      if (ours === theirs && ours === temporal) continue;
      const found = classes.find(({ when }) => when(text));
      if (found === undefined || ours) unexplained.push(`${text} ours ${ours}, validator ${theirs}, Temporal ${temporal}`);
      else counts.set(found.name, (counts.get(found.name) ?? 0) + 1);
    }
    deepEqual(unexplained.slice(0, 10), []);
    ok(valid > 2000);
    for (const [name, count] of counts) ok(count > 0, name);
  });

  function readsAsInstant(text: string): boolean {
    try {
      Temporal.Instant.from(text);
      return true;
    } catch {
      return false;
    }
  }
});
