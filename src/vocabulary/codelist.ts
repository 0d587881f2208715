/**
 * `x-egif-codelist`: a value is a code of a list, and in force. The lists are the caller's; what is not among them is never an error.
 *
 * Source   EGIF-COD-LST-001, -002 (URI@version; every value observed is in the list and in force). A list marked x-egif-extensible-enum is open.
 * Room     vocabulary (floor 2). Imports schemes alone; may be imported by checks and index.
 */
import type { FuncKeywordDefinition } from 'ajv';
import { assertionOf, faultOf, isScalar, type Fault } from './fault.js';
import { refuse } from './refuse.js';

/** A code, or a row with `code` and, where the list has them, `valid_from` and `valid_to` (YYYY-MM-DD, both included). */
export type CodelistEntry = string | Readonly<Record<string, string>>;

/** Lists by their reference as written, or by the id of the law's list alone. A Map of them will do. */
export interface Codelists {
  get(id: string): readonly CodelistEntry[] | undefined;
}

/** What the keyword needs to know. */
export interface CodelistOptions {
  readonly codelists?: Codelists;
  /** The day (YYYY-MM-DD) on which codes must be in force; without one, any code that the list has will do. */
  readonly day?: string;
  /** Told once a place in a schema that names a list which the caller does not have: its values are not judged. */
  readonly onUnknownList?: (reference: string) => void;
}

/** Lists of a national or international authority that mean the same, whoever publishes them. */
const shared: ReadonlySet<string> = new Set(['provinces', 'countries', 'currencies', 'languages']);

/**
 * The id of the law's list that a reference names: `provinces@2020.1`, `egif:provinces@2020.1`, `urn:egif:codelist:provinces@2020.1`. A list that somebody
 * else publishes (`urn:x:legal-forms@1`) is his own, whatever it is called, unless its name is that of a shared one; then it gives undefined.
 */
export function listIdOf(reference: string): string | undefined {
  const plain = reference.replace(/@[^@/]*$/, '').replace(/\.(?:csv|json|yaml)$/, '');
  const own = /^(?:egif:|urn:egif:(?:codelist:)?)?([a-z0-9-]+)$/i.exec(plain)?.[1];
  if (own !== undefined) return own;
  const last = plain.split(/[/#:]/).at(-1) ?? '';
  return shared.has(last) ? last : undefined;
}

/** The entries of the list that a reference names: as it is written, else by the id of the law's list. */
export function listNamed(lists: Codelists | undefined, reference: string): readonly CodelistEntry[] | undefined {
  const id = listIdOf(reference);
  return lists?.get(reference) ?? (id === undefined ? undefined : lists?.get(id));
}

/** Whether a value names a list with its version: `URI@version`, or `provinces@2020.1` for a list of the law. */
export function isCodelistReference(value: unknown): value is string {
  return typeof value === 'string' && /^[^\s@]+@[^\s@]+$/.test(value);
}

/** The codes of a list: true where in force on the day. */
export function codesOf(entries: readonly CodelistEntry[], day: string | undefined): ReadonlyMap<string, boolean> {
  const codes = new Map<string, boolean>();
  for (const entry of entries) {
    const { code = '', valid_from: from = '', valid_to: to = '' } = typeof entry === 'string' ? { code: entry } : entry;
    const inForce = day === undefined || ((from === '' || from <= day) && (to === '' || day <= to));
    codes.set(code, inForce || codes.get(code) === true);
  }
  return codes;
}

/** Reasons: not-string, unknown-code, not-in-force. */
export function codeFault(value: unknown, codes: ReadonlyMap<string, boolean>, codelist: string): Fault | undefined {
  if (isScalar(value)) return { ...faultOf('codelist', 'not-string'), codelist };
  if (typeof value !== 'string') return undefined;
  const inForce = codes.get(value);
  return inForce === true ? undefined : { ...faultOf('codelist', inForce === undefined ? 'unknown-code' : 'not-in-force'), codelist };
}

const pass = (): boolean => true;

/** The keyword over the caller's lists. */
export function codelistKeyword({ codelists, day, onUnknownList }: CodelistOptions): FuncKeywordDefinition {
  const keyword = 'x-egif-codelist';
  return {
    keyword,
    schemaType: 'string',
    compile(reference: string, parent, it) {
      if (reference === '') refuse(it, `${keyword} names no list`);
      const open = parent['x-egif-extensible-enum'];
      if (open !== undefined && open !== false) return pass;
      const entries = listNamed(codelists, reference);
      if (entries === undefined || entries.length === 0) {
        onUnknownList?.(reference);
        return pass;
      }
      const codes = codesOf(entries, day);
      return assertionOf(keyword, (value) => codeFault(value, codes, reference));
    },
  };
}
