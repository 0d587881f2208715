/** What an attempt at a failed probe has anew, and what it keeps: a finding among cases that were chosen anew would not be reproduced. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { ask, defineCheck, get } from '../../src/checks/ask.js';
import type { CheckSubject } from '../../src/contract/check.js';
import type { Action, Exchange } from '../../src/contract/evidence.js';
import { violated } from '../../src/contract/judgement.js';
import { drive } from '../../src/suite/drive.js';
import { subjectFrom } from '../checks/fixture-subject.js';

const subject = subjectFrom({ contract: 'sample-contract' });

function observed(action: Action): Exchange {
  assert.ok(action.kind === 'http');
  const request = { method: action.method, url: action.url, headers: [], credential: action.credential };
  const base = { seq: 1, environment: 'sandbox', place: action.place, at: subject.startedAt, elapsedMs: 1 };
  return { kind: 'http', ...base, lost: { cause: 'refused', detail: 'nobody listens' }, request };
}

describe('Attempts at a failed probe', () => {
  it('make up new identifiers, choose the same cases, and so reproduce what was found', async () => {
    const seen: { readonly made: string; readonly chosen: string }[] = [];
    const check = defineCheck({
      id: 'probe/of-a-test',
      safety: 'S1',
      over: 'service',
      params: {},
      findings: ['violation-accepted'],
      *probe(given: CheckSubject) {
        const [made, chosen] = [given.uuid('a'), given.choice('a')];
        seen.push({ made, chosen });
        yield* ask(get(given, `/${made}`, { tolerate: ['refused'] }));
        return violated({ code: 'violation-accepted', at: chosen });
      },
    });
    const source = { observe: (action: Action) => Promise.resolve(observed(action)) };
    const { judgement, attempts } = await drive(check, { subject, params: {}, source, instance: 'service', repeats: 2 });
    assert.equal(attempts, 3);
    assert.equal(new Set(seen.map(({ made }) => made)).size, 3);
    assert.equal(new Set(seen.map(({ chosen }) => chosen)).size, 1);
    assert.equal(judgement.findings.length, 1);
  });
});
