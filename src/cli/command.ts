/**
 * The shape of a command: options as data, one function that runs it.
 *
 * Room     cli (floor 7).
 */
import type { InferredOptionTypes, Options } from 'yargs';
import type { ExitStatus } from './exit.js';
import type { World } from './world.js';

export type Language = 'fa' | 'en';

/** Options that every command has. */
export const commonOptions = {
  json: { type: 'boolean', default: false, describe: 'print the result as JSON on stdout' },
  lang: { type: 'string', choices: ['fa', 'en'], describe: 'language of messages (default: from the environment)' },
  color: { type: 'string', choices: ['auto', 'always', 'never'], default: 'auto', describe: 'colours; NO_COLOR is honoured' },
} as const satisfies Record<string, Options>;

/** What the options of every command are for, in Persian. */
export const commonPersian: Readonly<Record<keyof typeof commonOptions, string>> = {
  json: 'نتیجه به شکل JSON در خروجی استاندارد',
  lang: 'زبان پیام‌ها (پیش‌فرض: از محیط)',
  color: 'رنگ؛ NO_COLOR رعایت می‌شود',
};

export type OptionTable = Readonly<Record<string, Options>>;
export type Arguments<O extends OptionTable> = InferredOptionTypes<O> &
  InferredOptionTypes<typeof commonOptions> & { readonly _: readonly string[]; readonly '--'?: readonly string[] };

/** What a command is given beside its arguments. */
export interface Context {
  readonly world: World;
  readonly lang: Language;
  readonly colour: boolean;
}

export interface CommandDefinition<O extends OptionTable> {
  /** After the command's name: `<agency.yaml>`. */
  readonly usage: string;
  readonly describe: string;
  /** Command line and what it does. */
  readonly examples: readonly (readonly [string, string])[];
  /** The words of its help in Persian: examples in the order of `examples`, every option by its name. */
  readonly persian: {
    readonly describe: string;
    readonly examples: readonly string[];
    readonly options: Readonly<Record<keyof O & string, string>>;
  };
  /** Least and most positional arguments. */
  readonly positionals: readonly [number, number];
  /** Words behind `--` belong to a command that this one runs. Absent: they are positional, whatever they look like (POSIX.1-2017 XBD 12.2, guideline 10). */
  readonly handsOn?: true;
  readonly options: O;
  run(args: Arguments<O>, context: Context): Promise<ExitStatus>;
}

/** Declares a command; exists so that the types of its options are inferred. */
export function defineCommand<const O extends OptionTable>(definition: CommandDefinition<O>): CommandDefinition<O> {
  return definition;
}

/** A command whose options are not known where it is called. */
export type AnyCommand = CommandDefinition<OptionTable>;
