/**
 * Spectral's packages and rulesets, loaded on first use, and the resolver that reads nothing outside the document.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import { createRequire } from 'node:module';
import type { Ruleset, RulesetDefinition } from '@stoplight/spectral-core';
import type { Resolver } from '@stoplight/spectral-ref-resolver';
import { isObject } from '../../../contract/json.js';
import { EgifError } from '../../../errors.js';
import type { SpectralRuleset } from './names.js';

/** Tree of a YAML text, of which `@stoplight/yaml` finds positions. */
export type YamlTree = Parameters<typeof import('@stoplight/yaml')['getLocationForJsonPath']>[0]['ast'];

export interface Modules {
  readonly core: typeof import('@stoplight/spectral-core');
  readonly parsers: typeof import('@stoplight/spectral-parsers');
  readonly resolver: typeof import('@stoplight/spectral-ref-resolver');
  readonly functions: typeof import('@stoplight/spectral-functions');
  readonly formats: typeof import('@stoplight/spectral-formats');
  /** What Spectral's YAML parser is made of. */
  readonly yaml: typeof import('@stoplight/yaml');
  readonly ast: {
    load(text: string, options: object): YamlTree | undefined;
    /** 0 null, 1 boolean, 2 integer, 3 floating, 4 text. */
    determineScalarType(node: object): number;
    parseYamlBoolean(text: string): boolean;
    parseYamlBigInteger(text: string): number | bigint;
    parseYamlFloat(text: string): number;
  };
}

// the packages are CommonJS, and not all of their names can be seen by an import
const require = createRequire(import.meta.url);

function loadModules(): Modules {
  const core: Modules['core'] = require('@stoplight/spectral-core');
  const parsers: Modules['parsers'] = require('@stoplight/spectral-parsers');
  const resolver: Modules['resolver'] = require('@stoplight/spectral-ref-resolver');
  const functions: Modules['functions'] = require('@stoplight/spectral-functions');
  const formats: Modules['formats'] = require('@stoplight/spectral-formats');
  return { core, parsers, resolver, functions, formats, yaml: require('@stoplight/yaml'), ast: require('@stoplight/yaml-ast-parser') };
}

let loaded: Modules | undefined;

/** Spectral without its rulesets. */
export function modules(): Modules {
  loaded ??= loadModules();
  return loaded;
}

const isDefinition = (value: unknown): value is RulesetDefinition => isObject(value) && isObject(value['rules']);

/** Each its own file: the whole package would load the schemas of every kind of document. */
const loadDefinition: Readonly<Record<SpectralRuleset, () => Record<string, unknown>>> = {
  oas: () => require('@stoplight/spectral-rulesets/dist/oas/index.js'),
  asyncapi: () => require('@stoplight/spectral-rulesets/dist/asyncapi/index.js'),
  arazzo: () => require('@stoplight/spectral-rulesets/dist/arazzo/index.js'),
};

/** The definition of one of Spectral's rulesets; shared by all who use it, and so never to be changed. */
export function definitionOf(name: SpectralRuleset): RulesetDefinition {
  const shipped = loadDefinition[name]();
  const definition = shipped['default'];
  if (!isDefinition(definition)) throw new EgifError('INTERNAL', `Spectral ships no ruleset ${name}`);
  return definition;
}

const rulesets = new Map<string, Ruleset>();

/** One of Spectral's rulesets, with what it recommends or with every rule, as `extends: spectral:<name>` gives it. */
export function rulesetOf(name: SpectralRuleset, every: boolean): Ruleset {
  const key = `${name} ${every}`;
  const made = rulesets.get(key) ?? new (modules().core.Ruleset)({ extends: [[definitionOf(name), every ? 'all' : 'recommended']] });
  rulesets.set(key, made);
  return made;
}

/** What every reference out of the document meets: Spectral reports it as `invalid-ref`. */
const refuse = {
  resolve: async (reference: unknown): Promise<never> => {
    throw new Error(`${String(reference)} is not read: references out of the document are not followed`);
  },
};

/** Spectral's resolver with every door shut. */
export function closedResolver({ resolver }: Modules): Resolver {
  return new resolver.Resolver({ resolvers: { http: refuse, https: refuse, file: refuse } });
}
