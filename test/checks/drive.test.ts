import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CheckDefinition, Probe } from '../../src/contract/check.js';
import type { Exchange, HttpAction } from '../../src/contract/evidence.js';
import { examined, satisfied, undetermined } from '../../src/contract/judgement.js';
import { ask, defineCheck, get } from '../../src/checks/ask.js';
import { driveSync } from '../../src/checks/drive.js';
import { instancesOf } from '../../src/checks/instances.js';
import { listParam, numberParam } from '../../src/checks/params.js';
import { combine, conclude } from '../../src/checks/probe/gather.js';
import { subjectFrom } from './fixture-subject.js';

const subject = subjectFrom({ contract: 'sample-contract' });

const lost = (action: HttpAction): Exchange => ({
  kind: 'http',
  seq: 1,
  environment: 'sandbox',
  place: action.place,
  at: subject.startedAt,
  elapsedMs: 1,
  lost: { cause: 'refused', detail: 'connect ECONNREFUSED' },
  request: { method: action.method, url: action.url, headers: [], credential: action.credential },
});

const checkOf = (probe: () => Probe): CheckDefinition =>
  defineCheck({ id: 'probe/of-a-test', safety: 'S1', over: 'service', params: {}, findings: [], probe });

const drive = (probe: () => Probe) =>
  driveSync(checkOf(probe), { subject, params: {} }, (action) => {
    if (action.kind !== 'http') throw new TypeError('only http here');
    return lost(action);
  });

describe('the driver of checks', () => {
  it('ends a probe at a loss that it does not tolerate, with the cause of the loss, and lets it clean up', () => {
    let cleaned = false;
    const { judgement } = drive(function* () {
      try {
        yield* ask(get(subject, '/status'));
        return satisfied;
      } finally {
        cleaned = true;
      }
    });
    assert.deepEqual(judgement, undetermined('refused', 'connect ECONNREFUSED'));
    assert.ok(cleaned);
  });

  it('hands a tolerated loss to the probe', () => {
    const { judgement, actions } = drive(function* () {
      const exchange = yield* ask(get(subject, '/status', { tolerate: ['refused'] }));
      return exchange.lost === undefined ? undetermined('seen') : satisfied;
    });
    assert.deepEqual(judgement, satisfied);
    assert.equal(actions.length, 1);
  });

  it('lays a crash of a probe at the harness, before and after its first action', () => {
    const early = drive(function* () {
      if (subject.baseUrl !== '') throw new TypeError('broken');
      yield* ask(get(subject, '/status'));
      return satisfied;
    });
    const late = drive(function* () {
      yield* ask(get(subject, '/status', { tolerate: ['refused'] }));
      throw new TypeError('broken');
    });
    assert.equal(early.judgement.cause?.code, 'harness');
    assert.equal(late.judgement.cause?.code, 'harness');
    assert.equal(early.judgement.examined + late.judgement.examined, 0);
  });
});

describe('instances of a check', () => {
  const ids = (over: Parameters<typeof instancesOf>[0]) => instancesOf(over, subject).map(({ operation }) => operation?.id);

  it('follow its scope', () => {
    assert.deepEqual(ids('service'), [undefined]);
    assert.deepEqual(ids('operations'), ['getPerson', 'listPersons', 'searchPersons', 'getStatus']);
    assert.deepEqual(ids('secured-operations'), ['getPerson', 'listPersons', 'searchPersons']);
    assert.deepEqual(ids('body-operations'), ['searchPersons']);
  });

  it('are none without a contract, except the service itself', () => {
    const bare = subjectFrom({});
    assert.equal(instancesOf('safe-operations', bare).length, 0);
    assert.equal(instancesOf('service', bare).length, 1);
  });
});

describe('a judgement on several answers', () => {
  const loss = (cause: string) => undetermined(cause, 'GET /x');
  const cases = [
    { why: 'nothing examined is never a pass', parts: [], losses: [], want: 'empty' },
    { why: 'a lost call outweighs what was examined', parts: [examined(3)], losses: [loss('timeout')], want: 'timeout' },
    { why: 'a call without consent only narrows the set', parts: [examined(3)], losses: [loss('no-consent')], want: undefined },
    {
      why: 'a call without consent is the cause where nothing else was examined',
      parts: [examined(0)],
      losses: [loss('no-consent')],
      want: 'no-consent',
    },
    { why: 'a part that cannot tell outweighs the others', parts: [examined(3), undetermined('server-busy')], losses: [], want: 'server-busy' },
  ];
  for (const { why, parts, losses, want } of cases) {
    it(why, () => assert.equal(conclude(parts, losses, 'empty').cause?.code, want));
  }

  it('keeps every finding and every count', () => {
    const finding = { code: 'x', at: 'sandbox/' };
    assert.deepEqual(combine([examined(2, [finding]), examined(1)]), { examined: 3, findings: [finding] });
  });
});

describe('parameters', () => {
  it('take numbers as texts, and lists of numbers as texts', () => {
    assert.equal(numberParam({ days: '30' }, 'days', 21), 30);
    assert.equal(numberParam({}, 'days', 21), 21);
    assert.deepEqual(listParam({ statuses: ['401'] }, 'statuses', []), ['401']);
  });

  it('refuse what is no number', () => {
    assert.throws(() => numberParam({ days: 'many' }, 'days', 21), TypeError);
  });
});
