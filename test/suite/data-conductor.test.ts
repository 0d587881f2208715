/** From records to the report on files: what is counted, what is kept, and when nothing can be told. */
import { strict as assert } from 'node:assert';
import { before, describe, it } from 'mocha';
import { places } from '../../src/cli/places.js';
import type { ReadSummary, RecordFinding, RecordJudge, RecordSink } from '../../src/contract/dataset.js';
import type { DataFile, DataReport } from '../../src/contract/documents.js';
import { problemsOf } from '../../src/contract/validate.js';
import { EgifError } from '../../src/errors.js';
import { conductData, type DataInput, type DataOutcome } from '../../src/suite/data-conductor.js';
import { type Law, loadLaw } from '../../src/suite/law.js';

const start = { line: 1, column: 1, offset: 0 };
const nationalCode: RecordFinding = {
  check: 'coding/national-code',
  code: 'national-code-check-digit',
  pointer: '/people/0/nationalId',
  field: '/people/*/nationalId',
  got: '999•••••19',
};

/** A reader that gives so many records, and then says what it counted. */
function reading(records: number, change: Partial<ReadSummary> = {}, flaws: (sink: RecordSink) => void = () => undefined) {
  return async (_source: unknown, sink: RecordSink): Promise<ReadSummary> => {
    for (let index = 0; index < records; index += 1) {
      const position = { line: index + 1, column: 1, offset: index * 10 };
      sink.record({ index, position, value: { index }, lexical: false, locate: () => ({ ...position, column: 5 }) });
    }
    flaws(sink);
    return { format: 'ndjson', octets: 10 * records, sha256: `sha256:${'0'.repeat(64)}`, records, accepted: 0, lost: 0, ...change };
  };
}

/** A judge that finds the same in every record. */
function judging(
  findings: readonly RecordFinding[],
  examined: Readonly<Record<string, number>> = { 'coding/national-code': 1 },
  more: Partial<RecordJudge> = {},
) {
  return (): RecordJudge => ({
    judge: () => findings,
    countAccepted: () => undefined,
    examined: () => new Map(Object.entries(examined)),
    checks: ['coding/national-code', 'data/utf8', 'data/safe-numbers', 'data/nobody-asks'],
    ...more,
  });
}

let law: Law;

function conduct(change: Partial<DataInput>): Promise<DataOutcome> {
  const sources = change.sources ?? [{ file: '/nowhere/a.ndjson', name: 'a.ndjson' }];
  return conductData({ law, version: '0.0.0', maxFindings: 1000, read: reading(1), openJudge: judging([]), ...change, sources });
}

async function fileOf(change: Partial<DataInput>): Promise<DataFile> {
  const { report } = await conduct(change);
  assert.deepEqual(problemsOf('DataReport', report), []);
  const [file] = report.files;
  assert.ok(file !== undefined);
  return file;
}

const rowOf = ({ requirements }: DataFile, id: string) => requirements?.find((row) => row.id === id);
const codeRow = 'EGIF-COD-PID-001';
const formRow = 'EGIF-DAT-MET-005';

describe('the conductor of data files', () => {
  before(async () => {
    law = await loadLaw(places);
  });

  it('groups findings by check, code and field, counts them all and keeps the first five places', async () => {
    const file = await fileOf({ read: reading(12), openJudge: judging([nationalCode]) });
    const [group, ...others] = file.groups ?? [];
    assert.equal(others.length, 0);
    assert.deepEqual(
      { count: group?.count, field: group?.field, examples: group?.examples },
      { count: 12, field: '/people/*/nationalId', examples: ['999•••••19'] },
    );
    assert.deepEqual(
      group?.places.map(({ record, line, column }) => [record, line, column]),
      [0, 1, 2, 3, 4].map((at) => [at, at + 1, 5]),
    );
    assert.equal(file.findings, 12);
    assert.equal(rowOf(file, codeRow)?.findings, 12);
  });

  it('keeps no more findings than asked and says how many stand in no group', async () => {
    const many = Array.from({ length: 10 }, (_, at): RecordFinding => ({ ...nationalCode, field: `/f${at}` }));
    const file = await fileOf({ read: reading(2), openJudge: judging(many), maxFindings: 3 });
    assert.equal(file.groups?.length, 3);
    assert.equal(file.groups?.flatMap(({ places }) => places).length, 3);
    assert.deepEqual([file.findings, file.ungrouped], [20, 14]);
    assert.equal(rowOf(file, codeRow)?.findings, 20);
  });

  it('passes over findings of a check that no requirement names', async () => {
    const file = await fileOf({ openJudge: judging([{ ...nationalCode, check: 'data/nobody-asks' }]) });
    assert.deepEqual([file.verdict, file.findings], ['passed', 0]);
  });

  const verdicts: readonly { readonly why: string; readonly change: Partial<DataInput>; readonly verdict: string; readonly reason?: string }[] = [
    { why: 'a clean file', change: {}, verdict: 'passed' },
    { why: 'a finding', change: { openJudge: judging([nationalCode]) }, verdict: 'failed' },
    { why: 'no record is no pass', change: { read: reading(0) }, verdict: 'cantTell', reason: 'no-records' },
    {
      why: 'nothing that a rule knows is no pass',
      change: { openJudge: judging([], { 'data/utf8': 1 }) },
      verdict: 'cantTell',
      reason: 'no-known-fields',
    },
    {
      why: 'an answer whose list is empty holds nothing',
      change: { openJudge: judging([], { 'data/utf8': 1, 'data/empty-lists': 1 }) },
      verdict: 'cantTell',
      reason: 'no-known-fields',
    },
    {
      why: 'a limit of work ends reading',
      change: { read: reading(3, { stopped: { code: 'record-limit', detail: 'too much', position: start } }) },
      verdict: 'cantTell',
      reason: 'record-limit',
    },
    { why: 'a lost record may hold anything', change: { read: reading(3, { records: 4, lost: 1 }) }, verdict: 'cantTell', reason: 'records-lost' },
    {
      why: 'a check that could not judge',
      change: {
        openJudge: judging(
          [],
          { 'coding/national-code': 1 },
          { unjudged: () => new Map([['coding/national-code', { code: 'schema-not-checkable' }]]) },
        ),
      },
      verdict: 'cantTell',
      reason: 'schema-not-checkable',
    },
    {
      why: 'a finding outweighs an early end',
      change: { read: reading(3, { stopped: { code: 'record-limit', detail: 'too much', position: start } }), openJudge: judging([nationalCode]) },
      verdict: 'failed',
    },
    {
      why: 'a schema that cannot be used',
      change: { schema: { used: { kind: 'schema', ref: 's.json', digest: `sha256:${'1'.repeat(64)}` }, trouble: { code: 'schema-not-usable' } } },
      verdict: 'cantTell',
      reason: 'schema-not-usable',
    },
  ];
  for (const { why, change, verdict, reason } of verdicts) {
    it(`says ${verdict}${reason === undefined ? '' : ` (${reason})`}: ${why}`, async () => {
      const file = await fileOf(change);
      assert.deepEqual([file.verdict, file.reason?.code], [verdict, reason]);
    });
  }

  it('has a row for every requirement with a check on files, also for those of which the file holds nothing', async () => {
    const file = await fileOf({});
    const ids = file.requirements?.map(({ id }) => id) ?? [];
    assert.deepEqual(ids, [...ids].sort());
    for (const id of [codeRow, formRow, 'EGIF-DAT-CHR-001', 'EGIF-DAT-TYP-001']) assert.ok(ids.includes(id), id);
    assert.deepEqual(rowOf(file, 'EGIF-DAT-TYP-001')?.reason, { code: 'nothing-of-the-kind' });
    assert.equal(rowOf(file, codeRow)?.verdict, 'passed');
    assert.equal(rowOf(file, codeRow)?.examined, 1);
  });

  it('never passes a requirement of a file that lost a record', async () => {
    const file = await fileOf({ read: reading(3, { records: 4, lost: 1 }) });
    assert.deepEqual(
      file.requirements?.filter(({ verdict }) => verdict === 'passed'),
      [],
    );
  });

  it('passes the form of the file only with a schema, and only in a form that the requirement names', async () => {
    assert.deepEqual(rowOf(await fileOf({}), formRow)?.reason?.code, 'no-schema');
    const schema = { schema: {}, used: { kind: 'schema' as const, ref: 's.json', digest: `sha256:${'1'.repeat(64)}` } };
    const openJudge = judging([], { 'data/record-schema': 1 });
    assert.equal(rowOf(await fileOf({ schema, openJudge }), formRow)?.verdict, 'passed');
    const xml = await fileOf({ schema, openJudge, read: reading(1, { format: 'xml' }) });
    assert.deepEqual([xml.verdict, rowOf(xml, formRow)?.reason?.code], ['passed', 'not-a-bulk-form']);
  });

  it('holds records of a core type against the requirement of its vocabulary', async () => {
    const schema = { schema: {}, entity: 'LegalEntity', used: { kind: 'entity' as const, ref: 'LegalEntity@1', digest: `sha256:${'1'.repeat(64)}` } };
    const file = await fileOf({ schema, openJudge: judging([{ ...nationalCode, check: 'data/record-schema' }]) });
    assert.equal(rowOf(file, 'EGIF-DAT-VOC-002')?.verdict, 'failed');
    assert.notEqual(rowOf(file, formRow)?.verdict, 'failed');
  });

  it('gives flaws of the form to the check that answers for them, with the field they are in', async () => {
    const flaws = (sink: RecordSink): void => {
      sink.flaw({ code: 'bom', position: start, lost: false });
      sink.flaw({ code: 'record-cut-off', position: { line: 3, column: 1, offset: 20 }, lost: true });
      sink.flaw({ code: 'number-not-exact', position: start, pointer: '/list/7/n', lost: false });
    };
    const file = await fileOf({ read: reading(2, { records: 3, lost: 1 }, flaws) });
    assert.deepEqual(
      file.groups?.map(({ check, code, field }) => [check, code, field]),
      [
        ['data/bulk-file-form', 'record-cut-off', ''],
        ['data/utf8', 'bom', ''],
        ['data/safe-numbers', 'number-not-exact', '/list/*/n'],
      ],
    );
    assert.equal(rowOf(file, 'EGIF-DAT-CHR-001')?.verdict, 'failed');
    assert.equal(rowOf(file, formRow)?.verdict, 'failed');
  });

  it('tells what breaks an XML Schema apart by its detail', async () => {
    const flaws = (sink: RecordSink): void => {
      for (const detail of ['b is not expected', 'a is not expected', 'b is not expected'])
        sink.flaw({ code: 'xsd-invalid', position: start, detail, lost: false });
    };
    const file = await fileOf({ read: reading(1, { format: 'xml' }, flaws) });
    assert.deepEqual(
      file.groups?.map(({ check, detail, count }) => [check, detail, count]),
      [
        ['data/record-schema', 'a is not expected', 1],
        ['data/record-schema', 'b is not expected', 2],
      ],
    );
  });

  it('hands accepted records to the judge as a number and counts them', async () => {
    let counted = 0;
    const openJudge = judging([], { 'coding/national-code': 3 }, { accept: () => true, countAccepted: (records) => (counted = records) });
    const read = async (_source: unknown, sink: RecordSink): Promise<ReadSummary> => {
      assert.equal(sink.accept?.(new Uint8Array(3), 0, 3), true);
      return reading(0, { records: 1, accepted: 1 })(undefined, sink);
    };
    const file = await fileOf({ read, openJudge });
    assert.deepEqual([counted, file.accepted, file.verdict], [1, 1, 'passed']);
  });

  it('reports the other files where one cannot be read, and names a defect of the harness as one', async () => {
    const sources = ['a', 'gone', 'broken', 'b'].map((name) => ({ file: `/nowhere/${name}`, name }));
    const read: DataInput['read'] = async (source, sink) => {
      if (source.name === 'gone') throw new EgifError('FILE_NOT_FOUND', 'there is no file gone', { file: 'gone', mend: 'name an existing file' });
      if (source.name === 'broken') throw new TypeError('undefined is not a function');
      return reading(1)(source, sink);
    };
    const { report, errors } = await conduct({ sources, read });
    assert.deepEqual(problemsOf('DataReport', report), []);
    assert.deepEqual(
      report.files.map(({ file, error, verdict }) => [file, error?.code, verdict]),
      [
        ['a', undefined, 'passed'],
        ['gone', 'FILE_NOT_FOUND', 'cantTell'],
        ['broken', 'INTERNAL', 'cantTell'],
        ['b', undefined, 'passed'],
      ],
    );
    assert.deepEqual(
      errors.map(({ exitStatus }) => exitStatus),
      [3, 4],
    );
    assert.equal(report.verdict, 'cantTell');
  });

  it('takes the gravest verdict over all files, and passes over files that hold nothing of the kind', async () => {
    const sources = ['a', 'b'].map((name) => ({ file: `/nowhere/${name}`, name }));
    let opened = 0;
    const openJudge = (): RecordJudge => {
      opened += 1;
      return opened === 2 ? judging([], { 'data/safe-numbers': 4 })() : judging([], { 'coding/national-code': 2 })();
    };
    const { report } = await conduct({ sources, openJudge });
    const rows = (id: string): DataReport['requirements'][number] | undefined => report.requirements.find((row) => row.id === id);
    assert.deepEqual([rows(codeRow)?.verdict, rows('EGIF-DAT-TYP-001')?.verdict], ['passed', 'passed']);
    assert.equal(report.verdict, 'passed');
  });

  it('is the same report for the same files', async () => {
    const change = { read: reading(12), openJudge: judging([nationalCode]) };
    assert.deepEqual(await conduct(change), await conduct(change));
  });
});
