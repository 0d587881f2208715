/**
 * What preflight finds and what it is given.
 *
 * Room     subject (floor 3).
 */
import type { ApiContract, LoadedDocument, Sample } from '../contract/api-model.js';
import type { ContractRef, Service } from '../contract/documents.js';
import type { LoadedStatement } from './load-statement.js';

export interface PreflightProblem {
  /** `error`: a run would end with exit 3 or judge the wrong thing. `warning`: parts of a run would stay untested. */
  readonly severity: 'error' | 'warning';
  /** An error code of the suite, or a code of the message catalogue. */
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly why: string;
  readonly fix: string;
}

export interface PreflightOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Now, RFC 3339. */
  readonly at: string;
  /** Only this service; all of them if absent. */
  readonly service?: string;
  /** A contract that is no OpenAPI, of the kind that it is stated as, with the files that it draws in from the statement's folder. */
  loadOther(directory: string, ref: ContractRef): Promise<LoadedDocument>;
  readContract(document: LoadedDocument, ref: ContractRef, service: Service): ApiContract;
  samplesOf(contract: ApiContract, options: { service: Service; baseUrl: string; seed: string }): ReadonlyMap<string, readonly Sample[]>;
}

/** One service of a statement, and where it stands. */
export interface PreflightSubject {
  readonly loaded: LoadedStatement;
  readonly service: Service;
  /** RFC 6901 pointer of the service. */
  readonly at: string;
}

/** A problem at a place of the statement. */
export function problemAt(
  { loaded }: Pick<PreflightSubject, 'loaded'>,
  pointer: string,
  problem: Pick<PreflightProblem, 'severity' | 'code' | 'why' | 'fix'>,
): PreflightProblem {
  return { ...problem, file: loaded.file, ...loaded.document.position(pointer) };
}
