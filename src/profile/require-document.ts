/**
 * A loaded file as a document of the contract, or every problem of it with its line.
 *
 * Room     profile (floor 3). May be imported within profile only.
 */
import type { LoadedDocument } from '../contract/api-model.js';
import type { CatalogueFile, Profile } from '../contract/documents.js';
import { isDocument, problemsOf, type SchemaProblem } from '../contract/validate.js';
import { EgifError, EgifProblems, type ErrorCode } from '../errors.js';
import { suggestion } from '../contract/nearest.js';

interface Documents {
  readonly CatalogueFile: CatalogueFile;
  readonly Profile: Profile;
}

/** An error at a place of a loaded file; lines and columns count from 1. */
export function errorAt(code: ErrorCode, document: LoadedDocument, detail: { pointer: string; message: string; mend: string }): EgifError {
  const { line, column } = document.position(detail.pointer);
  return new EgifError(code, `${document.file}:${line}: ${detail.message}`, {
    file: document.file,
    line,
    column,
    pointer: detail.pointer,
    mend: detail.mend,
  });
}

function problemAt(code: ErrorCode, document: LoadedDocument, problem: SchemaProblem): EgifError {
  const { member, known = [], keyword } = problem;
  const unknown = member !== undefined && keyword !== 'required';
  const pointer = unknown ? `${problem.pointer}/${member.replaceAll('~', '~0').replaceAll('/', '~1')}` : problem.pointer;
  const message = unknown ? `${member} is not known here` : `${problem.pointer === '' ? 'the document' : problem.pointer} ${problem.message}`;
  const mend = unknown ? suggestion(member, known, `known here: ${known.join(', ')}`) : 'mend the value at this place';
  return errorAt(code, document, { pointer, message, mend });
}

/** The data of a file, checked against the contract's schema of that name. Throws all problems at once, under the given code. */
export function requireDocument<N extends keyof Documents>(name: N, code: ErrorCode, document: LoadedDocument): Documents[N] {
  const { data } = document;
  if (isDocument(name, data)) return data;
  throw new EgifProblems(problemsOf(name, data).map((problem) => problemAt(code, document, problem)));
}
