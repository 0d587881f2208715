/** The strict reader of DER: one form for each value, everything else a coded refusal. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import {
  boundedElement,
  booleanOf,
  demandSorted,
  elementsOf,
  flagOf,
  integerOf,
  membersOf,
  namedBitsOf,
  oidOf,
  sequenceOf,
  smallIntegerOf,
  soleElement,
  wholeBitsOf,
} from '../../../src/attestation/x509/der.js';
import { derInteger, derOid, derOf } from '../../../src/attestation/x509/der-write.js';
import { fineTimeOf, timeOf } from '../../../src/attestation/x509/der-time.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const time = (tag: number, text: string) => soleElement(derOf(tag, Buffer.from(text)));

const refused: readonly (readonly [why: string, code: string, read: () => unknown])[] = [
  ['nothing', 'DER_TRUNCATED', () => soleElement(hex(''))],
  ['a tag alone', 'DER_TRUNCATED', () => soleElement(hex('30'))],
  ['contents cut off', 'DER_TRUNCATED', () => soleElement(hex('04 02 00'))],
  ['a length cut off', 'DER_TRUNCATED', () => soleElement(hex('04 82 01'))],
  ['a member cut off', 'DER_TRUNCATED', () => membersOf(soleElement(hex('30 02 04 05')), 0x30)],
  ['a length of four gigabytes', 'DER_TRUNCATED', () => soleElement(hex('04 84 ff ff ff ff 00'))],
  ['a tag of several octets', 'DER_TAG', () => soleElement(hex('3f 01 00'))],
  ['an indefinite length', 'DER_LENGTH', () => soleElement(hex('30 80 00 00'))],
  ['a length of five octets', 'DER_LENGTH', () => soleElement(hex('04 85 00 00 00 00 01 00'))],
  ['a short length in the long form', 'DER_LENGTH', () => soleElement(hex('04 81 01 00'))],
  ['a length with a zero before', 'DER_LENGTH', () => soleElement(Buffer.concat([hex('04 82 00 80'), Buffer.alloc(128)]))],
  ['something after an element', 'DER_TRAILING', () => soleElement(hex('05 00 00'))],
  ['a member too many', 'DER_TRAILING', () => sequenceOf(soleElement(hex('30 02 05 00'))).end()],
  ['a member of another kind', 'DER_TAG', () => sequenceOf(soleElement(hex('30 02 05 00'))).next(0x02)],
  ['a member too few', 'DER_TAG', () => sequenceOf(soleElement(hex('30 00'))).next(0x02)],
  ['more octets than are read', 'DER_TOO_LARGE', () => boundedElement(hex('04 02 00 00'), 3)],
  ['an empty INTEGER', 'DER_VALUE', () => integerOf(soleElement(hex('02 00')))],
  ['an INTEGER with a zero before', 'DER_VALUE', () => integerOf(soleElement(hex('02 02 00 7f')))],
  ['a negative INTEGER with ones before', 'DER_VALUE', () => integerOf(soleElement(hex('02 02 ff 80')))],
  ['a negative INTEGER where none may be', 'DER_VALUE', () => smallIntegerOf(soleElement(hex('02 01 80')))],
  ['an INTEGER of five octets where a small one is', 'DER_VALUE', () => smallIntegerOf(soleElement(hex('02 05 01 00 00 00 00')))],
  ['a BOOLEAN of 01', 'DER_VALUE', () => booleanOf(soleElement(hex('01 01 01')))],
  ['a BOOLEAN of two octets', 'DER_VALUE', () => booleanOf(soleElement(hex('01 02 ff ff')))],
  ['a default written out', 'DER_VALUE', () => flagOf(soleElement(hex('01 01 00')))],
  ['an empty OBJECT IDENTIFIER', 'DER_OID', () => oidOf(soleElement(hex('06 00')))],
  ['an OBJECT IDENTIFIER cut off', 'DER_OID', () => oidOf(soleElement(hex('06 02 55 84')))],
  ['an arc that is not minimal', 'DER_OID', () => oidOf(soleElement(hex('06 03 55 80 04')))],
  ['an arc that is too large', 'DER_OID', () => oidOf(soleElement(hex('06 0a 55 ff ff ff ff ff ff ff ff 7f')))],
  ['an empty BIT STRING where octets are wanted', 'DER_BIT_STRING', () => wholeBitsOf(soleElement(hex('03 01 00')))],
  ['unused bits where octets are wanted', 'DER_BIT_STRING', () => wholeBitsOf(soleElement(hex('03 02 01 80')))],
  ['a BIT STRING of nothing', 'DER_BIT_STRING', () => namedBitsOf(soleElement(hex('03 00')))],
  ['a set out of order', 'DER_SET_ORDER', () => demandSorted(elementsOf(hex('02 01 02 02 01 01')))],
  ['the 30th of February', 'DER_TIME', () => timeOf(time(0x17, '270230000000Z'))],
  ['hour 24', 'DER_TIME', () => timeOf(time(0x17, '270201240000Z'))],
  ['second 60', 'DER_TIME', () => timeOf(time(0x17, '270201235960Z'))],
  ['a time without seconds', 'DER_TIME', () => timeOf(time(0x17, '2702012359Z'))],
  ['a time with an offset', 'DER_TIME', () => timeOf(time(0x17, '270201235900+0330'))],
  ['a GeneralizedTime before 2050', 'DER_TIME', () => timeOf(time(0x18, '20270201235900Z'))],
  ['a fraction in a certificate', 'DER_TIME', () => timeOf(time(0x18, '20550201235900.5Z'))],
  ['the year 1', 'DER_TIME', () => fineTimeOf(time(0x18, '00010201235900Z'))],
  ['a fraction of nothing', 'DER_TIME', () => fineTimeOf(time(0x18, '20270201235900.Z'))],
  ['something that is no time', 'DER_TIME', () => timeOf(soleElement(hex('05 00')))],
  ['octets that read like a time', 'DER_TIME', () => timeOf(time(0x04, '20550201235900Z'))],
  ['no time at all', 'DER_TIME', () => timeOf(undefined)],
];

describe('attestation: DER', () => {
  for (const [why, code, read] of refused) {
    it(`says ${code}: ${why}`, () => {
      assert.throws(read, { name: 'Refusal', code });
    });
  }

  it('reads what is in order', () => {
    assert.equal(oidOf(soleElement(hex('06 03 55 04 03'))), '2.5.4.3');
    assert.deepEqual([...namedBitsOf(soleElement(hex('03 02 06 c0')))], [0, 1]);
    assert.deepEqual([...namedBitsOf(soleElement(hex('03 01 00')))], []);
    assert.equal(smallIntegerOf(soleElement(hex('02 02 00 80'))), 128);
    assert.equal(soleElement(Buffer.concat([hex('04 81 80'), Buffer.alloc(128)])).content.length, 128);
    assert.equal(timeOf(time(0x17, '500101000000Z')), Date.UTC(1950, 0, 1));
    assert.equal(timeOf(time(0x17, '491231235959Z')), Date.UTC(2049, 11, 31, 23, 59, 59));
    assert.equal(timeOf(time(0x18, '20500101000000Z')), Date.UTC(2050, 0, 1));
    assert.equal(fineTimeOf(time(0x18, '20270201235900.0625Z')), Date.UTC(2027, 1, 1, 23, 59, 0, 62));
  });

  it('reads again what it writes', () => {
    for (const oid of ['2.5.4.3', '1.2.840.113549.1.9.16.1.4', '2.16.840.1.101.3.4.2.1', '1.3.6.1.4.1.99999.1'])
      assert.equal(oidOf(soleElement(derOid(oid))), oid);
    for (const [octets, wanted] of [
      ['', '00'],
      ['00', '00'],
      ['007f', '7f'],
      ['80', '0080'],
      ['0000ff01', '00ff01'],
    ] as const)
      assert.equal(Buffer.from(integerOf(soleElement(derInteger(hex(octets))))).toString('hex'), wanted);
    for (const size of [0, 127, 128, 255, 256, 70_000]) assert.equal(soleElement(derOf(0x04, Buffer.alloc(size))).content.length, size);
  });
});
