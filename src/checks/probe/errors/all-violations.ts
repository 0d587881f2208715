/**
 * probe/all-violations — a request that breaks the contract in two places is told of both, each with its place and a code.
 *
 * Source   EGIF-TEC-ERR-004; RFC 9457 §3.2 (extension members), RFC 6901.
 * Evidence for each operation whose JSON body can be broken in two places that do not hang together: the un-mutated call (positive control), then the
 *          same with both broken. What changes data is called only where it is bound, and never in production.
 */
import { ask, defineCheck } from '../../ask.js';
import { curlOf } from '../../curl-line.js';
import { brokenCases, type GeneratedCase } from '../../generate/cases.js';
import { edited } from '../../generate/edit-value.js';
import { jsonRequest } from '../../generate/request-schema.js';
import { jsonOf, placeOf, responseOf } from '../../read.js';
import { validateAgainst } from '../../schema-validation.js';
import type { Json, Operation, Sample } from '../../../contract/api-model.js';
import type { CheckSubject, Probe } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { isObject, memberOf, parseJson, pathOf, valueAt } from '../../../contract/json.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { busy } from '../answers.js';
import { conclude } from '../gather.js';
import { actionOf, baseOf, classOf, isOpenToCases, openControls } from '../generated-calls.js';

/** Mutations that no reader can take for anything else, one of each place. */
const plain: ReadonlySet<string> = new Set(['type', 'required', 'enum', 'maxLength', 'minimum', 'maximum', 'pattern']);

const isApart = (a: string, b: string): boolean => a !== b && !a.startsWith(`${b}/`) && !b.startsWith(`${a}/`);

/** The sample with two places of its body broken, which do not hang together; undefined where it has no two. */
function brokenTwice(sample: Sample): { readonly sample: Sample; readonly places: readonly string[] } | undefined {
  const json = jsonRequest(sample.operation);
  const body = sample.body === undefined ? undefined : parseJson(sample.body)?.value;
  if (json === undefined || !isObject(body)) return undefined;
  const cases = brokenCases(sample).filter(({ place, class: name, expects }) => place.startsWith('/') && plain.has(name) && expects === 'refused');
  for (const first of cases)
    for (const second of cases) {
      if (!isApart(first.place, second.place)) continue;
      const value = put(put(body, first), second);
      const validation = validateAgainst(json.schema, value);
      if (!validation.compiled || validation.mismatches.length < 2) continue;
      return { sample: { ...sample, from: 'generated', body: JSON.stringify(value) }, places: [first.place, second.place] };
    }
  return undefined;
}

/** A value with the mutation of a case. */
function put(value: Json, { place, sample }: GeneratedCase): Json {
  const mutated = sample.body === undefined ? undefined : parseJson(sample.body)?.value;
  return edited(value, pathOf(place), mutated === undefined ? undefined : valueAt(mutated, place));
}

const isPointer = (value: Json | undefined): boolean => typeof value === 'string' && value !== '';

function judgeAnswer(exchange: Exchange, sample: Sample, subject: CheckSubject): Judgement {
  const { status } = responseOf(exchange);
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return unavailable;
  if (status !== 400 && status !== 422) return undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
  const errors = memberOf(jsonOf(exchange)?.value, 'errors');
  const entries = Array.isArray(errors) ? errors.filter(isObject) : [];
  const at = placeOf(exchange, sample.operation.method);
  const curl = curlOf(exchange.request, subject);
  if (entries.length < 2) return examined(1, [{ code: 'violations-not-all-listed', at, got: String(entries.length), want: '2', ...curl }]);
  const wanting = ['pointer', 'code'].filter((name) => !entries.every((entry) => isPointer(entry[name])));
  const findings = wanting.map((name): Finding => ({ code: 'violation-entry-incomplete', at, want: name, ...curl }));
  return examined(1, findings);
}

function* judgeOperation(subject: CheckSubject, operation: Operation): Generator<Action, Judgement | undefined, Observation> {
  const base = baseOf(subject, operation);
  const broken = base === undefined ? undefined : brokenTwice(base);
  if (base === undefined || broken === undefined) return undefined;
  const control = yield* openControls(subject).refusedBecause(base);
  if (control !== undefined) return base.from === 'generated' ? undefined : control;
  const exchange = yield* ask(actionOf(subject, broken.sample, classOf(operation, 'other'), `broken twice ${operation.id}`));
  return exchange.lost === undefined ? judgeAnswer(exchange, broken.sample, subject) : undetermined(exchange.lost.cause, exchange.lost.detail);
}

function* probe(subject: CheckSubject): Probe {
  const { contract } = subject;
  if (contract === undefined) return undetermined('no-contract');
  const parts: Judgement[] = [];
  const losses: Judgement[] = [];
  for (const operation of contract.operations.filter((each) => each.request !== undefined && isOpenToCases(subject, each))) {
    const judgement = yield* judgeOperation(subject, operation);
    if (judgement !== undefined) (judgement.cause === undefined ? parts : losses).push(judgement);
  }
  return conclude(parts, losses, 'nothing-of-the-kind');
}

export const allViolations = defineCheck({
  id: 'probe/all-violations',
  safety: 'S4',
  needs: 'S3',
  over: 'service',
  params: {},
  findings: ['violations-not-all-listed', 'violation-entry-incomplete'],
  probe,
});
