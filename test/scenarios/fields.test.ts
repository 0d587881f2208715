/** One row follows a field from requirement to dictionary, contract, live values and code list; each layer's fault shows in its own stage. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import type { FieldTrace, Report } from '../../src/contract/documents.js';
import { startAgency } from '../../src/dev/agency.js';
import { createPki } from '../../src/dev/pki.js';
import { recomputeReport, replayRun } from '../../src/index.js';
import { replayFacts, runHere } from './in-process.js';

const requirements = ['EGIF-COD-PID-001', 'EGIF-COD-ADR-003', 'EGIF-COD-LST-004'];

interface Stages {
  readonly why: string;
  readonly faults: readonly string[];
  readonly operation?: string;
  readonly field: string;
  readonly stages: readonly [contract: string, live: string, list: string, joint: string];
  readonly findings: readonly string[];
}

const cases: readonly Stages[] = [
  { why: 'nothing is wrong', faults: [], field: '/items/*/nationalCode', stages: ['passed', 'passed', 'inapplicable', 'passed'], findings: [] },
  {
    why: 'a list stands behind the code',
    faults: [],
    field: '/items/*/birthProvinceCode',
    stages: ['passed', 'passed', 'passed', 'passed'],
    findings: [],
  },
  {
    why: 'the served value is wrong',
    faults: ['bad-national-code'],
    field: '/items/*/nationalCode',
    stages: ['passed', 'failed', 'inapplicable', 'failed'],
    findings: ['national-code-check-digit'],
  },
  {
    why: 'the contract is wrong, the values are right',
    faults: ['national-code-without-pattern'],
    field: '/items/*/nationalCode',
    stages: ['failed', 'passed', 'inapplicable', 'failed'],
    findings: ['code-without-shape'],
  },
  {
    why: 'code and name of the list disagree',
    faults: ['province-mismatch'],
    operation: 'POST /addresses/_search',
    field: '/items/*/provinceCode',
    stages: ['passed', 'failed', 'failed', 'failed'],
    findings: ['province-code-former'],
  },
];

describe('The trace of a coded field', function () {
  this.timeout(120_000);
  const pki = createPki();
  const folders: string[] = [];
  const runs = new Map<string, Promise<{ readonly report: Report; readonly out: string }>>();
  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  async function run(faults: readonly string[]): Promise<{ readonly report: Report; readonly out: string }> {
    const folder = await mkdtemp(join(tmpdir(), 'egif-fields-'));
    folders.push(folder);
    const agency = await startAgency({ directory: join(folder, 'agency'), faults, pki });
    try {
      const out = join(folder, 'out');
      const change = (prepared: Parameters<NonNullable<Parameters<typeof runHere>[0]['change']>>[0]) => ({
        ...prepared,
        settings: { ...prepared.settings, only: requirements },
      });
      return { out, report: await runHere({ statement: agency.statement, out, seed: 'fields', change }) };
    } finally {
      await agency.close();
    }
  }
  const runOnce = (faults: readonly string[]) => {
    const key = faults.join();
    const known = runs.get(key) ?? run(faults);
    runs.set(key, known);
    return known;
  };
  const traceAt = ({ fields = [] }: Report, field: string, operation = 'GET /persons'): FieldTrace | undefined =>
    fields.find((trace) => trace.operation === operation && trace.part === 'response' && trace.field === field);

  for (const { why, faults, operation, field, stages, findings } of cases) {
    it(`of ${field}: ${why}`, async () => {
      const trace = traceAt((await runOnce(faults)).report, field, operation);
      assert.ok(trace !== undefined);
      assert.deepEqual([trace.contract.verdict, trace.live.verdict, trace.list.verdict, trace.verdict], stages);
      assert.deepEqual([...new Set([trace.contract, trace.live, trace.list].flatMap((stage) => stage.findings))], findings);
      assert.ok(trace.requirements.some((id) => requirements.includes(id)));
    });
  }

  it('cannot be rewritten unnoticed: judging the evidence again names it', async () => {
    const { report, out } = await runOnce(['bad-national-code']);
    const input = { directory: join(out, 'evidence'), ...(await replayFacts()) };
    const mended = (report.fields ?? []).map((trace) => ({ ...trace, verdict: 'passed' as const }));
    assert.deepEqual((await recomputeReport(report, input))?.differing, []);
    assert.deepEqual((await recomputeReport({ ...report, fields: mended }, input))?.differing, ['fields']);
  });

  it('is the same from the evidence alone', async () => {
    const { report, out } = await runOnce(['bad-national-code']);
    const again = await replayRun({ directory: join(out, 'evidence'), ...(await replayFacts()) });
    assert.ok((report.fields ?? []).length > 50);
    assert.deepEqual(again.fields, report.fields);
  });
});
