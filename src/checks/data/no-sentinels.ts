/**
 * data/no-sentinels — nothing stands for "unknown": what has no value is left out.
 *
 * Source   EGIF-DAT-NUL-001. The dictionary goes by type: a 0 or a row of equal digits is one only in a code, a year 1 or 9999 only in a date.
 * Evidence the answers to the operation's samples.
 */
import type { Node } from './instance.js';
import { kindOf, temporalKindOf } from './recognise.js';
import { defineValueCheck, masked } from './value-check.js';

/** In lower case; `\\N` is what PostgreSQL and MySQL write into tables for null. */
const words: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  '---',
  'null',
  'undefined',
  'nil',
  'nan',
  'n/a',
  '\\n',
  'نامشخص',
  'نا مشخص',
  'نا\u200Cمشخص',
]);
/** Whether a text without blanks around it is a word for nothing. */
export const isWordForNothing = (text: string): boolean => words.has(text.toLowerCase());

/** Kinds of codes in which a row of equal digits stands for nothing. */
export const numericKinds: ReadonlySet<string> = new Set([
  'national-code',
  'legal-id',
  'person-or-legal-id',
  'postal-code',
  'foreigner-id',
  'economic-number',
  'mobile',
  'phone',
  'landline',
]);

function isSentinel(node: Node): boolean {
  const { value } = node;
  const isCode = numericKinds.has(kindOf(node) ?? '');
  if (typeof value === 'number') return isCode && value === 0;
  const text = String(value).trim();
  if (isWordForNothing(text)) return true;
  if (isCode) return /^(?:\+?98)?(\p{Nd})\1{4,}$/u.test(text) || text === '0';
  return temporalKindOf(node) !== undefined && /^(?:0001-01-01|9999-12-31|0000-00-00)/.test(text);
}

export const noSentinels = defineValueCheck({
  id: 'data/no-sentinels',
  findings: ['sentinel-value'],
  look(node) {
    const { value } = node;
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    return isSentinel(node) ? [{ code: 'sentinel-value', got: masked(value), want: 'the member left out' }] : [];
  },
});
