/**
 * Runs test files with their verifications asked of both (compare-hook.ts). A program of its own, as mocha’s command line loads files by `require`, past the hook.
 */
import './compare-hook.js';

const { default: Mocha } = await import('mocha');
const mocha = new Mocha({ reporter: 'dot', timeout: 120_000 });
mocha.suite.emit('pre-require', globalThis, null, mocha);
for (const file of process.argv.slice(2)) await import(file);
mocha.run();
