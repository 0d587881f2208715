/** A report on data files with every kind of file: faulty, clean, stopped early, unreadable; and hostile values. */
import type { DataFile, DataReport } from '../../src/contract/documents.js';

const digest = `sha256:${'0'.repeat(64)}`;
const counts = { octets: 4096, sha256: digest, accepted: 0, lost: 0, ungrouped: 0 };

/** Values that would break a page, an XML document or a terminal. */
export const hostile = { field: '/<script>alert(1)</script>', got: '"]]>\u0007\u202Ex&amp;', file: 'a b/<x>"&.csv' };

const faulty: DataFile = {
  file: hostile.file,
  verdict: 'failed',
  format: 'csv',
  ...counts,
  records: 1200,
  lost: 1,
  findings: 216,
  ungrouped: 2,
  groups: [
    { check: 'data/bulk-file-form', code: 'csv-field-count', field: '', count: 1, places: [{ line: 700, column: 1, offset: 31_000 }], examples: [] },
    {
      check: 'data/persian-letters',
      code: 'arabic-letter',
      field: hostile.field,
      count: 3,
      places: [{ record: 4, pointer: `${hostile.field}`, line: 6, column: 9, offset: 240 }],
      examples: [hostile.got],
      want: '<b>ی</b>',
    },
    {
      check: 'coding/national-code',
      code: 'national-code-check-digit',
      field: '/nationalId',
      count: 210,
      places: [2, 5, 8, 11, 14].map((record) => ({ record, pointer: '/nationalId', line: record + 2, column: 1, offset: record * 40 })),
      examples: ['999•••••19', '999•••••27'],
    },
  ],
  requirements: [
    {
      id: 'EGIF-COD-PID-001',
      verdict: 'failed',
      examined: 1199,
      findings: 210,
      checks: [{ check: 'coding/national-code', verdict: 'failed', examined: 1199, findings: 210 }],
    },
    {
      id: 'EGIF-DAT-CHR-002',
      verdict: 'failed',
      examined: 20,
      findings: 3,
      checks: [{ check: 'data/persian-letters', verdict: 'failed', examined: 20, findings: 3 }],
    },
    {
      id: 'EGIF-DAT-MET-005',
      verdict: 'failed',
      examined: 1199,
      findings: 1,
      checks: [{ check: 'data/bulk-file-form', verdict: 'failed', examined: 1199, findings: 1 }],
    },
    {
      id: 'EGIF-DAT-TIM-001',
      verdict: 'cantTell',
      examined: 0,
      findings: 0,
      reason: { code: 'nothing-of-the-kind' },
      checks: [{ check: 'data/rfc3339-times', verdict: 'cantTell', examined: 0, findings: 0, cause: { code: 'nothing-of-the-kind' } }],
    },
  ],
};

const clean: DataFile = {
  file: 'clean.ndjson',
  verdict: 'passed',
  format: 'ndjson',
  ...counts,
  records: 10,
  findings: 0,
  groups: [],
  requirements: [
    {
      id: 'EGIF-COD-PID-001',
      verdict: 'passed',
      examined: 10,
      findings: 0,
      checks: [{ check: 'coding/national-code', verdict: 'passed', examined: 10, findings: 0 }],
    },
  ],
};

const cut: DataFile = {
  file: 'cut.json',
  verdict: 'cantTell',
  reason: { code: 'no-known-fields', detail: 'limit' },
  format: 'json',
  ...counts,
  records: 3,
  stopped: { code: 'records-lost', detail: 'more than the limit', line: 9, column: 2, offset: 90 },
  findings: 0,
  groups: [],
  requirements: [],
};

const gone: DataFile = {
  file: 'gone.csv',
  verdict: 'cantTell',
  error: { code: 'FILE_NOT_FOUND', message: 'there is no file gone.csv', mend: 'name an existing file' },
};

const row = { rev: 1, tier: 'bronze', gate: 'hard', source: 'official' } as const;

export const dataReport: DataReport = {
  egif: 'data-report/v1',
  verdict: 'failed',
  harness: { name: 'egif', version: '1.2.3', catalogue: { ref: 'egif-requirements@0.1.0', digest }, codelists: [{ ref: 'provinces@1', digest }] },
  schemas: [{ kind: 'entity', ref: 'Person@1', digest }],
  maxFindings: 1000,
  files: [faulty, clean, cut, gone],
  requirements: [
    {
      ...row,
      id: 'EGIF-COD-PID-001',
      layer: 'coding',
      topic: 'COD-PID',
      level: 'MUST',
      title: { fa: 'کد ملی معتبر', en: 'Valid national code' },
      verdict: 'failed',
      examined: 1209,
      findings: 210,
    },
    {
      ...row,
      id: 'EGIF-DAT-CHR-002',
      layer: 'data',
      topic: 'DAT-CHR',
      level: 'SHOULD',
      title: { fa: 'یکسان‌سازی نویسه‌های فارسی', en: 'Canonical Persian letters' },
      verdict: 'failed',
      examined: 20,
      findings: 3,
    },
    {
      ...row,
      id: 'EGIF-DAT-MET-005',
      layer: 'data',
      topic: 'DAT-MET',
      level: 'MUST',
      title: { fa: 'قالب‌های باز و مستند', en: 'Open, documented file formats' },
      verdict: 'failed',
      examined: 1199,
      findings: 1,
    },
    {
      ...row,
      id: 'EGIF-DAT-TIM-001',
      layer: 'data',
      topic: 'DAT-TIM',
      level: 'MUST',
      title: { fa: 'زمان با منطقه', en: 'Instants with zone' },
      verdict: 'cantTell',
      examined: 0,
      findings: 0,
      reason: { code: 'nothing-of-the-kind' },
    },
  ],
};
