/**
 * One service in one environment: what a run is about.
 *
 * Room     subject (floor 3).
 */
import type { Environment, Service, Statement } from '../contract/documents.js';
import { EgifError } from '../errors.js';
import type { LoadedStatement } from './load-statement.js';
import { suggestion } from '../contract/nearest.js';

export interface SelectedSubject {
  readonly loaded: LoadedStatement;
  readonly agency: Statement['agency'];
  readonly service: Service;
  readonly environment: Environment;
  /** Base URL without trailing slash. */
  readonly baseUrl: string;
}

interface Choice<T> {
  readonly file: string;
  readonly what: 'service' | 'environment';
  readonly wanted: string | undefined;
  readonly among: readonly T[];
}

function chosen<T extends { readonly id: string }>({ file, what, wanted, among }: Choice<T>): T {
  const ids = among.map(({ id }) => id);
  if (wanted !== undefined) {
    const found = among.find(({ id }) => id === wanted);
    if (found !== undefined) return found;
    throw new EgifError('UNKNOWN_ID', `the statement has no ${what} "${wanted.slice(0, 100)}"`, {
      file,
      mend: suggestion(wanted, ids, `known here: ${ids.join(', ')}`),
    });
  }
  const [only, second] = among;
  if (only !== undefined && second === undefined) return only;
  throw new EgifError('STATEMENT_AMBIGUOUS', `the statement has several: ${ids.join(', ')}`, {
    file,
    mend: `choose one with --${what}`,
  });
}

/** The service and environment named, or the only ones. Errors: STATEMENT_AMBIGUOUS, UNKNOWN_ID. */
export function selectSubject(
  loaded: LoadedStatement,
  selection: { readonly service?: string | undefined; readonly environment?: string | undefined },
): SelectedSubject {
  const { file, statement } = loaded;
  const service = chosen({ file, what: 'service', wanted: selection.service, among: statement.services });
  const environment = chosen({ file, what: 'environment', wanted: selection.environment, among: service.environments });
  return { loaded, agency: statement.agency, service, environment, baseUrl: environment.baseUrl.replace(/\/+$/, '') };
}
