/**
 * A bad way to a good service: losses, latency, a restart in mid-run, a run that is killed. What is told may become less, never other.
 */
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'mocha';
import type { Report } from '../../src/contract/documents.js';
import { sha256 } from '../../src/contract/canonical.js';
import { startAgency, type RunningAgency } from '../../src/dev/agency.js';
import { createPki } from '../../src/dev/pki.js';
import { startProxy, type RunningProxy } from '../../src/dev/proxy.js';
import type { ProxyScript } from '../../src/dev/proxy-script.js';
import { unusedPort } from '../evidence/servers.js';
import { runHere } from './in-process.js';
import { indexOfPack } from '../../src/evidence/pack.js';

const program = fileURLToPath(new URL('../../../bin/egif.js', import.meta.url));

/** Requirements of each topic that rest on many exchanges. */
const few = [
  'EGIF-TEC-TLS-002',
  'EGIF-TEC-TLS-009',
  'EGIF-TEC-HTP-004',
  'EGIF-TEC-HTP-008',
  'EGIF-TEC-SEC-001',
  'EGIF-TEC-SEC-002',
  'EGIF-TEC-ERR-001',
  'EGIF-TEC-OAS-013',
  'EGIF-DAT-SCH-002',
  'EGIF-COD-PID-001',
];
const pki = createPki();

/** An agency with a fault, so that there is something to be found as well, behind a proxy that plays a script. */
async function behind(folder: string, script: Omit<ProxyScript, 'seed'>): Promise<{ readonly agency: RunningAgency; readonly proxy: RunningProxy }> {
  const publicPort = await unusedPort();
  const agency = await startAgency({ directory: folder, faults: ['no-hsts'], pki, publicPort });
  const target = new URL(`https://127.0.0.1:${agency.port}`);
  const proxy = await startProxy({ target, listen: { host: '127.0.0.1', port: publicPort }, script: { seed: 'bad way', ...script } });
  return { agency, proxy };
}

const verdictsOf = (report: Report): ReadonlyMap<string, string> => new Map(report.requirements.map(({ id, verdict }) => [id, verdict]));
const unknown: ReadonlySet<string> = new Set(['cantTell', 'untested']);

/** Verdicts that differ and do not say that they do not know. */
function wrongOnes(quiet: ReadonlyMap<string, string>, bad: ReadonlyMap<string, string>): readonly string[] {
  return [...bad]
    .filter(([id, verdict]) => verdict !== quiet.get(id) && !unknown.has(verdict))
    .map(([id, verdict]) => `${id} ${quiet.get(id)} → ${verdict}`);
}

describe('A run over a bad way', function () {
  this.timeout(900_000);
  let folder: string;
  const quiet = { all: new Map<string, string>() as ReadonlyMap<string, string>, few: new Map<string, string>() as ReadonlyMap<string, string> };

  async function runOver(
    name: string,
    script: Omit<ProxyScript, 'seed'>,
    given: { readonly only?: readonly string[]; readonly restartAt?: number } = {},
  ) {
    const { agency, proxy } = await behind(join(folder, name), script);
    let asked = 0;
    try {
      const report = await runHere({
        statement: agency.statement,
        out: join(folder, name, 'out'),
        seed: 'bad way',
        change: (prepared) => (given.only === undefined ? prepared : { ...prepared, settings: { ...prepared.settings, only: given.only } }),
        wrap: (session) => ({
          ...session,
          get requestsSent() {
            return session.requestsSent;
          },
          get redactions() {
            return session.redactions;
          },
          observe: (action, attempt, asker) => {
            asked += 1;
            if (asked === given.restartAt) proxy.restart(700).catch(() => undefined);
            return session.observe(action, attempt, asker);
          },
        }),
      });
      return { verdicts: verdictsOf(report), counts: proxy.counts() };
    } finally {
      await proxy.close();
      await agency.close();
    }
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-bad-ways-'));
    quiet.all = (await runOver('quiet', { rules: [] })).verdicts;
    quiet.few = (await runOver('quiet-few', { rules: [] }, { only: few })).verdicts;
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('finds the fault and little else unknown over a quiet way', () => {
    assert.equal(quiet.all.get('EGIF-TEC-TLS-009'), 'failed');
    assert.ok([...quiet.all.values()].filter((verdict) => verdict === 'passed').length > 80);
    assert.equal([...quiet.all.values()].filter((verdict) => verdict === 'failed').length, 1);
  });

  for (const lose of ['reset', 'silence'] as const)
    it(`gives no other verdict where one request in ten is lost (${lose})`, async () => {
      const only = lose === 'silence' ? few : undefined;
      const { verdicts, counts } = await runOver(
        `lost-${lose}`,
        { rules: [{ when: { percent: 10 }, do: { lose } }] },
        only === undefined ? {} : { only },
      );
      assert.ok(counts.lost > 5, JSON.stringify(counts));
      assert.deepEqual(wrongOnes(only === undefined ? quiet.all : quiet.few, verdicts), []);
    });

  it('gives the same verdicts where each request takes two seconds', async () => {
    const { verdicts } = await runOver('slow', { rules: [{ do: { delay: 2_000 } }] }, { only: few.slice(0, 5) });
    const chosen = new Map([...quiet.few].filter(([id]) => verdicts.has(id)));
    assert.deepEqual(wrongOnes(chosen, verdicts), []);
    assert.equal(verdicts.get('EGIF-TEC-TLS-009'), 'failed');
  });

  it('gives no other verdict where the server restarts in mid-run', async () => {
    const { verdicts, counts } = await runOver('restart', { rules: [] }, { restartAt: 120 });
    assert.equal(counts.restarts, 1);
    assert.deepEqual(wrongOnes(quiet.all, verdicts), []);
  });

  it('gives no other verdict where answers are corrupted on the wire', async () => {
    const { verdicts } = await runOver('corrupt', { rules: [{ when: { every: 7 }, do: { corrupt: 2 } }] }, { only: few });
    assert.deepEqual(wrongOnes(quiet.few, verdicts), []);
  });

  it('leaves no report without its evidence where the run is killed', async () => {
    for (const afterMs of [1_500, 4_000, 9_000]) {
      const { agency, proxy } = await behind(join(folder, `killed-${afterMs}`), { rules: [] });
      const out = join(folder, `killed-${afterMs}`, 'out');
      const args = [program, 'run', agency.statement, '--profile', 'three-layers', '--allow-network', '127.0.0.0/8', '--out', out];
      const child = spawn(process.execPath, args, { stdio: 'ignore' });
      const ended = new Promise((resolve) => child.once('close', resolve));
      const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
      await ended;
      clearTimeout(timer);
      await proxy.close();
      await agency.close();
      await assertWhole(out);
    }
  });
});

/** A report cites only evidence that is there, and whatever stands under a final name is whole. */
async function assertWhole(out: string): Promise<void> {
  const files = await readdir(out, { recursive: true }).catch((): string[] => []);
  for (const file of files) {
    const [, hex] = /blobs\/sha256\/[0-9a-f]{2}\/([0-9a-f]{64})$/.exec(file) ?? [];
    if (hex !== undefined) assert.equal(sha256(await readFile(join(out, file))), `sha256:${hex}`);
  }
  if (!files.includes('report.json')) return;
  const report: Report = JSON.parse(await readFile(join(out, 'report.json'), 'utf8'));
  const manifest: { readonly observations: readonly { readonly response?: { readonly body: string } }[] } = JSON.parse(
    await readFile(join(out, 'evidence/manifest.json'), 'utf8'),
  );
  const cited = report.requirements.flatMap(({ instances }) => instances.flatMap(({ evidence = [] }) => evidence));
  const pack = files.includes('evidence/blobs/pack') ? indexOfPack(await readFile(join(out, 'evidence/blobs/pack'))) : undefined;
  for (const seq of new Set(cited)) {
    const observation = manifest.observations[seq];
    assert.ok(observation !== undefined, `observation ${seq}`);
    const digest = observation.response?.body.slice('sha256:'.length);
    if (digest === undefined || pack?.place(`sha256:${digest}`) !== undefined) continue;
    assert.ok(files.includes(join('evidence/blobs/sha256', digest.slice(0, 2), digest)), digest);
  }
}
