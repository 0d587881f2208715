/** The command line used wrongly, cut off or stopped: the documented exit status, a code, a mend; never a stack trace, never half a file. */
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { memberOf, parseJson } from '../../src/contract/json.js';
import { commands } from '../../src/cli/commands.js';
import { serveRaw } from '../evidence/servers.js';
import { errorCodeOf, hasStackTrace, inParallel, repository, type Ran, runEgif } from './run-egif.js';
import { writeSubject } from './subject-at.js';

interface Wrong {
  readonly args: readonly string[];
  readonly code: string;
}

const wrong = (code: string, ...args: readonly string[]): Wrong => ({ args, code });

describe('The command line used wrongly', function () {
  this.timeout(200_000);
  let folder: string;
  let subject: string;
  /** A port that another program has. */
  let busy: Awaited<ReturnType<typeof serveRaw>>;
  let cases: readonly Wrong[];
  let outcomes: readonly Ran[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-usage-'));
    subject = await writeSubject({ directory: join(folder, 'subject'), origin: 'https://127.0.0.1:9' });
    const at = (name: string): string => join(folder, name);
    await writeFile(at('blah.yaml'), 'blah blah\n');
    await writeFile(at('object.json'), '{}');
    await writeFile(at('signed.json'), '{"payload":"","protected":"","signature":""}');
    await writeFile(at('key.pem'), 'no key');
    await mkdir(at('no-evidence/evidence'), { recursive: true });
    await mkdir(at('bad-evidence'));
    await writeFile(at('bad-evidence/manifest.json'), '{}');
    const run = ['run', subject, '--profile', 'three-layers', '--offline', '--only', 'EGIF-TEC-OAS-001'];
    busy = await serveRaw(() => undefined);
    const taken = busy.port;
    const witness = ['witness', 'key', '--name', 'audit.example/witness', '--key', `file:${at('witness.pem')}`, '--json'];
    const logKey = String(memberOf(parseJson((await runEgif(witness)).stdout)?.value, 'log'));
    const serve = ['witness', 'serve', '--key', `file:${at('witness.pem')}`, '--log', logKey];
    cases = [
      wrong('UNKNOWN_COMMAND', 'nonsense'),
      wrong('UNKNOWN_COMMAND', '--lang', 'fa', 'run'),
      wrong('USAGE', 'challenge', 'control-proof'),
      wrong('USAGE', 'challenge', 'check'),
      wrong('USAGE', 'cert', 'show'),
      wrong('USAGE', 'cert', 'approve'),
      wrong('ADDRESS_UNAVAILABLE', ...serve, '--state', at('one'), '--listen', `127.0.0.1:${taken}`),
      wrong('ADDRESS_UNAVAILABLE', ...serve, '--state', at('other'), '--listen', 'no-such-host.invalid:1'),
      wrong('USAGE', 'run'),
      wrong('USAGE', 'run', '--nonsense', 'x'),
      wrong('PROFILE_NOT_FOUND', 'run', subject, '--profile', 'three-layer'),
      wrong('PROFILE_INVALID', 'run', subject, '--profile', at('object.json')),
      wrong('UNKNOWN_ID', 'run', subject, '--service', '1'),
      wrong('UNKNOWN_ID', 'run', subject, '--environment', 'x'),
      wrong('FORMAT_UNKNOWN', ...run, '--format', 'nonsense'),
      wrong('REPORTER_UNKNOWN', ...run, '--reporter', 'nonsense', '--out', at('run-a')),
      wrong('USAGE', ...run, '--grep', '(', '--out', at('run-b')),
      wrong('FILE_NOT_WRITABLE', ...run, '--out', at('blah.yaml/run')),
      wrong('FILE_NOT_WRITABLE', ...run, '--out', '/proc/egif/run'),
      wrong('KEY_UNREADABLE', ...run, '--sign', `file:${at('key.pem')}`),
      wrong('FILE_NOT_FOUND', 'plan', at('absent.yaml')),
      wrong('UNKNOWN_ID', 'code', 'nonsense', '1'),
      wrong('UNKNOWN_ID', 'explain', 'nonsense'),
      wrong('FAULT_UNKNOWN', 'dev', 'agency', '--fault', 'nonsense'),
      wrong('USAGE', 'dev', 'agency', '--port', '99999'),
      wrong('EVIDENCE_MISSING', 'replay', at('no-evidence')),
      wrong('EVIDENCE_INVALID', 'replay', at('bad-evidence')),
      wrong('EVIDENCE_MISSING', 'replay', at('absent')),
      wrong('EVIDENCE_INVALID', 'render', at('object.json')),
      wrong('EVIDENCE_INVALID', 'sign', at('object.json'), '--key', 'file:key.pem'),
      wrong('USAGE', 'verify', at('object.json')),
      wrong('FILE_UNREADABLE', 'verify', at('object.json'), '--trust', at('blah.yaml')),
      wrong('CERTIFICATE_UNREADABLE', 'verify', at('signed.json'), '--trust', at('blah.yaml')),
    ];
    outcomes = await inParallel(cases, 2, ({ args }) => runEgif([...args, '--json']));
  });
  after(async () => {
    await busy.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('ends with 3, and --json prints the error as JSON with its code and its mend', () => {
    const seen = outcomes.map((ran, index) => [cases[index]?.args.join(' '), ran.status, errorCodeOf(ran), hasStackTrace(ran)]);
    assert.deepEqual(
      seen,
      cases.map(({ args, code }) => [args.join(' '), 3, code, false]),
    );
    for (const { stdout } of outcomes) assert.match(stdout, /"mend": "/);
  });

  it('alone prints the overview and ends with 3; --help of every command ends with 0 and has an example', async () => {
    const helps = commands.map(({ name }) => [name, '--help']);
    const [alone, ...ran] = await inParallel([[], ...helps], 2, (args) => runEgif(args));
    assert.equal(alone?.status, 3);
    assert.match(alone?.stdout ?? '', /egif <command>/);
    ran.forEach(({ status, stdout }, index) => {
      const name = commands[index]?.name ?? '';
      assert.equal(status, 0, name);
      assert.match(stdout, new RegExp(`Examples:\\n.+\\n {4}egif ${name}(?: |\\n)`), name);
    });
  });

  it('is told in Persian with --lang fa, and without colours under NO_COLOR', async () => {
    const [error, help, plain] = await inParallel(
      [
        ['nonsense', '--lang', 'fa'],
        ['run', '--help', '--lang', 'fa'],
        ['code', 'list', '--color', 'auto'],
      ],
      2,
      (args) => runEgif(args, { env: { NO_COLOR: '1' } }),
    );
    assert.match(error?.stderr ?? '', /خطا UNKNOWN_COMMAND/);
    assert.match(help?.stdout ?? '', /گزینه‌ها:/);
    assert.ok(!(plain?.stdout ?? '').includes('\u001b['));
  });

  it('names the command that was called, and what it lacks, in the mend of an error', async () => {
    const calls = [
      { args: ['challenge', 'control-proof'], mend: /egif challenge --help/, why: 'not another command that shares its code' },
      { args: ['challenge', 'check', 'x.json'], mend: /--nation nation\.yaml/, why: 'one file names all that is needed' },
      { args: ['--lang', 'en', 'plan'], mend: /the command first/, why: 'what is wrong is the order' },
    ];
    const ran = await inParallel(calls, 2, ({ args }) => runEgif([...args]));
    for (const [index, { mend, why }] of calls.entries()) assert.match(ran[index]?.stderr ?? '', mend, why);
  });

  it('tells of a command by `help` too, and what each exit status means', async () => {
    const [overview, help, same] = await inParallel([['help'], ['help', 'plan'], ['plan', '--help']], 2, (args) => runEgif(args));
    assert.match(overview?.stdout ?? '', /0 yes · 1 no · 2 cannot tell/);
    assert.equal(help?.stdout, same?.stdout);
  });

  it('takes words behind -- for files, whatever they look like, and drops none of them', async () => {
    const [file, files] = await Promise.all([
      runEgif(['lint', '--json', '--', '--ruleset'], { directory: folder }),
      runEgif(['run', '--json', subject, '--', '--profile', 'three-layers'], { directory: folder }),
    ]);
    assert.deepEqual([file.status, errorCodeOf(file)], [3, 'FILE_NOT_FOUND']);
    assert.deepEqual([files.status, errorCodeOf(files)], [3, 'USAGE']);
  });

  it('may be cut off by its reader', async () => {
    const child = spawn(process.execPath, [join(repository, 'bin/egif.js'), 'profile', 'show', 'three-layers', '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.once('close', resolve));
    assert.deepEqual([status, stderr], [0, '']);
  });

  /** A command whose output of one kind nobody reads, or that goes to a disk that is full. */
  async function statusWith(args: readonly string[], output: 'stdout gone' | 'stderr gone' | 'disk full'): Promise<readonly [unknown, string]> {
    const full = output === 'disk full' ? await open('/dev/full', 'w') : undefined;
    const child = spawn(process.execPath, [join(repository, 'bin/egif.js'), ...args], { stdio: ['ignore', full?.fd ?? 'pipe', 'pipe'] });
    if (output === 'stdout gone') child.stdout?.destroy();
    if (output === 'stderr gone') child.stderr?.destroy();
    let said = '';
    if (output !== 'stderr gone') child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    const status = await new Promise((resolve) => child.once('close', resolve));
    await full?.close();
    return [status, said];
  }
  const outputs = [
    { args: ['nonsense'], output: 'stderr gone', status: 3, said: /^$/, why: 'nobody reads why, and it is a mistake of usage all the same' },
    { args: ['code', 'national-code', '9990000018'], output: 'stdout gone', status: 0, said: /^$/, why: 'the code is valid' },
    { args: ['code', 'national-code', '9990000019'], output: 'stdout gone', status: 1, said: /^$/, why: 'the code is not' },
    { args: ['profile', 'list'], output: 'disk full', status: 3, said: /FILE_NOT_WRITABLE/, why: 'where it is written is no matter of a verdict' },
  ] as const;
  for (const { args, output, status, said, why } of outputs) {
    it(`ends with ${status}, ${output}, for egif ${args.join(' ')}: ${why}`, async function () {
      if (output === 'disk full' && !existsSync('/dev/full')) this.skip();
      const [ended, text] = await statusWith(args, output);
      assert.equal(ended, status, text);
      assert.match(text, said);
      assert.ok(!/^\s+at /m.test(text), text);
    });
  }

  it('leaves whole files alone behind when it is stopped by a signal in the middle of a run, and what --resume needs', async () => {
    const hanging = await serveRaw(() => undefined);
    const directory = join(folder, 'stopped');
    const statement = await writeSubject({ directory, origin: hanging.https, plainHttpPort: hanging.port, timeoutMs: 20_000 });
    const out = join(directory, 'out');
    const running = new AbortController();
    const args = ['run', statement, '--profile', 'three-layers', '--allow-network', '127.0.0.0/8', '--out', out];
    const child = spawn(process.execPath, [join(repository, 'bin/egif.js'), ...args], { stdio: 'ignore' });
    // The folder is made right before the first request is sent.
    while (!running.signal.aborted) {
      if ((await readdir(out).catch(() => undefined)) !== undefined) running.abort();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('close', resolve));
    await hanging.close();
    const files = await readdir(out, { recursive: true });
    for (const file of files.filter((name) => name.endsWith('.json'))) {
      assert.notEqual(parseJson(await readFile(join(out, file), 'utf8')), undefined, file);
    }
    assert.deepEqual(
      files.filter((name) => /\.(?:part|tmp)$/.test(name)),
      [],
    );
    assert.ok(files.includes('run-state.json'));
    const report = parseJson(await readFile(join(out, 'report.json'), 'utf8'))?.value;
    const rows = memberOf(report, 'requirements');
    assert.ok(Array.isArray(rows) && rows.some((row) => memberOf(memberOf(row, 'reason'), 'code') === 'interrupted'));
  });
});
