/**
 * probe/caching — caching is stated, and personal data are never stored.
 *
 * Source   EGIF-TEC-HTP-012; RFC 9111 §5.2.2 (no-store, private, public, s-maxage) and §3.5.
 * Evidence the valid call of each safe operation. The data class is the operation's, else the service's.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { headerValues, placeOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import { examined, violated } from '../../../contract/judgement.js';
import { unserved } from '../answers.js';
import { sendable, unsendable } from '../calls.js';

const guarded: ReadonlySet<string> = new Set(['personal', 'sensitive', 'confidential', 'classified']);

export const caching = defineCheck({
  id: 'probe/caching',
  safety: 'S2',
  over: 'safe-operations',
  params: {},
  findings: ['cache-control-missing', 'personal-data-cacheable', 'authorised-answer-shared'],

  *probe(subject) {
    const { operation } = subject;
    const sample = operation === undefined ? undefined : sendable(subject, operation);
    if (operation === undefined || sample === undefined) return unsendable(subject, operation);
    const exchange = yield* ask(callOf(subject, sample));
    const broken = unserved(exchange);
    if (broken !== undefined) return broken;
    const at = placeOf(exchange, 'cache-control');
    const values = headerValues(exchange, 'cache-control');
    if (values.length === 0) return violated({ code: 'cache-control-missing', at });
    const directives = new Set(
      values
        .join(',')
        .split(',')
        .map((part) => (part.split('=')[0] ?? '').trim().toLowerCase()),
    );
    const findings: Finding[] = [];
    const got = values.join(', ');
    if (guarded.has(operation.dataClass ?? subject.service.dataClass) && !directives.has('no-store')) {
      findings.push({ code: 'personal-data-cacheable', at, got, want: 'no-store' });
    } else if (exchange.request.credential !== 'none' && (directives.has('public') || directives.has('s-maxage'))) {
      findings.push({ code: 'authorised-answer-shared', at, got, want: 'private or no-store' });
    }
    return examined(1, findings);
  },
});
