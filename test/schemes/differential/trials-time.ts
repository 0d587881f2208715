/**
 * Trials of days and instants. Whole calendars are compared in calendar.test.ts, time zones in instants.test.ts.
 */
import { instantTexts, jalaliDays } from './corpora.js';
import type { DisagreementClass, Trial } from './trial.js';
import { oracles } from './validators.js';

const lostLeapDay = (why: string): DisagreementClass => ({
  name: 'the last day of a leap year',
  ours: 'valid',
  when: (value) => value.endsWith('-12-30'),
  why,
  source: 'Official-calendar law, 1304: the year begins with the day of the equinox; jalaali-js and date-fns-jalali agree with ours',
});

const extraLeapDay = (why: string): DisagreementClass => ({ ...lostLeapDay(why), name: 'a 30th of Esfand that is none', ours: 'invalid' });

const rule2820 = 'the 2820-year rule puts the leap day of 1403 into 1404, and of other years likewise';
const ownEquinox = 'its own computation of the equinox is off where it falls near noon';

export const timeTrials: readonly Trial[] = [
  { scheme: 'jalali-date', oracle: oracles.persianDateRule, corpus: jalaliDays, classes: [lostLeapDay(rule2820), extraLeapDay(rule2820)] },
  { scheme: 'jalali-date', oracle: oracles.persianDateSky, corpus: jalaliDays, classes: [lostLeapDay(ownEquinox), extraLeapDay(ownEquinox)] },
  {
    scheme: 'instant',
    oracle: oracles.validatorInstant,
    corpus: instantTexts,
    classes: [
      {
        name: 'the unknown offset -00:00',
        ours: 'invalid',
        when: (value) => value.endsWith('-00:00'),
        why: 'RFC 3339 keeps it for clocks whose offset is unknown; exchange needs a known one',
        source: 'RFC 3339 §4.3',
      },
      {
        name: 'a blank in place of T, small letters',
        ours: 'invalid',
        when: (value) => /[ tz]/.test(value),
        why: 'the RFC lets applications take them; an exchange has one spelling',
        source: 'RFC 3339 §5.6, note',
      },
      {
        name: 'a day that does not exist',
        ours: 'invalid',
        when: (value) => /^[0-9]{4}-(?:02-(?:29|30|31)|(?:04|06|09|11)-31)/.test(value),
        why: 'the day is held to the month; the package looks at the form alone',
        source: 'RFC 3339 §5.7',
      },
    ],
  },
];
