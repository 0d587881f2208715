/**
 * Loads rulesets: data that names functions of a fixed table. Nothing in a ruleset is executed.
 *
 * Room     checks/lint (floor 3). The explicit loader of this room: what it reads is part of the suite.
 */
import { createRequire } from 'node:module';
import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import type { Json, JsonObject, LoadedDocument } from '../../contract/api-model.js';
import { isCheckedRuleset } from '../../contract/compiled-files.js';
import { isObject, pointerOf } from '../../contract/json.js';
import { readSuiteFile } from '../../contract/suite-file.js';
import { EgifError, EgifProblems } from '../../errors.js';
import { lintFunctions } from './functions/index.js';
import { coreFunctions } from './lint-function.js';
import { compilePlainSchema } from './plain-schema.js';
import { contractKinds, placeKinds, type ContractKind, type PlaceKind } from './model/place.js';

export type Severity = 'error' | 'warn';

/** One step of a rule. */
export interface RuleStep {
  readonly function: string;
  readonly field: string | undefined;
  readonly options: JsonObject | undefined;
  /** Finding code of this step. */
  readonly code: string;
}

export interface LintRule {
  /** `servers-https`: the check is `lint/servers-https`. */
  readonly name: string;
  readonly requirement: string;
  readonly kinds: readonly ContractKind[];
  readonly severity: Severity;
  /** Finding codes; functions give the first unless they name another. */
  readonly codes: readonly string[];
  readonly given: readonly PlaceKind[];
  /** Which places the rule is about; every place where absent. Sees a PlaceView. */
  readonly where: ((view: object) => boolean) | undefined;
  readonly steps: readonly RuleStep[];
  readonly want: string | undefined;
}

export interface Ruleset {
  /** `rulesets/openapi.yaml` */
  readonly ref: string;
  readonly digest: string;
  readonly rules: readonly LintRule[];
}

const kebab = '^[a-z0-9]+(-[a-z0-9]+)*$';
const stepSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['function'],
  properties: {
    // one member: Spectral would read these characters as a path
    field: { type: 'string', pattern: '^[^.$@\\[\\]]+$' },
    function: { enum: [...coreFunctions, ...Object.keys(lintFunctions), 'metaSchema'] },
    functionOptions: { type: 'object' },
    code: { type: 'string', pattern: kebab },
  },
};
const kindList = { type: 'array', minItems: 1, uniqueItems: true, items: { enum: contractKinds } };
const rulesetSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['egif', 'kind', 'rules'],
  properties: {
    egif: { const: 'ruleset/v1' },
    kind: { enum: contractKinds },
    kinds: kindList,
    description: { type: 'string' },
    rules: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: kebab },
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['requirement', 'severity', 'given', 'then'],
        properties: {
          description: { type: 'string', minLength: 10 },
          requirement: { type: 'string', pattern: '^EGIF-(TEC|DAT|COD|ORG|LEG)-[A-Z]{2,3}-[0-9]{3}$' },
          severity: { enum: ['error', 'warn'] },
          kinds: kindList,
          code: { type: 'string', pattern: kebab },
          codes: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string', pattern: kebab } },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          given: { if: { type: 'array' }, then: { minItems: 1, uniqueItems: true, items: { enum: placeKinds } }, else: { enum: placeKinds } },
          where: { type: 'object' },
          // biome-ignore lint/suspicious/noThenProperty: `then` is a member of the ruleset format
          then: { if: { type: 'array' }, then: { minItems: 1, items: stepSchema }, else: stepSchema },
          want: { type: 'string' },
        },
        not: { required: ['code', 'codes'] },
      },
    },
  },
};

/** Loaded for rulesets that the build has not checked. */
let engine: { readonly ajv: Ajv2020; readonly ruleset: ValidateFunction } | undefined;
function validators() {
  if (engine === undefined) {
    const library: typeof import('ajv/dist/2020.js') = createRequire(import.meta.url)('ajv/dist/2020.js');
    const ajv = new library.Ajv2020({ allErrors: true, strict: false });
    engine = { ajv, ruleset: ajv.compile(rulesetSchema) };
  }
  return engine;
}

function problem(document: LoadedDocument, pointer: string, message: string): EgifError {
  return new EgifError('RULESET_INVALID', `${document.file}: ${pointer || '/'} ${message}`, {
    file: document.file,
    pointer,
    ...document.position(pointer),
    mend: 'mend the ruleset at this place',
  });
}

function schemaProblems(document: LoadedDocument): readonly EgifError[] {
  const { ruleset } = validators();
  if (ruleset(document.data)) return [];
  return (ruleset.errors ?? [])
    .filter(({ keyword }) => !['if', 'not'].includes(keyword) || (ruleset.errors ?? []).length === 1)
    .map((error) => {
      const unknown: unknown = error.params['additionalProperty'] ?? error.params['propertyName'];
      const allowed: unknown = error.params['allowedValues'];
      const pointer = typeof unknown === 'string' ? error.instancePath + pointerOf([unknown]) : error.instancePath;
      return problem(document, pointer, `${error.message ?? error.keyword}${Array.isArray(allowed) ? `: ${allowed.join(', ')}` : ''}`);
    });
}

const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
const textsOf = (value: Json | undefined): readonly string[] => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []);

function whereOf(value: Json | undefined): LintRule['where'] {
  if (!isObject(value)) return undefined;
  const plain = compilePlainSchema(value, 'whether');
  if (plain !== undefined) return (view) => plain(view) === undefined;
  const test = validators().ajv.compile(value);
  return (view) => test(view) === true;
}

function stepsOf(rule: JsonObject, first: string): readonly RuleStep[] {
  const then = rule['then'];
  return (Array.isArray(then) ? then : [then]).filter(isObject).map((step: JsonObject) => {
    const options = step['functionOptions'];
    return {
      function: textOf(step['function']) ?? '',
      field: textOf(step['field']),
      options: isObject(options) ? options : undefined,
      code: textOf(step['code']) ?? first,
    };
  });
}

/** What the schema cannot say: options of functions, `where` that does not compile, codes that are not declared. */
function ruleProblems(document: LoadedDocument, name: string, rule: JsonObject, steps: readonly RuleStep[]): readonly EgifError[] {
  const pointer = pointerOf(['rules', name]);
  const { ajv } = validators();
  const problems: EgifError[] = [];
  for (const step of steps) {
    const entry = lintFunctions[step.function];
    const valid =
      entry === undefined ? true : entry.options === undefined ? step.options === undefined : ajv.validate(entry.options, step.options ?? {});
    if (!valid) problems.push(problem(document, `${pointer}/then`, `options of ${step.function} are not valid: ${ajv.errorsText()}`));
  }
  try {
    whereOf(rule['where']);
  } catch {
    problems.push(problem(document, `${pointer}/where`, 'is no JSON Schema'));
  }
  return problems;
}

const placeKindsOf = (value: Json | undefined): readonly PlaceKind[] =>
  placeKinds.filter((kind) => kind === value || (Array.isArray(value) && value.includes(kind)));

/** A ruleset from a loaded document. Errors: RULESET_INVALID, all at once, each with its line. */
export function parseRuleset(document: LoadedDocument, ref: string): Ruleset {
  const isChecked = isCheckedRuleset(document.sha256);
  const problems = isChecked ? [] : [...schemaProblems(document)];
  const rules: LintRule[] = [];
  const root = document.data;
  const members = isObject(root) && isObject(root['rules']) && problems.length === 0 ? Object.entries(root['rules']) : [];
  for (const [name, rule] of members) {
    if (!isObject(rule) || !isObject(root)) continue;
    const codes = rule['codes'] === undefined ? [textOf(rule['code']) ?? name] : textsOf(rule['codes']);
    const steps = stepsOf(rule, codes[0] ?? name);
    if (!isChecked) problems.push(...ruleProblems(document, name, rule, steps));
    if (problems.length > 0) continue;
    const named = textsOf(rule['kinds'] ?? root['kinds'] ?? [root['kind'] ?? '']);
    rules.push({
      name,
      requirement: textOf(rule['requirement']) ?? '',
      kinds: contractKinds.filter((kind) => named.includes(kind)),
      severity: rule['severity'] === 'warn' ? 'warn' : 'error',
      codes: [...new Set([...codes, ...steps.map(({ code }) => code)])],
      given: placeKindsOf(rule['given']),
      where: whereOf(rule['where']),
      steps,
      want: textOf(rule['want']),
    });
  }
  if (problems.length > 0) throw new EgifProblems(problems);
  return { ref, digest: document.sha256, rules };
}

const files = ['openapi.yaml', 'asyncapi.yaml', 'arazzo.yaml', 'json-schema.yaml', 'wsdl.yaml'];
let loaded: readonly Ruleset[] | undefined;

/** The rulesets of the suite, read once. Errors: RULESET_INVALID. */
export function loadRulesets(): readonly Ruleset[] {
  loaded ??= files.map((name) => {
    const ref = `rulesets/${name}`;
    return parseRuleset(readSuiteFile(ref), ref);
  });
  return loaded;
}
