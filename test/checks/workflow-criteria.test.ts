/**
 * Criteria and expressions of workflows: what holds, what does not, and what cannot be told.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { pathHolds } from '../../src/checks/probe/flow/json-path.js';
import { holds } from '../../src/checks/probe/flow/workflow-criteria.js';
import { evaluate, substituted, type WorkflowWorld } from '../../src/checks/probe/flow/workflow-values.js';
import type { Json } from '../../src/contract/api-model.js';
import type { Exchange } from '../../src/contract/evidence.js';
import type { Criterion } from '../../src/contract/workflow-model.js';

const body: Json = {
  state: 'Registered',
  count: 2,
  rows: [
    { id: 'a', size: 1 },
    { id: 'b', size: 5 },
  ],
  nationalCode: '0012345679',
  empty: null,
};
const exchange: Exchange = {
  kind: 'http',
  seq: 0,
  environment: 'sandbox',
  place: '/x',
  at: '2026-11-01T08:00:00Z',
  elapsedMs: 1,
  request: { method: 'GET', url: 'https://api.agency.example/v1/x', headers: [], credential: 'none' },
  response: { status: 200, headers: [['Retry-After', '5']], body: new TextEncoder().encode(JSON.stringify(body)) },
};
const world: WorkflowWorld = {
  inputs: { name: 'registered', 'dotted.name': 1, list: [1, 2] },
  steps: new Map([['one', new Map([['id', { value: 'a', veiled: false }]])]]),
  workflows: new Map(),
  exchange,
  sent: { parameters: new Map<string, Json>([['path id', 'a']]), body: { text: 't' } },
};

const simple = (condition: string): Criterion => ({ type: 'simple', condition });

describe('simple conditions', () => {
  const cases: readonly { readonly condition: string; readonly held: boolean | undefined; readonly why: string }[] = [
    { condition: '$statusCode == 200', held: true, why: 'a number' },
    { condition: "$statusCode == '200'", held: true, why: 'a text that writes the number' },
    { condition: '$statusCode != 200', held: false, why: 'the same number' },
    { condition: '$statusCode >= 200 && $statusCode < 300', held: true, why: 'a range' },
    { condition: '($statusCode == 500) || !($response.body#/count > 2)', held: true, why: 'groups and negation' },
    { condition: "$response.body#/state == 'registered'", held: true, why: 'texts are compared without case' },
    { condition: '$response.body#/state == $inputs.name', held: true, why: 'two expressions' },
    { condition: '$response.body#/rows[1].size == 5', held: true, why: 'steps into a value' },
    { condition: '$response.header.Retry-After > 4', held: true, why: 'a header field is a text that writes a number' },
    { condition: '$response.body#/empty == null', held: true, why: 'null' },
    { condition: '$response.body#/absent == null', held: true, why: 'what is absent is as null' },
    { condition: '$response.body#/absent > 1', held: false, why: 'what is absent is not greater' },
    { condition: '$request.path.id == $steps.one.outputs.id', held: true, why: 'what was sent' },
    { condition: '$inputs.dotted.name == 1', held: true, why: 'a name with a dot' },
    { condition: "$response.body#/nationalCode == '0012345679'", held: undefined, why: 'a code may have been replaced' },
    { condition: '$response.body#/nationalCode != null', held: true, why: 'that it is there can be told' },
    { condition: "$response.body#/state < 'b'", held: undefined, why: 'texts have no order here' },
    { condition: '$message.body#/x == 1', held: undefined, why: 'an expression that is not read' },
    { condition: '$statusCode = 200', held: undefined, why: 'no operator' },
    { condition: '$statusCode == 200 &&', held: undefined, why: 'cut off' },
    { condition: '($statusCode == 200', held: undefined, why: 'not closed' },
    { condition: 'process.exit(1)', held: undefined, why: 'no condition' },
    { condition: '$statusCode == 500 && $message.body == 1', held: false, why: 'one that does not hold decides' },
    { condition: "$response.body#/state == 'it''s'", held: false, why: 'a quote within a text' },
  ];
  for (const { condition, held, why } of cases)
    it(`${condition}: ${why}`, () => {
      assert.equal(holds(simple(condition), world), held);
    });

  it('a condition of many brackets ends', () => {
    assert.equal(holds(simple(`${'('.repeat(1_000)}1`), world), undefined);
    assert.equal(holds(simple('('.repeat(3_000)), world), undefined);
  });
});

describe('patterns', () => {
  const of = (condition: string, context: string): boolean | undefined => holds({ type: 'regex', condition, context }, world);
  it('are found anywhere in the text', () => {
    assert.equal(of('^2..$', '$statusCode'), true);
    assert.equal(of('egist', '$response.body#/state'), true);
    assert.equal(of('^x', '$response.body#/state'), false);
  });
  it('tell nothing where they are none, or of what may have been replaced', () => {
    assert.equal(of('(', '$statusCode'), undefined);
    assert.equal(of('^0', '$response.body#/nationalCode'), undefined);
    assert.equal(of('x', '$response.body'), undefined);
  });
});

describe('queries', () => {
  const cases: readonly (readonly [query: string, held: boolean | undefined])[] = [
    ['$.rows', true],
    ['$.absent', false],
    ["$['rows'][0].id", true],
    ['$.rows[2]', false],
    ['$.rows[*].size', true],
    ['$.rows[?@.size > 4]', true],
    ['$.rows[?(@.size > 9)]', false],
    ["$.rows[?@.id == 'a' && @.size == 1]", true],
    ["$.rows[?@.id == 'a' || @.id == 'z'].size", true],
    ['$[?count(@.*) > 1]', true],
    ['$[?count(@.*) > 2]', false],
    ['$[?length(@) == 10]', true],
    ['$.empty', true],
    ['$..rows', undefined],
    ['$.rows[0:1]', undefined],
    ["$.rows[?match(@.id, 'a')]", undefined],
    ['$.rows[?@.size > $.count]', undefined],
    ['rows', undefined],
  ];
  for (const [query, held] of cases)
    it(`${query} ${held === undefined ? 'is not read' : held ? 'selects' : 'selects nothing'}`, () => {
      assert.equal(pathHolds(query, body), held);
    });
});

describe('expressions', () => {
  it('tell what is absent from what is not read', () => {
    assert.equal(evaluate('$inputs.other', world), 'absent');
    assert.equal(evaluate('$response.body#/absent', world), 'absent');
    assert.equal(evaluate('$steps.two.outputs.id', world), 'absent');
    assert.equal(evaluate('$components.parameters.x', world), 'unread');
  });
  it('stand in texts and in any depth of a value', () => {
    assert.deepEqual(substituted({ a: ['{$inputs.name}-{$steps.one.outputs.id}', '$inputs.list'], b: 'plain $5' }, world), {
      value: { a: ['registered-a', [1, 2]], b: 'plain $5' },
      veiled: false,
    });
  });
  it('say of a value that a personal code may stand in it', () => {
    assert.deepEqual(substituted({ code: '$response.body#/nationalCode' }, world), { value: { code: '0012345679' }, veiled: true });
  });
});
