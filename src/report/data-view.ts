/**
 * A report on data files as a reader needs it: each file with its verdict, what is wrong by field, and what could not be told.
 *
 * One view serves the text and the page, so that neither can say what the other does not. Texts in it are plain: whoever writes them out escapes them.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { Cause, DataFile, DataReport, DataRequirement, DataVerdict } from '../contract/documents.js';
import { formatNumber } from '../locale/format.js';
import { type Language, textIn } from '../locale/language.js';
import type { Messages } from '../locale/load-messages.js';
import { saidIn } from '../locale/said-in.js';
import { messageOf, textOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import { wordsIn } from '../locale/word-of.js';
import { type FieldView, fieldViews } from './data-field-view.js';
import { type ReadFile, readFileOf } from './data-read-file.js';
import type { FactView } from './pins-view.js';
import type { Speech } from './speech.js';

/** Why something could not be told. */
export interface DataReasonView {
  readonly title: string;
  readonly cause: string;
  readonly mend: string;
  readonly detail: string | null;
}

export interface DataFileView {
  readonly name: string;
  readonly verdict: string;
  readonly tone: DataVerdict;
  /** Counts in a sentence; null for a file that could not be read. */
  readonly counted: string | null;
  readonly facts: readonly FactView[];
  readonly reason: DataReasonView | null;
  readonly error: {
    readonly code: string;
    readonly title: string;
    readonly message: string;
    readonly place: string | null;
    readonly mend: string;
  } | null;
  readonly stopped: string | null;
  readonly fields: readonly FieldView[];
  readonly ungrouped: string | null;
}

export interface DataRowView {
  readonly id: string;
  readonly title: string;
  readonly level: string;
  readonly layer: string;
  readonly verdict: string;
  readonly tone: DataVerdict;
  readonly examined: string;
  readonly findings: string;
  readonly reason: string | null;
}

export interface DataReportView {
  readonly lang: Language;
  readonly verdict: string;
  readonly tone: 'granted' | 'refused' | 'incomplete';
  readonly outcome: DataVerdict;
  readonly why: string;
  readonly next: string;
  readonly files: readonly DataFileView[];
  readonly rows: readonly DataRowView[];
  readonly schemas: readonly FactView[];
  readonly harness: readonly FactView[];
  readonly codelists: readonly FactView[];
}

const tones = { passed: 'granted', failed: 'refused', cantTell: 'incomplete' } as const;

/** What the words of a live answer do not say well of a file. */
function reasonTitle(code: string, { messages, lang }: Speech): string {
  return code === 'nothing-of-the-kind' ? textOf(messages, 'data-nothing-of-the-kind', lang) : messageOf(messages, code, lang).title;
}

function reasonOf(cause: Cause, { messages, lang }: Speech): DataReasonView {
  return { ...messageOf(messages, cause.code, lang), detail: cause.detail === undefined ? null : visibleText(cause.detail) };
}

function placeText({
  line,
  column,
  pointer,
}: {
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly pointer?: string | undefined;
}): string | null {
  const spot = line === undefined ? [] : [`${line}:${column ?? 1}`];
  const parts = [...spot, ...(pointer === undefined ? [] : [visibleText(pointer)])];
  return parts.length === 0 ? null : parts.join(' ');
}

function errorOf({ error }: DataFile, { messages, lang }: Speech): DataFileView['error'] {
  if (error === undefined) return null;
  const said = messageOf(messages, error.code, lang);
  const told = (sentence: string): string | undefined => saidIn(visibleText(sentence), messages, lang);
  const mend = (error.mend === undefined ? undefined : told(error.mend)) ?? said.mend;
  return { code: error.code, title: said.title, message: told(error.message) ?? visibleText(error.message), place: placeText(error), mend };
}

function factsOf(file: ReadFile, { messages, lang }: Speech): readonly FactView[] {
  const fact = (key: string, text: string | null, latin: string | null): FactView => ({
    label: textOf(messages, `data-fact-${key}`, lang),
    text,
    latin,
  });
  return [
    fact('format', null, file.format),
    fact('records', formatNumber(file.records, lang), null),
    ...(file.lost === 0 ? [] : [fact('lost', formatNumber(file.lost, lang), null)]),
    fact('octets', formatNumber(file.octets, lang), null),
    fact('findings', formatNumber(file.findings, lang), null),
    fact('digest', null, file.sha256),
  ];
}

function fileView(file: DataFile, report: DataReport, speech: Speech): DataFileView {
  const { messages, lang, word } = speech;
  const read = readFileOf(file);
  const { stopped, reason, ungrouped = 0 } = file;
  const values = (count: number): { readonly count: number; readonly limit: number } => ({ count, limit: report.maxFindings });
  return {
    name: visibleText(file.file),
    verdict: file.error === undefined ? word('verdict', file.verdict) : textOf(messages, 'data-unreadable', lang),
    tone: file.verdict,
    counted:
      read === undefined
        ? null
        : textOf(messages, 'data-counted', lang, { findings: read.findings, records: read.records, lost: read.lost, format: read.format }),
    facts: read === undefined ? [] : factsOf(read, speech),
    reason: reason === undefined || stopped?.code === reason.code ? null : reasonOf(reason, speech),
    error: errorOf(file, speech),
    stopped:
      stopped === undefined
        ? null
        : textOf(messages, 'data-stopped', lang, {
            place: placeText(stopped) ?? '',
            title: messageOf(messages, stopped.code, lang).title,
            detail: stopped.detail,
          }),
    fields: read === undefined ? [] : fieldViews(read, report, speech),
    ungrouped: ungrouped === 0 ? null : textOf(messages, 'data-ungrouped', lang, values(ungrouped)),
  };
}

function rowView(row: DataRequirement, speech: Speech): DataRowView {
  const { lang, word } = speech;
  return {
    id: row.id,
    title: visibleText(textIn(row.title, lang)),
    level: word('level', row.level),
    layer: word('layer', row.layer),
    verdict: word('verdict', row.verdict),
    tone: row.verdict,
    examined: formatNumber(row.examined, lang),
    findings: formatNumber(row.findings, lang),
    reason: row.reason === undefined ? null : reasonTitle(row.reason.code, speech),
  };
}

function whyOf(report: DataReport, { messages, lang }: Speech): string {
  const sum = (count: (file: DataFile) => number): number => report.files.reduce((total, file) => total + count(file), 0);
  return textOf(messages, 'data-why', lang, {
    files: report.files.length,
    records: sum(({ records = 0 }) => records),
    findings: sum(({ findings = 0 }) => findings),
    unreadable: sum(({ error }) => (error === undefined ? 0 : 1)),
  });
}

const gravest: readonly DataVerdict[] = ['failed', 'cantTell', 'passed'];

/** The report in a language. Rows that failed come first, then those that could not be told. */
export function dataViewOf(report: DataReport, lang: Language, messages: Messages): DataReportView {
  const speech: Speech = { lang, messages, word: wordsIn(messages, lang) };
  const pin = (label: string, latin: string): FactView => ({ label, text: null, latin });
  const say = (key: string): string => textOf(messages, key, lang);
  const { harness } = report;
  return {
    lang,
    verdict: say(`data-verdict-${report.verdict}`),
    tone: tones[report.verdict],
    outcome: report.verdict,
    why: whyOf(report, speech),
    next: say(`data-next-${report.verdict}`),
    files: report.files.map((file) => fileView(file, report, speech)),
    rows: gravest.flatMap((verdict) => report.requirements.filter((row) => row.verdict === verdict)).map((row) => rowView(row, speech)),
    schemas: report.schemas.map(({ kind, ref, digest }) => pin(say(`data-schema-${kind}`), `${visibleText(ref)} ${digest}`)),
    harness: [
      pin(say('fact-harness'), `${harness.name} ${harness.version}`),
      pin(say('fact-catalogue'), `${harness.catalogue.ref} ${harness.catalogue.digest}`),
    ],
    codelists: harness.codelists.map(({ ref, digest }) => pin(ref, digest)),
  };
}
