/**
 * The common form of data and coding checks: what is counted, where findings lie, and what is never printed.
 */
import { describe, it } from 'mocha';
import { deepEqual, equal, ok } from 'node:assert/strict';
import type { JsonObject } from '../../../src/contract/api-model.js';
import { codingChecks } from '../../../src/checks/coding/index.js';
import { dataChecks } from '../../../src/checks/data/index.js';
import { masked } from '../../../src/checks/data/value-check.js';
import { fixturesOf } from '../fixture.js';
import { runCheck, runFixture } from '../fixture-driver.js';
import { subjectFrom } from '../fixture-subject.js';

const checks = [...dataChecks, ...codingChecks];
/** Checks that say more precisely what they lack; all others say that there is nothing of the kind. */
const lacking: Readonly<Record<string, string>> = {
  'data/required-present': 'no-documented-schema',
  'data/dcat-dataset': 'no-dcat-description',
  'data/dcat-service': 'no-dcat-description',
  'data/approved-members': 'no-access-decision',
};
/** Checks that ask for more than the answers that all share. */
const asksMore: ReadonlySet<string> = new Set(['data/dcat-dataset', 'data/dcat-service']);
const contract: JsonObject = { operations: [{ id: 'getRecord', path: '/records/{recordId}', secured: true, responses: [{ status: '200' }] }] };
const samples: JsonObject = { getRecord: [{ url: 'https://api.agency.example/v1/records/r-1' }] };
const world = { subject: subjectFrom({ contract, samples }), params: {} };
const served = (body: unknown): JsonObject =>
  JSON.parse(JSON.stringify({ response: { status: 200, headers: [['Content-Type', 'application/json']], body } }));

describe('data and coding checks', () => {
  it('say that an operation without anything of the kind is no evidence', () => {
    for (const check of checks.filter(({ safety }) => safety !== 'S0')) {
      const [judgement] = runCheck(check, world, [served({})]).judgements;
      if (check.id === 'data/utf8') equal(judgement?.examined, 1);
      else equal(judgement?.cause?.code, lacking[check.id] ?? 'nothing-of-the-kind', check.id);
    }
  });

  it('never pass on a login page, an empty answer, a redirect or a refusal', () => {
    const answers: readonly JsonObject[] = [
      { response: { status: 200, headers: [['Content-Type', 'text/html']], body: '<html>ورود</html>' } },
      { response: { status: 200, headers: [] } },
      { response: { status: 302, headers: [['Location', '/login']] } },
      { response: { status: 403, headers: [] } },
    ];
    for (const check of checks.filter(({ safety, id }) => safety !== 'S0' && id !== 'data/utf8'))
      for (const answer of answers) equal(runCheck(check, world, [answer]).verdict, 'cantTell', `${check.id} ${JSON.stringify(answer)}`);
  });

  it('share one request among all that look at the same answer', () => {
    const actions = checks
      .filter(({ safety, id }) => safety === 'S2' && !asksMore.has(id))
      .map((check) =>
        runCheck(check, world, [served({})])
          .actions.map((action) => JSON.stringify(action))
          .join(),
      );
    // A check that lacks something else than an answer asks for none.
    equal(new Set(actions.filter((asked) => asked !== '')).size, 1);
  });

  it('report one finding for each code and place, however many values are wrong', () => {
    const check = codingChecks.find(({ id }) => id === 'coding/national-code');
    ok(check !== undefined);
    const body = { items: ['9990000019', '9990000027', '9990000018'].map((nationalCode) => ({ nationalCode })) };
    const [judgement] = runCheck(check, world, [served(body)]).judgements;
    deepEqual(judgement?.findings, [
      {
        code: 'national-code-check-digit',
        at: 'sandbox/records/{recordId}#/items/*/nationalCode',
        got: '99… (10)',
        want: '10 digits with a valid check digit',
        detail: 'wrong-check-digit',
      },
    ]);
    equal(judgement?.examined, 3);
  });

  it('print no personal value: no finding of any fixture holds six digits in a row', () => {
    for (const kind of ['data', 'coding'] as const)
      for (const fixture of fixturesOf(kind))
        for (const check of checks.filter(({ id, safety }) => id.startsWith(kind) && id !== 'coding/service-id' && safety !== 'S0'))
          for (const { findings } of runFixture(check, fixture).judgements) {
            const printed = findings.map(({ at, got, detail }) => [at, got, detail].join(' ')).join(' ');
            ok(!/\p{Nd}{6}/u.test(printed), `${fixture.name} ${check.id}: ${printed}`);
          }
  });

  it('name the octet at which a text stops being UTF-8', () => {
    const check = dataChecks.find(({ id }) => id === 'data/utf8');
    ok(check !== undefined);
    const octets = Buffer.concat([Buffer.from('{"a":"علی'), Buffer.from([0xed, 0x22, 0x7d])]);
    const answer: JsonObject = { response: { status: 200, headers: [['Content-Type', 'application/json']], bodyBase64: octets.toString('base64') } };
    deepEqual(
      runCheck(check, world, [answer]).judgements.flatMap(({ findings }) => findings.map(({ got }) => got)),
      ['octet 13'],
    );
  });

  it('mask a value to its first two characters and its length', () => {
    equal(masked('9990000018'), '99… (10)');
    equal(masked(5), '5… (1)');
  });

  it('stay linear on hostile strings', () => {
    const long = 'A'.repeat(300_000);
    const body = {
      [long]: long,
      nationalCode: '?'.repeat(300_000),
      text: '\u200C'.repeat(100_000),
      provinceCode: 'IR-23',
      province: ' '.repeat(200_000),
      birthDate: `1402${'-'.repeat(200_000)}`,
    };
    const started = process.hrtime.bigint();
    for (const check of checks) runCheck(check, world, [served(body)]);
    ok(process.hrtime.bigint() - started < 15_000_000_000n);
  }).timeout(20_000);
});
