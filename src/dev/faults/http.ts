/**
 * Faults of HTTP behaviour: methods, statuses, media types, caching, versions, correlation, clock, publication.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { instant, registrySource } from '../records.js';
import { headerOf, jsonAnswer, textAnswer, withHeader, withoutHeaders, type AgencyRequest, type Answer } from '../exchange.js';
import { problemAnswer } from '../problems.js';
import { answersWith, edited, inLayer, replaced, successOf, unknownPaths } from './bend.js';
import type { AnswerContext, Fault } from './fault.js';

const technical = inLayer('technical');

const isContract = ({ request, basePath }: AnswerContext): boolean =>
  request.path === `${basePath}/openapi.yaml` || request.path === `${basePath}/openapi.json`;
const undeclared: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);

/** A page size that the contract allows becomes the greatest one; others are left to validation. */
function greatestPage(request: AgencyRequest): AgencyRequest {
  const limit = Number(request.query.get('limit') ?? 0);
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= 100)) return request;
  const query = new URLSearchParams(request.query);
  query.set('limit', '100');
  return { ...request, query };
}

const isMalformed = (answer: Answer): boolean => answer.status === 400 && /malformed-body/.test(Buffer.from(answer.body ?? []).toString('utf8'));

const methodFaults: readonly Fault[] = [
  technical('wrong-method-200', 'TEC-HTP-004', {
    en: 'Undeclared methods are answered as if nothing were wrong',
    fa: 'روش‌های اعلام‌نشده مانند روش درست پاسخ می‌گیرند',
    hooks: {
      answer: (answer, { request }) =>
        answer.status === 405 && undeclared.has(request.method) ? replaced(withoutHeaders(answer, 'Allow'), jsonAnswer(200, { done: true })) : answer,
    },
  }),
  technical('wrong-method-400', 'TEC-HTP-004', {
    en: 'Undeclared methods are answered 400',
    fa: 'روش‌های اعلام‌نشده پاسخ ۴۰۰ می‌گیرند',
    hooks: {
      answer: (answer, { request }) =>
        answer.status === 405 && undeclared.has(request.method)
          ? replaced(withoutHeaders(answer, 'Allow'), problemAnswer(request, 'invalid-request'))
          : answer,
    },
  }),
  technical('no-allow-header', 'TEC-HTP-004', {
    en: 'A 405 answer does not say which methods are allowed',
    fa: 'پاسخ ۴۰۵ روش‌های مجاز را نمی‌گوید',
    hooks: { answer: answersWith(405, (answer) => withoutHeaders(answer, 'Allow')) },
  }),
  technical('allow-incomplete', 'TEC-HTP-004', {
    en: 'The Allow header leaves declared methods out',
    fa: 'سرایند Allow همهٔ روش‌های اعلام‌شده را ندارد',
    hooks: { answer: answersWith(405, (answer) => withHeader(answer, 'Allow', 'OPTIONS')) },
  }),
  technical('trace-enabled', 'TEC-HTP-003', {
    en: 'TRACE is answered by echoing the request',
    fa: 'روش TRACE با بازتاب درخواست پاسخ می‌گیرد',
    hooks: {
      answer: (answer, { request }) =>
        request.method === 'TRACE'
          ? replaced(
              withoutHeaders(answer, 'Allow'),
              textAnswer(200, 'message/http', request.headers.map(([name, value]) => `${name}: ${value}`).join('\r\n')),
            )
          : answer,
    },
  }),
  technical('head-mismatch', 'TEC-HTP-013', {
    en: 'HEAD names another content type than GET',
    fa: 'HEAD نوع محتوای دیگری از GET می‌گوید',
    hooks: {
      answer: (answer, { request, operationId }) =>
        request.method === 'HEAD' && operationId !== undefined ? withHeader(answer, 'Content-Type', 'text/html') : answer,
    },
  }),
  technical('media-type-ignored', 'TEC-HTP-006', {
    en: 'A body of an unknown media type is processed',
    fa: 'بدنه با نوع رسانهٔ ناشناخته پردازش می‌شود',
    hooks: {
      request: (request) =>
        request.method === 'POST' && request.path !== '/oauth/token' ? withHeader(request, 'Content-Type', 'application/json') : request,
    },
  }),
  technical('not-acceptable-as-400', 'TEC-HTP-007', {
    en: 'An unacceptable Accept is answered 400',
    fa: 'سرایند Accept ناپذیرفتنی پاسخ ۴۰۰ می‌گیرد',
    hooks: { answer: answersWith(406, (answer, { request }) => replaced(answer, problemAnswer(request, 'invalid-request'))) },
  }),
];

const statusFaults: readonly Fault[] = [
  technical('unknown-path-200', 'TEC-HTP-005', {
    en: 'An unknown path is answered 200',
    fa: 'مسیر ناشناخته پاسخ ۲۰۰ می‌گیرد',
    hooks: { answer: unknownPaths((answer) => replaced(answer, jsonAnswer(200, { items: [] }))) },
  }),
  technical('missing-resource-200', 'TEC-HTP-005 TEC-OAS-012 TEC-OAS-013 TEC-SEC-004', {
    en: 'A resource that does not exist is answered 200 with nothing',
    fa: 'منبعی که وجود ندارد پاسخ ۲۰۰ خالی می‌گیرد',
    hooks: {
      answer: (answer, { operationId }) => (answer.status === 404 && operationId !== undefined ? replaced(answer, jsonAnswer(200, {})) : answer),
    },
  }),
  technical('error-in-200', 'TEC-HTP-005', {
    en: 'A 200 answer says in its body that the call failed',
    fa: 'پاسخ ۲۰۰ در بدنه می‌گوید که فراخوانی ناموفق بوده است',
    hooks: { answer: successOf('listLicences', (answer) => edited(answer, (value) => ({ success: false, ...value }))) },
  }),
  technical('undocumented-status', 'TEC-OAS-012', {
    en: 'One operation answers with a status that the contract does not document',
    fa: 'یک عملیات با کد وضعیتی پاسخ می‌دهد که در قرارداد نیست',
    hooks: { answer: successOf('getLicence', (answer) => ({ ...answer, status: 203 })) },
  }),
  technical('server-500-on-bad-json', 'TEC-HTP-016 TEC-ERR-007', {
    en: 'Malformed JSON leads to a server error',
    fa: 'JSON نادرست به خطای کارساز می‌انجامد',
    hooks: { answer: (answer, { request }) => (isMalformed(answer) ? replaced(answer, problemAnswer(request, 'internal-error')) : answer) },
  }),
  technical('malformed-body-accepted', 'TEC-HTP-016 TEC-OAS-012 TEC-OAS-013', {
    en: 'Malformed JSON is answered with an empty success',
    fa: 'JSON نادرست پاسخ موفق خالی می‌گیرد',
    hooks: {
      answer: (answer, { operationId, now }) =>
        isMalformed(answer) && operationId !== 'createPayment'
          ? replaced(answer, jsonAnswer(200, { items: [], total: 0, asOf: instant(now), source: registrySource('99990010001') }))
          : answer,
    },
  }),
  technical('no-health', 'TEC-OPS-001', {
    en: 'The status resource is missing',
    fa: 'منبع وضعیت وجود ندارد',
    hooks: { answer: successOf('getStatus', (answer, { request }) => replaced(answer, problemAnswer(request, 'not-found'))) },
  }),
  technical('health-tells-internals', 'TEC-OPS-001', {
    en: 'The status resource names a database host',
    fa: 'منبع وضعیت نام میزبان پایگاه داده را می‌گوید',
    hooks: { answer: successOf('getStatus', (answer) => edited(answer, (value) => ({ ...value, database: 'db01.internal' }))) },
  }),
];

const contentFaults: readonly Fault[] = [
  technical('wrong-content-type', 'TEC-HTP-008', {
    en: 'One operation says text/html for JSON',
    fa: 'یک عملیات برای JSON نوع text/html اعلام می‌کند',
    hooks: { answer: successOf('getLicence', (answer) => withHeader(answer, 'Content-Type', 'text/html')) },
  }),
  technical('wrong-charset', 'TEC-HTP-008 DAT-CHR-001', {
    en: 'One operation declares a character set that is not UTF-8',
    fa: 'یک عملیات مجموعه‌نویسه‌ای جز UTF-8 اعلام می‌کند',
    hooks: { answer: successOf('getLicence', (answer) => withHeader(answer, 'Content-Type', 'application/json; charset=windows-1256')) },
  }),
  technical('no-cache-control', 'TEC-HTP-012', {
    en: 'One operation says nothing about caching',
    fa: 'یک عملیات دربارهٔ ذخیرهٔ موقت چیزی نمی‌گوید',
    hooks: { answer: successOf('getLicence', (answer) => withoutHeaders(answer, 'Cache-Control')) },
  }),
  technical('cacheable-personal', 'TEC-HTP-012', {
    en: 'Personal data may be stored by shared caches',
    fa: 'دادهٔ شخصی در حافظه‌های میانی مشترک ذخیره‌پذیر است',
    hooks: { answer: successOf('getPerson', (answer) => withHeader(answer, 'Cache-Control', 'public, max-age=600')) },
  }),
  technical('no-correlation-echo', 'TEC-OPS-007', {
    en: 'The trace of the caller is not returned',
    fa: 'شناسهٔ ردیابی فراخواننده بازگردانده نمی‌شود',
    hooks: {
      answer: (answer) => {
        const bare = withoutHeaders(answer, 'Trace-Id', 'traceresponse', 'X-Request-Id', 'X-Correlation-ID');
        return headerOf(answer, 'content-type') === 'application/problem+json' ? edited(bare, ({ instance: _instance, ...rest }) => rest) : bare;
      },
    },
  }),
  technical('malformed-trace-refused', 'TEC-OPS-007', {
    en: 'A malformed traceparent is refused',
    fa: 'سرایند traceparent نادرست رد می‌شود',
    hooks: {
      answer: (answer, { request, operationId }) => {
        const given = headerOf(request, 'traceparent');
        const sound = given === undefined || /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(given);
        return sound || operationId === undefined ? answer : replaced(answer, problemAnswer(request, 'invalid-request'));
      },
    },
  }),
  technical('clock-skew', 'TEC-OPS-008', {
    en: 'The clock of the server is two minutes ahead',
    fa: 'ساعت کارساز دو دقیقه جلو است',
    hooks: { clockAheadSeconds: 120 },
  }),
  technical('no-api-version', 'TEC-VER-003', {
    en: 'The API-Version header is absent',
    fa: 'سرایند API-Version نیست',
    hooks: { answer: (answer) => withoutHeaders(answer, 'API-Version') },
  }),
  technical('stale-api-version', 'TEC-VER-003', {
    en: 'The API-Version header names an older version than the contract',
    fa: 'سرایند API-Version نسخه‌ای کهنه‌تر از قرارداد می‌گوید',
    hooks: { answer: (answer) => (headerOf(answer, 'api-version') === undefined ? answer : withHeader(answer, 'API-Version', '1.3.0')) },
  }),
  technical('page-limit-ignored', 'TEC-API-005', {
    en: 'The limit of a page is ignored',
    fa: 'بیشینهٔ صفحه نادیده گرفته می‌شود',
    hooks: { request: greatestPage },
  }),
];

const publicationFaults: readonly Fault[] = [
  technical('contract-not-published', 'TEC-OAS-002 TEC-DSC-004', {
    en: 'The contract is not at its published address',
    fa: 'قرارداد در نشانی اعلام‌شده نیست',
    hooks: {
      answer: (answer, context) =>
        isContract(context) ? replaced(withoutHeaders(answer, 'Access-Control-Allow-Origin'), problemAnswer(context.request, 'not-found')) : answer,
    },
  }),
  technical('contract-differs', 'TEC-OAS-002', {
    en: 'The published contract is not the one submitted',
    fa: 'قرارداد منتشرشده همان قرارداد ارائه‌شده نیست',
    hooks: { published: [{ find: '  version: 1.4.2\n', put: '  version: 1.4.3\n' }] },
  }),
  technical('contract-without-cors', 'TEC-DSC-004', {
    en: 'Pages of other sites cannot read the contract',
    fa: 'صفحه‌های وبگاه‌های دیگر نمی‌توانند قرارداد را بخوانند',
    hooks: { answer: (answer, context) => (isContract(context) ? withoutHeaders(answer, 'Access-Control-Allow-Origin') : answer) },
  }),
  technical('security-txt-missing', 'TEC-DSC-003', {
    en: 'There is no security.txt',
    fa: 'پروندهٔ security.txt نیست',
    hooks: {
      answer: (answer, { request }) =>
        request.path === '/.well-known/security.txt' ? replaced(answer, problemAnswer(request, 'not-found')) : answer,
    },
  }),
  technical('security-txt-expired', 'TEC-DSC-003', {
    en: 'The security.txt has expired',
    fa: 'اعتبار پروندهٔ security.txt گذشته است',
    hooks: {
      answer: (answer, { request, now }) =>
        request.path === '/.well-known/security.txt'
          ? replaced(
              answer,
              textAnswer(
                200,
                'text/plain; charset=utf-8',
                `Contact: mailto:csirt@sample.gov.example\r\nExpires: ${instant(new Date(now.getTime() - 86_400_000))}\r\n`,
              ),
            )
          : answer,
    },
  }),
];

export const httpFaults: readonly Fault[] = [...methodFaults, ...statusFaults, ...contentFaults, ...publicationFaults];
