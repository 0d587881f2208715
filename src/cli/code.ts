/**
 * `egif code`: is a code valid, and if not, why not?
 *
 * Room     cli (floor 7).
 */
import { EgifError } from '../errors.js';
import { schemes } from '../index/schemes.js';
import { type Context, defineCommand } from './command.js';
import type { ExitStatus } from './exit.js';
import { places } from './places.js';

function listSchemes(json: boolean, { world, lang }: Context): ExitStatus {
  const rows = [...schemes.values()].map(({ id, title, owner, tier, source, algorithm }) => ({ id, title, owner, tier, source, algorithm }));
  if (json) world.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else for (const { id, title, tier } of rows) world.stdout.write(`${id.padEnd(18)} ${tier.padEnd(9)} ${title[lang]}\n`);
  return 0;
}

/** The words of a code. Loaded only where there is something to say. */
async function explainer(lang: Context['lang']): Promise<(code: string) => string> {
  const { loadMessages, messageOf } = await import('../index/words.js');
  const messages = await loadMessages(places.messages);
  return (code) => `  ${code}: ${messageOf(messages, code, lang).title}`;
}

const nothingToExplain = (code: string): string => `  ${code}`;

export const command = defineCommand({
  usage: '<SCHEME> <VALUE…> | list',
  describe: 'Check values against a code scheme (national-code, legal-id, postal-code, sheba …). `egif code list` names the schemes.',
  examples: [
    ['egif code national-code 9990000018', 'exit 0 if all values are valid, 1 if any is not'],
    ['egif code list', 'the schemes with their source tier'],
  ],
  persian: {
    describe: 'مقدارها را با یک گونهٔ کد می‌سنجد (national-code، legal-id، postal-code، sheba …). `egif code list` گونه‌ها را نام می‌برد.',
    examples: ['کد خروج ۰ اگر همهٔ مقدارها معتبر باشند، ۱ اگر یکی نباشد', 'گونه‌ها با ردهٔ منبعشان'],
    options: {},
  },
  positionals: [1, 10_000],
  options: {},
  async run(args, context) {
    const { world, lang } = context;
    const [id = '', ...values] = args._;
    if (id === 'list') return listSchemes(args.json, context);
    const scheme = [...schemes.values()].find((each) => each.id === id);
    if (scheme === undefined) {
      const { nearest } = await import('../index/words.js');
      const near = nearest(id, [...schemes.keys()]);
      throw new EgifError('UNKNOWN_ID', `there is no code scheme ${id}`, {
        mend: near === undefined ? 'see egif code list' : `did you mean ${near}? see egif code list`,
      });
    }
    if (values.length === 0) throw new EgifError('USAGE', 'no value is given', { mend: `egif code ${id} VALUE…` });
    const results = values.map((value) => {
      const { valid, reasons, warnings } = scheme.check(value);
      return { scheme: id, value, valid, reasons, warnings };
    });
    if (args.json) world.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
    else {
      const explain = results.every(({ reasons, warnings }) => reasons.length + warnings.length === 0) ? nothingToExplain : await explainer(lang);
      for (const { value, valid, reasons, warnings } of results) {
        const word = lang === 'fa' ? (valid ? 'معتبر' : 'نامعتبر') : valid ? 'valid' : 'invalid';
        world.stdout.write(`${[`${value}  ${word}`, ...reasons.map(explain), ...warnings.map(explain)].join('\n')}\n`);
      }
    }
    return results.every(({ valid }) => valid) ? 0 : 1;
  },
});
