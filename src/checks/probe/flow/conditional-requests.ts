/**
 * probe/conditional-requests — what can be changed has an entity tag, and reads and writes honour it.
 *
 * Source   EGIF-TEC-HTP-011; RFC 9110 §8.8.3 (ETag), §13.1.2 (If-None-Match), §13.1.1 (If-Match), §15.5.13 (412); RFC 6585 §3 (428).
 * Evidence each GET of one resource: the tag, and the same GET with it. With consent of class S4 also, on a resource of its own, a replacement (or
 *          deletion) under a wrong tag, which counts as refused only where the same one under the right tag is accepted.
 */
import type { Operation, Sample } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Exchange } from '../../../contract/evidence.js';
import { satisfied, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { ask, callOf, defineCheck } from '../../ask.js';
import { headerValues, placeOf, responseOf } from '../../read.js';
import { busy, unserved } from '../answers.js';
import { sendable } from '../calls.js';
import { bearable, conclude } from '../gather.js';
import { keepsToContract } from '../request-body.js';
import { creatingOperations, isRedacted, itemCall, lossOf, withCreated, type Created, type Part } from './resource.js';

const entityTag = /^(?:W\/)?"[\x21\x23-\x7e\x80-\u{10ffff}]*"$/u;
const wrongTag = '"egif-wrong"';

const tagOf = (exchange: Exchange): string | undefined => headerValues(exchange, 'etag')[0];

/** Whether the contract lets a resource at a path be changed; one that can only be deleted has no update to lose. */
function isMutable(subject: CheckSubject, path: string): boolean {
  return (subject.contract?.operations ?? []).some((operation) => operation.path === path && ['PUT', 'PATCH'].includes(operation.method));
}

/** The GET under a tag, and what it says; undefined where the resource has another tag by now. */
function* underTag(subject: CheckSubject, sample: Sample, tag: string): Part<Judgement | undefined> {
  const again = yield* ask({ ...callOf(subject, sample, { headers: [['If-None-Match', tag]] }), tolerate: bearable });
  const lost = lossOf(again) ?? busy(again);
  if (lost !== undefined) return lost;
  const { status } = responseOf(again);
  if (status === 304) return satisfied;
  if (status !== 200) return undetermined('unexpected-answer', `status ${status} at ${again.place}`);
  if (tagOf(again) !== tag) return undefined;
  return violated({ code: 'if-none-match-ignored', at: placeOf(again, 'if-none-match'), got: '200 under the same tag', want: '304' });
}

/** The same GET under the tag that was given; once more under a new one, since somebody may have changed the resource after it was first read. */
function* judgeRevalidation(subject: CheckSubject, sample: Sample, first: Exchange): Part<Judgement> {
  const told = yield* underTag(subject, sample, tagOf(first) ?? '');
  if (told !== undefined) return told;
  const anew = yield* ask({ ...callOf(subject, sample), occasion: 'read again', tolerate: bearable });
  const broken = lossOf(anew) ?? unserved(anew);
  if (broken !== undefined) return broken;
  return (yield* underTag(subject, sample, tagOf(anew) ?? '')) ?? undetermined('entity-tag-varies', anew.place);
}

function* judgeRead(subject: CheckSubject, operation: Operation): Part<Judgement> {
  const sample = sendable(subject, operation);
  const mutable = isMutable(subject, operation.path);
  if (sample === undefined) return mutable ? undetermined('no-test-data', operation.id) : { examined: 0, findings: [] };
  const first = yield* ask({ ...callOf(subject, sample), tolerate: bearable });
  const broken = lossOf(first) ?? unserved(first);
  if (broken !== undefined) return mutable ? broken : { examined: 0, findings: [] };
  const tag = tagOf(first);
  if (tag === undefined) return mutable ? violated({ code: 'etag-missing', at: placeOf(first, 'etag') }) : { examined: 0, findings: [] };
  if (!entityTag.test(tag)) return violated({ code: 'etag-malformed', at: placeOf(first, 'etag'), got: tag, want: '"…" or W/"…"' });
  return yield* judgeRevalidation(subject, sample, first);
}

/** The write of a resource of its own: its replacement, else its deletion. */
function writeOf(subject: CheckSubject, created: Created): { readonly method: string; readonly body?: string } | undefined {
  const { replace, remove } = created.item ?? {};
  if (replace !== undefined) {
    const bound = subject.samples(replace.id)[0]?.body;
    const own = created.sample.body;
    if (bound !== undefined) return { method: 'PUT', body: bound };
    if (own !== undefined && keepsToContract({ ...created.sample, operation: replace }) === true) return { method: 'PUT', body: own };
  }
  return remove === undefined ? undefined : { method: 'DELETE' };
}

/** After a refusal the resource is as it was, and the same write under the right tag is accepted. */
function* judgeRefusal(
  subject: CheckSubject,
  created: Created,
  given: { readonly write: { readonly method: string }; readonly tag: string },
): Part<Judgement> {
  const after = yield* ask(itemCall(subject, created, { occasion: 'after refusal' }));
  const lost = lossOf(after) ?? busy(after);
  if (lost !== undefined) return lost;
  if (tagOf(after) !== given.tag)
    return violated({ code: 'refused-write-applied', at: placeOf(after), got: tagOf(after) ?? String(responseOf(after).status), want: given.tag });
  const control = yield* ask(itemCall(subject, created, { ...given.write, headers: [['If-Match', given.tag]] }));
  return lossOf(control) ?? unserved(control) ?? satisfied;
}

function* judgeWrite(subject: CheckSubject, created: Created): Part<Judgement> {
  const broken = unserved(created.exchange);
  if (broken !== undefined) return broken;
  const write = writeOf(subject, created);
  if (created.url === undefined || isRedacted(created.url) || write === undefined) return { examined: 0, findings: [] };
  const read = yield* ask(itemCall(subject, created));
  const unread = lossOf(read) ?? unserved(read);
  if (unread !== undefined) return unread;
  const tag = tagOf(read);
  // Its want is a finding of the read; a weak tag cannot be used here (RFC 9110 §13.1.1).
  if (tag === undefined || !entityTag.test(tag) || tag.startsWith('W/')) return { examined: 0, findings: [] };
  const refused = yield* ask(itemCall(subject, created, { ...write, headers: [['If-Match', wrongTag]] }));
  const lost = lossOf(refused) ?? busy(refused);
  if (lost !== undefined) return lost;
  const { status } = responseOf(refused);
  if (status === 412 || status === 428) return yield* judgeRefusal(subject, created, { write, tag });
  if (status >= 200 && status < 300)
    return violated({ code: 'if-match-ignored', at: placeOf(refused, 'if-match'), got: `${write.method} ${status}`, want: '412' });
  return undetermined('unexpected-answer', `status ${status} at ${refused.place}`);
}

export const conditionalRequests = defineCheck({
  id: 'probe/conditional-requests',
  safety: 'S4',
  needs: 'S2',
  over: 'service',
  params: {},
  findings: ['etag-missing', 'etag-malformed', 'if-none-match-ignored', 'if-match-ignored', 'refused-write-applied'],

  *probe(subject) {
    if (subject.contract === undefined) return undetermined('no-contract');
    const parts: Judgement[] = [];
    for (const operation of subject.contract.operations.filter(({ method, collection }) => method === 'GET' && !collection))
      parts.push(yield* judgeRead(subject, operation));
    const writes: Judgement[] = [];
    const changes = subject.contract.operations.some(({ method }) => method === 'PUT' || method === 'DELETE');
    for (const operation of changes ? creatingOperations(subject, '201') : [])
      writes.push(yield* withCreated(subject, { operation, label: 'conditional' }, (created) => judgeWrite(subject, created)));
    const doubtful = writes.filter(({ cause }) => cause !== undefined && cause.code !== 'no-test-data');
    return conclude([...parts, ...writes.filter(({ cause }) => cause === undefined)], doubtful, 'nothing-of-the-kind');
  },
});
