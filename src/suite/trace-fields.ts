/**
 * Follows every coded field from the dictionary through the contract and its live values to the code list, and names the requirements on the way.
 *
 * A trace is a view of what was judged: it holds no rule of its own, asks for nothing, and changes no row.
 *
 * Room     suite (floor 5).
 */
import { type ContractField, contractFields } from '../checks/fields/contract-fields.js';
import { everyIdentifier, judgedBy, lintedBy, listBehind, listChecks } from '../checks/fields/judged-by.js';
import { observedValues } from '../checks/fields/observed-values.js';
import type { Cause, FieldStage, FieldTrace } from '../contract/documents.js';
import type { Codelist } from '../profile/load-codelists.js';
import { joinStages } from '../verdict/index.js';
import type { JudgedItem } from './judge-plan.js';
import type { PreparedCase } from './prepare.js';

/** More fields than any reader follows; a contract made to be huge must not make the report so. */
const mostFields = 2_000;

const kindOf = ({ item }: JudgedItem): string => item.check.slice(0, item.check.indexOf('/'));
const isLiveValue = (judged: JudgedItem): boolean => ['data', 'coding'].includes(kindOf(judged)) && !judged.item.check.endsWith('-refusal');
const spotOf = (at: string): string => at.slice(at.indexOf('#') + 1);
const within = (pointer: string, place: string): boolean => pointer === place || pointer.startsWith(`${place}/`);

const stage = (verdict: FieldStage['verdict'], examined: number, findings: readonly string[] = [], reason?: Cause): FieldStage => ({
  verdict,
  examined,
  findings: [...new Set(findings)].sort(),
  ...(reason === undefined ? {} : { reason }),
});
const untold = (cause: Cause, verdict: 'cantTell' | 'untested' = 'cantTell'): FieldStage => stage(verdict, 0, [], cause);

interface FieldFinding {
  readonly code: string;
  readonly item: JudgedItem['item'];
}

/** What was judged, by where it can be looked up. */
class Judged {
  readonly linted: boolean;
  readonly #lint: readonly { readonly pointer: string; readonly finding: FieldFinding }[];
  readonly #live = new Map<string, readonly JudgedItem[]>();
  readonly #values = new Map<string, ReadonlyMap<string, number>>();
  readonly #requirements = new Map<string, Set<string>>();

  constructor(judged: readonly JudgedItem[], file: string) {
    const lint = judged.filter((each) => kindOf(each) === 'lint' && each.item.instance === file);
    this.linted = lint.some(({ judgement }) => judgement.examined > 0 || judgement.findings.length > 0);
    this.#lint = lint.flatMap(({ item, judgement }) => judgement.findings.map(({ code, at }) => ({ pointer: spotOf(at), finding: { code, item } })));
    for (const each of judged) {
      const known = this.#requirements.get(each.item.check) ?? new Set();
      for (const id of each.item.requirements) known.add(id);
      this.#requirements.set(each.item.check, known);
      const operation = each.item.operation?.id;
      if (operation !== undefined && isLiveValue(each)) this.#live.set(operation, [...(this.#live.get(operation) ?? []), each]);
    }
  }

  requirementsOf(checks: readonly string[]): readonly string[] {
    return checks.flatMap((check) => [...(this.#requirements.get(check) ?? [])]);
  }

  lintFindings(places: readonly string[]): readonly FieldFinding[] {
    return this.#lint.filter(({ pointer }) => places.some((place) => within(pointer, place))).map(({ finding }) => finding);
  }

  live(operation: string): readonly JudgedItem[] {
    return this.#live.get(operation) ?? [];
  }

  /** Values seen at a field of an operation's answers. */
  valuesAt(operation: string, field: string): number {
    let counts = this.#values.get(operation);
    if (counts === undefined) {
      counts = observedValues(this.live(operation).flatMap(({ observations }) => observations));
      this.#values.set(operation, counts);
    }
    return counts.get(field) ?? 0;
  }
}

function contractStage(field: ContractField, judged: Judged): { readonly stage: FieldStage; readonly findings: readonly FieldFinding[] } {
  const findings = judged.lintFindings(field.places);
  if (findings.length > 0)
    return {
      stage: stage(
        'failed',
        1,
        findings.map(({ code }) => code),
      ),
      findings,
    };
  if (!judged.linted) return { stage: untold({ code: 'not-selected' }, 'untested'), findings };
  return { stage: field.declared.length > 0 ? stage('passed', 1) : untold({ code: 'field-undeclared' }), findings };
}

interface LiveStage {
  readonly stage: FieldStage;
  readonly findings: readonly FieldFinding[];
}

function liveStage(field: ContractField, judged: Judged): LiveStage {
  if (field.part !== 'response') return { stage: stage('inapplicable', 0), findings: [] };
  const items = judged.live(field.operation.id);
  const findings = items.flatMap(({ item, judgement }) =>
    judgement.findings.filter(({ at }) => within(spotOf(at), field.field)).map(({ code }) => ({ code, item })),
  );
  const seen = judged.valuesAt(field.operation.id, field.field);
  const codes = findings.map(({ code }) => code);
  if (findings.length > 0) return { stage: stage('failed', Math.max(seen, 1), codes), findings };
  const checks = judgedBy[field.scheme];
  if (checks === undefined) return { stage: untold({ code: 'no-check' }, 'untested'), findings };
  const ran = items.filter(({ item }) => checks.includes(item.check));
  // A check that met nothing of its kind is left out beside others of its requirement that did.
  if (ran.length === 0 && seen === 0 && items.length > 0) return { stage: untold({ code: 'nothing-of-the-kind' }), findings };
  if (ran.length === 0) return { stage: untold(field.operation.safe ? { code: 'not-selected' } : { code: 'no-test-data' }, 'untested'), findings };
  const cause = ran.map(({ judgement }) => judgement.cause).find((each) => each !== undefined && each.code !== 'nothing-of-the-kind');
  if (cause !== undefined) return { stage: stage('cantTell', seen, [], cause), findings };
  return { stage: seen > 0 ? stage('passed', seen) : untold({ code: 'nothing-of-the-kind' }), findings };
}

/** The list of a field as the law in force holds it. */
function listFor(field: ContractField, prepared: PreparedCase): { readonly named: boolean; readonly list?: Codelist } {
  const { named, id } = listBehind(field);
  const list = id === undefined ? undefined : prepared.codelists.get(id);
  return { named, ...(list === undefined ? {} : { list }) };
}

function listStage(found: ReturnType<typeof listFor>, live: LiveStage): FieldStage {
  if (!found.named) return stage('inapplicable', 0);
  if (found.list === undefined) return untold({ code: 'codelist-not-held' });
  const off = live.findings.filter(({ item }) => listChecks.has(item.check)).map(({ code }) => code);
  if (off.length > 0) return stage('failed', live.stage.examined, off);
  return live.stage.verdict === 'passed' || live.stage.verdict === 'failed'
    ? stage('passed', live.stage.examined)
    : stage(live.stage.verdict, 0, [], live.stage.reason);
}

function traceOf(field: ContractField, prepared: PreparedCase, judged: Judged): FieldTrace {
  const inContract = contractStage(field, judged);
  const live = liveStage(field, judged);
  const found = listFor(field, prepared);
  const list = listStage(found, live);
  const met = [...inContract.findings, ...live.findings].flatMap(({ item }) => item.requirements);
  const own = lintedBy[field.scheme];
  const checks = [...(judgedBy[field.scheme] ?? []), ...(own === undefined ? everyIdentifier : [own])];
  const requirements = new Set([...judged.requirementsOf(checks), ...met]);
  const { operation, part, scheme, knownBy, term, concept, places, declared } = field;
  return {
    operation: `${operation.method} ${operation.path}`,
    part,
    field: field.field,
    scheme,
    knownBy,
    term,
    ...(concept === undefined ? {} : { concept }),
    at: `${prepared.contract?.file ?? ''}#${places[0]}`,
    declared: [...declared],
    requirements: [...requirements].sort(),
    contract: inContract.stage,
    live: live.stage,
    list,
    ...(found.list === undefined ? {} : { codelist: `${found.list.id}@${found.list.version}` }),
    verdict: joinStages([inContract.stage, live.stage, list]),
  };
}

/** The trace of every coded field of the case's contract; none without one. */
export function traceFields(prepared: PreparedCase, items: readonly JudgedItem[]): readonly FieldTrace[] {
  if (prepared.contract === undefined) return [];
  const judged = new Judged(items, prepared.contract.file);
  return contractFields(prepared.contract)
    .slice(0, mostFields)
    .map((field) => traceOf(field, prepared, judged));
}
