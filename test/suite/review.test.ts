/** The second judging pass: what it looks at, what must prove itself again, and that a replay sees the same. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { ask, defineCheck, get } from '../../src/checks/ask.js';
import { responseOf } from '../../src/checks/read.js';
import type { CheckDefinition } from '../../src/contract/check.js';
import type { Action, Exchange, HttpAction, Observation } from '../../src/contract/evidence.js';
import { operationsAt } from '../../src/contract/operation-addresses.js';
import { examined, type Judgement, undetermined, violated } from '../../src/contract/judgement.js';
import { type Driven, drive } from '../../src/suite/drive.js';
import { review } from '../../src/suite/review.js';
import { openTape, type Tape } from '../../src/suite/tape.js';
import { subjectFrom } from '../checks/fixture-subject.js';

const subject = subjectFrom({ contract: 'sample-contract' });
const nothing: Driven = { judgement: undetermined('no-answer'), attempts: 1, observations: [] };

/** Statuses by attempt, first to last; the last one stands for all later attempts. */
type World = Readonly<Record<string, readonly number[]>>;

interface Source {
  readonly tape: Tape;
  /** What was sent, as `METHOD path attempt`. */
  readonly sent: string[];
}

/** A source that shares equal GETs, as the engine does. */
function sourceOf(world: World): Source {
  const sent: string[] = [];
  const shared = new Map<string, Exchange>();
  const observe = (action: Action, attempt: number): Promise<Observation> => {
    assert.ok(action.kind === 'http');
    const id = `${action.method} ${new URL(action.url).pathname}`;
    const known = action.method === 'GET' ? shared.get(`${id} ${attempt}`) : undefined;
    if (known !== undefined) return Promise.resolve({ ...known, place: action.place });
    const statuses = world[id] ?? [200];
    const { method, url, credential } = action;
    const exchange: Exchange = {
      kind: 'http',
      seq: sent.push(`${id} ${attempt}`),
      environment: 'sandbox',
      place: action.place,
      at: subject.startedAt,
      elapsedMs: 1,
      request: { method, url, headers: [], credential },
      response: { status: statuses[Math.min(attempt, statuses.length) - 1] ?? 200, headers: [], body: new Uint8Array() },
    };
    shared.set(`${id} ${attempt}`, exchange);
    return Promise.resolve(exchange);
  };
  return { tape: openTape({ observe }, operationsAt(subject.contract, subject.baseUrl)), sent };
}

const judgeStatus = (exchange: Exchange): Judgement =>
  responseOf(exchange).status < 500 ? examined(1) : violated({ code: 'broken', at: exchange.place, got: String(responseOf(exchange).status) });

const check: CheckDefinition = defineCheck({
  id: 'probe/of-a-test',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['broken'],
  *probe() {
    return judgeStatus(yield* ask(get(subject, '/status')));
  },
  review: (_subject, _params, { exchange }) => judgeStatus(exchange),
});

const call = (path: string, change: Partial<HttpAction> = {}): HttpAction => ({ ...get(subject, path), ...change });
const look = (tape: Tape, own = nothing, of = subject): Promise<Driven> => review(check, { subject: of, params: {}, tape, repeats: 2 }, own);
const base = new URL(subject.baseUrl).pathname;

describe('the second judging pass', () => {
  it('judges the answers that others had, and only those of the service', async () => {
    const { tape } = sourceOf({ [`GET ${base}/spec`]: [500], 'GET /token': [500] });
    await tape.observe(call('/a'), 1, 'one');
    await tape.observe(call('/spec', { purpose: 'document' }), 1, 'one');
    await tape.observe({ ...call('/b'), url: `${new URL(subject.baseUrl).origin}/token` }, 1, 'one');
    const { judgement } = await look(tape);
    assert.deepEqual(judgement, { examined: 1, findings: [] });
  });

  it('fails what fails each time, and asks for it once for all checks', async () => {
    const { tape, sent } = sourceOf({ [`GET ${base}/a`]: [500] });
    await tape.observe(call('/a'), 1, 'one');
    const [first, second] = [await look(tape), await look(tape)];
    assert.deepEqual(first.judgement.findings, [{ code: 'broken', at: `${base}/a`, got: '500' }]);
    assert.deepEqual(second.judgement, first.judgement);
    assert.deepEqual(sent, [`GET ${base}/a 1`, `GET ${base}/a 2`, `GET ${base}/a 3`]);
  });

  it('cannot tell of what does not fail again', async () => {
    const { tape } = sourceOf({ [`GET ${base}/a`]: [500, 500, 200] });
    await tape.observe(call('/a'), 1, 'one');
    const { judgement } = await look(tape);
    assert.deepEqual([judgement.findings, judgement.cause?.code], [[], 'flaky']);
  });

  it('sends nothing again that changes something', async () => {
    const { tape, sent } = sourceOf({ [`POST ${base}/a`]: [500] });
    await tape.observe(call('/a', { method: 'POST', safety: 'S4' }), 1, 'one');
    const { judgement } = await look(tape);
    assert.deepEqual([judgement.findings, judgement.cause?.code, sent.length], [[], 'not-repeated', 1]);
  });

  it('sends an unparsable body again, and takes what its own check saw already', async () => {
    const { tape, sent } = sourceOf({ [`POST ${base}/a`]: [500] });
    const action = call('/a', { method: 'POST', safety: 'S3', body: '{' });
    for (const attempt of [1, 2]) await tape.observe(action, attempt, 'one');
    const { judgement } = await look(tape);
    assert.deepEqual(
      judgement.findings.map(({ code }) => code),
      ['broken'],
    );
    assert.deepEqual(sent, [`POST ${base}/a 1`, `POST ${base}/a 2`, `POST ${base}/a 3`]);
  });

  it('leaves alone what the check judged itself', async () => {
    const { tape } = sourceOf({});
    const own = await drive(check, { subject, params: {}, source: tape, instance: 'service', repeats: 2 });
    const { judgement } = await look(tape, own);
    assert.equal(judgement.examined, 1);
  });

  it('keeps a cause that says more than that nothing was met', async () => {
    const { tape } = sourceOf({});
    await tape.observe(call('/a'), 1, 'one');
    const lost = { ...nothing, judgement: undetermined('timeout') };
    assert.deepEqual([(await look(tape)).judgement.cause, (await look(tape, lost)).judgement.cause?.code], [undefined, 'timeout']);
  });

  it('gives a check over operations the answers of its own one', async () => {
    const [operation] = subject.contract?.operations.filter(({ method }) => method === 'GET') ?? [];
    assert.ok(operation !== undefined);
    const { tape } = sourceOf({});
    await tape.observe(call(operation.path.replaceAll(/\{[^}]*\}/g, '7'), { place: 'another' }), 1, 'one');
    await tape.observe(call('/b', { place: operation.path }), 1, 'one');
    assert.equal((await look(tape, nothing, { ...subject, operation })).judgement.examined, 1);
  });

  it('asks for no more than a few wrong answers again', async () => {
    const paths = [...'abcdefghijkl'].map((name) => `/${name}`);
    const { tape, sent } = sourceOf(Object.fromEntries(paths.map((path) => [`GET ${base}${path}`, [500]])));
    for (const path of paths) await tape.observe(call(path), 1, 'one');
    const { judgement } = await look(tape);
    assert.deepEqual([judgement.findings.length, sent.length], [5, paths.length + 2 * 5]);
  });

  it('does not depend on the order in which answers came', async () => {
    const runs = await Promise.all(
      [
        ['/a', '/b', '/c'],
        ['/c', '/b', '/a'],
      ].map(async (paths) => {
        const { tape } = sourceOf({ [`GET ${base}/b`]: [500], [`GET ${base}/c`]: [500] });
        for (const path of paths) await tape.observe(call(path), 1, path);
        return (await look(tape)).judgement;
      }),
    );
    assert.deepEqual(runs[0], runs[1]);
  });
});
