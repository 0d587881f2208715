/**
 * Faults of access and of errors: tokens, CORS, cookies, protective headers, problem details.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { isObject } from '../../contract/json.js';
import { headerOf, withHeader, withoutHeaders, type Answer } from '../exchange.js';
import { allScopes, clientIds } from '../client-ids.js';
import type { Authorization } from '../tokens.js';
import { answersWith, edited, htmlPage, inLayer, replaced, successOf, unknownPaths } from './bend.js';
import type { AnswerContext, Fault } from './fault.js';

const technical = inLayer('technical');
const anyone: Authorization = { outcome: 'valid', clientId: clientIds.consumerA, scopes: allScopes };

/** Bends problem answers. */
const problems = (bend: (answer: Answer, context: AnswerContext) => Answer) => (answer: Answer, context: AnswerContext) =>
  headerOf(answer, 'content-type') === 'application/problem+json' ? bend(answer, context) : answer;

const metadataPath = '/.well-known/oauth-authorization-server';

const accessFaults: readonly Fault[] = [
  technical('anonymous-allowed', 'TEC-SEC-001', {
    en: 'Calls without a credential are served',
    fa: 'فراخوانی بدون اعتبارنامه پاسخ می‌گیرد',
    hooks: { authorization: (authorization) => (authorization.outcome === 'missing' ? anyone : authorization) },
  }),
  technical('unauthorized-without-challenge', 'TEC-SEC-001', {
    en: 'A 401 answer does not say how to authenticate',
    fa: 'پاسخ ۴۰۱ شیوهٔ احراز هویت را نمی‌گوید',
    hooks: { answer: answersWith(401, (answer) => withoutHeaders(answer, 'WWW-Authenticate')) },
  }),
  technical('any-token-accepted', 'TEC-SEC-002', {
    en: 'Any bearer token is taken as valid',
    fa: 'هر نشانهٔ دسترسی معتبر شمرده می‌شود',
    hooks: { authorization: (authorization) => (authorization.outcome === 'invalid' ? anyone : authorization) },
  }),
  technical('issuer-mismatch', 'TEC-SEC-006', {
    en: 'The metadata of the token issuer names another issuer',
    fa: 'فرادادهٔ صادرکنندهٔ نشانه، صادرکنندهٔ دیگری را نام می‌برد',
    hooks: {
      answer: (answer, { request }) =>
        request.path === metadataPath ? edited(answer, (value) => ({ ...value, issuer: 'https://other.sample.gov.example' })) : answer,
    },
  }),
  technical('private-key-published', 'TEC-SEC-006', {
    en: 'The published key set holds a private member',
    fa: 'مجموعه‌کلید منتشرشده عضو خصوصی دارد',
    hooks: {
      answer: (answer, { request }) =>
        request.path === '/oauth/jwks'
          ? edited(answer, (value) => ({
              keys: (Array.isArray(value['keys']) ? value['keys'] : []).map((key) => (isObject(key) ? { ...key, d: 'AAECAwQFBgcICQoLDA0ODw' } : key)),
            }))
          : answer,
    },
  }),
  technical('cors-origin-reflected', 'TEC-SEC-016', {
    en: 'Any origin may read secured answers',
    fa: 'هر مبدأیی می‌تواند پاسخ‌های حفاظت‌شده را بخواند',
    hooks: {
      answer: (answer, { request, operationId }) => {
        const origin = headerOf(request, 'origin');
        return origin === undefined || operationId === undefined ? answer : withHeader(answer, 'Access-Control-Allow-Origin', origin);
      },
    },
  }),
  technical('wildcard-cors', 'TEC-SEC-016', {
    en: 'Access-Control-Allow-Origin is * with credentials',
    fa: 'سرایند Access-Control-Allow-Origin ستاره با اعتبارنامه است',
    hooks: {
      answer: (answer, { operationId }) =>
        operationId === undefined
          ? answer
          : withHeader(withHeader(answer, 'Access-Control-Allow-Origin', '*'), 'Access-Control-Allow-Credentials', 'true'),
    },
  }),
  technical('no-nosniff', 'TEC-SEC-017', {
    en: 'X-Content-Type-Options is absent',
    fa: 'سرایند X-Content-Type-Options نیست',
    hooks: { answer: (answer) => withoutHeaders(answer, 'X-Content-Type-Options') },
  }),
  technical('no-content-security-policy', 'TEC-SEC-017', {
    en: 'Content-Security-Policy is absent',
    fa: 'سرایند Content-Security-Policy نیست',
    hooks: { answer: (answer) => withoutHeaders(answer, 'Content-Security-Policy') },
  }),
  technical('session-cookie', 'TEC-API-009', {
    en: 'A session cookie is set by an API call',
    fa: 'فراخوانی رابط کوکی نشست می‌گذارد',
    hooks: {
      answer: successOf('listLicences', (answer) => withHeader(answer, 'Set-Cookie', 'session=sample; Path=/; Secure; HttpOnly; SameSite=Strict')),
    },
  }),
  technical('cookie-insecure', 'TEC-SEC-018', {
    en: 'A cookie of the load balancer lacks Secure, HttpOnly and SameSite',
    fa: 'کوکی توزیع‌کنندهٔ بار Secure و HttpOnly و SameSite ندارد',
    hooks: { answer: successOf('listLicences', (answer) => withHeader(answer, 'Set-Cookie', 'SERVERID=node1; Path=/')) },
  }),
];

const errorFaults: readonly Fault[] = [
  technical('html-404', 'TEC-ERR-001', {
    en: 'An unknown path is answered with a web page',
    fa: 'مسیر ناشناخته با صفحهٔ وب پاسخ می‌گیرد',
    hooks: { answer: unknownPaths((answer) => replaced(answer, htmlPage(404, 'صفحه پیدا نشد'))) },
  }),
  technical('problem-status-mismatch', 'TEC-ERR-001', {
    en: 'The status in the problem is not the status of the answer',
    fa: 'وضعیت درون شرح خطا با وضعیت پاسخ یکی نیست',
    hooks: { answer: problems((answer) => edited(answer, (value) => ({ ...value, status: 500 }))) },
  }),
  technical('problem-as-plain-json', 'TEC-ERR-001', {
    en: 'Errors outside the operations are plain JSON',
    fa: 'خطاهای بیرون از عملیات JSON ساده‌اند',
    hooks: { answer: unknownPaths((answer) => withHeader(answer, 'Content-Type', 'application/json')) },
  }),
  technical('problem-without-detail', 'TEC-ERR-001', {
    en: 'Problems outside the operations have no detail',
    fa: 'شرح خطاهای بیرون از عملیات detail ندارد',
    hooks: { answer: unknownPaths((answer) => edited(answer, ({ detail: _detail, ...rest }) => rest)) },
  }),
  technical('problem-type-relative', 'TEC-ERR-002', {
    en: 'Problem types are no absolute URIs',
    fa: 'نوع خطا URI مطلق نیست',
    hooks: {
      answer: problems((answer) => edited(answer, (value) => ({ ...value, type: String(value['type']).replace('urn:problem-type:ir:sample:', '') }))),
    },
  }),
  technical('stack-trace', 'TEC-ERR-003', {
    en: 'Errors tell a stack trace',
    fa: 'خطاها رد پشته را فاش می‌کنند',
    hooks: {
      answer: problems((answer) =>
        edited(answer, (value) => ({ ...value, detail: `${String(value['detail'])}\n    at ir.sample.Registry.find(Registry.java:42)` })),
      ),
    },
  }),
  technical('english-errors', 'TEC-ERR-005', {
    en: 'Errors are English whatever the client prefers',
    fa: 'خطاها در هر حال انگلیسی‌اند',
    hooks: { request: (request) => withHeader(request, 'Accept-Language', 'en') },
  }),
];

export const securityFaults: readonly Fault[] = [...accessFaults, ...errorFaults];
