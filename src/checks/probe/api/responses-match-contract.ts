/**
 * probe/responses-match-contract — live bodies validate against the contract's schemas.
 *
 * Source   EGIF-TEC-OAS-013; JSON Schema 2020-12, formats asserted.
 * Evidence the valid calls of each safe operation, as many samples as the parameter says and the statement has; and every other answer of the run
 *          whose status and type the contract describes, errors and answers to writes among them.
 * Params   samples, the most calls of one operation.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { isJsonType, jsonOf, mediaTypeOf, placeOf, responseOf } from '../../read.js';
import { validateOnce } from '../../schema-validation.js';
import type { ReviewedAnswer } from '../../../contract/check.js';
import type { Operation } from '../../../contract/api-model.js';
import type { Exchange } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { hasContent, isBusy, unserved } from '../answers.js';
import { bodyFor, documentedFor } from './documented.js';
import { combine } from '../gather.js';

/** A control character or a tilde cannot break a place: the pointer is escaped already; array positions become `*`, so that the place is stable. */
const stablePointer = (pointer: string): string => pointer.replace(/\/[0-9]+(?=\/|$)/g, '/*');

function judgeBody(operation: Operation, exchange: Exchange): Judgement {
  const { status } = responseOf(exchange);
  const response = documentedFor(operation, status);
  if (response === undefined) return undetermined('no-documented-schema', `status ${status} is not documented at ${exchange.place}`);
  if (response.bodies.length === 0 && !hasContent(exchange)) return examined(1);
  const type = mediaTypeOf(exchange)?.type ?? '';
  const schema = bodyFor(response, type)?.schema;
  if (schema === undefined || !isJsonType(type)) return undetermined('no-documented-schema', `${status} ${type} at ${exchange.place}`);
  const json = jsonOf(exchange);
  if (json === undefined) return violated({ code: 'response-not-json', at: placeOf(exchange), want: type });
  const validation = validateOnce(schema, json.value);
  if (!validation.compiled) return undetermined('schema-not-checkable', validation.why);
  const findings = validation.mismatches.map(({ pointer, keyword, message }) => ({
    code: 'response-violates-schema',
    at: placeOf(exchange, stablePointer(pointer)),
    got: keyword,
    detail: message,
  }));
  const distinct = new Map(findings.map((finding) => [`${finding.at} ${finding.detail}`, finding]));
  return examined(1, [...distinct.values()]);
}

/** Another probe's answer: only what the contract describes for its status and type can be held against it. */
function judgeOther({ exchange, operation }: ReviewedAnswer): Judgement {
  const response = operation === undefined ? undefined : documentedFor(operation, responseOf(exchange).status);
  const isDescribed = response !== undefined && bodyFor(response, mediaTypeOf(exchange)?.type ?? '')?.schema !== undefined;
  if (operation === undefined || !isDescribed || !hasContent(exchange) || isBusy(exchange)) return examined(0);
  const judgement = judgeBody(operation, exchange);
  return judgement.cause === undefined ? judgement : examined(0);
}

export const responsesMatchContract = defineCheck({
  id: 'probe/responses-match-contract',
  safety: 'S2',
  over: 'operations',
  params: { samples: 'count' },
  findings: ['response-violates-schema', 'response-not-json'],

  *probe(subject, params) {
    const { operation } = subject;
    if (operation === undefined) return undetermined('no-contract');
    // What changes something is called by the checks that are for it; their answers are judged in the second pass.
    if (!operation.safe) return undetermined('nothing-to-examine');
    if (operation.secured && subject.identities.length === 0) return undetermined('no-credential');
    const samples = subject.samples(operation.id).slice(0, numberParam(params, 'samples', 3));
    if (samples.length === 0) return undetermined('no-test-data');
    const parts: Judgement[] = [];
    for (const sample of samples) {
      const exchange = yield* ask(callOf(subject, sample));
      // A sample may be meant to fail: then its documented error body is what is judged.
      const meant = sample.expectedStatus !== undefined && sample.expectedStatus === responseOf(exchange).status;
      parts.push((meant ? undefined : unserved(exchange)) ?? judgeBody(operation, exchange));
    }
    return combine(parts);
  },

  review: (_subject, _params, answer) => judgeOther(answer),
});
