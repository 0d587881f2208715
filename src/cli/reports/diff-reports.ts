/**
 * `egif diff` on two reports: each row that changed, with what changed it.
 *
 * Room     cli (floor 7).
 */
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import { compareReports, isAttributed, isWorse, type Rejudged, type ReportDiff, type RowChange } from '../../index/diffs.js';
import { isDocument, type LoadedDocument, problemsOf, type Report } from '../../index/files.js';
import { isolatedLatin, loadMessages, type Messages, visibleText } from '../../index/words.js';
import type { Context } from '../command.js';
import type { ExitStatus } from '../exit.js';
import { places } from '../places.js';

export interface Reports {
  readonly old: LoadedDocument;
  readonly now: LoadedDocument;
}

function reportOf({ data, file }: LoadedDocument): Report {
  if (isDocument('Report', data)) return data;
  const [problem] = problemsOf('Report', data);
  throw new EgifError('EVIDENCE_INVALID', `${file} is no report: ${problem?.pointer ?? ''} ${problem?.message ?? ''}`, {
    file,
    mend: 'name the report.json of a run',
  });
}

/** The folder of a report’s evidence, if it stands beside it. */
async function evidenceOf({ file }: LoadedDocument, directory: string): Promise<string | undefined> {
  const folder = join(dirname(resolve(directory, file)), 'evidence');
  return stat(folder).then(
    (found) => (found.isDirectory() ? folder : undefined),
    () => undefined,
  );
}

/** Both runs judged again, where the evidence of both is at hand. */
async function rejudged({ old, now }: Reports, { world }: Context): Promise<Rejudged | undefined> {
  const [oldEvidence, nowEvidence] = await Promise.all([evidenceOf(old, world.directory), evidenceOf(now, world.directory)]);
  if (oldEvidence === undefined || nowEvidence === undefined) return undefined;
  const [{ rejudgePair }, { loadLaw }, { harnessFacts }] = await Promise.all([
    import('../../index/again.js'),
    import('../../index/law.js'),
    import('../harness-facts.js'),
  ]);
  const law = await loadLaw(places);
  return rejudgePair(
    { report: reportOf(old), evidence: oldEvidence },
    { report: reportOf(now), evidence: nowEvidence },
    { harness: await harnessFacts(law), codelists: law.codelists, vocabularies: law.vocabularies, now: () => world.now() },
  );
}

const words = {
  en: {
    worse: 'worse',
    better: 'better',
    other: 'changed',
    endpoint: 'endpoint',
    profile: 'profile',
    harness: 'harness',
    none: 'nothing that the reports pin',
    perhaps: 'cannot tell which of',
    absent: 'absent',
    rejudged: 'by judging the evidence of both again',
    pins: 'by what the reports pin, as the evidence of both is not at hand',
    rows: 'rows changed',
    same: 'the same',
    verdict: 'verdict',
    subject: 'the two reports are about different services or environments',
  },
  fa: {
    worse: 'بدتر',
    better: 'بهتر',
    other: 'دگرگون',
    endpoint: 'سامانهٔ دستگاه',
    profile: 'نمایه',
    harness: 'ابزار آزمون',
    none: 'هیچ‌یک از آنچه گزارش‌ها ثبت کرده‌اند',
    perhaps: 'معلوم نیست کدام‌یک از',
    absent: 'نبود',
    rejudged: 'با داوری دوبارهٔ شواهد هر دو',
    pins: 'از روی آنچه گزارش‌ها ثبت کرده‌اند، چون شواهد هر دو در دست نیست',
    rows: 'ردیف دگرگون شد',
    same: 'یکسان',
    verdict: 'رأی',
    subject: 'دو گزارش دربارهٔ خدمت یا محیط یکسان نیستند',
  },
} as const;

const signWords = {
  en: {
    evidence: 'other evidence',
    statement: 'another statement',
    contract: 'another contract',
    circumstances: 'asked otherwise (seed, safety, scope)',
    'requirement-added': 'a new requirement',
    'requirement-removed': 'a requirement that is gone',
    'requirement-revised': 'a revised requirement',
    'profile-digest': 'another digest',
    version: 'another version',
    rulesets: 'other rulesets',
    codelists: 'other code lists',
    vocabularies: 'other vocabularies',
    rejudged: 'seen by judging again',
  },
  fa: {
    evidence: 'شواهد دیگر',
    statement: 'اظهارنامهٔ دیگر',
    contract: 'قرارداد دیگر',
    circumstances: 'پرسش به گونهٔ دیگر (بذر، ایمنی، دامنه)',
    'requirement-added': 'الزام تازه',
    'requirement-removed': 'الزام برداشته‌شده',
    'requirement-revised': 'الزام بازنگری‌شده',
    'profile-digest': 'چکیدهٔ دیگر',
    version: 'نسخهٔ دیگر',
    rulesets: 'مجموعه‌قواعد دیگر',
    codelists: 'فهرست کدهای دیگر',
    vocabularies: 'واژگان دیگر',
    rejudged: 'دیده‌شده در داوری دوباره',
  },
} as const;

interface Speech {
  readonly messages: Messages;
  readonly lang: Context['lang'];
}

function causeText({ causes, certain }: RowChange, lang: Context['lang']): string {
  const say = words[lang];
  const signs = signWords[lang];
  const comma = lang === 'fa' ? '، ' : ', ';
  const text = causes.map(({ cause, because }) => `${say[cause]} (${because.map((sign) => signs[sign]).join(comma)})`).join(comma);
  return certain ? text : `${say.perhaps} ${text === '' ? say.none : text}`;
}

function linesOf(change: RowChange, { messages, lang }: Speech): readonly string[] {
  const say = words[lang];
  const mark = { worse: '✗', better: '✓', other: '~' }[change.direction];
  const verdict = (word: string | undefined): string =>
    word === undefined ? say.absent : (messages.texts.get(`word-verdict-${word}`)?.[lang] ?? word);
  const arrow = lang === 'fa' ? '←' : '→';
  const own = (text: string): string => (lang === 'fa' ? isolatedLatin(visibleText(text)) : visibleText(text));
  return [
    `  ${mark} ${own(change.id)}  ${verdict(change.before)} ${arrow} ${verdict(change.after)}  ${causeText(change, lang)}`,
    ...change.gone.slice(0, 5).map((key) => `      ${own(`- ${key}`)}`),
    ...change.come.slice(0, 5).map((key) => `      ${own(`+ ${key}`)}`),
  ];
}

function printed(diff: ReportDiff, speech: Speech): string {
  const { lang, messages } = speech;
  const say = words[lang];
  const outcome = (word: string): string => messages.texts.get(`word-outcome-${word}`)?.[lang] ?? word;
  const groups = (['worse', 'better', 'other'] as const).map((direction) => diff.changes.filter((change) => change.direction === direction));
  const lines = groups.flatMap((own, at) =>
    own.length === 0
      ? []
      : [`${say[(['worse', 'better', 'other'] as const)[at] ?? 'other']} (${own.length})`, ...own.flatMap((change) => linesOf(change, speech))],
  );
  const arrow = lang === 'fa' ? '←' : '→';
  return `${[
    ...(diff.otherSubject ? [say.subject] : []),
    ...lines,
    ...(diff.verdict === undefined ? [] : [`${say.verdict}: ${outcome(diff.verdict.before)} ${arrow} ${outcome(diff.verdict.after)}`]),
    `${diff.changes.length} ${say.rows} · ${diff.same} ${say.same} · ${say[diff.basis]}`,
  ].join('\n')}\n`;
}

const sideOf = ({ file, sha256 }: LoadedDocument, { id, verdict, profile, harness }: Report): object => ({
  file,
  sha256,
  report: id,
  verdict,
  profile: profile.ref,
  harness: harness.version,
});

/** Exit 1 where something is worse, else 2 where a change has no certain cause. */
export async function diffReports(reports: Reports, asJson: boolean, context: Context): Promise<ExitStatus> {
  const [old, now] = [reportOf(reports.old), reportOf(reports.now)];
  const diff = compareReports(old, now, await rejudged(reports, context));
  const { world, lang } = context;
  const text = asJson
    ? `${JSON.stringify({ old: sideOf(reports.old, old), new: sideOf(reports.now, now), worse: isWorse(diff), ...diff }, null, 2)}\n`
    : printed(diff, { messages: await loadMessages(places.messages), lang });
  world.stdout.write(text);
  return isWorse(diff) ? 1 : isAttributed(diff) ? 0 : 2;
}
