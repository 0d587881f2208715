/** `egif lint` and `egif types` as a user calls them: words, forms, exit statuses, standard input, watching. */
import { strict as assert } from 'node:assert';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, it } from 'mocha';
import { errorCodeOf, hasStackTrace, inParallel, printed, type Ran, repository, runEgif } from './run-egif.js';

const clean = join(repository, 'fixtures/agencies/person-registry/openapi.yaml');
const faulty = 'openapi: 3.1.0\ninfo: {title: x, version: "1"}\nservers: [{url: "http://a.example"}]\npaths: {}\n';
const twice =
  'openapi: 3.1.0\ninfo: {title: x, version: "1.0.0"}\npaths:\n  /a: {get: {operationId: a, responses: {}}}\n  /b: {get: {operationId: a, responses: {}}}\n';

interface Case {
  readonly why: string;
  readonly args: readonly string[];
  readonly exit: number;
  readonly code?: string;
  readonly input?: string;
  /** Files that the rows of `--json` name. */
  readonly rows?: readonly string[];
  /** What stderr says. */
  readonly stderr?: RegExp;
}

const cases: readonly Case[] = [
  {
    why: 'a clean contract',
    args: ['clean.yaml', '--json'],
    exit: 0,
    rows: [],
    stderr: /clean\.yaml: rules: \d+, places examined: [\d,]+, findings: 0/,
  },
  { why: 'a pattern, expanded by the program', args: ['apis/**/*.y*ml', '--json'], exit: 1, rows: ['apis/v1/bad.yml'] },
  { why: 'a pattern that fits nothing, alone', args: ['none/*.yaml', '--json'], exit: 3, code: 'FILE_NOT_FOUND' },
  {
    why: 'a pattern that fits nothing, beside a contract',
    args: ['none/*.yaml', 'bad.yaml', '--json'],
    exit: 3,
    rows: ['bad.yaml'],
    stderr: /no file fits the pattern none\/\*\.yaml/,
  },
  {
    why: 'a folder, what is no contract passed over',
    args: ['apis', '--json', '--workers', '2'],
    exit: 1,
    rows: ['apis/v1/bad.yml'],
    stderr: /apis\/package\.json: Passed over/,
  },
  { why: 'a folder of contracts of which one is broken', args: ['broken', '--json'], exit: 3, code: 'DOCUMENT_SYNTAX' },
  { why: 'a folder without a contract', args: ['plain', '--json'], exit: 3, stderr: /plain is a folder in which no contract was found/ },
  { why: 'a file that is no contract, named', args: ['apis/package.json', '--json'], exit: 3, code: 'DOCUMENT_NOT_A_CONTRACT' },
  { why: 'standard input', args: ['-', '--stdin-filename', 'apis/draft.yaml', '--json'], input: faulty, exit: 1, rows: ['apis/draft.yaml'] },
  { why: 'standard input that is empty', args: ['-', '--json'], input: '', exit: 3, code: 'FILE_EMPTY' },
  { why: 'one requirement', args: ['bad.yaml', '--only', 'EGIF-TEC-VER-001', '--json'], exit: 1, rows: ['bad.yaml'] },
  { why: 'one rule', args: ['clean.yaml', '--only', 'lint/servers-https', '--json'], exit: 0, rows: [] },
  {
    why: 'rules that examine nothing',
    args: ['clean.yaml', '--only', 'EGIF-TEC-EVT-001', '--json'],
    exit: 2,
    rows: [],
    stderr: /No rule examined anything/,
  },
  { why: 'an unknown requirement', args: ['clean.yaml', '--only', 'EGIF-TEC-VER-999', '--json'], exit: 3, code: 'UNKNOWN_ID' },
  { why: 'a layer', args: ['bad.yaml', '--layer', 'technical', '--json', '--quiet'], exit: 1, rows: ['bad.yaml'], stderr: /^$/ },
  { why: 'an unknown layer', args: ['bad.yaml', '--layer', 'teknical', '--json'], exit: 3, code: 'USAGE' },
  { why: 'an unknown form', args: ['bad.yaml', '--format', 'xml', '--json'], exit: 3, code: 'FORMAT_UNKNOWN' },
  { why: 'two forms and no folder', args: ['bad.yaml', '--format', 'sarif,html', '--json'], exit: 3, code: 'USAGE' },
  { why: 'no worker at all', args: ['bad.yaml', '--workers', '0', '--json'], exit: 3, code: 'USAGE' },
  { why: 'standard input, watched', args: ['-', '--watch', '--json'], input: faulty, exit: 3, code: 'USAGE' },
  { why: 'a name for standard input that is not read', args: ['bad.yaml', '--stdin-filename', 'x', '--json'], exit: 3, code: 'USAGE' },
];

const filesIn = (ran: Ran | undefined): readonly string[] => {
  const rows = ran === undefined ? undefined : printed(ran);
  if (!Array.isArray(rows)) return ['no rows'];
  return [...new Set(rows.map((row: unknown) => (typeof row === 'object' && row !== null && 'file' in row ? String(row.file) : '')))];
};

describe('egif lint', function () {
  this.timeout(240_000);
  let folder: string;
  let outcomes: readonly Ran[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-lint-'));
    const good = await readFile(clean, 'utf8');
    const texts: Readonly<Record<string, string>> = {
      'clean.yaml': good,
      'bad.yaml': faulty,
      'twice.yaml': twice,
      'outside.yaml': faulty.replace('paths: {}', 'paths: {/a: {$ref: "https://a.example/x.yaml"}}'),
      'apis/good.yaml': good,
      'apis/v1/bad.yml': faulty,
      'apis/package.json': '{"name": "x", "type": "module"}',
      'broken/a.json': '{"openapi": "3.1.0",',
      'plain/values.yaml': 'a: 1\n',
      'watched/a.yaml': good,
    };
    for (const [name, text] of Object.entries(texts)) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    outcomes = await inParallel(cases, 2, ({ args, input }) =>
      runEgif(['lint', ...args], { directory: folder, ...(input === undefined ? {} : { input }) }),
    );
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [index, { why, exit, code, rows, stderr }] of cases.entries()) {
    it(`ends with ${exit} for ${why}`, () => {
      const ran = outcomes[index];
      assert.ok(ran !== undefined);
      assert.equal(ran.status, exit, ran.stderr);
      assert.equal(hasStackTrace(ran), false);
      if (code !== undefined) assert.equal(errorCodeOf(ran), code);
      if (rows !== undefined) assert.deepEqual(filesIn(ran), rows);
      if (stderr !== undefined) assert.match(ran.stderr, stderr);
    });
  }

  it('writes every form whole into a folder, twice the same, and does not read its own results', async () => {
    const forms = 'stylish,json,junit,sarif,html,github-actions,gitlab-codequality,markdown';
    const args = ['lint', 'apis', '--format', forms, '--out', 'apis/out', '--lang', 'fa'];
    const first = await runEgif(args, { directory: folder });
    const read = async (): Promise<readonly (readonly [string, string])[]> => {
      const names = (await readdir(join(folder, 'apis/out'))).sort();
      return Promise.all(names.map(async (name) => [name, await readFile(join(folder, 'apis/out', name), 'utf8')] as const));
    };
    const before = await read();
    const second = await runEgif(args, { directory: folder });
    assert.deepEqual([first.status, second.status], [1, 1]);
    assert.deepEqual(await read(), before);
    assert.deepEqual(
      before.map(([name]) => name),
      [
        'gl-code-quality-report.json',
        'lint.en.html',
        'lint.en.md',
        'lint.en.txt',
        'lint.fa.html',
        'lint.fa.md',
        'lint.fa.txt',
        'lint.github-actions.txt',
        'lint.json',
        'lint.junit.xml',
        'lint.sarif',
      ],
    );
    assert.match(first.stdout, /یافته دارد/);
  });

  it('lints again when an editor writes aside and renames, and ends on SIGINT with the status of the last round', async () => {
    const file = join(folder, 'watched/a.yaml');
    let step = 0;
    const ran = await runEgif(['lint', 'watched', '--watch', '--json'], {
      directory: folder,
      onStderr: (text, kill) => {
        const rounds = text.split('\n').filter((line) => line.startsWith('watched/a.yaml: rules')).length;
        if (rounds === 1 && step === 0) {
          step = 1;
          void delay(300)
            .then(() => writeFile(`${file}~`, faulty))
            .then(() => rename(`${file}~`, file));
        }
        if (rounds === 2 && step === 1) {
          step = 2;
          void delay(300).then(() => kill('SIGINT'));
        }
      },
    });
    assert.deepEqual([step, ran.status, ran.signal], [2, 1, undefined]);
    assert.match(ran.stdout, /^\[\]\n\[\n/);
  });

  describe('egif types', () => {
    it('writes the same types each time, with the digest of their source and no path of this machine', async () => {
      const [one, two] = await inParallel(['clean.yaml', './clean.yaml'], 2, (file) => runEgif(['types', file], { directory: folder }));
      assert.equal(one?.status, 0, one?.stderr);
      assert.equal(one?.stdout, two?.stdout);
      assert.match(one?.stdout ?? '', /^\/\*\*\n \* Types of clean\.yaml\n \* sha256:[0-9a-f]{64}\n/);
      assert.match(one?.stdout ?? '', /export interface operations \{/);
      assert.ok(!(one?.stdout ?? '').includes(folder));
    });

    it('refuses what leaves the contract and what no types can be made of, at its place', async () => {
      const [outside, again, other] = await inParallel(['outside.yaml', 'twice.yaml', 'apis/package.json'], 2, (file) =>
        runEgif(['types', file, '--json'], { directory: folder }),
      );
      assert.deepEqual([outside?.status, outside && errorCodeOf(outside)], [3, 'DOCUMENT_REF_OUTSIDE']);
      assert.deepEqual([again?.status, again && errorCodeOf(again)], [3, 'DOCUMENT_NOT_GENERATABLE']);
      assert.match(again?.stdout ?? '', /"pointer": "\/paths\/~1b\/get/);
      assert.deepEqual([other?.status, other && errorCodeOf(other)], [3, 'DOCUMENT_NOT_A_CONTRACT']);
    });

    it('writes a whole file with --out', async () => {
      const ran = await runEgif(['types', 'clean.yaml', '--out', 'made/api.d.ts'], { directory: folder });
      assert.deepEqual([ran.status, ran.stdout], [0, 'made/api.d.ts\n']);
      assert.match(await readFile(join(folder, 'made/api.d.ts'), 'utf8'), /export interface paths/);
    });
  });
});
