/**
 * The doors of the package as a stranger meets them: by its name, through `exports`, with types; and the guide that shows them.
 */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { _ } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { addEgif, formats, type Fault } from 'egif/ajv';
import { accepts, type SchemeId, schemes } from 'egif/codes';
import { egifFieldDictionary } from 'egif/spectral';
import { describe, it } from 'mocha';
import * as house from '../../src/index.js';

const root = new URL('../../../', import.meta.url);
const guides = ['docs/validators.en.md', 'docs/validators.fa.md'] as const;

/** The fenced blocks of a guide: language and text. */
function blocksOf(path: string): readonly (readonly [language: string, text: string])[] {
  const text = readFileSync(new URL(path, root), 'utf8');
  return [...text.matchAll(/```(js|text)\n(.*?)```/gs)].map(([, language = '', block = '']) => [language, block] as const);
}

/** What a program prints that runs in the package's folder. */
function printedBy(program: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
}

describe('the package', () => {
  it('leads by its name to the same functions as the house', () => {
    const id: SchemeId = 'sheba';
    const fault: Fault = { scheme: id, reasons: ['empty'], warnings: [] };
    equal(addEgif, house.addEgif);
    equal(accepts, house.accepts);
    equal(schemes, house.schemes);
    equal(egifFieldDictionary, house.egifFieldDictionary);
    ok(accepts[id]('IR740990000000000000000001') && formats[fault.scheme] !== undefined);
  });

  it('loads no library with its doors for validators', () => {
    const program = `await Promise.all(['egif/ajv', 'egif/spectral', 'egif/codes'].map((door) => import(door)));
      const { createRequire } = await import('node:module');
      console.log(Object.keys(createRequire(import.meta.url).cache).length);`;
    equal(printedBy(program), '0\n');
  });

  it('serves the formats to standalone code of ajv', () => {
    const ajv = addEgif(new Ajv2020({ code: { source: true, formats: _`require("egif/ajv").formats` } }));
    const code = standalone.default(ajv, ajv.compile({ type: 'string', format: 'national-code' }));
    const module: { exports: unknown } = { exports: {} };
    new Script(`(require, module, exports) => {${code}}`).runInThisContext()(createRequire(new URL('package.json', root)), module, module.exports);
    const validate = module.exports;
    ok(typeof validate === 'function');
    deepEqual([validate('9990000018'), validate('9990000019')], [true, false]);
  });
});

describe('the guide to validators', () => {
  const blocks = blocksOf('docs/validators.en.md');

  it('has three programs, each with what it prints', () =>
    deepEqual(
      blocks.map(([language]) => language),
      ['js', 'text', 'js', 'text', 'js', 'text'],
    ));

  for (const index of [0, 2, 4])
    it(`shows a program that prints what the guide says: ${index / 2 + 1}`, () => equal(printedBy(blocks[index]?.[1] ?? ''), blocks[index + 1]?.[1]));

  it('shows the same programs in both languages', () => deepEqual(blocksOf('docs/validators.fa.md'), blocks));

  it('names every function and keyword in both languages', () => {
    const words = ['x-egif-type', 'x-egif-codelist', 'x-egif-calendar', 'x-egif-gregorian-twin', 'x-egif-concept', 'x-egif-extensible-enum'];
    const functions = ['addEgif', 'egifErrorOf', 'accepts', 'egifFormat', 'egifType', 'egifCodelist', 'egifConcept', 'egifFieldDictionary'];
    for (const path of guides) {
      const text = readFileSync(new URL(path, root), 'utf8').replace(/```.*?```/gs, '');
      for (const word of [...words, ...functions]) ok(text.includes(word), `${path} names ${word}`);
    }
  });

  it('keeps code from left to right within the Persian text', () => {
    const text = readFileSync(new URL('docs/validators.fa.md', root), 'utf8');
    ok(text.startsWith('<div dir="rtl" lang="fa">'));
    equal((text.match(/```(?:js|text)/g) ?? []).length, (text.match(/<div dir="ltr">\n\n```(?:js|text)/g) ?? []).length);
    equal((text.match(/<div/g) ?? []).length, (text.match(/<\/div>/g) ?? []).length);
  });
});
