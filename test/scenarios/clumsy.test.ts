/** Whatever is named by mistake (a login page, an empty download, a folder, a device, a huge file, a full disk) is told with its code, its place and a mend, and never counts as well. */
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { isObject, memberOf } from '../../src/contract/json.js';
import { writeWhole } from '../../src/contract/write-whole.js';
import { EgifError } from '../../src/errors.js';
import { nationOf } from '../attestation/nation.js';
import { errorCodeOf, hasStackTrace, inParallel, printed, type Ran, repository, runEgif } from './run-egif.js';

const policyFile = join(repository, 'profiles/policies/budget-eligibility.yaml');
const header = 'id,agency,kind,year,services,amount,name,budgetRow\n';

describe('A clumsy call', function () {
  this.timeout(600_000);
  let folder: string;
  const at = (name: string): string => join(folder, name);
  const egif = (...args: readonly string[]): Promise<Ran> => runEgif([...args, '--json'], { directory: folder });
  const trust = ['--trust', 'trust.json'];
  const budget = ['--policy', policyFile, ...trust, '--certificates', 'certificates'];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-clumsy-'));
    const nation = await nationOf();
    await mkdir(at('certificates'));
    await mkdir(at('folder'));
    await writeFile(at('certificates/good.egifcert'), JSON.stringify(await nation.bundle()));
    await writeFile(at('trust.json'), nation.trustText);
    await writeFile(at('empty'), '');
    await writeFile(at('binary'), Buffer.from(Array.from({ length: 999 }, (_none, index) => (index * 37) % 256)));
    await writeFile(at('object.json'), '{}');
    await writeFile(at('list.json'), '[]');
    await writeFile(at('page.html'), '<html><body>login</body></html>');
    await writeFile(at('huge'), '');
    await truncate(at('huge'), 1024 ** 3);
    await symlink('loop', at('loop'));
    await writeFile(at('projects.csv'), `${header}p-1,99999000014,existing-system,1405,99990000000,1000,n,r\n`);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** What is named, and what is said of it where a signed object is wanted. */
  const things: readonly [string, string][] = [
    ['empty', 'FILE_EMPTY'],
    ['binary', 'FILE_UNREADABLE'],
    ['object.json', 'FILE_UNREADABLE'],
    ['list.json', 'FILE_UNREADABLE'],
    ['page.html', 'FILE_UNREADABLE'],
    ['huge', 'FILE_TOO_LARGE'],
    ['loop', 'FILE_UNREADABLE'],
    ['folder', 'FILE_NOT_FOUND'],
    ['absent', 'FILE_NOT_FOUND'],
    ['/dev/null', 'FILE_UNREADABLE'],
  ];

  it('to egif verify is no verdict: 3, with code and mend', async () => {
    const outcomes = await inParallel(things, 2, ([name]) => egif('verify', name, ...trust));
    for (const [index, ran] of outcomes.entries()) {
      const [name = '', code] = things[index] ?? [];
      assert.deepEqual([name, ran.status, errorCodeOf(ran), hasStackTrace(ran)], [name, 3, code, false]);
      const error = memberOf(printed(ran), 'error');
      assert.ok(isObject(error) && typeof error['mend'] === 'string', name);
    }
  });

  it('keeps a signed file that was cut or edited apart from what never was one: it is invalid', async () => {
    const whole = await readFile(at('certificates/good.egifcert'), 'utf8');
    await writeFile(at('cut.jws.json'), '{"payload":"e30","protected":"e');
    await writeFile(at('edited.egifcert'), whole.replace('"credential":"e', '"credential":"f'));
    for (const name of ['cut.jws.json', 'edited.egifcert']) {
      const ran = await egif('verify', name, ...trust);
      assert.deepEqual([name, ran.status, memberOf(printed(ran), 'standing')], [name, 1, 'invalid']);
    }
  });

  it('to what is to be believed is refused, and says that it is no list', async () => {
    for (const [name] of things.filter(([, code]) => code !== 'FILE_NOT_FOUND')) {
      const ran = await egif('verify', 'certificates/good.egifcert', '--trust', name);
      assert.deepEqual([name, ran.status], [name, 3]);
      assert.ok(['USAGE', 'FILE_UNREADABLE', 'FILE_TOO_LARGE'].includes(errorCodeOf(ran) ?? ''), name);
    }
    const page = await runEgif(['verify', 'certificates/good.egifcert', '--trust', 'page.html'], { directory: folder });
    assert.match(page.stderr, /page\.html is no trust list/);
  });

  it('to egif eligibility decides on nothing', async () => {
    const calls = ['empty', 'binary', 'object.json', 'list.json', 'page.html', 'folder', 'absent'].flatMap((name) => [
      ['--projects', name, ...budget],
      ['--project', name, ...budget],
      ['--projects', 'projects.csv', ...budget, '--policy', name].filter((word) => word !== policyFile),
    ]);
    const outcomes = await inParallel(calls, 2, (call) => egif('eligibility', ...call));
    for (const [index, ran] of outcomes.entries())
      assert.deepEqual([calls[index]?.slice(0, 2).join(' '), ran.status, hasStackTrace(ran)], [calls[index]?.slice(0, 2).join(' '), 3, false]);
  });

  it('with a table as an office exports it is read all the same: mark, semicolons and formulas are told, and come out disarmed', async () => {
    const rows = `${header}p-1,99999000014,existing-system,1405,99990000000,1000,"=cmd|calc",r1\n`;
    await writeFile(at('office.csv'), `\uFEFF${rows.replaceAll(',', ';')}`);
    const ran = await runEgif(['eligibility', '--projects', 'office.csv', ...budget, '--out', 'decided'], { directory: folder });
    assert.ok(ran.status !== 3 && ran.status !== 4, ran.stderr);
    assert.match(ran.stdout, /separated by ; and not/);
    const table = await readFile(at('decided/decisions.csv'), 'utf8');
    assert.doesNotMatch(table, /(?:^|[,;"])[=+@-][a-z]/m);
  });

  it('with ten thousand projects ends, and counts each', async () => {
    const lines = Array.from({ length: 10_000 }, (_none, index) => `p-${index},99999000014,existing-system,1405,99990000000,1000,n,r\n`);
    await writeFile(at('many.csv'), header + lines.join(''));
    const ran = await runEgif(['eligibility', '--projects', 'many.csv', ...budget, '--json'], { directory: folder, timeoutMs: 300_000 });
    assert.equal(memberOf(printed(ran), 'projects'), 10_000, ran.stderr);
  });

  it('never puts a file where a device stands', async () => {
    for (const [device, args] of [
      ['/dev/full', ['render', join(repository, 'fixtures/reports/absent.json'), '--out', '/dev/full']],
      ['/dev/null', ['witness', 'key', '--name', 'a.example/w', '--key', 'file:/dev/null']],
    ] as const) {
      const ran = await egif(...args);
      assert.equal(ran.status, 3, ran.stdout);
      assert.ok((await stat(device)).isCharacterDevice(), device);
    }
    await assert.rejects(writeWhole('/dev/full', 'text'), (error: unknown) => error instanceof EgifError && error.code === 'FILE_NOT_WRITABLE');
    await assert.rejects(writeWhole(at('folder'), 'text'), (error: unknown) => error instanceof EgifError && error.code === 'FILE_NOT_WRITABLE');
    assert.ok((await stat('/dev/full')).isCharacterDevice());
    await symlink('certificates/good.egifcert', at('link'));
    await writeWhole(at('link'), 'text');
    assert.notEqual(await readFile(at('certificates/good.egifcert'), 'utf8'), 'text', 'what a link leads to is left alone');
  });

  it('on a full disk says so, and leaves nothing behind', async function () {
    await mkdir(at('disk'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'egif-clumsy', at('disk')], { stdio: 'ignore' });
    } catch {
      this.skip();
    }
    try {
      await writeFile(
        at('some.csv'),
        header + Array.from({ length: 3000 }, (_none, index) => `p-${index},99999000014,pilot,1405,9,1,n,r\n`).join(''),
      );
      const ran = await egif('eligibility', '--projects', 'some.csv', ...budget, '--out', 'disk/decided');
      assert.deepEqual([ran.status, errorCodeOf(ran), hasStackTrace(ran)], [3, 'FILE_NOT_WRITABLE', false], ran.stdout);
      assert.match(String(memberOf(memberOf(printed(ran), 'error'), 'message')), /disk is full/);
      assert.deepEqual(await readdir(at('disk/decided')), []);
    } finally {
      execFileSync('umount', [at('disk')]);
    }
  });

  it('far before and far behind its time is told as such', async () => {
    const verified = async (instant: string): Promise<readonly unknown[]> => {
      const ran = await egif('verify', 'certificates/good.egifcert', ...trust, '--at', instant);
      return [ran.status, memberOf(printed(ran), 'code')];
    };
    assert.deepEqual(await verified('1970-01-01T00:00:00Z'), [2, 'CLOCK_BEHIND']);
    assert.deepEqual(await verified('2100-01-01T00:00:00Z'), [2, 'TRUST_EXPIRED']);
    const soon = await egif('verify', 'certificates/good.egifcert', ...trust, '--at', 'soon');
    assert.deepEqual([soon.status, errorCodeOf(soon)], [3, 'USAGE']);
  });
});
