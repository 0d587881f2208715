/**
 * probe/created-location — what creates answers 201 with a Location at which the new resource can be read.
 *
 * Source   EGIF-TEC-HTP-009; RFC 9110 §15.3.2 (201), §10.2.2 (Location).
 * Params   seconds, within which the resource must be readable.
 * Evidence each operation that documents 201, with its bound sample; a GET of Location until it is served. What was created is deleted. Class S4.
 */
import type { CheckSubject } from '../../../contract/check.js';
import type { Exchange } from '../../../contract/evidence.js';
import { examined, satisfied, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { ask, defineCheck } from '../../ask.js';
import { headerValues, placeOf, responseOf } from '../../read.js';
import { busy, unserved } from '../answers.js';
import { combine, conclude } from '../gather.js';
import { creatingOperations, isRedacted, itemCall, lossOf, withCreated, type Created, type Part } from './resource.js';

const firstWaitMs = 250;

/** Reads the new resource until it is there or the time is up. */
function* readable(subject: CheckSubject, created: Created, seconds: number): Part<Judgement> {
  let waitedMs = 0;
  let waitMs = firstWaitMs;
  for (let look = 1; ; look += 1) {
    const exchange = yield* ask(itemCall(subject, created, { occasion: `look ${look}` }));
    const lost = lossOf(exchange);
    if (lost !== undefined) return lost;
    const { status } = responseOf(exchange);
    if (status >= 200 && status < 300) return satisfied;
    const isAbsent = status === 404 || status === 410;
    if (!isAbsent) return busy(exchange) ?? undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
    if (waitedMs >= seconds * 1000)
      return violated({ code: 'created-not-readable', at: placeOf(exchange), got: `status ${status} after ${seconds} s`, want: '200' });
    yield { kind: 'wait', milliseconds: waitMs, safety: 'S0', place: exchange.place };
    waitedMs += waitMs;
    waitMs = Math.min(waitMs * 2, seconds * 1000 - waitedMs || waitMs);
  }
}

/** Absolute, or an absolute path; a network path (`//host`) is neither. */
const isAddress = (location: string): boolean => /^https?:\/\//i.test(location) || /^\/(?!\/)/.test(location);

function* judgeCreated(subject: CheckSubject, created: Created, seconds: number): Part<Judgement> {
  const { exchange, operation } = created;
  const broken = unserved(exchange);
  if (broken !== undefined) return broken;
  const { status } = responseOf(exchange);
  // Accepted for later: EGIF-TEC-HTP-010 judges it.
  if (status === 202) return satisfied;
  if (status !== 201)
    return judgeOther(
      exchange,
      operation.responses.some((response) => response.status === String(status)),
    );
  const [location] = headerValues(exchange, 'location');
  if (location === undefined) return violated({ code: 'location-missing', at: placeOf(exchange, 'location') });
  if (!isAddress(location))
    return violated({ code: 'location-relative', at: placeOf(exchange, 'location'), got: location, want: 'an absolute URL or an absolute path' });
  if (created.url === undefined || isRedacted(created.url)) return combine([examined(1), undetermined('address-not-followed', exchange.place)]);
  return yield* readable(subject, created, seconds);
}

/** Another success than 201: one that the contract documents beside it may mean that nothing new was made. */
function judgeOther(exchange: Exchange, isDocumented: boolean): Judgement {
  const { status } = responseOf(exchange);
  if (isDocumented) return undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
  return violated({ code: 'creation-not-201', at: placeOf(exchange), got: String(status), want: '201' });
}

export const createdLocation = defineCheck({
  id: 'probe/created-location',
  safety: 'S4',
  over: 'service',
  params: { seconds: 'seconds' },
  findings: ['creation-not-201', 'location-missing', 'location-relative', 'created-not-readable'],

  *probe(subject, params) {
    if (subject.contract === undefined) return undetermined('no-contract');
    const seconds = Number(params['seconds'] ?? 5);
    const parts: Judgement[] = [];
    for (const operation of creatingOperations(subject, '201'))
      parts.push(yield* withCreated(subject, { operation, label: 'created location' }, (created) => judgeCreated(subject, created, seconds)));
    return conclude(parts, [], 'nothing-of-the-kind');
  },
});
