/**
 * Documents that are no contract, or a degenerate one; small ones lie in fixtures/hostile, those of size or strange octets are made here.
 */
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fixtures = fileURLToPath(new URL('../../../fixtures/hostile/', import.meta.url));
const head = 'openapi: 3.1.0\ninfo: { title: t, version: 1.0.0 }\n';
const letters = 'abcdefghijk';

/** What is made rather than kept: by name. */
const made: Readonly<Record<string, () => string | Uint8Array>> = {
  'empty.yaml': () => '',
  'whitespace.yaml': () => '  \n\n',
  'bom-alone.yaml': () => '\uFEFF',
  'binary.json': () => Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256)),
  'nul.json': () => '{"openapi":"3.1.0\0"}',
  'utf16.yaml': () => Buffer.from(`\uFEFF${head}paths: {}\n`, 'utf16le'),
  'latin1.yaml': () => Buffer.from(`${head.replace('title: t', 'title: caf\u00e9')}paths: {}\n`, 'latin1'),
  'bom.yaml': () => `\uFEFF${head}paths: {}\n`,
  'fifty-megabytes.json': () => Buffer.concat([Buffer.from('{"openapi":"3.1.0","x":"'), Buffer.alloc(50 * 1024 * 1024, 'a'), Buffer.from('"}')]),
  'fifty-megabytes.yaml': () => Buffer.concat([Buffer.from(`${head}x: "`), Buffer.alloc(50 * 1024 * 1024, 'a'), Buffer.from('"\n')]),
  'many-parts.yaml': () => `${head}paths: {}\nx-a:\n${'  - aa\n'.repeat(1_600_000)}`,
  'many-values.json': () => `{"openapi":"3.1.0","info":{"title":"t","version":"1.0.0"},"paths":{},"x-a":[${'1,'.repeat(2_000_000)}1]}`,
  'deep.json': () => '['.repeat(100_000) + ']'.repeat(100_000),
  'deep-flow.yaml': () => '{a: '.repeat(100_000) + '}'.repeat(100_000),
  'deep-block.yaml': () => Array.from({ length: 3000 }, (_, index) => `${' '.repeat(index)}a:\n`).join(''),
  'alias-bomb.yaml': () =>
    `a: &a [x, x, x, x, x, x, x, x, x]\n${[...letters.slice(1)]
      .map(
        (name, index) =>
          `${name}: &${name} [${Array(9)
            .fill(`*${letters[index] ?? ''}`)
            .join(', ')}]`,
      )
      .join('\n')}\n${head}`,
};

/** Writes every document into a folder, and a folder that is called like one; gives the paths by name. */
export async function writeHostileDocuments(folder: string): Promise<ReadonlyMap<string, string>> {
  await mkdir(join(folder, 'folder.yaml'), { recursive: true });
  const paths = new Map([
    ['folder.yaml', join(folder, 'folder.yaml')],
    ['absent.yaml', join(folder, 'absent.yaml')],
  ]);
  const entries = await readdir(fixtures, { withFileTypes: true });
  for (const { name } of entries.filter((entry) => entry.isFile())) {
    await copyFile(join(fixtures, name), join(folder, name));
    paths.set(name, join(folder, name));
  }
  for (const [name, make] of Object.entries(made)) {
    await writeFile(join(folder, name), make());
    paths.set(name, join(folder, name));
  }
  return paths;
}
