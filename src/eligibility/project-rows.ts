/**
 * A row of a table as a project. Rows come from spreadsheets: Persian digits are read as the numbers that they are, and said so; nothing else is guessed.
 *
 * Columns  id, agency, kind, year, services; amount, name, budgetRow may be absent. Services stand in one cell, apart by blanks or semicolons, each `id` or
 *          `id=kind`.
 * Room     eligibility (floor 3).
 */
import type { Json } from '../contract/api-model.js';
import type { BudgetProject } from '../contract/documents.js';
import { isObject } from '../contract/json.js';
import { isDocument, problemsOf } from '../contract/validate.js';

/** Why a row is no project. */
export interface RowTrouble {
  readonly code: 'project-member-missing' | 'project-member-malformed' | 'project-column-unknown' | 'project-not-an-object';
  readonly member: string;
  readonly detail?: string;
}

/** A row that is no project. */
export interface RowRefusal {
  readonly trouble: RowTrouble;
  /** The id that the row bears, where it bears one. */
  readonly id?: string;
}

export type RowOutcome = { readonly project: BudgetProject; readonly persianDigits: boolean } | RowRefusal;

const columns = ['id', 'agency', 'kind', 'year', 'services', 'amount', 'name', 'budgetRow'] as const;
type Column = (typeof columns)[number];
const demanded: readonly Column[] = ['id', 'agency', 'kind', 'year'];
/** Columns in which digits are a number or a code. */
const numeric: readonly Column[] = ['agency', 'year', 'services', 'amount'];

const isColumn = (name: string): name is Column => columns.some((column) => column === name);

/** The digits of Arabic and Persian as those of ASCII. */
export function latinDigits(text: string): string {
  return text.replace(/[\u06F0-\u06F9\u0660-\u0669]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

/** Rials as a whole number; anything with separators, signs or fractions is not guessed at. */
function numberIn(text: string): number | string {
  return /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : text;
}

function servicesIn(text: string): readonly object[] {
  return text
    .split(/[\s;\u061B]+/)
    .filter((part) => part !== '')
    .map((part) => {
      const [id = '', kind, ...more] = part.split('=');
      return kind === undefined ? { id } : { id, kind: [kind, ...more].join('=') };
    });
}

function troubleOf(value: object): RowTrouble {
  const [problem] = problemsOf('BudgetProject', value);
  const [, pointed = ''] = (problem?.pointer ?? '').split('/');
  const member = pointed === '' ? (problem?.member ?? '') : pointed;
  if (problem?.keyword === 'required' && pointed === '') return { code: 'project-member-missing', member };
  return { code: 'project-member-malformed', member, detail: problem?.message ?? '' };
}

function checked(value: object, persianDigits: boolean): RowOutcome {
  if (isDocument('BudgetProject', value)) return { project: value, persianDigits };
  const id: unknown = Reflect.get(value, 'id');
  return { trouble: troubleOf(value), ...(typeof id === 'string' ? { id } : {}) };
}

/** A row of cells by column. */
function fromCells(cells: Readonly<Record<string, Json>>): RowOutcome {
  const texts = new Map<Column, string>();
  let persianDigits = false;
  const idCell = cells['id'];
  const known = typeof idCell === 'string' ? { id: idCell } : {};
  for (const [name, cell] of Object.entries(cells)) {
    // a misspelt column would drop a fact in silence
    if (!isColumn(name) || typeof cell !== 'string') return { trouble: { code: 'project-column-unknown', member: name }, ...known };
    const text = cell.trim();
    const read = numeric.includes(name) ? latinDigits(text) : text;
    persianDigits ||= read !== text;
    if (read !== '') texts.set(name, read);
  }
  const missing = demanded.find((column) => !texts.has(column));
  if (missing !== undefined) return { trouble: { code: 'project-member-missing', member: missing }, ...known };
  const plain = Object.fromEntries([...texts].filter(([name]) => !['year', 'amount', 'services'].includes(name)));
  const [year, amount] = [texts.get('year'), texts.get('amount')];
  const value = {
    egif: 'budget-project/v1',
    ...plain,
    ...(year === undefined ? {} : { year: numberIn(year) }),
    ...(amount === undefined ? {} : { amount: numberIn(amount) }),
    services: servicesIn(texts.get('services') ?? ''),
  };
  return checked(value, persianDigits);
}

/** A record of a file as a project. `lexical`: its form knows only texts (CSV). */
export function projectOf(value: Json, lexical: boolean): RowOutcome {
  if (!isObject(value)) return { trouble: { code: 'project-not-an-object', member: '' } };
  return lexical ? fromCells(value) : checked(value, false);
}
