/**
 * The command line: argv → exit status.
 *
 * Room     cli (floor 7). Nothing imports it.
 */
import type { EgifError } from '../errors.js';
import type { Context, Language } from './command.js';
import { commands } from './commands.js';
import type { ExitStatus } from './exit.js';
import { printError } from './print-error.js';
import { meant, seeHelp, usageError } from './usage-error.js';
import { thisWorld, type World } from './world.js';

/** The language that a command line or the environment asks for. */
function languageOf(argv: readonly string[], env: World['env']): Language {
  const at = argv.indexOf('--lang');
  const asked = at >= 0 ? argv[at + 1] : argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length);
  const known = asked ?? env['EGIF_LANG'] ?? env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '';
  return known.toLowerCase().startsWith('fa') ? 'fa' : 'en';
}

function wantsColour(argv: readonly string[], world: World): boolean {
  const at = argv.indexOf('--color');
  const asked = at >= 0 ? argv[at + 1] : argv.find((word) => word.startsWith('--color='))?.slice('--color='.length);
  if (asked === 'always') return true;
  if (asked === 'never' || (world.env['NO_COLOR'] ?? '') !== '') return false;
  return world.stdout.isTTY === true;
}

function overview(lang: Language): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, describe }) => `  ${name.padEnd(width)}  ${describe[lang]}`);
  const title =
    lang === 'fa' ? 'egif: مجموعهٔ آزمون انطباق چارچوب تعامل‌پذیری دولت' : 'egif: conformance suite of a government interoperability framework';
  const usage = lang === 'fa' ? 'کاربرد: egif <فرمان> [گزینه‌ها]' : 'Usage: egif <command> [options]';
  const more = lang === 'fa' ? 'برای هر فرمان: egif <فرمان> --help' : 'For each command: egif <command> --help';
  return `${title}\n\n${usage}\n\n${lines.join('\n')}\n\n${more}\n`;
}

function unknownCommand(name: string): EgifError {
  const word = name.slice(0, 40);
  const known = commands.map((each) => each.name);
  return usageError({ en: `there is no command ${word}`, fa: `فرمان ${word} وجود ندارد` }, meant(name, known, seeHelp('')), 'UNKNOWN_COMMAND');
}

async function dispatch(argv: readonly string[], context: Context): Promise<ExitStatus> {
  const { world, lang } = context;
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    world.stdout.write(overview(lang));
    return name === undefined ? 3 : 0;
  }
  if (name.startsWith('--') && name !== '--version') {
    const known = argv.find((word) => commands.some((each) => each.name === word));
    if (known === undefined && argv.includes('--help')) return dispatch(['--help'], context);
  }
  if (name === '--version') return (await import('./version.js')).printVersion(rest.includes('--json'), context);
  const entry = commands.find((each) => each.name === name);
  if (entry === undefined) throw unknownCommand(name);
  const { command } = await entry.load();

  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (own.includes('--help') || own.includes('-h')) {
    const { helpOf } = await import('./help.js');
    world.stdout.write(`${await helpOf(name, command, lang)}\n`);
    return 0;
  }
  const { parseArguments } = await import('./parse.js');
  return command.run(await parseArguments(name, command, rest), context);
}

/** Runs one command line and sets the exit status of the process. Never prints a stack trace unless EGIF_DEBUG is set. */
export async function main(argv: readonly string[]): Promise<void> {
  const world = thisWorld();
  // A reader that stops early (`egif … | head`) is no defect.
  world.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const context: Context = { world, lang: languageOf(argv, world.env), colour: wantsColour(argv, world) };
  try {
    process.exitCode = await dispatch(argv, context);
  } catch (error) {
    process.exitCode = await printError(error, argv.includes('--json'), context);
  }
}
