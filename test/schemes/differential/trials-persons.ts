/**
 * Trials of persons' and legal persons' codes, passports.
 */
import { nationalRemainder, withLegalCheck, withNationalCheck } from './construction.js';
import { legalIds, nationalCodes, passports } from './corpora.js';
import type { DisagreementClass, Trial } from './trial.js';
import { oracles } from './validators.js';

const form = 'EGIF-COD-PID-001: ten ASCII digits and nothing else';
const allEqual = (value: string): boolean => /^([0-9])\1+$/.test(value);
const holdsNational = (value: string): boolean => withNationalCheck(value.slice(0, 9)) === value;

const placeholders: DisagreementClass = {
  name: 'ten equal digits',
  ours: 'invalid',
  when: allEqual,
  why: 'the arithmetic holds, but such a value is a placeholder and belongs to nobody',
  source: 'EGIF-COD-PID-001: all-equal-digit values are invalid',
};

const padded: DisagreementClass = {
  name: 'fewer than ten digits, zeros put before',
  ours: 'invalid',
  when: (value) => /^[0-9]{8,9}$/.test(value) && holdsNational(value.padStart(10, '0')),
  why: 'a code that has lost its zeros was a number on its way; to mend it in silence hides the loss',
  source: form,
};

const edged: DisagreementClass = {
  name: 'white space at an end',
  ours: 'invalid',
  when: (value) => /^\s|\s$/.test(value) && holdsNational(value.trim().padStart(10, '0')),
  why: 'what is not the code makes two texts of one person',
  source: form,
};

const zeroSerial: DisagreementClass = {
  name: 'serial 000000',
  ours: 'valid',
  when: (value) => value.slice(3, 9) === '000000',
  why: 'no public rule forbids the serial; a warning says that some systems refuse it',
  source: 'EGIF-COD-PID-001; the package’s source refuses digits 4 to 9 where all are zero',
};

const headRead: DisagreementClass = {
  name: 'only the first ten characters are read',
  ours: 'invalid',
  when: (value) => value.length > 10 && holdsNational(value.slice(0, 10)),
  why: 'trailing characters make another value',
  source: form,
};

const nationalTrials: readonly Trial[] = [
  {
    scheme: 'national-code',
    oracle: oracles.ircheckNational,
    corpus: nationalCodes,
    classes: [
      placeholders,
      {
        name: 'a blank counts as zero',
        ours: 'invalid',
        when: (value) => value.length === 10 && value.includes(' ') && holdsNational(value.replaceAll(' ', '0')),
        why: 'a text with blanks is no code, though JavaScript multiplies a blank as 0',
        source: form,
      },
    ],
  },
  { scheme: 'national-code', oracle: oracles.incNational, corpus: nationalCodes, classes: [placeholders, headRead] },
  {
    scheme: 'national-code',
    oracle: oracles.codemeliNational,
    corpus: nationalCodes,
    classes: [
      {
        name: 'three or more leading zeros',
        ours: 'valid',
        when: (value) => value.startsWith('000'),
        why: 'the package reads the code as a number and then misses digits; the rule knows only ten digits',
        source: 'EGIF-COD-PID-001; the package’s source: parseInt, then at least eight digits',
      },
      edged,
      padded,
      {
        name: 'the number at the beginning is read',
        ours: 'invalid',
        when: (value) => holdsNational((/^\s*[0-9]+/.exec(value)?.[0] ?? '').trim().replace(/^0+/, '').slice(0, 10).padStart(10, '0')),
        why: 'parseInt stops at the first character that is no digit and the package cuts what is behind the tenth; both make other values',
        source: form,
      },
    ],
  },
  { scheme: 'national-code', oracle: oracles.validatorNational, corpus: nationalCodes, classes: [zeroSerial, placeholders] },
  {
    scheme: 'national-code',
    oracle: oracles.persianNationalLoose,
    corpus: nationalCodes,
    classes: [
      zeroSerial,
      edged,
      padded,
      {
        name: 'only the last ten characters are read',
        ours: 'invalid',
        when: (value) => value.trim().length > 10 && holdsNational(value.trim().slice(-10)),
        why: 'anything may stand before the code: letters, a left-to-right mark, other digits',
        source: form,
      },
    ],
  },
  {
    scheme: 'national-code',
    oracle: oracles.persianNational,
    corpus: nationalCodes,
    classes: [
      zeroSerial,
      {
        name: 'an issuing office that its list lacks',
        ours: 'valid',
        when: (value) => !oracles.persianNational.accepts(value) && oracles.persianNationalLoose.accepts(value),
        why: 'no official list of offices is public; a list of some hundred prefixes out of a thousand refuses codes that are in use',
        source: 'EGIF-COD-PID-001 names the check digit alone; the package’s own list is checked unless checkPrefix is false',
      },
      edged,
      padded,
      {
        name: 'only the last ten characters are read',
        ours: 'invalid',
        when: (value) => value.trim().length > 10 && holdsNational(value.trim().slice(-10)),
        why: 'anything may stand before the code',
        source: form,
      },
    ],
  },
  {
    scheme: 'national-code',
    oracle: oracles.angularNational,
    corpus: nationalCodes,
    classes: [
      {
        name: 'the quotient is rounded to the nearest',
        ours: 'valid',
        when: (value) => nationalRemainder(value) >= 6,
        why: 'the remainder of a division needs the floor; rounding makes it negative for remainders from 6 on, and the package then refuses',
        source: 'the package’s source: n - Math.round(n / 11) * 11',
      },
    ],
  },
];

const legalForm = 'EGIF-COD-LID-001: eleven ASCII digits and nothing else';
const holdsLegal = (value: string): boolean => withLegalCheck(value.slice(0, 10)) === value;

const legalTrials: readonly Trial[] = [
  {
    scheme: 'legal-id',
    oracle: oracles.ircheckLegal,
    corpus: legalIds,
    classes: [
      {
        name: 'eleven equal digits',
        ours: 'invalid',
        when: allEqual,
        why: '33333333333 is the only one whose arithmetic holds; it is a placeholder',
        source: 'a proposal of this project, as angular2-persian-utils has it',
      },
      {
        name: 'a blank counts as zero',
        ours: 'invalid',
        when: (value) => /^ | $/.test(value) && value.length === 11 && holdsLegal(value.replaceAll(' ', '0')),
        why: 'Number() passes over blanks at the ends; the text is no id',
        source: legalForm,
      },
    ],
  },
  {
    scheme: 'legal-id',
    oracle: oracles.persianLegal,
    corpus: legalIds,
    classes: [
      {
        name: 'digits 4 to 9 all zero',
        ours: 'valid',
        when: (value) => value.slice(3, 9) === '000000',
        why: 'no public rule forbids them',
        source: 'EGIF-COD-LID-001 names the check digit alone; the refusal stands in the package’s source',
      },
      {
        name: 'only the first eleven characters are read',
        ours: 'invalid',
        when: (value) => value.length > 11 && holdsLegal(value.slice(0, 11)),
        why: 'trailing characters make another value',
        source: legalForm,
      },
      {
        name: 'the equal digits of a placeholder',
        ours: 'invalid',
        when: allEqual,
        why: '33333333333 is a placeholder',
        source: 'a proposal of this project, as angular2-persian-utils has it',
      },
    ],
  },
  { scheme: 'legal-id', oracle: oracles.angularLegal, corpus: legalIds, classes: [] },
];

const passportTrials: readonly Trial[] = [
  {
    scheme: 'passport',
    oracle: oracles.validatorPassport,
    corpus: passports,
    classes: [
      {
        name: 'blanks and small letters are mended before the look',
        ours: 'invalid',
        when: (value) => /\s|[a-z]/.test(value),
        why: 'the package takes blanks out and makes capitals; on the wire the text counts as it is',
        source: 'common form of all codes: no blanks; the package’s source: replace(/\\s/g) and toUpperCase()',
      },
    ],
  },
];

export const personTrials: readonly Trial[] = [...nationalTrials, ...legalTrials, ...passportTrials];
