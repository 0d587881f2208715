/**
 * Events that the operator causes: agency and suite are processes of their own, the statement names no call that causes events, and whoever reads the lines
 * of the run does as they say.
 */
import { strict as assert } from 'node:assert';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import { parse, stringify } from 'yaml';
import type { Report, Statement } from '../../src/contract/documents.js';
import { memberOf, parseJson } from '../../src/contract/json.js';
import { isDocument } from '../../src/contract/validate.js';
import { repository, runEgif } from './run-egif.js';

/** The agency as a process of its own, once it listens. */
function startTwin(folder: string, faults: readonly string[]): Promise<ChildProcess> {
  const words = ['bin/egif.js', 'dev', 'agency', '--kind', 'event', '--json', '--statement', join(folder, 'agency.yaml')];
  const child = spawn(process.execPath, [...words, ...faults.flatMap((name) => ['--fault', name])], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the agency does not begin')), 60_000);
    child.once('error', reject);
    child.stdout?.once('data', () => {
      clearTimeout(timer);
      resolve(child);
    });
  });
}

/** One call of the operator's own, beside the suite. */
async function post(
  url: string,
  folder: string,
  sent: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<unknown> {
  const ca = await readFile(join(folder, 'pki', 'root-ca.pem'));
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', ca, headers: sent.headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.once('end', () => resolve(parseJson(text)?.value));
    });
    call.once('error', reject);
    call.end(sent.body);
  });
}

async function causeEvent(statement: Statement, folder: string): Promise<void> {
  const [service] = statement.services;
  const secret = (await readFile(join(folder, 'secrets', 'consumer-a.secret'), 'utf8')).trim();
  const basic = Buffer.from(`egif-test-a:${secret}`).toString('base64');
  const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${basic}` };
  const token = await post(service?.credentials?.tokenUrl ?? '', folder, { headers, body: 'grant_type=client_credentials&scope=requests.write' });
  const bearer = `Bearer ${String(memberOf(token, 'access_token'))}`;
  await post(`${service?.environments[0]?.baseUrl ?? ''}/sample-events`, folder, {
    headers: { 'content-type': 'application/json', authorization: bearer, 'idempotency-key': randomUUID() },
    body: JSON.stringify({ eventNote: 'آزمون' }),
  });
}

/** The statement of the agency without the call that causes events. */
async function byOperator(folder: string, seconds: number): Promise<Statement> {
  const value: unknown = parse(await readFile(join(folder, 'agency.yaml'), 'utf8'));
  assert.ok(isDocument('Statement', value));
  const services = value.services.map((service) => {
    const { trigger: _trigger, ...events } = service.listeners?.events ?? assert.fail('no listener');
    return { ...service, listeners: { events: { ...events, operatorSeconds: seconds } } };
  });
  const statement: Statement = { ...value, services };
  await writeFile(join(folder, 'operator.yaml'), stringify(statement));
  return statement;
}

const wanted = 'EGIF-TEC-EVT-007';
const rowOf = ({ requirements }: Report) => requirements.find(({ id }) => id === wanted);

describe('Events that the operator causes', function () {
  this.timeout(240_000);
  const folders: string[] = [];
  const twins: ChildProcess[] = [];
  after(async () => {
    for (const twin of twins) twin.kill('SIGKILL');
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  });

  /** The rows of a run and of its replay, and the lines that the operator was told. */
  async function see(faults: readonly string[], options: { readonly lang: 'fa' | 'en'; readonly acts: boolean; readonly seconds: number }) {
    const folder = await mkdtemp(join(tmpdir(), 'egif-operator-listening-'));
    folders.push(folder);
    twins.push(await startTwin(folder, faults));
    const statement = await byOperator(folder, options.seconds);
    const told: string[] = [];
    const acts: Promise<void>[] = [];
    const words = ['run', join(folder, 'operator.yaml'), '--profile', 'event-provider', '--only', wanted, '--lang', options.lang];
    const ran = await runEgif([...words, '--allow-network', '127.0.0.0/8', '--seed', '7', '--out', join(folder, 'out')], {
      timeoutMs: 200_000,
      onStderr: (text) => {
        for (const line of text
          .split('\n')
          .filter((each) => each.startsWith('egif run: ['))
          .slice(told.length)) {
          told.push(line);
          if (options.acts) acts.push(causeEvent(statement, folder));
        }
      },
    });
    await Promise.all(acts);
    const report: unknown = JSON.parse(await readFile(join(folder, 'out', 'report.json'), 'utf8'));
    assert.ok(isDocument('Report', report), ran.stderr);
    const again = await runEgif(['replay', join(folder, 'out', 'evidence'), '--out', join(folder, 'again')]);
    const replayed: unknown = JSON.parse(await readFile(join(folder, 'again', 'report.json'), 'utf8'));
    assert.ok(isDocument('Report', replayed), again.stderr);
    return { row: rowOf(report), again: rowOf(replayed), told };
  }

  it('are judged as those that the suite causes, live and again, and the operator is told what to do', async () => {
    const { row, again, told } = await see([], { lang: 'en', acts: true, seconds: 60 });
    assert.equal(row?.verdict, 'passed', JSON.stringify(row));
    assert.deepEqual([again?.verdict, again?.examined], [row?.verdict, row?.examined]);
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /^egif run: \[signature\] cause one event within \d+ s; delivered to https:/);
  });

  it('fail where they are wrong, and the operator is told in Persian', async () => {
    const { row, again, told } = await see(['delivery-without-signature'], { lang: 'fa', acts: true, seconds: 60 });
    assert.deepEqual(
      row?.findings.map(({ code }) => code),
      ['delivery-unsigned'],
    );
    assert.deepEqual(again?.findings, row?.findings);
    assert.match(told[0] ?? '', /یک رویداد تا \d+ ثانیه پدید آورید/);
  });

  it('that nobody causes leave it open', async () => {
    const { row } = await see([], { lang: 'en', acts: false, seconds: 5 });
    assert.deepEqual([row?.verdict, row?.reason?.code], ['cantTell', 'no-delivery']);
  });
});
