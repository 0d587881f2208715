/** `npm run check`: everything that must hold before a change lands. `--without-tests`: all of it but the tests. */
import { bin, node, run } from './steps.mjs';
import { installSystemPackages } from './system-packages.mjs';

const withTests = !process.argv.includes('--without-tests');

run('types', 'npm', ['run', '--silent', 'typecheck']);
run('lint and format', bin('biome'), ['check', '--error-on-warnings', '.']);
run('build', 'npm', ['run', '--silent', 'build']);
run('generate', node, ['scripts/generate.mjs', '--check']);
if (withTests) {
  installSystemPackages();
  run('tests', node, ['--enable-source-maps', bin('mocha'), 'dist/test/**/*.test.js', '--reporter', 'dot']);
}
