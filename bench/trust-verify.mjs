/**
 * How fast certificates are verified: one from nothing, one with what was computed before, and a batch of different certificates; the size of a bundle.
 * `--certificates N` sets the batch (default 100000), of which every one is parsed and its signature verified; `--distinct N` how many different ones it holds.
 *
 * Needs the build (`npm run build`): the test nation lives with the tests.
 */
import { createBatch } from '../dist/src/attestation/certificate/verify-batch.js';
import { verifyCertificate } from '../dist/src/attestation/certificate/verify.js';
import { createTrustMemory } from '../dist/src/attestation/trust/trust-context.js';
import { readTrustList } from '../dist/src/attestation/trust/trust-list.js';
import { nationOf, now } from '../dist/test/attestation/nation.js';

const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const at = now.getTime();

/** Seconds of one core since then: what others do on the machine does not count. */
function cpuSeconds(started) {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

function perSecond(rounds, work) {
  work();
  const started = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) work(round);
  return rounds / cpuSeconds(started);
}

/** Rows of what was measured: name, value, unit. */
export async function trustVerifyRows({ certificates = 100_000, distinct = 500 } = {}) {
  const rows = [];
  for (const log of [false, true]) {
    const nation = await nationOf({ log });
    const name = log ? 'with log and two of three witnesses' : 'without a log';
    const bundles = [];
    const lists = (await nation.bundle()).statusLists;
    for (let number = 0; number < distinct; number += 1) {
      const credential = nation.credential((of) => {
        of.id = `urn:egif:cert:IR-2026-${String(number).padStart(6, '0')}`;
      });
      bundles.push(Buffer.from(JSON.stringify({ ...(await nation.bundle(credential, { lists: [] })), statusLists: lists })));
    }
    const [first] = bundles;
    rows.push([`bundle, ${name}`, first.length, 'bytes']);
    rows.push([`trust list, ${name}`, perSecond(300, () => readTrustList(nation.trustText, { at })), 'per second of a core']);
    rows.push([
      `one certificate from nothing, ${name}`,
      perSecond(300, () => verifyCertificate(first, { trust: nation.trust, at })),
      'per second of a core',
    ]);
    const trust = { ...nation.trust, memory: createTrustMemory() };
    rows.push([`one certificate again, ${name}`, perSecond(2000, () => verifyCertificate(first, { trust, at })), 'per second of a core']);
    const batch = createBatch({ trust: nation.trust, at });
    let valid = 0;
    const started = process.cpuUsage();
    for (let number = 0; number < certificates; number += 1) if (batch.add(bundles[number % distinct]).standing === 'valid') valid += 1;
    const seconds = cpuSeconds(started);
    if (valid !== certificates) throw new Error(`${valid} of ${certificates} were valid`);
    rows.push([`batch of ${certificates}, ${distinct} different, ${name}`, certificates / seconds, 'per second of a core']);
  }
  return rows;
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const rows = await trustVerifyRows({ certificates: option('certificates', 100_000), distinct: option('distinct', 500) });
  for (const [name, value, unit] of rows) process.stdout.write(`${name.padEnd(70)} ${String(Math.round(value)).padStart(8)} ${unit}\n`);
}
