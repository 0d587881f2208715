/**
 * Reads the workflows of an Arazzo description against the contract of the service that names it.
 *
 * A step is read where it calls an operation of that contract; what another source describes belongs to another service and is never called.
 * Parts of a kind that is not read stand beside the step as such.
 *
 * Source   Arazzo 1.0.1 §4.6 (Source Description, Workflow, Step, Parameter, Request Body, Criterion, Success and Failure Action, Reusable Objects).
 * Room     evidence/document (floor 3).
 */
import { posix } from 'node:path';
import type { ApiContract, Json, JsonObject, LoadedDocument, Operation } from '../../contract/api-model.js';
import { isObject, memberOf, pathOf, valueAt } from '../../contract/json.js';
import { neighbourPath } from '../../contract/neighbour-path.js';
import type { Service } from '../../contract/documents.js';
import type { Criterion, StepAction, StepBody, StepParameter, UnreadPart, Workflow, WorkflowStep } from '../../contract/workflow-model.js';

interface Reading {
  readonly root: Json;
  /** Names of the sources that are the service's own contract. */
  readonly own: ReadonlySet<string>;
  /** How many sources describe operations. */
  readonly sources: number;
  readonly contract: ApiContract | undefined;
}

const unreadPart = (what: string): UnreadPart => ({ cause: 'workflow-part-unread', what });
const elsewhere = (what: string): UnreadPart => ({ cause: 'step-of-other-service', what });

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** What a Reusable Object stands for, with its own value in place where it has one. */
function reused(root: Json, value: Json): JsonObject | undefined {
  const reference = memberOf(value, 'reference');
  if (typeof reference !== 'string') return isObject(value) ? value : undefined;
  const [, kind, name] = /^\$components\.(parameters|successActions|failureActions)\.([A-Za-z0-9._-]+)$/.exec(reference) ?? [];
  const found = kind === undefined || name === undefined ? undefined : memberOf(memberOf(memberOf(root, 'components'), kind), name);
  const own = memberOf(value, 'value');
  return isObject(found) ? { ...found, ...(own === undefined ? {} : { value: own }) } : undefined;
}

const places: readonly StepParameter['in'][] = ['path', 'query', 'header', 'cookie'];

function parametersOf(
  owner: JsonObject,
  { root }: Reading,
): { readonly parameters: readonly StepParameter[]; readonly unread: readonly UnreadPart[] } {
  const parameters: StepParameter[] = [];
  const unread: UnreadPart[] = [];
  for (const item of listOf(memberOf(owner, 'parameters'))) {
    const object = reused(root, item);
    const name = textOf(memberOf(object, 'name'));
    const place = places.find((each) => each === memberOf(object, 'in'));
    const value = memberOf(object, 'value');
    if (name === undefined || place === undefined || value === undefined) unread.push(unreadPart('a parameter without name, place or value'));
    else parameters.push({ name, in: place, value });
  }
  return { parameters, unread };
}

function bodyOf(value: Json | undefined): StepBody | undefined {
  if (!isObject(value)) return undefined;
  const mediaType = textOf(memberOf(value, 'contentType'));
  const payload = memberOf(value, 'payload');
  return {
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(payload === undefined ? {} : { payload }),
    replacements: listOf(memberOf(value, 'replacements')).flatMap((item) => {
      const target = textOf(memberOf(item, 'target'));
      const put = memberOf(item, 'value');
      return target === undefined || put === undefined ? [] : [{ target, value: put }];
    }),
  };
}

function criterionOf(item: Json): Criterion | UnreadPart {
  const condition = textOf(memberOf(item, 'condition'));
  const given = memberOf(item, 'type');
  const type = given === undefined ? 'simple' : isObject(given) ? memberOf(given, 'type') : given;
  const context = textOf(memberOf(item, 'context'));
  if (condition === undefined) return unreadPart('a criterion without condition');
  if (type !== 'simple' && type !== 'regex' && type !== 'jsonpath') return unreadPart(`a criterion of type ${String(type)}`);
  return { type, condition, ...(context === undefined ? {} : { context }) };
}

function criteriaOf(value: Json | undefined): { readonly criteria: readonly Criterion[]; readonly unread: readonly UnreadPart[] } {
  const all = listOf(value).map(criterionOf);
  return { criteria: all.filter((each) => 'type' in each), unread: all.filter((each) => 'cause' in each) };
}

const numberOr = (value: Json | undefined, preset: number): number => (typeof value === 'number' && value >= 0 ? value : preset);

function actionsOf(value: Json | undefined, { root }: Reading): { readonly actions: readonly StepAction[]; readonly unread: readonly UnreadPart[] } {
  const actions: StepAction[] = [];
  const unread: UnreadPart[] = [];
  for (const item of listOf(value)) {
    const object = reused(root, item);
    const type = memberOf(object, 'type');
    const stepId = textOf(memberOf(object, 'stepId'));
    const { criteria, unread: strange } = criteriaOf(memberOf(object, 'criteria'));
    const leads = memberOf(object, 'workflowId') !== undefined || (type === 'goto') !== (stepId !== undefined);
    if ((type !== 'end' && type !== 'retry' && type !== 'goto') || leads || strange.length > 0) unread.push(unreadPart(`an action ${String(type)}`));
    else
      actions.push({
        type,
        ...(stepId === undefined ? {} : { stepId }),
        retryAfterSeconds: numberOr(memberOf(object, 'retryAfter'), 0),
        retryLimit: numberOr(memberOf(object, 'retryLimit'), 1),
        criteria,
      });
  }
  return { actions, unread };
}

function outputsOf(owner: JsonObject): Readonly<Record<string, string>> {
  const outputs = memberOf(owner, 'outputs');
  return Object.fromEntries(
    Object.entries(isObject(outputs) ? outputs : {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

type Call = { readonly operation: Operation } | { readonly unread: UnreadPart };

function found(operation: Operation | undefined, what: string): Call {
  return operation === undefined ? { unread: unreadPart(`${what}, which the contract does not declare`) } : { operation };
}

function byId(id: string, { own, sources, contract }: Reading): Call {
  const [, source, name] = /^\$sourceDescriptions\.([^.]+)\.(.+)$/.exec(id) ?? [];
  const isOwn = source === undefined ? own.size > 0 && sources === 1 : own.has(source);
  if (!isOwn) return { unread: elsewhere(id) };
  const wanted = name ?? id;
  return found(
    contract?.operations.find((operation) => operation.id === wanted),
    id,
  );
}

/** `{$sourceDescriptions.name.url}#/paths/~1a/get` */
function byPath(path: string, { own, contract }: Reading): Call {
  const [, source, pointer] = /^\{\$sourceDescriptions\.([^.}]+)\.url\}#(\/.+)$/.exec(path) ?? [];
  if (source === undefined || pointer === undefined) return { unread: unreadPart('operationPath') };
  if (!own.has(source)) return { unread: elsewhere(path) };
  const [paths, template, method] = pathOf(pointer);
  return found(
    paths === 'paths'
      ? contract?.operations.find((operation) => operation.path === template && operation.method === method?.toUpperCase())
      : undefined,
    path,
  );
}

function callOf(step: JsonObject, reading: Reading): Call {
  const id = textOf(memberOf(step, 'operationId'));
  const path = textOf(memberOf(step, 'operationPath'));
  if (id !== undefined) return byId(id, reading);
  if (path !== undefined) return byPath(path, reading);
  return { unread: unreadPart('a step that is a workflow') };
}

/** A step's own parameters before those of its workflow (Arazzo 1.0.1 §4.6.4). */
function joined(own: readonly StepParameter[], common: readonly StepParameter[]): readonly StepParameter[] {
  return [...own, ...common.filter((each) => !own.some(({ name, in: place }) => name === each.name && place === each.in))];
}

function stepOf(value: Json, pointer: string, { workflow, reading }: { readonly workflow: JsonObject; readonly reading: Reading }): WorkflowStep {
  const step = isObject(value) ? value : {};
  const call = callOf(step, reading);
  const own = parametersOf(step, reading);
  const common = parametersOf(workflow, reading);
  const success = criteriaOf(memberOf(step, 'successCriteria'));
  const onSuccess = actionsOf(memberOf(step, 'onSuccess') ?? memberOf(workflow, 'successActions'), reading);
  const onFailure = actionsOf(memberOf(step, 'onFailure') ?? memberOf(workflow, 'failureActions'), reading);
  const body = bodyOf(memberOf(step, 'requestBody'));
  const unread = [
    ...('unread' in call ? [call.unread] : []),
    ...own.unread,
    ...common.unread,
    ...success.unread,
    ...onSuccess.unread,
    ...onFailure.unread,
  ];
  return {
    id: textOf(memberOf(step, 'stepId')) ?? pointer,
    pointer,
    ...('operation' in call ? { operation: call.operation } : {}),
    parameters: joined(own.parameters, common.parameters),
    ...(body === undefined ? {} : { body }),
    criteria: success.criteria,
    outputs: outputsOf(step),
    onSuccess: onSuccess.actions,
    onFailure: onFailure.actions,
    unread,
  };
}

/** The schema of a workflow's inputs, one reference followed. */
function inputsOf(root: Json, workflow: JsonObject): JsonObject | undefined {
  const inputs = memberOf(workflow, 'inputs');
  const reference = memberOf(inputs, '$ref');
  const schema = typeof reference === 'string' ? (reference.startsWith('#/') ? valueAt(root, reference.slice(1)) : undefined) : inputs;
  return isObject(schema) ? schema : undefined;
}

function workflowOf(value: Json, pointer: string, reading: Reading): Omit<Workflow, 'file' | 'given'> {
  const workflow = isObject(value) ? value : {};
  const inputs = inputsOf(reading.root, workflow);
  const dependsOn = listOf(memberOf(workflow, 'dependsOn')).map(String);
  const strange = dependsOn.filter((id) => id.startsWith('$')).map((id) => elsewhere(id));
  const steps = listOf(memberOf(workflow, 'steps')).map((step, index) => stepOf(step, `${pointer}/steps/${index}`, { workflow, reading }));
  return {
    id: textOf(memberOf(workflow, 'workflowId')) ?? pointer,
    pointer,
    ...(inputs === undefined ? {} : { inputs }),
    dependsOn,
    steps,
    outputs: outputsOf(workflow),
    unread: [...strange, ...(steps.length === 0 ? [unreadPart('a workflow without steps')] : [])],
  };
}

/** Whether a source is the service's own contract: the same file of the statement's folder, or the address at which it is published. */
function isOwn(source: Json, document: LoadedDocument, contract: ApiContract | undefined): boolean {
  const url = textOf(memberOf(source, 'url'));
  if (url === undefined || contract === undefined) return false;
  return url === contract.url || neighbourPath(url, posix.normalize(document.file)) === posix.normalize(contract.file);
}

/** The workflows of a description, with the inputs that the statement has for them. */
export function readArazzo(document: LoadedDocument, contract: ApiContract | undefined, service: Pick<Service, 'testData'>): readonly Workflow[] {
  const sources = listOf(memberOf(document.data, 'sourceDescriptions'));
  const described = sources.filter((source) => memberOf(source, 'type') !== 'arazzo');
  const own = described.filter((source) => isOwn(source, document, contract)).flatMap((source) => textOf(memberOf(source, 'name')) ?? []);
  const reading: Reading = { root: document.data, own: new Set(own), sources: described.length, contract };
  return listOf(memberOf(document.data, 'workflows')).map((value, index) => {
    const workflow = workflowOf(value, `/workflows/${index}`, reading);
    const given: unknown = memberOf(service.testData?.inputs, workflow.id);
    return { ...workflow, file: document.file, ...(isObject(given) ? { given } : {}) };
  });
}
