/**
 * Runs within a network namespace that has a loopback and one interface to nowhere: whatever would leave this machine is counted there, and every
 * name that is asked for comes to a resolver of the test's own.
 *
 * Prints one JSON object: what the recorders saw of a deliberate attempt, and what they saw of a run.
 */
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { outsideAddress, outsideName, startOutsideAgency } from './outside-agency.js';
import { runEgif } from './run-egif.js';

const folder = process.argv[2] ?? '';
/** The tenth number of the interface's line: packets sent (proc_pid_net(5)); `/sys` would show the machine's interfaces. */
function sentPackets(): number {
  const [, numbers = ''] = /^\s*nowhere:(.*)$/m.exec(readFileSync('/proc/self/net/dev', 'utf8')) ?? [];
  return Number(numbers.trim().split(/\s+/)[9]);
}
let queries = 0;
const resolver = createSocket('udp4');
resolver.on('message', (message, from) => {
  queries += 1;
  const answer = Buffer.from(message);
  // The question again, as an answer: there is no such name (RFC 1035 §4.1.1).
  answer.writeUInt16BE(0x8183, 2);
  resolver.send(answer, from.port, from.address);
});
await new Promise<void>((resolve) => resolver.bind(53, '127.0.0.1', resolve));

/** Both recorders see what they are there to see. */
async function tryOut(): Promise<void> {
  await new Promise<void>((resolve) => {
    const socket = connect({ host: outsideAddress, port: 443 });
    socket.on('error', () => resolve());
    socket.setTimeout(500, () => {
      socket.destroy();
      resolve();
    });
  });
  await lookup(outsideName).catch(() => undefined);
}

await tryOut();
await new Promise((resolve) => setTimeout(resolve, 1_500));
const control = { packets: sentPackets(), queries };
const agency = await startOutsideAgency(folder);
const args = [
  'run',
  agency.statement,
  '--profile',
  'three-layers',
  '--allow-network',
  '127.0.0.0/8',
  '--out',
  join(folder, 'out'),
  '--seed',
  'netns',
];
const ran = await runEgif(args, { timeoutMs: 170_000 });
const bent = agency.bent();
await agency.close();
const during = { packets: sentPackets() - control.packets, queries: queries - control.queries };
resolver.close();
process.stdout.write(`${JSON.stringify({ control, during, status: ran.status, bent })}\n`);
