/**
 * `egif preflight`: every problem of a statement before any run, with its line, why, and the fix.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { loadOther, preflight, readContract, samplesOf } from '../../index/cases.js';
import { isolatedLatin, loadMessages, saidIn, visibleText } from '../../index/words.js';
import { wholeText } from '../../locale/visible-text.js';
import { defineCommand } from '../command.js';
import { places } from '../places.js';

const english = {
  error: 'error',
  warning: 'warning',
  fix: 'fix',
  summary: (errors: number, warnings: number): string => `${errors} errors, ${warnings} warnings`,
};
const persian = {
  error: 'خطا',
  warning: 'هشدار',
  fix: 'چاره',
  summary: (errors: number, warnings: number): string => `${errors.toLocaleString('fa')} خطا، ${warnings.toLocaleString('fa')} هشدار`,
};

export const command = defineCommand({
  usage: '<agency.yaml>',
  describe: 'Validate the statement, its files, credentials, consents and test data before any run. Nothing is sent.',
  examples: [['egif preflight agency.yaml', 'exit 0 if a run can start, 3 with every problem otherwise']],
  persian: {
    describe: 'اظهارنامه، پرونده‌ها، اعتبارنامه‌ها، رضایت‌ها و دادهٔ آزمون آن را پیش از هر اجرا بررسی می‌کند. چیزی فرستاده نمی‌شود.',
    examples: ['کد خروج ۰ اگر اجرا می‌تواند آغاز شود، وگرنه ۳ با همهٔ کاستی‌ها'],
    options: {},
  },
  positionals: [1, 1],
  options: {},
  async run(args, { world, lang }) {
    const file = resolve(world.directory, args._[0] ?? '');
    const problems = await preflight(file, { env: world.env, at: world.now().toISOString(), loadOther, readContract, samplesOf });
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (args.json) world.stdout.write(`${JSON.stringify({ ready: errors.length === 0, problems }, null, 2)}\n`);
    else {
      const messages = await loadMessages(places.messages);
      const said = (sentence: string): string => saidIn(wholeText(sentence), messages, lang) ?? isolatedLatin(visibleText(sentence));
      const words = lang === 'fa' ? persian : english;
      for (const problem of problems) {
        const spot = wholeText(problem.line === undefined ? problem.file : `${problem.file}:${problem.line}:${problem.column ?? 1}`);
        const place = lang === 'fa' ? isolatedLatin(spot) : spot;
        world.stdout.write(`${place}  ${words[problem.severity]}  ${problem.code}\n  ${said(problem.why)}\n  ${words.fix}: ${said(problem.fix)}\n`);
      }
      const summary = words.summary(errors.length, problems.length - errors.length);
      world.stdout.write(`${summary}\n`);
    }
    return errors.length === 0 ? 0 : 3;
  },
});
