/** A report on contracts with every kind of file: faulty, clean, not told, unreadable, passed over; and hostile names. */
import type { LintedFile, LintReport } from '../../src/report/lint-report.js';

/** Values that would break a page, a table, a workflow command, an XML document or a terminal. */
export const hostile = { pointer: '/paths/~1<script>|`x`', got: '"]]>\u0007\u202Ex&amp;\n::error::x', file: 'a b/<x>,:"&%.yaml' };

const none = { error: 0, warn: 0, info: 0, hint: 0 };
const place = { line: 3, column: 5 };
const naming = { check: 'lint/path-naming', requirement: 'EGIF-TEC-API-002', severity: 'error' } as const;

const faulty: LintedFile = {
  file: hostile.file,
  sha256: `sha256:${'0'.repeat(64)}`,
  rules: [
    { ...naming, examined: 7 },
    { check: 'lint/tags', requirement: 'EGIF-TEC-OAS-006', severity: 'warn', examined: 4 },
    { check: 'lint/codes', requirement: 'EGIF-COD-PID-001', severity: 'error', examined: 0 },
    { check: 'lint/deep', requirement: 'EGIF-TEC-OAS-010', severity: 'error', examined: 0, cause: { code: 'work-limit', detail: 'deep: too much' } },
  ],
  findings: [
    { ...naming, code: 'path-not-kebab-case', pointer: hostile.pointer, ...place, got: hostile.got },
    { ...naming, code: 'path-not-kebab-case', pointer: '/paths/~1B', line: 9, column: 5, got: '/B' },
    {
      check: 'lint/tags',
      requirement: 'EGIF-TEC-OAS-006',
      severity: 'warn',
      code: 'operation-tags-not-one',
      pointer: '/paths/~1B/get/tags',
      line: 12,
      column: 9,
    },
    { check: 'oas3-x', requirement: null, severity: 'info', code: 'oas3-x', pointer: '', line: 1, column: 1, message: 'said by the rule' },
  ],
  counts: { error: 5, warn: 1, info: 1, hint: 0 },
  errors: [],
};

const clean: LintedFile = { file: 'clean.yaml', rules: [{ ...naming, examined: 2 }], findings: [], counts: none, errors: [] };
const lost: LintedFile = {
  file: 'lost.yaml',
  rules: [],
  findings: [],
  counts: none,
  errors: [],
  cause: { code: 'harness', detail: 'the worker ran out of memory' },
};
const bare: LintedFile = { file: 'bare.yaml', rules: [{ ...naming, examined: 0 }], findings: [], counts: none, errors: [] };
const gone: LintedFile = {
  file: 'gone.yaml',
  rules: [],
  findings: [],
  counts: none,
  errors: [{ code: 'DOCUMENT_SYNTAX', message: 'a bracket is open', file: 'gone.yaml', line: 4, column: 2, mend: 'close it' }],
};
const over: LintedFile = { file: 'package.json', rules: [], findings: [], counts: none, errors: [], passedOver: 'package.json is no contract' };

const requirement = (
  id: string,
  en: string,
): readonly [string, { id: string; level: 'MUST'; title: { fa: string; en: string }; statement: { fa: string; en: string } }] => [
  id,
  {
    id,
    level: 'MUST',
    title: { fa: 'نام‌گذاری مسیرها', en },
    statement: { fa: `حکم ${id} باید برقرار باشد.`, en: `The sentence of ${id} MUST hold.` },
  },
];

export const lintReport: LintReport = {
  version: '1.2.3',
  failSeverity: 'error',
  files: [faulty, clean, lost, bare, gone, over],
  requirements: new Map([requirement('EGIF-TEC-API-002', 'Path naming'), requirement('EGIF-TEC-OAS-006', 'Tags')]),
};
