/**
 * data/ascii-digits — machine fields have the digits U+0030 to U+0039.
 *
 * Source   EGIF-DAT-CHR-004; RFC 3339; UAX #44 (Nd). Persian digits are right in display text.
 * Evidence the answers to the operation's samples; codes, identifiers, dates and amounts.
 */
import { keywordOf, type Node } from './instance.js';
import { isAmount, isCompanion, isIdentifier, temporalKindOf } from './recognise.js';
import { defineValueCheck, masked, type Flaw } from './value-check.js';

/** Formats of values that machines read. */
export const machineFormats: ReadonlySet<unknown> = new Set(['date', 'date-time', 'time', 'duration', 'uuid', 'uri', 'email', 'decimal', 'int64']);

function look(node: Node): readonly Flaw[] | undefined {
  const { value } = node;
  if (typeof value !== 'string' || value === '') return undefined;
  const machine =
    isIdentifier(node) || isAmount(node) || isCompanion(node) || temporalKindOf(node) !== undefined || machineFormats.has(keywordOf(node, 'format'));
  if (!machine || !/\p{Nd}/u.test(value)) return undefined;
  return /[^\P{Nd}0-9]/u.test(value) ? [{ code: 'foreign-digits', got: masked(value), want: '0123456789' }] : [];
}

export const asciiDigits = defineValueCheck({ id: 'data/ascii-digits', findings: ['foreign-digits'], look });
