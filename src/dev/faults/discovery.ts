/**
 * Faults of operation and discovery, and of what every answer of a run shows.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { headerOf, jsonAnswer, withHeader, withoutHeaders } from '../exchange.js';
import { problemAnswer } from '../problems.js';
import { edited, inLayer, replaced, successOf } from './bend.js';
import type { Fault } from './fault.js';

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
        request.method === 'OPTIONS' && answer.status === 405
          ? {
              ...withHeader(withoutHeaders(answer, 'Content-Type', 'Content-Language'), 'Allow', 'GET, POST, DELETE'),
              status: 204,
              body: new Uint8Array(),
            }
          : answer,
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
  technical('persian-failure-in-200', 'TEC-HTP-005', {
    en: 'Only a Persian message in a 200 answer says that the call failed',
    fa: 'تنها پیامی فارسی در پاسخ ۲۰۰ می‌گوید که فراخوانی ناموفق بوده است',
    hooks: {
      answer: successOf('getStatus', (answer) => edited(answer, ({ status }) => ({ status: status ?? 'up', message: 'خطا در سامانهٔ مبدأ' }))),
    },
  }),
];

export const discoveryFaults: readonly Fault[] = [...reviewFaults, ...callFaults];
