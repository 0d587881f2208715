/** Nothing outside the statement is ever contacted, whatever answers, contracts and descriptions point at. */
import { strict as assert } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'mocha';
import { isObject, memberOf, parseJson } from '../../src/contract/json.js';
import { startOutsideAgency } from './outside-agency.js';
import { runEgif } from './run-egif.js';

const inner = fileURLToPath(new URL('./netns-inner.js', import.meta.url));
const recorder = new URL('./record-network.js', import.meta.url).href;

/** An interface to nowhere with the default route, and names asked of the loopback alone. */
const setUp = [
  'mount --bind "$1/resolv.conf" /etc/resolv.conf',
  'ip link set lo up',
  'ip link add nowhere type veth peer name there',
  '{ sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 || true; }',
  'ip addr add 192.0.2.1/24 dev nowhere',
  'ip link set there up',
  // Without it the machine would go on asking who has the address of the deliberate attempt.
  'ip link set nowhere arp off',
  'ip link set nowhere up',
  'ip route add default dev nowhere',
  'exec "$2" "$3" "$1"',
].join(' && ');

function inNamespace(folder: string): Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn('unshare', ['-rnm', 'sh', '-c', setUp, 'sh', folder, process.execPath, inner], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => {
    stdout += String(text);
  });
  child.stderr.on('data', (text) => {
    stderr += String(text);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });
}

describe('A run against a service whose answers all point outside the statement', function () {
  this.timeout(240_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-netns-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  // where the system allows nobody a network namespace, the recorder of the other test stands in
  const possible = spawnSync('unshare', ['-rnm', 'sh', '-c', 'ip link add nowhere type veth peer name there'], { stdio: 'ignore' }).status === 0;
  const inOwnNetwork = possible
    ? it
    : () => process.stderr.write('No network namespaces here (unshare -rnm, veth): only what is connected to is seen\n');
  inOwnNetwork('sends no packet and asks for no name in a network namespace', async () => {
    await writeFile(join(folder, 'resolv.conf'), 'nameserver 127.0.0.1\noptions attempts:1 timeout:1\n');
    const { status, stdout, stderr } = await inNamespace(folder);
    assert.equal(status, 0, stderr);
    const seen = parseJson(stdout)?.value;
    assert.ok(isObject(seen), stdout);
    const [control, during] = [memberOf(seen, 'control'), memberOf(seen, 'during')];
    assert.ok(Number(memberOf(control, 'packets')) > 0 && Number(memberOf(control, 'queries')) > 0, 'the recorders see nothing');
    assert.deepEqual(during, { packets: 0, queries: 0 });
    assert.ok(Number(memberOf(seen, 'bent')) > 200, stdout);
    assert.equal(memberOf(seen, 'status'), 1);
  });

  it('opens connections to the ports of the statement alone, and looks nothing up', async () => {
    const agency = await startOutsideAgency(join(folder, 'recorded'));
    const record = join(folder, 'record.ndjson');
    try {
      const args = ['run', agency.statement, '--profile', 'three-layers', '--allow-network', '127.0.0.0/8', '--out', join(folder, 'recorded/out')];
      const ran = await runEgif(args, { preload: [recorder], env: { EGIF_TEST_RECORD: record }, timeoutMs: 170_000 });
      assert.equal(ran.status, 1, ran.stderr);
    } finally {
      await agency.close();
    }
    const lines = (await readFile(record, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => parseJson(line)?.value);
    const targets = new Set(lines.map((line) => JSON.stringify(line)));
    assert.ok(lines.length > 50);
    assert.deepEqual([...targets].sort(), agency.ports.map((port) => JSON.stringify({ connect: '127.0.0.1', port })).sort());
  });
});
