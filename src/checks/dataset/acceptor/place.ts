/**
 * A place of a record while its reader is made, and what is carried from the record to its innermost member.
 *
 * Room     checks (floor 3). May be imported by the acceptor only.
 */
import type { JsonObject } from '../../../contract/api-model.js';
import { listIdOf } from '../../../vocabulary/codelist.js';
import { LeftToJudge } from './composed-schema.js';
import type { Window } from './octet-reader.js';

/** What the judge of records looks things up in. */
export interface AcceptorContext {
  /** Rows of a code list of the law by its id. */
  readonly codelist?: (id: string) => readonly Readonly<Record<string, string>>[] | undefined;
  /** The day (YYYY-MM-DD) on which codes of lists must be in force; without one, only those that always are will do. */
  readonly day?: string;
  /** The ids of all checks that the judge makes; where one of them is not known here, nothing is accepted. */
  readonly checks?: readonly string[];
}

/** What is carried from the record to its innermost member. */
export interface Compilation {
  readonly window: Window;
  /** The schema of the records, into which all references lead. */
  readonly root: JsonObject;
  readonly context: AcceptorContext;
  readonly left: { member: string; why: string }[];
  /** Places that may still be compiled: a hostile schema can name the same one over and over. */
  readonly budget: { places: number };
  /** Slots of numbers that are compared; one for each member that takes part. */
  readonly kept: Int32Array;
  readonly slots: { used: number };
}

/** A place of the record. */
export interface Place {
  readonly declared: readonly JsonObject[];
  readonly path: readonly string[];
  /** Whether the object around the one that this is a member of has a currency that must be there. */
  readonly unitAround: boolean;
  /** Schemas that are being compiled around this place. */
  readonly above: ReadonlySet<JsonObject>;
}

/** The codes of a list of the law that are in force on the day, or undefined: the law does not hold the list, so nothing is asked of a value. */
export function listedCodes({ codelist, day }: AcceptorContext, reference: string): readonly string[] | undefined {
  // Codes of divisions are compared with the province beside them.
  if (/divisions|taqsimat/i.test(reference)) throw new LeftToJudge('codes of the national list of divisions');
  if (codelist === undefined) throw new LeftToJudge('a list that is not at hand');
  const id = listIdOf(reference);
  const rows = id === undefined ? undefined : codelist(id);
  if (rows === undefined || rows.length === 0) return undefined;
  const isInForce = (from: string, to: string): boolean =>
    day === undefined ? from === '' && to === '' : (from === '' || from <= day) && (to === '' || day <= to);
  return rows.flatMap(({ code, valid_from: from = '', valid_to: to = '' }) => (code !== undefined && isInForce(from, to) ? [code] : []));
}
