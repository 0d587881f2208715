/** What each check with a second pass says of an answer that another probe had. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { callOf, get } from '../../src/checks/ask.js';
import { checkDefinitions } from '../../src/checks/index.js';
import type { CheckDefinition } from '../../src/contract/check.js';
import type { Exchange, Headers, HttpAction } from '../../src/contract/evidence.js';
import { subjectFrom } from './fixture-subject.js';

const subject = subjectFrom({ contract: 'sample-contract' });
const operation = subject.contract?.operations.find(({ id }) => (subject.samples(id)[0]?.url ?? '') !== '');
const [sample] = operation === undefined ? [] : subject.samples(operation.id);
assert.ok(operation !== undefined && sample !== undefined);

const problem = { type: 'urn:problem-type:ir:sample:bad', title: 'x', status: 400, detail: 'y' };
const json: Headers = [['Content-Type', 'application/problem+json']];

interface Case {
  readonly check: string;
  readonly why: string;
  readonly action?: Partial<HttpAction>;
  readonly called?: boolean;
  readonly status: number;
  readonly headers?: Headers;
  readonly body?: string;
  readonly elapsedMs?: number;
  readonly codes: readonly string[];
  readonly examined?: number;
}

const cases: readonly Case[] = [
  {
    check: 'probe/no-internals',
    why: 'a refusal of another probe tells a path',
    status: 400,
    body: '{"detail":"/var/www/app/index"}',
    codes: ['internals-in-error'],
  },
  {
    check: 'probe/no-internals',
    why: 'an error that quotes what the caller sent',
    action: { url: `${subject.baseUrl}/a?callback=http%3A%2F%2F10.0.0.1%2F` },
    status: 400,
    body: '{"detail":"http://10.0.0.1/ is not allowed"}',
    codes: [],
    examined: 1,
  },
  {
    check: 'probe/no-internals',
    why: 'quoted, with a backslash of its own',
    action: { method: 'POST', body: 'C:\\temp\\x' },
    status: 400,
    body: JSON.stringify({ detail: 'C:\\temp\\x' }),
    codes: [],
    examined: 1,
  },
  { check: 'probe/no-internals', why: 'a success is no error', status: 200, body: '"/var/www/app/"', codes: [], examined: 0 },
  { check: 'probe/no-server-errors', why: 'another probe made it fail', status: 500, codes: ['server-error-answered'] },
  { check: 'probe/no-server-errors', why: '501 for an unknown method', action: { method: 'PUT' }, status: 501, codes: [], examined: 1 },
  { check: 'probe/no-server-errors', why: '501 for a declared one', called: true, status: 501, codes: ['server-error-answered'] },
  { check: 'probe/no-server-errors', why: 'a busy server', status: 503, headers: [['Retry-After', '1']], codes: [], examined: 0 },
  { check: 'probe/problem-details', why: 'HTML for a refused body', status: 400, body: '<p>no</p>', codes: ['answer-not-problem'] },
  {
    check: 'probe/problem-details',
    why: 'TRACE is refused by the front',
    action: { method: 'TRACE' },
    status: 400,
    body: '<p>no</p>',
    codes: [],
    examined: 0,
  },
  {
    check: 'probe/problem-details',
    why: 'so is a huge field',
    action: { headers: [['X-Long', 'x'.repeat(9_000)]] },
    status: 400,
    body: '<p>no</p>',
    codes: [],
    examined: 0,
  },
  {
    check: 'probe/problem-details',
    why: 'the caller reads no JSON',
    action: { headers: [['Accept', 'text/csv']] },
    status: 400,
    body: 'no',
    codes: [],
    examined: 0,
  },
  {
    check: 'probe/problem-details',
    why: 'another status in the body',
    status: 422,
    headers: json,
    body: JSON.stringify(problem),
    codes: ['problem-status-differs'],
  },
  {
    check: 'probe/problem-types',
    why: 'a relative type',
    status: 400,
    headers: json,
    body: JSON.stringify({ ...problem, type: 'bad' }),
    codes: ['problem-type-not-absolute'],
  },
  { check: 'probe/content-type', why: 'an error without a type', status: 400, body: 'no', codes: ['content-type-missing'] },
  { check: 'probe/content-type', why: 'a 204', status: 204, codes: [], examined: 0 },
  { check: 'probe/bounded-time', why: 'a slow answer', status: 200, elapsedMs: 30_000, codes: ['answer-too-late'] },
  { check: 'probe/documented-statuses', why: 'undocumented', called: true, status: 299, codes: ['status-undocumented'] },
  { check: 'probe/documented-statuses', why: 'refused by the protocol', called: true, status: 415, codes: [], examined: 0 },
  { check: 'probe/documented-statuses', why: 'no operation', status: 299, codes: [], examined: 0 },
  {
    check: 'probe/responses-match-contract',
    why: 'another shape',
    called: true,
    status: 200,
    headers: [['Content-Type', 'application/json']],
    body: '[]',
    codes: ['response-violates-schema'],
  },
  { check: 'probe/responses-match-contract', why: 'a type that is not described', called: true, status: 200, body: 'x', codes: [], examined: 0 },
];

function reviewed({ action, called, status, headers = [], body = '', elapsedMs = 1, ...given }: Case) {
  assert.ok(operation !== undefined && sample !== undefined);
  const sent: HttpAction = { ...(called === true ? callOf(subject, sample) : get(subject, '/a')), ...action };
  const { method, url, credential } = sent;
  const exchange: Exchange = {
    kind: 'http',
    seq: 0,
    environment: 'sandbox',
    place: sent.place,
    at: subject.startedAt,
    elapsedMs,
    request: { method, url, headers: sent.headers ?? [], credential, ...(sent.body === undefined ? {} : { body: sent.body }) },
    response: { status, headers, body: Buffer.from(body) },
  };
  const check: CheckDefinition | undefined = checkDefinitions.get(given.check);
  return check?.review?.(subject, {}, { action: sent, exchange, ...(called === true ? { operation } : {}) });
}

describe('the second pass of a check', () => {
  for (const each of cases) {
    it(`${each.check}: ${each.why}`, () => {
      const judgement = reviewed(each);
      assert.deepEqual([...new Set(judgement?.findings.map(({ code }) => code))], each.codes);
      if (each.examined !== undefined) assert.equal(judgement?.examined, each.examined);
    });
  }
});
