/** `egif log` and `egif witness` from end to end, each in a process of its own: issue, witness, prove, verify, audit, watch; exit codes as the contract says. */
import { strict as assert } from 'node:assert';
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'mocha';
import { writeLogLeaf } from '../../src/attestation/log/log-leaf.js';
import { memberOf, parseJson } from '../../src/contract/json.js';
import { issueLeaf } from '../attestation/log/sample-log.js';
import { repository, runEgif } from '../scenarios/run-egif.js';
import { withFolder } from './log-folder.js';

/** Runs in a folder and demands an exit status; gives standard output. */
async function egif(folder: string, status: number, ...args: readonly string[]): Promise<string> {
  const ran = await runEgif(args, { directory: folder });
  assert.equal(ran.status, status, `egif ${args.join(' ')}\n${ran.stdout}\n${ran.stderr}`);
  return ran.stdout;
}

const told = (text: string, name: string): string => String(memberOf(parseJson(text)?.value, name));

interface Running {
  readonly url: string;
  readonly vkey: string;
  stop(): Promise<number | null>;
}

async function witness(folder: string, number: number, log: string, listen = '127.0.0.1:0'): Promise<Running> {
  const args = ['witness', 'serve', '--key', `file:w${number}.pem`, '--state', `w${number}`, '--log', log, '--listen', listen];
  const child: ChildProcess = spawn(process.execPath, [join(repository, 'bin/egif.js'), ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  assert.ok(child.stdout !== null);
  for await (const line of createInterface({ input: child.stdout })) {
    const stop = async (): Promise<number | null> => {
      child.kill('SIGTERM');
      return ended;
    };
    return { url: told(line, 'url'), vkey: told(line, 'vkey'), stop };
  }
  throw new Error('the witness did not start');
}

describe('egif log and egif witness', function () {
  this.timeout(120_000);

  it(
    'issue, witness, prove, verify, audit, watch, and say no by their exit status',
    withFolder(async (folder) => {
      const file = (name: string): string => join(folder, name);
      const log = told(await egif(folder, 0, 'witness', 'key', '--name', 'log.example/c', '--key', 'file:log.pem', '--json'), 'log');
      await egif(folder, 3, 'witness', 'key', '--name', 'log.example/c', '--key', 'file:log.pem');
      const keys = [1, 2].map((number) =>
        egif(folder, 0, 'witness', 'key', '--name', `w${number}.example/w`, '--key', `file:w${number}.pem`, '--json'),
      );
      const vkeys = (await Promise.all(keys)).map((text) => told(text, 'witness'));
      const running = await Promise.all([1, 2].map((number) => witness(folder, number, log)));
      assert.deepEqual(
        running.map(({ vkey }) => vkey),
        vkeys,
      );
      const lines = running.map(({ vkey, url }, at) => `witness w${at + 1} ${vkey} ${url}`);
      writeFileSync(file('policy.txt'), `${lines.join('\n')}\ngroup both all w1 w2\nquorum both\n`);
      const key = ['--key', 'file:log.pem'];
      await egif(folder, 0, 'log', 'init', 'log', ...key, '--policy', 'policy.txt');
      await egif(folder, 3, 'log', 'init', 'log', ...key, '--policy', 'policy.txt');
      for (const number of [0, 1, 2])
        writeFileSync(file(`leaf-${number}.txt`), writeLogLeaf(issueLeaf(number, number === 1 ? '99999000014-02' : '99999000014-01')));
      writeFileSync(file('no-leaf.txt'), 'hello\n');
      await egif(folder, 3, 'log', 'append', 'log', 'no-leaf.txt', ...key);
      assert.match(await egif(folder, 0, 'log', 'append', 'log', 'leaf-0.txt', 'leaf-1.txt', ...key), /^0 .*\n1 /);
      await egif(folder, 2, 'log', 'prove', 'log', '--index', '1');
      await egif(folder, 2, 'log', 'monitor', 'log', '--service', '99999000014-01', '--state', 'seen.txt');
      await egif(folder, 0, 'log', 'checkpoint', 'log', ...key);
      await egif(folder, 0, 'log', 'prove', 'log', '--index', '1', '--out', 'one.tlog-proof');
      const verify = ['log', 'verify', 'one.tlog-proof', '--log', log, '--policy', 'policy.txt'];
      const verified = await egif(folder, 0, ...verify, '--leaf', 'leaf-1.txt', '--json');
      assert.deepEqual([told(verified, 'standing'), told(verified, 'index'), told(verified, 'size')], ['valid', '1', '2']);
      assert.equal(told(await egif(folder, 1, ...verify, '--leaf', 'leaf-0.txt', '--json'), 'code'), 'LOG_INCLUSION');
      assert.equal(
        told(await egif(folder, 1, ...verify, '--leaf', 'leaf-1.txt', '--at', '2026-01-01T00:00:00Z', '--json'), 'code'),
        'LOG_WITNESS_FUTURE',
      );
      assert.match(await egif(folder, 1, ...verify, '--leaf', 'leaf-0.txt', '--lang', 'fa'), /اثبات نامعتبر\n {2}LOG_INCLUSION: /);

      const first = await egif(folder, 0, 'log', 'monitor', 'log', '--service', '99999000014-01', '--state', 'seen.txt', '--json');
      assert.equal(JSON.stringify(memberOf(parseJson(first)?.value, 'leaves')).match(/"index"/g)?.length, 1);
      const [one, two] = running;
      assert.ok(one !== undefined && two !== undefined);
      assert.equal(await two.stop(), 0);
      await egif(folder, 0, 'log', 'append', 'log', 'leaf-2.txt', ...key);
      assert.match(await egif(folder, 2, 'log', 'checkpoint', 'log', ...key), /waiting[\s\S]*w2 {2}unreachable/);
      const back = await witness(folder, 2, log, new URL(two.url).host);
      await egif(folder, 0, 'log', 'checkpoint', 'log', ...key);
      const second = await egif(folder, 0, 'log', 'monitor', 'log', '--service', '99999000014-01', '--state', 'seen.txt', '--json');
      assert.match(second, /"index":2/);
      assert.doesNotMatch(second, /"index":0/);
      assert.match(await egif(folder, 0, 'log', 'audit', 'log'), /whole[\s\S]*issue 3/);
      assert.match(await egif(folder, 0, 'log', 'fsck', 'log', '--lang', 'fa'), /بی‌کاستی/);
      assert.match(await egif(folder, 0, 'log', 'audit', 'log', '--at', '2026-01-01T00:00:00Z', '--json'), /"size":0/);

      // a copy of what is published is enough for others
      cpSync(file('log/tile'), file('copy/tile'), { recursive: true });
      cpSync(file('log/checkpoint'), file('copy/checkpoint'));
      const outside = ['--log', log, '--policy', 'policy.txt'];
      assert.match(await egif(folder, 0, 'log', 'audit', 'copy', ...outside), /whole[\s\S]*issue 3/);
      rmSync(file('copy/tile/entries'), { recursive: true });
      assert.match(await egif(folder, 1, 'log', 'audit', 'copy', ...outside, '--json'), /LOG_ENTRIES/);
      writeFileSync(file('seen.txt'), readFileSync(file('seen.txt'), 'utf8').replace(/[0-9a-f]{64}/, '0'.repeat(64)));
      assert.match(await egif(folder, 1, 'log', 'monitor', 'log', '--service', 'x', '--state', 'seen.txt', '--json'), /LOG_FORK/);
      await Promise.all([one.stop(), back.stop()]);
    }),
  );

  it(
    'tell misuse with 3',
    withFolder(async (folder) => {
      const wrong: readonly (readonly string[])[] = [
        ['log', 'burn', 'log'],
        ['log', 'audit', 'nowhere'],
        ['log', 'init', 'log', '--key', 'pkcs11:x', '--policy', 'p'],
        ['log', 'verify', 'nowhere'],
        ['witness', 'dance', '--key', 'file:w.pem'],
        ['witness', 'serve', '--key', 'file:w.pem', '--state', 's', '--log', 'no+key'],
      ];
      for (const args of wrong) await egif(folder, 3, ...args);
    }),
  );
});
