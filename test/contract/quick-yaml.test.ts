/** The quick reader of YAML against the library: data and every position, over files of the project, mutations of texts, and EGIF_CORPORA if given. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import type { Json } from '../../src/contract/api-model.js';
import { pointerOf } from '../../src/contract/json.js';
import { linePositions } from '../../src/contract/json-position.js';
import { parseWithLibrary } from '../../src/contract/parse-yaml.js';
import { quickYaml } from '../../src/contract/quick-yaml.js';

/** A repeatable source of numbers from 0 to 1 (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const limits = { maxDepth: 200, maxAliases: 1000 };

/** Whether the quick reader took the text; fails where the two differ. At most `most` positions are compared. */
function agrees(text: string, name: string, most = 2000): boolean {
  const quick = quickYaml(text, limits.maxDepth);
  if (quick === undefined) return false;
  const slow = parseWithLibrary('contract.yaml', text, limits);
  assert.equal(JSON.stringify(quick.data), JSON.stringify(slow.data), `${name}:\n${text.slice(0, 2000)}`);
  const positionAt = linePositions(text);
  const stack: { readonly value: Json; readonly path: readonly string[] }[] = [{ value: quick.data, path: [] }];
  let compared = 0;
  for (let next = stack.pop(); next !== undefined && compared < most; next = stack.pop()) {
    compared += 1;
    const { value, path } = next;
    assert.deepEqual(positionAt(quick.offsetOf(path)), slow.position(pointerOf(path)), `${name} ${pointerOf(path)}\n${text.slice(0, 2000)}`);
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) stack.push({ value: inner, path: [...path, key] });
  }
  return true;
}

const taken = [
  { text: 'a:\n- \n\n- b\n-   \n-\n- c: 1\n-  \nd:\n  -   \n', why: 'items that say nothing, with blanks behind their hyphens' },
  { text: 'a: 1\nb: [x, "y", \'z\', {c: 2.50, d: -7}]\n', why: 'flow collections' },
  { text: '--- # c\n# d\na:\n- b\n- c: 1\n  d:\n    - - 1\n      - 2\n-   e: f\n', why: 'lists at the column of their name, and compact ones' },
  { text: 'a: |\n  x\n\n   y\n  z\n\nb: >-\n  x\n  y\n\n  z\n   w\n\n  v\nc: |+\n  x\n\n\nd: |2\n   x\n', why: 'block scalars' },
  { text: "a: one\n  two\n\n  three # c\nb: \"x\\u0041\\\n    y\n\n    z\"\nc: 'it''s\n  so'\n", why: 'scalars of several lines' },
  { text: '200: ok\n"201": ok\n-x: 1\n', why: 'names that are numbers', isLeft: true },
  { text: "200: ok\n'201': ok\n", why: 'names that are numbers' },
  { text: 'a: ~\nb: null\nc: True\nd: no\ne: 1e3\nf: 0777\ng: 1_000\nh: 2020-01-01\ni:\nj: 1.\nk: .5\nl: +1\n', why: 'the core schema' },
  { text: 'فا: نام\nb: "‌نیم‌فاصله"\n', why: 'Persian names and values' },
  { text: 'enum:\n-\n- a\n', why: 'an item that is nothing' },
];
const left = [
  { text: 'a: &x 1\nb: *x\n', why: 'aliases' },
  { text: 'a: !!str 1\n', why: 'tags' },
  { text: 'a: 1\na: 2\n', why: 'a name that stands twice' },
  { text: '<<: {a: 1}\n', why: 'a merge' },
  { text: 'a: 1\n---\nb: 1\n', why: 'two documents' },
  { text: 'a: 1\n... b: 1\n', why: 'an end of the document, which a member cannot be' },
  { text: 'a: b: c\n', why: 'a member within a plain scalar' },
  { text: 'a:\n   b: 1\n  c: 2\n', why: 'a column that fits nothing' },
  { text: 'a: "x\n', why: 'a quote that does not end' },
  { text: 'a: [1\n', why: 'a list that does not end' },
  { text: 'a: .inf\n', why: 'a number that JSON does not know' },
  { text: '0x10: a\n', why: 'a name that would be printed otherwise' },
  { text: 'a:\t1\n', why: 'tabs' },
  { text: '__proto__: 1\n', why: 'a name that is no plain member' },
  { text: 'blah blah\n', why: 'no map' },
];

const pieces = [
  '\n',
  ' ',
  '  ',
  ': ',
  '- ',
  '"',
  "'",
  '#',
  ' # c',
  '|',
  '>',
  '>-',
  '|+',
  '|2',
  '[',
  ']',
  '{',
  '}',
  ',',
  '\\',
  '&a',
  '*a',
  '!',
  '?',
  '-',
  '~',
  '\t',
];
const words = [
  'a',
  'b:',
  'c: 1',
  '- x',
  'null',
  '12',
  '0x1f',
  '1.5e3',
  'نام',
  '---',
  '...',
  '\\n',
  '""',
  "''",
  '\n\n',
  '\n  ',
  '\n    ',
  'a: |\n  b\n',
  '? a',
  '%x',
];

function mutated(text: string, random: () => number): string {
  const part = (): number => Math.floor(random() * (text.length + 1));
  const choice = [...pieces, ...words];
  let result = text;
  const times = 1 + Math.floor(random() * 3);
  for (let time = 0; time < times; time += 1) {
    const at = Math.min(part(), result.length);
    const drop = random() < 0.5 ? 0 : Math.floor(random() * 4);
    const piece = random() < 0.25 ? '' : (choice[Math.floor(random() * choice.length)] ?? '');
    result = result.slice(0, at) + piece + result.slice(at + drop);
  }
  return result;
}

describe('quick YAML', () => {
  for (const { text, why, isLeft } of taken) {
    it(`reads ${why} as the library does`, () => assert.equal(agrees(text, why), isLeft !== true));
  }
  for (const { text, why } of left) {
    it(`leaves ${why} to the library`, () => assert.equal(quickYaml(text, 200), undefined));
  }

  it('leaves what is deeper than it may recurse to the library', () => {
    const deep = `a: ${'['.repeat(50)}${']'.repeat(50)}\n`;
    assert.notEqual(quickYaml(deep, 60), undefined);
    assert.equal(quickYaml(deep, 40), undefined);
  });

  it('reads whatever a text becomes as the library does, or leaves it', () => {
    const random = seeded(4);
    let quick = 0;
    for (let trial = 0; trial < 6000; trial += 1) {
      const base = taken[trial % taken.length]?.text ?? '';
      if (agrees(mutated(base, random), `trial ${trial}`)) quick += 1;
    }
    assert.ok(quick > 1500, `only ${quick} texts were taken`);
  });

  it('takes a ruleset and the sample contract', () => {
    for (const file of ['fixtures/agencies/person-registry/openapi.yaml', 'rulesets/asyncapi.yaml'])
      assert.ok(agrees(readFileSync(file, 'utf8'), file, 500), file);
  });

  const folder = process.env['EGIF_CORPORA'] ?? '';
  // Contracts in the wild are no part of the project: the test exists where a folder of them is named.
  if (folder !== '')
    it('reads contracts in the wild as the library does', function () {
      this.timeout(900_000);
      let quick = 0;
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
      for (const file of files)
        if (
          agrees(
            readFileSync(`${folder}/${file}`, 'utf8')
              .replace(/^\uFEFF/, '')
              .replaceAll('\r\n', '\n'),
            file,
          )
        )
          quick += 1;
      assert.ok(quick > files.length * 0.9, `${quick} of ${files.length}`);
    });
});
