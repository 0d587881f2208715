/**
 * Listed codes beside the lists of others, over every text of their length: provinces, countries, currencies, languages.
 *
 * The differences are tables of codes with their reason; the platform's own lists may grow, so they are held from one side.
 */
import { findCapitalByProvince } from '@persian-tools/persian-tools';
import { describe, it } from 'mocha';
import { deepEqual, equal, ok } from 'node:assert/strict';
import validator from 'validator';
import { currencyOn } from '../../../src/schemes/listed-codes.js';
import { schemes } from '../../../src/schemes/registry.js';
import type { SchemeId } from '../../../src/schemes/scheme.js';
import { codeList } from '../code-list-tables.js';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const pairs = letters.flatMap((first) => letters.map((second) => first + second));
const triples = pairs.flatMap((pair) => letters.map((third) => pair + third));

const accepts = (id: SchemeId, value: string): boolean => schemes.get(id)?.check(value).valid === true;

/** The texts on which two judges differ, in order. */
function differences(texts: readonly string[], ours: (text: string) => boolean, theirs: (text: string) => boolean): readonly string[] {
  return texts.filter((text) => ours(text) !== theirs(text));
}

const rows: readonly {
  readonly oracle: string;
  readonly texts: readonly string[];
  readonly ours: (text: string) => boolean;
  readonly theirs: (text: string) => boolean;
  readonly differ: Readonly<Record<string, string>>;
}[] = [
  {
    oracle: 'validator isISO31661Alpha2',
    texts: pairs,
    ours: (text) => accepts('country', text),
    theirs: (text) => validator.isISO31661Alpha2(text),
    differ: {},
  },
  {
    oracle: 'validator isISO31661Alpha3',
    texts: triples,
    ours: (text) => accepts('country', text),
    theirs: (text) => validator.isISO31661Alpha3(text),
    differ: {},
  },
  {
    oracle: 'validator isISO4217',
    texts: triples,
    ours: (text) => accepts('currency', text),
    theirs: (text) => validator.isISO4217(text),
    differ: {
      CUC: 'withdrawn in 2021; kept with its end, so that a record of its time can be judged',
      HRK: 'withdrawn in 2023; kept with its end, so that a record of its time can be judged',
      XCG: 'in force since 2025-03-31; the package is older',
      ZWG: 'in force since 2024-06-25; the package is older',
    },
  },
  {
    oracle: 'validator isISO6391',
    texts: pairs.map((pair) => pair.toLowerCase()),
    ours: (text) => accepts('language', text),
    theirs: (text) => validator.isISO6391(text),
    differ: {},
  },
];

describe('listed codes beside the lists of others', () => {
  for (const { oracle, texts, ours, theirs, differ } of rows)
    it(`${oracle}: over all ${texts.length} texts only those on record differ`, () => {
      deepEqual(differences(texts, ours, theirs), Object.keys(differ));
      for (const why of Object.values(differ)) ok(why.length > 10);
    });

  it('knows every currency that the platform’s list and validator have in common with dates of today', () => {
    const platform = new Set(Intl.supportedValuesOf('currency'));
    const both = triples.filter((code) => platform.has(code) && validator.isISO4217(code));
    ok(both.length > 140);
    for (const code of both) equal(accepts('currency', code), true, code);
    for (const code of ['HRK', 'CUC', 'SLL', 'ZWL', 'ANG', 'BGN']) deepEqual(currencyOn(code, '2026-11-21').reasons, ['not-in-force'], code);
    for (const code of ['XCG', 'ZWG', 'SLE', 'VED', 'IRR']) deepEqual(currencyOn(code, '2026-11-21').reasons, [], code);
  });

  it('has no country that the platform cannot name', () => {
    const names = new Intl.DisplayNames('fa', { type: 'region', fallback: 'none' });
    deepEqual(
      pairs.filter((code) => accepts('country', code) && names.of(code) === undefined),
      [],
    );
  });

  it('refuses each three-letter language that the platform writes with the two letters of our list', () => {
    const two = new Set(codeList('languages').map((row) => row['code'] ?? ''));
    const shorter = triples
      .map((text) => text.toLowerCase())
      .filter((text) => {
        const canonical = Intl.getCanonicalLocales(text)[0] ?? text;
        return canonical.length === 2 && two.has(canonical) && accepts('language', text);
      });
    // CLDR folds a member of a macrolanguage, or a near one, into the two letters that data mostly has; the subtag registry keeps them apart.
    const listed = shorter.filter((text) => !schemes.get('language')?.check(text).warnings.includes('not-listed'));
    const folded = new Set(['fat', 'kmr', 'pes']);
    deepEqual(
      listed.filter((text) => !folded.has(text)),
      [],
    );
    for (const text of ['fas', 'per', 'ara', 'tuk', 'hye', 'arm', 'eng', 'deu', 'ger']) equal(accepts('language', text), false, text);
  });

  it('reads every language tag that the platform reads, where the language is listed and neither private nor of old form', () => {
    const tails = ['', '-Arab', '-IR', '-Arab-IR', '-u-nu-latn', '-IR-u-ca-persian-nu-arabext', '-1901', '-x-agency', '-Latn-x-a1', '-t-en', '-001'];
    for (const { code = '' } of codeList('languages'))
      for (const tail of tails) {
        const tag = code + tail;
        ok(Intl.getCanonicalLocales(tag).length === 1);
        equal(accepts('language', tag), true, tag);
      }
    for (const bad of [
      'fa_IR',
      'fa-',
      '-fa',
      'fa--IR',
      'fa-IR-IR',
      'fa-u',
      'fa-x',
      'fa-1901-1901',
      'fa-u-nu-latn-u-ca-persian',
      'f',
      'fa IR',
      'fa-IR-a-b',
    ]) {
      let platform = true;
      try {
        Intl.getCanonicalLocales(bad);
      } catch {
        platform = false;
      }
      deepEqual([platform, accepts('language', bad)], [false, false], bad);
    }
  });

  it('has the 31 provinces that persian-tools has capitals for', () => {
    const names = codeList('provinces').map((row) => row['name_fa'] ?? '');
    equal(names.length, 31);
    deepEqual(
      names.filter((name) => findCapitalByProvince(name) === undefined),
      [],
    );
  });

  it('has the former provinces of the change of 2020-11-24 as ISO’s catalogue announced it', () => {
    const announced =
      '01 03 02 04 03 24 04 10 05 16 06 18 07 23 08 14 10 06 11 19 12 20 13 11 14 07 15 08 16 12 17 05 18 17 19 01 20 15 21 02 22 00 23 22 24 13 25 21 26 25 28 26 30 09 31 28 32 30'.split(
        ' ',
      );
    const moved = codeList('provinces-before-2020').filter((row) => row['code'] !== row['current']);
    deepEqual(
      moved.flatMap((row) => [row['code']?.slice(3), row['current']?.slice(3)]),
      announced,
    );
    for (const row of codeList('provinces-before-2020')) equal(row['valid_to'], '2020-11-24');
  });
});
