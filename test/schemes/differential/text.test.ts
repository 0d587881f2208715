/**
 * Persian text beside Unicode normalisation and persian-tools.
 */
import { toPersianChars } from '@persian-tools/persian-tools';
import { describe, it } from 'mocha';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { canonicalPersian, persianText } from '../../../src/schemes/persian-text.js';
import { randomOf } from './random.js';

/** Letters, marks and signs on which spelling turns. */
const units =
  '\u0654\u0654\u0654\u064A\u0648\u0627\u0653\u0301eعلیکگچپژآأإؤئ\u064A\u0649\u0643\u06CC\u06A9\u0654\u0655\u0653\u0627\u0648\u0647\u06C0\u06D5\u06C1\u06C2\u06D2\u0640\u064B\u0651\u0670\u200C\u200D 1۱\u0661e\u0301é\u1100\u1161가\uFDFC\uFEFB\uFB8E\u00A0';

function texts(): readonly string[] {
  const { below, text } = randomOf(1404);
  return Array.from({ length: 12_000 }, () => text(units, 1 + below(12)));
}

describe('Persian text beside others', () => {
  it('calls a text not-nfc exactly where normalisation changes it', () => {
    let changed = 0;
    for (const text of texts()) {
      const differs = text.normalize('NFC') !== text;
      if (differs) changed += 1;
      equal(persianText(text).reasons.includes('not-nfc'), differs, JSON.stringify(text));
    }
    ok(changed > 1000);
  });

  it('calls every character of the Arabic blocks alone not-nfc exactly where normalisation changes it', () => {
    for (const [from, to] of [
      [0x0600, 0x08ff],
      [0xfb50, 0xfdff],
      [0xfe70, 0xfeff],
    ] as const)
      for (let point = from; point <= to; point += 1) {
        const text = String.fromCodePoint(point);
        equal(persianText(text).reasons.includes('not-nfc'), text.normalize('NFC') !== text, point.toString(16));
      }
  });

  it('gives canonically equivalent texts one canonical form', () => {
    for (const text of texts()) equal(canonicalPersian(text.normalize('NFD')), canonicalPersian(text), JSON.stringify(text));
  });

  /** What persian-tools does with a text that ours leaves otherwise. */
  const classes: readonly { readonly name: string; readonly when: (text: string) => boolean; readonly why: string }[] = [
    {
      name: 'ye or another letter with a hamza of its own, folded before it is composed',
      when: (text) => text.normalize('NFC') !== text,
      why: 'the package never composes, and ye with hamza falls apart into two that nothing composes again (UAX #15)',
    },
    {
      name: 'heh with hamza',
      when: (text) => /[\u06C0-\u06C2\u06D5]/.test(text),
      why: 'two spellings of one sound that Unicode does not unify; ours has one',
    },
    { name: 'tatweel', when: (text) => text.includes('\u0640'), why: 'ISIRI 6219: ornament, no letter' },
  ];

  it('folds ye and kaf as persian-tools toPersianChars does, but for the classes on record', () => {
    const counts = new Map(classes.map(({ name }) => [name, 0]));
    const unexplained: string[] = [];
    for (const text of texts()) {
      if (toPersianChars(text) === canonicalPersian(text)) continue;
      const found = classes.find(({ when }) => when(text));
      if (found === undefined) unexplained.push(JSON.stringify([text, toPersianChars(text), canonicalPersian(text)]));
      else counts.set(found.name, (counts.get(found.name) ?? 0) + 1);
    }
    deepEqual(unexplained.slice(0, 10), []);
    for (const [name, count] of counts) ok(count > 0, name);
  });
});
