/**
 * coding/listed-values — every coded value observed is in the list that the contract states, and in force.
 *
 * Source   EGIF-COD-LST-002; JSON Schema 2020-12 Validation §6.1.2 (enum). Lists marked x-egif-extensible-enum are open. A list that the law does not
 *          hold cannot be looked into: its values are not counted.
 * Evidence the answers to the operation's samples; values with enum or x-egif-codelist.
 */
import type { Json } from '../../contract/api-model.js';
import { listIdOf } from '../../vocabulary/codelist.js';
import { keywordOf, type Node } from '../data/instance.js';
import { defineValueCheck, type Flaw, type LookContext } from '../data/value-check.js';

const printed = (value: Json): string => String(value).slice(0, 12);

function enumFlaws(node: Node): readonly Flaw[] | undefined {
  const values = keywordOf(node, 'enum');
  if (!Array.isArray(values) || keywordOf(node, 'x-egif-extensible-enum') !== undefined) return undefined;
  return values.includes(node.value) ? [] : [{ code: 'value-not-in-enum', got: printed(node.value) }];
}

function listFlaws(node: Node, context: LookContext): readonly Flaw[] | undefined {
  const reference = keywordOf(node, 'x-egif-codelist');
  const id = typeof reference === 'string' ? listIdOf(reference) : undefined;
  const rows = id === undefined ? undefined : context.codelist(id);
  if (rows === undefined || rows.length === 0) return undefined;
  const own = rows.filter((row) => row['code'] === node.value);
  if (own.length === 0) return [{ code: 'value-not-in-codelist', got: printed(node.value), want: `a code of ${id ?? ''}` }];
  const day = context.startedAt?.slice(0, 10);
  if (day === undefined) return [];
  const inForce = own.some(({ valid_from: from = '', valid_to: to = '' }) => (from === '' || from <= day) && (to === '' || day <= to));
  return inForce ? [] : [{ code: 'code-not-in-force', got: printed(node.value), want: `a code in force on ${day}` }];
}

export const listedValues = defineValueCheck({
  id: 'coding/listed-values',
  findings: ['value-not-in-enum', 'value-not-in-codelist', 'code-not-in-force'],
  look(node, context) {
    if (typeof node.value !== 'string' && typeof node.value !== 'number') return undefined;
    const parts = [enumFlaws(node), listFlaws(node, context)].filter((part) => part !== undefined);
    return parts.length === 0 ? undefined : parts.flat();
  },
});
