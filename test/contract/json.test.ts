/** Comparing values that others wrote, whatever stands in them. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { jsonKey, parseJson, referredIn, sameJson } from '../../src/contract/json.js';

const readValue = (text: string) => parseJson(text)?.value ?? null;

describe('contract: whether two JSON values are the same', () => {
  const cases: readonly { readonly why: string; readonly left: string; readonly right: string; readonly same: boolean }[] = [
    { why: 'members in another order', left: '{"a":1,"b":[{"c":2,"d":3}]}', right: '{"b":[{"d":3,"c":2}],"a":1}', same: true },
    { why: 'names that are numbers', left: '{"2":1,"10":2}', right: '{"10":2,"2":1}', same: true },
    { why: 'items in another order', left: '[1,2]', right: '[2,1]', same: false },
    { why: 'a lone surrogate', left: String.raw`{"a":"\ud800"}`, right: String.raw`{"a":"\ud800"}`, same: true },
    { why: 'another lone surrogate', left: String.raw`"\ud800"`, right: String.raw`"\ud801"`, same: false },
    { why: 'numbers beyond all bounds', left: '{"a":1e999}', right: '{"a":2e999}', same: true },
    { why: 'one beyond all bounds on either side', left: '1e999', right: '-1e999', same: false },
    { why: 'one beyond all bounds and null', left: '{"a":1e999}', right: '{"a":null}', same: false },
    { why: 'one beyond all bounds and its name', left: '1e999', right: '"Infinity"', same: false },
    { why: 'a member called __proto__', left: '{"__proto__":1}', right: '{}', same: false },
    { why: 'a number and its text', left: '1', right: '"1"', same: false },
  ];
  for (const { why, left, right, same } of cases) {
    it(`${same ? 'sees the same' : 'tells apart'}: ${why}`, () => {
      assert.equal(sameJson(readValue(left), readValue(right)), same);
      assert.equal(jsonKey(readValue(left)), jsonKey(readValue(left)));
    });
  }
});

describe('contract: references within a document', () => {
  const root = { a: { 'b/c': 1, 'd e': 2 } };
  const cases: readonly { readonly reference: unknown; readonly leads: unknown }[] = [
    { reference: '#', leads: root },
    { reference: '#/a/b~1c', leads: 1 },
    { reference: '#/a/d%20e', leads: 2 },
    { reference: '#/a/%zz', leads: undefined },
    { reference: '#a', leads: undefined },
    { reference: 'other.yaml#/a', leads: undefined },
    { reference: 7, leads: undefined },
  ];
  for (const { reference, leads } of cases)
    it(`lead from ${String(reference)} to what stands there, or nowhere`, () => assert.deepEqual(referredIn(root, reference), leads));
});
