/**
 * coding/national-code, coding/legal-id, coding/foreigner-id, coding/economic-number — codes of natural and legal persons in the answers.
 *
 * Source   EGIF-COD-PID-001, EGIF-COD-LID-001, EGIF-COD-PID-002, EGIF-COD-LID-002.
 * Evidence the answers to the operation's samples.
 *
 * A member that holds either code (nationalId) is judged with natural persons' where it has not eleven digits, and with legal persons' where it has;
 * twelve digits in it are a foreign national's, which such a member may hold.
 * Forms of foreigners' and economic numbers are not confirmed by their owners: their length is never a finding.
 */
import type { CheckDefinition } from '../../contract/check.js';
import { foreignerId } from '../../schemes/foreigner-id.js';
import { legalId } from '../../schemes/legal-id.js';
import { nationalCode } from '../../schemes/national-code.js';
import { economicNumber } from '../../schemes/plain-codes.js';
import { kindOf } from '../data/recognise.js';
import type { Node } from '../data/instance.js';
import { defineValueCheck, masked } from '../data/value-check.js';
import { defineSchemeCheck } from './scheme-check.js';

/** Whether a value of either kind has the length of a legal person's id. */
const hasLegalLength = ({ value }: Node): boolean => !legalId(value).reasons.includes('wrong-length') && typeof value === 'string';

/** Every national code has ten ASCII digits and the right check digit, and is no row of equal digits. */
export const nationalCodeValid = defineSchemeCheck({
  id: 'coding/national-code',
  kinds: ['national-code', 'person-or-legal-id'],
  check: nationalCode,
  codes: { 'wrong-check-digit': 'national-code-check-digit', 'all-equal': 'national-code-equal-digits' },
  otherwise: 'national-code-malformed',
  want: '10 digits with a valid check digit',
  exempt: (node) => kindOf(node) === 'person-or-legal-id' && (hasLegalLength(node) || /^[0-9]{12}$/.test(String(node.value))),
});

/** Every legal person's id has eleven ASCII digits and the right check digit. */
export const legalIdValid = defineSchemeCheck({
  id: 'coding/legal-id',
  kinds: ['legal-id', 'person-or-legal-id'],
  check: legalId,
  codes: { 'wrong-check-digit': 'legal-id-check-digit', 'all-equal': 'legal-id-equal-digits' },
  otherwise: 'legal-id-malformed',
  want: '11 digits with a valid check digit',
  exempt: (node) => kindOf(node) === 'person-or-legal-id' && !hasLegalLength(node),
});

/** A foreign national has a member of his own; twelve digits in a national code's member are a foreigner's id in the wrong place. */
export const foreignerIdPlace: CheckDefinition = defineValueCheck({
  id: 'coding/foreigner-id',
  findings: ['foreigner-id-in-national-code', 'foreigner-id-malformed'],
  kinds: ['national-code', 'foreigner-id'],
  look(node) {
    const { value } = node;
    const kind = kindOf(node);
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return undefined;
    const got = masked(value);
    if (kind === 'national-code') {
      return /^[0-9]{12}$/.test(String(value)) ? [{ code: 'foreigner-id-in-national-code', got, want: 'a member of its own' }] : undefined;
    }
    if (kind !== 'foreigner-id') return undefined;
    const reasons = foreignerId(value).reasons.filter((reason) => reason !== 'wrong-length');
    return reasons.length === 0 ? [] : [{ code: 'foreigner-id-malformed', got, want: 'ASCII digits', detail: reasons.join(', ') }];
  },
});

/** Economic numbers are strings of ASCII digits. */
export const economicNumberValid = defineSchemeCheck({
  id: 'coding/economic-number',
  kinds: ['economic-number'],
  check: economicNumber,
  codes: {},
  otherwise: 'economic-number-malformed',
  tolerated: ['wrong-length'],
  want: 'ASCII digits',
});
