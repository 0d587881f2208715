/**
 * The places of an Arazzo description: sources, workflows, steps and runtime expressions, with what can be known of the sources beside it.
 *
 * A source that is no file beside the description is never fetched: what refers to it is not examined.
 *
 * Source   Arazzo 1.0.1 §4.6 (Source Description, Workflow, Step, Parameter, Criterion, Request Body Objects), §4.7 (Runtime Expressions).
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json, JsonObject, LoadedDocument } from '../../../contract/api-model.js';
import { isObject, memberOf, pointerOf } from '../../../contract/json.js';
import { neighbourPath } from '../../../contract/neighbour-path.js';
import type { ArazzoExpression, ArazzoFacts, ArazzoSource, ArazzoStep } from './kind-facts.js';
import { itemsOf, membersOf } from './members.js';
import type { Place, PlaceKind } from './place.js';

const methods: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']);

/** Operations of an HTTP contract by their id. */
function operationsOf(root: Json): ReadonlyMap<string, string> | undefined {
  if (memberOf(root, 'openapi') === undefined && memberOf(root, 'swagger') === undefined) return undefined;
  const found = new Map<string, string>();
  for (const [, item] of membersOf(memberOf(root, 'paths'))) {
    for (const [method, operation] of membersOf(item)) {
      const id = memberOf(operation, 'operationId');
      if (methods.has(method) && typeof id === 'string') found.set(id, method.toUpperCase());
    }
  }
  return found;
}

function sourceOf(value: Json, pointer: string, { neighbours }: LoadedDocument): ArazzoSource {
  const name = memberOf(value, 'name');
  const url = memberOf(value, 'url');
  const plain = { pointer, name: typeof name === 'string' ? name : '', url: typeof url === 'string' ? url : '' };
  const path = neighbourPath(plain.url);
  if (path === undefined) return { ...plain, state: 'elsewhere' };
  const found = neighbours?.get(path);
  if (found === undefined) return { ...plain, state: neighbours === undefined ? 'not-looked-for' : 'absent' };
  const operations = operationsOf(found.data);
  return { ...plain, state: 'read', root: found.data, ...(operations === undefined ? {} : { operations }) };
}

/** Expressions in a text: the whole of it, or those in braces. */
function expressionsIn(text: string): readonly string[] {
  if (/^\$[A-Za-z]/.test(text)) return [text];
  return [...text.matchAll(/\{(\$[^{}]*)\}/g)].map(([, inner = '']) => inner);
}

/** Operands of a simple condition that are expressions. */
const operandsIn = (condition: string): readonly string[] => condition.match(/\$[A-Za-z][^\s=<>!&|()'"]*/g) ?? [];

class ArazzoReader {
  readonly steps = new Map<string, ArazzoStep>();
  readonly expressions = new Map<string, ArazzoExpression>();

  #add(texts: readonly string[], pointer: string, workflow: JsonObject): void {
    if (texts.length > 0) this.expressions.set(pointer, { texts, workflow });
  }

  /** Every text in a value. */
  #texts(value: Json | undefined, pointer: string, workflow: JsonObject): void {
    if (typeof value === 'string') this.#add(expressionsIn(value), pointer, workflow);
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) this.#texts(item, `${pointer}/${index}`, workflow);
    else for (const [name, item] of membersOf(value)) this.#texts(item, pointer + pointerOf([name]), workflow);
  }

  #criteria(value: Json | undefined, pointer: string, workflow: JsonObject): void {
    for (const [index, criterion] of itemsOf(value).entries()) {
      const at = `${pointer}/${index}`;
      const { condition, context, type } = isObject(criterion) ? criterion : {};
      if (typeof context === 'string') this.#add([context], `${at}/context`, workflow);
      if (typeof condition === 'string' && (type === undefined || type === 'simple')) this.#add(operandsIn(condition), `${at}/condition`, workflow);
    }
  }

  #outputs(owner: JsonObject, pointer: string, workflow: JsonObject): void {
    for (const [name, value] of membersOf(owner['outputs'])) {
      if (typeof value === 'string') this.#add([value], pointer + pointerOf(['outputs', name]), workflow);
    }
  }

  #parameters(owner: JsonObject, pointer: string, workflow: JsonObject): void {
    for (const [index, parameter] of itemsOf(owner['parameters']).entries())
      this.#texts(memberOf(parameter, 'value'), `${pointer}/parameters/${index}/value`, workflow);
  }

  readStep(value: JsonObject, pointer: string, workflow: JsonObject): void {
    const name = value['stepId'];
    this.steps.set(pointer, { value, workflow, ...(typeof name === 'string' ? { name } : {}) });
    this.#outputs(value, pointer, workflow);
    this.#parameters(value, pointer, workflow);
    const body = value['requestBody'];
    this.#texts(memberOf(body, 'payload'), `${pointer}/requestBody/payload`, workflow);
    for (const [index, item] of itemsOf(memberOf(body, 'replacements')).entries())
      this.#texts(memberOf(item, 'value'), `${pointer}/requestBody/replacements/${index}/value`, workflow);
    this.#criteria(value['successCriteria'], `${pointer}/successCriteria`, workflow);
    for (const list of ['onSuccess', 'onFailure']) {
      for (const [index, action] of itemsOf(value[list]).entries())
        this.#criteria(memberOf(action, 'criteria'), `${pointer}/${list}/${index}/criteria`, workflow);
    }
  }

  readWorkflow(value: JsonObject, pointer: string): void {
    this.#outputs(value, pointer, value);
    this.#parameters(value, pointer, value);
    for (const [index, step] of itemsOf(value['steps']).entries()) {
      if (isObject(step)) this.readStep(step, `${pointer}/steps/${index}`, value);
    }
  }
}

type ArazzoPlaces = Pick<Readonly<Record<PlaceKind, readonly Place[]>>, 'SourceDescription' | 'Workflow' | 'Step' | 'Expression'>;

/** Reads an Arazzo description. */
export function readArazzoPlaces(document: LoadedDocument, root: JsonObject): { readonly places: ArazzoPlaces; readonly facts: ArazzoFacts } {
  const sources = itemsOf(root['sourceDescriptions']).map((value, index) => sourceOf(value, `/sourceDescriptions/${index}`, document));
  const reader = new ArazzoReader();
  const workflows = itemsOf(root['workflows']).flatMap((value, index) => (isObject(value) ? [{ value, pointer: `/workflows/${index}` }] : []));
  for (const { value, pointer } of workflows) reader.readWorkflow(value, pointer);
  return {
    facts: {
      sources: new Map(sources.map((source) => [source.pointer, source])),
      steps: reader.steps,
      expressions: reader.expressions,
      workflows: workflows.map(({ value }) => value),
    },
    places: {
      SourceDescription: sources.map(({ pointer, name, url }) => ({ pointer, name, value: { url } })),
      Workflow: workflows,
      Step: [...reader.steps].map(([pointer, { value, name }]) => ({ pointer, value, ...(name === undefined ? {} : { name }) })),
      Expression: [...reader.expressions].map(([pointer, { texts }]) => ({ pointer, value: texts.join(' ') })),
    },
  };
}
