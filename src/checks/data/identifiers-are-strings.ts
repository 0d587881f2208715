/**
 * data/identifiers-are-strings — codes and identifiers are JSON strings, with their leading zeros.
 *
 * Source   EGIF-DAT-TYP-002; RFC 8259 §6. Counters of protocols (statusCode, errorCode) are exempt by the dictionary.
 * Evidence the answers to the operation's samples.
 */
import { nationalCode } from '../../schemes/national-code.js';
import type { Node } from './instance.js';
import { isIdentifier, kindOf } from './recognise.js';
import { defineValueCheck, masked, type Flaw } from './value-check.js';

function look(node: Node): readonly Flaw[] | undefined {
  const { value } = node;
  if ((typeof value !== 'string' && typeof value !== 'number') || !isIdentifier(node)) return undefined;
  if (typeof value === 'number') return [{ code: 'identifier-as-number', got: masked(value), want: 'a string' }];
  const kind = kindOf(node);
  if (kind !== 'national-code' && kind !== 'person-or-legal-id') return [];
  return nationalCode(value).warnings.includes('leading-zeros-lost') ? [{ code: 'leading-zeros-lost', got: masked(value), want: 'ten digits' }] : [];
}

export const identifiersAreStrings = defineValueCheck({
  id: 'data/identifiers-are-strings',
  findings: ['identifier-as-number', 'leading-zeros-lost'],
  look,
});
