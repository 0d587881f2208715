/** `egif cert self-proof` tries each fault once, goes on where it stood, and believes no record but its own. */
import { strict as assert } from 'node:assert';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { type KindOfProof, kindsOfProof } from '../../src/cli/self-proof/self-proof-plan.js';
import { places } from '../../src/cli/places.js';
import { openTally, tasksFor } from '../../src/cli/self-proof/self-proof-tally.js';
import { memberOf, parseJson } from '../../src/contract/json.js';
import { createPki } from '../../src/dev/pki.js';
import { resolveProfile } from '../../src/index.js';
import { loadLaw } from '../../src/suite/law.js';
import { runEgif } from '../scenarios/run-egif.js';

describe('egif cert self-proof', function () {
  this.timeout(180_000);
  let directory: string;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'egif-self-proof-test-'));
    const { privateKeyPem, chainPem } = createPki().signer;
    await writeFile(path.join(directory, 'runner.pem'), `${privateKeyPem.trim()}\n${chainPem}`);
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  /** Tries two faults of SOAP; gives the proof with its figures, and what was said beside. */
  async function prove(more: readonly string[] = []) {
    const faults = ['--fault', 'soap-fault-200', '--fault', 'soap-media-type-html'];
    const words = ['cert', 'self-proof', '--profile', 'soap-legacy-provider', ...faults, '--key', 'file:runner.pem', '--out', 'proof.json', '--json'];
    const { status, stdout, stderr } = await runEgif([...words, ...more], { directory, timeoutMs: 90_000 });
    assert.equal(status, 0, stderr);
    const said = parseJson(stdout)?.value;
    const figures = memberOf(said, 'figures');
    return { said, tried: memberOf(figures, 'tried'), kept: memberOf(figures, 'kept'), stderr };
  }
  const recordFile = async (): Promise<string> => {
    const [name = '', ...more] = await readdir(path.join(directory, 'egif-out', 'self-proof'));
    assert.deepEqual(more, []);
    return path.join(directory, 'egif-out', 'self-proof', name);
  };

  it('tries the clean agency and each fault, and tries nothing again that it has shown', async () => {
    const first = await prove();
    assert.deepEqual([first.tried, first.kept], [3, 0]);
    assert.deepEqual(memberOf(first.said, 'clean'), [{ kind: 'soap', whole: true, failed: [], unseen: [] }]);
    const names = memberOf(first.said, 'faults');
    assert.ok(Array.isArray(names) && names.every((each) => JSON.stringify(memberOf(each, 'expected')) === JSON.stringify(memberOf(each, 'found'))));
    const again = await prove(['--workers', '1']);
    assert.deepEqual([again.tried, again.kept], [0, 3]);
    for (const name of ['clean', 'faults', 'at', 'harness']) assert.deepEqual(memberOf(again.said, name), memberOf(first.said, name), name);
  });

  it('counts an altered record for nothing, and says why', async () => {
    const file = await recordFile();
    const outer: Record<string, string> = JSON.parse(await readFile(file, 'utf8'));
    const payload = Buffer.from(outer['payload'] ?? '', 'base64url')
      .toString()
      .replaceAll('"elapsedMs":', '"elapsedMs":1');
    await writeFile(file, JSON.stringify({ ...outer, payload: Buffer.from(payload).toString('base64url') }));
    const { tried, kept, stderr } = await prove();
    assert.deepEqual([tried, kept], [3, 0]);
    assert.match(stderr, /JWS_BAD_SIGNATURE/);
  });

  it('refuses a number of workers that is none', async () => {
    const { status, stdout } = await runEgif(
      ['cert', 'self-proof', '--profile', 'soap-legacy-provider', '--key', 'file:runner.pem', '--out', 'p.json', '--workers', '0', '--json'],
      { directory },
    );
    assert.equal(status, 3, stdout);
  });
});

describe('the tally of a self-proof', () => {
  const at = new Date('2026-11-01T08:00:00Z');
  const nothing = { before: { clean: [], faults: [] } };
  const answer = { failed: [], held: [], elapsedMs: 10 };
  let kinds: readonly KindOfProof[];
  before(async () => {
    kinds = kindsOfProof(resolveProfile('soap-legacy-provider', await loadLaw(places)));
  });

  it('asks a clean agency for all that the profile holds, and a fault for what it breaks', () => {
    const [clean, ...faults] = tasksFor(kinds, nothing);
    assert.deepEqual([clean?.fault, clean?.only], [undefined, []]);
    for (const { fault, known, only } of faults) assert.deepEqual([fault, only], [known?.name, known?.expected]);
    assert.equal(faults.length, kinds[0]?.faults.length);
  });

  it('tries a fault again among all requirements where not all of those found it that should', () => {
    const tally = openTally(nothing, () => at);
    const [, task] = tasksFor(kinds, nothing);
    assert.ok(task !== undefined);
    assert.equal(tally.take(task, answer), false);
    tally.retry(task);
    assert.deepEqual([tally.faults.length, tally.takeAgain().map(({ fault, only }) => [fault, only])], [0, [[task.fault, []]]]);
    assert.deepEqual(tally.takeAgain(), []);
    assert.equal(tally.take(task, { ...answer, failed: [...(task.known?.expected ?? []), 'EGIF-TEC-TLS-001'] }), true);
    assert.deepEqual(tally.faults[0]?.trial.found, task.known?.expected);
    assert.equal(tally.faults[0]?.at, '2026-11-01T07:59:59.990Z');
  });

  it('tries a clean agency again where something was not seen, and never where something was found', () => {
    const [clean] = tasksFor(kinds, nothing);
    assert.ok(clean !== undefined);
    const unseen = openTally(nothing, () => at);
    assert.equal(unseen.take(clean, answer), false);
    assert.deepEqual(unseen.clean[0]?.trial.unseen, clean.of.broken);
    unseen.retry(clean);
    assert.deepEqual([unseen.clean.length, unseen.takeAgain().length], [0, 1]);
    const soiled = openTally(nothing, () => at);
    assert.equal(soiled.take(clean, { ...answer, failed: ['EGIF-TEC-TLS-001'], held: clean.of.broken }), false);
    soiled.retry(clean);
    assert.deepEqual([soiled.clean[0]?.trial.failed, soiled.takeAgain().length], [['EGIF-TEC-TLS-001'], 0]);
    assert.equal(openTally(nothing, () => at).take(clean, { ...answer, held: clean.of.broken }), true);
  });

  it('leaves out what is kept from before', () => {
    const [clean, task] = tasksFor(kinds, nothing);
    assert.ok(clean !== undefined && task?.known !== undefined);
    const tally = openTally(nothing, () => at);
    tally.take(clean, { ...answer, held: clean.of.broken });
    tally.take(task, { ...answer, failed: task.known.expected });
    const left = tasksFor(kinds, { before: { clean: [...tally.clean], faults: [...tally.faults] } });
    assert.equal(left.length, tasksFor(kinds, nothing).length - 2);
    assert.ok(!left.some(({ fault }) => fault === undefined || fault === task.fault));
  });
});
