/**
 * probe/head-parity — HEAD answers as GET does, without content.
 *
 * Source   EGIF-TEC-HTP-013; RFC 9110 §9.3.2.
 * Evidence GET and HEAD of each documented GET operation, and GET once more where only the entity tags differ. 405 to a HEAD that the contract does not declare is accepted.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { headerValues, mediaTypeOf, placeOf, responseOf } from '../../read.js';
import type { Operation } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { busy, hasContent, unserved } from '../answers.js';
import { sendable } from '../calls.js';
import { bearable, conclude } from '../gather.js';

function differences(get: Exchange, head: Exchange): readonly Finding[] {
  const findings: Finding[] = [];
  const [status, wanted] = [responseOf(head).status, responseOf(get).status];
  if (status !== wanted) findings.push({ code: 'head-status-differs', at: placeOf(head, 'HEAD'), got: String(status), want: String(wanted) });
  if (hasContent(head)) findings.push({ code: 'head-with-content', at: placeOf(head, 'HEAD') });
  if (findings.length > 0) return findings;
  const pairs = [
    ['content-type', mediaTypeOf(get)?.type, mediaTypeOf(head)?.type],
    ['etag', headerValues(get, 'etag')[0], headerValues(head, 'etag')[0]],
  ] as const;
  // The one number that a HEAD must not say otherwise (RFC 9110 §8.6); it may leave it out, and another representation has another length.
  const lengths = [get, head].map((exchange) => headerValues(exchange, 'content-length')[0]);
  const etag = headerValues(get, 'etag')[0];
  const same = etag !== undefined && !etag.startsWith('W/') && etag === headerValues(head, 'etag')[0];
  if (same && !lengths.includes(undefined) && lengths[0] !== lengths[1])
    findings.push({ code: 'head-header-differs', at: placeOf(head, 'content-length'), got: lengths[1] ?? '', want: lengths[0] ?? '' });
  const differing = pairs
    .filter(([, want, got]) => want !== got)
    .map(([name, want, got]) => ({ code: 'head-header-differs', at: placeOf(head, name), got: got ?? 'absent', want: want ?? 'absent' }));
  return [...findings, ...differing];
}

function* compare(subject: CheckSubject, operation: Operation): Generator<Action, Judgement, Observation> {
  const sample = sendable(subject, operation);
  if (sample === undefined) return examined(0);
  const get = yield* ask({ ...callOf(subject, sample), tolerate: bearable });
  if (get.lost !== undefined) return undetermined(get.lost.cause, get.lost.detail);
  const broken = unserved(get);
  if (broken !== undefined) return broken;
  const head = yield* ask({ ...callOf(subject, sample, { method: 'HEAD' }), rawHead: true as const, tolerate: bearable });
  if (head.lost !== undefined) return undetermined(head.lost.cause, head.lost.detail);
  const declared = (subject.contract?.operations ?? []).some(({ method, path }) => method === 'HEAD' && path === operation.path);
  if (responseOf(head).status === 405 && !declared) return examined(1);
  const unavailable = busy(head);
  if (unavailable !== undefined) return unavailable;
  const found = differences(get, head);
  const etags = [get, head].map((exchange) => headerValues(exchange, 'etag')[0]);
  if (etags.includes(undefined) || etags[0] === etags[1]) return examined(1, found);
  // The resource may have changed between the two answers: then the entity tags of two GETs differ too, or the later one is that of HEAD.
  const fresh = yield* ask({ ...callOf(subject, sample, { headers: [['Cache-Control', 'no-cache']] }), tolerate: bearable });
  if (fresh.lost !== undefined) return undetermined(fresh.lost.cause, fresh.lost.detail);
  const changed = headerValues(fresh, 'etag')[0] !== etags[0];
  return examined(1, changed ? found.filter(({ at }) => at !== placeOf(head, 'etag')) : found);
}

export const headParity = defineCheck({
  id: 'probe/head-parity',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['head-status-differs', 'head-with-content', 'head-header-differs'],

  *probe(subject) {
    const parts: Judgement[] = [];
    for (const operation of subject.contract?.operations ?? []) if (operation.method === 'GET') parts.push(yield* compare(subject, operation));
    return conclude(parts, [], 'no-test-data');
  },
});
