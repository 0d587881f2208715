/** A copy of the good statement in a folder of its own, with edits: tests of one fault each. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const good = 'fixtures/statements';

export type Edit = readonly [from: string, to: string];

export async function withStatement<T>(edits: readonly Edit[], use: (file: string, directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'egif-statement-'));
  try {
    await cp(join(good, 'contracts'), join(directory, 'contracts'), { recursive: true });
    let text = await readFile(join(good, 'good.yaml'), 'utf8');
    for (const [from, to] of edits) {
      if (!text.includes(from)) throw new Error(`the good statement does not hold "${from}"`);
      text = text.replace(from, () => to);
    }
    const file = join(directory, 'agency.yaml');
    await writeFile(file, text);
    return await use(file, directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
