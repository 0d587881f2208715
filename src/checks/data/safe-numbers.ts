/**
 * data/safe-numbers — no JSON number lies beyond what every reader keeps exactly.
 *
 * Source   EGIF-DAT-TYP-001; RFC 8259 §6 (integers within ±(2^53 − 1)).
 * Evidence the answers to the operation's samples.
 */
import { defineValueCheck } from './value-check.js';

export const safeNumbers = defineValueCheck({
  id: 'data/safe-numbers',
  findings: ['number-beyond-safe'],
  look({ value }) {
    if (typeof value !== 'number') return undefined;
    return Math.abs(value) > Number.MAX_SAFE_INTEGER ? [{ code: 'number-beyond-safe', want: 'at most 2^53 − 1, or a string' }] : [];
  },
});
