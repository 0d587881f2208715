/** `egif diff` on the reports of real runs: a contract that got worse, another law, another harness. */
import { strict as assert } from 'node:assert';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { isObject, memberOf, parseJson } from '../../src/contract/json.js';
import { errorCodeOf, hasStackTrace, printed, type Ran, runEgif } from './run-egif.js';
import { writeSubject } from './subject-at.js';

const causesOf = (ran: Ran): readonly string[] => {
  const changes = memberOf(printed(ran), 'changes');
  assert.ok(Array.isArray(changes), ran.stdout.slice(0, 400) + ran.stderr);
  return [
    ...new Set(
      changes.flatMap((change: unknown) => {
        const causes: unknown = isObject(change) ? change['causes'] : [];
        return Array.isArray(causes) ? causes.map((each: unknown) => String(memberOf(each, 'cause'))) : [];
      }),
    ),
  ];
};

describe('egif diff of two reports', function () {
  this.timeout(300_000);
  let folder: string;
  const at = (name: string): string => join(folder, name);

  async function runOffline(name: string, change: (contract: string) => string, profile = 'three-layers'): Promise<void> {
    const directory = at(`${name}-case`);
    const statement = await writeSubject({ directory, origin: 'https://127.0.0.1:9' });
    const file = join(directory, 'contract.yaml');
    await writeFile(file, change(await readFile(file, 'utf8')));
    const ran = await runEgif(['run', statement, '--profile', profile, '--offline', '--seed', '7', '--out', at(name), '--format', 'json']);
    assert.ok(ran.status !== 3 && ran.status !== 4, ran.stderr);
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-diff-reports-'));
    await runOffline('monday', (contract) => contract);
    await runOffline('tuesday', (contract) => contract.replace(/^( *)contact:.*\n(?:\1 +.*\n)*/m, ''));
    await runOffline('other-law', (contract) => contract, 'g2g-rest-provider');
    await writeFile(at('monday.json'), await readFile(at('monday/report.json')));
    await writeFile(at('tuesday.json'), await readFile(at('tuesday/report.json')));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('finds nothing between a run and itself', async () => {
    const ran = await runEgif(['diff', at('monday'), at('monday'), '--json']);
    assert.deepEqual([ran.status, memberOf(printed(ran), 'changes'), memberOf(printed(ran), 'basis')], [0, [], 'rejudged'], ran.stderr);
  });

  it('lays a contract that got worse at the door of the endpoint, by judging the evidence of both again', async () => {
    const ran = await runEgif(['diff', at('monday/report.json'), at('tuesday'), '--json']);
    assert.deepEqual([ran.status, causesOf(ran), memberOf(printed(ran), 'basis')], [1, ['endpoint'], 'rejudged'], ran.stderr);
  });

  it('does the same by what the reports pin where there is no evidence, and calls the way back no worse', async () => {
    const back = await runEgif(['diff', at('tuesday.json'), at('monday.json'), '--json']);
    assert.deepEqual([back.status, causesOf(back), memberOf(printed(back), 'basis')], [0, ['endpoint'], 'pins'], back.stderr);
  });

  it('lays what another law says at the door of the profile', async () => {
    const ran = await runEgif(['diff', at('monday'), at('other-law'), '--json']);
    assert.deepEqual(causesOf(ran), ['profile'], ran.stderr);
  });

  it('cannot tell between evidence and harness where the evidence is gone and both differ', async () => {
    const text = await readFile(at('tuesday/report.json'), 'utf8');
    const report = parseJson(text)?.value;
    assert.ok(isObject(report) && isObject(report['harness']));
    await writeFile(at('elsewhere.json'), JSON.stringify({ ...report, harness: { ...report['harness'], version: '9.9.9' } }));
    const ran = await runEgif(['diff', at('elsewhere.json'), at('monday.json'), '--json']);
    assert.deepEqual([ran.status, causesOf(ran), memberOf(printed(ran), 'basis')], [2, ['endpoint', 'harness'], 'pins'], ran.stderr);
  });

  it('refuses evidence that is not that of the report, and a report against a contract', async () => {
    await cp(at('monday'), at('mixed'), { recursive: true });
    await rm(at('mixed/evidence'), { recursive: true });
    await cp(at('tuesday/evidence'), at('mixed/evidence'), { recursive: true });
    const mixed = await runEgif(['diff', at('mixed'), at('tuesday'), '--json']);
    assert.deepEqual([mixed.status, errorCodeOf(mixed)], [3, 'EVIDENCE_INVALID']);
    const unlike = await runEgif(['diff', at('monday'), at('monday-case/contract.yaml'), '--json']);
    assert.deepEqual([unlike.status, errorCodeOf(unlike)], [3, 'USAGE']);
  });

  it('says it in both languages', async () => {
    for (const [lang, words] of [
      ['en', /endpoint \(other evidence/],
      ['fa', /سامانهٔ دستگاه/],
    ] as const) {
      const ran = await runEgif(['diff', at('monday.json'), at('tuesday.json'), '--lang', lang]);
      assert.match(ran.stdout, words);
      assert.equal(hasStackTrace(ran), false);
    }
  });
});
