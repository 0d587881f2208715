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

type Rows = NonNullable<ReturnType<LookContext['codelist']>>;

/** The rows of a list by their codes; a list is sorted once. */
const sorted = new WeakMap<Rows, ReadonlyMap<string | undefined, Rows>>();

function byCode(rows: Rows): ReadonlyMap<string | undefined, Rows> {
  const ready = sorted.get(rows);
  if (ready !== undefined) return ready;
  const codes = new Map<string | undefined, Rows[number][]>();
  for (const row of rows) {
    const own = codes.get(row['code']);
    if (own === undefined) codes.set(row['code'], [row]);
    else own.push(row);
  }
  sorted.set(rows, codes);
  return codes;
}

const ids = new Map<string, string | undefined>();
/** References are few; those that a subject makes up are not remembered beyond this. */
const mostRemembered = 1000;

function rememberedIdOf(reference: string): string | undefined {
  const ready = ids.get(reference);
  if (ready !== undefined || ids.has(reference)) return ready;
  const id = listIdOf(reference);
  if (ids.size < mostRemembered) ids.set(reference, id);
  return id;
}

const printed = (value: Json): string => String(value).slice(0, 12);

function enumFlaws(node: Node): readonly Flaw[] | undefined {
  const values = keywordOf(node, 'enum');
  if (!Array.isArray(values) || keywordOf(node, 'x-egif-extensible-enum') !== undefined) return undefined;
  return values.includes(node.value) ? [] : [{ code: 'value-not-in-enum', got: printed(node.value) }];
}

function listFlaws(node: Node, context: LookContext): readonly Flaw[] | undefined {
  const reference = keywordOf(node, 'x-egif-codelist');
  const id = typeof reference === 'string' ? rememberedIdOf(reference) : undefined;
  const rows = id === undefined ? undefined : context.codelist(id);
  if (rows === undefined || rows.length === 0) return undefined;
  const own = typeof node.value === 'string' ? byCode(rows).get(node.value) : undefined;
  if (own === undefined) return [{ code: 'value-not-in-codelist', got: printed(node.value), want: `a code of ${id ?? ''}` }];
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
    const ofEnum = enumFlaws(node);
    const ofList = listFlaws(node, context);
    return ofEnum === undefined || ofList === undefined ? (ofEnum ?? ofList) : [...ofEnum, ...ofList];
  },
});
