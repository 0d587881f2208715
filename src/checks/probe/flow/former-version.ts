/**
 * probe/former-version — a version whose end has passed answers 410 Gone.
 *
 * Source   EGIF-TEC-VER-006; RFC 9110 §15.5.11 (410), RFC 8594 §3 (Sunset).
 * Evidence an anonymous GET of the status resource under the path of the version before (`/v1` where the service is `/v2`). A version that still answers
 *          is not at its end; one that tells its Sunset, and has passed it, is.
 */
import type { CheckSubject } from '../../../contract/check.js';
import { satisfied, undetermined, violated } from '../../../contract/judgement.js';
import { ask, defineCheck, get } from '../../ask.js';
import { headerValues, placeOf, responseOf } from '../../read.js';
import { busy } from '../answers.js';
import { statusPath } from '../calls.js';

/** The base URL of the major version before, where the path tells the version and there was one before. */
function formerBase({ baseUrl }: CheckSubject): string | undefined {
  const [, head = '', major = '', rest = ''] = /^(.*\/v)([0-9]{1,4})((?:\/.*)?)$/.exec(baseUrl) ?? [];
  return Number(major) < 2 ? undefined : `${head}${Number(major) - 1}${rest}`;
}

export const formerVersion = defineCheck({
  id: 'probe/former-version',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['former-version-not-gone', 'former-version-past-sunset'],

  *probe(subject) {
    if (subject.previous === undefined) return undetermined('no-previous-contract');
    const base = formerBase(subject);
    if (base === undefined) return undetermined('nothing-of-the-kind', 'there was no major version before');
    const exchange = yield* ask(get(subject, `${base}${statusPath(subject)}`, { place: '/{former version}' }));
    const { status } = responseOf(exchange);
    const unavailable = busy(exchange);
    if (unavailable !== undefined) return unavailable;
    if (status === 410) return satisfied;
    if (status === 404) return violated({ code: 'former-version-not-gone', at: placeOf(exchange), got: '404', want: '410' });
    const [sunset] = headerValues(exchange, 'sunset');
    const end = sunset === undefined ? Number.NaN : Date.parse(sunset);
    if (status < 400 && end < Date.parse(subject.startedAt))
      return violated({ code: 'former-version-past-sunset', at: placeOf(exchange, 'sunset'), got: `${status} after ${sunset ?? ''}`, want: '410' });
    return status < 400 ? satisfied : undetermined('unexpected-answer', `status ${status} at ${exchange.place}`);
  },
});
