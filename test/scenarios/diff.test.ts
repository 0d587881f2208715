/** `egif diff` on the command line, and the contract that was certified before through a whole run and its replay. */
import { strict as assert } from 'node:assert';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { parse, stringify } from 'yaml';
import { isObject } from '../../src/contract/json.js';
import { errorCodeOf, hasStackTrace, inParallel, printed, runEgif } from './run-egif.js';
import { writeSubject } from './subject-at.js';

const contract = (version: string, type: string, more: object = {}): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 't', version },
    paths: { '/a': { get: { responses: { '200': { description: 'd', content: { 'application/json': { schema: { type, ...more } } } } } } } },
  });

describe('egif diff', function () {
  this.timeout(240_000);
  let folder: string;
  const at = (name: string): string => join(folder, name);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-diff-'));
    const files: Readonly<Record<string, string>> = {
      'old.json': contract('1.0.0', 'string'),
      'same.json': contract('1.0.1', 'string'),
      'broken.json': contract('1.1.0', 'integer'),
      'unclear.json': contract('1.1.0', 'string', { not: { const: 'a' } }),
      'report.json': JSON.stringify({ egif: 'report/v1' }),
      'nothing.json': JSON.stringify({ openapi: '3.1.0', info: {}, paths: {} }),
    };
    for (const [name, text] of Object.entries(files)) await writeFile(at(name), text);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('ends with 0, 1 or 2 by what consumers have to fear, and with 3 for what is no contract', async () => {
    const calls = [
      ['old.json', 'same.json', 0],
      ['old.json', 'broken.json', 1],
      ['old.json', 'unclear.json', 2],
      ['nothing.json', 'old.json', 2],
      ['old.json', 'report.json', 3],
      ['old.json', 'absent.json', 3],
    ] as const;
    const ran = await inParallel(calls, 2, ([old, now]) => runEgif(['diff', at(old), at(now)]));
    assert.deepEqual(
      ran.map(({ status }) => status),
      calls.map(([, , status]) => status),
    );
    for (const each of ran) assert.equal(hasStackTrace(each), false);
  });

  it('refuses what only says that it is a report', async () => {
    const ran = await runEgif(['diff', at('report.json'), at('report.json'), '--json']);
    assert.deepEqual([ran.status, errorCodeOf(ran)], [3, 'EVIDENCE_INVALID']);
  });

  it('prints data with places, and words in both languages', async () => {
    const [json, fa, en] = await inParallel([['--json'], ['--lang', 'fa'], ['--lang', 'en']], 2, (more) =>
      runEgif(['diff', at('old.json'), at('broken.json'), ...more]),
    );
    assert.ok(json !== undefined && fa !== undefined && en !== undefined);
    const document = printed(json);
    assert.ok(isObject(document) && Array.isArray(document['changes']));
    const [change] = document['changes'];
    assert.ok(isObject(change));
    const { kind, breaking, line } = change;
    assert.deepEqual(
      { kind, breaking, line, old: document['operations'], major: document['newMajor'] },
      { kind: 'type-changed', breaking: true, line: 1, old: 1, major: false },
    );
    assert.match(fa.stdout, /ناسازگار/);
    assert.match(en.stdout, /Another type: string → integer/);
  });

  it('compares contracts of events too, and no contract of events with another', async () => {
    const contract = (address: string): string =>
      JSON.stringify({
        asyncapi: '3.0.0',
        info: { title: 'Events', version: '1.0.0' },
        channels: { a: { address, messages: { m: { payload: { type: 'object' } } } } },
        operations: { o: { action: 'send', channel: { $ref: '#/channels/a' } } },
      });
    await writeFile(at('events-old.json'), contract('a'));
    await writeFile(at('events-now.json'), contract('b'));
    const [same, moved, mixed] = await inParallel(['events-old.json', 'events-now.json', 'old.json'], 2, (name) =>
      runEgif(['diff', at('events-old.json'), at(name), '--json']),
    );
    assert.deepEqual([same?.status, moved?.status, mixed?.status], [0, 1, 3]);
    assert.ok(moved !== undefined);
    const document = printed(moved);
    assert.ok(isObject(document) && Array.isArray(document['changes']));
    const [change] = document['changes'];
    assert.ok(isObject(change));
    assert.equal(change['kind'], 'channel-address-changed');
  });

  it('refuses a day that is none', async () => {
    assert.equal((await runEgif(['diff', at('old.json'), at('old.json'), '--as-of', 'soon'])).status, 3);
  });
});

interface Row {
  readonly verdict: unknown;
  readonly findings: readonly unknown[];
}

function rowOf(report: unknown): Row {
  const rows = isObject(report) && Array.isArray(report['requirements']) ? report['requirements'] : [];
  const row: unknown = rows.find((each: unknown) => isObject(each) && each['id'] === 'EGIF-TEC-VER-004');
  const checks = isObject(row) && Array.isArray(row['instances']) ? row['instances'] : [];
  const findings = checks.flatMap((check: unknown) => (isObject(check) && Array.isArray(check['findings']) ? check['findings'] : []));
  return { verdict: isObject(row) ? row['verdict'] : undefined, findings };
}

describe('The contract that was certified before', function () {
  this.timeout(240_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-previous-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function statementWith(previous: object): Promise<string> {
    const directory = await mkdtemp(join(folder, 'case-'));
    const statement = await writeSubject({ directory, origin: 'https://127.0.0.1:9' });
    const value: unknown = parse(await readFile(statement, 'utf8'));
    assert.ok(isObject(value) && Array.isArray(value['services']));
    const [service] = value['services'];
    assert.ok(isObject(service));
    const contracts = service['contracts'];
    const [ref] = Array.isArray(contracts) ? contracts : [];
    assert.ok(isObject(ref));
    await copyFile(join(directory, String(ref['file'])), join(directory, 'certified.yaml'));
    await writeFile(statement, stringify({ ...value, services: [{ ...service, previousCertified: previous }] }));
    return statement;
  }

  const run = async (statement: string): Promise<{ readonly out: string; readonly ran: Awaited<ReturnType<typeof runEgif>> }> => {
    const out = join(await mkdtemp(join(folder, 'out-')), 'run');
    const ran = await runEgif([
      'run',
      statement,
      '--profile',
      'three-layers',
      '--offline',
      '--only',
      'EGIF-TEC-VER-004',
      '--out',
      out,
      '--json',
      '--format',
      'json',
    ]);
    return { out, ran };
  };

  it('is compared in a run, kept with the evidence, and compared again in a replay', async () => {
    const { out, ran } = await run(await statementWith({ contractFile: 'certified.yaml' }));
    assert.equal(rowOf(printed(ran)).verdict, 'passed', ran.stderr);
    const again = await runEgif(['replay', out, '--json']);
    assert.deepEqual(rowOf(printed(again)), rowOf(printed(ran)));
    assert.match(await readFile(join(out, 'evidence', 'manifest.json'), 'utf8'), /"previous-contract"/);
  });

  it('is not told where the statement names only a certificate', async () => {
    const { ran } = await run(await statementWith({ certificate: 'EGIF-C-1' }));
    assert.equal(rowOf(printed(ran)).verdict, 'untested', ran.stderr);
  });

  it('must have the digest that was certified', async () => {
    const { ran } = await run(await statementWith({ contractFile: 'certified.yaml', contractDigest: `sha256:${'0'.repeat(64)}` }));
    assert.deepEqual([ran.status, errorCodeOf(ran)], [3, 'STATEMENT_DIGEST_MISMATCH']);
  });
});
