import { strict as assert } from 'node:assert';
import { gzipSync } from 'node:zlib';
import { describe, it } from 'mocha';
import { bitAt, decodeBits, emptyBits, encodeBits, maxListOctets, minEntries, withBit } from '../../../src/attestation/trust/status-list.js';
import { codeOf } from '../code-of.js';

const multibase = (octets: Uint8Array): string => `u${Buffer.from(octets).toString('base64url')}`;
const good = encodeBits(emptyBits());

/** A good list whose octets do not fill their last character. */
function packedOf(bit: number): Buffer {
  const packed = gzipSync(withBit(emptyBits(), bit, true), { level: 9 });
  return packed.length % 3 === 0 ? packedOf(bit + 1) : packed;
}
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** The same octets, with the lowest of the bits set that none of them uses. */
function withSpareBit(packed: Buffer): string {
  const text = multibase(packed);
  const last = alphabet.indexOf(text.at(-1) ?? '');
  assert.equal(last % 2, 0);
  return `${text.slice(0, -1)}${alphabet[last + 1] ?? ''}`;
}

const cases: readonly (readonly [why: string, code: string, encoded: unknown])[] = [
  ['an empty list', 'valid', good],
  ['a list of the most octets', 'valid', encodeBits(new Uint8Array(maxListOctets))],
  ['one octet more than the most', 'STATUS_LIST_LENGTH', encodeBits(new Uint8Array(maxListOctets + 1))],
  ['a bomb of a gigabyte', 'STATUS_LIST_LENGTH', encodeBits(new Uint8Array(256 * 1024 * 1024))],
  ['one octet too short', 'STATUS_LIST_LENGTH', encodeBits(new Uint8Array(minEntries / 8 - 1))],
  ['no bits', 'STATUS_LIST_LENGTH', encodeBits(new Uint8Array(0))],
  ['no text', 'STATUS_ENCODING', 12],
  ['another multibase', 'STATUS_ENCODING', `z${good.slice(1)}`],
  ['no multibase prefix', 'STATUS_ENCODING', good.slice(1)],
  ['padding', 'STATUS_ENCODING', `${good}=`],
  ['the standard alphabet', 'STATUS_ENCODING', `${good}+/`],
  ['spare bits', 'STATUS_ENCODING', withSpareBit(packedOf(1))],
  ['the same octets without them', 'valid', multibase(packedOf(1))],
  ['no GZIP', 'STATUS_ENCODING', multibase(new Uint8Array(20_000))],
  ['a cut GZIP', 'STATUS_ENCODING', multibase(gzipSync(emptyBits()).subarray(0, 20))],
  ['something behind the GZIP', 'STATUS_ENCODING', multibase(Buffer.concat([gzipSync(emptyBits()), Buffer.alloc(5)]))],
  [
    'a wrong checksum',
    'STATUS_ENCODING',
    multibase(Uint8Array.from(gzipSync(emptyBits()), (octet, index) => (index === gzipSync(emptyBits()).length - 6 ? octet ^ 1 : octet))),
  ],
];

describe('attestation: the bits of a status list', function () {
  this.timeout(20_000);
  for (const [why, code, encoded] of cases) {
    it(`says ${code}: ${why}`, () => {
      assert.equal(
        codeOf(() => decodeBits(encoded)),
        code,
      );
    });
  }

  it('count from the highest bit of the first octet', () => {
    const bits = withBit(withBit(emptyBits(), 0, true), 9, true);
    assert.deepEqual([...bits.subarray(0, 3)], [0x80, 0x40, 0]);
    assert.deepEqual(
      [0, 1, 8, 9, 10].map((index) => bitAt(bits, index)),
      [true, false, false, true, false],
    );
  });

  it('are set and cleared in a copy, each alone', () => {
    const empty = emptyBits();
    const set = withBit(empty, 94_567, true);
    assert.equal(bitAt(empty, 94_567), false);
    assert.equal(bitAt(set, 94_567), true);
    assert.deepEqual(withBit(set, 94_567, false), empty);
    assert.deepEqual(withBit(set, 94_567, true), set);
  });

  it('come back from their text', () => {
    const bits = [1, 5, 131_071].reduce((before, index) => withBit(before, index, true), emptyBits());
    assert.deepEqual(Uint8Array.from(decodeBits(encodeBits(bits))), bits);
  });

  for (const index of [131_072, -1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER])
    it(`have no index ${index}`, () => {
      assert.equal(
        codeOf(() => bitAt(emptyBits(), index)),
        'STATUS_INDEX',
      );
    });
});
