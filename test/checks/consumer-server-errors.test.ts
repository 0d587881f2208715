/** What a consumer says when the suite plays its provider badly is no failure of its server; whatever else it says is judged like any answer. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkDefinitions } from '../../src/checks/index.js';
import type { CheckSubject, ReviewedAnswer } from '../../src/contract/check.js';
import type { Exchange, HttpAction } from '../../src/contract/evidence.js';
import { subjectFrom } from './fixture-subject.js';

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
      const action: HttpAction = {
        kind: 'http',
        method: 'POST',
        url: subject.baseUrl,
        place: '/verifications',
        safety: 'S4',
        credential: 'none',
        ...(occasion === undefined ? {} : { occasion }),
      };
      const exchange: Exchange = {
        kind: 'http',
        seq: 0,
        environment: 'local',
        place: action.place,
        at: subject.startedAt,
        elapsedMs: 1,
        request: { method: 'POST', url: action.url, headers: [], credential: action.credential },
        response: { status, headers: [], body: new Uint8Array() },
      };
      const answer: ReviewedAnswer = { action, exchange, operation: other === true ? { ...operation, id: 'another' } : operation };
      const judgement = checkDefinitions.get('probe/no-server-errors')?.review?.(subject, {}, answer);
      assert.deepEqual(
        judgement?.findings.map(({ code }) => code),
        fails ? ['server-error-answered'] : [],
      );
    });
});
