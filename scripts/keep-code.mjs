/** Runs the bundle once on a command line and keeps the code that V8 made of it: `node scripts/keep-code.mjs WORK lint FILE…`; see bundle.mjs. */
import { writeFileSync } from 'node:fs';
import { openBundle, codeFile } from '../bin/load-bundle.js';

const [work, ...argv] = process.argv.slice(2);
const { main, script } = openBundle(work) ?? {};
if (main === undefined) throw new Error('there is no bundle');
await main(argv);
writeFileSync(codeFile(work), script.createCachedData());
// what was linted has findings, which is no trouble here
process.exitCode = 0;
