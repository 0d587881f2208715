/** `egif data` as a user calls it: clean, faulty, broken and malicious files; exit status, findings with their place, forms, memory. */
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, it } from 'mocha';
import type { DataFile, DataReport, DataVerdict } from '../../src/contract/documents.js';
import { parseJson } from '../../src/contract/json.js';
import { isDocument, problemsOf } from '../../src/contract/validate.js';
import { writeHostileData } from './hostile-data.js';
import { errorCodeOf, hasStackTrace, inParallel, printed, type Ran, repository, type RunOptions, runEgif } from './run-egif.js';

const memoryLimitKiB = 400 * 1024;
const together = 'all files in one call';

interface Expected {
  readonly why: string;
  /** `line:column code` of findings, at least. */
  readonly finds?: readonly string[];
  /** Why it could not be told. */
  readonly reason?: string;
  /** The code of the error. */
  readonly error?: string;
}

/** A file that is judged as it is, beside all the others of one call. */
interface FileCase extends Expected {
  readonly file: string;
  readonly verdict: DataVerdict;
}

/** A call of its own. */
interface CallCase extends Expected {
  /** After `egif data --json`; names without a slash are files of the hostile folder. */
  readonly args: readonly string[];
  readonly exit: number;
}

const own = (name: string): string => join('fixtures/data', name);

const files: readonly FileCase[] = [
  { why: 'clean NDJSON', file: own('people.ndjson'), verdict: 'passed' },
  { why: 'clean CSV', file: own('people.csv'), verdict: 'passed' },
  { why: 'clean XML', file: own('people.xml'), verdict: 'passed' },
  {
    why: 'CSV with a row of another length',
    file: own('people-faulty.csv'),
    verdict: 'failed',
    finds: ['3:1 national-code-check-digit', '4:1 csv-field-count', '5:18 arabic-letter'],
  },
  { why: 'faulty XML', file: own('people-faulty.xml'), verdict: 'failed', finds: ['17:5 national-code-check-digit'] },
  {
    why: 'a cut last line, the rest checked',
    file: 'cut-last.ndjson',
    verdict: 'failed',
    finds: ['2:2 national-code-check-digit', '3:21 record-cut-off'],
  },
  { why: 'a cut line in the midst, the rest checked', file: 'cut-middle.ndjson', verdict: 'failed', finds: ['3:2 national-code-check-digit'] },
  {
    why: 'a line of 100 MB, the rest checked',
    file: 'long-line.ndjson',
    verdict: 'failed',
    finds: ['2:1 record-too-long', '3:2 national-code-check-digit'],
  },
  {
    why: 'ill-formed UTF-8, the rest checked',
    file: 'bad-utf8.ndjson',
    verdict: 'failed',
    finds: ['2:16 invalid-utf8', '3:2 national-code-check-digit'],
  },
  { why: 'a byte order mark', file: 'bom.ndjson', verdict: 'failed', finds: ['1:1 bom'] },
  {
    why: 'a CSV quote that is never closed, the rest checked',
    file: 'open-quote.csv',
    verdict: 'failed',
    finds: ['2:12 csv-quote-open', '3:1 national-code-check-digit'],
  },
  { why: 'a CSV row of another length', file: 'fields.csv', verdict: 'failed', finds: ['2:1 csv-field-count', '3:1 national-code-check-digit'] },
  { why: 'semicolons are no CSV', file: 'semicolon.csv', verdict: 'failed', finds: ['1:1 csv-delimiter'] },
  { why: 'ill-formed XML, what stands before is judged', file: 'ill-formed.xml', verdict: 'failed', finds: ['1:17 national-code-check-digit'] },
  { why: 'a file of no record', file: 'none.json', verdict: 'cantTell', reason: 'no-records' },
  { why: 'records of which no rule knows anything', file: 'unknown.ndjson', verdict: 'cantTell', reason: 'no-known-fields' },
  { why: 'an empty file', file: 'empty.ndjson', verdict: 'cantTell', error: 'FILE_EMPTY' },
  { why: 'a binary file', file: 'binary.json', verdict: 'cantTell', error: 'FILE_ENCODING' },
  { why: 'a log-in page', file: 'page.json', verdict: 'cantTell', error: 'FILE_UNREADABLE' },
  { why: 'a folder', file: 'folder.json', verdict: 'cantTell', error: 'FILE_IS_DIRECTORY' },
  { why: 'no such file', file: 'gone.ndjson', verdict: 'cantTell', error: 'FILE_NOT_FOUND' },
];

const calls: readonly CallCase[] = [
  { why: 'clean records of a core type', args: [own('people.ndjson'), '--entity', 'Person'], exit: 0 },
  { why: 'a JSON Schema in YAML', args: [own('people.json'), '--records', '/data', '--schema', own('person.schema.yaml')], exit: 0 },
  { why: 'clean XML against its XSD', args: [own('people.xml'), '--xsd', own('people.xsd')], exit: 0 },
  { why: 'semicolons that were asked for', args: ['semicolon.csv', '--delimiter', 'semicolon'], exit: 0 },
  {
    why: 'faulty records of a core type, with a cut line in their midst',
    args: [own('people-faulty.ndjson'), '--entity', 'person'],
    exit: 1,
    finds: ['2:2 national-code-check-digit', '3:50 arabic-letter', '5:2 identifier-as-number', '6:97 jalali-malformed', '7:1 record-member-absent'],
  },
  {
    why: 'a component of a contract as the schema',
    args: [own('people-faulty.json'), '--records', '/data', '--schema', `${own('registry.openapi.yaml')}#/components/schemas/Person`],
    exit: 1,
    finds: ['17:7 national-code-check-digit', '46:5 record-member-absent'],
  },
  { why: 'faulty XML against its XSD', args: [own('people-faulty.xml'), '--xsd', own('people.xsd')], exit: 1, finds: [] },
  {
    why: 'a broken item of a JSON array',
    args: ['broken.json', '--records', '/data'],
    exit: 1,
    finds: ['1:65 national-code-check-digit', '1:134 record-not-json'],
  },
  { why: 'a schema that refers to a server', args: ['good.ndjson', '--schema', 'remote.schema.json'], exit: 2, reason: 'schema-not-checkable' },
  { why: 'a schema that does not compile', args: ['good.ndjson', '--schema', 'broken.schema.json'], exit: 2, reason: 'schema-not-checkable' },
  { why: 'no such file', args: ['gone.ndjson'], exit: 3, error: 'FILE_NOT_FOUND' },
  { why: 'no such vocabulary', args: ['good.ndjson', '--entity', 'Persn'], exit: 3, error: 'UNKNOWN_ID' },
  { why: 'a contract of many schemas without a place', args: ['good.ndjson', '--schema', own('registry.openapi.yaml')], exit: 3, error: 'USAGE' },
  { why: 'a place that is not there', args: ['good.ndjson', '--schema', 'person.schema.json#/nowhere'], exit: 3, error: 'USAGE' },
  { why: 'a schema and an entity', args: ['good.ndjson', '--schema', 'person.schema.json', '--entity', 'Person'], exit: 3, error: 'USAGE' },
  { why: 'a delimiter that is none', args: ['good.ndjson', '--delimiter', '|'], exit: 3, error: 'USAGE' },
  { why: 'no finding to be kept', args: ['good.ndjson', '--max-findings', '0'], exit: 3, error: 'USAGE' },
  { why: 'many forms without a folder', args: ['good.ndjson', '--format', 'html,json'], exit: 3, error: 'USAGE' },
  { why: 'no such form', args: ['good.ndjson', '--format', 'pdf'], exit: 3, error: 'FORMAT_UNKNOWN' },
  { why: 'standard input of an unknown form', args: ['-'], exit: 3, error: 'USAGE' },
  { why: 'a folder that cannot be made', args: ['good.ndjson', '--out', 'good.ndjson/out'], exit: 3, error: 'FILE_NOT_WRITABLE' },
];

/** Malicious XML: nothing is fetched, read or expanded. */
const malicious = ['bomb.xml', 'entity.xml'];

function reportOf(ran: Ran): DataReport | undefined {
  const value = printed(ran);
  return isDocument('DataReport', value) ? value : undefined;
}

function findingsOf(file: DataFile | undefined): readonly string[] {
  return (file?.groups ?? []).flatMap(({ code, places }) => places.map(({ line, column }) => `${line}:${column} ${code}`));
}

describe('egif data', function () {
  this.timeout(240_000);
  let folder: string;
  let server: Server;
  let asked = 0;
  const ran = new Map<string, Ran>();
  const data = (args: readonly string[], options: RunOptions = {}): Promise<Ran> => {
    const placed = args.map((arg) => (/^[\w.-]+\.\w+(?:[#/].*)?$/.test(arg) && arg !== 'fixtures' ? join(folder, arg) : arg));
    return runEgif(['data', ...placed], options);
  };

  before(async () => {
    server = createServer((_request, response) => {
      asked += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    folder = await mkdtemp(join(tmpdir(), 'egif-data-'));
    await writeHostileData(folder, `http://127.0.0.1:${port}`);
    const all = [...calls.map(({ why, args }) => ({ why, args })), { why: together, args: [...files.map(({ file }) => file), ...malicious] }];
    const results = await inParallel(all, 2, ({ args }) => data([...args, '--json']));
    all.forEach(({ why }, index) => {
      const one = results[index];
      if (one !== undefined) ran.set(why, one);
    });
  });

  after(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** What was printed of a file of the one call for all. */
  const fileOf = (name: string): DataFile | undefined => {
    const one = ran.get(together);
    const index = [...files.map(({ file }) => file), ...malicious].indexOf(name);
    return one === undefined ? undefined : reportOf(one)?.files[index];
  };

  it('judges many files at once, whatever is wrong with some of them', () => {
    const one = ran.get(together);
    assert.equal(one?.status, 3, one?.stderr);
    assert.deepEqual(problemsOf('DataReport', printed(one)), []);
  });

  for (const { why, file: name, verdict, finds = [], reason, error } of files) {
    it(`says ${error ?? verdict} of a file: ${why}`, () => {
      const file = fileOf(name);
      const found = findingsOf(file);
      assert.deepEqual([file?.verdict, file?.error?.code], [verdict, error], found.join('\n'));
      assert.deepEqual(
        finds.filter((find) => !found.includes(find)),
        [],
        found.join('\n'),
      );
      if (verdict === 'passed') assert.deepEqual(found, []);
      if (reason !== undefined) assert.equal(file?.reason?.code, reason);
    });
  }

  for (const { why, exit, finds = [], reason, error } of calls) {
    it(`exits ${exit}: ${why}`, () => {
      const one = ran.get(why);
      assert.ok(one !== undefined);
      assert.equal(one.status, exit, `${one.stdout}\n${one.stderr}`);
      assert.ok(!hasStackTrace(one));
      assert.equal(errorCodeOf(one), error);
      if (error !== undefined) return;
      assert.deepEqual(problemsOf('DataReport', printed(one)), []);
      const file = reportOf(one)?.files[0];
      const found = findingsOf(file);
      assert.deepEqual(
        finds.filter((find) => !found.includes(find)),
        [],
        found.join('\n'),
      );
      if (exit === 0) assert.deepEqual(found, []);
      if (reason !== undefined) assert.equal(file?.reason?.code, reason);
    });
  }

  it('expands nothing and fetches nothing that malicious XML or a schema names', () => {
    for (const name of malicious) assert.ok(JSON.stringify(fileOf(name)).includes('xml-doctype'), name);
    assert.equal(asked, 0);
  });

  it('holds no more memory for a line of 100 MB or a file of 8 MB than for a small one', async () => {
    const many = await data(['many.ndjson', '--json']);
    assert.equal(many.status, 0, many.stderr);
    for (const one of [many, ran.get(together)]) assert.ok((one?.peakRssKiB ?? 0) < memoryLimitKiB, String(one?.peakRssKiB));
  });

  it('reports every file, and the worst decides the exit status', async () => {
    const [three, one, two] = await inParallel(
      [
        ['good.ndjson', 'gone.ndjson', 'cut-last.ndjson'],
        ['none.json', 'good.ndjson', 'cut-last.ndjson'],
        ['none.json', 'good.ndjson'],
      ],
      2,
      (args) => data([...args, '--json']),
    );
    assert.deepEqual([three?.status, one?.status, two?.status], [3, 1, 2]);
    assert.deepEqual(three === undefined ? [] : reportOf(three)?.files.map(({ error, verdict }) => error?.code ?? verdict), [
      'passed',
      'FILE_NOT_FOUND',
      'failed',
    ]);
  });

  it('reads standard input', async () => {
    const input = '{"nationalCode":"9990000019"}\n';
    const read = await runEgif(['data', '-', '--data-format', 'ndjson', '--json'], { input });
    assert.equal(read.status, 1, read.stderr);
    assert.deepEqual(findingsOf(reportOf(read)?.files[0]), ['1:2 national-code-check-digit']);
    assert.equal(reportOf(read)?.files[0]?.file, '-');
  });

  it('counts on where it keeps no more', async () => {
    const lines = Array.from({ length: 500 }, () => '{"nationalCode":"9990000019","economicNumber":"1"}\n').join('');
    const read = await runEgif(['data', '-', '--data-format', 'ndjson', '--max-findings', '2', '--json'], { input: lines });
    const [file] = reportOf(read)?.files ?? [];
    assert.equal(file?.groups?.flatMap(({ places }) => places).length, 2);
    assert.equal(file?.requirements?.find(({ id }) => id === 'EGIF-COD-PID-001')?.findings, 500);
    assert.equal(file?.findings, (file?.ungrouped ?? 0) + (file?.groups ?? []).reduce((sum, { count }) => sum + count, 0));
  });

  it('says the same of the same files, octet by octet', async () => {
    const again = await data([own('people-faulty.ndjson'), '--entity', 'person', '--json']);
    assert.equal(again.stdout, ran.get('faulty records of a core type, with a cut line in their midst')?.stdout);
  });

  it('never shows a code whole that a record holds', async () => {
    const out = join(folder, 'shown');
    const one = await data([own('people-faulty.ndjson'), '--entity', 'Person', '--format', 'text,json,junit,sarif,html', '--out', out]);
    assert.equal(one.status, 1, one.stderr);
    const names = await readdir(out);
    assert.deepEqual([...names].sort(), ['data.en.html', 'data.en.txt', 'data.fa.html', 'data.fa.txt', 'data.json', 'data.junit.xml', 'data.sarif']);
    for (const name of names) {
      const text = await readFile(join(out, name), 'utf8');
      for (const code of ['9990000019', '9990000027', '9990000042', 'ساختگي']) assert.ok(!text.includes(code), `${name} shows ${code}`);
    }
    const written = parseJson(await readFile(join(out, 'data.json'), 'utf8'))?.value;
    assert.deepEqual(problemsOf('DataReport', written), []);
  });

  it('speaks Persian where asked, and names every vocabulary in its help', async () => {
    const [persian, help] = await inParallel([[own('people-faulty.ndjson'), '--lang', 'fa'], ['--help']], 2, (args) => data(args));
    assert.ok(persian?.stdout.includes('رقم کنترل کد ملی نادرست است') && persian.stdout.includes('یافته دارد'), persian?.stdout);
    const names = await readdir(join(repository, 'profiles/vocabularies'));
    for (const name of names.filter((each) => each.endsWith('.schema.json'))) {
      const schema = parseJson(await readFile(join(repository, 'profiles/vocabularies', name), 'utf8'))?.value;
      const type = typeof schema === 'object' && schema !== null && 'x-egif-type' in schema ? schema['x-egif-type'] : undefined;
      assert.ok(typeof type === 'string' && help?.stdout.replaceAll(/\s+/g, ' ').includes(type), name);
    }
  });

  it('ends at once where it is interrupted, and leaves no part of a file', async () => {
    const out = join(folder, 'interrupted');
    const child = spawn(
      process.execPath,
      [join(repository, 'bin/egif.js'), 'data', '-', '--data-format', 'ndjson', '--out', out, '--format', 'json'],
      {
        stdio: ['pipe', 'ignore', 'pipe'],
      },
    );
    child.stdin.write('{"nationalCode":"9990000019"}\n');
    await delay(1500);
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    const [status, signal]: readonly unknown[] = await ended;
    assert.deepEqual([status, signal], [null, 'SIGINT']);
    assert.deepEqual(await readdir(out).catch(() => []), []);
  });
});
