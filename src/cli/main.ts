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
  const more =
    lang === 'fa'
      ? [
          'برای هر فرمان: egif <فرمان> --help',
          'گام نخست: egif init DIR اظهارنامه‌ای می‌نویسد؛ egif dev agency دستگاهی نمونه برای آزمودن است',
          'وضعیت خروج: 0 بلی · 1 خیر · 2 نامعلوم · 3 کاربرد یا ورودی · 4 نقص خود ابزار',
        ]
      : [
          'For each command: egif <command> --help',
          'First step: egif init DIR writes a statement; egif dev agency is a sample agency to try all this on',
          'Exit status: 0 yes · 1 no · 2 cannot tell · 3 usage or input · 4 a defect of the harness',
        ];
  return `${title}\n\n${usage}\n\n${lines.join('\n')}\n\n${more.join('\n')}\n`;
}

function unknownCommand(name: string): EgifError {
  const word = name.slice(0, 40);
  if (word.startsWith('-')) {
    const first = { en: `${word} stands before the command`, fa: `${word} پیش از فرمان آمده است` };
    return usageError(
      first,
      { en: 'write the command first: egif <command> [options]', fa: 'نخست فرمان را بنویسید: egif <فرمان> [گزینه‌ها]' },
      'UNKNOWN_COMMAND',
    );
  }
  const known = commands.map((each) => each.name);
  return usageError({ en: `there is no command ${word}`, fa: `فرمان ${word} وجود ندارد` }, meant(name, known, seeHelp('')), 'UNKNOWN_COMMAND');
}

async function dispatch(argv: readonly string[], context: Context): Promise<ExitStatus> {
  const { world, lang } = context;
  const [name, ...rest] = argv;
  if (name === 'help' && rest[0] !== undefined && !rest[0].startsWith('-')) return dispatch([...rest, '--help'], context);
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
    world.stdout.write(`${await helpOf(name, command, { lang, columns: world.stdout.columns })}\n`);
    return 0;
  }
  const { parseArguments } = await import('./parse.js');
  return command.run(await parseArguments(name, command, rest), context);
}

/**
 * Keeps the exit status honest whatever becomes of the outputs. Node would end with 1 where nobody catches an error, and 1 is a verdict: not conformant.
 * A reader that stops early (`egif … | head`) is no defect, of messages neither; a full disk under a redirected output is said as one.
 */
function guardStatus(context: Context): void {
  const { stdout, stderr } = context.world;
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  process.once('uncaughtException', (error) => {
    void printError(error, false, context).then(
      (status) => process.exit(status),
      () => process.exit(4),
    );
  });
}

/** Runs one command line and sets the exit status of the process. Never prints a stack trace unless EGIF_DEBUG is set. */
export async function main(argv: readonly string[]): Promise<void> {
  const world = thisWorld();
  const context: Context = { world, lang: languageOf(argv, world.env), colour: wantsColour(argv, world) };
  guardStatus(context);
  try {
    process.exitCode = await dispatch(argv, context);
  } catch (error) {
    process.exitCode = await printError(error, argv.includes('--json'), context);
  }
}
