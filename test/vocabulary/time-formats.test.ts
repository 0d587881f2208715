/**
 * The formats of times by character codes say what ajv-formats says.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { timeFormats } from '../../src/vocabulary/time-formats.js';
import { seededBelow } from '../checks/dataset/sites.js';

const names = ['date', 'time', 'date-time'] as const;

function saysOfTheirs(name: (typeof names)[number], text: string): boolean {
  const theirs: unknown = fullFormats[name];
  assert.ok(typeof theirs === 'object' && theirs !== null && 'validate' in theirs && typeof theirs.validate === 'function');
  return theirs.validate(text) === true;
}

const bases = [
  ...['2025-03-21', '2024-02-29', '2023-02-29', '1900-02-29', '2000-02-29', '0000-01-01', '2025-13-01', '2025-00-10', '2025-04-31'],
  ...['08:30:00Z', '08:30:00z', '08:30:00.5+03:30', '23:59:60Z', '03:29:60+03:30', '00:59:60+01', '24:59:30+01:00', '22:58:60-01:01'],
  ...['08:30:59.99999999999999999999Z', '23:59:60.99999999999999999999Z', '12:00:00+0330', '12:00:00+24:00', '12:00:00.Z', '12:00:00'],
];
const dates = ['2025-03-21', '2016-12-31', '0099-02-28', '12025-01-01'];
const joins = ['T', 't', ' ', '\t', '\u00A0', '\u2003', '\n', 'TT', '', '_'];
const signs = '0123456789:-+.TtZz \u0660\u06F1\u2028'.split('');

function textsOf(count: number): readonly string[] {
  const below = seededBelow(3339);
  const times = bases.filter((text) => text.includes(':'));
  const of = <T>(items: readonly T[]): T | undefined => items[below(items.length)];
  const two = (most: number): string => String(below(most)).padStart(2, '0');
  return Array.from({ length: count }, (_, index) => {
    if (index < bases.length) return bases[index] ?? '';
    const zone = of(['Z', `+${two(26)}:${two(62)}`, `-${two(26)}${two(62)}`, `+${two(26)}`]) ?? '';
    const time = below(2) === 0 ? (of(times) ?? '') : `${two(26)}:${two(62)}:${two(63)}${zone}`;
    const date = below(2) === 0 ? (of(dates) ?? '') : `20${two(100)}-${two(14)}-${two(33)}`;
    const whole = of([date, time, `${date}${of(joins) ?? ''}${time}`]) ?? '';
    if (below(3) > 0) return whole;
    const at = below(whole.length + 1);
    return whole.slice(0, at) + (of(signs) ?? '') + whole.slice(at + below(2));
  });
}

describe('the formats of dates and times', () => {
  for (const name of names)
    it(`"${name}" says of every text what ajv-formats says`, () => {
      let valid = 0;
      for (const text of textsOf(30_000)) {
        const theirs = saysOfTheirs(name, text);
        assert.equal(timeFormats[name].validate(text), theirs, JSON.stringify(text));
        if (theirs) valid += 1;
      }
      assert.ok(valid > 500, `only ${valid} were valid: the property says little`);
    });
});
