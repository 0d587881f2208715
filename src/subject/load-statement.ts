/**
 * Reads an agency's statement (agency.yaml) and refuses it with every problem at once, each with its line and its mend.
 *
 * Room     subject (floor 3).
 */
import { dirname, resolve } from 'node:path';
import type { Json, LoadedDocument } from '../contract/api-model.js';
import type { Statement } from '../contract/documents.js';
import { isObject, pathOf, pointerOf, valueAt } from '../contract/json.js';
import { defaultLimits, loadDocument } from '../contract/load-document.js';
import { isDocument, problemsOf, type SchemaProblem } from '../contract/validate.js';
import { EgifError, EgifProblems } from '../errors.js';
import { contradictionsOf } from './contradictions.js';
import { isSecretName, literalSecretAt, literalSecrets } from './literal-secrets.js';
import { fileProblems } from './statement-files.js';
import { placed, type StatementProblem } from './statement-problem.js';
import { suggestion } from '../contract/nearest.js';

/** A statement that holds together, and where it stands. */
export interface LoadedStatement {
  /** As the user named it. */
  readonly file: string;
  /** Absolute path of its folder: files that it names are relative to it. */
  readonly directory: string;
  readonly sha256: string;
  readonly document: LoadedDocument;
  readonly statement: Statement;
}

/** A statement is written by hand: a megabyte is plenty, and what it names is bounded apart. */
const limits = { ...defaultLimits, maxBytes: 1024 * 1024, maxYamlBytes: 1024 * 1024, maxNodes: 100_000, maxDepth: 64 };

/** Members that may hold a reference to a secret and nothing else. */
const secretMember =
  /^\/services\/\d+\/credentials\/identities\/[^/]+\/(?:secret|key|cert|token|pin|password|headers\/[^/]+)$|^\/services\/\d+\/environments\/\d+\/proxy\/password$/;

const knownHere = (known: readonly string[]): string => (known.length === 0 ? 'remove it' : `known here: ${known.join(', ')}`);

function problemAt(problem: SchemaProblem, data: Json): StatementProblem {
  const { pointer, keyword, member, known, message } = problem;
  if (secretMember.test(pointer)) return literalSecretAt(pointer);
  if (member !== undefined && keyword === 'required') {
    return { code: 'STATEMENT_INVALID', pointer, message: `"${member}" is missing here`, mend: `add ${member}` };
  }
  if (member !== undefined) {
    const at = pointer + pointerOf([member]);
    if (isSecretName(member) && typeof valueAt(data, at) === 'string') return literalSecretAt(at);
    return {
      code: 'STATEMENT_INVALID',
      pointer: at,
      message: `"${member.slice(0, 100)}" is not known here`,
      mend: suggestion(member, known ?? [], knownHere(known ?? [])),
    };
  }
  const name = pathOf(pointer).at(-1) ?? 'the statement';
  return { code: 'STATEMENT_INVALID', pointer, message: `${name} ${message}`, mend: 'correct the value' };
}

/** The data without the members that are already complained of, so that everything else can still be judged. */
function withoutRefused(value: Json, refused: ReadonlySet<string>, pointer = ''): Json {
  if (Array.isArray(value)) return value.map((item, index) => withoutRefused(item, refused, `${pointer}/${index}`));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).flatMap(([name, member]) => {
    const at = pointer + pointerOf([name]);
    return refused.has(at) ? [] : [[name, withoutRefused(member, refused, at)] as const];
  });
  return Object.fromEntries(kept);
}

/** One problem a place: what the schema and the scan both refuse is named once, as the graver of the two. */
function distinct(problems: readonly StatementProblem[]): readonly StatementProblem[] {
  const secrets = new Set(problems.filter(({ code }) => code === 'STATEMENT_LITERAL_SECRET').map(({ pointer }) => pointer));
  const seen = new Set<string>();
  return problems.filter(({ code, pointer, message }) => {
    const key = secrets.has(pointer) ? pointer : `${pointer} ${message}`;
    if (seen.has(key) || (secrets.has(pointer) && code !== 'STATEMENT_LITERAL_SECRET')) return false;
    seen.add(key);
    return true;
  });
}

/**
 * Reads a statement. Errors, all at once as EgifProblems: STATEMENT_INVALID, STATEMENT_LITERAL_SECRET, STATEMENT_CONTRADICTION, FILE_NOT_FOUND,
 * FILE_UNREADABLE; or alone FILE_* and DOCUMENT_* of the statement's own file. Expired consents are no load error: they only grant nothing.
 */
export async function loadStatement(file: string): Promise<LoadedStatement> {
  const document = await loadDocument(file, limits);
  const { data } = document;
  if (!isObject(data)) {
    throw new EgifError('STATEMENT_INVALID', `${file} is no statement: it holds no members`, { file, mend: 'begin with egif: manifest/v1' });
  }
  const directory = resolve(dirname(file));
  const schemaProblems = problemsOf('Statement', data).map((problem) => problemAt(problem, data));
  const problems: StatementProblem[] = [...schemaProblems, ...literalSecrets(data)];
  const judged = schemaProblems.length === 0 ? data : withoutRefused(data, new Set(schemaProblems.map(({ pointer }) => pointer)));
  if (isDocument('Statement', judged)) problems.push(...contradictionsOf(judged), ...(await fileProblems(judged, directory)));
  const errors = distinct(problems)
    .map((problem) => placed(problem, document))
    .sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0) || (a.place.column ?? 0) - (b.place.column ?? 0));
  if (errors.length > 0) throw new EgifProblems(errors);
  if (!isDocument('Statement', data)) throw new EgifError('INTERNAL', 'a statement without problems is no statement');
  return { file, directory, sha256: document.sha256, document, statement: data };
}
