/** Two reports held against each other: what changed, and what changed it. */
import { strict as assert } from 'node:assert';
import { before, describe, it } from 'mocha';
import type { Report, RequirementRow } from '../../src/contract/documents.js';
import { compareReports, isAttributed, isWorse, type Rejudged } from '../../src/report/compare-reports.js';
import { exampleReport } from './example.js';

type Change = (row: RequirementRow) => RequirementRow;

const failing: Change = (row) => ({ ...row, verdict: 'failed', findings: [{ code: 'hsts-missing', at: 'sandbox/' }] });
const revised: Change = (row) => ({ ...failing(row), rev: row.rev + 1 });

describe('Two reports', () => {
  let base: Report;
  let passed: readonly string[];
  before(async () => {
    base = await exampleReport();
    passed = base.requirements.filter(({ verdict }) => verdict === 'passed').map(({ id }) => id);
  });

  const change = (id: string | undefined, how: Change, more: Partial<Report> = {}): Report => ({
    ...base,
    ...more,
    requirements: base.requirements.map((row) => (row.id === id ? how(row) : row)),
  });
  const evidence = (letter: string): Pick<Report, 'evidence'> => ({ evidence: { ...base.evidence, root: `sha256:${letter.repeat(64)}` } });
  const harness = (version: string): Pick<Report, 'harness'> => ({ harness: { ...base.harness, version } });

  it('that say the same have no changes, whenever and wherever they were made', () => {
    const diff = compareReports(base, { ...base, id: 'another', run: { ...base.run, startedAt: '2027-01-01T00:00:00Z' } });
    assert.deepEqual([diff.changes, isWorse(diff), isAttributed(diff), diff.same], [[], false, true, base.requirements.length]);
  });

  it('are attributed by what they pin: the one thing that differs is the cause', () => {
    const [id] = passed;
    const cases = [
      ['only the evidence differs', change(id, failing, evidence('e')), ['endpoint'], true],
      ['only the harness differs', change(id, failing, harness('9.9.9')), ['harness'], true],
      ['only the requirement differs', change(id, revised), ['profile'], true],
      ['evidence and harness differ', change(id, failing, { ...evidence('e'), ...harness('9.9.9') }), ['endpoint', 'harness'], false],
      ['nothing differs that a report pins', change(id, failing), [], false],
    ] as const;
    for (const [why, now, causes, certain] of cases) {
      const diff = compareReports(base, now);
      assert.deepEqual(
        diff.changes.map((row) => [row.id, row.direction, row.causes.map(({ cause }) => cause), row.certain]),
        [[id, 'worse', causes, certain]],
        why,
      );
      assert.deepEqual([isWorse(diff), isAttributed(diff)], [true, certain], why);
      assert.equal(isWorse(compareReports(now, base)), false, `${why}, the other way`);
    }
  });

  it('call a requirement that only one law has a matter of the profile', () => {
    const [id] = passed;
    const now: Report = { ...base, ...evidence('e'), requirements: base.requirements.filter((row) => row.id !== id) };
    const [row] = compareReports(base, now).changes;
    assert.deepEqual(
      [row?.before, row?.after, row?.causes, row?.certain],
      ['passed', undefined, [{ cause: 'profile', because: ['requirement-removed'] }], true],
    );
  });

  it('are attributed by the step of judging again at which a row changes', () => {
    const [id] = passed;
    const now = change(id, revised, { ...evidence('e'), ...harness('9.9.9') });
    const good = base;
    const bad = now;
    const cases: readonly (readonly [string, Rejudged, readonly string[]])[] = [
      ['the new law fails the old evidence', { old: good, oldUnderNewLaw: bad, new: bad }, ['profile']],
      ['the new evidence fails under the new law', { old: good, oldUnderNewLaw: good, new: bad }, ['endpoint']],
      ['this harness fails the old evidence under the old law', { old: bad, oldUnderNewLaw: bad, new: bad }, ['harness']],
      ['only the harness of the new report fails it', { old: good, oldUnderNewLaw: good, new: good }, ['harness']],
    ];
    for (const [why, again, causes] of cases) {
      const diff = compareReports(base, now, again);
      assert.equal(diff.basis, 'rejudged');
      assert.deepEqual(
        diff.changes.map((row) => [row.causes.map(({ cause }) => cause), row.certain]),
        [[causes, true]],
        why,
      );
    }
  });

  it('do not blame a harness that both share, whatever this one makes of the evidence', () => {
    const [id] = passed;
    const now = change(id, failing, evidence('e'));
    const [row] = compareReports(base, now, { old: now, oldUnderNewLaw: now, new: now }).changes;
    assert.deepEqual([row?.causes.map(({ cause }) => cause), row?.certain], [['endpoint'], true]);
  });

  it('are worse where a failed row fails in one more place', () => {
    const [id] = passed;
    const more: Change = (row) => ({ ...failing(row), findings: [...failing(row).findings, { code: 'hsts-missing', at: 'sandbox/other' }] });
    const diff = compareReports(change(id, failing), change(id, more, evidence('e')));
    assert.deepEqual([diff.changes[0]?.direction, diff.changes[0]?.come], ['worse', ['hsts-missing sandbox/other']]);
  });
});
