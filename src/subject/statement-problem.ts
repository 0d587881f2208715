/**
 * Problems of a statement before they have a line: a code, a pointer, what is wrong and how to mend it.
 *
 * Room     subject (floor 3). May be imported within subject only.
 */
import type { LoadedDocument } from '../contract/api-model.js';
import { EgifError, type ErrorCode } from '../errors.js';

export interface StatementProblem {
  readonly code: ErrorCode;
  /** RFC 6901 pointer into the statement. */
  readonly pointer: string;
  readonly message: string;
  readonly mend: string;
}

/** The problem as an error that names file, line and column. */
export function placed(problem: StatementProblem, document: LoadedDocument): EgifError {
  const { code, pointer, message, mend } = problem;
  return new EgifError(code, message, { file: document.file, pointer, mend, ...document.position(pointer) });
}
