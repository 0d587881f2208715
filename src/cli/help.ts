/**
 * The help text of a command, written by yargs from the command's own table of options.
 *
 * Room     cli (floor 7).
 */
import yargs from 'yargs';
import { type CommandDefinition, commonOptions, type Language, type OptionTable } from './command.js';

/** yargs has no Persian of its own. */
const persian = {
  'Options:': 'گزینه‌ها:',
  'Examples:': 'نمونه‌ها:',
  'default:': 'پیش‌فرض:',
  'choices:': 'مقدارها:',
  boolean: 'بلی/خیر',
  string: 'رشته',
  number: 'عدد',
  array: 'فهرست',
  required: 'لازم',
} as const;

const columns = 110;

/** The help text of a command. */
export async function helpOf<O extends OptionTable>(name: string, command: CommandDefinition<O>, lang: Language): Promise<string> {
  const persianOf = lang === 'fa' ? command.persian : undefined;
  const parser = yargs()
    .scriptName('egif')
    .usage(`egif ${name} ${command.usage}\n\n${persianOf?.describe ?? command.describe}`)
    .options(commonOptions)
    .options(command.options)
    .describe(persianOf?.options ?? {})
    .help(false)
    .version(false)
    .locale('en')
    .wrap(columns);
  for (const [index, [line, text]] of command.examples.entries()) parser.example(line, persianOf?.examples[index] ?? text);
  if (lang === 'fa') parser.updateStrings(persian);
  return parser.getHelp();
}
