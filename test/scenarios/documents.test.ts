/** Documents that are no contract or a degenerate one: never conformant, never a stack trace, the documented exit status, little memory. */
import { strict as assert } from 'node:assert';
import { copyFile, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { EgifError } from '../../src/errors.js';
import { loadDocument } from '../../src/contract/load-document.js';
import { loadStatement } from '../../src/subject/load-statement.js';
import { writeHostileDocuments } from './hostile-documents.js';
import { errorCodeOf, hasStackTrace, inParallel, printed, type Ran, runEgif } from './run-egif.js';
import { writeSubject } from './subject-at.js';

interface Case {
  readonly name: string;
  /** Of `egif lint`. */
  readonly exit: 1 | 3;
  /** Error code where the exit status is 3. */
  readonly code?: string;
}

const refused = (code: string, ...names: readonly string[]): readonly Case[] => names.map((name) => ({ name, exit: 3, code }));
const degenerate = (...names: readonly string[]): readonly Case[] => names.map((name) => ({ name, exit: 1 }));

const cases: readonly Case[] = [
  ...refused('FILE_NOT_FOUND', 'absent.yaml'),
  ...refused('FILE_IS_DIRECTORY', 'folder.yaml'),
  ...refused('FILE_EMPTY', 'empty.yaml', 'whitespace.yaml', 'bom-alone.yaml'),
  ...refused('FILE_ENCODING', 'binary.json', 'nul.json', 'utf16.yaml', 'latin1.yaml'),
  ...refused('FILE_TOO_LARGE', 'fifty-megabytes.json', 'fifty-megabytes.yaml'),
  ...refused('DOCUMENT_TOO_MANY_NODES', 'many-parts.yaml', 'many-values.json'),
  ...refused('DOCUMENT_TOO_DEEP', 'deep.json', 'deep-flow.yaml', 'deep-block.yaml'),
  ...refused('DOCUMENT_ALIAS_BOMB', 'alias-bomb.yaml', 'self-alias.yaml'),
  ...refused('DOCUMENT_SYNTAX', 'two-docs.yaml', 'truncated.json'),
  ...refused('DOCUMENT_DUPLICATE_KEY', 'duplicate.yaml'),
  ...refused('DOCUMENT_NOT_A_CONTRACT', 'blah.yaml', 'list.json', 'object.json', 'page.html', 'null.json', 'comment.yaml'),
  ...refused('DOCUMENT_NOT_A_CONTRACT', 'paths-only.yaml', 'openapi-number.yaml'),
  ...degenerate('paths-empty.yaml', 'swagger.json', 'bom.yaml', 'no-paths.yaml', 'paths-list.yaml', 'op-null.yaml', 'proto.json'),
  ...degenerate('ref-loop.json', 'ref-self.json', 'ref-path-loop.json', 'ref-bomb.json', 'ref-file.json', 'ref-remote.json'),
];

/** Those that say most about memory and size run in a process of their own; the others share one. */
const heavy = cases.filter(({ name }) => /^fifty|^many|^deep|bomb/.test(name));
const memoryLimitKiB = 512 * 1024;

describe('A document that is no contract, or a degenerate one', function () {
  this.timeout(240_000);
  let folder: string;
  let paths: ReadonlyMap<string, string>;
  const linted = new Map<string, Ran>();
  const pathOf = (name: string): string => paths.get(name) ?? name;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-documents-'));
    paths = await writeHostileDocuments(folder);
    const ran = await inParallel(heavy, 2, ({ name }) => runEgif(['lint', pathOf(name), '--json']));
    heavy.forEach(({ name }, index) => {
      const one = ran[index];
      if (one !== undefined) linted.set(name, one);
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is one of at least 25', () => assert.ok(cases.length >= 25));

  for (const { name, exit, code } of heavy) {
    it(`${name} is refused by egif lint with ${code ?? exit}, in less than 512 MiB`, () => {
      const ran = linted.get(name);
      assert.ok(ran !== undefined);
      assert.deepEqual({ status: ran.status, code: errorCodeOf(ran), stack: hasStackTrace(ran) }, { status: exit, code, stack: false });
      assert.ok(ran.peakRssKiB > 0 && ran.peakRssKiB < memoryLimitKiB, `${ran.peakRssKiB} KiB`);
    });
  }

  it('is told by its code among many files, and the worst status wins while the others are still reported', async () => {
    const light = cases.filter((each) => !heavy.includes(each));
    const ran = await runEgif(['lint', ...light.map(({ name }) => pathOf(name)), '--json']);
    assert.equal(ran.status, 3);
    assert.equal(hasStackTrace(ran), false);
    const rows = printed(ran);
    assert.ok(Array.isArray(rows));
    for (const { name, exit, code } of light) {
      const found = rows.some((row: unknown) => typeof row === 'object' && row !== null && 'file' in row && row.file === pathOf(name));
      assert.equal(found, exit === 1, name);
      if (code !== undefined) assert.match(ran.stderr, new RegExp(`${code}: [^\\n]*${name.replace('.', '\\.')}`), name);
    }
  });

  it('alone ends egif lint with 3 for an empty object and with 1 for paths: {}, never with 0', async () => {
    const [object, paths] = await inParallel(['object.json', 'paths-empty.yaml'], 2, (name) => runEgif(['lint', pathOf(name), '--json']));
    assert.deepEqual([object?.status, paths?.status], [3, 1]);
  });

  for (const { name, code } of cases.filter(({ exit }) => exit === 3)) {
    it(`${name} is refused with a code as a document and as a statement`, async () => {
      if (code !== 'DOCUMENT_NOT_A_CONTRACT') await assert.rejects(loadDocument(pathOf(name)), { code });
      await assert.rejects(loadStatement(pathOf(name)), (error) => error instanceof EgifError && error.exitStatus === 3);
    });
  }

  it('as a statement ends preflight, plan and run with 3', async () => {
    const calls = [
      ['preflight', pathOf('page.html')],
      ['plan', pathOf('object.json'), '--profile', 'three-layers'],
      ['run', pathOf('list.json'), '--profile', 'three-layers'],
    ];
    for (const ran of await inParallel(calls, 2, (args) => runEgif(args))) {
      assert.equal(ran.status, 3, ran.stderr);
      assert.equal(hasStackTrace(ran), false);
    }
  });

  it('as the contract of a statement ends run with 3, or with 1 where it is a contract without operations', async () => {
    const wanted: readonly (readonly [string, number])[] = [
      ['object.json', 3],
      ['page.html', 3],
      ['folder.yaml', 3],
      ['fifty-megabytes.yaml', 3],
      ['ref-remote.json', 3],
      ['ref-loop.json', 1],
      ['paths-empty.yaml', 1],
    ];
    const ran = await inParallel(wanted, 2, async ([name]) => {
      const directory = join(folder, `subject-${name}`);
      await mkdir(directory);
      const statement = await writeSubject({ directory, origin: 'https://127.0.0.1:9', contractIsAbsent: true });
      if (name === 'folder.yaml') await cp(pathOf(name), join(directory, 'contract.yaml'), { recursive: true });
      else await copyFile(pathOf(name), join(directory, 'contract.yaml'));
      return runEgif(['run', statement, '--profile', 'three-layers', '--offline', '--out', join(directory, 'out'), '--json', '--format', 'json']);
    });
    assert.deepEqual(
      ran.map(({ status }, index) => [wanted[index]?.[0], status]),
      wanted.map(([name, status]) => [name, status]),
    );
    for (const each of ran) assert.equal(hasStackTrace(each), false);
  });
});
