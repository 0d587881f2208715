/**
 * Preflight of contracts: they parse, they are the ones that were declared, and the test data names what they hold.
 *
 * Room     subject (floor 3). May be imported within subject only.
 */
import { resolve } from 'node:path';
import type { ApiContract } from '../contract/api-model.js';
import type { Binding, ContractRef } from '../contract/documents.js';
import { pointerOf } from '../contract/json.js';
import { loadDocument } from '../contract/load-document.js';
import { mostBindings } from '../contract/most-bindings.js';
import { EgifError, EgifProblems } from '../errors.js';
import { type PreflightOptions, type PreflightProblem, type PreflightSubject, problemAt } from './preflight-problem.js';
import { suggestion } from '../contract/nearest.js';

interface ReadResult {
  readonly problems: readonly PreflightProblem[];
  readonly contract?: ApiContract;
}

function ofContract(subject: PreflightSubject, pointer: string, error: EgifError): readonly PreflightProblem[] {
  const errors = error instanceof EgifProblems ? error.problems : [error];
  const own = subject.loaded.document.position(pointer);
  return errors.map(({ code, message, mend, place }) => {
    const there = place.line === undefined ? { file: subject.loaded.file, ...own } : { line: place.line, column: place.column ?? 1 };
    return { severity: 'error', code, file: place.file ?? subject.loaded.file, ...there, why: message, fix: mend ?? 'mend the contract' };
  });
}

async function readOne(subject: PreflightSubject, ref: ContractRef, index: number, options: PreflightOptions): Promise<ReadResult> {
  const pointer = `${subject.at}/contracts/${index}`;
  const { directory } = subject.loaded;
  try {
    const document = ref.type === 'openapi' ? await loadDocument(resolve(directory, ref.file)) : await options.loadOther(directory, ref);
    const problems: PreflightProblem[] = [];
    if (ref.digest !== undefined && ref.digest !== document.sha256) {
      problems.push(
        problemAt(subject, `${pointer}/digest`, {
          severity: 'error',
          code: 'STATEMENT_DIGEST_MISMATCH',
          why: `${ref.file} has the digest ${document.sha256}, not the declared one`,
          fix: 'declare the digest of the contract that is to be judged',
        }),
      );
    }
    if (ref.type !== 'openapi') return { problems };
    const contract = options.readContract({ ...document, file: ref.file }, ref, subject.service);
    if (contract.operations.length === 0) {
      const why = `${ref.file} has no operation, so that nothing of the service can be tested`;
      problems.push(problemAt(subject, pointer, { severity: 'warning', code: 'contract-empty', why, fix: 'describe the operations under paths' }));
    }
    return { problems, contract };
  } catch (error) {
    if (error instanceof EgifError && error.exitStatus === 3) return { problems: ofContract(subject, pointer, error) };
    throw error;
  }
}

interface Bound {
  readonly subject: PreflightSubject;
  readonly contract: ApiContract;
}

function bindingProblems({ subject, contract }: Bound, id: string, bindings: readonly Binding[]): readonly PreflightProblem[] {
  const pointer = `${subject.at}/testData/bindings${pointerOf([id])}`;
  const operation = contract.operations.find((candidate) => candidate.id === id);
  if (operation === undefined) {
    const fix = suggestion(
      id,
      contract.operations.map((candidate) => candidate.id),
      'use an operationId of the contract',
    );
    return [problemAt(subject, pointer, { severity: 'error', code: 'binding-unknown-operation', why: `the contract has no operation "${id}"`, fix })];
  }
  const known = operation.parameters.map(({ name }) => name);
  const beyond =
    bindings.length <= mostBindings
      ? []
      : [
          problemAt(subject, `${pointer}/${mostBindings}`, {
            severity: 'warning',
            code: 'binding-beyond-limit',
            why: `the operation ${id} has ${bindings.length} bindings, of which only the first ${mostBindings} are called`,
            fix: 'put the bindings that matter first',
          }),
        ];
  const unknown = bindings.flatMap(({ parameters = {} }, index) => {
    const given = Object.keys(parameters);
    return given
      .filter((name) => !known.includes(name))
      .map((name) =>
        problemAt(subject, `${pointer}/${index}/parameters${pointerOf([name])}`, {
          severity: 'error',
          code: 'binding-unknown-parameter',
          why: `the operation ${id} has no parameter "${name}"`,
          fix: suggestion(name, known, `known here: ${known.join(', ')}`),
        }),
      );
  });
  return [...beyond, ...unknown];
}

/** Operations that a run would like to call, and for which no data is known. */
function withoutData({ subject, contract }: Bound, options: PreflightOptions): readonly PreflightProblem[] {
  const [environment] = subject.service.environments;
  if (environment === undefined) return [];
  const samples = options.samplesOf(contract, { service: subject.service, baseUrl: environment.baseUrl.replace(/\/+$/, ''), seed: 'preflight' });
  return contract.operations
    .filter(({ id, safe }) => safe && (samples.get(id) ?? []).length === 0)
    .map((operation) => {
      const missing = operation.parameters.filter(({ required }) => required).map(({ name }) => name);
      const why = `no data is known for ${operation.id} (${missing.length === 0 ? 'its body' : missing.join(', ')}), so that it cannot be called`;
      const fix = `add testData.bindings.${operation.id}, or examples to the contract`;
      return problemAt(subject, `${subject.at}/testData/bindings`, { severity: 'warning', code: 'parameter-without-data', why, fix });
    });
}

/** Contracts that cannot be read, or are not the declared ones; bindings that name nothing; operations without data. */
export async function contractProblems(subject: PreflightSubject, options: PreflightOptions): Promise<readonly PreflightProblem[]> {
  const refs = subject.service.contracts ?? [];
  const results = await Promise.all(refs.map((ref, index) => readOne(subject, ref, index, options)));
  const problems = results.flatMap((result) => result.problems);
  const contract = results.find((result) => result.contract !== undefined)?.contract;
  if (contract === undefined) return problems;
  const bound = { subject, contract };
  const bindings = Object.entries(subject.service.testData?.bindings ?? {}).flatMap(([id, list]) => bindingProblems(bound, id, list));
  return [...problems, ...bindings, ...withoutData(bound, options)];
}
