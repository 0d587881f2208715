/**
 * `egif diff`: what changed between two contracts, and whether a consumer of the first breaks by it; or between two reports, and what changed it.
 *
 * Room     cli (floor 7).
 */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import { requireContract } from '../../index/contracts.js';
import { type Change, type ContractDiff, contractDiff } from '../../index/diffs.js';
import { type LoadedDocument, parseLoaded, readBounded } from '../../index/files.js';
import { loadMessages, type Messages, messageOf } from '../../index/words.js';
import { visibleText, wholeText } from '../../locale/visible-text.js';
import { type Context, defineCommand } from '../command.js';
import type { ExitStatus } from '../exit.js';
import { places } from '../places.js';

const maxOctets = 32 * 1024 * 1024;

type Kind = 'report' | 'data-report' | 'contract';

/** What a document is: a report of this suite, or else to be a contract. */
function kindOf({ data }: LoadedDocument): Kind {
  const egif = typeof data === 'object' && data !== null && 'egif' in data && typeof data.egif === 'string' ? data.egif : '';
  return egif.startsWith('report/') ? 'report' : egif.startsWith('data-report/') ? 'data-report' : 'contract';
}

/** A document named as its user named it; a folder of a run stands for its report. Errors: FILE_*, DOCUMENT_*. */
async function documentIn(name: string, { world }: Context): Promise<LoadedDocument> {
  const path = resolve(world.directory, name);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const file = isFolder ? join(name, 'report.json') : name;
  return parseLoaded(file, await readBounded(isFolder ? join(path, 'report.json') : path, maxOctets));
}

/** Whether both are reports. Errors: USAGE where only one is, or one is a report on data files. */
function areReports(old: LoadedDocument, now: LoadedDocument): boolean {
  const kinds = [kindOf(old), kindOf(now)];
  if (kinds.includes('data-report'))
    throw new EgifError('USAGE', 'reports on data files cannot be compared', { mend: 'name two contracts, or two report.json of egif run' });
  if (kinds[0] !== kinds[1])
    throw new EgifError('USAGE', 'a report and a contract cannot be compared', { mend: 'name two contracts, or two report.json of egif run' });
  return kinds[0] === 'report';
}

const isOfEvents = ({ data }: LoadedDocument): boolean => typeof data === 'object' && data !== null && 'asyncapi' in data;

interface Sides {
  readonly old: LoadedDocument;
  readonly now: LoadedDocument;
}

function placeIn(
  { old, now }: Sides,
  change: Change,
): { readonly file: string; readonly pointer: string; readonly line: number; readonly column: number } {
  const [document, pointer] = change.new === undefined ? [old, change.old ?? ''] : [now, change.new];
  return { file: document.file, pointer, ...document.position(pointer) };
}

/** Breaking first, then what cannot be told; each in the order of the contracts. */
const order = (change: Change): number => (change.breaking === true ? 0 : change.breaking === 'unknown' ? 1 : 2);

function statusOf({ changes, complete, operations }: ContractDiff): ExitStatus {
  if (changes.some(({ breaking }) => breaking === true)) return 1;
  return !complete || operations === 0 || changes.some(({ breaking }) => breaking === 'unknown') ? 2 : 0;
}

const words = {
  en: {
    breaking: 'breaking',
    unknown: 'unclear',
    compatible: 'compatible',
    operations: 'operations compared',
    channels: 'channels compared',
    major: { true: 'another major version', false: 'the same major version', undefined: 'the major version is not clear' },
    incomplete: 'the limit of work is reached: the comparison is not complete',
  },
  fa: {
    breaking: 'ناسازگار',
    unknown: 'نامعلوم',
    compatible: 'سازگار',
    operations: 'عملیات سنجیده شد',
    channels: 'کانال سنجیده شد',
    major: { true: 'نسخهٔ اصلی دیگر', false: 'همان نسخهٔ اصلی', undefined: 'نسخهٔ اصلی روشن نیست' },
    incomplete: 'سقف کار پر شد: مقایسه کامل نیست',
  },
} as const;

function lineOf(
  change: Change,
  sides: Sides,
  { messages, lang }: { readonly messages: Messages; readonly lang: Context['lang'] },
): readonly string[] {
  const { file, pointer, line, column } = placeIn(sides, change);
  const mark = { true: '✗', false: '✓', unknown: '?' }[String(change.breaking)] ?? '?';
  const values = [change.before, change.after].flatMap((value) => value ?? []).join(' → ');
  const title = messageOf(messages, `diff-${change.kind}`, lang).title;
  const why = messageOf(messages, `change-${change.reason}`, lang).title;
  const said = values === '' ? '' : `: ${visibleText(values)}`;
  return [`  ${mark} ${visibleText(change.where)}  ${title}${said}. ${why}`, `      ${wholeText(`${file}:${line}:${column}  ${pointer}`)}`];
}

function textOf(diff: ContractDiff, sides: Sides, messages: Messages, lang: Context['lang']): string {
  const say = words[lang];
  const groups = [say.breaking, say.unknown, say.compatible].map((name, rank) => ({
    name,
    own: diff.changes.filter((change) => order(change) === rank),
  }));
  const lines = groups.flatMap(({ name, own }) =>
    own.length === 0 ? [] : [`${name} (${own.length})`, ...own.flatMap((change) => lineOf(change, sides, { messages, lang }))],
  );
  const counts = groups.map(({ name, own }) => `${name} ${own.length}`).join(' · ');
  const major = diff.newMajor === undefined ? say.major.undefined : diff.newMajor ? say.major.true : say.major.false;
  return `${[...lines, `${diff.operations} ${isOfEvents(sides.old) ? say.channels : say.operations} · ${counts} · ${major}`, ...(diff.complete ? [] : [say.incomplete])].join('\n')}\n`;
}

/** The comparison for machines: places in the file of each change, and why in words. */
function documentOf(diff: ContractDiff, sides: Sides, messages: Messages): object {
  const sideOf = ({ file, sha256 }: LoadedDocument): object => ({ file, sha256 });
  return {
    old: sideOf(sides.old),
    new: sideOf(sides.now),
    operations: diff.operations,
    newMajor: diff.newMajor ?? null,
    complete: diff.complete,
    breaking: diff.changes.filter(({ breaking }) => breaking === true).length,
    unknown: diff.changes.filter(({ breaking }) => breaking === 'unknown').length,
    changes: diff.changes.map((change) => {
      const { file, line, column } = placeIn(sides, change);
      return { ...change, why: messageOf(messages, `change-${change.reason}`, 'en').cause, file, line, column };
    }),
  };
}

export const command = defineCommand({
  usage: '<OLD> <NEW>',
  describe:
    'Compare two OpenAPI or two AsyncAPI contracts: every change with whether a consumer of the old one breaks by it. Or two reports: every row that changed with what changed it, endpoint, profile or harness. Exit 0: compatible, or not worse; 1: breaking, or worse; 2: it cannot be told; 3: neither.',
  examples: [
    ['egif diff certified.yaml openapi.yaml', 'what would break the consumers of the certified contract'],
    ['egif diff egif-out/monday egif-out/tuesday', 'two runs: what got worse, and by the fault of what'],
    ['egif diff old.json new.json --as-of 2026-12-01 --json', 'as data, with announced ends judged as of that day'],
  ],
  persian: {
    describe:
      'دو قرارداد OpenAPI را مقایسه می‌کند: هر تغییر و اینکه آیا سرویس‌گیرندهٔ قرارداد پیشین با آن می‌شکند. یا دو گزارش: هر ردیف دگرگون‌شده و اینکه چه چیزی آن را دگرگون کرده است، سامانه یا نمایه یا خود ابزار. کد خروج ۰: سازگار یا نه بدتر، ۱: ناسازگار یا بدتر، ۲: نامعلوم، ۳: هیچ‌یک.',
    examples: ['آنچه سرویس‌گیرندگان قرارداد گواهی‌شده را می‌شکند', 'دو اجرا: چه بدتر شده و از چه', 'به شکل داده، با پایان‌های اعلام‌شده تا آن روز'],
    options: {
      'as-of': 'روزی که پایان اعلام‌شده (x-egif-sunset) تا آن سنجیده می‌شود (پیش‌فرض: امروز)',
    },
  },
  positionals: [2, 2],
  options: {
    'as-of': { type: 'string', describe: 'the day as of which an announced end (x-egif-sunset) is over (default: today)' },
  },
  async run(args, context) {
    const { world, lang } = context;
    const asOf = args['as-of'] ?? world.now().toISOString();
    if (!/^\d{4}-\d{2}-\d{2}(?:T\S+)?$/.test(asOf) || Number.isNaN(Date.parse(asOf))) {
      throw new EgifError('USAGE', `--as-of is no day: ${asOf.slice(0, 30)}`, { mend: 'write it as 2026-12-01' });
    }
    const [first = '', second = ''] = args._;
    const sides: Sides = { old: await documentIn(first, context), now: await documentIn(second, context) };
    if (areReports(sides.old, sides.now)) return (await import('../reports/diff-reports.js')).diffReports(sides, args.json, context);
    if (!(isOfEvents(sides.old) && isOfEvents(sides.now))) {
      requireContract(sides.old);
      requireContract(sides.now);
    }
    const diff = contractDiff(sides.old, sides.now, { asOf });
    const messages = await loadMessages(places.messages);
    world.stdout.write(args.json ? `${JSON.stringify(documentOf(diff, sides, messages), null, 2)}\n` : textOf(diff, sides, messages, lang));
    return statusOf(diff);
  },
});
