/** Scenes of a consumer that the operator makes call: the provider stays until the transaction is over. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { play, playingOf } from '../../src/checks/client/playing.js';
import { isJudgement } from '../../src/checks/bound-call.js';
import type { Inbound } from '../../src/contract/evidence.js';
import { subjectFrom } from './fixture-subject.js';

const pair = { cert: 'file:a.pem', key: 'file:a.key.pem' };
const registry = { url: 'https://listener.agency.example/registry', certificates: { valid: pair }, answers: [{ method: 'GET', path: '/persons' }] };
const taken: Inbound = {
  kind: 'inbound',
  seq: 1,
  environment: 'sandbox',
  place: 'client',
  at: '2026-11-01T08:00:00Z',
  elapsedMs: 1,
  calls: [],
  connections: 0,
  brokenOff: 0,
};

describe('A scene that the operator makes the consumer play', () => {
  it('is told to the operator, does not end at the first request, and waits for the operator', () => {
    const playing = playingOf(subjectFrom({ service: { listeners: { registry: { ...registry, operatorSeconds: 30 } } } }));
    assert.ok(!isJudgement(playing));
    const scene = play(playing, { occasion: 'control', until: { calls: 1, quietMs: 500, withinMs: 5000 } });
    const open = scene.next().value;
    assert.ok('kind' in open && open.kind === 'inbound' && open.step === 'open' && open.byOperator === true);
    const take = scene.next(taken).value;
    assert.ok('kind' in take && take.kind === 'inbound' && take.step === 'take');
    assert.ok((take.until?.calls ?? 0) > 10, 'a transaction may take several requests');
    assert.ok((take.until?.quietMs ?? 0) > 500);
    assert.equal(take.until?.withinMs, 35_000);
  });
});
