/**
 * Functions about Arazzo descriptions: what they refer to exists, expressions parse, failures are handled.
 *
 * Source   Arazzo 1.0.1 §4.6.5 (Step Object), §4.6.8 (Failure Action Object), §4.7 (Runtime Expressions).
 * Room     checks/lint/functions (floor 3).
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf, pointerOfReference, valueAt } from '../../../contract/json.js';
import type { Flaw, LintFunction } from '../lint-function.js';
import type { ArazzoFacts, ArazzoSource } from '../model/kind-facts.js';

const hasSteps: LintFunction = (_place, _options, model) => {
  const workflows = model.arazzo?.workflows ?? [];
  if (workflows.length === 0) return [{ pointer: model.root['workflows'] === undefined ? '' : '/workflows', want: 'workflows' }];
  return workflows.flatMap(({ steps }, index) =>
    Array.isArray(steps) && steps.length > 0 ? [] : [{ pointer: `/workflows/${index}`, want: 'steps' }],
  );
};

function repeated(items: Json | undefined, member: string, pointer: string): readonly Flaw[] {
  const seen = new Set<string>();
  return (Array.isArray(items) ? items : []).flatMap((item: Json, index): readonly Flaw[] => {
    const id = memberOf(item, member);
    if (typeof id !== 'string') return [];
    const isRepeated = seen.has(id);
    seen.add(id);
    return isRepeated ? [{ pointer: `${pointer}/${index}/${member}`, got: id }] : [];
  });
}

const uniqueNames: LintFunction = (_place, _options, model) => {
  const { sourceDescriptions, workflows } = model.root;
  const all = Array.isArray(workflows) ? workflows : [];
  return [
    ...repeated(sourceDescriptions, 'name', '/sourceDescriptions'),
    ...repeated(workflows, 'workflowId', '/workflows'),
    ...all.flatMap((workflow: Json, index) => repeated(memberOf(workflow, 'steps'), 'stepId', `/workflows/${index}/steps`)),
  ];
};

/** A source beside the description is there, and is a contract or another description. */
const sourceReadable: LintFunction = ({ pointer }, _options, model) => {
  const source = model.arazzo?.sources.get(pointer);
  if (source === undefined || source.state === 'not-looked-for') return undefined;
  const at = `${pointer}/url`;
  if (source.state === 'absent') return [{ code: 'source-broken', pointer: at, got: source.url }];
  if (source.state === 'elsewhere') {
    // another agency's contract has its home on the net; a path out of the folder has none
    return /^https:\/\//i.test(source.url) ? undefined : [{ code: 'source-outside', pointer: at, got: source.url, want: 'https' }];
  }
  const isKnown = source.operations !== undefined || memberOf(source.root, 'arazzo') !== undefined;
  return isKnown ? [] : [{ code: 'source-of-other-kind', pointer: at, got: source.url, want: 'openapi | arazzo' }];
};

type Target = 'found' | 'missing' | 'unknown';

function sourceNamed(name: string, { sources }: ArazzoFacts): ArazzoSource | undefined {
  return [...sources.values()].find((source) => source.name === name);
}

/** An operationId in one source. */
const idIn = (source: ArazzoSource, id: string): Target =>
  source.state === 'read' && source.operations !== undefined ? (source.operations.has(id) ? 'found' : 'missing') : 'unknown';

function operationIdTarget(id: string, facts: ArazzoFacts): Target {
  const [, name, rest] = /^\$sourceDescriptions\.([^.]+)\.(.+)$/.exec(id) ?? [];
  if (name !== undefined && rest !== undefined) {
    const source = sourceNamed(name, facts);
    return source === undefined ? 'missing' : idIn(source, rest);
  }
  const states = [...facts.sources.values()].filter(({ root }) => memberOf(root, 'arazzo') === undefined).map((source) => idIn(source, id));
  return states.includes('found') ? 'found' : states.includes('unknown') || states.length === 0 ? 'unknown' : 'missing';
}

/** `{$sourceDescriptions.name.url}#/paths/~1a/get` */
function operationPathTarget(path: string, facts: ArazzoFacts): Target {
  const [, name, pointer] = /^\{\$sourceDescriptions\.([^.}]+)\.url\}(#\/.+)$/.exec(path) ?? [];
  if (name === undefined || pointer === undefined) return 'missing';
  const source = sourceNamed(name, facts);
  if (source === undefined) return 'missing';
  const inner = pointerOfReference(pointer);
  if (source.root === undefined || inner === undefined) return source.state === 'read' ? 'missing' : 'unknown';
  return /^\/paths\/[^/]+\/[a-z]+$/.test(inner) && isObject(valueAt(source.root, inner)) ? 'found' : 'missing';
}

function workflowTarget(id: string, facts: ArazzoFacts): Target {
  const [, name, rest] = /^\$sourceDescriptions\.([^.]+)\.(.+)$/.exec(id) ?? [];
  if (name === undefined) return facts.workflows.some(({ workflowId }) => workflowId === id) ? 'found' : 'missing';
  const source = sourceNamed(name, facts);
  if (source === undefined) return 'missing';
  if (source.root === undefined) return 'unknown';
  const workflows = memberOf(source.root, 'workflows');
  return Array.isArray(workflows) && workflows.some((workflow: Json) => memberOf(workflow, 'workflowId') === rest) ? 'found' : 'missing';
}

const targets = [
  ['operationId', operationIdTarget],
  ['operationPath', operationPathTarget],
  ['workflowId', workflowTarget],
] as const;

/** What a step calls exists; where its source was not read, nothing can be said. */
const stepTarget: LintFunction = ({ value, pointer }, _options, model) => {
  const facts = model.arazzo;
  const [named] = targets.flatMap(([member, find]) => {
    const text = memberOf(value, member);
    return typeof text === 'string' ? [{ member, text, find }] : [];
  });
  if (facts === undefined || named === undefined) return undefined;
  const state = named.find(named.text, facts);
  if (state === 'unknown') return undefined;
  return state === 'found' ? [] : [{ pointer: `${pointer}/${named.member}`, got: named.text }];
};

const token = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const source = `(?:header\\.${token}|query\\.[^\\s]+|path\\.[^\\s]+|body(?:#(?:\\/\\S*)?)?)`;
const expression = new RegExp(
  `^\\$(?:url|method|statusCode|(?:request|response)\\.${source}|message\\.${source}|(?:inputs|outputs)\\.[A-Za-z0-9._-]+(?:#\\/\\S*)?|` +
    `steps\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9._-]+(?:#\\/\\S*)?|workflows\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9._-]+(?:#\\/\\S*)?|` +
    `sourceDescriptions\\.[A-Za-z0-9_-]+\\.[^\\s]+|components\\.[A-Za-z0-9]+\\.[A-Za-z0-9._-]+)$`,
);

/** Whether the name after `$steps.`, `$inputs.`, `$workflows.` or `$sourceDescriptions.` is there. */
function isKnown(text: string, workflow: JsonObject, { facts, root }: { readonly facts: ArazzoFacts; readonly root: JsonObject }): boolean {
  const [, space, name = '', rest = ''] = /^\$(steps|workflows|sourceDescriptions|inputs)\.([^.#[]+)\.?(.*)$/.exec(text) ?? [];
  if (space === 'sourceDescriptions') return sourceNamed(name, facts) !== undefined;
  if (space === 'workflows') return facts.workflows.some(({ workflowId }) => workflowId === name);
  if (space === 'steps') {
    const steps = Array.isArray(workflow['steps']) ? workflow['steps'] : [];
    const step: Json | undefined = steps.find((candidate: Json) => memberOf(candidate, 'stepId') === name);
    const [, output] = /^outputs\.([^.#[]+)/.exec(rest) ?? [];
    return step !== undefined && (output === undefined || memberOf(memberOf(step, 'outputs'), output) !== undefined);
  }
  if (space !== 'inputs') return true;
  const inputs = workflow['inputs'];
  const ref = memberOf(inputs, '$ref');
  const schema = typeof ref === 'string' ? valueAt(root, pointerOfReference(ref) ?? '/\u0000') : inputs;
  if (schema === undefined) return inputs !== undefined;
  const properties = memberOf(schema, 'properties');
  return !isObject(properties) || Object.hasOwn(properties, name);
}

const expressionParses: LintFunction = ({ pointer }, _options, model) => {
  const found = model.arazzo?.expressions.get(pointer);
  if (found === undefined || model.arazzo === undefined) return undefined;
  const facts = { facts: model.arazzo, root: model.root };
  for (const text of found.texts) {
    model.spend(1);
    if (!expression.test(text)) return [{ code: 'expression-malformed', pointer, got: text }];
    if (!isKnown(text, found.workflow, facts)) return [{ code: 'expression-target-unknown', pointer, got: text }];
  }
  return [];
};

const writing: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Method of what a step calls, where its source was read. */
function methodOf(value: Json, facts: ArazzoFacts): string | undefined {
  const path = memberOf(value, 'operationPath');
  if (typeof path === 'string') return /\/([a-z]+)$/.exec(path)?.[1]?.toUpperCase();
  const id = memberOf(value, 'operationId');
  if (typeof id !== 'string') return undefined;
  const [, name, rest] = /^\$sourceDescriptions\.([^.]+)\.(.+)$/.exec(id) ?? [];
  const sources = name === undefined ? [...facts.sources.values()] : [sourceNamed(name, facts)];
  return sources.map((each) => each?.operations?.get(rest ?? id)).find((method) => method !== undefined);
}

const filled = (value: Json | undefined): boolean => Array.isArray(value) && value.length > 0;

/** A step that changes something says what follows when it fails, or its workflow does for all. */
const failureHandled: LintFunction = ({ value, pointer }, _options, model) => {
  const step = model.arazzo?.steps.get(pointer);
  const method = model.arazzo === undefined ? undefined : methodOf(value, model.arazzo);
  if (step === undefined || method === undefined || !writing.has(method)) return undefined;
  const handled = filled(step.value['onFailure']) || filled(step.workflow['failureActions']);
  return handled ? [] : [{ pointer, got: method, want: 'onFailure | failureActions' }];
};

export const arazzoFunctions = {
  workflowHasSteps: { run: hasSteps },
  arazzoUniqueNames: { run: uniqueNames },
  sourceReadable: { run: sourceReadable },
  stepTarget: { run: stepTarget },
  expressionParses: { run: expressionParses },
  failureHandled: { run: failureHandled },
};
