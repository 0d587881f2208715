/**
 * A place of a record while its reader is made, and what is carried from the record to its innermost member.
 *
 * Room     checks (floor 3). May be imported by the acceptor only.
 */
import type { JsonObject } from '../../../contract/api-model.js';
import { listIdOf } from '../../coding/listed-values.js';
import { LeftToJudge, type Placed } from './composed-schema.js';

/** What the judge of records looks things up in. */
export interface AcceptorContext {
  /** Rows of a code list of the law by its id. */
  readonly codelist?: (id: string) => readonly Readonly<Record<string, string>>[] | undefined;
  /** The core vocabulary of a type, where objects of the type are judged by it. */
  readonly vocabulary?: (type: string) => JsonObject | undefined;
  /** The ids of all checks that the judge makes; where one of them is not known here, nothing is accepted. */
  readonly checks?: readonly string[];
}

/** What is carried from the record to its innermost member. */
export interface Compilation {
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
  readonly declared: readonly Placed[];
  readonly path: readonly string[];
  readonly inArray: boolean;
  /** Whether the object around the one that this is a member of has a currency that must be there. */
  readonly unitAround: boolean;
  /** Schemas that are being compiled around this place. */
  readonly above: ReadonlySet<JsonObject>;
}

/** The codes of a list of the law that are in force on any day. */
export function listedCodes({ codelist }: AcceptorContext, reference: string): readonly string[] {
  const rows = codelist?.(listIdOf(reference));
  if (rows === undefined || rows.length === 0) throw new LeftToJudge('a list that is not at hand');
  return rows.flatMap(({ code, valid_from: from = '', valid_to: to = '' }) => (code === undefined || from !== '' || to !== '' ? [] : [code]));
}
