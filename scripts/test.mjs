/**
 * `npm test`: builds, sees to the system packages that tests need, runs every test.
 * Where a package cannot be installed the tests that need it fail and name it; nothing is skipped.
 */
import { bin, node, run } from './steps.mjs';
import { installSystemPackages } from './system-packages.mjs';

installSystemPackages();
run('build', 'npm', ['run', '--silent', 'build']);
run('tests', node, ['--enable-source-maps', bin('mocha'), 'dist/test/**/*.test.js', '--reporter', 'dot', ...process.argv.slice(2)]);
