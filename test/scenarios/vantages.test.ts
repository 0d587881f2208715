/** Runs of one statement from several vantages, one of them behind an outbound proxy, and what they say together: the real command line. */
import { strict as assert } from 'node:assert';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { isDocument } from '../../src/contract/validate.js';
import type { Report, RequirementRow } from '../../src/contract/documents.js';
import { serveProxy, type ConnectProxy } from '../evidence/connect-proxy.js';
import { type Listening, serveHttps } from '../evidence/servers.js';
import { recomputeReport } from '../../src/suite/recompute.js';
import { replayFacts } from './in-process.js';
import { errorCodeOf, printed, type Ran, runEgif } from './run-egif.js';
import { writeSubject } from './subject-at.js';

const hsts = 'EGIF-TEC-TLS-009';
const trust = 'EGIF-TEC-TLS-005';
const chosen = ['--only', hsts, '--only', trust];

function reportOf(ran: Ran): Report {
  const value = printed(ran);
  assert.ok(isDocument('Report', value), ran.stderr + ran.stdout.slice(0, 2000));
  return value;
}

function row(report: Report, id: string): RequirementRow {
  const found = report.requirements.find((each) => each.id === id);
  assert.ok(found !== undefined, `no row ${id}`);
  return found;
}

describe('Runs from several vantages', function () {
  this.timeout(120_000);
  let folder: string;
  let statement: string;
  let server: Listening;
  let proxy: ConnectProxy;
  let bars: ConnectProxy;
  let strict = true;

  const at = (name: string): string => join(folder, name);
  const run = (name: string, ...more: readonly string[]): Promise<Ran> => runWith('7', name, ...more);
  const runWith = (seed: string, name: string, ...more: readonly string[]): Promise<Ran> =>
    runEgif([
      'run',
      statement,
      '--profile',
      'three-layers',
      '--allow-network',
      '127.0.0.0/8',
      '--seed',
      seed,
      ...chosen,
      '--out',
      at(name),
      '--json',
      ...more,
    ]);
  const merge = (...names: readonly string[]): Promise<Ran> => {
    const [out = '', ...from] = names.map(at);
    return runEgif(['merge', ...from, '--out', out, '--format', 'html,md', '--json']);
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-vantages-'));
    server = await serveHttps((_request, response) => {
      if (strict) response.setHeader('Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
      response.setHeader('Content-Type', 'application/json');
      response.end('{"status":"up"}');
    });
    proxy = await serveProxy();
    bars = await serveProxy({ answer: () => 'HTTP/1.1 403 Forbidden\r\n\r\n' });
    statement = await writeSubject({ directory: at('subject'), origin: server.https, timeoutMs: 3000 });
    const text = await readFile(statement, 'utf8');
    await writeFile(statement, text.replace(/^( +)kind: local$/m, '$1kind: local\n$1vantage: [internet, exchange, office]'));
    await run('internet', '--vantage', 'internet');
    await run('exchange', '--vantage', 'exchange', '--proxy', proxy.url);
    await run('office', '--vantage', 'office', '--proxy', bars.url);
    strict = false;
    await run('lax', '--vantage', 'exchange');
    strict = true;
  });
  after(async () => {
    await Promise.all([server.close(), proxy.close(), bars.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  it('goes through the proxy that the operator names, and says so and where it looked from', async () => {
    const ran = reportOf(await runEgif(['replay', at('exchange'), '--json']));
    assert.deepEqual([ran.run.vantage, ran.run.proxy, row(ran, hsts).verdict], ['exchange', 'addresses', 'passed']);
    assert.ok(proxy.asked.length > 0);
    assert.ok(proxy.asked.every((authority) => authority.startsWith('127.0.0.1:')));
  });

  it('holds nothing against the agency where the proxy bars the way', async () => {
    const ran = reportOf(await runEgif(['replay', at('office'), '--json']));
    assert.deepEqual(
      [hsts, trust].map((id) => [row(ran, id).verdict, row(ran, id).reason?.code]),
      [
        ['cantTell', 'proxy-refused'],
        ['cantTell', 'proxy-refused'],
      ],
    );
  });

  it('merges what agrees to the same verdict, and counts the vantages that could look', async () => {
    const report = reportOf(await merge('m-agree', 'internet', 'exchange', 'office'));
    assert.deepEqual([row(report, hsts).verdict, row(report, trust).verdict], ['passed', 'passed']);
    const { vantages = [] } = row(report, hsts);
    assert.deepEqual(
      vantages.map(({ vantage, verdict, counted }) => [vantage, verdict, counted]),
      [
        ['exchange', 'passed', true],
        ['internet', 'passed', true],
        ['office', 'cantTell', false],
      ],
    );
    assert.deepEqual(
      report.vantages?.map(({ vantage, evidence: { folder: pack } }) => [vantage, pack]),
      [
        ['exchange', '2-exchange'],
        ['internet', '1-internet'],
        ['office', '3-office'],
      ],
    );
  });

  it('tells nothing where they disagree, and shows both sides in every form', async () => {
    const ran = await merge('m-disagree', 'internet', 'lax');
    const report = reportOf(ran);
    assert.equal(ran.status, 2);
    assert.deepEqual(
      [row(report, hsts).verdict, row(report, hsts).reason?.code, row(report, trust).verdict],
      ['cantTell', 'vantages-disagree', 'passed'],
    );
    assert.match(row(report, hsts).reason?.detail ?? '', /^exchange: failed \(hsts-[a-z-]+\); internet: passed$/);
    for (const name of ['report.en.html', 'report.fa.html', 'report.en.md', 'report.fa.md']) {
      const text = await readFile(join(at('m-disagree'), name), 'utf8');
      assert.match(text, /exchange/, name);
      assert.match(text, /internet/, name);
      assert.match(text, name.includes('.fa.') ? /چه کسی چه دید/ : /Who saw what/, name);
    }
  });

  it('judges the merged evidence again to the same verdicts, and sees evidence that is not whole', async () => {
    const merged = reportOf(await merge('m-again', 'lax', 'internet'));
    const again = reportOf(await runEgif(['replay', at('m-again'), '--json']));
    assert.equal(again.canonicalSha256, merged.canonicalSha256);
    assert.equal(again.evidence.root, merged.evidence.root);
    await rm(join(at('m-again'), 'evidence/2-internet'), { recursive: true });
    assert.equal(errorCodeOf(await runEgif(['replay', at('m-again'), '--json'])), 'REPORTS_UNLIKE');
  });

  it('judges no pack again that is not of the merged report', async () => {
    const merged = reportOf(await merge('m-packs', 'exchange', 'internet'));
    const evidence = join(at('m-packs'), 'evidence');
    const facts = await replayFacts();
    const again = async (): Promise<readonly string[] | undefined> => (await recomputeReport(merged, { directory: evidence, ...facts }))?.differing;
    assert.deepEqual(await again(), []);
    const [one, other] = ['1-exchange', '2-internet'].map((name) => join(evidence, name));
    assert.ok(one !== undefined && other !== undefined);
    await rename(other, `${folder}/kept`);
    assert.equal(await again(), undefined, 'one is missing');
    await cp(one, other, { recursive: true });
    assert.equal(await again(), undefined, 'one stands there twice');
    await rm(other, { recursive: true });
    await cp(join(at('office'), 'evidence'), other, { recursive: true });
    assert.equal(await again(), undefined, 'one is of another run');
    await rm(other, { recursive: true });
    await rename(`${folder}/kept`, other);
    await cp(one, join(evidence, '3-exchange'), { recursive: true });
    assert.equal(await again(), undefined, 'there is one more');
  });

  it('refuses what is not of one case, each with its reason', async () => {
    await runWith('8', 'other-seed', '--vantage', 'office');
    await run('nowhere');
    const cases: readonly (readonly [why: string, names: readonly string[]])[] = [
      ['another seed', ['internet', 'other-seed']],
      ['one vantage twice', ['exchange', 'lax']],
      ['no vantage', ['internet', 'nowhere']],
      ['a merged one', ['m-disagree', 'office']],
    ];
    for (const [why, names] of cases) {
      const ran = await merge(`m-refused-${names.join('-')}`, ...names);
      assert.deepEqual([ran.status, errorCodeOf(ran)], [3, 'REPORTS_UNLIKE'], why);
    }
    const unknown = await run('unknown', '--vantage', 'moon');
    assert.deepEqual([unknown.status, errorCodeOf(unknown)], [3, 'UNKNOWN_ID']);
  });

  it('refuses a report that was altered, and evidence of another run', async () => {
    const file = join(at('lax'), 'report.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"verdict": "failed"', '"verdict": "passed"'));
    assert.equal(errorCodeOf(await merge('m-altered', 'internet', 'lax')), 'EVIDENCE_INVALID');
    await writeFile(file, await readFile(join(at('office'), 'report.json'), 'utf8'));
    assert.equal(errorCodeOf(await merge('m-foreign', 'internet', 'lax')), 'EVIDENCE_INVALID');
  });
});
