/**
 * What is wrong in one file, by the field in which it is wrong.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { DataGroup, DataPlace, DataReport, DataRequirement, Level } from '../contract/documents.js';
import { formatNumber } from '../locale/format.js';
import { messageOf, textOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import type { ReadFile } from './data-read-file.js';
import type { Speech } from './speech.js';

export interface DataFindingView {
  readonly code: string;
  readonly title: string;
  readonly cause: string;
  readonly mend: string;
  readonly count: string;
  readonly level: string;
  readonly degree: Level;
  readonly requirements: readonly string[];
  /** `12:5`, the first ones. */
  readonly places: readonly string[];
  /** How many further places there are, written; null if all are named. */
  readonly more: string | null;
  readonly examples: readonly string[];
  readonly want: string | null;
  readonly detail: string | null;
}

export interface FieldView {
  /** Pointer of the field; null for the record or the file itself. */
  readonly field: string | null;
  readonly name: string;
  readonly findings: readonly DataFindingView[];
}

const degrees: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

/** The requirements of the report that a check serves in a file, the most binding first. */
export function requirementsOf(check: string, file: ReadFile, report: DataReport): readonly DataRequirement[] {
  const ids = new Set(file.requirements.filter(({ checks }) => checks.some((each) => each.check === check)).map(({ id }) => id));
  const found = report.requirements.filter(({ id }) => ids.has(id));
  return [...found].sort((a, b) => degrees.indexOf(a.level) - degrees.indexOf(b.level));
}

/** How binding the gravest requirement behind a finding is. */
export function degreeOf(requirements: readonly DataRequirement[]): Level {
  return requirements[0]?.level ?? 'MUST';
}

const placeText = ({ line, column }: DataPlace): string => `${line}:${column}`;

function findingView(group: DataGroup, requirements: readonly DataRequirement[], speech: Speech): DataFindingView {
  const { messages, lang, word } = speech;
  const degree = degreeOf(requirements);
  const rest = group.count - group.places.length;
  return {
    code: group.code,
    ...messageOf(messages, group.code, lang, { got: group.examples[0], want: group.want }),
    count: formatNumber(group.count, lang),
    level: word('level', degree),
    degree,
    requirements: requirements.map(({ id }) => id),
    places: group.places.map(placeText),
    more: rest > 0 ? textOf(messages, 'data-more-places', lang, { count: rest }) : null,
    examples: group.examples.map(visibleText),
    want: group.want === undefined ? null : visibleText(group.want),
    detail: group.detail === undefined ? null : visibleText(group.detail),
  };
}

/** The fields of a file that something is wrong in: the file and its records first, then by name. */
export function fieldViews(file: ReadFile, report: DataReport, speech: Speech): readonly FieldView[] {
  const fields = new Map<string, DataFindingView[]>();
  for (const group of file.groups) {
    const view = findingView(group, requirementsOf(group.check, file, report), speech);
    const known = fields.get(group.field);
    if (known === undefined) fields.set(group.field, [view]);
    else known.push(view);
  }
  return [...fields].map(([field, findings]) => ({
    field: field === '' ? null : visibleText(field),
    name: field === '' ? textOf(speech.messages, 'data-whole-record', speech.lang) : visibleText(field),
    findings,
  }));
}
