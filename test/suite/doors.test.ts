/** Where a statement lets the suite listen, and where it may not. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { doorsOf, type DoorWorld } from '../../src/suite/doors.js';
import { createPki } from '../../src/dev/pki.js';

const pair = { cert: 'file:cert.pem', key: 'file:key.pem' };
const pki = createPki();
const world = (networks: readonly string[] = []): DoorWorld => ({
  networks,
  resolve: (reference) => Promise.resolve(`content of ${reference}`),
  read: (file) => Promise.resolve(file === 'signer.pem' ? pki.signer.chainPem : 'nothing'),
});
const registry = (url: string, listen?: string) => ({
  listeners: {
    registry: { url, ...(listen === undefined ? {} : { listen }), certificates: { valid: pair }, answers: [{ method: 'GET', path: '/a' }] },
  },
});

const cases: readonly {
  readonly why: string;
  readonly url: string;
  readonly listen?: string;
  readonly networks?: readonly string[];
  readonly want: readonly unknown[];
}[] = [
  { why: 'the loopback address and the port of the URL by default', url: 'https://tunnel.example:18443/r', want: ['127.0.0.1', 18443, true] },
  { why: 'the port of https where the URL has none', url: 'https://tunnel.example/r', want: ['127.0.0.1', 443, true] },
  { why: 'a stated loopback address', url: 'https://tunnel.example/r', listen: '[::1]:9443', want: ['::1', 9443, true] },
  { why: 'an address that nobody allowed', url: 'https://tunnel.example/r', listen: '192.0.2.5:9443', want: ['192.0.2.5', 9443, false] },
  { why: 'all addresses, which nobody allowed', url: 'https://tunnel.example/r', listen: '0.0.0.0:9443', want: ['0.0.0.0', 9443, false] },
  {
    why: 'an address that both allow',
    url: 'https://tunnel.example/r',
    listen: '192.0.2.5:9443',
    networks: ['192.0.2.0/24'],
    want: ['192.0.2.5', 9443, true],
  },
  { why: 'cleartext', url: 'http://127.0.0.1:8080/r', want: ['127.0.0.1', 8080, false] },
];

describe('The doors of a service', () => {
  for (const { why, url, listen, networks, want } of cases)
    it(`are opened or not: ${why}`, async () => {
      const [door] = await doorsOf(registry(url, listen), world(networks));
      assert.deepEqual([door?.host, door?.port, door?.refusal === undefined], want);
    });

  it('have the stated pairs alone, and the keys of every block', async () => {
    const [door] = await doorsOf(registry('https://127.0.0.1:1/r'), world());
    assert.deepEqual(await door?.pair('valid'), { certificate: 'content of file:cert.pem', key: 'content of file:key.pem' });
    assert.equal(await door?.pair('expired'), undefined);
    const events = { url: 'https://127.0.0.1:1/e', certificate: pair, trigger: 'cause' };
    const [listener] = await doorsOf({ listeners: { events: { ...events, signedBy: ['signer.pem'] } } }, world());
    assert.equal(listener?.keys.length, 2);
    await assert.rejects(doorsOf({ listeners: { events: { ...events, signedBy: ['other.pem'] } } }, world()), { code: 'CERTIFICATE_UNREADABLE' });
    assert.deepEqual(await doorsOf({}, world()), []);
  });
});
