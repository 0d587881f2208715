/**
 * data/nfc — text is in Unicode Normalization Form C.
 *
 * Source   EGIF-DAT-CHR-003; UAX #15; RFC 5198 §3. Strings of ASCII alone are in NFC by nature and are not counted.
 * Evidence the answers to the operation's samples.
 */
import { defineValueCheck } from './value-check.js';

export const nfc = defineValueCheck({
  id: 'data/nfc',
  findings: ['not-nfc'],
  look({ value }) {
    if (typeof value !== 'string' || !/[^\u0000-\u007F]/.test(value)) return undefined;
    return value === value.normalize('NFC') ? [] : [{ code: 'not-nfc', want: 'NFC' }];
  },
});
