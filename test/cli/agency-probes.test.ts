/** The agency's own probes: what they may do, what they cannot, and that no verdict rests on them. */
import { strict as assert } from 'node:assert';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { runAgencyProbes } from '../../src/cli/run/agency-probes.js';
import { openLiveSession } from '../../src/cli/run/open-session.js';
import { thisWorld } from '../../src/cli/world.js';
import type { AgencyProbes, Report } from '../../src/contract/documents.js';
import { isDocument } from '../../src/contract/validate.js';
import { type RunningAgency, startAgency } from '../../src/dev/agency.js';
import { EgifError } from '../../src/errors.js';
import type { EvidenceSession } from '../../src/evidence/session.js';
import { loopback, prepare } from '../scenarios/in-process.js';
import { runEgif } from '../scenarios/run-egif.js';

type Prepared = Awaited<ReturnType<typeof prepare>>;

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

async function reportIn(directory: string): Promise<Report> {
  const value: unknown = JSON.parse(await readFile(join(directory, 'report.json'), 'utf8'));
  assert.ok(isDocument('Report', value));
  return value;
}

describe("the agency's own probes", function () {
  this.timeout(120_000);
  let home: string;
  let agency: RunningAgency;
  let prepared: Prepared;
  let made = 0;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'egif-own-probes-'));
    agency = await startAgency({ directory: join(home, 'agency') });
    prepared = await prepare(agency.statement, 'own probes');
  });
  after(async () => {
    await agency.close();
    await rm(home, { recursive: true, force: true });
  });

  async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
    made += 1;
    const folder = join(home, `probes-${made}`);
    await mkdir(folder);
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return folder;
  }

  async function run(files: Readonly<Record<string, string>>, more: { readonly fileMs?: number; readonly sentBefore?: number } = {}) {
    const { fileMs = 15_000, sentBefore = 0 } = more;
    const folder = await folderOf(files);
    const session: EvidenceSession = await openLiveSession(prepared, { allowNetwork: loopback, world: thisWorld(), sentBefore });
    try {
      return await runAgencyProbes({ folder, prepared, session, fileMs });
    } finally {
      await session.close();
    }
  }

  const outcomes = ({ files }: AgencyProbes): readonly string[] => files.map(({ file, outcome }) => `${file} ${outcome}`);
  const states = ({ files }: AgencyProbes): readonly string[] => files.flatMap(({ tests }) => tests.map(({ title, state }) => `${title}: ${state}`));

  for (const lang of ['en', 'fa'] as const)
    it(`are as the guide shows them (${lang})`, async () => {
      const guide = await readFile(join('docs', `agency-probes.${lang}.md`), 'utf8');
      const [, example = ''] = /```js\n([\s\S]*?)```/.exec(guide) ?? [];
      const said = await run({ 'example.mjs': example });
      assert.deepEqual(outcomes(said), ['example.mjs completed']);
      assert.deepEqual([said.passed, said.failed, said.pending], [4, 0, 0], JSON.stringify(said.files));
      assert.ok(said.requestsSent >= 4);
    });

  it('send as an identity without seeing its credential', async () => {
    const said = await run({
      'a.mjs': `it('as', async () => {
        const answer = await egif.send({ path: '/status', as: 'consumerA' });
        if (answer.status !== 200) throw new Error(String(answer.status));
        if (JSON.stringify([answer, egif, process.env, process.argv]).includes('Bearer')) throw new Error('seen');
      });`,
    });
    assert.deepEqual(states(said), ['as: passed'], JSON.stringify(said.files));
  });

  it('are pending, not failed, where a call may not be made or has no answer', async () => {
    const said = await run({
      'a.mjs': `it('elsewhere', () => egif.send({ url: 'https://example.com/' }));
        it('metadata', () => egif.send({ url: 'http://169.254.169.254/latest' }));
        it('nobody', () => egif.send({ path: '/status', as: 'somebody' }));
        it('field', () => egif.send({ path: '/status', headers: { 'X-A': 'a\\r\\nHost: b' } }));
        it('method', () => egif.send({ path: '/status', method: 'GET / HTTP/1.1' }));`,
    });
    assert.equal(said.requestsSent, 0);
    assert.deepEqual(new Set(said.files.flatMap(({ tests }) => tests.map(({ state }) => state))), new Set(['pending']));
  });

  it('have what the run left of the budget, and no more', async () => {
    const most = prepared.subject.service.limits?.maxRequests ?? 0;
    const files = { 'a.mjs': `it('many', async () => { for (let i = 0; i < 20; i++) await egif.send({ path: '/status' }); });` };
    const said = await run(files, { sentBefore: most - 5 });
    assert.equal(said.requestsSent, 5);
    assert.match(said.files[0]?.tests[0]?.message ?? '', /^budget/);
  });

  const bad: readonly (readonly [why: string, outcome: string, text: string])[] = [
    ['throws when it is loaded', 'broken', `throw new Error('at import');`],
    ['is no JavaScript', 'broken', `it('x', () => {`],
    ['hangs in a test', 'timeout', `it('x', () => { for (;;); });`],
    ['never ends to load', 'timeout', `await new Promise(() => setInterval(() => {}, 1000));`],
    ['ends its process', 'ended', `it('x', () => process.exit(0));`],
    ['ends its process as it is loaded', 'ended', `process.exit(0);`],
    ['asks more at once than it may', 'flooded', `it('x', () => Promise.all(Array.from({ length: 3000 }, () => egif.send({ path: '/status' }))));`],
    ['prints without end', 'flooded', `it('x', async () => { for (;;) { console.log('x'.repeat(1e5)); await new Promise(setImmediate); } });`],
    [
      'writes into the pipe',
      'flooded',
      `it('x', async () => { const { writeSync } = await import('node:fs'); writeSync(3, 'nonsense\\n'); await new Promise((r) => setTimeout(r, 3000)); });`,
    ],
    ['writes globals', 'flooded', `JSON.stringify = () => 'null'; it('x', () => {});`],
    ['eats its memory', 'ended', `it('x', () => { const all = []; for (;;) all.push(new Array(1e5).fill(Math.random())); });`],
  ];
  for (const [why, outcome, text] of bad)
    it(`that ${why} harm nobody but themselves`, async () => {
      const good = `it('good', async () => { if ((await egif.send({ path: '/status' })).status !== 200) throw new Error('no'); });`;
      const said = await run({ 'bad.mjs': text, 'good.mjs': good }, { fileMs: 6000 });
      assert.deepEqual(outcomes(said), [`bad.mjs ${outcome}`, 'good.mjs completed'], JSON.stringify(said.files));
      assert.ok(states(said).includes('good: passed'));
    });

  it('cannot go around the session: no connection, no file, no process, no signal, no environment', async () => {
    const mark = join(home, 'mark');
    const said = await run({
      'a.mjs': `import cp from 'node:child_process'; import fs from 'node:fs'; import http from 'node:http'; import net from 'node:net'; import { connect } from 'node:tls';
        import { Worker } from 'node:worker_threads'; import { lookup } from 'node:dns';
        const port = ${agency.port};
        it('fetch', () => fetch('https://127.0.0.1:' + port));
        it('http', () => { http.get('http://127.0.0.1:' + port); });
        it('net', () => { net.connect(port, '127.0.0.1'); });
        it('socket', () => { new net.Socket().connect(port, '127.0.0.1'); });
        it('tls', () => { connect(port, '127.0.0.1'); });
        it('dns', () => { lookup('example.com', () => {}); });
        it('file', () => { fs.writeFileSync(${JSON.stringify(mark)}, 'x'); });
        it('process', () => { const { error } = cp.spawnSync('touch', [${JSON.stringify(mark)}]); if (error) throw error; });
        it('worker', () => { new Worker('0', { eval: true }); });
        it('signal', () => { process.kill(process.ppid); });
        it('secrets', () => { if (Object.keys(process.env).some((name) => !/^(NO_COLOR|NODE_NO_WARNINGS)$/.test(name))) return; throw new Error('none'); });`,
    });
    assert.deepEqual(
      said.files.flatMap(({ tests }) => tests.filter(({ state }) => state !== 'failed').map(({ title }) => title)),
      [],
    );
    assert.equal(said.failed, 11, JSON.stringify(said.files));
    assert.equal(await exists(mark), false);
  });

  it('are told apart from a folder that is not there or holds none', async () => {
    await assert.rejects(run({ 'readme.txt': '' }), (error) => error instanceof EgifError && error.code === 'USAGE');
    const ran = await runEgif(['run', agency.statement, '--probes', join(home, 'nowhere'), '--json', '--allow-network', loopback[0] ?? '']);
    assert.equal(ran.status, 3, ran.stdout.slice(0, 300));
  });

  it('change neither verdict nor digest nor exit status of a run, and stand apart in every form of its report', async () => {
    const folder = await folderOf({
      'a.mjs': `it('fails <b>', () => { throw new Error('on purpose'); }); Object.prototype.verdict = 'refused';`,
      'b.mjs': `process.exit(1);`,
    });
    const own = ['--only', 'EGIF-TEC-OPS-001', '--seed', 'same', '--allow-network', loopback[0] ?? '', '--format', 'html,md,junit', '--lang', 'en'];
    const [plain, probed] = [join(home, 'plain'), join(home, 'probed')];
    const without = await runEgif(['run', agency.statement, ...own, '--out', plain]);
    const given = await runEgif(['run', agency.statement, ...own, '--out', probed, '--probes', folder]);
    assert.equal(given.status, without.status, given.stderr);
    const [one, other] = [await reportIn(plain), await reportIn(probed)];
    assert.equal(one.agencyProbes, undefined);
    assert.equal(other.agencyProbes?.failed, 1);
    assert.equal(other.canonicalSha256, one.canonicalSha256);
    assert.deepEqual([other.verdict, other.counts, other.certifiable], [one.verdict, one.counts, one.certifiable]);
    const [html, markdown, junit] = await Promise.all(
      ['report.en.html', 'report.en.md', 'junit.xml'].map((name) => readFile(join(probed, name), 'utf8')),
    );
    for (const text of [html, markdown]) assert.match(text ?? '', /own probes[\s\S]*on purpose/);
    assert.doesNotMatch(html ?? '', /fails <b>/);
    assert.match(junit ?? '', /<testsuite name="agency own probes" tests="2" failures="0" errors="0" skipped="2"/);
    assert.ok(await exists(join(probed, 'agency-probes', 'manifest.json')));
  });
});
