/**
 * The one door to Spectral: its functions and its meta-schema checks. Loaded on first use, and of OpenAPI only the compiled meta-schemas.
 *
 * Spectral never sees the text and never resolves a reference: its functions are handed parsed values. So there is no fetch, no file read, no alias to
 * expand and no tree of expanded references to walk.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import { createRequire } from 'node:module';
import type { RulesetFunction, RulesetFunctionContext } from '@stoplight/spectral-core';
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { EgifError } from '../../errors.js';
import type { Model } from './model/place.js';
import { structureFlaws } from './structure-flaws.js';

/** What a Spectral function found: a path from the place's value. */
export interface CoreResult {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

export interface SpectralEngine {
  /** Runs one of Spectral's own functions on a value. */
  callCore(name: string, target: unknown, options: JsonObject | undefined, path: readonly (string | number)[]): readonly CoreResult[];
  /** Violations of the official meta-schema; undefined where Spectral knows none for this version. */
  structure(model: Model): readonly CoreResult[] | undefined;
}

async function loadModules() {
  const [core, functions, formats, rulesets] = await Promise.all([
    import('@stoplight/spectral-core'),
    import('@stoplight/spectral-functions'),
    import('@stoplight/spectral-formats'),
    import('@stoplight/spectral-rulesets'),
  ]);
  return { core, functions, formats, rulesets };
}
type Modules = Awaited<ReturnType<typeof loadModules>>;

let loading: Promise<SpectralEngine> | undefined;

/** Spectral, loaded once. */
export function loadSpectral(): Promise<SpectralEngine> {
  loading ??= loadModules().then(createEngine);
  return loading;
}

type AnyFunction = RulesetFunction<unknown, unknown>;

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

function coreFunctionOf(modules: Modules, name: string): AnyFunction {
  const { functions } = modules;
  const found: unknown = Object.hasOwn(functions, name) ? Reflect.get(functions, name) : undefined;
  if (!isFunction(found)) throw new EgifError('INTERNAL', `Spectral has no function ${name}`);
  return found;
}

/** Spectral hands functions a context; ours need only the path and the formats of it. */
function contextOf(
  modules: Modules,
  path: readonly (string | number)[],
  data: unknown,
  formats: Iterable<(typeof modules.formats)['oas3']>,
): RulesetFunctionContext {
  const document = new modules.core.Document('', parserOf(data));
  document.formats = new Set(formats);
  // biome-ignore lint/suspicious/noThenProperty: `then` is Spectral's word
  const rule = new modules.core.Ruleset({ rules: { place: { given: '$', then: { function: modules.functions.truthy } } } }).rules['place'];
  if (rule === undefined) throw new EgifError('INTERNAL', 'Spectral made no rule');
  const documentInventory = Object.create(null, { document: { value: document }, resolved: { value: data }, unresolved: { value: data } });
  return { path: [...path], document, documentInventory, rule };
}

function parserOf(data: unknown) {
  return {
    parse: () => ({ data, diagnostics: [], ast: {}, lineMap: [] }),
    getLocationForJsonPath: () => undefined,
    trapAccess: <T>(value: T): T => value,
  };
}

function resultsOf(raw: ReturnType<AnyFunction>, path: readonly (string | number)[]): readonly CoreResult[] {
  if (raw === undefined || !Array.isArray(raw)) return [];
  return raw.map((result) => ({
    message: result.message,
    path: (result.path ?? path).map((segment: unknown) => (typeof segment === 'number' ? segment : String(segment))),
  }));
}

function thenFunction(rule: unknown): AnyFunction {
  const then: unknown = typeof rule === 'object' && rule !== null && 'then' in rule ? rule.then : undefined;
  const [step]: unknown[] = Array.isArray(then) ? then : [then];
  const found: unknown = typeof step === 'object' && step !== null && 'function' in step ? step.function : undefined;
  if (!isFunction(found)) throw new EgifError('INTERNAL', "Spectral's ruleset lacks its document-schema rule");
  return found;
}

/** The meta-schema of 3.1 that Spectral carries (2021-09-28) knows no `$ref` in a path item, which the specification permits (§4.8.9). */
function withoutPathReferences(root: JsonObject): JsonObject {
  const plain = (items: Json | undefined): Json => {
    if (!isObject(items)) return items ?? null;
    const entries = Object.entries(items).map(([path, item]) => {
      if (typeof memberOf(item, '$ref') !== 'string' || !isObject(item)) return [path, item] as const;
      return [path, Object.fromEntries(Object.entries(item).filter(([name]) => name !== '$ref'))] as const;
    });
    return Object.fromEntries(entries);
  };
  const changed = ['paths', 'webhooks'].filter((name) => root[name] !== undefined).map((name) => [name, plain(root[name])] as const);
  return { ...root, ...Object.fromEntries(changed) };
}

/** Spectral's rule that holds a document against its official schema. */
function schemaRuleOf({ kind, version }: Model): string {
  if (kind === 'swagger') return 'oas2-schema';
  if (kind === 'arazzo') return 'arazzo-document-schema';
  if (kind === 'openapi') return 'oas3-schema';
  return version.startsWith('2.') ? 'asyncapi-schema' : 'asyncapi-3-document-resolved';
}

function structureOf(modules: Modules, model: Model): readonly CoreResult[] | undefined {
  const { formats, rulesets } = modules;
  const known = [
    ['swagger', /^2\.0$/, [formats.oas2]],
    ['arazzo', /^1\.0\.\d+$/, [formats.arazzo1_0]],
    ['openapi', /^3\.0\.\d+$/, [formats.oas3, formats.oas3_0]],
    ['openapi', /^3\.1\.\d+$/, [formats.oas3, formats.oas3_1]],
    ['openapi', /^3\.2\.\d+$/, [formats.oas3, formats.oas3_2]],
    ['asyncapi', /^2\.6\.\d+$/, [formats.aas2, formats.aas2_6]],
    ['asyncapi', /^3\.0\.\d+$/, [formats.aas3, formats.aas3_0]],
    ['asyncapi', /^3\.1\.\d+$/, [formats.aas3, formats.aas3_1]],
  ] as const;
  const entry = known.find(([kind, version]) => kind === model.kind && version.test(model.version));
  if (entry === undefined) return undefined;
  const name = schemaRuleOf(model);
  const rules = model.kind === 'arazzo' ? rulesets.arazzo.rules : model.kind === 'asyncapi' ? rulesets.asyncapi.rules : rulesets.oas.rules;
  const check = thenFunction(Reflect.get(rules, name));
  const options = model.kind === 'asyncapi' ? { resolved: true } : null;
  const context = contextOf(modules, [], model.source, entry[2]);
  const input = model.version.startsWith('3.1.') && model.kind === 'openapi' ? withoutPathReferences(model.source) : model.source;
  return resultsOf(check(input, options, context), []).map((result) => ({ ...result, path: result.path.map(unescaped) }));
}

/** The meta-schema functions give the segments of a JSON pointer still escaped. */
const unescaped = (segment: string | number): string | number =>
  typeof segment === 'number' ? segment : segment.replaceAll('~1', '/').replaceAll('~0', '~');

function createEngine(modules: Modules): SpectralEngine {
  const context = contextOf(modules, [], {}, []);
  return {
    callCore(name, target, options, path) {
      const check = coreFunctionOf(modules, name);
      return resultsOf(check(target, options ?? null, { ...context, path: [...path] }), path);
    },
    structure: (model) => structureOf(modules, model),
  };
}

const validatorNames = [
  [/^2\.0$/, 'oas2_0'],
  [/^3\.0\.\d+$/, 'oas3_0'],
  [/^3\.1\.\d+$/, 'oas3_1'],
  [/^3\.2\.\d+$/, 'oas3_2'],
] as const;

/**
 * What `structure` of the engine says of an OpenAPI document, by the meta-schemas as Spectral ships them compiled: without the rest of Spectral, which
 * takes six times as long to load. Undefined where its version has no meta-schema.
 */
export function openApiStructure(model: Model): readonly CoreResult[] | undefined {
  const entry = validatorNames.find(([version]) => version.test(model.version));
  if (!(model.kind === 'openapi' || model.kind === 'swagger') || entry === undefined) return undefined;
  const validators: unknown = createRequire(import.meta.url)('@stoplight/spectral-rulesets/dist/oas/schemas/validators.js');
  const validate: unknown = typeof validators === 'object' && validators !== null ? Reflect.get(validators, entry[1]) : undefined;
  if (typeof validate !== 'function') throw new EgifError('INTERNAL', `Spectral has no meta-schema ${entry[1]}`);
  // Swagger is judged as it stands; `root` is what it was read as
  const written = model.kind === 'swagger' ? model.source : model.root;
  const input = entry[1] === 'oas3_1' ? withoutPathReferences(written) : written;
  validate(input);
  const errors: unknown = Reflect.get(validate, 'errors');
  return structureFlaws(input, Array.isArray(errors) ? errors : []);
}
