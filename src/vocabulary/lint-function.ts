/**
 * How a function for Spectral says which options it takes, so that a ruleset with a wrong one is refused as it is loaded and not as it is run.
 *
 * Room     vocabulary (floor 2). Imports nothing of the house; may be imported by checks and index.
 */

/** Where a finding stands: names and indexes from the top of the document. */
export type Path = readonly (string | number)[];

/** What Spectral wants of a function. */
export interface Result {
  readonly message: string;
  readonly path?: (string | number)[];
}

/** What Spectral tells a function beside the value. */
export interface Context {
  readonly path: Path;
}

/** A function for Spectral; `validator` is asked once for the options of each rule that uses it and throws where they are wrong. */
export interface LintFunction {
  (input: unknown, options: unknown, context: Context): Result[] | undefined;
  validator(options: unknown): void;
}

/** Whether a value is an object with members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What an option may be, and how that is said. */
export interface OptionRule {
  readonly holds: (value: unknown) => boolean;
  readonly want: string;
  readonly required?: boolean;
}

/** Throws where the options of a function are not those that it takes. */
export function assertOptions(name: string, options: unknown, rules: Readonly<Record<string, OptionRule>>): void {
  if (options !== null && options !== undefined && !isRecord(options)) throw new TypeError(`"${name}" function takes an object of options`);
  const given = isRecord(options) ? options : {};
  for (const option of Object.keys(given)) {
    if (!Object.hasOwn(rules, option)) throw new TypeError(`"${name}" function does not support "${option}" option`);
  }
  for (const [option, { holds, want, required = false }] of Object.entries(rules)) {
    const value = given[option];
    if (value === undefined ? required : !holds(value)) throw new TypeError(`"${name}" function needs its "${option}" option to be ${want}`);
  }
}

/** A function with its options checked as the ruleset is loaded. */
export function lintFunction(
  name: string,
  rules: Readonly<Record<string, OptionRule>>,
  judge: (input: unknown, options: Readonly<Record<string, unknown>>, path: Path) => Result[] | undefined,
): LintFunction {
  const judged = (input: unknown, options: unknown, context: Context) => judge(input, isRecord(options) ? options : {}, context.path);
  return Object.assign(judged, { validator: (options: unknown) => assertOptions(name, options, rules) });
}
