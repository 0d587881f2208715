/** `egif doctor`: what is well, what will soon end, and what is broken; each with its code. */
import { strict as assert } from 'node:assert';
import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { packMediaType } from '../../src/attestation/trust/freshness-pack.js';
import { clockLine, lifetimeLine, nodeLine, spaceLine } from '../../src/cli/doctor/doctor-lines.js';
import { isObject, memberOf } from '../../src/contract/json.js';
import { day, type Nation, nationOf, now } from '../attestation/nation.js';
import { errorCodeOf, hasStackTrace, printed, type Ran, runEgif } from './run-egif.js';

const dayMs = 86_400_000;

describe('The lines of egif doctor', () => {
  it('know the versions of Node that the package runs on', () => {
    const cases = [
      ['v18.20.0', 'doctor-node-unsupported'],
      ['v20.18.3', 'doctor-node-unsupported'],
      ['v20.20.2', 'doctor-node-ended'],
      ['v21.7.0', 'doctor-node-unsupported'],
      ['v22.12.0', 'doctor-node-unsupported'],
      ['v22.13.0', undefined],
      ['v23.1.0', 'doctor-node-unsupported'],
      ['v24.0.0', undefined],
      ['v26.3.0', undefined],
    ] as const;
    for (const [version, code] of cases) assert.equal(nodeLine(version).code, code, version);
  });

  it('warn before an end: thirty days, or the last quarter of what lives shorter', () => {
    const life = (from: number, until: number): string => {
      const { state, code } = lifetimeLine({ subject: 'seal', name: 'n', from: from * dayMs, until: until * dayMs }, 1000 * dayMs, 30);
      return `${state} ${code ?? ''}`.trim();
    };
    assert.equal(life(700, 1031), 'ok');
    assert.equal(life(700, 1029), 'warn doctor-expires-soon');
    assert.equal(life(996, 1003), 'ok', 'a weekly list in the middle of its life');
    assert.equal(life(994, 1001), 'warn doctor-expires-soon', 'a weekly list on its last day');
    assert.equal(life(700, 999), 'fail doctor-expired');
    assert.equal(life(1001, 1400), 'fail doctor-not-yet-valid');
    assert.equal(life(700, Number.NaN), 'fail doctor-expired');
  });

  it('hold the clock against what was signed', () => {
    assert.equal(clockLine(1000 * dayMs, 1001 * dayMs).code, 'doctor-clock-behind');
    assert.equal(clockLine(1000 * dayMs, 1000 * dayMs + 60_000).state, 'ok');
    assert.equal(clockLine(1000 * dayMs, undefined).code, 'doctor-clock-unproven');
  });

  it('measure the space', () => {
    assert.deepEqual(
      [undefined, 100, 1000, 5000].map((free) => spaceLine('f', free === undefined ? undefined : free * 1024 * 1024).code),
      ['doctor-folder-unwritable', 'doctor-space-short', 'doctor-space-low', undefined],
    );
  });
});

describe('egif doctor', function () {
  this.timeout(120_000);
  let folder: string;
  let nation: Nation;
  const doctor = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
    runEgif(['doctor', ...args, '--out', folder], { directory: folder, env });
  const codesOf = (ran: Ran, subject?: string): readonly string[] => {
    const lines = memberOf(printed(ran), 'lines');
    assert.ok(Array.isArray(lines), ran.stdout + ran.stderr);
    return lines.flatMap((line: unknown) =>
      isObject(line) && line['code'] !== undefined && (subject === undefined || line['subject'] === subject)
        ? [`${String(line['subject'])} ${String(line['code'])}`]
        : [],
    );
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-doctor-'));
    nation = await nationOf();
    const { statusLists } = await nation.bundle();
    const write = (name: string, value: unknown): Promise<void> => writeFile(join(folder, name), JSON.stringify(value));
    await write('nation.egiftrust', { mediaType: packMediaType, trustList: nation.trustText.toString('utf8'), statusLists });
    await write('broken.egiftrust', {
      mediaType: packMediaType,
      trustList: nation.trustText.toString('utf8'),
      statusLists: [{ url: 'https://a.example', credential: 'a.b.c' }],
    });
    const [first] = nation.roots;
    await writeFile(join(folder, 'one-key.json'), await nation.signList(nation.list, [first]));
    await write('state.json', { egif: 'trust-state/v1', lists: [], latest: day(30) });
    const { certificate, key } = nation.seals.agency;
    const pem = (der: Buffer): string => `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
    await writeFile(
      join(folder, 'seal.pem'),
      key.export({ format: 'pem', type: 'pkcs8' }).toString() + pem(certificate) + pem(nation.authority.intermediate),
    );
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    await writeFile(join(folder, 'other.pem'), other.export({ format: 'pem', type: 'pkcs8' }).toString() + pem(certificate));
    for (const name of ['seal.pem', 'other.pem']) await chmod(join(folder, name), 0o600);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('finds nothing broken in a fresh pack and a good seal', async () => {
    const ran = await doctor(['--trust', 'nation.egiftrust', '--key', 'file:seal.pem', '--at', now.toISOString(), '--json']);
    assert.deepEqual([ran.status, memberOf(printed(ran), 'fail')], [0, 0], ran.stdout);
    assert.deepEqual(
      codesOf(ran).filter((code) => !/^(?:node|browser|space) /.test(code)),
      [],
    );
  });

  it('warns ahead, and fails what has ended', async () => {
    const calls = [
      [day(6), 0, ['status-list doctor-expires-soon', 'status-list doctor-expires-soon', 'status-list doctor-expires-soon']],
      [day(8), 1, ['status-list doctor-expired', 'status-list doctor-expired', 'status-list doctor-expired']],
    ] as const;
    for (const [at, status, codes] of calls) {
      const ran = await doctor(['--trust', 'nation.egiftrust', '--at', at, '--json']);
      assert.deepEqual([ran.status, codesOf(ran, 'status-list')], [status, codes], at);
    }
    const list = await doctor(['--trust', 'nation.egiftrust', '--at', day(380), '--json']);
    assert.deepEqual(codesOf(list, 'trust-list'), ['trust-list doctor-expires-soon']);
    const seal = await doctor(['--key', 'file:seal.pem', '--at', day(690), '--json']);
    assert.deepEqual(codesOf(seal, 'seal'), ['seal doctor-expires-soon']);
  });

  it('fails what cannot be believed or used', async () => {
    const calls = [
      [['--trust', 'one-key.json'], 'trust-list doctor-trust-refused'],
      [['--trust', 'broken.egiftrust'], 'status-list doctor-part-unreadable'],
      [['--trust', 'nation.egiftrust', '--state', 'state.json'], 'clock doctor-clock-behind'],
      [['--key', 'file:other.pem'], 'seal doctor-seal-unusable'],
      [['--key', 'file:absent.pem'], 'seal doctor-seal-unusable'],
    ] as const;
    for (const [args, code] of calls) {
      const ran = await doctor([...args, '--at', now.toISOString(), '--json']);
      assert.equal(ran.status, 1, args.join(' '));
      assert.ok(codesOf(ran).includes(code), `${args.join(' ')}: ${codesOf(ran).join(', ')}`);
    }
  });

  it('names the programs that are wanting', async () => {
    const ran = await doctor(['--key', 'pkcs11:token=a;object=b', '--json'], { PATH: '' });
    assert.ok(codesOf(ran).includes('token-tool doctor-token-tool-absent') && codesOf(ran).includes('browser doctor-browser-absent'));
    assert.equal(ran.status, 1);
  });

  it('speaks both languages, and refuses what it cannot read', async () => {
    const fa = await doctor(['--lang', 'fa', '--trust', 'nation.egiftrust', '--at', day(8)]);
    assert.match(fa.stdout, /✗ فهرست وضعیت/);
    assert.equal(hasStackTrace(fa), false);
    for (const args of [
      ['--at', 'soon'],
      ['--days', '-1'],
      ['--state', 'seal.pem'],
      ['--trust', 'absent'],
    ]) {
      const ran = await doctor([...args, '--json']);
      assert.equal(ran.status, 3, args.join(' '));
      assert.ok(['USAGE', 'FILE_NOT_FOUND'].includes(errorCodeOf(ran) ?? ''));
    }
  });
});
