/**
 * `npm run bench -- --trust`, the part of certificates: a batch of different ones, one from nothing, one again, chains and trust lists. Ratios are to one bare
 * ES256 verification of what the seal of a certificate signed, in the same process and round.
 *
 * In a batch every bundle is read whole and its signature, its path in the log, its contents and its status are judged; certificates of the seal, revocation
 * lists, the checkpoint and the status lists are the same in all of them and are verified once (see docs/performance.md). `--certificates N` sets how many are
 * judged in all where 500 different ones come again and again (default 100000), `--distinct N` how many there are where none comes twice (default 20000).
 */
import { createPublicKey, verify } from 'node:crypto';
import { createBatch } from '../dist/src/attestation/certificate/verify-batch.js';
import { verifyCertificate } from '../dist/src/attestation/certificate/verify.js';
import { createTrustMemory } from '../dist/src/attestation/trust/trust-context.js';
import { readTrustList } from '../dist/src/attestation/trust/trust-list.js';
import { compareWorks, worksTable } from './measure.mjs';
import { sized } from './size.mjs';
import { nationWithCertificates, now } from './trust-nation.mjs';

const at = now.getTime();
const repeated = 500;
const chunk = 250;

function option(name, fallback) {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? fallback : Number(process.argv[place + 1]);
}

function demandValid({ standing, code }) {
  if (standing !== 'valid') throw new Error(`a certificate of the bench is ${standing}: ${code}`);
}

/** One bare verification of each of the first signed texts. */
function bareRow(certificates) {
  const key = createPublicKey(certificates.nation.seals.issuer.key);
  const signed = Array.from({ length: 100 }, (_none, number) => {
    const text = certificates.credential(number);
    const end = text.lastIndexOf('.');
    return [Buffer.from(text.slice(0, end)), Buffer.from(text.slice(end + 1), 'base64url')];
  });
  return {
    name: 'bare: one ES256 verification of the same octets',
    work: (number) => {
      const [octets, signature] = signed[number % signed.length];
      if (!verify('sha256', octets, { key, dsaEncoding: 'ieee-p1363' }, signature)) throw new Error('a signature of the bench does not hold');
    },
  };
}

/** A batch; the octets of its bundles are made before the clock runs. */
function batchRow(name, certificates, distinct) {
  const batch = createBatch({ trust: certificates.trust, at });
  let bundles = [];
  return {
    name,
    count: chunk,
    prepare: (round) => {
      bundles = Array.from({ length: chunk }, (_none, number) => certificates.bundle((round * chunk + number) % distinct));
    },
    work: (number) => demandValid(batch.add(bundles[number % chunk])),
  };
}

async function batches(certificates, distinct, total) {
  const again = await compareWorks([bareRow(certificates), batchRow(`a batch, ${repeated} different again and again`, certificates, repeated)], {
    rounds: Math.ceil(total / chunk),
    warm: 4,
  });
  const once = await compareWorks([bareRow(certificates), batchRow(`a batch, all of ${distinct} different`, certificates, distinct)], {
    rounds: Math.floor(distinct / chunk),
    warm: 0,
  });
  return [...again, once[1]];
}

function singles(certificates) {
  const { trust, trustText } = certificates;
  const first = certificates.bundle(0);
  const remembering = { ...trust, memory: createTrustMemory() };
  return compareWorks([
    bareRow(certificates),
    { name: 'one certificate, nothing known', count: 20, work: () => demandValid(verifyCertificate(first, { trust, at })) },
    { name: 'the same again', count: 100, work: () => demandValid(verifyCertificate(first, { trust: remembering, at })) },
    { name: 'the trust list', count: 20, work: () => readTrustList(trustText, { at }) },
  ]);
}

/** Prints the tables. */
export async function tables(write) {
  const distinct = option('distinct', sized(20_000, 500));
  const total = option('certificates', sized(100_000, 500));
  for (const log of [false, true]) {
    const certificates = await nationWithCertificates(distinct, { log });
    const [bare, ...rows] = await batches(certificates, distinct, total);
    const [, ...alone] = await singles(certificates);
    const name = log ? 'with a log and witnesses, two of three demanded' : 'without a log';
    write(worksTable(`Certificates ${name}, ${certificates.bundle(0).length} octets each`, [bare, ...rows, ...alone]));
    write(`\n${total} of the batch in ${((rows[0].each * total) / 1e6).toFixed(1)} s of a core.\n`);
  }
}

if (import.meta.url === `file://${process.argv[1]}`) await tables((text) => process.stdout.write(text));
