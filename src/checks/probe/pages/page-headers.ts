/**
 * probe/page-headers — pages carry the headers that keep browsers from misreading, framing and betraying them.
 *
 * Source   EGIF-TEC-SEC-017; WHATWG Fetch (X-Content-Type-Options); CSP Level 3 §6.4 (frame-ancestors); Referrer Policy §4.1.
 * Evidence each page of the statement, the login page and its redirect among them. A service that serves agencies alone and names no page has none.
 */
import { defineCheck } from '../../ask.js';
import { headerValues, mediaTypeOf, placeOf, responseOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import type { Exchange } from '../../../contract/evidence.js';
import { examined, satisfied, undetermined, type Judgement } from '../../../contract/judgement.js';
import { conclude } from '../gather.js';
import { fetchPage, redirectOf, servesPeople, statedPages } from './page.js';
import { protectionOf } from './protection.js';

function judgePage(exchange: Exchange, role: string): Judgement {
  // What only leads elsewhere shows nothing that could be framed or misread.
  if (redirectOf(exchange) !== undefined) return examined(0);
  const { status } = responseOf(exchange);
  const type = mediaTypeOf(exchange)?.type ?? 'none';
  if (status !== 200 || !/html/.test(type)) return undetermined('unexpected-answer', `status ${status}, type ${type} for the page ${role}`);
  const found = protectionOf((name) => headerValues(exchange, name).join(', '));
  const findings: Finding[] = [];
  if (!found.nosniff) findings.push({ code: 'page-nosniff-missing', at: placeOf(exchange, 'x-content-type-options'), want: 'nosniff' });
  if (!found.frameAncestors)
    findings.push({ code: 'page-frame-ancestors-missing', at: placeOf(exchange, 'content-security-policy'), want: 'frame-ancestors' });
  if (!found.referrerPolicy) findings.push({ code: 'page-referrer-policy-missing', at: placeOf(exchange, 'referrer-policy'), want: 'no-referrer' });
  return examined(3, findings);
}

export const pageHeaders = defineCheck({
  id: 'probe/page-headers',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['page-nosniff-missing', 'page-frame-ancestors-missing', 'page-referrer-policy-missing'],

  *probe(subject) {
    const pages = statedPages(subject);
    if (pages.length === 0) return servesPeople(subject) ? undetermined('pages-undeclared') : satisfied;
    const parts: Judgement[] = [];
    for (const { url, role } of pages) {
      const { exchange, broken } = yield* fetchPage(subject, url, `/{${role}}`);
      // The page of the single sign-on is not the agency's.
      const isElsewhere = role === 'login' && broken?.cause?.code === 'page-on-other-host';
      parts.push(isElsewhere ? examined(0) : (broken ?? judgePage(exchange, role)));
    }
    return conclude(parts, [], 'pages-undeclared');
  },
});
