/** Figures of a run: each exchange once, by the class that it has in truth. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Action, HttpAction, Observation } from '../../src/contract/evidence.js';
import { percentile } from '../../src/contract/percentile.js';
import { selectSubject } from '../../src/subject/select-subject.js';
import { loadStatement } from '../../src/subject/load-statement.js';
import { countAsked } from '../../src/suite/operation-figures.js';

const http = (method: string, more: Partial<HttpAction> = {}): HttpAction => ({
  kind: 'http',
  method,
  url: 'https://api.agency.example/v1/things',
  credential: 'none',
  safety: 'S1',
  place: '/things',
  ...more,
});

const base = { environment: 'sandbox', place: '/things', at: '2026-11-01T08:00:00Z', elapsedMs: 5 };

function answer(action: Action, seq: number, status: number | 'lost'): Observation {
  if (action.kind === 'wait') return { ...base, seq, kind: 'wait' };
  if (action.kind === 'burst')
    return { ...base, seq, kind: 'burst', burst: { sent: 10, statuses: { 200: 6, 429: 3 }, lost: 1, p50Ms: 1, p95Ms: 2, p99Ms: 3 } };
  const request = { method: 'GET', url: '', headers: [], credential: 'none' } as const;
  if (status === 'lost') return { ...base, seq, kind: 'http', request, lost: { cause: 'reset', detail: 'x' } };
  return { ...base, seq, kind: 'http', request, response: { status, headers: [], body: new Uint8Array() } };
}

describe('What a run asked', () => {
  it('is counted by class, each exchange once, a burst by its messages, a wait not at all', async () => {
    const subject = selectSubject(await loadStatement('fixtures/statements/good.yaml'), { environment: 'prod' });
    const script: readonly (readonly [Action, number, number | 'lost'])[] = [
      [http('GET'), 1, 200],
      [http('GET'), 1, 200],
      [http('GET'), 2, 404],
      [http('GET', { credential: 'identity:consumer-a' }), 3, 'lost'],
      [http('DELETE'), 4, 405],
      [http('POST', { body: '{}', headers: [['Content-Type', 'application/json']] }), 5, 201],
      [{ kind: 'wait', milliseconds: 5, safety: 'S1', place: '/' }, 6, 200],
      [{ kind: 'burst', url: 'https://api.agency.example/v1/things', credential: 'none', count: 10, safety: 'S1', place: '/things' }, 7, 200],
      [http('GET'), -1, 200],
    ];
    let at = 0;
    const source = countAsked(
      { subject, soap: [] },
      {
        observe: (action) => {
          const [, seq = 0, status = 200] = script[at] ?? [];
          at += 1;
          return Promise.resolve(answer(action, seq, status));
        },
      },
    );
    for (const [action] of script) await source.observe(action, 1, 'test');
    const told = Object.fromEntries(source.classes().map(({ safety, ...counts }) => [safety, Object.values(counts).join(' ')]));
    assert.deepEqual(told, { S0: '0 0 0 0 0', S1: '2 2 0 1 1', S2: '1 0 1 0 0', S3: '1 1 0 0 1', S4: '1 1 0 1 0', S5: '10 9 1 6 3' });
  });
});

describe('A percentile', () => {
  const times = Array.from({ length: 50 }, (_none, index) => index + 1);
  for (const [percent, want] of [
    [50, 25],
    [95, 48],
    [99, 50],
    [100, 50],
  ] as const)
    it(`of ${percent} % of 1 to 50 is ${want}`, () => assert.equal(percentile(times, percent), want));
  it('of nothing is 0', () => assert.equal(percentile([], 95), 0));
  it('of one value is it', () => assert.equal(percentile([7], 1), 7));
});
