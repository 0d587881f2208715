/** Runs against a service with state: what reads only leaves it as it was, what creates cleans up and tells what it left, and twice gives the same. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Report } from '../../src/contract/documents.js';
import { startAgency, type RunningAgency } from '../../src/dev/agency.js';
import { replayRun } from '../../src/index.js';
import { replayFacts, runHere } from './in-process.js';

const flows = ['HTP-001', 'HTP-005', 'HTP-009', 'HTP-010', 'HTP-011', 'HTP-014', 'API-006'].map((id) => `EGIF-TEC-${id}`);
const chosen = [...flows, 'EGIF-COD-SVC-003', 'EGIF-DAT-CHR-005'];

describe('A run against a service with state', function () {
  this.timeout(240_000);
  let folder: string;
  let agency: RunningAgency;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-flows-'));
    agency = await startAgency({ directory: join(folder, 'agency') });
  });
  after(async () => {
    await agency.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (out: string, maxSafety: 'S2' | 'S4', only?: readonly string[]): Promise<Report> =>
    runHere({
      statement: agency.statement,
      out: join(folder, out),
      seed: 'flows',
      change: (prepared) => ({ ...prepared, settings: { ...prepared.settings, maxSafety, ...(only === undefined ? {} : { only }) } }),
    });
  const verdictOf = (report: Report, id: string) => report.requirements.find((row) => row.id === id)?.verdict;

  it('that reads only leaves it exactly as it was, and says how it knows', async () => {
    const before = agency.stateDigest();
    const report = await run('reading', 'S2');
    assert.equal(agency.stateDigest(), before);
    const { effects } = report;
    assert.deepEqual({ ...effects, refused: 0 }, { permitted: 'S2', readOnly: true, changing: 0, refused: 0, created: 0, deleted: 0, left: [] });
    assert.ok((effects?.refused ?? 0) > 0, 'what was not sent is counted');
    assert.ok(report.run.requestsSent > 100);
    for (const id of ['EGIF-TEC-HTP-001', 'EGIF-TEC-HTP-005', 'EGIF-TEC-HTP-011', 'EGIF-TEC-API-006'])
      assert.equal(verdictOf(report, id), 'passed', id);
  });

  it('that creates deletes what can be deleted, tells what it left, and gives the same verdicts twice and from its evidence', async () => {
    const before = agency.stateDigest();
    const one = await run('one', 'S4', chosen);
    for (const id of flows) assert.equal(verdictOf(one, id), 'passed', id);
    assert.notEqual(agency.stateDigest(), before, 'payments cannot be deleted');
    const { effects } = one;
    assert.ok(effects !== undefined && !effects.readOnly && effects.created > effects.left.length && effects.deleted > 5);
    assert.deepEqual(
      effects.left.map((line) => line.replace(/\d+$/, 'n')),
      ['POST /payments: n'],
    );
    const two = await run('two', 'S4', chosen);
    assert.equal(two.canonicalSha256, one.canonicalSha256);
    const again = await replayRun({ directory: join(folder, 'one', 'evidence'), ...(await replayFacts()) });
    assert.equal(again.canonicalSha256, one.canonicalSha256);
    assert.deepEqual(again.effects, effects);
  });
});
