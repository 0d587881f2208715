/** What a consumer says when the suite plays its provider badly is no failure of its server; whatever else it says is judged like any answer. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CheckSubject } from '../../src/contract/check.js';
import { subjectFrom } from './fixture-subject.js';
import { reviewedPost } from './reviewed-post.js';

const certificate = { cert: 'file:valid.pem', key: 'file:valid.key.pem' };
const plain = subjectFrom({
  contract: {
    operations: [
      { id: 'createVerification', method: 'POST', path: '/verifications', secured: true, schemes: [], dataClass: 'internal', responses: [] },
    ],
  },
});
const operation = plain.contract?.operations[0];
assert.ok(operation !== undefined);
const subject: CheckSubject = {
  ...plain,
  service: {
    ...plain.service,
    listeners: { registry: { url: 'https://127.0.0.1:1/registry', certificates: { valid: certificate }, answers: [], trigger: operation.id } },
  },
};

const cases: readonly {
  readonly why: string;
  readonly status: number;
  readonly occasion?: string;
  readonly other?: true;
  readonly fails: boolean;
}[] = [
  { why: 'the provider does not answer', status: 504, occasion: 'no answer', fails: false },
  { why: 'the certificate of the provider is expired', status: 502, occasion: 'expired', fails: false },
  { why: 'the provider refuses for ever', status: 503, occasion: '429 for ever', fails: false },
  { why: 'it did not think of a provider that is gone', status: 500, occasion: 'closed without an answer', fails: true },
  { why: 'the provider is well', status: 503, occasion: 'control', fails: true },
  { why: 'no scene is played', status: 502, fails: true },
  { why: 'another operation', status: 502, occasion: 'no answer', other: true, fails: true },
];

describe('probe/no-server-errors over a consumer', () => {
  for (const { why, status, occasion, other, fails } of cases)
    it(`${fails ? 'finds' : 'lets pass'} a ${status}: ${why}`, () => {
      const judgement = reviewedPost(subject, {
        action: { place: '/verifications', safety: 'S4', ...(occasion === undefined ? {} : { occasion }) },
        response: { status, headers: [], body: new Uint8Array() },
        operation: other === true ? { ...operation, id: 'another' } : operation,
      });
      assert.deepEqual(
        judgement?.findings.map(({ code }) => code),
        fails ? ['server-error-answered'] : [],
      );
    });
});
