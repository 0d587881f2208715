/**
 * `egif lint`: the rules on contracts alone, many files at once.
 *
 * Room     cli (floor 7).
 */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import {
  judgedFiles,
  keepGravest,
  type LintedFile,
  lintOutcomeOf,
  type LintReport,
  type LintRequirement,
  type LintSeverity,
  lintSeverities,
  type LintTrouble,
} from '../../index/lint.js';
import { loadMessages, type Messages } from '../../index/words.js';
import { spectralEngines, spectralRulesets } from '../../index/spectral-names.js';
import { type Context, defineCommand } from '../command.js';
import { demandFolder } from '../demand-folder.js';
import { type ExitStatus, worstOf } from '../exit.js';
import type { LintWords } from './lint-files.js';
import { lintFormsIn, renderLintAs, tellsLaw, writeLintForms } from './lint-forms.js';
import type { LintPool } from './lint-pool.js';
import { startLintProgress } from './lint-progress.js';
import { lintRound, newMemory } from './lint-round.js';
import { spectralSettings } from './lint-source.js';
import { watchRounds } from './lint-watch.js';
import { places } from '../places.js';
import { printError } from '../print-error.js';
import { readInput } from '../read-input.js';
import { type Said, seeHelp, usageError } from '../usage-error.js';
import { packageVersion } from '../version.js';

const usage = (en: string, fa: string, mend: Said = seeHelp('lint')): EgifError => usageError({ en, fa }, mend);

const asError = ({ code, message, ...detail }: LintTrouble): EgifError => new EgifError(code, message, detail);

function statusOf(file: LintedFile, failSeverity: LintSeverity): ExitStatus {
  const statuses = { passed: 0, failed: 1, cantTell: 2, unreadable: 3 } as const;
  return file.errors.some((trouble) => asError(trouble).exitStatus === 4) ? 4 : statuses[lintOutcomeOf(file, failSeverity)];
}

/** What the command line wishes, understood. */
interface Wishes {
  readonly words: LintWords;
  readonly pool: LintPool;
  readonly forms: readonly string[];
  readonly onStdout: string;
  readonly out: string | undefined;
  readonly failSeverity: LintSeverity;
  readonly maxFindings: number | undefined;
  readonly quiet: boolean;
}

async function requirementsOf({ forms, onStdout }: Wishes): Promise<ReadonlyMap<string, LintRequirement>> {
  if (!tellsLaw([...forms, onStdout])) return new Map();
  const { loadCatalogue } = await import('../../index/catalogue.js');
  return (await loadCatalogue(places.catalogue)).requirements;
}

/** Writes the report where it is wanted and gives the exit status. */
async function publish(files: readonly LintedFile[], wishes: Wishes, { context, messages }: Told): Promise<ExitStatus> {
  const { world, lang, colour: color } = context;
  const { failSeverity, maxFindings = Number.POSITIVE_INFINITY, onStdout, out, forms } = wishes;
  const report: LintReport = {
    version: await packageVersion(),
    failSeverity,
    files: files.map((file) => keepGravest(file, maxFindings)),
    requirements: await requirementsOf(wishes),
  };
  // The lines for a terminal tell of files that could not be read; beside any other form a person is told on stderr.
  if (onStdout !== 'stylish') for (const trouble of files.flatMap(({ errors }) => errors)) await printError(asError(trouble), false, context);
  const speaker = { lang, messages, color };
  world.stdout.write(await renderLintAs(onStdout, report, speaker));
  if (out !== undefined) {
    const written = await writeLintForms(forms, report, { directory: resolve(world.directory, out), speaker });
    if (onStdout === 'stylish') world.stdout.write(`${written.join('\n')}\n`);
  }
  return worstOf(judgedFiles(report).map((file) => statusOf(file, failSeverity)));
}

interface Told {
  readonly context: Context;
  readonly messages: Messages;
}

/** A single file that could not be read is an error of the whole call, unless its report is wanted as a file or in a form for programs. */
function demandReadable(files: readonly LintedFile[], { onStdout, out }: Wishes): void {
  const [first] = files;
  const [trouble] = first?.errors ?? [];
  if (trouble !== undefined && files.length === 1 && out === undefined && (onStdout === 'json' || onStdout === 'stylish')) throw asError(trouble);
}

async function once(wishes: Wishes, told: Told): Promise<ExitStatus> {
  const { words, pool, quiet, onStdout } = wishes;
  const progress = startLintProgress(told.context, { messages: told.messages, quiet, toldElsewhere: onStdout === 'stylish' });
  const options = { words, pool: { ...pool, onFile: progress.file }, onStart: progress.start };
  const round = await lintRound(options).finally(progress.end);
  const files = round?.files ?? [];
  demandReadable(files, wishes);
  return publish(files, wishes, told);
}

async function watching(wishes: Wishes, told: Told): Promise<ExitStatus> {
  const { world } = told.context;
  const { words, pool, quiet, onStdout } = wishes;
  const progress = startLintProgress(told.context, { messages: told.messages, quiet, toldElsewhere: onStdout === 'stylish' });
  const memory = newMemory();
  let status: ExitStatus = 2;
  await watchRounds({
    directory: world.directory,
    async round() {
      const options = { words, pool: { ...pool, onFile: progress.file }, memory, onStart: progress.start };
      const round = await lintRound(options).finally(progress.end);
      if (round === undefined) return undefined;
      status = await publish(round.files, wishes, told);
      return round.folders;
    },
  });
  return status;
}

/** A count that an option gives. Errors: USAGE. */
function countIn(option: string, value: number | undefined, least: number): number | undefined {
  if (value !== undefined && (!Number.isSafeInteger(value) || value < least))
    throw usage(`--${option} needs a whole number of at least ${least}`, `گزینهٔ --${option} عدد صحیحی دست‌کم ${least} می‌خواهد`);
  return value;
}

/** Ids of the rules that are left; undefined for all of them. Errors: USAGE, UNKNOWN_ID. */
async function rulesLeft(only: readonly string[] | undefined, layer: string | undefined): Promise<readonly string[] | undefined> {
  return only === undefined && layer === undefined ? undefined : (await import('./lint-rules-chosen.js')).chosenRules(only, layer);
}

/** Workers pay only where there are cores to spare: V8 itself uses a second one. */
const usualWorkers = (): number => (availableParallelism() <= 2 ? 1 : availableParallelism() - 1);

export const command = defineCommand({
  usage: '<FILE|FOLDER|PATTERN…|->',
  describe:
    'Lint contracts (OpenAPI, AsyncAPI, Arazzo, JSON Schema, WSDL with XSD) against the technical, data and coding rules that can be read off them. A pattern (* ? ** {a,b}) is expanded here, a folder means every contract in it, `-` is standard input. Exit 0: nothing that fails, 1: findings from severity error up, 2: it cannot be told, 3: a file cannot be read as a contract.',
  examples: [
    ['egif lint openapi.yaml other.json', 'findings with line, column, requirement and pointer, and how to mend them'],
    ["egif lint 'apis/**/*.yaml' --format sarif,html --out report", 'whole files into a folder'],
    ['egif lint apis --watch', 'again whenever a contract changes'],
    ['egif lint - --stdin-filename openapi.yaml < openapi.yaml', 'as an editor calls it'],
  ],
  persian: {
    describe:
      'قراردادها (OpenAPI، AsyncAPI، Arazzo، JSON Schema، WSDL با XSD) را با قاعده‌های فنی و داده و کدگذاری که از خود قرارداد خوانده می‌شود می‌سنجد. الگو (* ? ** {a,b}) همین‌جا گشوده می‌شود، پوشه یعنی همهٔ قراردادهای آن و `-` ورودی استاندارد است. کد خروج ۰: چیزی رد نمی‌شود، ۱: یافته‌هایی از شدت error به بالا، ۲: نامعلوم، ۳: پرونده‌ای که قرارداد نیست یا خواندنی نیست.',
    examples: ['یافته‌ها با سطر، ستون، الزام، جا و چاره', 'پرونده‌های کامل در یک پوشه', 'با هر تغییر قرارداد دوباره', 'آن‌گونه که ویرایشگر فرامی‌خواند'],
    options: {
      format: 'شکل‌ها با ویرگول: stylish، json، junit، sarif، html، github-actions، gitlab-codequality، markdown؛ بیش از یکی --out می‌خواهد',
      out: 'پوشه‌ای که شکل‌ها در آن نوشته می‌شوند',
      only: 'تنها قاعده‌های این الزام (EGIF-…) یا همین قاعده (lint/…)؛ تکرارپذیر',
      layer: 'تنها قاعده‌های این لایه‌ها، با ویرگول: technical، data، coding، organisational، legal',
      ruleset: 'یکی از قاعده‌نامه‌های خود Spectral به جای قاعده‌نامه‌های مجموعه',
      engine: 'همراه --ruleset: اجراکنندهٔ مجموعه یا خود Spectral',
      'fail-severity': 'کمترین شدتی که کد خروج را ۱ می‌کند',
      'max-findings': 'بیشینهٔ یافته‌های هر پرونده که نشان داده می‌شود، مهم‌ترین‌ها نخست؛ شمارش کامل است',
      workers: 'پرونده‌هایی که هم‌زمان بررسی می‌شوند (پیش‌فرض: به شمار هسته‌ها، با دو هسته ۱)',
      watch: 'با هر تغییر پرونده دوباره، تا قطع شود',
      quiet: 'آنچه بررسی شد در stderr گفته نمی‌شود',
      'stdin-filename': 'نام ورودی استاندارد در گزارش',
    },
  },
  positionals: [1, 10_000],
  options: {
    format: {
      type: 'string',
      default: 'stylish',
      describe: 'forms, comma-separated: stylish, json, junit, sarif, html, github-actions, gitlab-codequality, markdown; more than one needs --out',
    },
    out: { type: 'string', describe: 'folder to write the forms to' },
    only: { array: true, type: 'string', describe: 'only the rules of this requirement (EGIF-…), or this rule (lint/…); may be repeated' },
    layer: { type: 'string', describe: 'only the rules of these layers, comma-separated: technical, data, coding, organisational, legal' },
    ruleset: {
      type: 'string',
      choices: spectralRulesets.map((name) => `spectral:${name}`),
      describe: "one of Spectral's own rulesets in place of the suite's",
    },
    engine: { type: 'string', choices: spectralEngines, default: 'fast', describe: "with --ruleset: the suite's runner, or stock Spectral" },
    'fail-severity': {
      type: 'string',
      choices: ['error', 'warn', 'info', 'hint'],
      default: 'error',
      describe: 'lowest severity that makes the exit status 1',
    },
    'max-findings': { type: 'number', describe: 'most findings of a file that are shown, the gravest first; counting never stops' },
    workers: { type: 'number', describe: 'files that are linted at a time, each in a thread (default: by the number of cores, 1 on two)' },
    watch: { type: 'boolean', default: false, describe: 'lint again whenever a file changes, until it is interrupted' },
    quiet: { type: 'boolean', default: false, describe: 'do not say on stderr what was examined' },
    'stdin-filename': { type: 'string', describe: 'what standard input is called in the report' },
  },
  async run(args, context) {
    const { directory } = context.world;
    const forms = lintFormsIn(args.format);
    if (args.out === undefined && forms.length > 1)
      throw usage('more than one form needs a folder', 'بیش از یک قالب به پوشه نیاز دارد', {
        en: 'name it with --out DIR',
        fa: 'آن را با --out DIR نام ببرید',
      });
    const fromInput = args._.filter((word) => word === '-').length;
    if (fromInput > 1) throw usage('standard input can be read once', 'ورودی استاندارد تنها یک بار خوانده می‌شود');
    if (fromInput > 0 && args.watch) throw usage('standard input cannot be watched', 'ورودی استاندارد را نمی‌توان پایید');
    if (fromInput === 0 && args['stdin-filename'] !== undefined)
      throw usage('--stdin-filename names standard input, which is not read', 'گزینهٔ --stdin-filename نام ورودی استاندارد است که خوانده نمی‌شود');
    const maxFindings = countIn('max-findings', args['max-findings'], 1);
    const workers = countIn('workers', args.workers, 1) ?? usualWorkers();
    const rules = await rulesLeft(args.only, args.layer);
    const spectral = spectralSettings(args.ruleset, args.engine);
    if (spectral !== undefined && rules !== undefined)
      throw usage(
        '--ruleset runs rules that serve no requirement: --only and --layer name none of them',
        'قاعده‌های --ruleset به الزامی مربوط نیستند: --only و --layer هیچ‌یک را نام نمی‌برند',
      );
    if (args.out !== undefined) await demandFolder(resolve(directory, args.out));
    const input = fromInput === 0 ? undefined : { name: args['stdin-filename'] ?? '<stdin>', octets: await readInput(context.world.stdin) };
    const wishes: Wishes = {
      words: { words: args._, directory, ...(input === undefined ? {} : { input }), ...(args.out === undefined ? {} : { out: args.out }) },
      pool: { settings: { ...(rules === undefined ? {} : { rules }), ...(spectral === undefined ? {} : { spectral }) }, workers },
      forms: args.out === undefined ? [] : forms,
      onStdout: args.json ? 'json' : args.out === undefined ? (forms[0] ?? 'stylish') : 'stylish',
      out: args.out,
      failSeverity: lintSeverities.find((word) => word === args['fail-severity']) ?? 'error',
      maxFindings,
      quiet: args.quiet,
    };
    const told: Told = { context, messages: await loadMessages(places.messages) };
    return args.watch ? watching(wishes, told) : once(wishes, told);
  },
});
