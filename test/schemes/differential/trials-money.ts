/**
 * Trials of accounts, cards, bills and goods.
 */
import { withGtinCheck, withIbanCheck, withLuhnCheck } from './construction.js';
import { billIds, billPairs, cards, goodsIds, ibans } from './corpora.js';
import type { DisagreementClass, Trial } from './trial.js';
import { oracles } from './validators.js';

const bare = (value: string): string => value.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
const ibanHolds = (value: string): boolean => withIbanCheck(value.slice(4)) === value;

const odd: DisagreementClass = {
  name: 'check digits 00, 01 and 99',
  ours: 'invalid',
  when: (value) => /^IR(?:00|01|99)[0-9]{22}$/.test(value),
  why: 'they leave remainder 1 too, yet no bank can have computed them: the computed ones lie between 02 and 98',
  source: 'ISO 7064 MOD 97-10; ibantools refuses them as well',
};

const mended: DisagreementClass = {
  name: 'mended before the look: blanks, hyphens, small letters',
  ours: 'invalid',
  when: (value) => value !== bare(value) && ibanHolds(bare(value)),
  why: 'grouping is for paper; in exchange the text counts as it is',
  source: 'EGIF-COD-BNK-001: ^IR[0-9]{24}$; ISO 13616-1 electronic format',
};

const foreignIban: DisagreementClass = {
  name: 'an account of another country',
  ours: 'invalid',
  when: (value) => /^(?!IR)[A-Z]{2}/.test(value),
  why: 'a Sheba is an account in Iran',
  source: 'EGIF-COD-BNK-001: ^IR[0-9]{24}$',
};

const ibanTrials: readonly Trial[] = [
  { scheme: 'sheba', oracle: oracles.persianSheba, corpus: ibans, classes: [odd, mended] },
  { scheme: 'sheba', oracle: oracles.iranSheba, corpus: ibans, classes: [odd] },
  { scheme: 'sheba', oracle: oracles.iban, corpus: ibans, classes: [odd, mended, foreignIban] },
  { scheme: 'sheba', oracle: oracles.ibantools, corpus: ibans, classes: [foreignIban] },
  { scheme: 'sheba', oracle: oracles.validatorIban, corpus: ibans, classes: [odd, mended, foreignIban] },
];

const cardForm = 'the common form of all codes: ASCII digits and nothing else';
const luhnHolds = (digits: string): boolean => withLuhnCheck(digits.slice(0, -1)) === digits;

const cardTrials: readonly Trial[] = [
  {
    scheme: 'bank-card',
    oracle: oracles.validatorLuhn,
    corpus: cards,
    classes: [
      {
        name: 'separators are taken out before the look',
        ours: 'invalid',
        when: (value) => /[^0-9]/.test(value) && luhnHolds(value.replace(/[^0-9]/g, '')),
        why: 'grouping is for paper; in exchange the text counts as it is',
        source: cardForm,
      },
      {
        name: 'sixteen equal digits',
        ours: 'invalid',
        when: (value) => /^([0-9])\1{15}$/.test(value),
        why: 'a placeholder',
        source: 'a proposal of this project',
      },
      {
        name: 'another length than sixteen',
        ours: 'invalid',
        when: (value) => /^[0-9]*$/.test(value) && value.length !== 16,
        why: 'the function knows the arithmetic alone; cards of Iran have sixteen digits',
        source: 'ISO/IEC 7812-1 leaves the length to the issuer; sixteen is observed',
      },
    ],
  },
  {
    scheme: 'bank-card',
    oracle: oracles.validatorCard,
    corpus: cards,
    classes: [
      {
        name: 'an issuer that is none of seven schemes',
        ours: 'valid',
        when: (value) => !/^(?:62|67|5[1-5]|6011|65|81|4)/.test(value),
        why: 'Iranian issuers are not among the international schemes; the check digit is right',
        source: 'ISO/IEC 7812-1; the package’s source lists seven schemes',
      },
    ],
  },
  {
    scheme: 'bank-card',
    oracle: oracles.persianCard,
    corpus: cards,
    classes: [
      {
        name: 'a block of zeros',
        ours: 'valid',
        when: (value) => value.endsWith('000000') || value.slice(1, 11) === '0000000000',
        why: 'the check digit holds, and no public rule forbids zeros',
        source: 'ISO/IEC 7812-1; the refusal stands in the package’s source',
      },
      {
        name: 'only the first sixteen characters are read',
        ours: 'invalid',
        when: (value) => value.length > 16 && luhnHolds(value.slice(0, 16)),
        why: 'trailing characters make another value',
        source: cardForm,
      },
      {
        name: 'sixteen equal digits',
        ours: 'invalid',
        when: (value) => /^([0-9])\1{15}$/.test(value),
        why: 'a placeholder',
        source: 'a proposal of this project',
      },
    ],
  },
  {
    scheme: 'bank-card',
    oracle: oracles.cardValidator,
    corpus: cards,
    classes: [
      {
        name: 'an issuer that its table lacks',
        ours: 'valid',
        when: (value) => /^(?:[01789]|2[0189]|3[0-7])/.test(value),
        why: 'an issuer outside the table of international schemes is no error of the number; the check digit is right',
        source: 'ISO/IEC 7812-1',
      },
      {
        name: 'issuers 62 and 81 without a look at the check digit',
        ours: 'invalid',
        when: (value) => /^(?:62|81)[0-9]+$/.test(value),
        why: 'the package takes 62 and 81 for UnionPay and passes over the check digit; banks of Iran hold numbers from 62',
        source: 'ISO/IEC 7812-1 annex B; the package’s source: unionpay with luhnValidateUnionPay off',
      },
      {
        name: 'another length than sixteen',
        ours: 'invalid',
        when: (value) => /^[0-9]+$/.test(value) && value.length !== 16 && luhnHolds(value),
        why: 'other schemes have cards of other lengths; those of Iran have sixteen digits',
        source: 'ISO/IEC 7812-1 leaves the length to the issuer; sixteen is observed',
      },
      {
        name: 'blanks, line breaks and hyphens are taken out before the look',
        ours: 'invalid',
        when: (value) => /[\s-]/.test(value),
        why: 'grouping is for paper',
        source: cardForm,
      },
    ],
  },
];

const mendedNumber: DisagreementClass = {
  name: 'Number() passes over blanks',
  ours: 'invalid',
  when: (value) => /\s/.test(value),
  why: 'the package takes numbers; a text with blanks is none',
  source: 'the common form of all codes; EGIF: codes are strings',
};

const billTrials: readonly Trial[] = [
  {
    scheme: 'bill-id',
    oracle: oracles.persianBillId,
    corpus: billIds,
    classes: [
      {
        name: 'kinds of service 0 and 7',
        ours: 'valid',
        when: (value) => /[07][0-9]$/.test(value),
        why: 'public tables disagree on both (Java implementations know 7 as the new municipality); no official table is public, so it is a warning',
        source: 'comparison of JavaScript, Java, Python and Rust implementations',
      },
      {
        name: 'leading zeros',
        ours: 'valid',
        when: (value) => value.startsWith('0'),
        why: 'the package takes numbers, which have no leading zeros, and then counts too few digits',
        source: 'EGIF: codes are strings',
      },
      mendedNumber,
    ],
  },
  {
    scheme: 'payment-id',
    oracle: oracles.persianBillPair,
    corpus: billPairs,
    classes: [
      {
        name: 'the bill id’s own check digit is not looked at',
        ours: 'invalid',
        when: (value) => /^[0-9]+\/[0-9]+$/.test(value),
        why: 'the function looks at the payment id; a pair with a wrong bill id pays nobody’s bill',
        source: 'the banks’ document of unified electronic bill payment, as its implementers name it',
      },
      mendedNumber,
    ],
  },
];

const goodsTrials: readonly Trial[] = [
  {
    scheme: 'goods-id',
    oracle: oracles.validatorEan,
    corpus: goodsIds,
    classes: [
      {
        name: 'thirteen equal digits',
        ours: 'invalid',
        when: (value) => /^([0-9])\1{12}$/.test(value) && withGtinCheck(value.slice(0, 12)) === value,
        why: 'the arithmetic holds for the even digits; a placeholder',
        source: 'a proposal of this project',
      },
    ],
  },
];

export const moneyTrials: readonly Trial[] = [...ibanTrials, ...cardTrials, ...billTrials, ...goodsTrials];
