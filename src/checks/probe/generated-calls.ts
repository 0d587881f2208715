/**
 * Sending generated cases: each beside the call that it comes from, within the class of safety of its operation, shrunk where it shows something.
 *
 * What changes data is class S4 and never goes to production. A case tells something only where its un-mutated call was served in the same run.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Operation, Sample } from '../../contract/api-model.js';
import type { CheckSubject } from '../../contract/check.js';
import type { SafetyClass } from '../../contract/documents.js';
import type { Action, Exchange, HttpAction, Observation } from '../../contract/evidence.js';
import { undetermined, type Judgement } from '../../contract/judgement.js';
import { isObject } from '../../contract/json.js';
import { keyFields } from '../../contract/write-request.js';
import { ask, callOf } from '../ask.js';
import type { GeneratedCase } from '../generate/cases.js';
import { generatedSample } from '../generate/generated-sample.js';
import { generateValue } from '../generate/generate-value.js';
import { smallerForms } from '../generate/shrink.js';
import { withParameter } from '../generate/sample-parameters.js';
import { responseOf } from '../read.js';
import { unserved } from './answers.js';
import { bearable } from './gather.js';
import { keepsToContract, parametersKeep } from './request-body.js';

type Asking<T> = Generator<Action, T, Observation>;

/** Methods that take a body and whose call with other data does not reach for what exists. */
const writing: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** Whether cases of an operation may be sent at all: of those that change data, only where the statement bound a call, and never in production. */
export function isOpenToCases(subject: CheckSubject, operation: Operation): boolean {
  if (operation.secured && subject.identities.length === 0) return false;
  if (operation.safe) return true;
  return subject.environment.kind !== 'production' && writing.has(operation.method) && subject.samples(operation.id).length > 0;
}

/** The header parameters that the contract gives its API keys by, in lower case. */
export function keysOf(subject: CheckSubject): ReadonlySet<string> {
  const data = subject.contract?.document.data;
  return keyFields(isObject(data) ? data : {});
}

/** The call that cases of an operation come from: the first that keeps the contract and should be served; made up where nothing is bound. */
export function baseOf(subject: CheckSubject, operation: Operation): Sample | undefined {
  const given = subject
    .samples(operation.id)
    .filter(({ expectedStatus = 200 }) => expectedStatus >= 200 && expectedStatus < 300)
    .find((sample) => keepsToContract(sample) !== false && parametersKeep(sample));
  if (given !== undefined || !operation.safe || subject.samples(operation.id).length > 0) return given;
  const made = generatedSample(subject, operation);
  return 'sample' in made ? made.sample : undefined;
}

/** The class that a call of an operation is: with data as the statement has it, or with any other. */
export function classOf({ safe }: Operation, data: 'given' | 'other'): SafetyClass {
  if (!safe) return 'S4';
  return data === 'given' ? 'S2' : 'S3';
}

/** The call with an idempotency key of its own, as each new request has one (draft-ietf-httpapi-idempotency-key-header §2.2). */
function withOwnKey(subject: CheckSubject, sample: Sample, label: string): Sample {
  const parameter = sample.operation.parameters.find(({ name, in: place }) => place === 'header' && name.toLowerCase() === 'idempotency-key');
  if (parameter === undefined || generateValueKind(parameter.schema) === 'none') return sample;
  return withParameter(sample, parameter, subject.uuid(label)) ?? sample;
}

const generateValueKind = (schema: Operation['parameters'][number]['schema']): 'text' | 'none' => {
  const made = generateValue(schema, 'minimal', 'idempotencyKey');
  return 'value' in made && typeof made.value === 'string' ? 'text' : 'none';
};

/** The action of a case, or of the call that it comes from. */
export function actionOf(subject: CheckSubject, sample: Sample, safety: SafetyClass, label?: string): HttpAction {
  const sent = label === undefined ? sample : withOwnKey(subject, sample, label);
  return { ...callOf(subject, sent, { safety }), tolerate: bearable };
}

/** Remembers which un-mutated calls were served: each is sent once. */
export interface Controls {
  /** Why a call tells nothing, or undefined where it was served. */
  refusedBecause(sample: Sample): Asking<Judgement | undefined>;
}

const keyOf = ({ operation, url, headers, body }: Sample): string => JSON.stringify([operation.id, url, headers ?? [], body ?? null]);

/** Controls of one probe. */
export function openControls(subject: CheckSubject): Controls {
  const known = new Map<string, Judgement | undefined>();
  return {
    *refusedBecause(sample) {
      const key = keyOf(sample);
      if (known.has(key)) return known.get(key);
      const safety = classOf(sample.operation, sample.from === 'generated' ? 'other' : 'given');
      const exchange = yield* ask(actionOf(subject, sample, safety, sample.from === 'generated' ? `control ${key}` : undefined));
      const cause = exchange.lost === undefined ? unserved(exchange) : undetermined(exchange.lost.cause, exchange.lost.detail);
      known.set(key, cause);
      return cause;
    },
  };
}

/** Smaller forms that are tried of one finding, and findings of one probe that are shrunk. */
const mostSteps = 12;
export const mostShrunk = 3;

/**
 * The smallest form of a case that still shows the same. Steps are calls like any other, so that a replay takes them too; what changes data is left
 * as it is.
 */
export function* shrunk(subject: CheckSubject, of: GeneratedCase, shows: (exchange: Exchange) => boolean): Asking<GeneratedCase> {
  if (!of.sample.operation.safe) return of;
  let smallest = of;
  const tried = new Set<string>();
  for (let step = 0; step < mostSteps; step += 1) {
    const next = smallerForms(smallest).find(({ sample }) => !tried.has(keyOf(sample)));
    if (next === undefined) break;
    tried.add(keyOf(next.sample));
    const exchange = yield* ask(actionOf(subject, next.sample, classOf(next.sample.operation, 'other')));
    if (exchange.lost === undefined && shows(exchange)) smallest = next;
  }
  return smallest;
}

/** Whether an answer has one of the statuses. */
export const answers = (exchange: Exchange, ...statuses: readonly number[]): boolean => statuses.includes(responseOf(exchange).status);
