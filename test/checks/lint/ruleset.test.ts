import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseRuleset } from '../../../src/checks/lint/ruleset.js';
import { parseLoaded } from '../../../src/contract/load-document.js';
import { EgifProblems } from '../../../src/errors.js';

const head = ['egif: ruleset/v1', 'kind: openapi', 'rules:', '  one:', '    requirement: EGIF-TEC-TLS-001', '    severity: error'];
const text = (...lines: readonly string[]): string => [...head, ...lines, ''].join('\n');

const cases = [
  {
    why: 'a function that is not in the table is refused at its line',
    text: text('    given: Server', '    then: { function: evaluate }'),
    at: [{ line: 8, pointer: '/rules/one/then/function' }],
  },
  {
    why: 'a kind of place that does not exist',
    text: text('    given: $.servers[*]', '    then: { function: truthy }'),
    at: [{ line: 7, pointer: '/rules/one/given' }],
  },
  {
    why: 'an unknown member',
    text: text('    given: Server', '    then: { function: truthy }', '    recommended: true'),
    at: [{ line: 9, pointer: '/rules/one/recommended' }],
  },
  {
    why: 'options that the function does not take',
    text: text('    given: Operation', '    then: { function: hasAnyResponse, functionOptions: { status: [415] } }'),
    at: [{ line: 8, pointer: '/rules/one/then' }],
  },
  { why: 'an empty list of steps', text: text('    given: Server', '    then: []'), at: [{ line: 8, pointer: '/rules/one/then' }] },
  {
    why: 'a rule name that is not kebab-case',
    text: text('    given: Server', '    then: { function: truthy }').replace('  one:', '  One:'),
    at: [{ line: 4, pointer: '/rules/One' }],
  },
  {
    why: 'two problems are both told',
    text: text('    given: Nowhere', '    then: { function: nothing }'),
    at: [
      { line: 7, pointer: '/rules/one/given' },
      { line: 8, pointer: '/rules/one/then/function' },
    ],
  },
];

describe('A ruleset', () => {
  for (const { why, text: source, at } of cases) {
    it(`is refused with its line: ${why}`, () => {
      assert.throws(
        () => parseRuleset(parseLoaded('own.yaml', Buffer.from(source)), 'own.yaml'),
        (error: unknown) => {
          assert.ok(error instanceof EgifProblems);
          const places = error.problems.map(({ code, place }) => ({ code, line: place.line, pointer: place.pointer }));
          const wanted = at.map((place) => ({ code: 'RULESET_INVALID', ...place }));
          for (const place of wanted)
            assert.ok(
              places.some((found) => found.line === place.line && found.pointer === place.pointer),
              JSON.stringify(places),
            );
          assert.ok(places.every(({ code }) => code === 'RULESET_INVALID'));
          return true;
        },
      );
    });
  }

  it('gives rules with codes, kinds and steps', () => {
    const source = text('    given: [Server, Info]', '    then: [{ field: url, function: truthy, code: url-missing }]');
    const [rule] = parseRuleset(parseLoaded('own.yaml', Buffer.from(source)), 'own.yaml').rules;
    assert.deepEqual(rule?.codes, ['one', 'url-missing']);
    assert.deepEqual(rule?.kinds, ['openapi']);
    assert.deepEqual(rule?.given, ['Info', 'Server']);
  });
});
