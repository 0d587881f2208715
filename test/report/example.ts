/** The example report: 220 rows of every verdict under the ids of the catalogue, with hostile values in its findings. */
import { readFile } from 'node:fs/promises';
import { loadMessages, type Messages } from '../../src/locale/load-messages.js';
import { assembleReport, type ReportInput } from '../../src/report/assemble-report.js';
import type { Report } from '../../src/contract/documents.js';

const root = new URL('../../../', import.meta.url).pathname;

export const reportsFolder = `${root}reports`;

function isInput(value: unknown): value is ReportInput {
  return typeof value === 'object' && value !== null && 'rows' in value && Array.isArray(value.rows) && value.rows.length === 220;
}

export async function exampleInput(): Promise<ReportInput> {
  const value: unknown = JSON.parse(await readFile(`${root}fixtures/reports/every-verdict.input.json`, 'utf8'));
  if (!isInput(value)) throw new Error('the example report is not what it was');
  return value;
}

export async function exampleReport(change: Partial<ReportInput> = {}): Promise<Report> {
  return assembleReport({ ...(await exampleInput()), ...change });
}

/** The shipped texts with the messages of the example's synthetic codes, so that no test depends on another room's wording. */
export async function exampleMessages(): Promise<Messages> {
  const shipped = await loadMessages(`${root}reports/messages`);
  const own = await loadMessages(`${root}fixtures/reports/messages`);
  return Object.assign(new Map([...shipped, ...own]), { texts: shipped.texts, origins: shipped.origins });
}
