/**
 * Spectral's check of examples, made quick: what is surely valid is never compiled, and what may be wrong is compiled against a schema pruned to
 * what the example touches, by Spectral's own function. What is not known to behave like that goes to Spectral's check as a whole.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import type { IFunctionResult, RulesetFunction, RulesetFunctionContext } from '@stoplight/spectral-core';
import { isObject } from '../../../contract/json.js';
import type { Modules } from './modules.js';
import { pruneSchema } from './prune-schema.js';
import { type Dialect, refusal, SchemaFacts } from './schema-facts.js';
import { type Relaxation, type Schema, SchemaJudge } from './schema-verdict.js';

type AnyFunction = RulesetFunction<unknown, unknown>;
type Path = RulesetFunctionContext['path'];

interface Settings {
  readonly schemaField: string;
  readonly version: 2 | 3;
  readonly type: 'media' | 'schema';
}

interface Example {
  readonly value: unknown;
  readonly path: Path;
}

function settingsOf(options: unknown): Settings | undefined {
  if (!isObject(options)) return undefined;
  const { schemaField, oasVersion, type } = options;
  if (typeof schemaField !== 'string' || (oasVersion !== 2 && oasVersion !== 3) || (type !== 'media' && type !== 'schema')) return undefined;
  return { schemaField, version: oasVersion, type };
}

function keyed(examples: unknown, path: Path, withValues: boolean): readonly Example[] {
  if (typeof examples !== 'object' || examples === null) return [];
  return Object.keys(examples).flatMap((key) => {
    const example: unknown = Reflect.get(examples, key);
    if (!withValues) return [{ value: example, path: [...path, 'examples', key] }];
    if (typeof example !== 'object' || example === null || 'externalValue' in example) return [];
    return [{ value: Reflect.get(example, 'value'), path: [...path, 'examples', key, 'value'] }];
  });
}

/** The examples that Spectral looks at, in its order. */
function examplesOf(target: Schema, { type, version }: Settings, path: Path): readonly Example[] {
  if (type === 'schema') {
    const names = version === 2 ? ['example', 'x-example', 'default'] : ['example', 'default'];
    return names.filter((name) => name in target).map((name) => ({ value: target[name], path: [...path, name] }));
  }
  if (version === 2) return 'examples' in target ? keyed(target['examples'], path, false) : [];
  if ('example' in target) return [{ value: target['example'], path: [...path, 'example'] }];
  return 'examples' in target ? keyed(target['examples'], path, true) : [];
}

/** Members that a place makes dispensable. */
function relaxationOf({ type, version }: Settings, path: Path): Relaxation {
  if (type !== 'media') return { readOnly: false, writeOnly: false };
  const isRequest =
    version === 3 && ((path[0] === 'components' && path[1] === 'requestBodies') || (path[0] === 'paths' && path[3] === 'requestBody'));
  const shared = version === 3 ? path[0] === 'components' && path[1] === 'responses' : path[0] === 'responses';
  return { readOnly: isRequest, writeOnly: shared || (path[0] === 'paths' && path[3] === 'responses') };
}

/** Parameters of OpenAPI 2 are schemas of a kind, whose `required` is a flag; Spectral takes it off. */
function withoutFlag(schema: Schema): Schema {
  return typeof schema['required'] === 'boolean' ? Object.fromEntries(Object.entries(schema).filter(([name]) => name !== 'required')) : schema;
}

/** How many schemas one instance of ajv may gather before a fresh one is taken. */
const schemasOfOneInstance = 400;

/** Pruned schemas by their text, so that equal ones are compiled once, and the key under which Spectral keeps its ajv. */
interface Interned {
  readonly schemas: Map<string, unknown>;
  readonly key: RulesetFunctionContext['documentInventory'];
}

// Spectral keeps one ajv for each inventory, and asks nothing else of it here
const newInterned = (): Interned => ({
  schemas: new Map(),
  key: { graph: null, referencedDocuments: {}, findAssociatedItemForPath: () => null },
});

export class ExampleCheck {
  readonly #modules: Modules;
  readonly #schemaCheck: AnyFunction;
  readonly #facts: Readonly<Record<Dialect, SchemaFacts>> = { draft4: new SchemaFacts('draft4'), '2020': new SchemaFacts('2020') };
  #interned = newInterned();

  /** `schemaCheck` is Spectral's function behind its example rules, which takes a schema and a value. */
  constructor(modules: Modules, schemaCheck: AnyFunction) {
    this.#modules = modules;
    this.#schemaCheck = schemaCheck;
  }

  #dialectOf({ document }: RulesetFunctionContext): Dialect | undefined {
    const { oas2, oas3_0, oas3_1, oas3_2 } = this.#modules.formats;
    const { formats, data } = document;
    if (formats === null || formats === undefined) return undefined;
    if (formats.has(oas3_2) || formats.has(oas3_1)) return isObject(data) && typeof data['jsonSchemaDialect'] === 'string' ? undefined : '2020';
    return formats.has(oas3_0) || formats.has(oas2) ? 'draft4' : undefined;
  }

  /** Results of one of the example rules, or undefined where its own function must be asked. */
  check(target: unknown, options: unknown, context: RulesetFunctionContext): IFunctionResult[] | undefined {
    const settings = settingsOf(options);
    const dialect = this.#dialectOf(context);
    if (!isObject(target) || settings === undefined || dialect === undefined) return undefined;
    const written: unknown = settings.schemaField === '$' ? target : target[settings.schemaField];
    if (!isObject(written)) return undefined;
    const schema = settings.version === 2 ? withoutFlag(written) : written;
    const examples = examplesOf(target, settings, context.path);
    if (examples.length === 0) return [];
    const state = this.#facts[dialect].stateOf(schema);
    if (state === 'unknown' || examples.some(({ value }) => value === undefined)) return undefined;
    if (state === 'open') return [];
    if (state === 'refused') return examples.map(({ path }) => ({ message: refusal, path }));
    const relaxation = relaxationOf(settings, context.path);
    const judge = new SchemaJudge(relaxation);
    return examples.flatMap((example) =>
      judge.judge(schema, example.value) === 'valid' ? [] : this.#compiled(pruneSchema(schema, example.value, relaxation), example, context),
    );
  }

  #compiled(pruned: unknown, { value, path }: Example, context: RulesetFunctionContext): readonly IFunctionResult[] {
    if (this.#interned.schemas.size >= schemasOfOneInstance) this.#interned = newInterned();
    const { schemas, key } = this.#interned;
    const text = JSON.stringify(pruned);
    const schema = schemas.get(text) ?? pruned;
    schemas.set(text, schema);
    const results = this.#schemaCheck(value, { schema }, { ...context, path, documentInventory: key });
    return Array.isArray(results) ? results : [];
  }
}
