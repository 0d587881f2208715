/**
 * The fast runner: reads, resolves and walks by its own code, calls Spectral's functions only where something may be wrong, and leaves the
 * wording, placing and sorting of findings to Spectral.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import type { IFunctionResult, ISpectralDiagnostic, RulesetFunctionContext } from '@stoplight/spectral-core';
import type { Resolver } from '@stoplight/spectral-ref-resolver';
import { WorkLimit } from '../model/place.js';
import type { ExampleCheck } from './example-check.js';
import { type Container, isContainer, type ReferencePlace } from './crawl.js';
import { Account } from './limits.js';
import { baseOf, NeedsStock, openCircles, type References, resolveLocally } from './local-resolver.js';
import { closedResolver, definitionOf, type Modules, modules } from './modules.js';
import { findingOf, type SpectralFinding, type SpectralInput, type SpectralOutcome } from './outcome.js';
import { type ReplayPlan, type ReplayRule, type ReplayRuleset, replayRuleset, type Task } from './replay-ruleset.js';
import { sortFindings } from './sort-findings.js';
import { lintStock } from './stock.js';
import { targetsOf } from './targets.js';
import { readText } from './read-text.js';
import type { TextDocument } from './text-document.js';
import { walkDocument, type Route } from './walk.js';
import { readByStock } from './yaml-text.js';

const replays = new Map<string, ReplayRuleset>();

function replayOf(loaded: Modules, { ruleset, every = false }: SpectralInput): ReplayRuleset {
  const key = `${ruleset} ${every}`;
  const known = replays.get(key);
  if (known !== undefined) return known;
  const made = replayRuleset(loaded, definitionOf(ruleset), definitionOf('oas'));
  if (every) for (const rule of Object.values(made.ruleset.rules)) rule.enabled = true;
  replays.set(key, made);
  return made;
}

type Resolved = Awaited<ReturnType<Resolver['resolve']>>;

/** Thrown where a finding depends on the way by which a value was reached. */
class Rewalk extends Error {}

/** A document with its references written out, and as written. */
interface Sides {
  readonly resolved: Container;
  readonly written: Container;
  readonly references: References | undefined;
  readonly examples: ExampleCheck | undefined;
}

/** What the rules found on one document. */
class Run {
  readonly #plan: ReplayPlan;
  readonly #context: RulesetFunctionContext;
  readonly #account: Account;
  readonly #sides: Sides;
  #results = new Map<string, IFunctionResult[]>();
  readonly troubles: string[] = [];

  constructor(plan: ReplayPlan, context: RulesetFunctionContext, account: Account, sides: Sides) {
    this.#plan = plan;
    this.#context = context;
    this.#account = account;
    this.#sides = sides;
  }

  /** Walks the document for all rules. Throws WorkLimit. */
  walk(): ReadonlyMap<string, IFunctionResult[]> {
    if (this.#sides.references !== undefined) {
      try {
        this.#walk(true);
        return this.#results;
      } catch (error) {
        if (!(error instanceof Rewalk)) throw error;
        this.#results = new Map();
        this.troubles.length = 0;
      }
    }
    this.#walk(false);
    return this.#results;
  }

  #walk(memoised: boolean): void {
    const { resolved, written } = this.#sides;
    const unsafe: References['unsafe'] = this.#sides.references?.unsafe ?? new Map<Container, Set<string>>();
    const match = (rule: number, value: unknown, path: readonly (string | number)[], route: Route): void => {
      const replay = this.#plan.rules[rule];
      if (replay !== undefined) this.#match(replay, value, path, memoised ? route : 'direct');
    };
    walkDocument({ automaton: this.#plan.resolved, account: this.#account, written, unsafe, memoised, match }, resolved);
    walkDocument({ automaton: this.#plan.unresolved, account: this.#account, written, unsafe, memoised, match }, written);
  }

  #match(replay: ReplayRule, value: unknown, path: readonly (string | number)[], route: Route): void {
    for (const task of replay.tasks) {
      for (const target of targetsOf(value, task.field)) {
        if (task.surelyFine?.(target.value, path) === true) continue;
        const results = this.#ask(replay, task, target.value, [...path, ...target.path]);
        if (results.length === 0) continue;
        if (route === 'unsure') throw new Rewalk();
        const known = this.#results.get(replay.name);
        if (known === undefined) this.#results.set(replay.name, results);
        else for (const inner of results) known.push(inner);
      }
    }
  }

  #ask({ name, rule }: ReplayRule, { check, options, isExample }: Task, value: unknown, path: (string | number)[]): IFunctionResult[] {
    const { document, documentInventory } = this.#context;
    try {
      const context = { document, documentInventory, rule, path };
      const quick = isExample ? this.#sides.examples?.check(value, options, context) : undefined;
      const results = quick ?? check(value, options, context);
      return Array.isArray(results) ? results.map((result) => ({ message: result.message, path: result.path ?? path })) : [];
    } catch (error) {
      this.troubles.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  }
}

const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

interface Prepared {
  readonly input: SpectralInput;
  readonly modules: Modules;
  readonly text: TextDocument;
  readonly account: Account;
  /** Whether the text was read by Spectral's parser, which keeps the order of members. */
  readonly ordered: boolean;
}

/** By our resolver; in the order of the text, where that matters and is soon found. */
async function resolveInOrder({ input, modules: loaded, text, account, ordered }: Prepared, data: Container) {
  const options = { baseUri: input.file, account };
  try {
    return await resolveLocally(loaded, data, { ...options, ordered, inOrder: undefined });
  } catch (error) {
    if (!(error instanceof NeedsStock) || error.what === 'resolver' || !text.quickRanges) throw error;
  }
  const inOrder = (places: readonly ReferencePlace[]): readonly ReferencePlace[] => {
    const starts = text.rangesOf(places.map(({ path }) => path)).map((range) => range?.start ?? nowhere.start);
    const order = places.map((place, at) => ({ place, start: starts[at] ?? nowhere.start }));
    return order.sort((a, b) => a.start.line - b.start.line || a.start.character - b.start.character).map(({ place }) => place);
  };
  return resolveLocally(loaded, data, { ...options, ordered: true, inOrder });
}

/** The resolved document: by our resolver, or by Spectral's where that alone gives the same. */
async function resolve({ input, modules: loaded, text, account, ordered }: Prepared, data: Container) {
  try {
    const local = await resolveInOrder({ input, modules: loaded, text, account, ordered }, data);
    return input.file === undefined ? { ...local, references: undefined } : local;
  } catch (error) {
    if (!(error instanceof NeedsStock) || error.what === 'parser') throw error;
  }
  const resolved = await closedResolver(loaded).resolve(text.data, baseOf(input.file));
  for (const name of resolved.graph.overallOrder()) openCircles(resolved.graph.getNodeData(name)?.refMap ?? {});
  return { resolved, references: undefined };
}

/** A parser that hands over what was read, and notes for which places a range is wanted; the ranges themselves come later. */
function handOver(text: TextDocument) {
  let asked = 0;
  return {
    parse: () => ({ data: text.data, diagnostics: text.diagnostics.map((complaint) => ({ ...complaint })), ast: {}, lineMap: [] }),
    getLocationForJsonPath: (_parsed: unknown, path: readonly unknown[]) => {
      asked += 1;
      const spot = { line: path.length === 0 ? 0 : asked, character: 0 };
      return { range: { start: spot, end: spot } };
    },
    trapAccess: <T>(value: T): T => value,
  };
}

function resolverOf({ resolver }: Modules, resolved: Resolved): Resolver {
  class Given extends resolver.Resolver {
    override async resolve(): Promise<Resolved> {
      return resolved;
    }
  }
  return new Given();
}

/** Puts the true ranges in. What the parser itself complained of has its range. */
function placed(text: TextDocument, results: readonly ISpectralDiagnostic[]): readonly SpectralFinding[] {
  const findings = results.map(findingOf);
  const ranges = text.rangesOf(findings.map(({ path }) => path));
  return sortFindings(findings.map((finding, at) => (finding.code === 'parser' ? finding : { ...finding, range: ranges[at] ?? nowhere })));
}

async function lintText(prepared: Prepared, data: Container): Promise<SpectralOutcome> {
  const { input, modules: loaded, text, account } = prepared;
  const { resolved, references } = await resolve(prepared, data);
  if (!isContainer(resolved.result)) return lintStock(input);
  const replay = replayOf(loaded, input);
  const sides: Sides = { resolved: resolved.result, written: data, references, examples: replay.examples };
  const document = new loaded.core.Document(input.text, handOver(text), ...(input.file === undefined ? [] : [input.file]));
  const spectral = new loaded.core.Spectral({ resolver: resolverOf(loaded, resolved) });
  spectral.setRuleset(replay.ruleset);
  let found: ReadonlyMap<string, IFunctionResult[]> | undefined;
  let limit: unknown;
  let troubles: readonly string[] = [];
  replay.answers.set(document, (rule, context) => {
    if (found === undefined) {
      const run = new Run(replay.planFor(document.formats ?? null), context, account, sides);
      try {
        found = run.walk();
      } catch (error) {
        found = new Map();
        limit = error;
      }
      troubles = run.troubles;
    }
    return found.get(rule) ?? [];
  });
  const results = await spectral.run(document);
  if (limit !== undefined) throw limit;
  const formats = document.formats ?? null;
  const rules = Object.values(replay.ruleset.rules).filter((rule) => rule.enabled && rule.matchesFormat(formats)).length;
  const [trouble] = troubles;
  return { findings: placed(text, results), rules, cause: trouble === undefined ? undefined : { code: 'harness', detail: trouble } };
}

/** Runs the fast engine. Throws WorkLimit, and what Spectral throws. */
export async function lintFast(input: SpectralInput): Promise<SpectralOutcome> {
  const loaded = modules();
  const account = new Account();
  const text = readText(input.text, loaded, account);
  if (!isContainer(text.data)) return lintStock(input);
  try {
    return await lintText({ input, modules: loaded, text, account, ordered: false }, text.data);
  } catch (error) {
    if (!(error instanceof NeedsStock)) throw error;
  }
  const again = readByStock(input.text, loaded);
  if (!isContainer(again.data)) throw new WorkLimit('the parser gives no value');
  return lintText({ input, modules: loaded, text: again, account, ordered: true }, again.data);
}
