/** Instants as people write them: one form, and no day that no month has. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { readInstant } from '../../src/contract/read-instant.js';

const cases: readonly { readonly text: string; readonly why: string; readonly at?: string }[] = [
  { text: '2026-11-22T08:00:00Z', why: 'UTC', at: '2026-11-22T08:00:00.000Z' },
  { text: '2026-11-22T11:30:00.5+03:30', why: 'a zone and a fraction', at: '2026-11-22T08:00:00.500Z' },
  { text: '2026-11-22t08:00:00z', why: 'small letters, as RFC 3339 §5.6 allows', at: '2026-11-22T08:00:00.000Z' },
  { text: '2026-11-22', why: 'a day', at: '2026-11-22T00:00:00.000Z' },
  { text: '2028-02-29', why: 'a leap day', at: '2028-02-29T00:00:00.000Z' },
  { text: '2026-02-29', why: 'no leap day' },
  { text: '2026-02-30T00:00:00Z', why: 'a day that the engine would move to March' },
  { text: '2026-13-01', why: 'no month' },
  { text: '2026-11-22T25:00:00Z', why: 'no hour' },
  { text: '2026-11-22T08:00:00', why: 'no zone: whose eight o’clock?' },
  { text: '11/22/2026', why: 'another order of the parts' },
  { text: '1405-09-01x', why: 'something behind it' },
  { text: '1', why: 'a number, which the engine takes for a month' },
  { text: '', why: 'nothing' },
  { text: 'tomorrow', why: 'a word' },
];

describe('An instant that a person writes', () => {
  for (const { text, why, at } of cases)
    it(`is ${at ?? 'none'}: ${why}`, () => {
      const found = readInstant(text);
      assert.equal(found === undefined ? undefined : new Date(found).toISOString(), at);
    });
});
