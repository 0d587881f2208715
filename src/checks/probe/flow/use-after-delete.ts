/**
 * probe/use-after-delete — what was deleted is served no more.
 *
 * Source   EGIF-TEC-HTP-005; RFC 9110 §9.3.5 (DELETE), §15.5.5 (404), §15.5.11 (410).
 * Evidence for each operation that creates and whose resource can be read and deleted: create, read, delete, read again. The read before the deletion is
 *          the control. Sent only with consent of class S4; without it the probe has nothing to say beside the others of its requirement.
 */
import type { CheckSubject } from '../../../contract/check.js';
import { satisfied, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { ask, defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import { busy, unserved } from '../answers.js';
import { combine } from '../gather.js';
import { creatingOperations, isRedacted, itemCall, lossOf, withCreated, type Created, type Part } from './resource.js';

function* judgeDeletion(subject: CheckSubject, created: Created): Part<Judgement> {
  const broken = unserved(created.exchange);
  if (broken !== undefined) return broken;
  if (created.url === undefined || isRedacted(created.url) || created.item?.remove === undefined || created.item.read === undefined)
    return undetermined('nothing-of-the-kind', `${created.operation.path} has no GET and DELETE`);
  const before = yield* ask(itemCall(subject, created));
  const unread = lossOf(before) ?? unserved(before);
  if (unread !== undefined) return unread;
  const deletion = yield* ask(itemCall(subject, created, { method: 'DELETE' }));
  const undone = lossOf(deletion) ?? unserved(deletion);
  if (undone !== undefined) return undone;
  if (responseOf(deletion).status === 202) return undetermined('nothing-of-the-kind', 'deleted later');
  const after = yield* ask(itemCall(subject, created, { occasion: 'after deletion' }));
  const { status } = responseOf(after);
  const lost = lossOf(after) ?? busy(after);
  if (lost !== undefined) return lost;
  if (status === 404 || status === 410) return satisfied;
  if (status >= 200 && status < 300) return violated({ code: 'deleted-still-served', at: placeOf(after), got: String(status), want: '404 or 410' });
  return undetermined('unexpected-answer', `status ${status} at ${after.place}`);
}

/** A requirement that other probes examine is not left open by what nobody consented to, or has no data for. */
const narrowed: ReadonlySet<string> = new Set(['no-consent', 'no-test-data', 'no-credential', 'nothing-of-the-kind']);

export const useAfterDelete = defineCheck({
  id: 'probe/use-after-delete',
  safety: 'S4',
  needs: 'S2',
  over: 'service',
  params: {},
  findings: ['deleted-still-served'],

  *probe(subject) {
    if (subject.contract === undefined) return undetermined('no-contract');
    const removable = subject.contract.operations.some(({ method }) => method === 'DELETE');
    const parts: Judgement[] = [];
    for (const operation of removable ? creatingOperations(subject, '201') : [])
      parts.push(yield* withCreated(subject, { operation, label: 'use after delete' }, (created) => judgeDeletion(subject, created)));
    const told = combine(parts.filter(({ cause }) => cause === undefined || !narrowed.has(cause.code)));
    return told.examined === 0 && told.findings.length === 0 && told.cause === undefined ? undetermined('nothing-of-the-kind') : told;
  },
});
