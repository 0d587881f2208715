/** Patterns of `egif lint`: what they name, in which order, and what they leave alone. */
import { strict as assert } from 'node:assert';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { fitsName, isPattern, walkPattern } from '../../src/cli/lint/lint-glob.js';
import { isSource, selectFiles } from '../../src/cli/lint/lint-files.js';

const files = ['a.yaml', 'b.json', 'c.txt', '.hidden.yaml', 'x/a.yaml', 'x/y/b.yaml', 'x/.git/c.yaml', 'node_modules/d.yaml', 'we[i]rd*.yaml'];

const patterns: readonly { readonly why: string; readonly pattern: string; readonly names: readonly string[] }[] = [
  { why: 'a star is any run within a name, and no hidden one', pattern: '*.yaml', names: ['a.yaml', 'we[i]rd*.yaml'] },
  { why: 'a star crosses no folder', pattern: 'x/*.yaml', names: ['x/a.yaml'] },
  {
    why: 'two stars cross folders, hidden ones and node_modules apart',
    pattern: '**/*.yaml',
    names: ['a.yaml', 'we[i]rd*.yaml', 'x/a.yaml', 'x/y/b.yaml'],
  },
  { why: 'two stars are no folder too', pattern: 'x/**/a.yaml', names: ['x/a.yaml'] },
  { why: 'two stars at the end are every file below', pattern: 'x/**', names: ['x/a.yaml', 'x/y/b.yaml'] },
  { why: 'a question mark is one character', pattern: '?.json', names: ['b.json'] },
  { why: 'braces are either, inner ones too', pattern: '{a,b,z{1,2}}.{yaml,json}', names: ['a.yaml', 'b.json'] },
  { why: 'a leading ./ says nothing', pattern: './x/y/*.yaml', names: ['x/y/b.yaml'] },
  { why: 'a hidden name that is written out is meant', pattern: 'x/.git/*.yaml', names: ['x/.git/c.yaml'] },
  { why: 'brackets are letters', pattern: 'we[i]rd?.yaml', names: ['we[i]rd*.yaml'] },
  { why: 'a folder is no file', pattern: 'x*', names: [] },
  { why: 'nothing fits', pattern: '**/*.wsdl', names: [] },
];

describe('the patterns of egif lint', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-glob-'));
    for (const file of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), '{}');
    }
    await symlink(folder, join(folder, 'x', 'circle'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const { why, pattern, names } of patterns) {
    it(`${pattern}: ${why}`, async () => {
      assert.ok(isPattern(pattern));
      const walk = { files: new Set<string>(), folders: new Set<string>(), directory: folder };
      await walkPattern(pattern, walk);
      assert.deepEqual([...walk.files].sort(), names);
    });
  }

  it('fit a long name in time that does not explode', () => {
    assert.equal(fitsName('a'.repeat(5_000), `${'*a'.repeat(200)}b`), false);
  });

  it('name each file once, in the order of the words, and tell of a word that means nothing', async () => {
    const { items } = await selectFiles({ words: ['x/y/b.yaml', './a.yaml', '*.yaml', 'x', 'gone/*.yaml', 'we[i]rd*.yaml'], directory: folder });
    assert.deepEqual(
      items.map((item) => (isSource(item) ? item.file : `${item.errors[0]?.code}`)),
      ['x/y/b.yaml', './a.yaml', 'we[i]rd*.yaml', 'x/a.yaml', 'FILE_NOT_FOUND'],
    );
  });

  it('find nothing in the folder that results are written to', async () => {
    const { items } = await selectFiles({ words: ['.'], directory: folder, out: 'x' });
    assert.deepEqual(
      items.map(({ file }) => file),
      ['./a.yaml', './b.json', './we[i]rd*.yaml'],
    );
  });
});
