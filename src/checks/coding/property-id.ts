/**
 * coding/property-id — real estate carries its unique id, and its registry plate in parts.
 *
 * Source   EGIF-COD-PRP-001. The syntax of the unique id is not public: printable ASCII without blanks is all that is judged. A registry plate is main
 *          and sub number within a section, never one text.
 * Evidence the answers to the operation's samples.
 */
import { isObject } from '../../contract/json.js';
import { opaqueId } from '../../schemes/plain-codes.js';
import { wordsOf } from '../../schemes/field-dictionary.js';
import type { Node } from '../data/instance.js';
import { isCore, kindOf } from '../data/recognise.js';
import { defineValueCheck, masked, type Flaw } from '../data/value-check.js';

const plateNames: ReadonlySet<string> = new Set(['registryplate', 'registrationplate', 'pelaksabti', 'پلاکثبتی']);
/** Parts of a plate by the words that may name them; the sub number is absent where the main plate was never divided. */
const parts: readonly (readonly [part: string, names: RegExp])[] = [
  ['main', /^(?:main|asli|primary)/i],
  ['section', /^(?:section|bakhsh)/i],
];

function plateFlaws({ value }: Node): readonly Flaw[] | undefined {
  if (value === null || value === '' || Array.isArray(value)) return undefined;
  if (!isObject(value)) return [{ code: 'registry-plate-not-structured', got: masked(value), want: 'an object with main, sub and section' }];
  const names = Object.keys(value);
  return parts
    .filter(([, wanted]) => !names.some((name) => wanted.test(name)))
    .map(([part]) => ({ code: 'registry-plate-incomplete', want: part }) satisfies Flaw);
}

function look(node: Node): readonly Flaw[] | undefined {
  const { value, name } = node;
  if (plateNames.has(wordsOf(name).join(''))) return plateFlaws(node);
  if (isCore(node, 'RealEstate') && isObject(value))
    return Object.keys(value).some((member) => kindOf({ ...node, name: member, value: '', schemas: [], known: undefined }) === 'property-id')
      ? []
      : [{ code: 'property-id-absent', want: 'propertyId' }];
  if (kindOf(node) !== 'property-id' || value === null || value === '' || typeof value === 'object') return undefined;
  const { reasons } = opaqueId(value);
  return reasons.length === 0
    ? []
    : [{ code: 'property-id-malformed', got: masked(value), want: 'a string of printable ASCII without blanks', detail: reasons.join(', ') }];
}

export const propertyId = defineValueCheck({
  id: 'coding/property-id',
  findings: ['property-id-malformed', 'property-id-absent', 'registry-plate-not-structured', 'registry-plate-incomplete'],
  look,
});
