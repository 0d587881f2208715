/** `npm run gen -- --check`: writes nothing, names each generated file that is not as it would be generated, and exits 1. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, it } from 'mocha';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const owned = [{ folder: 'pages', suffix: '.md' }];
const files = new Map([
  ['pages/a.md', 'A\n'],
  ['pages/b.md', 'B\n'],
  ['lock.yaml', 'c: 1\n'],
]);

type Owned = readonly { readonly folder: string; readonly suffix: string }[];
type Work = (files: ReadonlyMap<string, string>, owned: Owned, root: string) => Promise<unknown>;

async function generatedFiles(): Promise<{ readonly differencesOf: Work; readonly writeFiles: Work }> {
  const loaded: unknown = await import(new URL('../../../scripts/generated-files.mjs', import.meta.url).href);
  const work = (name: string): Work => {
    const found: unknown = typeof loaded === 'object' && loaded !== null ? Reflect.get(loaded, name) : undefined;
    assert.ok(typeof found === 'function', name);
    return async (...given) => found(...given);
  };
  return { differencesOf: work('differencesOf'), writeFiles: work('writeFiles') };
}

describe('generated files', () => {
  let tree: string;
  beforeEach(async () => {
    tree = await mkdtemp(join(tmpdir(), 'egif-generated-'));
  });
  afterEach(() => rm(tree, { recursive: true, force: true }));

  it('are written where they differ, and removed where their folder holds one too many', async () => {
    const { differencesOf, writeFiles } = await generatedFiles();
    assert.deepEqual(await writeFiles(files, owned, tree), ['lock.yaml', 'pages/a.md', 'pages/b.md']);
    assert.deepEqual(await differencesOf(files, owned, tree), []);
    await writeFile(join(tree, 'pages/a.md'), 'A by hand\n');
    await rm(join(tree, 'lock.yaml'));
    await writeFile(join(tree, 'pages/old.md'), 'of a code that is no more\n');
    await writeFile(join(tree, 'pages/note.txt'), 'not ours\n');
    assert.deepEqual(await differencesOf(files, owned, tree), [
      { path: 'lock.yaml', how: 'absent' },
      { path: 'pages/a.md', how: 'changed' },
      { path: 'pages/old.md', how: 'left over' },
    ]);
    assert.equal(await readFile(join(tree, 'pages/a.md'), 'utf8'), 'A by hand\n', 'comparing writes nothing');
    assert.deepEqual(await writeFiles(files, owned, tree), ['lock.yaml', 'pages/a.md', 'pages/old.md']);
    assert.deepEqual((await readdir(join(tree, 'pages'))).sort(), ['a.md', 'b.md', 'note.txt']);
  });

  it('are each named by the check of a tree that lacks them, which then exits 1 and writes none', async function () {
    this.timeout(60_000);
    await cp(join(root, 'scripts'), join(tree, 'scripts'), { recursive: true });
    await mkdir(join(tree, 'src/contract/generated'), { recursive: true });
    await cp(join(root, 'src/contract/egif.openapi.yaml'), join(tree, 'src/contract/egif.openapi.yaml'));
    await writeFile(join(tree, 'src/contract/generated/types.ts'), '// by hand\n');
    for (const name of ['dist', 'node_modules', 'profiles', 'reports', 'package.json']) await symlink(join(root, name), join(tree, name));
    const { status, stderr } = spawnSync(process.execPath, ['scripts/generate.mjs', '--check'], { cwd: tree, encoding: 'utf8' });
    assert.equal(status, 1, stderr);
    assert.match(stderr, /^src\/contract\/generated\/types\.ts: changed$/m);
    assert.match(stderr, /^src\/contract\/generated\/schemas\.ts: absent$/m);
    assert.match(stderr, /^docs\/codes\/hsts-missing\.md: absent$/m);
    assert.deepEqual(await readdir(join(tree, 'src/contract/generated')), ['types.ts']);
    assert.ok(!(await readdir(tree)).includes('docs'));
  });
});
