/**
 * Runs one workflow, step by step, within bounds; nothing that a workflow says can make it endless.
 *
 * Source   Arazzo 1.0.1 §4.6.4 (Workflow Object), §4.6.5 (Step Object), §4.6.7 and §4.6.8 (Success and Failure Action Objects).
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { JsonObject } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Exchange } from '../../../contract/evidence.js';
import { isObject, memberOf } from '../../../contract/json.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import type { StepAction, Workflow, WorkflowStep } from '../../../contract/workflow-model.js';
import { ask } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import { busy } from '../answers.js';
import { combine } from '../gather.js';
import { createdBy, itemAt, lossOf, type Created, type Part } from './resource.js';
import { allHold, holds } from './workflow-criteria.js';
import { readyStep, type ReadyStep } from './workflow-step.js';
import { evaluate, type FoundValue, type WorkflowWorld } from './workflow-values.js';

/** Calls of one workflow, repetitions of one step, and seconds before each. */
const mostCalls = 50;
const mostRetries = 5;
const longestWaitSeconds = 5;

/** How a workflow ended. */
export interface EndedWorkflow {
  readonly judgement: Judgement;
  /** Whether every step held and every output is there. */
  readonly completed: boolean;
  readonly inputs: JsonObject;
  readonly outputs: ReadonlyMap<string, FoundValue>;
}

interface Run {
  readonly subject: CheckSubject;
  readonly workflow: Workflow;
  readonly world: WorkflowWorld;
  readonly steps: Map<string, ReadonlyMap<string, FoundValue>>;
  /** Everything that this run of the check created and did not delete. */
  readonly made: Created[];
  calls: number;
}

const isPlaceholder = (value: unknown): boolean => typeof value === 'string' && /^\$[A-Za-z]\w*(?:\.\w+)+$/.test(value);

/** The statement's inputs over the presets of the description; undefined where one that is required has no value. */
export function inputsOf({ inputs, given = {} }: Workflow): JsonObject | undefined {
  const properties = memberOf(inputs, 'properties');
  const presets = Object.entries(isObject(properties) ? properties : {}).flatMap(([name, schema]) => {
    const preset = memberOf(schema, 'default');
    return preset === undefined ? [] : [[name, preset] as const];
  });
  const all: JsonObject = { ...Object.fromEntries(presets), ...given };
  const required = memberOf(inputs, 'required');
  const missing = (Array.isArray(required) ? required : []).some((name) => !Object.hasOwn(all, String(name)));
  return missing || Object.values(all).some(isPlaceholder) ? undefined : all;
}

/** What an answer created is remembered until it is deleted. */
function remember(run: Run, exchange: Exchange, { operation, sample }: ReadyStep): void {
  const { status } = responseOf(exchange);
  if (operation.safe || status < 200 || status >= 300) return;
  const { url } = exchange.request;
  if (operation.method === 'POST') run.made.push(createdBy(run.subject, exchange, sample));
  if (operation.method === 'PUT' && status === 201) {
    const item = itemAt(run.subject.contract, new URL(url).pathname);
    run.made.push({ exchange, operation, sample, url, ...(item === undefined ? {} : { item }) });
  }
  const gone = operation.method === 'DELETE' ? run.made.findIndex((created) => created.url === url) : -1;
  if (gone !== -1) run.made.splice(gone, 1);
}

type StepEnd =
  | { readonly kind: 'held'; readonly exchange: Exchange; readonly world: WorkflowWorld }
  | { readonly kind: 'failed'; readonly judgement: Judgement; readonly action?: StepAction }
  | { readonly kind: 'stopped'; readonly judgement: Judgement };

const stopped = (code: string, detail: string): StepEnd => ({ kind: 'stopped', judgement: undetermined(code, detail) });

/** Why a step did not hold. A service that is busy, or an identity that may not, says nothing of the workflow. */
function failureOf(
  { workflow }: Run,
  step: WorkflowStep,
  { exchange, world }: { readonly exchange: Exchange; readonly world: WorkflowWorld },
): Judgement {
  const { status } = responseOf(exchange);
  const occupied = busy(exchange);
  if (occupied !== undefined) return occupied;
  if (status === 401 || status === 403) return undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
  const want = step.criteria.find((criterion) => holds(criterion, world) === false)?.condition ?? '2xx';
  return violated({ code: 'workflow-step-failed', at: placeOf(exchange, `${workflow.id}.${step.id}`), got: `status ${status}`, want });
}

/** The first action whose criteria hold; `unread` where that cannot be told. */
function chosen(actions: readonly StepAction[], world: WorkflowWorld): StepAction | 'unread' | undefined {
  for (const action of actions) {
    const held = allHold(action.criteria, world);
    if (held === undefined) return 'unread';
    if (held) return action;
  }
  return undefined;
}

const isSuccess = (exchange: Exchange): boolean => responseOf(exchange).status >= 200 && responseOf(exchange).status < 300;

/** Sends a step until it holds or its failure actions allow no further try. */
function* performStep(run: Run, step: WorkflowStep): Part<StepEnd> {
  const { subject, workflow } = run;
  for (let tries = 0; ; tries += 1) {
    const name = `${workflow.id}.${step.id}`;
    if (run.calls >= mostCalls) return stopped('workflow-too-long', name);
    run.calls += 1;
    const ready = readyStep(subject, step, { world: run.world, label: `${name} ${run.calls}` });
    if (!('action' in ready)) return { kind: 'stopped', judgement: ready };
    const exchange = yield* ask(ready.action);
    const lost = lossOf(exchange);
    if (lost !== undefined) return { kind: 'stopped', judgement: lost };
    remember(run, exchange, ready);
    const world: WorkflowWorld = { ...run.world, exchange, sent: ready.sent };
    const held = step.criteria.length === 0 ? isSuccess(exchange) : allHold(step.criteria, world);
    if (held === undefined) return stopped('workflow-criterion-unread', name);
    if (held) return { kind: 'held', exchange, world };
    const action = chosen(step.onFailure, world);
    if (action === 'unread') return stopped('workflow-criterion-unread', name);
    if (action?.type !== 'retry' || tries >= action.retryLimit) {
      return { kind: 'failed', judgement: failureOf(run, step, { exchange, world }), ...(action === undefined ? {} : { action }) };
    }
    if (tries >= mostRetries || action.retryAfterSeconds > longestWaitSeconds) return stopped('workflow-too-long', name);
    yield { kind: 'wait', milliseconds: Math.round(action.retryAfterSeconds * 1000), safety: 'S0', place: exchange.place };
  }
}

interface Outputs {
  readonly found: ReadonlyMap<string, FoundValue>;
  readonly judgement: Judgement;
}

function outputsOf(outputs: Readonly<Record<string, string>>, world: WorkflowWorld, at: string): Outputs {
  const found = new Map<string, FoundValue>();
  const parts: Judgement[] = [];
  for (const [name, expression] of Object.entries(outputs)) {
    const value = evaluate(expression, world);
    if (value === 'absent') parts.push(violated({ code: 'workflow-output-missing', at, got: name, want: expression }));
    else if (value === 'unread') parts.push(undetermined('workflow-part-unread', expression));
    else {
      found.set(name, value);
      parts.push(examined(1));
    }
  }
  return { found, judgement: combine(parts) };
}

/** Where the run goes on after a step that held: the index of a step, the end, or why nobody can tell. */
function nextOf(step: WorkflowStep, index: number, { steps }: Workflow, world: WorkflowWorld): number | Judgement {
  const action = chosen(step.onSuccess, world);
  if (action === undefined) return index + 1;
  if (action === 'unread' || action.type === 'retry') return undetermined('workflow-part-unread', `${step.id} onSuccess`);
  return action.type === 'end' ? steps.length : indexOf(action, steps);
}

function indexOf({ stepId }: StepAction, steps: readonly WorkflowStep[]): number | Judgement {
  const index = steps.findIndex(({ id }) => id === stepId);
  return index === -1 ? undetermined('workflow-part-unread', `goto ${stepId ?? ''}`) : index;
}

/** Goes through the steps; gives what each showed. A failure whose action leads on is a failure still. */
function* performSteps(run: Run): Part<readonly Judgement[]> {
  const { workflow } = run;
  const parts: Judgement[] = [];
  let index = 0;
  while (index < workflow.steps.length) {
    const step = workflow.steps[index];
    if (step === undefined) break;
    const end = yield* performStep(run, step);
    if (end.kind !== 'held') parts.push(end.judgement);
    if (end.kind === 'stopped' || (end.kind === 'failed' && end.action?.type !== 'goto')) return parts;
    let next: number | Judgement;
    if (end.kind === 'failed') next = end.action === undefined ? workflow.steps.length : indexOf(end.action, workflow.steps);
    else {
      const outputs = outputsOf(step.outputs, end.world, placeOf(end.exchange, `${workflow.id}.${step.id}`));
      run.steps.set(step.id, outputs.found);
      parts.push(examined(1), outputs.judgement);
      // What follows would want the output that is not there.
      if (outputs.judgement.findings.length > 0) return parts;
      next = nextOf(step, index, workflow, end.world);
    }
    if (typeof next !== 'number') return [...parts, next];
    index = next;
  }
  return parts;
}

/** What a run of workflows shares. */
export interface Shared {
  readonly made: Created[];
  readonly ended: ReadonlyMap<string, EndedWorkflow>;
}

const notRun = (judgement: Judgement): EndedWorkflow => ({ judgement, completed: false, inputs: {}, outputs: new Map() });

/** Runs a workflow to its end. */
export function* runWorkflow(subject: CheckSubject, workflow: Workflow, { made, ended }: Shared): Part<EndedWorkflow> {
  const [strange] = workflow.unread;
  if (strange !== undefined) return notRun(undetermined(strange.cause, `${workflow.id}: ${strange.what}`));
  const inputs = inputsOf(workflow);
  if (inputs === undefined) return notRun(undetermined('no-workflow-inputs', workflow.id));
  const steps = new Map<string, ReadonlyMap<string, FoundValue>>();
  const world: WorkflowWorld = { inputs, steps, workflows: ended };
  const parts = yield* performSteps({ subject, workflow, world, steps, made, calls: 0 });
  const through = combine(parts);
  if (through.findings.length > 0 || through.cause !== undefined) return { ...notRun(through), inputs };
  const outputs = outputsOf(workflow.outputs, world, `${subject.environment.id}/workflows#${workflow.id}`);
  const judgement = combine([through, outputs.judgement]);
  return { judgement, completed: judgement.findings.length === 0 && judgement.cause === undefined, inputs, outputs: outputs.found };
}
