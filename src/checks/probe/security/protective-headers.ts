/**
 * probe/protective-headers — answers and pages carry the headers that keep browsers from misreading, framing and betraying them.
 *
 * Source   EGIF-TEC-SEC-017; WHATWG Fetch (X-Content-Type-Options); CSP Level 3 §6.4 (frame-ancestors); Referrer Policy §4.1.
 * Evidence the valid call of each safe operation; and each page of the statement. What only redirects shows nothing that could be framed, and the page
 *          of the single sign-on is not the agency's.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { headerValues, mediaTypeOf, placeOf, responseOf } from '../../read.js';
import type { Operation } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { unserved } from '../answers.js';
import { sendable, unsendable } from '../calls.js';
import { bearable, conclude } from '../gather.js';
import { fetchPage, redirectOf, servesPeople, statedPages, type StatedPage } from '../pages/page.js';

const referrerPolicies: ReadonlySet<string> = new Set([
  'no-referrer',
  'no-referrer-when-downgrade',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
]);

function judgeAnswer(exchange: Exchange): Judgement {
  const findings: Finding[] = [];
  const lower = (name: string): string => headerValues(exchange, name).join(', ').toLowerCase();
  if (!/^nosniff(\s*,|$)/.test(lower('x-content-type-options'))) {
    findings.push({ code: 'nosniff-missing', at: placeOf(exchange, 'x-content-type-options'), want: 'nosniff' });
  }
  if (!/(^|[;,])\s*frame-ancestors\s+\S/.test(lower('content-security-policy'))) {
    findings.push({ code: 'frame-ancestors-missing', at: placeOf(exchange, 'content-security-policy'), want: 'frame-ancestors' });
  }
  const policies = lower('referrer-policy')
    .split(',')
    .map((policy) => policy.trim());
  if (!policies.some((policy) => referrerPolicies.has(policy))) {
    findings.push({ code: 'referrer-policy-missing', at: placeOf(exchange, 'referrer-policy'), want: 'no-referrer' });
  }
  return examined(3, findings);
}

function* judgeOperation(subject: CheckSubject, operation: Operation): Generator<Action, Judgement, Observation> {
  const sample = sendable(subject, operation);
  if (sample === undefined) return unsendable(subject, operation);
  const exchange = yield* ask({ ...callOf(subject, sample), tolerate: bearable });
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, `${operation.path}: ${exchange.lost.detail}`);
  return unserved(exchange) ?? judgeAnswer(exchange);
}

function* judgePage(subject: CheckSubject, { url, role }: StatedPage): Generator<Action, Judgement, Observation> {
  const { exchange, broken } = yield* fetchPage(subject, url, `/{${role}}`);
  const isElsewhere = role === 'login' && broken?.cause?.code === 'page-on-other-host';
  if (isElsewhere) return examined(0);
  if (broken !== undefined) return broken;
  if (redirectOf(exchange) !== undefined) return examined(0);
  const { status } = responseOf(exchange);
  const type = mediaTypeOf(exchange)?.type ?? 'none';
  if (status !== 200 || !/html/.test(type)) return undetermined('unexpected-answer', `status ${status}, type ${type} for the page ${role}`);
  return judgeAnswer(exchange);
}

export const protectiveHeaders = defineCheck({
  id: 'probe/protective-headers',
  safety: 'S2',
  over: 'service',
  params: {},
  findings: ['nosniff-missing', 'frame-ancestors-missing', 'referrer-policy-missing'],

  *probe(subject) {
    const parts: Judgement[] = [];
    for (const operation of subject.contract?.operations ?? []) if (operation.safe) parts.push(yield* judgeOperation(subject, operation));
    for (const page of statedPages(subject)) parts.push(yield* judgePage(subject, page));
    if (servesPeople(subject) && statedPages(subject).length === 0) parts.push(undetermined('pages-undeclared'));
    return conclude(parts, [], subject.contract === undefined ? 'no-contract' : 'nothing-to-examine');
  },
});
