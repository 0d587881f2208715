/**
 * coding/vehicle — vehicle identification numbers have their characters, and plates are objects with the letter as a code.
 *
 * Source   EGIF-COD-VEH-001; ISO 3779. The check digit of position 9 is used in some markets only and is no finding.
 * Evidence the answers to the operation's samples.
 */
import { vin } from '../../schemes/vin.js';
import type { Node } from '../data/instance.js';
import { kindOf } from '../data/recognise.js';
import { defineValueCheck, masked, type Flaw } from '../data/value-check.js';

function look(node: Node): readonly Flaw[] | undefined {
  const { value } = node;
  const kind = kindOf(node);
  if (value === null || value === '' || Array.isArray(value)) return undefined;
  if (kind === 'plate')
    return typeof value === 'object' ? [] : [{ code: 'plate-not-structured', got: masked(value), want: 'an object with its parts' }];
  if (kind !== 'vin' || typeof value === 'object') return undefined;
  const { reasons } = vin(value);
  return reasons.length === 0
    ? []
    : [{ code: 'vin-malformed', got: masked(value), want: '17 characters without I, O and Q', detail: reasons.join(', ') }];
}

export const vehicleCodes = defineValueCheck({
  id: 'coding/vehicle',
  findings: ['vin-malformed', 'plate-not-structured'],
  kinds: ['vin', 'plate'],
  look,
});
