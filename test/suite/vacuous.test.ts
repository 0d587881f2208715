/** What met nothing of its kind: where it leaves a requirement untold, and where it says nothing beside other live evidence. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { JsonObject } from '../../src/contract/api-model.js';
import type { Service } from '../../src/contract/documents.js';
import { examined, undetermined } from '../../src/contract/judgement.js';
import { parseLoaded } from '../../src/contract/load-document.js';
import { readContract } from '../../src/evidence/document/read-contract.js';
import { type JudgedItem, withoutVacuous } from '../../src/suite/judge-plan.js';

const service: Service = {
  id: '1',
  title: { fa: 'خدمت' },
  role: 'provider',
  style: 'rest',
  dataClass: 'public',
  environments: [{ id: 'local', kind: 'local', baseUrl: 'https://127.0.0.1/v1' }],
};

/** The one operation of a contract with query parameters, a JSON body and a JSON answer. */
function operationWith({ query = {}, body, answer }: { query?: JsonObject; body?: JsonObject; answer?: JsonObject }) {
  const json = (schema: JsonObject | undefined) => (schema === undefined ? {} : { content: { 'application/json': { schema } } });
  const operation = {
    operationId: 'a',
    parameters: Object.entries(query).map(([name, schema]) => ({ name, in: 'query', schema })),
    ...(body === undefined ? {} : { requestBody: json(body) }),
    responses: { 200: { description: 'ok', ...json(answer) } },
  };
  const method = body === undefined ? 'get' : 'post';
  const document = { openapi: '3.1.0', info: { title: 't', version: '1.0.0' }, paths: { '/a': { [method]: operation } } };
  const contract = readContract(parseLoaded('a.json', Buffer.from(JSON.stringify(document))), { type: 'openapi', file: 'a.json' }, service);
  const [only] = contract.operations;
  assert.ok(only !== undefined);
  return only;
}

const requirement = 'EGIF-X';
function itemOf(check: string, operation: ReturnType<typeof operationWith>, judgement: JudgedItem['judgement']): JudgedItem {
  const item = { check, requirements: [requirement], instance: `${operation.method} /a`, operation, safety: 'S2' as const, params: {} };
  return { item, judgement, attempts: 1, observations: [] };
}

const text = { type: 'string' };
const code = { type: 'string', pattern: '^[0-9]{10}$' };
const moment = { type: 'string', format: 'date-time' };
const object = (properties: JsonObject) => ({ type: 'object', properties });

const cases: readonly {
  readonly why: string;
  readonly check: string;
  readonly beside: string;
  readonly given: Parameters<typeof operationWith>[0];
  readonly silent: boolean;
}[] = [
  {
    why: 'no input of the kind is declared',
    check: 'probe/persian-digits-input',
    beside: 'data/ascii-digits',
    given: { query: { page: { type: 'integer' } } },
    silent: true,
  },
  {
    why: 'one is declared and no test data has it',
    check: 'probe/persian-digits-input',
    beside: 'data/ascii-digits',
    given: { query: { nationalCode: code } },
    silent: false,
  },
  {
    why: 'a body that says nothing of its members may hold one',
    check: 'probe/persian-digits-input',
    beside: 'data/ascii-digits',
    given: { body: { type: 'object' } },
    silent: false,
  },
  {
    why: 'a body may hold one deep below',
    check: 'probe/persian-digits-input',
    beside: 'data/ascii-digits',
    given: { body: object({ people: { type: 'array', items: object({ nationalCode: code }) } }) },
    silent: false,
  },
  { why: 'a contract alone stands for nothing live', check: 'probe/persian-digits-input', beside: 'lint/some-rule', given: {}, silent: false },
  {
    why: 'a date is no instant',
    check: 'probe/offset-instants',
    beside: 'data/utc-instants',
    given: { query: { day: { type: 'string', format: 'date' } } },
    silent: true,
  },
  { why: 'an instant is asked for', check: 'probe/offset-instants', beside: 'data/utc-instants', given: { query: { since: moment } }, silent: false },
  {
    why: 'answers hold no instant',
    check: 'data/utc-instants',
    beside: 'probe/offset-instants',
    given: { answer: object({ name: text }) },
    silent: true,
  },
  {
    why: 'answers may hold one',
    check: 'data/utc-instants',
    beside: 'probe/offset-instants',
    given: { answer: object({ changedAt: text }) },
    silent: false,
  },
  {
    why: 'all texts of a body are of a list',
    check: 'probe/invisible-input',
    beside: 'data/no-invisible-characters',
    given: { body: object({ use: { type: 'string', enum: ['a', 'b'] } }) },
    silent: true,
  },
  {
    why: 'a body has a free text',
    check: 'probe/invisible-input',
    beside: 'data/no-invisible-characters',
    given: { body: object({ note: text }) },
    silent: false,
  },
  {
    why: 'no input is of a list',
    check: 'probe/enum-values',
    beside: 'coding/listed-values',
    given: { query: { page: { type: 'integer' } } },
    silent: true,
  },
  {
    why: 'the values of a list are enumerated',
    check: 'probe/enum-values',
    beside: 'coding/listed-values',
    given: { query: { kinds: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } } } },
    silent: false,
  },
  { why: 'a check that does not say what it concerns', check: 'data/persian-letters', beside: 'probe/tolerant-search', given: {}, silent: false },
];

describe('A check that met nothing of its kind', () => {
  for (const { why, check, beside, given, silent } of cases)
    it(`${silent ? 'says nothing beside what was examined' : 'leaves the requirement untold'}: ${why}`, () => {
      const operation = operationWith(given);
      const judged = [itemOf(check, operation, undetermined('nothing-of-the-kind')), itemOf(beside, operation, examined(3))];
      const left = withoutVacuous(judged).map(({ item }) => item.check);
      assert.deepEqual(left, silent ? [beside] : [check, beside]);
    });

  it('is not silent where nothing else was examined', () => {
    const operation = operationWith({});
    const judged = ['probe/persian-digits-input', 'data/ascii-digits'].map((check) => itemOf(check, operation, undetermined('nothing-of-the-kind')));
    assert.equal(withoutVacuous(judged).length, 2);
  });
});
