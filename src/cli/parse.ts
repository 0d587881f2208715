/**
 * The arguments of one command, read by the parser of yargs. Anything that is not understood is a usage error with a suggestion.
 *
 * The parser is used without the rest of yargs, whose loading alone costs as much as starting Node; help is written by yargs itself (help.ts).
 *
 * Room     cli (floor 7).
 */
import type { Options } from 'yargs';
import parser from 'yargs-parser';
import { EgifError } from '../errors.js';
import { type Arguments, type CommandDefinition, commonOptions, type OptionTable } from './command.js';
import { meant, oneOf, type Said, seeHelp, usageError } from './usage-error.js';

type Table = Readonly<Record<string, Options>>;
type Given = Readonly<Record<string, unknown>>;

const isArray = ({ array, type }: Options): boolean => array === true || type === 'array';
const namesOf = (options: Table, wanted: (option: Options) => boolean): string[] =>
  Object.keys(options).filter((name) => wanted(options[name] ?? {}));

function read(options: Table, argv: readonly string[]): Given {
  return parser([...argv], {
    boolean: namesOf(options, ({ type }) => type === 'boolean'),
    number: namesOf(options, ({ type }) => type === 'number'),
    string: namesOf(options, (option) => option.type === 'string' && !isArray(option)),
    array: namesOf(options, isArray).map((key) => ({ key, string: true as const })),
    configuration: {
      'populate--': true,
      'camel-case-expansion': false,
      'parse-positional-numbers': false,
      'dot-notation': false,
      'boolean-negation': false,
      'short-option-groups': false,
      'duplicate-arguments-array': true,
      'greedy-arrays': false,
    },
  });
}

/** What is wrong with the value of one option, if anything is. */
function valueTrouble(name: string, option: Options, value: unknown): Said | undefined {
  const needs = (en: string, fa: string): Said => ({ en: `--${name} needs ${en}`, fa: `گزینهٔ --${name} ${fa} می‌خواهد` });
  const aValue = needs('a value', 'یک مقدار');
  if (isArray(option)) return Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '') ? undefined : aValue;
  if (Array.isArray(value)) return { en: `--${name} is given more than once`, fa: `گزینهٔ --${name} بیش از یک بار آمده است` };
  if (option.type === 'boolean') {
    return typeof value === 'boolean' ? undefined : { en: `--${name} takes no value`, fa: `گزینهٔ --${name} مقدار نمی‌گیرد` };
  }
  if (option.type === 'number') return typeof value === 'number' && Number.isFinite(value) ? undefined : needs('a number', 'یک عدد');
  if (typeof value !== 'string' || value === '') return aValue;
  const choices = (option.choices ?? []).map(String);
  if (choices.length === 0 || choices.includes(value)) return undefined;
  const got = value.slice(0, 60);
  return { en: `--${name} is ${oneOf(choices).en}; got ${got}`, fa: `گزینهٔ --${name} ${oneOf(choices).fa} است، نه ${got}` };
}

/** Refuses unknown options and values that do not fit; gives the values with their defaults. */
function checked(name: string, options: Table, given: Given): Given {
  const values: Record<string, unknown> = {};
  for (const [option, value] of Object.entries(given)) {
    if (option === '_' || option === '--') continue;
    const known = Object.hasOwn(options, option) ? options[option] : undefined;
    if (known === undefined) {
      const written = `${option.length === 1 ? '-' : '--'}${option.slice(0, 60)}`;
      const message = { en: `egif ${name} has no option ${written}`, fa: `فرمان egif ${name} گزینهٔ ${written} ندارد` };
      throw usageError(message, meant(option, Object.keys(options), seeHelp(name)));
    }
    const trouble = valueTrouble(option, known, value);
    if (trouble !== undefined) throw usageError(trouble, seeHelp(name));
    values[option] = value;
  }
  for (const [option, { default: fallback, demandOption }] of Object.entries(options)) {
    if (Object.hasOwn(values, option)) continue;
    if (demandOption === true) throw usageError({ en: `--${option} is needed`, fa: `گزینهٔ --${option} لازم است` }, seeHelp(name));
    if (fallback !== undefined) values[option] = fallback;
  }
  return values;
}

/** What is left to see, for the types: each option that always has a value has one. */
function areArguments<O extends OptionTable>(args: Given, options: O): args is Arguments<O> {
  return Object.entries(options).every(
    ([name, { default: value, demandOption }]) => (value === undefined && demandOption !== true) || Object.hasOwn(args, name),
  );
}

const strings = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** Typed arguments of a command. Errors: USAGE. */
export async function parseArguments<O extends OptionTable>(
  name: string,
  command: CommandDefinition<O>,
  argv: readonly string[],
): Promise<Arguments<O>> {
  const options: Table = { ...commonOptions, ...command.options };
  const given = read(options, argv);
  const behind = strings(given['--']);
  const positionals = [...strings(given['_']), ...(command.handsOn === true ? [] : behind)];
  const [least, most] = command.positionals;
  if (positionals.length < least) {
    throw usageError({ en: `egif ${name} needs ${command.usage}`, fa: `فرمان egif ${name} به ${command.usage} نیاز دارد` }, seeHelp(name));
  }
  if (positionals.length > most) {
    const rest = positionals.slice(most).join(', ');
    const en = `egif ${name} takes ${most === 0 ? 'no file' : `at most ${most}`}; got ${rest}`;
    throw usageError({ en, fa: `فرمان egif ${name} بیش از ${most} ورودی نمی‌گیرد؛ اضافه: ${rest}` }, seeHelp(name));
  }
  const args: Given = { ...checked(name, options, given), _: positionals, '--': behind };
  if (!areArguments(args, command.options)) throw new EgifError('INTERNAL', `the arguments of egif ${name} came out incomplete`);
  return args;
}
