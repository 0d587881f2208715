/**
 * The help text of a command, written by yargs from the command's own table of options, with its examples.
 *
 * Room     cli (floor 7).
 */
import yargs from 'yargs';
import { type CommandDefinition, commonOptions, commonPersian, type Language, type OptionTable } from './command.js';

/** yargs has no Persian of its own. */
const persian = {
  'Options:': 'گزینه‌ها:',
  'default:': 'پیش‌فرض:',
  'choices:': 'مقدارها:',
  boolean: 'بلی/خیر',
  string: 'رشته',
  number: 'عدد',
  array: 'فهرست',
  required: 'لازم',
} as const;

/** Where the terminal says nothing of its width, or is wider than a line can be read. */
const most = 110;
const least = 40;

/** What an example does, and under it the line whole, however long: broken or beside other text nobody can copy it. */
function examplesOf<O extends OptionTable>({ examples, persian: { examples: told } }: CommandDefinition<O>, lang: Language): string {
  const lines = examples.map(([line, text], index) => `  ${lang === 'fa' ? (told[index] ?? text) : text}\n    ${line}`);
  return lines.length === 0 ? '' : `\n\n${lang === 'fa' ? 'نمونه‌ها:' : 'Examples:'}\n${lines.join('\n')}`;
}

/** The help text of a command, no wider than the columns of its terminal; the wrapping of yargs may take one more than it is told. */
export async function helpOf<O extends OptionTable>(
  name: string,
  command: CommandDefinition<O>,
  { lang, columns = most }: { readonly lang: Language; readonly columns?: number | undefined },
): Promise<string> {
  const parser = yargs()
    .scriptName('egif')
    .usage(`egif ${name} ${command.usage}\n\n${lang === 'fa' ? command.persian.describe : command.describe}`)
    .options(commonOptions)
    .options(command.options)
    .describe(lang === 'fa' ? { ...commonPersian, ...command.persian.options } : {})
    .help(false)
    .version(false)
    .locale('en')
    .wrap(Math.max(least, Math.min(most, columns - 1)));
  if (lang === 'fa') parser.updateStrings(persian);
  return `${(await parser.getHelp()).trimEnd()}${examplesOf(command, lang)}`;
}
