/**
 * Persian text: flaws with their places, and the canonical spelling.
 */
import { describe, it } from 'mocha';
import { deepEqual, equal, notEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalPersian, persianText, textFlaws } from '../../src/schemes/persian-text.js';

describe('schemes/persian-text', () => {
  it('names the place and the code point of each flaw', () => {
    deepEqual(textFlaws('عل\u064A \u0643تاب'), [
      { reason: 'arabic-ye', index: 2, point: 'U+064A' },
      { reason: 'arabic-kaf', index: 4, point: 'U+0643' },
    ]);
  });

  it('lets ZWNJ stand after a letter, mark or digit and before a Persian letter, and nowhere else', () => {
    for (const good of ['می\u200Cشود', 'خانه\u0654\u200Cها', '۲۰\u200Cساله', 'CD\u200Cها']) deepEqual(textFlaws(good), [], good);
    for (const bad of ['\u200Cها', 'می\u200C', 'می\u200C\u200Cشود', 'می \u200Cشود', 'ab\u200Ccd'])
      deepEqual([...new Set(textFlaws(bad).map((flaw) => flaw.reason))], ['zwnj-misplaced'], bad);
  });

  it('composes before it folds: ye with hamza above stays one letter', () => {
    equal(canonicalPersian('مس\u064A\u0654ول'), 'مسئول');
    notEqual('مس\u064A\u0654ول'.replaceAll('\u064A', '\u06CC').normalize('NFC'), 'مسئول');
  });

  it('gives the two spellings of heh with hamza one form', () => equal(canonicalPersian('خان\u06C0'), canonicalPersian('خانه\u0654')));

  it('keeps ZWNJ and digits, and never applies NFKC', () => {
    for (const text of ['می\u200Cشود', '۱۲۳ 123', '\uFDFC', 'x²']) equal(canonicalPersian(text), text);
  });

  it('is idempotent on any text, and leaves no letter to fold', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'علی\u064A\u0649\u0643\u0640\u0654\u06C0\u06D5ه\u200C a1۱\u0661'), maxLength: 12 }),
        (text) => {
          const once = canonicalPersian(text);
          equal(canonicalPersian(once), once);
          const left = persianText(once).reasons.filter((reason) =>
            ['arabic-ye', 'alef-maksura', 'arabic-kaf', 'tatweel', 'not-nfc'].includes(reason),
          );
          deepEqual(left, []);
        },
      ),
      { seed: 1403, numRuns: 500 },
    );
  });
});
