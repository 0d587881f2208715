/**
 * What may be sent to the environment beside the run's own: nothing but reading, whatever the run itself may send.
 */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Environment, SafetyClass } from '../../src/contract/documents.js';
import type { Action, HttpAction } from '../../src/contract/evidence.js';
import { isBeside, refusalOf, type PermissionOptions } from '../../src/evidence/permission.js';

const sandbox: Environment = { id: 'sandbox', kind: 'sandbox', baseUrl: 'https://sandbox.example/v1' };
const production: Environment = { id: 'production', kind: 'production', baseUrl: 'https://live.example/v1/' };

/** A run on the sandbox with every consent there; in production as given. */
function options(consent: readonly SafetyClass[], changes: Partial<PermissionOptions> = {}): PermissionOptions {
  return {
    environment: sandbox,
    targets: {
      origins: [
        { origin: 'https://sandbox.example', roles: ['base', 'well-known'] },
        { origin: 'https://live.example', roles: ['counterpart'] },
      ],
    },
    allowedSafety: 'S5',
    consent: () => true,
    counterpart: {
      environment: production,
      baseUrl: 'https://live.example/v1',
      consent: (safety) => consent.includes(safety),
      declared: (method, { pathname }) => (method === 'POST' && pathname === '/v1/persons/_search' ? 'safe' : undefined),
    },
    ...changes,
  };
}

const call = (url: string, more: Partial<HttpAction> = {}): HttpAction => ({
  kind: 'http',
  method: 'GET',
  url,
  safety: 'S1',
  place: '/x',
  credential: 'none',
  ...more,
});

const everything: readonly SafetyClass[] = ['S1', 'S2', 'S3', 'S4', 'S5'];

describe('evidence: the environment beside', () => {
  const cases: readonly {
    readonly why: string;
    readonly action: Action;
    readonly consent?: readonly SafetyClass[];
    readonly cause: string | undefined;
  }[] = [
    { why: 'an anonymous read', action: call('https://live.example/v1/persons'), cause: undefined },
    { why: 'a read of an identity with consent', action: call('https://live.example/v1/persons', { credential: 'identity:a' }), cause: undefined },
    {
      why: 'a read of an identity without consent',
      action: call('https://live.example/v1/persons', { credential: 'identity:a' }),
      consent: ['S1'],
      cause: 'no-consent',
    },
    { why: 'an anonymous read that is not consented to', action: call('https://live.example/v1/persons'), consent: [], cause: 'no-consent' },
    { why: 'a declared search', action: call('https://live.example/v1/persons/_search', { method: 'POST', body: '{}' }), cause: undefined },
    { why: 'a creation', action: call('https://live.example/v1/persons', { method: 'POST', body: '{}' }), cause: 'no-consent' },
    { why: 'a deletion that calls itself a read', action: call('https://live.example/v1/persons/1', { method: 'DELETE' }), cause: 'no-consent' },
    { why: 'a read that calls itself S3', action: call('https://live.example/v1/persons', { safety: 'S3' }), cause: 'no-consent' },
    {
      why: 'a read with a field by which gateways replace the method',
      action: call('https://live.example/v1/persons', { headers: [['X-HTTP-Method-Override', 'DELETE']] }),
      cause: 'no-consent',
    },
    { why: 'a path outside its base URL', action: call('https://live.example/admin'), cause: 'blocked' },
    { why: 'a path that only begins like its base URL', action: call('https://live.example/v10/x'), cause: 'blocked' },
    {
      why: 'a handshake',
      action: { kind: 'tls-session', origin: 'https://live.example', safety: 'S1', place: 'tls' },
      cause: 'blocked',
    },
    {
      why: 'a creation in the run’s own environment',
      action: call('https://sandbox.example/v1/persons', { method: 'POST', body: '{}' }),
      cause: undefined,
    },
    { why: 'an origin of neither', action: call('https://other.example/v1'), cause: 'blocked' },
  ];
  for (const { why, action, consent = everything, cause } of cases)
    it(`${cause === undefined ? 'permits' : 'refuses'} ${why}`, () => {
      assert.equal(action.kind === 'wait' ? 'wait' : refusalOf(action, options(consent))?.lost.cause, cause);
    });

  it('of two base URLs that hold an address the longer is meant, on one origin too', () => {
    const origins = [{ origin: 'https://sandbox.example', roles: ['base', 'counterpart'] }];
    const below = (url: string, own: string, theirs: string): boolean =>
      isBeside(new URL(url), {
        environment: { ...sandbox, baseUrl: own },
        targets: { origins },
        counterpart: { environment: production, baseUrl: theirs, consent: () => true },
      });
    assert.equal(below('https://sandbox.example/live/x', 'https://sandbox.example/', 'https://sandbox.example/live'), true);
    assert.equal(below('https://sandbox.example/x', 'https://sandbox.example', 'https://sandbox.example/live'), false);
    assert.equal(below('https://sandbox.example/test/x', 'https://sandbox.example/test', 'https://sandbox.example'), false);
    assert.equal(below('https://sandbox.example/.well-known/x', 'https://sandbox.example/test', 'https://sandbox.example/live'), false);
  });
});
