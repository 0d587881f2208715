/**
 * A JSON Schema becomes a test on the octets of a record: what it accepts, JSON reads, the schema allows, and no rule of data or codes has anything
 * against. It may only accept; every doubt is for the judge.
 *
 * What must hold of everything that is accepted, and how it is held: docs/adr/0009-byte-acceptor.md.
 *
 * Room     checks (floor 3). May be imported by the judge of records only.
 */
import type { JsonObject } from '../../../contract/api-model.js';
import { accountedFor } from './accounted-checks.js';
import { LeftToJudge } from './composed-schema.js';
import type { AcceptorContext } from './place.js';
import { readerOf } from './value-reader.js';

export type Acceptor = (octets: Uint8Array, start: number, end: number) => boolean;

/** An acceptor, or why there is none; and which members are always left to the judge, with the reason. */
export interface AcceptorPlan {
  readonly accept?: Acceptor;
  readonly why?: string;
  readonly left: readonly { readonly member: string; readonly why: string }[];
}

const carriageReturn = 0x0d;

/** Makes the acceptor of a schema and tells what it leaves to the judge. */
export function explainAcceptor(schema: JsonObject, context: AcceptorContext = {}): AcceptorPlan {
  const unknown = (context.checks ?? []).filter((id) => !accountedFor.has(id));
  if (unknown.length > 0) return { why: `checks that the acceptor does not know: ${unknown.join(', ')}`, left: [] };
  const left: { member: string; why: string }[] = [];
  try {
    const { read, window } = readerOf(schema, context, left);
    let inHand: Uint8Array | undefined;
    const accept: Acceptor = (octets, start, end) => {
      if (octets !== inHand) {
        inHand = octets;
        window.view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
      }
      const stop = octets[end - 1] === carriageReturn ? end - 1 : end;
      return end > start && read(octets, start) === stop;
    };
    return { accept, left };
  } catch (error) {
    if (error instanceof LeftToJudge) return { why: error.message, left };
    throw error;
  }
}

/** The acceptor of a schema, or undefined: every record of it is for the judge. */
export function compileAcceptor(schema: JsonObject, context: AcceptorContext = {}): Acceptor | undefined {
  return explainAcceptor(schema, context).accept;
}
