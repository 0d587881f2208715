/** Markers of runs: computed as the documentation says, and missed where they are not the ones that follow from the challenge. */
import { strict as assert } from 'node:assert';
import { createHmac } from 'node:crypto';
import { describe, it } from 'mocha';
import { type MarkedRecord, markerOf, unmarkedOf } from '../../src/contract/run-marker.js';

const run = { nonce: Buffer.alloc(32, 9).toString('base64url'), seed: 'seed of the run' };
const asked = { key: `sha256:${'a'.repeat(64)}`, attempt: 1 };

/** The same by hand: 16 octets in hexadecimal, each digit turned into a letter. */
const byHand = createHmac('sha256', Buffer.alloc(32, 9))
  .update(`egif-run\nseed of the run\n${asked.key}\n1`)
  .digest('hex')
  .slice(0, 32)
  .replace(/./g, (digit) => 'abcdefghijklmnop'.charAt(Number.parseInt(digit, 16)));

const record = (more: Partial<MarkedRecord> = {}): MarkedRecord => ({
  seq: 7,
  kind: 'http',
  ...asked,
  action: {
    headers: [
      ['Accept', '*/*'],
      ['Egif-Run', byHand],
    ],
  },
  ...more,
});
const sent = (...markers: readonly string[]): Pick<MarkedRecord, 'action'> => ({
  action: { headers: markers.map((marker) => ['egif-run', marker]) },
});

const cases: readonly (readonly [title: string, record: MarkedRecord, missed: boolean, why: string])[] = [
  ['the marker', record(), false, 'it follows from nonce, seed, key and attempt'],
  ['the marker in another case of its name', record(sent(byHand)), false, 'names of fields have no case'],
  ['no marker', record({ action: { headers: [] } }), true, 'a run under no challenge sends none'],
  ['a marker of another request', record(sent(markerOf(run, { ...asked, key: 'other' }))), true, 'answers may not be swapped'],
  ['a marker of another attempt', record(sent(markerOf(run, { ...asked, attempt: 2 }))), true, 'nor repeats'],
  ['a marker of another challenge', record(sent(markerOf({ ...run, nonce: 'AAAA' }, asked))), true, 'replayed from another run'],
  ['a marker of another seed', record(sent(markerOf({ ...run, seed: 'lucky' }, asked))), true, 'replayed from another run'],
  ['two markers', record(sent(byHand, byHand)), true, 'one request has one'],
  ['nothing where the fields should be', record({ action: {} }), true, 'a record that hides what was sent shows nothing'],
  ['a burst with its marker', record({ kind: 'burst', action: { marker: byHand } }), false, 'one stands for all its requests'],
  ['a burst without', record({ kind: 'burst', action: {} }), true, 'it sends requests too'],
  ['a request over mutual TLS without', record({ kind: 'channel', action: {} }), true, 'it is a request too'],
  ['a handshake', record({ kind: 'tls-session', action: {} }), false, 'it sends no request'],
  ['a question to a resolver', record({ kind: 'dns', action: {} }), false, 'it sends no request'],
];

describe('The marker of a run', () => {
  it('is 32 letters that anybody can compute who holds the challenge', () => {
    assert.equal(markerOf(run, asked), byHand);
    assert.match(byHand, /^[a-p]{32}$/);
  });

  for (const [title, given, missed, why] of cases) {
    it(`${missed ? 'is missed' : 'is found'}: ${title} (${why})`, () => {
      assert.deepEqual(unmarkedOf([given], run), missed ? [7] : []);
    });
  }
});
