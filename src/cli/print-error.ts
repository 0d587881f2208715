/**
 * Prints an error: code, place, mend; never a stack trace unless EGIF_DEBUG is set.
 *
 * Room     cli (floor 7).
 */
import { EgifError, EgifProblems } from '../errors.js';
import type { Context } from './command.js';
import type { ExitStatus } from './exit.js';
import { places } from './places.js';

/** An error as data. */
function errorData(error: EgifError): Readonly<Record<string, unknown>> {
  return { code: error.code, message: error.message, ...error.place, ...(error.mend === undefined ? {} : { mend: error.mend }) };
}

function placeOf({ place }: EgifError): string | undefined {
  if (place.file === undefined) return undefined;
  const spot = place.line === undefined ? '' : `:${place.line}${place.column === undefined ? '' : `:${place.column}`}`;
  return `${place.file}${spot}${place.pointer === undefined ? '' : `  ${place.pointer}`}`;
}

function textOf(error: EgifError, lang: Context['lang']): string {
  const words =
    lang === 'fa' ? { error: 'خطا', at: 'جا', mend: 'چاره', explain: 'شرح' } : { error: 'error', at: 'at', mend: 'mend', explain: 'more' };
  const place = placeOf(error);
  const lines = [
    `egif: ${words.error} ${error.code}: ${error.message}`,
    ...(place === undefined ? [] : [`  ${words.at}: ${place}`]),
    ...(persian === undefined ? [] : [`  ${words.mend}: ${persian.mend}`]),
    ...(error.mend === undefined ? [] : [`  ${persian === undefined ? `${words.mend}: ` : ''}${error.mend}`]),
    `  ${words.explain}: egif explain ${error.code}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Whatever was thrown, as a coded error: what is not ours is a defect of the harness. */
function coded(error: unknown): EgifError {
  if (error instanceof EgifError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new EgifError('INTERNAL', `a defect of the harness: ${message}`, { mend: 'report it with EGIF_DEBUG=1 set', cause: error });
}

/** Prints an error (each of several) and gives the exit status that it leads to. */
export async function printError(error: unknown, json: boolean, context: Context): Promise<ExitStatus> {
  const { world, lang } = context;
  const one = coded(error);
  const problems = one instanceof EgifProblems ? one.problems : [one];
  if (json) world.stdout.write(`${JSON.stringify({ error: errorData(one), problems: problems.map(errorData) }, null, 2)}\n`);
  else for (const problem of problems) world.stderr.write(await textOf(problem, lang));
  if ((world.env['EGIF_DEBUG'] ?? '') !== '' && error instanceof Error) world.stderr.write(`${error.stack ?? ''}\n`);
  return one.exitStatus === 4 ? 4 : 3;
}
