/**
 * Every reason and warning that a scheme can give is explained in both languages.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'mocha';
import { deepEqual, ok } from 'node:assert/strict';
import { parse } from 'yaml';
import { schemes } from '../../src/schemes/registry.js';
import { schemeIds } from '../../src/schemes/scheme.js';
import { root } from './code-list-tables.js';

const folder = new URL('reports/messages/', root);
const explained = new Set(
  ['schemes.yaml', 'data.yaml', 'coding.yaml'].flatMap((file) => Object.keys(Object(parse(readFileSync(new URL(file, folder), 'utf8'))))),
);
const notReasons = new Set<string>([
  ...schemeIds,
  ...[...schemes.values()].map((scheme) => scheme.algorithm),
  'w2-7-mod11',
  'mod97-10',
  'verhoeff-taxid',
  'utf-8',
]);

describe('schemes/messages', () => {
  it('explains every hyphenated word of the sources, which are reasons and warnings', () => {
    const directory = new URL('src/schemes/', root);
    const texts = readdirSync(directory)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(new URL(file, directory), 'utf8'));
    const words = new Set(texts.flatMap((text) => [...text.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)+)'/g)].map(([, word]) => word ?? '')));
    ok(words.has('wrong-check-digit') && words.has('offset-form') && words.has('arabic-ye'));
    deepEqual(
      [...words].filter((word) => !notReasons.has(word) && !explained.has(word)),
      [],
    );
  });

  it('explains whatever any scheme says of any vector', () => {
    const values = [...schemes.values()].flatMap((scheme) => [...scheme.valid, ...scheme.invalid.map((vector) => vector.value)]);
    const said = [...schemes.values()].flatMap((scheme) =>
      values.flatMap((value) => [...scheme.check(value).reasons, ...scheme.check(value).warnings]),
    );
    deepEqual(
      [...new Set(said)].filter((word) => !explained.has(word)),
      [],
    );
  });
});
