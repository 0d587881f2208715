/** Random mutations of signed reports: none is accepted that says something else, none ends otherwise than with a code. EGIF_MUTATIONS sets how many there are. */
import { strict as assert } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import { describe, it } from 'mocha';
import { readEnvelope } from '../../src/attestation/jws/envelope.js';
import { reportType } from '../../src/attestation/report-statement.js';
import { signReport } from '../../src/attestation/sign-report.js';
import { stampedOctets, withTimeStamp } from '../../src/attestation/timestamp/jades.js';
import { type Verification, verifyReport, type VerifyOptions } from '../../src/attestation/verify-report.js';
import { createChainCache } from '../../src/attestation/x509/chain-cache.js';
import { createTsaIdentity, testTsaPolicy } from '../../src/dev/tsa.js';
import { imprintOf, issueToken } from '../../src/dev/tsa-token.js';
import { countVerdicts } from '../../src/report/assemble-report.js';
import { canonicalSha256Of } from '../../src/report/canonical-verdicts.js';
import { chainOf, now } from './authorities.js';
import { mutated, mutatedWithin, randomOf } from './mutations.js';
import { sampleReport } from './sample-report.js';

const count = Number(process.env['EGIF_MUTATIONS'] ?? 6_000);
const chain = chainOf();
const tsa = createTsaIdentity(now);
const signed = await signReport(sampleReport(), chain.signer, now);
const token = issueToken(tsa, {
  imprint: imprintOf(stampedOctets(readEnvelope(Buffer.from(signed), { type: reportType }))),
  policy: testTsaPolicy,
  serial: 1,
  time: now,
  withCertificates: true,
});
const stamped = withTimeStamp(signed, token);

const options: VerifyOptions = {
  anchors: [chain.root.der],
  at: now,
  derive: (of) => ({ verdict: 'refused', counts: countVerdicts(of.requirements), canonicalSha256: canonicalSha256Of(of) }),
  cache: createChainCache(),
};
const timed: VerifyOptions = { ...options, timeStamp: { anchors: [tsa.root], policies: [testTsaPolicy] }, requireTimeStamp: true };

/** What a reader learns from a verification. */
const meaning = ({ standing, report, signer, timeStamp, notChecked }: Verification): object => ({ standing, report, signer, timeStamp, notChecked });

describe('attestation: random mutations of signed reports', function () {
  this.timeout(0);

  for (const [what, text, given] of [
    ['a signed report', signed, options],
    ['a report with a time stamp', stamped, timed],
  ] as const) {
    const times = Math.ceil(count / 2);
    it(`of ${what}: of ${times}, none is accepted that says something else`, async () => {
      const genuine = await verifyReport(Buffer.from(text), given);
      assert.equal(genuine.standing, 'valid', genuine.detail);
      const random = randomOf(20_261_123 + text.length);
      const codes = new Map<string, number>();
      for (let round = 0; round < times; round += 1) {
        const octets = round % 2 === 0 ? mutated(Buffer.from(text), random) : mutatedWithin(text, random);
        const found = await verifyReport(octets, given);
        const code = found.standing === 'valid' ? 'valid' : (found.code ?? '');
        if (code === 'valid') assert.ok(isDeepStrictEqual(meaning(found), meaning(genuine)), octets.toString());
        else assert.match(code, /^[A-Z][A-Z0-9_]+$/);
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
      assert.ok(codes.size > 8, `only ${[...codes.keys()].join(' ')}`);
      // White space around the outer members, and what no signature of a time stamp covers.
      assert.ok((codes.get('valid') ?? 0) < times * 0.1, `${codes.get('valid') ?? 0} were accepted`);
      if (process.env['EGIF_MUTATIONS'] !== undefined) process.stdout.write(`${what}: ${times} ${JSON.stringify(Object.fromEntries(codes))}\n`);
    });
  }
});
