/**
 * probe/media-type-refused — a request body of an unknown media type is refused.
 *
 * Source   EGIF-TEC-HTP-006; RFC 9110 §15.5.16.
 * Evidence the valid call of each operation with a body, under a media type that the contract does not list. An operation that is not marked as
 *          safe gets octets that no reader of JSON or XML can take instead of the valid body, so that nothing is created where the type is
 *          ignored; a refusal of them shows nothing of the type unless it is 415 or another that comes before the body is read.
 */
import { defineCheck, callOf, ask } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import { satisfied, undetermined, violated } from '../../../contract/judgement.js';
import { busy } from '../answers.js';
import { sendable, unsendable } from '../calls.js';

/** Neither JSON nor XML, whatever type a server takes it for. */
const unreadable = 'egif conformance test {';

export const mediaTypeRefused = defineCheck({
  id: 'probe/media-type-refused',
  safety: 'S3',
  over: 'body-operations',
  params: {},
  findings: ['unknown-media-type-processed', 'unknown-media-type-crashes'],

  *probe(subject) {
    const { operation } = subject;
    const sample = operation === undefined ? undefined : sendable(subject, operation);
    if (operation === undefined || sample === undefined) return unsendable(subject, operation);
    const body = operation.safe ? sample.body : unreadable;
    const { body: _valid, ...rest } = sample;
    const call = { ...rest, mediaType: 'application/x-egif-unknown', ...(body === undefined ? {} : { body }) };
    const exchange = yield* ask(callOf(subject, call, { safety: 'S3' }));
    const { status } = responseOf(exchange);
    const at = placeOf(exchange, 'content-type');
    if (status >= 200 && status < 300) return violated({ code: 'unknown-media-type-processed', at, got: String(status), want: '415' });
    if (status === 400 && !operation.safe)
      return undetermined('unexpected-answer', 'status 400 to octets that no type fits: the body may be what was refused');
    if ([400, 403, 406, 415].includes(status)) return satisfied;
    const unavailable = busy(exchange);
    if (unavailable !== undefined) return unavailable;
    if (status >= 500) return violated({ code: 'unknown-media-type-crashes', at, got: String(status), want: '415' });
    return undetermined('unexpected-answer', `status ${status} for an unknown media type`);
  },
});
