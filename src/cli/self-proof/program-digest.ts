/**
 * One digest over the program that runs: its compiled files, the law and the rules beside it, the sample agencies, and the version of Node.
 *
 * Room     cli (floor 7).
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { places } from '../places.js';

const root = dirname(places.package);
const folders = ['bin', join('dist', 'src'), 'profiles', 'rulesets', 'reports', join('fixtures', 'agencies')];
/** What neither runs nor is read. */
const idle = /\.(?:map|d\.ts|tsbuildinfo)$/;

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && !idle.test(entry.name)).map((entry) => join(entry.parentPath, entry.name));
}

let known: Promise<string> | undefined;

async function compute(): Promise<string> {
  const files = [places.package, ...(await Promise.all(folders.map(filesIn))).flat()];
  const names = files
    .map((file) => ({ file, name: relative(root, file).split(sep).join('/') }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const whole = createHash('sha256').update(process.version);
  for (const { file, name } of names) {
    const digest = createHash('sha256').update(await readFile(file));
    whole.update(`\n${name} ${digest.digest('hex')}`);
  }
  return `sha256:${whole.digest('hex')}`;
}

/** `sha256:` over the program; computed once a process. */
export const programDigest = (): Promise<string> => (known ??= compute());
