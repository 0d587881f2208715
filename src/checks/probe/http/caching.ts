/**
 * probe/caching — caching is stated, and personal data are never stored.
 *
 * Source   EGIF-TEC-HTP-012; RFC 9111 §5.2.2 (no-store, private, public, s-maxage) and §3.5.
 * Evidence the valid call of each safe operation, and where it may be stored the same call in two languages. The data class is the operation's,
 *          else the service's, and never below what the contract shows. What no cache may store needs no Vary.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { dataClassOf } from '../../data-class.js';
import { headerValues, placeOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import type { Action, Exchange, HttpAction, Observation } from '../../../contract/evidence.js';
import { examined, type Judgement, violated } from '../../../contract/judgement.js';
import { unserved } from '../answers.js';
import { sendable, unsendable } from '../calls.js';
import { bearable, combine } from '../gather.js';

const guarded: ReadonlySet<string> = new Set(['personal', 'sensitive', 'confidential', 'classified']);

const languageOf = (exchange: Exchange): string => headerValues(exchange, 'content-language').join(',').toLowerCase();

/** An answer that comes in the language that is asked for must say that it does (RFC 9110 §12.5.5). */
function* judgeVary(call: HttpAction): Generator<Action, Judgement, Observation> {
  const answers: Exchange[] = [];
  for (const language of ['fa', 'en']) {
    const headers = [...(call.headers ?? []).filter(([name]) => name.toLowerCase() !== 'accept-language'), ['Accept-Language', language] as const];
    const exchange = yield* ask({ ...call, headers, tolerate: bearable });
    if (exchange.lost === undefined && unserved(exchange) === undefined) answers.push(exchange);
  }
  const [persian, english] = answers;
  if (persian === undefined || english === undefined || languageOf(persian) === languageOf(english)) return examined(0);
  const named = headerValues(persian, 'vary').flatMap((value) => value.split(',').map((name) => name.trim().toLowerCase()));
  const isNamed = named.includes('*') || named.includes('accept-language');
  return isNamed
    ? examined(1)
    : violated({ code: 'vary-without-language', at: placeOf(persian, 'vary'), got: named.join(', '), want: 'Accept-Language' });
}

export const caching = defineCheck({
  id: 'probe/caching',
  safety: 'S2',
  over: 'safe-operations',
  params: {},
  findings: ['cache-control-missing', 'personal-data-cacheable', 'authorised-answer-shared', 'vary-without-language'],

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
    if (guarded.has(dataClassOf(subject, operation)) && !directives.has('no-store')) {
      findings.push({ code: 'personal-data-cacheable', at, got, want: 'no-store' });
    } else if (exchange.request.credential !== 'none' && (directives.has('public') || directives.has('s-maxage'))) {
      findings.push({ code: 'authorised-answer-shared', at, got, want: 'private or no-store' });
    }
    const own = examined(1, findings);
    return findings.length > 0 || directives.has('no-store') ? own : combine([own, yield* judgeVary(callOf(subject, sample))]);
  },
});
