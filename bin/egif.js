#!/usr/bin/env node
// CommonJS, as bin/package.json says: the loader of ES modules takes longer than a small command line.
const { loadBundle } = require('./load-bundle.js');

const argv = process.argv.slice(2);
// what Node itself says of a program that ends before its work does; main puts the status of the work in its place
process.exitCode = 13;
const main = loadBundle(argv);
void (main === undefined ? import('../dist/src/cli/main.js').then((modules) => modules.main(argv)) : main(argv));
