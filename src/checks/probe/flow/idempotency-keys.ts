/**
 * probe/idempotency-keys — a write with legal or financial effect acts once for each key.
 *
 * Source   EGIF-TEC-HTP-014; RFC 9110 §9.2.2; draft-ietf-httpapi-idempotency-key-header §2.6 (the same key with another payload).
 * Evidence each POST marked x-egif-effect, with its bound sample: twice under one key; another content under a key of its own, which is the control; that
 *          content under the first key. What can be deleted is deleted. Class S4.
 */
import type { Operation, Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Exchange } from '../../../contract/evidence.js';
import { sameJson } from '../../../contract/json.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { alteredSample } from '../../altered-sample.js';
import { ask, callOf, defineCheck } from '../../ask.js';
import { keywordOf } from '../../data/instance.js';
import { jsonOf, placeOf, responseOf } from '../../read.js';
import { busy, unserved } from '../answers.js';
import { sendable, unsendable } from '../calls.js';
import { bearable, combine, conclude } from '../gather.js';
import { keepsToContract } from '../request-body.js';
import { createdBy, identityOf, keyFieldOf, lossOf, remove, uniqueId, type Created, type Part } from './resource.js';

/** Another content that the contract takes: the second sample, or the first with another word in a free text. */
function otherContent(subject: CheckSubject, sample: Sample): Sample | undefined {
  const second = subject.samples(sample.operation.id).find(({ body }) => body !== undefined && body !== sample.body);
  if (second !== undefined) return second;
  const altered = alteredSample({ ...sample, url: sample.url.split('?')[0] ?? sample.url }, (node) => {
    const closed = ['enum', 'pattern', 'format', 'const'].some((keyword) => keywordOf(node, keyword) !== undefined);
    return closed || !/\p{L}{2} \p{L}{2}/u.test(node.value) ? undefined : node.value.split(' ').toReversed().join(' ');
  });
  if (altered === undefined || keepsToContract(altered.sample) === false) return undefined;
  return { ...altered.sample, url: sample.url };
}

interface Flow {
  readonly subject: CheckSubject;
  readonly field: string;
  /** All that answers said they created. */
  readonly made: Created[];
}

function* post(flow: Flow, sample: Sample, key: string): Part<Exchange> {
  const call = callOf(flow.subject, sample, { safety: 'S4', headers: [[flow.field, uniqueId(flow.subject, `${key} ${sample.operation.id}`)]] });
  const exchange = yield* ask({ ...call, tolerate: bearable });
  const { status } = responseOf(exchange);
  const known = identityOf(exchange);
  const isNew = !flow.made.some((created) => identityOf(created.exchange) === known);
  if (status >= 200 && status < 300 && isNew) flow.made.push(createdBy(flow.subject, exchange, sample));
  return exchange;
}

/** Whether the repetition was recognised: refused with 409, or answered as the first was. */
function judgeRepeat(first: Exchange, second: Exchange): Judgement {
  const { status } = responseOf(second);
  const lost = lossOf(second) ?? busy(second);
  if (lost !== undefined) return lost;
  if (status === 409) return examined(1);
  if (status < 200 || status >= 300) return undetermined('unexpected-answer', `status ${status} at ${second.place}`);
  const [one, other] = [identityOf(first), identityOf(second)];
  if (one !== undefined && other !== undefined)
    return one === other
      ? examined(1)
      : violated({ code: 'repeat-acts-twice', at: placeOf(second, 'idempotency-key'), got: 'another resource', want: 'the first answer, or 409' });
  const [left, right] = [jsonOf(first)?.value, jsonOf(second)?.value];
  const same = left !== undefined && right !== undefined && sameJson(left, right);
  return same ? examined(1) : undetermined('no-identity', second.place);
}

function* judgeReuse(flow: Flow, sample: Sample): Part<Judgement> {
  const other = otherContent(flow.subject, sample);
  if (other === undefined) return undetermined('no-other-content', sample.operation.id);
  const control = yield* post(flow, other, 'second key');
  const broken = lossOf(control) ?? unserved(control);
  if (broken !== undefined) return broken;
  const reused = yield* post(flow, other, 'first key');
  const lost = lossOf(reused) ?? busy(reused);
  if (lost !== undefined) return lost;
  const { status } = responseOf(reused);
  if ([400, 409, 422].includes(status)) return examined(1);
  if (status >= 200 && status < 300)
    return violated({ code: 'key-taken-for-other-content', at: placeOf(reused, 'idempotency-key'), got: String(status), want: '409 or 422' });
  return undetermined('unexpected-answer', `status ${status} at ${reused.place}`);
}

function* judgeOperation(subject: CheckSubject, operation: Operation): Part<Judgement> {
  const sample = sendable(subject, operation);
  if (sample === undefined) return unsendable(subject, operation);
  const flow: Flow = { subject, field: keyFieldOf(operation) ?? 'Idempotency-Key', made: [] };
  try {
    const first = yield* post(flow, sample, 'first key');
    const broken = lossOf(first) ?? unserved(first);
    if (broken !== undefined) return broken;
    const repeat = judgeRepeat(first, yield* post(flow, sample, 'first key'));
    if (repeat.findings.length > 0) return repeat;
    return combine([repeat, yield* judgeReuse(flow, sample)]);
  } finally {
    for (const created of flow.made) yield* remove(subject, created);
  }
}

export const idempotencyKeys = defineCheck({
  id: 'probe/idempotency-keys',
  safety: 'S4',
  over: 'service',
  params: {},
  findings: ['repeat-acts-twice', 'key-taken-for-other-content'],

  *probe(subject) {
    if (subject.contract === undefined) return undetermined('no-contract');
    const parts: Judgement[] = [];
    for (const operation of subject.contract.operations)
      if (operation.method === 'POST' && !operation.safe && operation.extensions['x-egif-effect'] !== undefined)
        parts.push(yield* judgeOperation(subject, operation));
    return conclude(parts, [], 'nothing-of-the-kind');
  },
});
