/**
 * Faults of operation and discovery, and of what every answer of a run shows.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { headerOf, jsonAnswer, withHeader, withoutHeaders, type Answer } from '../exchange.js';
import { problemAnswer } from '../problems.js';
import { edited, htmlPage, inLayer, publishedAt, replaced, successOf } from './bend.js';
import type { AnswerContext, Fault } from './fault.js';

const technical = inLayer('technical');

/** What only negative calls of other probes provoke. */
const reviewFaults: readonly Fault[] = [
  technical('internals-in-refused-type', 'TEC-ERR-003', {
    en: 'The refusal of a media type tells a path of the server',
    fa: 'رد نوع رسانه، مسیری از کارساز را فاش می‌کند',
    hooks: {
      answer: (answer) =>
        answer.status === 415 ? edited(answer, (problem) => ({ ...problem, detail: 'No converter in /var/www/registry/converters.xml' })) : answer,
    },
  }),
  technical('refused-type-without-content-type', 'TEC-HTP-008 TEC-ERR-001', {
    en: 'The refusal of a media type does not say what it is',
    fa: 'پاسخ رد نوع رسانه، نوع محتوای خود را نمی‌گوید',
    hooks: { answer: (answer) => (answer.status === 415 ? withoutHeaders(answer, 'Content-Type') : answer) },
  }),
];

const callFaults: readonly Fault[] = [
  technical('accept-demanded', 'TEC-HTP-007', {
    en: 'A call without Accept is refused',
    fa: 'فراخوانی بدون Accept رد می‌شود',
    hooks: {
      answer: (answer, { request, operationId }) =>
        operationId === 'getLicence' && answer.status === 200 && headerOf(request, 'accept') === undefined
          ? replaced(answer, problemAnswer(request, 'invalid-request'))
          : answer,
    },
  }),
  technical('error-without-trace', 'TEC-OPS-007', {
    en: 'Errors do not name the trace of the caller',
    fa: 'پاسخ‌های خطا شناسهٔ ردیابی فراخواننده را ندارند',
    hooks: {
      answer: (answer, { request, operationId }) =>
        answer.status === 404 && operationId === undefined && headerOf(request, 'traceparent') !== undefined
          ? edited(withoutHeaders(answer, 'Trace-Id', 'traceresponse', 'X-Request-Id'), ({ instance: _instance, ...rest }) => rest)
          : answer,
    },
  }),
  technical('options-allow-incomplete', 'TEC-HTP-004', {
    en: 'OPTIONS names methods that the contract does not declare',
    fa: 'OPTIONS روش‌هایی را نام می‌برد که در قرارداد نیست',
    hooks: {
      answer: (answer, { request }) =>
        request.method === 'OPTIONS' && answer.status === 204 ? withHeader(answer, 'Allow', 'GET, POST, DELETE') : answer,
    },
  }),
  technical('put-accepted', 'TEC-HTP-004', {
    en: 'PUT is answered as if the contract declared it',
    fa: 'روش PUT چنان پاسخ می‌گیرد که گویی در قرارداد است',
    hooks: {
      answer: (answer, { request }) =>
        answer.status === 405 && request.method === 'PUT' ? replaced(withoutHeaders(answer, 'Allow'), jsonAnswer(200, { done: true })) : answer,
    },
  }),
  technical('bus-envelope', 'TEC-HTP-005', {
    en: 'A 200 answer wraps the refusal of a system behind it',
    fa: 'پاسخ ۲۰۰، رد سامانهٔ پشت خود را در لفاف می‌گذارد',
    hooks: {
      answer: successOf('getStatus', (answer) =>
        edited(answer, (value) => ({ ...value, result: { data: { result: { data: { response: 404 } } } } })),
      ),
    },
  }),
];

const organisational = inLayer('organisational');

const pageFaults: readonly Fault[] = [
  technical('changelog-missing', 'TEC-VER-007', {
    en: 'The changelog is not at its address',
    fa: 'تاریخچهٔ نسخه‌ها در نشانی خود نیست',
    hooks: { answer: publishedAt('/changelog', (answer, { request }) => replaced(answer, problemAnswer(request, 'not-found'))) },
  }),
  technical('changelog-stale', 'TEC-VER-007', {
    en: 'The changelog does not know the version of the contract',
    fa: 'تاریخچهٔ نسخه‌ها نسخهٔ قرارداد را ندارد',
    hooks: { answer: publishedAt('/changelog', (answer) => replaced(answer, htmlPage(200, 'تاریخچه: نسخهٔ 1.3.0'))) },
  }),
  technical('catalogue-missing', 'TEC-DSC-001', {
    en: 'There is no well-known API catalogue',
    fa: 'فهرست خدمات در نشانی متعارف نیست',
    hooks: { answer: atCatalogue((answer, { request }) => replaced(answer, problemAnswer(request, 'not-found'))) },
  }),
  technical('catalogue-without-service', 'TEC-DSC-001', {
    en: 'The API catalogue does not list the service',
    fa: 'فهرست خدمات این خدمت را نام نمی‌برد',
    hooks: { answer: atCatalogue((answer) => replaced(answer, jsonAnswer(200, { linkset: [] }, 'application/linkset+json'))) },
  }),
  technical('catalogue-as-json', 'TEC-DSC-001', {
    en: 'The API catalogue is sent as plain JSON',
    fa: 'فهرست خدمات با نوع JSON ساده فرستاده می‌شود',
    hooks: { answer: atCatalogue((answer) => withHeader(answer, 'Content-Type', 'application/json')) },
  }),
  technical('security-txt-elsewhere', 'TEC-DSC-003', {
    en: 'The security.txt names another address as its own',
    fa: 'پروندهٔ security.txt نشانی دیگری را از آن خود می‌داند',
    hooks: {
      answer: (answer, { request }) =>
        request.path === '/.well-known/security.txt' && answer.body !== undefined
          ? {
              ...answer,
              body: Buffer.from(
                Buffer.from(answer.body)
                  .toString('utf8')
                  .replace(/^Canonical: .*$/m, 'Canonical: https://www.sample.gov.example/security.txt'),
              ),
            }
          : answer,
    },
  }),
  organisational('sheet-missing', 'ORG-SID-003', {
    en: 'The service identity sheet is not published',
    fa: 'شناسنامهٔ خدمت منتشر نشده است',
    hooks: { answer: publishedAt('/sheet', (answer, { request }) => replaced(answer, problemAnswer(request, 'not-found'))) },
  }),
  organisational('sheet-outdated', 'ORG-SID-003', {
    en: 'The service identity sheet was last reviewed two years ago',
    fa: 'شناسنامهٔ خدمت دو سال پیش بازبینی شده است',
    hooks: {
      answer: publishedAt('/sheet', (answer, { now }) =>
        withHeader(answer, 'Last-Modified', new Date(now.getTime() - 731 * 86_400_000).toUTCString()),
      ),
    },
  }),
];

/** Bends the well-known catalogue. */
function atCatalogue(bend: (answer: Answer, context: AnswerContext) => Answer): NonNullable<Fault['hooks']['answer']> {
  return (answer, context) => (context.request.path === '/.well-known/api-catalog' ? bend(answer, context) : answer);
}

export const discoveryFaults: readonly Fault[] = [...reviewFaults, ...callFaults, ...pageFaults];
