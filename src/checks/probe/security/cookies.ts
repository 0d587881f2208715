/**
 * probe/cookies — every cookie that is set is Secure, HttpOnly and SameSite.
 *
 * Source   EGIF-TEC-SEC-018; RFC 6265 §4.1.2.5 and §4.1.2.6; RFC 6265bis §4.1.2.7 (SameSite).
 * Evidence the status resource, an unknown path, each safe operation with and without a credential, and each page of the statement, the login page
 *          and its redirect among them. A cookie against request forgery need not be HttpOnly.
 */
import { isBusy } from '../answers.js';
import { defineCheck, get } from '../../ask.js';
import { headerValues, placeOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { commonCalls } from '../calls.js';
import { conclude, gather, type Answer } from '../gather.js';
import { servesPeople, statedPages } from '../pages/page.js';

function cookieFindings(cookie: string, at: string): readonly Finding[] {
  const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
  const name = pair.split('=')[0] ?? '';
  const lower = attributes.map((attribute) => attribute.toLowerCase().replace(/\s*=\s*/, '='));
  const findings: Finding[] = [];
  if (!lower.includes('secure')) findings.push({ code: 'cookie-not-secure', at, got: name });
  if (!lower.includes('httponly') && !/csrf|xsrf/i.test(name)) findings.push({ code: 'cookie-not-httponly', at, got: name });
  if (!lower.includes('samesite=lax') && !lower.includes('samesite=strict')) findings.push({ code: 'cookie-without-samesite', at, got: name });
  return findings;
}

function judgeOne({ exchange }: Answer): Judgement {
  const at = placeOf(exchange, 'set-cookie');
  return examined(
    isBusy(exchange) ? 0 : 1,
    headerValues(exchange, 'set-cookie').flatMap((cookie) => cookieFindings(cookie, at)),
  );
}

export const cookies = defineCheck({
  id: 'probe/cookies',
  safety: 'S2',
  needs: 'S1',
  over: 'service',
  params: {},
  findings: ['cookie-not-secure', 'cookie-not-httponly', 'cookie-without-samesite'],

  *probe(subject) {
    const pages = statedPages(subject);
    const calls = pages.map(({ url, role }) => ({ action: get(subject, url, { purpose: 'document', place: `/{${role}}` }) }));
    const { answers, losses } = yield* gather([...commonCalls(subject), ...calls]);
    const unnamed = pages.length === 0 && servesPeople(subject) ? [undetermined('pages-undeclared')] : [];
    return conclude([...answers.map(judgeOne), ...unnamed], losses, 'no-answer');
  },
});
