/** What a self-proof kept counts for its key, its program and its profile, while it is young, and only where it shows what is to be shown. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { sealObject } from '../../src/attestation/trust/seal-object.js';
import { countingTrials, longestTrialMs, openTrials, selfProofTrialsType, type TrialDemands } from '../../src/certification/self-proof-trials.js';
import type { KnownFault } from '../../src/certification/self-proof.js';
import type { SelfProofTrials } from '../../src/contract/documents.js';
import { codeOf } from '../attestation/code-of.js';
import { nationOf, now } from '../attestation/nation.js';

const { seals } = await nationOf();
const at = now.getTime();
const instant = (agoMs: number): string => new Date(at - agoMs).toISOString();
const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const profile = { ref: 'three-layers@0.1.0', sha256: digest('a') };
const fault: KnownFault = { kind: 'rest', name: 'no-hsts', must: true, expected: ['EGIF-TEC-TLS-008', 'EGIF-TEC-TLS-009'] };
const clean = { kind: 'rest', whole: true };

type KeptFault = SelfProofTrials['faults'][number];
type KeptClean = SelfProofTrials['clean'][number];
const keptFault = (change: Partial<KeptFault['trial']> = {}, agoMs = 1000): KeptFault => ({
  at: instant(agoMs),
  elapsedMs: 400,
  trial: { ...fault, expected: [...fault.expected], found: [...fault.expected], ...change },
});
const keptClean = (change: Partial<KeptClean['trial']> = {}, agoMs = 1000): KeptClean => ({
  at: instant(agoMs),
  elapsedMs: 9000,
  trial: { ...clean, failed: [], unseen: [], ...change },
});

const trials: SelfProofTrials = { egif: 'self-proof-trials/v1', program: digest('b'), profile, clean: [keptClean()], faults: [keptFault()] };
const demands: TrialDemands = { leaf: seals.runner.chain[0] ?? new Uint8Array(), program: digest('b'), profile };
const sealed = async (payload: object = trials, type = selfProofTrialsType, signer = seals.runner): Promise<Buffer> =>
  Buffer.from(await sealObject(payload, { type, content: 'application/json', signer, at: now }));

/** The same envelope over another payload, its signature untouched. */
async function altered(): Promise<Buffer> {
  const outer: Record<string, string> = JSON.parse((await sealed()).toString());
  const payload = Buffer.from(JSON.stringify({ ...trials, faults: [keptFault({ name: 'another' })] })).toString('base64url');
  return Buffer.from(JSON.stringify({ ...outer, payload }));
}

describe('what a self-proof kept', () => {
  it('opens under the key that sealed it', async () => assert.deepEqual(openTrials(await sealed(), demands), trials));

  const cases: readonly {
    readonly why: string;
    readonly code: string;
    readonly octets: () => Promise<Buffer>;
    readonly demands?: Partial<TrialDemands>;
  }[] = [
    { why: 'an altered payload', code: 'JWS_BAD_SIGNATURE', octets: altered },
    { why: 'another key', code: 'SIGNER_NOT_AUTHORISED', octets: () => sealed(trials, selfProofTrialsType, seals.challenge) },
    { why: 'another object under the same key', code: 'JWS_TYP', octets: () => sealed(trials, 'egif-self-proof+jws') },
    { why: 'another build', code: 'SELF_PROOF_HARNESS', octets: () => sealed(), demands: { program: digest('c') } },
    {
      why: 'another text of the profile',
      code: 'SELF_PROOF_PROFILE',
      octets: () => sealed(),
      demands: { profile: { ...profile, sha256: digest('c') } },
    },
    { why: 'another profile', code: 'SELF_PROOF_PROFILE', octets: () => sealed(), demands: { profile: { ...profile, ref: 'other@1.0.0' } } },
    { why: 'another shape', code: 'SCHEMA', octets: () => sealed({ ...trials, faults: 'all' }) },
    { why: 'half of the file', code: 'JSON_SYNTAX', octets: async () => (await sealed()).subarray(0, 200) },
  ];
  for (const { why, code, octets, demands: change } of cases)
    it(`is refused with ${code}: ${why}`, async () => {
      const text = await octets();
      assert.equal(
        codeOf(() => openTrials(text, { ...demands, ...change })),
        code,
      );
    });

  const known = { clean: [clean], faults: [fault], at };
  const ofFaults: readonly { readonly why: string; readonly kept: KeptFault; readonly counts: boolean }[] = [
    { why: 'found by all that it breaks', kept: keptFault(), counts: true },
    { why: 'as old as may be', kept: keptFault({}, longestTrialMs), counts: true },
    { why: 'too old', kept: keptFault({}, longestTrialMs + 1), counts: false },
    { why: 'of the future', kept: keptFault({}, -1), counts: false },
    { why: 'found by one of two', kept: keptFault({ found: ['EGIF-TEC-TLS-009'] }), counts: false },
    { why: 'of another kind', kept: keptFault({ kind: 'soap' }), counts: false },
    { why: 'said to break no MUST', kept: keptFault({ must: false }), counts: false },
    { why: 'breaks something else now', kept: keptFault({ expected: ['EGIF-TEC-TLS-009'], found: ['EGIF-TEC-TLS-009'] }), counts: false },
    { why: 'no longer known', kept: keptFault({ name: 'gone' }), counts: false },
  ];
  for (const { why, kept, counts } of ofFaults)
    it(`${counts ? 'counts' : 'counts for nothing'} of a fault: ${why}`, () =>
      assert.equal(countingTrials({ clean: [], faults: [kept] }, known).faults.length, counts ? 1 : 0));

  const ofClean: readonly { readonly why: string; readonly kept: KeptClean; readonly counts: boolean }[] = [
    { why: 'nothing found, all seen', kept: keptClean(), counts: true },
    { why: 'something found', kept: keptClean({ failed: ['EGIF-TEC-TLS-009'] }), counts: false },
    { why: 'something unseen', kept: keptClean({ unseen: ['EGIF-TEC-TLS-009'] }), counts: false },
    { why: 'a part where the whole is due', kept: keptClean({ whole: false }), counts: false },
    { why: 'of a kind that is not tried', kept: keptClean({ kind: 'soap' }), counts: false },
    { why: 'too old', kept: keptClean({}, longestTrialMs + 1), counts: false },
  ];
  for (const { why, kept, counts } of ofClean)
    it(`${counts ? 'counts' : 'counts for nothing'} of a clean agency: ${why}`, () =>
      assert.equal(countingTrials({ clean: [kept], faults: [] }, known).clean.length, counts ? 1 : 0));
});
