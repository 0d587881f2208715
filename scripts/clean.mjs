/** Removes what a build makes; with names, those alone: `node scripts/clean.mjs dist/src/compiled`. */
import { rm } from 'node:fs/promises';

const named = process.argv.slice(2);
for (const folder of named.length > 0 ? named : ['dist', 'egif-out'])
  await rm(new URL(`../${folder}`, import.meta.url), { recursive: true, force: true });
