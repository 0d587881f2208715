/**
 * probe/valid-calls-accepted — a request that keeps to the contract is not refused as invalid.
 *
 * Source   EGIF-TEC-OAS-015. A refusal whose problem type the operation lists in x-egif-business-rules is a documented rule.
 * Evidence the samples of each operation; where there is none, the smallest call that the contract allows; then, from a sample that was served, the
 *          call with fewest and with most members, each listed value and each bound, one at a time. What changes data is called only where it is bound,
 *          and never in production. A sample that is meant to be refused is passed over, and one that breaks the contract tells nothing.
 * Params   maxPerOperation, the most generated calls of one operation.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { curlOf } from '../../curl-line.js';
import { chosenCases, validCases, type GeneratedCase } from '../../generate/cases.js';
import { generatedSample } from '../../generate/generated-sample.js';
import { numberParam } from '../../params.js';
import { jsonOf, placeOf, responseOf } from '../../read.js';
import type { Exchange, Observation, Action } from '../../../contract/evidence.js';
import type { CheckSubject, Probe } from '../../../contract/check.js';
import type { Operation, Sample } from '../../../contract/api-model.js';
import { memberOf } from '../../../contract/json.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { unserved } from '../answers.js';
import { conclude } from '../gather.js';
import { actionOf, classOf, isOpenToCases, keysOf, mostShrunk, shrunk } from '../generated-calls.js';
import { keepsToContract, parametersKeep } from '../request-body.js';

const mostSamples = 5;

/** Whether a refusal names a rule that the contract lists. */
function isDocumented(exchange: Exchange, { extensions }: Operation): boolean {
  const rules = extensions['x-egif-business-rules'];
  const type = memberOf(jsonOf(exchange)?.value, 'type');
  return Array.isArray(rules) && rules.some((rule) => rule === type || (type !== undefined && memberOf(rule, 'type') === type));
}

const isRefusal = (exchange: Exchange): boolean => [400, 422].includes(responseOf(exchange).status);

function judgeAnswer(exchange: Exchange, sample: Sample): Judgement | undefined {
  const { status } = responseOf(exchange);
  if (sample.expectedStatus === status || status === 404 || status === 409) return examined(1);
  if (isRefusal(exchange)) return isDocumented(exchange, sample.operation) ? examined(1) : undefined;
  return unserved(exchange) ?? examined(1);
}

function* judgeSample(subject: CheckSubject, sample: Sample): Generator<Action, Judgement, Observation> {
  const action =
    sample.from === 'generated' ? actionOf(subject, sample, 'S3') : callOf(subject, sample, sample.operation.safe ? {} : { safety: 'S4' });
  const exchange = yield* ask(action);
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, exchange.lost.detail);
  const judgement = judgeAnswer(exchange, sample);
  if (judgement !== undefined) return judgement;
  const { status } = responseOf(exchange);
  return violated({
    code: 'valid-call-refused',
    at: placeOf(exchange, sample.operation.method),
    got: String(status),
    want: '2xx',
    ...curlOf(action, subject),
  });
}

function* judgeCase(subject: CheckSubject, each: GeneratedCase, shrinks: { left: number }): Generator<Action, Judgement, Observation> {
  const action = actionOf(subject, each.sample, classOf(each.sample.operation, 'other'), `valid ${each.place} ${each.class} ${each.way}`);
  const exchange = yield* ask(action);
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, exchange.lost.detail);
  const judgement = judgeAnswer(exchange, each.sample);
  if (judgement !== undefined) return judgement;
  const { status } = responseOf(exchange);
  shrinks.left -= 1;
  const smallest = shrinks.left < 0 ? each : yield* shrunk(subject, each, isRefusal);
  const sent = smallest === each ? action : actionOf(subject, smallest.sample, 'S3');
  return violated({
    code: 'valid-variant-refused',
    at: placeOf(exchange, `${each.place} ${each.class}`.trim()),
    got: String(status),
    want: '2xx',
    detail: each.way,
    ...curlOf(sent, subject),
  });
}

/** Samples of an operation; where nobody gave one, the smallest call that can be made up, or why there is none. */
function callsOf(subject: CheckSubject, operation: Operation): readonly Sample[] | Judgement {
  const samples = subject.samples(operation.id).slice(0, mostSamples);
  if (samples.length > 0) return samples;
  const made = generatedSample(subject, operation);
  return 'sample' in made ? [made.sample] : undetermined('no-test-data', made.why);
}

function* probe(subject: CheckSubject, operation: Operation, most: number): Probe {
  const calls = callsOf(subject, operation);
  if ('examined' in calls) return calls;
  const parts: Judgement[] = [];
  let served: Sample | undefined;
  for (const sample of calls) {
    if (keepsToContract(sample) === false || !parametersKeep(sample)) {
      parts.push(undetermined('test-data-invalid', `a sample of ${operation.id} breaks the contract`));
      continue;
    }
    const judgement = yield* judgeSample(subject, sample);
    parts.push(judgement);
    const isServed = judgement.examined > 0 && judgement.findings.length === 0 && (sample.expectedStatus ?? 200) < 300;
    if (served === undefined && isServed) served = sample;
  }
  const losses: Judgement[] = [];
  const cases = served === undefined ? [] : chosenCases(validCases(served, keysOf(subject)), most, subject.choice(`valid ${operation.id}`));
  const shrinks = { left: mostShrunk };
  for (const each of cases) {
    const judgement = yield* judgeCase(subject, each, shrinks);
    (judgement.cause === undefined ? parts : losses).push(judgement);
  }
  return conclude(parts, losses, 'no-test-data');
}

export const validCallsAccepted = defineCheck({
  id: 'probe/valid-calls-accepted',
  safety: 'S4',
  needs: 'S2',
  over: 'operations',
  params: { maxPerOperation: 'count' },
  findings: ['valid-call-refused', 'valid-variant-refused'],

  *probe(subject, params) {
    const { operation } = subject;
    if (operation === undefined) return undetermined('no-contract');
    if (operation.secured && subject.identities.length === 0 && operation.safe) return undetermined('no-credential');
    // What changes data is another's to allow: where nobody did, the reads are judged alone.
    if (!operation.safe && !isOpenToCases(subject, operation)) return undetermined('nothing-of-the-kind', 'not called: it changes data');
    const judgement = yield* probe(subject, operation, numberParam(params, 'maxPerOperation', 12));
    const unsent = !operation.safe && judgement.findings.length === 0 && judgement.cause?.code === 'no-consent';
    return unsent ? undetermined('nothing-of-the-kind', 'not called: no consent to change data') : judgement;
  },
});
