/** A run that is ended in the middle, by its operator or by force, and continued: nothing recorded is asked again, and the verdicts are those of an unbroken run. */
import { strict as assert } from 'node:assert';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Report } from '../../src/contract/documents.js';
import { isDocument } from '../../src/contract/validate.js';
import { type RunningAgency, startAgency } from '../../src/dev/agency.js';
import { createPki } from '../../src/dev/pki.js';
import { type CountingFront, startFront } from './counting-front.js';
import { errorCodeOf, hasStackTrace, repository, runEgif } from './run-egif.js';

/** A part of the law, so that a run takes seconds; what was not selected leaves such a run undecided (exit 2) however it ends. */
const chosen = ['EGIF-TEC-ERR-001', 'EGIF-TEC-HTP-004', 'EGIF-TEC-HTP-009', 'EGIF-TEC-SEC-001'];
const delayMs = 30;
/** Where a run is ended: still among the calls that only read, which come first. */
const endedAfter = 15;
/** As the sample agency's limits have it. */
const mostAtOnce = 8;

/** A token is never written down, so that a continued run gets it anew. */
const isOfToken = (asked: string): boolean => /oauth|well-known/.test(asked);

function countsOf(asked: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const each of asked.filter((one) => !isOfToken(one))) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}

const sorted = (counts: ReadonlyMap<string, number>): readonly string[] => [...counts].map(([key, count]) => `${count} ${key}`).sort();

const verdictsIn = ({ requirements }: Report): readonly string[] =>
  requirements.filter(({ id }) => chosen.some((one) => one === id)).map(({ id, verdict }) => `${id} ${verdict}`);

describe('A run that is ended in the middle', function () {
  this.timeout(180_000);
  let folder: string;
  let front: CountingFront;
  let agency: RunningAgency;
  let unbroken: { readonly report: Report; readonly counts: ReadonlyMap<string, number> };

  const argsFor = (name: string): readonly string[] => [
    'run',
    agency.statement,
    ...['--profile', 'three-layers', '--allow-network', '127.0.0.0/8', '--seed', '11', '--format', 'html', '--out', join(folder, name)],
    ...chosen.flatMap((id) => ['--only', id]),
  ];
  const reportIn = async (name: string): Promise<Report> => {
    const value: unknown = JSON.parse(await readFile(join(folder, name, 'report.json'), 'utf8'));
    assert.ok(isDocument('Report', value));
    return value;
  };
  const fresh = (): void => {
    front.asked.length = 0;
    front.onRequest = () => undefined;
  };
  /** A run to which a signal is sent once so much was asked; its exit status, and how the process ended. */
  async function ended(
    name: string,
    signal: NodeJS.Signals,
  ): Promise<{ readonly status: number | null; readonly by: NodeJS.Signals | null; readonly said: string }> {
    fresh();
    const child: ChildProcess = spawn(process.execPath, [join(repository, 'bin/egif.js'), ...argsFor(name)], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    front.onRequest = () => {
      if (front.asked.length === endedAfter) child.kill(signal);
    };
    return new Promise((resolve) => child.once('close', (status, by) => resolve({ status, by, said })));
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-interrupted-'));
    const pki = createPki();
    front = await startFront({ key: pki.server.privateKeyPem, cert: pki.server.chainPem }, delayMs);
    agency = await startAgency({ directory: join(folder, 'agency'), pki, publicPort: front.port });
    front.target = agency.port;
    const ran = await runEgif(argsFor('whole'));
    assert.equal(ran.status, 2, ran.stderr + ran.stdout);
    unbroken = { report: await reportIn('whole'), counts: countsOf(front.asked) };
    assert.deepEqual(
      verdictsIn(unbroken.report),
      chosen.map((id) => `${id} passed`),
    );
    assert.ok(front.asked.length > 2 * endedAfter, String(front.asked.length));
  });
  after(async () => {
    await agency.close();
    await front.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('leaves no key behind where it was whole', async () => {
    assert.deepEqual(
      (await readdir(join(folder, 'whole'), { recursive: true })).filter((name) => /run-state|journal/.test(name)),
      [],
    );
  });

  it('leaves no key behind where nothing could be sent at all', async () => {
    const args = argsFor('refused').filter((arg) => arg !== '--allow-network' && arg !== '127.0.0.0/8');
    const ran = await runEgif([...args, '--json']);
    assert.deepEqual([ran.status, errorCodeOf(ran)], [3, 'TARGET_NETWORK_REFUSED']);
    assert.deepEqual(
      (await readdir(join(folder, 'refused'), { recursive: true })).filter((name) => /run-state|journal/.test(name)),
      [],
    );
  });

  it('by SIGINT ends with a whole partial report, and continues without asking again what it has', async () => {
    const { status, by, said } = await ended('sigint', 'SIGINT');
    const first = [...front.asked];
    assert.deepEqual([status, by, hasStackTrace({ stdout: '', stderr: said })], [2, null, false]);
    assert.match(said, /egif run --resume /);
    const partial = await reportIn('sigint');
    assert.ok(partial.notForCertification.some(({ code }) => code === 'interrupted'));
    assert.ok(partial.requirements.some(({ reason }) => reason?.code === 'interrupted'));
    assert.equal(partial.counts.failed, 0);
    assert.equal((await stat(join(folder, 'sigint/run-state.json'))).mode & 0o777, 0o600);
    assert.equal((await runEgif(['replay', join(folder, 'sigint')])).status, 2);

    fresh();
    const continued = await runEgif(['run', '--resume', join(folder, 'sigint'), '--format', 'html']);
    assert.equal(continued.status, 2, continued.stderr + continued.stdout);
    assert.deepEqual(sorted(countsOf([...first, ...front.asked])), sorted(unbroken.counts));
    const whole = await reportIn('sigint');
    assert.equal(whole.canonicalSha256, unbroken.report.canonicalSha256);
    assert.ok(whole.notForCertification.every(({ code }) => code !== 'interrupted'));
    assert.ok((await readdir(join(folder, 'sigint'))).every((name) => name !== 'run-state.json'));
    assert.equal(errorCodeOf(await runEgif(['run', '--resume', join(folder, 'sigint'), '--json'])), 'EVIDENCE_MISSING');
  });

  it('by SIGKILL continues from its journal: only what was under way is asked again', async () => {
    const { by } = await ended('sigkill', 'SIGKILL');
    const first = [...front.asked];
    assert.equal(by, 'SIGKILL');
    const left = await readdir(join(folder, 'sigkill'), { recursive: true });
    assert.deepEqual([left.includes('report.json'), left.includes('run-state.json'), left.includes('evidence/journal.ndjson')], [false, true, true]);
    assert.equal((await stat(join(folder, 'sigkill/run-state.json'))).mode & 0o777, 0o600);

    fresh();
    const continued = await runEgif(['run', '--resume', join(folder, 'sigkill'), '--format', 'html']);
    assert.equal(continued.status, 2, continued.stderr + continued.stdout);
    const counts = countsOf([...first, ...front.asked]);
    const again = [...counts].map(([key, count]) => count - (unbroken.counts.get(key) ?? 0));
    assert.ok(again.every((more) => more >= 0));
    const total = again.reduce((sum, more) => sum + more, 0);
    assert.ok(total <= mostAtOnce && total < first.length / 2, `${total} of ${first.length} were asked again`);
    assert.equal((await reportIn('sigkill')).canonicalSha256, unbroken.report.canonicalSha256);
    assert.ok((await readdir(join(folder, 'sigkill'), { recursive: true })).every((name) => !/run-state|journal/.test(name)));
  });
});
