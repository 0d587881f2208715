/**
 * The arguments of one command, read by the parser of yargs. Anything that is not understood is a usage error with a suggestion.
 *
 * The parser is used without the rest of yargs, whose loading alone costs as much as starting Node; help is written by yargs itself (help.ts).
 *
 * Room     cli (floor 7).
 */
import type { Options } from 'yargs';
import parser from 'yargs-parser';
import { suggestion } from '../contract/nearest.js';
import { EgifError } from '../errors.js';
import { type Arguments, type CommandDefinition, commonOptions, type OptionTable } from './command.js';

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
function valueTrouble(name: string, option: Options, value: unknown): string | undefined {
  if (isArray(option))
    return Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '') ? undefined : `--${name} needs a value`;
  if (Array.isArray(value)) return `--${name} is given more than once`;
  if (option.type === 'boolean') return typeof value === 'boolean' ? undefined : `--${name} takes no value`;
  if (option.type === 'number') return typeof value === 'number' && Number.isFinite(value) ? undefined : `--${name} needs a number`;
  if (typeof value !== 'string' || value === '') return `--${name} needs a value`;
  const choices = (option.choices ?? []).map(String);
  return choices.length === 0 || choices.includes(value) ? undefined : `--${name} is one of ${choices.join(', ')}; got ${value.slice(0, 60)}`;
}

/** Refuses unknown options and values that do not fit; gives the values with their defaults. */
function checked(name: string, options: Table, given: Given): Given {
  const refuse = (message: string, mend = `see egif ${name} --help`): never => {
    throw new EgifError('USAGE', message, { mend });
  };
  const values: Record<string, unknown> = {};
  for (const [option, value] of Object.entries(given)) {
    if (option === '_' || option === '--') continue;
    const known = options[option];
    if (known === undefined || !Object.hasOwn(options, option)) {
      refuse(
        `egif ${name} has no option ${option.length === 1 ? '-' : '--'}${option.slice(0, 60)}`,
        suggestion(option, Object.keys(options), `see egif ${name} --help`),
      );
    } else {
      const trouble = valueTrouble(option, known, value);
      if (trouble !== undefined) refuse(trouble);
      values[option] = value;
    }
  }
  for (const [option, { default: fallback, demandOption }] of Object.entries(options)) {
    if (Object.hasOwn(values, option)) continue;
    if (demandOption === true) refuse(`--${option} is needed`);
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
  const positionals = strings(given['_']);
  const [least, most] = command.positionals;
  const refuse = (message: string): never => {
    throw new EgifError('USAGE', message, { mend: `see egif ${name} --help` });
  };
  if (positionals.length < least) refuse(`egif ${name} needs ${command.usage}`);
  if (positionals.length > most)
    refuse(`egif ${name} takes ${most === 0 ? 'no file' : `at most ${most}`}; got ${positionals.slice(most).join(', ')}`);
  const args: Given = { ...checked(name, options, given), _: positionals, '--': strings(given['--']) };
  if (!areArguments(args, command.options)) throw new EgifError('INTERNAL', `the arguments of egif ${name} came out incomplete`);
  return args;
}
