#!/usr/bin/env node
import { loadBundle } from './load-bundle.js';

const argv = process.argv.slice(2);
const main = loadBundle(argv) ?? (await import('../dist/src/cli/main.js')).main;
await main(argv);
