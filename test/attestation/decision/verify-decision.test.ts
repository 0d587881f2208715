/** Sealed decisions on budget and their batches: whose seal they bear, what they say in several places, the files that a batch binds. */
import { strict as assert } from 'node:assert';
import { before, describe, it } from 'mocha';
import { withBatchFiles } from '../../../src/attestation/decision/batch-files.js';
import { sealDocument } from '../../../src/attestation/decision/seal-document.js';
import { type DecisionVerification, verifyDecision } from '../../../src/attestation/decision/verify-decision.js';
import { digestOf } from '../../../src/contract/canonical.js';
import type { DecisionBatch, DecisionRecord } from '../../../src/contract/documents.js';
import { decide, policyUsed, recordOf } from '../../../src/eligibility/decide.js';
import { standingsOf } from '../../../src/eligibility/standings.js';
import { policy, project, standing } from '../../eligibility/nation.js';
import { day, type Editable, type Nation, nationOf, now, otherAgencyId, type Seal } from '../nation.js';

const budgetId = '99999000033';

describe('a sealed decision', function () {
  this.timeout(60_000);
  let nation: Nation;
  let budget: Seal;
  let record: DecisionRecord;
  let batch: DecisionBatch;

  before(async () => {
    nation = await nationOf();
    budget = nation.authority.seal('Budget', budgetId);
    const at = Date.parse('2026-11-22T08:00:00Z');
    const decision = decide({ project: project(), standings: standingsOf([standing()]), policy: policy(), at });
    const basis = {
      policy: policyUsed(policy(), budget.fingerprint),
      trust: { id: 'test.nation', version: 1, sha256: nation.trust.payloadSha256, test: true },
      harness: { name: 'egif', version: '0.1.0' },
      at,
    };
    record = recordOf(project(), decision, basis);
    batch = {
      egif: 'eligibility-batch/v1',
      input: { name: 'projects.csv', sha256: `sha256:${'1'.repeat(64)}`, records: 1 },
      projects: 1,
      unreadable: 0,
      counts: { eligible: 1, notEligible: 0, undetermined: 0 },
      reasons: {},
      files: ['decisions.csv', 'decisions.ndjson'].map((name, index) => ({ name, sha256: `sha256:${String(index).repeat(64)}`, records: 1 })),
      policy: record.policy,
      trust: record.trust,
      at: record.at,
      harness: record.harness,
      forBudget: false,
      notForBudget: [],
    };
  });

  const verified = async (document: DecisionRecord | DecisionBatch, signer: string | undefined = budgetId, at = now): Promise<DecisionVerification> =>
    verifyDecision(Buffer.from(await sealDocument(document, budget, now)), { trust: nation.trust, at, ...(signer === '' ? {} : { signer }) });
  /** A decision whose digest is made again over what was changed. */
  const changed = (change: (of: Editable<DecisionRecord>) => void): DecisionRecord => {
    const made: Editable<DecisionRecord> = structuredClone(record);
    change(made);
    const { sha256: _sha256, at: _at, harness: _harness, ...content } = made;
    return { ...made, sha256: digestOf(content) };
  };

  it('is valid for who names the authority whose seal it bears', async () => {
    const { standing: told, code, signer } = await verified(record);
    assert.deepEqual([told, code, signer?.legalId], ['valid', undefined, budgetId]);
  });

  it('cannot be told where nobody says whose seal it must bear', async () => {
    const { standing: told, code, document } = await verified(record, '');
    assert.deepEqual([told, code, document?.egif], ['indeterminate', 'DECISION_SIGNER', 'eligibility-decision/v1']);
  });

  const refused: readonly { readonly why: string; readonly code: string; readonly made: () => Promise<DecisionVerification> }[] = [
    { why: 'the seal of another organisation', code: 'SIGNER_NOT_AGENCY', made: () => verified(record, otherAgencyId) },
    { why: 'a text that its digest does not bind', code: 'DECISION_DIGEST', made: () => verified({ ...record, decision: 'notEligible' }) },
    {
      why: 'an outcome that its services do not give',
      code: 'DECISION_CONTRADICTION',
      made: () =>
        verified(
          changed((of) => {
            of.decision = 'notEligible';
          }),
        ),
    },
    { why: 'a seal that is older than the decision', code: 'DECISION_TIME', made: () => verified({ ...record, at: day(1) }) },
    { why: 'a time after which nobody may rely on it', code: 'DECISION_STALE', made: () => verified(record, budgetId, new Date(day(40))) },
    {
      why: 'a member that no schema has',
      code: 'SCHEMA',
      made: () => verified(Object.assign({}, record, { paid: true })),
    },
  ];
  for (const { why, code, made } of refused)
    it(`is not believed, ${code}: ${why}`, async () => {
      const { standing: told, code: given } = await made();
      assert.deepEqual([told, given], [code === 'DECISION_STALE' ? 'indeterminate' : 'invalid', code]);
    });

  it('is refused when its seal is changed', async () => {
    const text = await sealDocument(record, budget, now);
    const octets = Buffer.from(text.replace(/"payload":"(.)/, (_whole, first) => `"payload":"${first === 'e' ? 'f' : 'e'}`));
    assert.equal(verifyDecision(octets, { trust: nation.trust, at: now, signer: budgetId }).standing, 'invalid');
  });

  const beside: readonly { readonly why: string; readonly files: Readonly<Record<string, string>>; readonly code: string | undefined }[] = [
    { why: 'all are there', files: { 'decisions.csv': '0', 'decisions.ndjson': '1' }, code: undefined },
    { why: 'one is not there', files: { 'decisions.csv': '0' }, code: 'BATCH_FILE_MISSING' },
    { why: 'one was changed', files: { 'decisions.csv': '0', 'decisions.ndjson': '7' }, code: 'BATCH_FILE_DIGEST' },
    { why: 'one was changed and one is not there', files: { 'decisions.ndjson': '7' }, code: 'BATCH_FILE_DIGEST' },
  ];
  for (const { why, files, code } of beside)
    it(`in a batch binds its files: ${why}`, async () => {
      const digestBeside = async (name: string): Promise<string | undefined> =>
        files[name] === undefined ? undefined : `sha256:${files[name].repeat(64)}`;
      assert.equal((await withBatchFiles(await verified(batch), digestBeside)).code, code);
    });

  it('in a batch never looks outside of its folder', async () => {
    const asked: string[] = [];
    const outside = { ...batch, files: [{ name: '../../etc/passwd', sha256: `sha256:${'0'.repeat(64)}`, records: 1 }] };
    const { code } = await withBatchFiles(await verified(outside), async (name) => {
      asked.push(name);
      return undefined;
    });
    assert.deepEqual([code, asked], ['BATCH_FILE_MISSING', []]);
  });
});
