/**
 * One step of a workflow: its request made of what is known, its answer held against its criteria, its outputs taken.
 *
 * Source   Arazzo 1.0.1 §4.6.5 (Step Object), §4.6.14 (Request Body Object).
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Json, Operation, Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { HttpAction } from '../../../contract/evidence.js';
import { isObject, parseJson, pathOf } from '../../../contract/json.js';
import { undetermined, type Judgement } from '../../../contract/judgement.js';
import { serverBase } from '../../../contract/server-base.js';
import { bodyOf, isJson, keyFields, requestOf, withoutKeys } from '../../../contract/write-request.js';
import type { StepBody, WorkflowStep } from '../../../contract/workflow-model.js';
import { callOf } from '../../ask.js';
import { bearable } from '../gather.js';
import { keyFieldOf, uniqueId } from './resource.js';
import { substituted, type Found, type SentValues, type WorkflowWorld } from './workflow-values.js';

/** A step ready to be sent. */
export interface ReadyStep {
  readonly operation: Operation;
  readonly action: HttpAction;
  readonly sample: Sample;
  readonly sent: SentValues;
}

/** Why a value cannot be sent: it is not there, is not read, or may be a pseudonym. */
function refusal(found: Found, what: string): Judgement | undefined {
  if (found === 'absent') return undetermined('workflow-value-absent', what);
  if (found === 'unread') return undetermined('workflow-part-unread', what);
  return found.veiled ? undetermined('workflow-value-veiled', what) : undefined;
}

/** A value with another in the place of a pointer; undefined where there is no such place. */
function withValueAt(root: Json, path: readonly string[], put: Json): Json | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return put;
  if (Array.isArray(root)) {
    const index = Number(head);
    const inner = Number.isInteger(index) && index < root.length ? withValueAt(root[index] ?? null, rest, put) : undefined;
    return inner === undefined ? undefined : root.map((item: Json, at) => (at === index ? inner : item));
  }
  if (!isObject(root)) return undefined;
  const inner = rest.length === 0 ? put : withValueAt(root[head] ?? {}, rest, put);
  return inner === undefined ? undefined : { ...root, [head]: inner };
}

type Made<T> = { readonly value: T } | { readonly refused: Judgement };

function payloadOf(body: StepBody, step: WorkflowStep, world: WorkflowWorld): Made<Json> {
  const found = substituted(body.payload ?? {}, world);
  const refused = refusal(found, `${step.id} payload`);
  if (refused !== undefined || typeof found === 'string') return { refused: refused ?? undetermined('workflow-part-unread', step.id) };
  let value = found.value;
  // A text is the whole body; of JSON that means a text that is JSON.
  if (typeof value === 'string' && isJson(body.mediaType ?? 'application/json')) value = parseJson(value)?.value ?? value;
  for (const { target, value: put } of body.replacements) {
    const replacement = substituted(put, world);
    const unusable = refusal(replacement, `${step.id} ${target}`);
    const next = typeof replacement === 'string' || !target.startsWith('/') ? undefined : withValueAt(value, pathOf(target), replacement.value);
    if (unusable !== undefined || next === undefined) return { refused: unusable ?? undetermined('workflow-part-unread', `${step.id} ${target}`) };
    value = next;
  }
  return { value };
}

function parametersOf(step: WorkflowStep, world: WorkflowWorld): Made<ReadonlyMap<string, Json>> {
  const values = new Map<string, Json>();
  for (const { name, in: place, value } of step.parameters) {
    const found = substituted(value, world);
    const refused = refusal(found, `${step.id} ${place} ${name}`);
    if (refused !== undefined || typeof found === 'string') return { refused: refused ?? undetermined('workflow-part-unread', step.id) };
    values.set(`${place} ${name}`, found.value);
  }
  return { value: values };
}

/** The header fields that a creation is made unique by, where the workflow gives none. */
function ownKey(subject: CheckSubject, operation: Operation, given: ReadonlyMap<string, Json>, label: string): ReadonlyMap<string, Json> {
  const field = operation.safe ? undefined : keyFieldOf(operation);
  if (field === undefined || given.has(`header ${field}`)) return given;
  return new Map([...given, [`header ${field}`, uniqueId(subject, label)]]);
}

/** The request of a step. What changes something is class S4, whatever the workflow says of it. */
export function readyStep(
  subject: CheckSubject,
  step: WorkflowStep,
  given: { readonly world: WorkflowWorld; readonly label: string },
): ReadyStep | Judgement {
  const { operation, body } = step;
  const [strange] = step.unread;
  if (strange !== undefined || operation === undefined)
    return undetermined(strange?.cause ?? 'workflow-part-unread', `${step.id}: ${strange?.what ?? ''}`);
  if (operation.secured && subject.identities.length === 0) return undetermined('no-credential');
  const parameters = parametersOf(step, given.world);
  if ('refused' in parameters) return parameters.refused;
  const payload = body === undefined ? undefined : payloadOf(body, step, given.world);
  if (payload !== undefined && 'refused' in payload) return payload.refused;
  const data = subject.contract?.document.data;
  const root = isObject(data) ? data : {};
  const base = serverBase(root, operation.pointer, subject.baseUrl);
  const values = ownKey(subject, operation, parameters.value, given.label);
  const request = base === undefined ? undefined : requestOf({ ...operation, parameters: withoutKeys(operation, keyFields(root)) }, base, values);
  const content = payload === undefined ? {} : bodyOf(operation, payload.value);
  if (request === undefined || content === undefined) return undetermined('workflow-call-incomplete', `${step.id} ${operation.id}`);
  const sample: Sample = { operation, from: 'binding', ...request, ...content };
  return {
    operation,
    sample,
    action: { ...callOf(subject, sample, operation.safe ? {} : { safety: 'S4' }), occasion: given.label, tolerate: bearable },
    sent: { parameters: values, ...(payload === undefined ? {} : { body: payload.value }) },
  };
}
