import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { examined, type Judgement, notRunCauses, undetermined, violated } from '../../src/contract/judgement.js';
import { judge, settleAttempts } from '../../src/verdict/index.js';
import { finding, judgements } from './sample-rows.js';

const other = { code: 'sample-wrong', at: 'elsewhere' };

describe('judge', () => {
  const cases: readonly { readonly why: string; readonly judgement: Judgement | undefined; readonly want: string }[] = [
    { why: 'no judgement is no pass', judgement: undefined, want: 'cantTell' },
    { why: 'nothing examined is no pass', judgement: examined(0), want: 'cantTell' },
    { why: 'one thing examined and nothing found', judgement: examined(1), want: 'passed' },
    { why: 'a finding fails', judgement: violated(finding), want: 'failed' },
    { why: 'a finding fails even where nothing is counted', judgement: examined(0, [finding]), want: 'failed' },
    { why: 'findings outweigh a cause', judgement: { examined: 1, findings: [finding], cause: { code: 'timeout' } }, want: 'failed' },
    { why: 'a cause outweighs what was examined', judgement: { examined: 9, findings: [], cause: { code: 'timeout' } }, want: 'cantTell' },
    { why: 'a fault of the harness is no failure', judgement: undetermined('harness'), want: 'cantTell' },
    { why: 'a cause that nobody knows ran', judgement: undetermined('no-such-cause'), want: 'cantTell' },
  ];
  for (const { why, judgement, want } of cases) {
    it(`says ${want}: ${why}`, () => assert.equal(judge(judgement), want));
  }
  for (const code of notRunCauses) {
    it(`says untested: ${code}`, () => assert.equal(judge(undetermined(code)), 'untested'));
  }
});

describe('settleAttempts', () => {
  const { passed, failed, cantTell } = judgements;
  const flaky: readonly { readonly why: string; readonly attempts: readonly Judgement[] }[] = [
    { why: 'failed and passed', attempts: [failed, passed, failed] },
    { why: 'failed and lost', attempts: [failed, cantTell] },
    { why: 'passed and lost', attempts: [passed, cantTell] },
    { why: 'failed with other findings each time', attempts: [failed, violated(other)] },
  ];
  for (const { why, attempts } of flaky) {
    it(`is flaky: ${why}`, () => assert.equal(settleAttempts(attempts)?.cause?.code, 'flaky'));
  }

  it('keeps what every attempt found', () => {
    assert.deepEqual(settleAttempts([violated(finding, other), violated(other, finding), failed])?.findings, [finding]);
  });

  it('lets one attempt stand for itself, and none for nothing', () => {
    assert.equal(settleAttempts([failed]), failed);
    assert.equal(settleAttempts([]), undefined);
    assert.equal(settleAttempts([passed, passed]), passed);
  });
});
