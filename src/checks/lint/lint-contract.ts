/**
 * Lints one contract: for every rule of its kind how many places were examined, and what is wrong.
 *
 * A rule that fails within itself is `cantTell` (cause `harness`), a rule that runs out of work is `cantTell` (cause `work-limit`); neither is
 * ever a pass, and neither loses another rule.
 *
 * Room     checks/lint (floor 3). Door of the room.
 */
import type { LoadedDocument } from '../../contract/api-model.js';
import type { LintRuleResult } from '../../contract/check.js';
import type { Finding } from '../../contract/documents.js';
import { memberOf, pointerOf } from '../../contract/json.js';
import { examined, undetermined, type Judgement } from '../../contract/judgement.js';
import { coreFunctionOf } from './core-functions.js';
import { lintFunctions } from './functions/index.js';
import { coreFunctions, type Flaw } from './lint-function.js';
import { locate } from './locate.js';
import { PlaceView } from './place-view.js';
import { plainWant, valueBelow } from './plain-want.js';
import { WorkLimit, type Model, type Place, type PlaceKind, type WorkShare } from './model/place.js';
import { contractKindOf, readModel } from './model/read-model.js';
import { newShare } from './model/resolver.js';
import { loadRulesets, type LintRule, type RuleStep } from './ruleset.js';
import { loadSpectral, openApiStructure, type SpectralEngine } from './spectral-engine.js';
import { structureWant } from './structure-want.js';
import { type Step, walkPlaces } from './walk-places.js';

/** What a rule has seen so far. */
interface Progress {
  readonly rule: LintRule;
  readonly work: WorkShare;
  examined: number;
  readonly flaws: Map<string, Required<Pick<Flaw, 'code' | 'pointer'>> & Flaw>;
  cause: { readonly code: string; readonly detail: string } | undefined;
}

/** Spectral's functions pass over values of another type than theirs: such a value was not examined. */
function isLookedAt(step: RuleStep, target: unknown): boolean {
  if (step.function === 'pattern' || step.function === 'casing') return typeof target === 'string';
  if (step.function === 'enumeration') return ['string', 'number', 'boolean'].includes(typeof target);
  if (step.function === 'length' || step.function === 'schema') return target !== undefined;
  return true;
}

function shown(value: unknown): string | undefined {
  if (!['string', 'number', 'boolean'].includes(typeof value)) return undefined;
  const text = String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

interface World {
  readonly model: Model;
  /** Loaded where a rule needs what only Spectral itself can say. */
  readonly spectral: SpectralEngine | undefined;
}

/** The flaws that one step finds in one place; undefined where it did not look. */
type Judge = (place: Place) => readonly Flaw[] | undefined;

function loaded(spectral: SpectralEngine | undefined): SpectralEngine {
  if (spectral === undefined) throw new Error('Spectral is not loaded');
  return spectral;
}

const judgeStructure = ({ model, spectral }: World): Judge => {
  return () => {
    const results = ['openapi', 'swagger'].includes(model.kind) ? openApiStructure(model) : loaded(spectral).structure(model);
    // the rule about versions has its own finding; here nothing was examined
    return results?.map((result) => ({ pointer: pointerOf(result.path), want: structureWant(result.message), inSource: true }));
  };
};

const isCore = ({ function: name }: RuleStep): boolean => coreFunctions.has(name) && lintFunctions[name] === undefined;

/** What one of Spectral's functions finds, with what stands there and what the step wants. */
function flawAt(
  pointer: string,
  { function: name, options }: RuleStep,
  { target, below }: { readonly target: unknown; readonly below: readonly string[] },
): Flaw {
  const got = shown(valueBelow(target, below));
  const values = options?.['values'];
  const want =
    name === 'schema' ? plainWant(options?.['schema'], target, below) : Array.isArray(values) ? `enum ${values.map(String).join(' | ')}` : undefined;
  return { pointer, ...(got === undefined ? {} : { got }), ...(want === undefined ? {} : { want }) };
}

const itself: readonly string[] = [];

/** As Spectral does with `field`: the member of an object, and of anything else the value itself. */
function targetOf({ value }: Place, path: readonly string[]): { readonly target: unknown; readonly path: readonly string[] } {
  const [field] = path;
  if (field === undefined || typeof value !== 'object' || value === null) return { target: value, path: itself };
  return { target: memberOf(value, field), path };
}

function judgeByCore(step: RuleStep, { spectral }: World): Judge {
  const core = coreFunctionOf(step.function, step.options);
  const given = step.field === undefined ? itself : [step.field];
  return (place) => {
    const { target, path } = targetOf(place, given);
    if (!isLookedAt(step, target)) return undefined;
    const found =
      core === undefined
        ? loaded(spectral)
            .callCore(step.function, target, step.options, path)
            .map((result) => result.path.slice(path.length).map(String))
        : core(target);
    return found.map((below) => flawAt(place.pointer + pointerOf([...path, ...below]), step, { target, below }));
  };
}

/** One step as a function, made once for all places: rules times places are many. */
function judgeOf(step: RuleStep, world: World): Judge {
  if (step.function === 'metaSchema') return judgeStructure(world);
  const entry = lintFunctions[step.function];
  if (entry === undefined) return judgeByCore(step, world);
  const options = step.options ?? {};
  const { model } = world;
  return (place) => entry.run(place, options, model);
}

function record(
  progress: Progress,
  { place, step, model }: { readonly place: Place; readonly step: RuleStep; readonly model: Model },
  flaws: readonly Flaw[],
): void {
  for (const flaw of flaws) {
    const code = flaw.code ?? step.code;
    if (!progress.rule.codes.includes(code)) throw new Error(`code ${code} is not declared`);
    const pointer = flaw.inSource === true ? (flaw.pointer ?? '') : model.origin(flaw.pointer ?? place.pointer);
    // what the rule says of itself is plainer than a keyword, but for the names of members that are absent
    const plain = flaw.want === undefined || (isCore(step) && !flaw.want.startsWith('required '));
    const want = plain ? (progress.rule.want ?? flaw.want) : flaw.want;
    const key = `${code} ${pointer}`;
    if (!progress.flaws.has(key)) progress.flaws.set(key, { ...flaw, code, pointer, ...(want === undefined ? {} : { want }) });
  }
}

/** Whether a step asks what only Spectral itself can say. */
function needsSpectral(step: RuleStep, model: Model): boolean {
  if (step.function === 'metaSchema') return !['openapi', 'swagger'].includes(model.kind);
  return lintFunctions[step.function] === undefined && coreFunctionOf(step.function, step.options) === undefined;
}

function stepOf(progress: Progress, step: RuleStep, given: PlaceKind, world: World): Step {
  const { rule } = progress;
  const { model } = world;
  const judge = judgeOf(step, world);
  const concern = lintFunctions[step.function]?.concern;
  return {
    given,
    ...(concern === undefined ? {} : { concern: { of: concern.of, isAbout: concern.isAbout(step.options ?? {}) } }),
    visit(places) {
      if (progress.cause !== undefined) return;
      try {
        model.use(progress.work);
        for (const place of places) {
          model.spend(1);
          if (rule.where !== undefined && !rule.where(new PlaceView(place))) continue;
          const flaws = judge(place);
          if (flaws === undefined) continue;
          progress.examined += 1;
          if (flaws.length > 0) record(progress, { place, step, model }, flaws);
        }
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        progress.cause = { code: error instanceof WorkLimit ? 'work-limit' : 'harness', detail: `${rule.name}: ${detail}` };
      }
    },
  };
}

function judgementOf(progress: Progress, findings: ReadonlyMap<string, readonly Finding[]>): Judgement {
  const own = findings.get(progress.rule.name) ?? [];
  if (progress.cause === undefined) return examined(progress.examined, own);
  return { ...undetermined(progress.cause.code, progress.cause.detail), findings: own };
}

interface Located {
  readonly at: string;
  readonly line: number;
  readonly column: number;
}

/** Where pointers stand: in the document, or (`file#pointer`) in one beside it. */
function locator(document: LoadedDocument, pointers: readonly string[]): (pointer: string) => Located {
  const own = (pointer: string): boolean => pointer === '' || pointer.startsWith('/');
  // neighbours are named from the folder that holds them all, findings from where the document is named from
  const { file: named, within } = document;
  const folder = within !== undefined && named.endsWith(within) ? named.slice(0, -within.length) : named.replace(/[^/\\]*$/, '');
  const positions = locate(document, pointers.filter(own));
  return (pointer) => {
    if (own(pointer)) return { at: `${document.file}#${pointer}`, ...positions(pointer) };
    const end = pointer.indexOf('#');
    const file = pointer.slice(0, end);
    const inner = pointer.slice(end + 1);
    const place = document.neighbours?.get(file)?.position(inner) ?? { line: 1, column: 1 };
    return { at: `${folder}${file}#${inner}`, ...place };
  };
}

/** Findings of each rule in the order of the document, at most one for each code and place. */
function findingsOf(document: LoadedDocument, all: readonly Progress[]): ReadonlyMap<string, readonly Finding[]> {
  const placeOf = locator(
    document,
    all.flatMap(({ flaws }) => [...flaws.values()].map(({ pointer }) => pointer)),
  );
  return new Map(
    all.map(({ rule, flaws }) => {
      const findings = [...flaws.values()].map(({ code, pointer, got, want }) => ({
        code,
        ...placeOf(pointer),
        ...(got === undefined ? {} : { got }),
        ...(want === undefined ? {} : { want }),
      }));
      const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
      findings.sort((a, b) => a.line - b.line || a.column - b.column || order(a.at, b.at) || order(a.code, b.code));
      return [rule.name, findings] as const;
    }),
  );
}

function resultsOf(all: readonly Progress[], findings: ReadonlyMap<string, readonly Finding[]>): readonly LintRuleResult[] {
  return all.map((progress) => ({
    check: `lint/${progress.rule.name}`,
    requirement: progress.rule.requirement,
    judgement: judgementOf(progress, findings),
  }));
}

/**
 * Runs every rule that is written for the document's kind (or those of them named in `rules`, as `lint/<name>`).
 *
 * Errors: DOCUMENT_NOT_A_CONTRACT, RULESET_INVALID.
 */
export async function lintContract(
  document: LoadedDocument,
  options: { readonly rules?: ReadonlySet<string> } = {},
): Promise<readonly LintRuleResult[]> {
  const kind = contractKindOf(document.data);
  const all = loadRulesets()
    .flatMap(({ rules }) => rules)
    .filter((rule) => kind !== undefined && rule.kinds.includes(kind) && (options.rules?.has(`lint/${rule.name}`) ?? true))
    .map((rule): Progress => ({ rule, work: newShare(), examined: 0, flaws: new Map(), cause: undefined }));
  try {
    const model = readModel(document);
    const steps = all.flatMap(({ rule }) => rule.steps);
    const world = { model, spectral: steps.some((step) => needsSpectral(step, model)) ? await loadSpectral() : undefined };
    walkPlaces(
      model.places,
      all.flatMap((progress) => progress.rule.given.flatMap((given) => progress.rule.steps.map((step) => stepOf(progress, step, given, world)))),
    );
  } catch (error) {
    if (!(error instanceof WorkLimit || error instanceof RangeError)) throw error;
    for (const progress of all) progress.cause ??= { code: 'work-limit', detail: error.message };
  }
  return resultsOf(all, findingsOf(document, all));
}
