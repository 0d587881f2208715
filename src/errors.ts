/**
 * The one error class of the suite and the union of its stable codes.
 *
 * Thrown only for a broken premise (usage, unreadable input, a defect of the harness itself). What is wrong with a subject is a finding, which
 * is data. Every code has a page (docs/errors.md, `egif explain CODE`) with its cause and its mend; a test holds both directions.
 *
 * May be imported everywhere; imports nothing.
 */

/** Codes by the exit status they lead to (contract: 3 usage, configuration or unreadable input; 4 defect of the harness). */
export const errorCodes = {
  USAGE: 3,
  UNKNOWN_COMMAND: 3,
  UNKNOWN_ID: 3,
  FILE_NOT_FOUND: 3,
  FILE_IS_DIRECTORY: 3,
  FILE_UNREADABLE: 3,
  FILE_EMPTY: 3,
  FILE_TOO_LARGE: 3,
  FILE_ENCODING: 3,
  FILE_NOT_WRITABLE: 3,
  ADDRESS_UNAVAILABLE: 3,
  DOCUMENT_SYNTAX: 3,
  DOCUMENT_DUPLICATE_KEY: 3,
  DOCUMENT_TOO_DEEP: 3,
  DOCUMENT_TOO_MANY_NODES: 3,
  DOCUMENT_ALIAS_BOMB: 3,
  DOCUMENT_NOT_A_CONTRACT: 3,
  DOCUMENT_REF_OUTSIDE: 3,
  DOCUMENT_NOT_GENERATABLE: 3,
  STATEMENT_INVALID: 3,
  STATEMENT_LITERAL_SECRET: 3,
  STATEMENT_CONTRADICTION: 3,
  STATEMENT_AMBIGUOUS: 3,
  STATEMENT_DIGEST_MISMATCH: 3,
  SECRET_UNAVAILABLE: 3,
  TARGET_OUTSIDE_STATEMENT: 3,
  TARGET_NETWORK_REFUSED: 3,
  CATALOGUE_INVALID: 3,
  PROFILE_NOT_FOUND: 3,
  PROFILE_INVALID: 3,
  PROFILE_UNKNOWN_REQUIREMENT: 3,
  PROFILE_EMPTY_SELECTOR: 3,
  PROFILE_CONFLICTING_PARENTS: 3,
  PROFILE_CYCLE: 3,
  PROFILE_LOOSENS: 3,
  PROFILE_ABSTRACT: 3,
  PROFILE_NOT_APPLICABLE: 3,
  PROFILE_DIGEST_MISMATCH: 3,
  PROFILE_UNKNOWN_CHECK: 3,
  WAIVER_INVALID: 3,
  POLICY_INVALID: 3,
  PROJECT_INVALID: 3,
  TRUST_REFUSED: 3,
  LOCK_MISMATCH: 3,
  RULESET_INVALID: 3,
  EVIDENCE_INVALID: 3,
  EVIDENCE_MISSING: 3,
  REPORTS_UNLIKE: 3,
  KEY_UNREADABLE: 3,
  KEY_MISMATCH: 3,
  CERTIFICATE_UNREADABLE: 3,
  SIGNER_UNAVAILABLE: 3,
  CRL_UNREADABLE: 3,
  TIME_STAMP_UNAVAILABLE: 3,
  REPORTER_UNKNOWN: 3,
  FORMAT_UNKNOWN: 3,
  FAULT_UNKNOWN: 3,
  SYSTEM_PACKAGE_MISSING: 3,
  LOG_BUSY: 3,
  LOG_CONFIG: 3,
  LOG_DAMAGED: 3,
  LOG_ENTRY_SIZE: 3,
  LOG_TWO_ROOTS: 3,
  CHALLENGE_INVALID: 3,
  JOURNAL_BROKEN: 3,
  JOURNAL_CHANGED: 3,
  AUTHORITY_UNKNOWN: 3,
  ACT_REFUSED: 3,
  INTERNAL: 4,
} as const;

/** A stable error code. */
export type ErrorCode = keyof typeof errorCodes;

/** Where in an input the trouble lies; lines and columns count from 1. */
export interface ErrorPlace {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** RFC 6901 pointer. */
  readonly pointer?: string;
}

/** What an EgifError carries beside its message. */
export interface ErrorDetail extends ErrorPlace {
  /** How to mend it, one sentence. */
  readonly mend?: string;
  /** Message and mend in Persian, where they are known at the place of the error. */
  readonly persian?: { readonly message: string; readonly mend: string };
  readonly cause?: unknown;
}

/** A broken premise: code, place and mend. */
export class EgifError extends Error {
  readonly code: ErrorCode;
  readonly place: ErrorPlace;
  readonly mend: string | undefined;
  readonly persian: ErrorDetail['persian'];

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'EgifError';
    this.code = code;
    const { mend, persian, cause: _cause, ...place } = detail;
    this.place = place;
    this.mend = mend;
    this.persian = persian;
  }

  /** The exit status that this error leads to. */
  get exitStatus(): number {
    return errorCodes[this.code];
  }
}

/** Several problems of one input, all reported at once. */
export class EgifProblems extends EgifError {
  readonly problems: readonly EgifError[];

  constructor(problems: readonly EgifError[]) {
    const first = problems[0] ?? new EgifError('INTERNAL', 'an empty list of problems was raised');
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    super(first.code, first.message + more, { ...first.place, ...(first.mend === undefined ? {} : { mend: first.mend }) });
    this.problems = problems;
  }
}
