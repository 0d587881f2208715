/**
 * Trials of postal codes, telephones, vehicles and documents.
 */
import { plate } from '../../../src/schemes/plate.js';
import { vin } from '../../../src/schemes/vin.js';
import { documentIds, landlines, mobiles, plates, postalCodes, vins } from './corpora.js';
import type { DisagreementClass, Trial } from './trial.js';
import { oracles } from './validators.js';

const postalTrials: readonly Trial[] = [
  {
    scheme: 'postal-code',
    oracle: oracles.ircheckPostal,
    corpus: postalCodes,
    classes: [
      {
        name: 'a 0 or 2 among the last five',
        ours: 'valid',
        when: (value) => /[02]/.test(value),
        why: '1416932790, which the Post’s own site shows, has both among its last five digits',
        source: 'EGIF-COD-ADR-001: stricter public patterns must not be used',
      },
    ],
  },
  {
    scheme: 'postal-code',
    oracle: oracles.validatorPostal,
    corpus: postalCodes,
    classes: [
      {
        name: 'four equal digits at the beginning, 5 or 7 in the fifth place, 2 among the last five',
        ours: 'valid',
        when: (value) => /^([0-9])\1{3}|^[0-9]{4}[57]|2[0-9]{0,4}$/.test(value),
        why: 'no source of the Post has these rules; 1416932790 and 5951412749 are in use and break them',
        source: 'EGIF-COD-ADR-001; DNTPersianUtils.Core issue 89, laravel-persian-validation issue 18',
      },
    ],
  },
];

const e164 = 'ITU-T E.164: + and digits only';
const mendedPhone: DisagreementClass = {
  name: 'read as a person would: blanks, hyphens, foreign digits, letters around it, no plus',
  ours: 'invalid',
  when: (value) => !/^\+[0-9]+$/.test(value),
  why: 'these libraries read what people type; in exchange the text counts as it is',
  source: e164,
};
/** A mobile whose three digits after the country, or what follows them, are outside a table. */
const unassigned = (assigned: RegExp): DisagreementClass => ({
  name: 'a prefix that its table lacks',
  ours: 'valid',
  when: (value) => !assigned.test(value),
  why: 'prefixes are assigned year by year and the tables of the libraries differ from each other; none is demanded',
  source: 'ITU-T E.164 leaves them to the national plan; every library has another table',
});
const unknownArea = (known: RegExp): DisagreementClass => ({
  name: 'an area or a first digit that its table lacks',
  ours: 'valid',
  when: (value) => !known.test(value),
  why: 'area codes change with the numbering plan; their existence is no matter of form',
  source: 'ITU-T E.164; the national plan is not published as data',
});

/** Assigned mobile prefixes by the metadata of libphonenumber; 995, 998 and 999 are assigned in part. */
const metadata = /^\+989(?:0[0-5]|[13][0-9]|2[0-3]|9[0-46])/;
/** Area codes by the same metadata, one a province. */
const areas = /^\+98(?:1[137]|2[134568]|3[1458]|4[145]|5[1468]|6[16]|7[1467]|8[13467])/;

const phoneTrials: readonly Trial[] = [
  { scheme: 'mobile', oracle: oracles.ircheckMobile, corpus: mobiles, classes: [mendedPhone] },
  { scheme: 'mobile', oracle: oracles.validatorMobile, corpus: mobiles, classes: [unassigned(/^\+989[0-39]/), mendedPhone] },
  {
    scheme: 'mobile',
    oracle: oracles.persianMobile,
    corpus: mobiles,
    classes: [unassigned(/^\+989(?:0[0-5]|1[0-9]|2[0-3]|3[0235-9]|41|9[0-689])/), mendedPhone],
  },
  { scheme: 'mobile', oracle: oracles.googleMobile, corpus: mobiles, classes: [unassigned(metadata), mendedPhone] },
  { scheme: 'mobile', oracle: oracles.smallMobile, corpus: mobiles, classes: [unassigned(metadata), mendedPhone] },
  {
    scheme: 'landline',
    oracle: oracles.ircheckLandline,
    corpus: landlines,
    classes: [
      unknownArea(/^\+98[1-8]{2}[1-9]/),
      {
        name: 'too many or too few digits',
        ours: 'invalid',
        when: (value) => /^\+98[0-9]+$/.test(value) && value.length !== 13,
        why: 'two digits of area and eight of the subscriber since the renumbering; the package lets five to nine through',
        source: 'EGIF rule ^\\+98[1-8][0-9]{9}$',
      },
      mendedPhone,
    ],
  },
  { scheme: 'landline', oracle: oracles.googleLandline, corpus: landlines, classes: [unknownArea(areas), mendedPhone] },
  { scheme: 'landline', oracle: oracles.smallLandline, corpus: landlines, classes: [unknownArea(areas), mendedPhone] },
];

const vehicleTrials: readonly Trial[] = [
  {
    scheme: 'vin',
    oracle: oracles.vin,
    ours: (value) => {
      const { valid, warnings } = vin(value);
      return valid && warnings.length === 0;
    },
    corpus: vins,
    classes: [
      {
        name: 'small letters',
        ours: 'invalid',
        when: (value) => /[a-z]/.test(value),
        why: 'the package makes small letters of all; the form has capitals',
        source: 'ISO 3779',
      },
    ],
  },
  {
    scheme: 'plate',
    oracle: oracles.persianPlate,
    corpus: plates,
    classes: [
      {
        name: 'a zero before the last numeral',
        ours: 'valid',
        when: (value) => plate(value).warnings.includes('zero-in-number') || /^[0-9-]*0[0-9-]/.test(value),
        why: 'numbers of issued plates are observed to hold none; no source states it as a rule, so it is a warning',
        source: 'two libraries of one family; no official document is public',
      },
      {
        name: 'the letter of taxis',
        ours: 'valid',
        when: (value) => value.includes('ت-') && !value.includes('تشریفات'),
        why: 'taxis carry ت, short for their name; the package’s table of letters lacks it',
        source: 'public guides to the plates since 1383 (2004), and the code of taxi services, name ت',
      },
      {
        name: 'a series or motorcycle number that its table lacks',
        ours: 'valid',
        when: (value) => /-(?:01|[1-9][0-9])$|^[0-9]{3}-/.test(value),
        why: 'series are given out year by year and say nothing certain of a province',
        source: 'public tables disagree on series; the first three digits of motorcycles likewise',
      },
      {
        name: 'hyphens and dots anywhere',
        ours: 'invalid',
        when: (value) => /[-.]/.test(value),
        why: 'the package takes hyphens and dots out before it looks; the exchange form has them in three places',
        source: 'the exchange form is a proposal of this project',
      },
    ],
  },
];

const documentTrials: readonly Trial[] = [{ scheme: 'shams-id', oracle: oracles.validatorUuid, corpus: documentIds, classes: [] }];

export const placeTrials: readonly Trial[] = [...postalTrials, ...phoneTrials, ...vehicleTrials, ...documentTrials];
