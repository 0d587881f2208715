/**
 * data/no-fake-times — a calendar date (birth, issue, expiry) is a date, never an instant at midnight.
 *
 * Source   EGIF-DAT-TIM-004. Midnight of Tehran written in UTC is midnight too: it moves birthdays by a day.
 * Evidence the answers to the operation's samples; members whose name ends in date.
 */
import { instant } from '../../schemes/instant.js';
import { wordsOf } from '../../schemes/field-dictionary.js';
import type { Node } from './instance.js';
import { keywordOf } from './instance.js';
import { isCompanion } from './recognise.js';
import { defineValueCheck, masked, type Flaw } from './value-check.js';

/** Whether an instant is midnight where it was written, or in Tehran with or without summer time. */
function isMidnight(text: string): boolean {
  if (/T00:00(?::00(?:\.0+)?)?(?:Z|[+-]|$)/.test(text)) return true;
  const time = Date.parse(text);
  return [210, 270].some((minutes) => (time / 60_000 + minutes) % 1440 === 0);
}

function look(node: Node): readonly Flaw[] | undefined {
  const { value } = node;
  if (typeof value !== 'string' || value === '' || isCompanion(node)) return undefined;
  if (wordsOf(node.name).at(-1) !== 'date' && keywordOf(node, 'format') !== 'date') return undefined;
  if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value)) return [];
  const timed = instant(value).valid || /^[0-9]{4}-[0-9]{2}-[0-9]{2}T00:00/.test(value);
  if (!timed) return undefined;
  return isMidnight(value) ? [{ code: 'fake-time', got: masked(value), want: 'YYYY-MM-DD' }] : [];
}

export const noFakeTimes = defineValueCheck({ id: 'data/no-fake-times', findings: ['fake-time'], look });
