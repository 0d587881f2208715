/**
 * The walk over instances: places, schemas, and bounds on hostile answers and contracts.
 */
import { describe, it } from 'mocha';
import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Json, JsonObject } from '../../../src/contract/api-model.js';
import { keywordOf, nodesOf } from '../../../src/checks/data/instance.js';
import { kindOf } from '../../../src/checks/data/recognise.js';

const at = (value: Json, pointer: string, schema?: JsonObject) => nodesOf(value, schema).find((node) => node.pointer === pointer);

describe('checks/data/instance', () => {
  it('replaces array indexes, and keys that are codes, so that places are stable and name nobody', () => {
    const pointers = nodesOf({ items: [{ a: 1 }, { a: 2 }], byCode: { '9990000018': { name: 'x' } } }, undefined).map((node) => node.pointer);
    deepEqual(pointers, ['', '/items', '/items/*', '/items/*/a', '/items/*', '/items/*/a', '/byCode', '/byCode/*', '/byCode/*/name']);
  });

  it('follows references, allOf, items and the branch that the value can belong to', () => {
    const schema: JsonObject = {
      $defs: {
        Code: { type: 'string', 'x-egif-type': 'NationalCode' },
        Card: { type: 'object', required: ['pan'], properties: { pan: { type: 'string' } } },
      },
      allOf: [{ properties: { list: { type: 'array', items: { $ref: '#/$defs/Code' } } } }],
      oneOf: [{ $ref: '#/$defs/Card' }, { required: ['x'], properties: { x: { $ref: '#/$defs/Code' } } }],
    };
    const value = { list: ['9990000018'], x: '9990000026' };
    const list = at(value, '/list/*', schema);
    const branch = at(value, '/x', schema);
    equal(list === undefined ? '' : kindOf(list), 'national-code');
    equal(branch === undefined ? '' : kindOf(branch), 'national-code');
  });

  it('keeps what two branches share', () => {
    const schema: JsonObject = {
      $defs: { Base: { properties: { n: { format: 'date' } } } },
      oneOf: [{ allOf: [{ $ref: '#/$defs/Base' }], required: ['absent'] }, { allOf: [{ $ref: '#/$defs/Base' }] }],
    };
    const node = at({ n: 'x' }, '/n', schema);
    equal(node === undefined ? '' : keywordOf(node, 'format'), 'date');
  });

  it('ends on references that go in circles and on schemas that explode', () => {
    const circle: JsonObject = {
      $ref: '#/$defs/A',
      $defs: { A: { anyOf: [{ $ref: '#/$defs/A' }, { $ref: '#/$defs/B' }] }, B: { allOf: [{ $ref: '#/$defs/A' }] } },
    };
    equal(nodesOf({ a: 1 }, circle).length, 2);
    const levels = Array.from({ length: 40 }, (_, level): [string, JsonObject] => [
      `L${level}`,
      { anyOf: Array.from({ length: 10 }, () => ({ $ref: `#/$defs/L${level + 1}` })) },
    ]);
    ok((at({}, '', { $ref: '#/$defs/L0', $defs: Object.fromEntries(levels) })?.schemas.length ?? 0) <= 1000);
  });

  it('leaves out what lies deeper than any record', () => {
    let deep: Json = 'x';
    for (let level = 0; level < 5000; level += 1) deep = [deep];
    ok(nodesOf(deep, undefined).length <= 101);
  });

  it('never takes a name of Object.prototype for a schema', () => {
    const node = at({ constructor: 'x', toString: 'y' }, '/constructor', { type: 'object', properties: {} });
    deepEqual(node?.schemas, []);
  });
});
