/**
 * Parses the arguments of one command with yargs. Anything that is not understood is a usage error with a suggestion.
 *
 * Room     cli (floor 7).
 */
import yargs from 'yargs';
import { EgifError } from '../errors.js';
import { type Arguments, type CommandDefinition, commonOptions, type Language, type OptionTable } from './command.js';

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
  'Show help': 'نمایش راهنما',
} as const;

function parserFor<O extends OptionTable>(name: string, command: CommandDefinition<O>, lang: Language) {
  const parser = yargs()
    .scriptName('egif')
    .usage(`egif ${name} ${command.usage}\n\n${command.describe}`)
    .options(commonOptions)
    .options(command.options)
    .help(false)
    .version(false)
    .locale('en')
    .strictOptions()
    .exitProcess(false)
    .showHelpOnFail(false)
    .parserConfiguration({
      'populate--': true,
      'camel-case-expansion': true,
      'parse-positional-numbers': false,
      'duplicate-arguments-array': true,
      'greedy-arrays': false,
    })
    .wrap(110);
  for (const [line, text] of command.examples) parser.example(line, text);
  if (lang === 'fa') parser.updateStrings(persian);
  return parser;
}

/** The help text of a command. */
export async function helpOf<O extends OptionTable>(name: string, command: CommandDefinition<O>, lang: Language): Promise<string> {
  return parserFor(name, command, lang).getHelp();
}

/** yargs has checked kinds and choices; what is left to see is that each option with a value of its own has one. */
function areArguments<O extends OptionTable>(args: unknown, options: O): args is Arguments<O> {
  const given: object = typeof args === 'object' && args !== null ? args : {};
  return Object.entries(options).every(
    ([name, { default: value, demandOption }]) => (value === undefined && demandOption !== true) || Object.hasOwn(given, name),
  );
}

/** Typed arguments of a command. Errors: USAGE. */
export async function parseArguments<O extends OptionTable>(
  name: string,
  command: CommandDefinition<O>,
  argv: readonly string[],
): Promise<Arguments<O>> {
  const refuse = (message: string): never => {
    throw new EgifError('USAGE', message, { mend: `see egif ${name} --help` });
  };
  const parser = parserFor(name, command, 'en').fail((message, error) => refuse(message || error?.message || 'the arguments are not understood'));
  const parsed = await parser.parseAsync([...argv]);
  const positionals = parsed._.map(String);
  const [least, most] = command.positionals;
  if (positionals.length < least) refuse(`egif ${name} needs ${command.usage}`);
  if (positionals.length > most)
    refuse(`egif ${name} takes ${most === 0 ? 'no file' : `at most ${most}`}; got ${positionals.slice(most).join(', ')}`);
  const options: OptionTable = { ...commonOptions, ...command.options };
  for (const [option, { array, type }] of Object.entries(options)) {
    const given: unknown = Object.entries(parsed).find(([name]) => name === option)?.[1];
    if (array !== true && type !== 'array' && Array.isArray(given)) refuse(`--${option} is given more than once`);
  }
  const args: unknown = { ...parsed, _: positionals };
  if (!areArguments(args, command.options)) throw new EgifError('INTERNAL', `the arguments of egif ${name} came out incomplete`);
  return args;
}
