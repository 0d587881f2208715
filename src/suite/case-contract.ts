/**
 * One contract of a case from its octets, live or recorded: of the kind that the statement says, with the files that it draws in.
 *
 * The files of a WSDL or of an Arazzo description lie in the statement's folder or below. Only what is a contract itself is kept of them: evidence holds
 * every one, and must never hold a file that a statement has no business to show.
 *
 * Room     suite (floor 5).
 */
import { posix } from 'node:path';
import type { LoadedDocument } from '../contract/api-model.js';
import type { ContractRef } from '../contract/documents.js';
import { parseLoaded } from '../contract/load-document.js';
import { drawIn, type NeighbourReader, parseContract } from '../evidence/document/load-contract.js';
import { requireKind, sniffKind } from '../evidence/document/sniff-kind.js';
import type { CaseContract } from './prepare.js';

type DrawingKind = 'wsdl' | 'arazzo';

/** Whether what a contract draws in is itself a contract of the kinds that such a contract may name. */
const isPartOf: Readonly<Record<DrawingKind, (neighbour: LoadedDocument) => boolean>> = {
  wsdl: ({ format }) => format === 'xml',
  arazzo: (neighbour) => ['openapi', 'arazzo'].includes(sniffKind(neighbour) ?? ''),
};

/** A contract with its neighbours by their path from the statement's folder. */
async function withNeighboursOf(kind: DrawingKind, document: LoadedDocument, read: NeighbourReader): Promise<LoadedDocument> {
  const drawn = await drawIn({ ...document, within: posix.normalize(document.file) }, read);
  return { ...drawn, neighbours: new Map([...(drawn.neighbours ?? [])].filter(([, neighbour]) => isPartOf[kind](neighbour))) };
}

/** `read` gives the octets of a file by its path from the statement's folder. Errors: DOCUMENT_*, FILE_ENCODING, FILE_EMPTY, FILE_TOO_LARGE. */
export async function readCaseContract(ref: ContractRef, octets: Uint8Array, read: NeighbourReader): Promise<CaseContract> {
  if (ref.type === 'openapi') return { ref, document: parseLoaded(ref.file, octets) };
  const document = parseContract(ref.file, octets);
  requireKind(document, ref.type);
  return { ref, document: ref.type === 'asyncapi' ? document : await withNeighboursOf(ref.type, document, read) };
}
