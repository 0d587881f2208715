/**
 * `egif preflight`: every problem of a statement before any run, with its line, why, and the fix.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { loadOther, preflight, readContract, samplesOf } from '../index/cases.js';
import { defineCommand } from './command.js';

export const command = defineCommand({
  usage: '<agency.yaml>',
  describe: 'Validate the statement, its files, credentials, consents and test data before any run. Nothing is sent.',
  examples: [['egif preflight agency.yaml', 'exit 0 if a run can start, 3 with every problem otherwise']],
  positionals: [1, 1],
  options: {},
  async run(args, { world, lang }) {
    const file = resolve(world.directory, args._[0] ?? '');
    const problems = await preflight(file, { env: world.env, at: world.now().toISOString(), loadOther, readContract, samplesOf });
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (args.json) world.stdout.write(`${JSON.stringify({ ready: errors.length === 0, problems }, null, 2)}\n`);
    else {
      const fix = lang === 'fa' ? 'چاره' : 'fix';
      for (const problem of problems) {
        const spot = problem.line === undefined ? problem.file : `${problem.file}:${problem.line}:${problem.column ?? 1}`;
        world.stdout.write(`${spot}  ${problem.severity}  ${problem.code}\n  ${problem.why}\n  ${fix}: ${problem.fix}\n`);
      }
      const summary =
        lang === 'fa'
          ? `${errors.length} خطا، ${problems.length - errors.length} هشدار`
          : `${errors.length} errors, ${problems.length - errors.length} warnings`;
      world.stdout.write(`${summary}\n`);
    }
    return errors.length === 0 ? 0 : 3;
  },
});
