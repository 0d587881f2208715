import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Predicate } from '../../src/contract/documents.js';
import { applies } from '../../src/profile/index.js';

const facts = { 'service.style': 'rest', 'service.kinds': ['G2G'], 'contract.money': 2, 'contract.arrays': 0, 'statement.oauth': false };
const unknown = { eq: ['service.absent', 'x'] } satisfies Predicate;
const yes = { eq: ['service.style', 'rest'] } satisfies Predicate;
const no = { eq: ['service.style', 'soap'] } satisfies Predicate;

const cases: readonly { readonly why: string; readonly predicate: Predicate | undefined; readonly want: boolean | undefined }[] = [
  { why: 'no predicate holds always', predicate: undefined, want: true },
  { why: 'an equal fact holds', predicate: yes, want: true },
  { why: 'another value does not hold', predicate: no, want: false },
  { why: 'false is a value, not an absence', predicate: { eq: ['statement.oauth', true] }, want: false },
  { why: 'an absent fact is unknown', predicate: unknown, want: undefined },
  { why: 'a fact of another type is unknown', predicate: { eq: ['contract.money', '2'] }, want: undefined },
  { why: 'a count reaches its least', predicate: { gte: ['contract.money', 2] }, want: true },
  { why: 'a count of none does not', predicate: { gte: ['contract.arrays', 1] }, want: false },
  { why: 'an absent count is unknown', predicate: { gte: ['contract.text', 1] }, want: undefined },
  { why: 'a text is no count', predicate: { gte: ['service.style', 1] }, want: undefined },
  { why: 'a value in the list', predicate: { in: ['service.style', ['soap', 'rest']] }, want: true },
  { why: 'a value outside the list', predicate: { in: ['service.style', ['soap', 'event']] }, want: false },
  { why: 'an absent value is in no list that is known', predicate: { in: ['service.role', ['consumer']] }, want: undefined },
  { why: 'a list holds the value', predicate: { contains: ['service.kinds', 'G2G'] }, want: true },
  { why: 'a list lacks the value', predicate: { contains: ['service.kinds', 'G2C'] }, want: false },
  { why: 'a single value is no list', predicate: { contains: ['service.style', 'rest'] }, want: undefined },
  { why: 'a fact that is there exists', predicate: { exists: 'contract.arrays' }, want: true },
  { why: 'an absent fact may yet exist', predicate: { exists: 'contract.text' }, want: undefined },
  { why: 'an inherited name is no fact', predicate: { exists: 'toString' }, want: undefined },
  { why: 'not turns what is known', predicate: { not: no }, want: true },
  { why: 'not leaves the unknown', predicate: { not: unknown }, want: undefined },
  { why: 'one false settles all', predicate: { all: [unknown, no, yes] }, want: false },
  { why: 'one unknown unsettles all', predicate: { all: [yes, unknown] }, want: undefined },
  { why: 'all true', predicate: { all: [yes, { not: no }] }, want: true },
  { why: 'one true settles any', predicate: { any: [unknown, yes] }, want: true },
  { why: 'one unknown unsettles any', predicate: { any: [no, unknown] }, want: undefined },
  { why: 'none true', predicate: { any: [no, { not: yes }] }, want: false },
];

describe('the applicability language', () => {
  for (const { why, predicate, want } of cases) {
    it(`says ${String(want)}: ${why}`, () => assert.equal(applies(predicate, facts), want));
  }
});
