/**
 * Faults of validation: what the contract allows and the agency refuses, what it forbids and the agency takes, and what refusals leave unsaid.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { isObject, memberOf } from '../../contract/json.js';
import { jsonAnswer, jsonBodyOf, type AgencyRequest, type Answer } from '../exchange.js';
import { problemAnswer } from '../problems.js';
import { edited, inLayer, replaced, successOf, without } from './bend.js';
import type { Fault } from './fault.js';

const technical = inLayer('technical');

const textOf = ({ body }: AgencyRequest): string => Buffer.from(body).toString('utf8');
const isInvalid = (answer: Answer): boolean => answer.status === 400 && /:invalid-request"/.test(Buffer.from(answer.body ?? []).toString('utf8'));
const mostLetters = 120;

/** A name that is longer than the contract allows is cut. */
function withShortName(request: AgencyRequest): AgencyRequest {
  const name = request.query.get('legalName');
  if (name === null || name.length <= mostLetters) return request;
  const query = new URLSearchParams(request.query);
  query.set('legalName', name.slice(0, mostLetters));
  return { ...request, query };
}

/** A code that came as a number is taken for its digits. */
function withCodesAsText(request: AgencyRequest): AgencyRequest {
  const text = textOf(request);
  const read = text.replace(/("(?:postalCode|nationalCode)"\s*:\s*)([0-9]+)/g, '$1"$2"');
  return read === text ? request : { ...request, body: Buffer.from(read) };
}

const listOf = (answer: Answer): Answer => {
  const value = jsonBodyOf(answer);
  const items = memberOf(value, 'items');
  return Array.isArray(items) ? replaced(answer, jsonAnswer(answer.status, items)) : answer;
};

export const generationFaults: readonly Fault[] = [
  technical('long-name-refused', 'TEC-OAS-015', {
    en: 'A name as long as the contract allows is refused as bad input',
    fa: 'نامی به بلندی مجاز در قرارداد، ورودی نادرست شمرده می‌شود',
    hooks: {
      answer: (answer, { request, operationId }) =>
        operationId === 'listLegalPersons' && (request.query.get('legalName') ?? '').length > mostLetters
          ? replaced(answer, problemAnswer(request, 'invalid-request', [{ pointer: 'query:legalName', code: 'max-length' }]))
          : answer,
    },
  }),
  technical('long-name-cut', 'TEC-OAS-016', {
    en: 'A name that is longer than the contract allows is cut and taken',
    fa: 'نام بلندتر از حد قرارداد بریده و پذیرفته می‌شود',
    hooks: { request: withShortName },
  }),
  technical('number-for-code-taken', 'TEC-OAS-016', {
    en: 'A number where the text of a code belongs is taken for the code',
    fa: 'عدد به جای متن کد پذیرفته می‌شود',
    hooks: { request: withCodesAsText },
  }),
  technical('object-for-code-crash', 'TEC-OAS-016 TEC-ERR-007', {
    en: 'An object where a code belongs makes the service fail',
    fa: 'شیء به جای کد، خدمت را به خطا می‌اندازد',
    hooks: {
      answer: (answer, { request, operationId }) =>
        operationId === 'searchAddresses' && /"postalCode"\s*:\s*\{/.test(textOf(request))
          ? replaced(answer, problemAnswer(request, 'internal-error'))
          : answer,
    },
  }),
  technical('violations-unnamed', 'TEC-OAS-016 TEC-ERR-004', {
    en: 'Refusals of bad input do not say what is wrong with it',
    fa: 'پاسخ رد ورودی نادرست نمی‌گوید چه چیزی نادرست است',
    hooks: { answer: (answer) => (isInvalid(answer) ? edited(answer, (problem) => without(problem, 'errors')) : answer) },
  }),
  technical('first-violation-only', 'TEC-ERR-004', {
    en: 'Refusals name the first violation alone',
    fa: 'پاسخ رد تنها نخستین خطا را نام می‌برد',
    hooks: {
      answer: (answer) =>
        isInvalid(answer)
          ? edited(answer, (problem) => {
              const { errors } = problem;
              return { ...problem, errors: Array.isArray(errors) ? errors.slice(0, 1) : [] };
            })
          : answer,
    },
  }),
  technical('violations-without-code', 'TEC-ERR-004 TEC-OAS-013', {
    en: 'The violations that a refusal lists have no code',
    fa: 'خطاهای فهرست‌شده در پاسخ رد کد ندارند',
    hooks: {
      answer: (answer) =>
        isInvalid(answer)
          ? edited(answer, (problem) => {
              const { errors } = problem;
              return { ...problem, errors: Array.isArray(errors) ? errors.filter(isObject).map((entry) => without(entry, 'code')) : [] };
            })
          : answer,
    },
  }),
  technical('long-address-crash', 'TEC-HTP-015 TEC-ERR-007', {
    en: 'An over-long address makes the service fail',
    fa: 'نشانی بیش از اندازه بلند، خدمت را به خطا می‌اندازد',
    hooks: { answer: (answer, { request }) => (answer.status === 414 ? replaced(answer, problemAnswer(request, 'internal-error')) : answer) },
  }),
  technical('large-body-taken', 'TEC-HTP-015', {
    en: 'A body beyond the stated size is taken',
    fa: 'بدنهٔ بزرگ‌تر از اندازهٔ اعلام‌شده پذیرفته می‌شود',
    hooks: { request: (request) => (request.body.length > 65_536 ? { ...request, body: Buffer.from(textOf(request).trimEnd()) } : request) },
  }),
  technical('list-at-top', 'TEC-API-004 TEC-OAS-013 DAT-EXA-002', {
    en: 'A collection is answered as a bare array',
    fa: 'فهرست به صورت آرایهٔ برهنه پاسخ داده می‌شود',
    hooks: { answer: successOf('listLegalPersons', listOf) },
  }),
];
