/**
 * probe/tracking-ids — each transaction gets an identifier of its own that nobody can guess.
 *
 * Source   EGIF-COD-SVC-003; RFC 9562 §5.4 and §5.7 (UUID versions 4 and 7). The grammar of a national tracking code is not published: of an identifier
 *          that is no UUID only its being repeated or counted up is judged, and otherwise nothing is told.
 * Evidence two calls of each operation that creates (201 or 202 documented, with a bound sample), each under an Idempotency-Key of its own. What can be
 *          deleted is deleted. Class S4.
 */
import type { Operation, Sample } from '../../../contract/api-model.js';
import type { CheckSubject, Probe } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { isObject, memberOf } from '../../../contract/json.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { wordsOf } from '../../../schemes/field-dictionary.js';
import { ask, callOf, defineCheck } from '../../ask.js';
import { headerValues, jsonOf, placeOf } from '../../read.js';
import { unserved } from '../answers.js';
import { sendable, unsendable } from '../calls.js';
import { createdBy, remove } from '../flow/resource.js';
import { conclude } from '../gather.js';

/** Names of members that hold the identifier, the most telling first. */
const names: readonly RegExp[] = [
  /^tracking(?:code|id|number|no)$|^کدپیگیری$/,
  /^transaction(?:id|code|number)$/,
  /^(?:request|order|case|reference)(?:id|number|code)$/,
  /^id$/,
];
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
/** Two numbers nearer than this are counted up: chance brings them so near once in very many. */
const nearest = 1000n;

interface Tracking {
  readonly exchange: Exchange;
  readonly value: string;
  readonly spot: string;
}

function trackingOf(exchange: Exchange): Tracking | undefined {
  const body = jsonOf(exchange)?.value;
  const members = isObject(body) ? Object.keys(body) : [];
  for (const wanted of names) {
    const name = members.find((member) => wanted.test(wordsOf(member).join('')));
    const value = name === undefined ? undefined : memberOf(body, name);
    if (name !== undefined && (typeof value === 'string' || typeof value === 'number')) return { exchange, value: String(value), spot: `/${name}` };
  }
  const [location] = headerValues(exchange, 'location');
  const last = location?.split(/[?#]/)[0]?.replace(/\/$/, '').split('/').at(-1);
  return last === undefined || last === '' ? undefined : { exchange, value: last, spot: 'location' };
}

/** Whether two texts are the same but for a number that is counted up. */
function isCounted(left: string, right: string): boolean {
  const [, leftHead, leftDigits = ''] = /^(.*?)([0-9]{1,30})$/s.exec(left) ?? [];
  const [, rightHead, rightDigits = ''] = /^(.*?)([0-9]{1,30})$/s.exec(right) ?? [];
  if (leftHead === undefined || leftHead !== rightHead) return false;
  const distance = BigInt(leftDigits) - BigInt(rightDigits);
  return (distance < 0n ? -distance : distance) <= nearest;
}

function judgePair(first: Tracking, second: Tracking): Judgement {
  const at = placeOf(second.exchange, second.spot);
  if (first.value === second.value) return violated({ code: 'tracking-id-repeated', at, want: 'an identifier for each' });
  const versions = [first, second].map(({ value }) => uuid.exec(value)?.[1]);
  if (versions.every((version) => version === '4' || version === '7')) return examined(2);
  if (versions.every((version) => version !== undefined))
    return violated({ code: 'tracking-id-guessable', at, got: `UUID version ${versions[1] ?? ''}`, want: 'UUID version 4 or 7' });
  if (isCounted(first.value, second.value)) return violated({ code: 'tracking-id-guessable', at, got: 'counted up', want: 'UUID version 4 or 7' });
  return undetermined('tracking-code-unknown', `${second.exchange.place}${second.spot}`);
}

function* judgeOperation(subject: CheckSubject, operation: Operation): Generator<Action, Judgement, Observation> {
  const sample = sendable(subject, operation);
  if (sample === undefined) return unsendable(subject, operation);
  const seen: Exchange[] = [];
  try {
    return yield* judgePairOf(subject, sample, seen);
  } finally {
    for (const exchange of seen) yield* remove(subject, createdBy(subject, exchange, sample));
  }
}

/** Two calls under keys of their own; `seen` takes what was created, for its removal. */
function* judgePairOf(subject: CheckSubject, sample: Sample, seen: Exchange[]): Generator<Action, Judgement, Observation> {
  const { operation } = sample;
  for (const label of ['first', 'second']) {
    const headers = [['Idempotency-Key', subject.uuid(`tracking ${operation.id} ${label}`)]] as const;
    const exchange = yield* ask(callOf(subject, sample, { safety: 'S4', headers }));
    const broken = unserved(exchange);
    if (broken !== undefined) return broken;
    seen.push(exchange);
  }
  const [first, second] = seen.map(trackingOf);
  const [, last] = seen;
  if (first !== undefined && second !== undefined) return judgePair(first, second);
  return last === undefined
    ? undetermined('no-test-data')
    : violated({ code: 'tracking-id-absent', at: placeOf(last), want: 'an identifier in the answer' });
}

function* probe(subject: CheckSubject): Probe {
  if (subject.contract === undefined) return undetermined('no-contract');
  const creating = subject.contract.operations.filter(
    ({ method, safe, responses }) => method === 'POST' && !safe && responses.some(({ status }) => status === '201' || status === '202'),
  );
  const parts: Judgement[] = [];
  for (const operation of creating) parts.push(yield* judgeOperation(subject, operation));
  return conclude(parts, [], 'nothing-of-the-kind');
}

export const trackingIds = defineCheck({
  id: 'probe/tracking-ids',
  safety: 'S4',
  over: 'service',
  params: {},
  findings: ['tracking-id-absent', 'tracking-id-repeated', 'tracking-id-guessable'],
  probe,
});
