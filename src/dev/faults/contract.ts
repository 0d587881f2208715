/**
 * Faults of the contract document alone: each is a patch of its text; what the server does stays as the patched contract allows.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { everyRecord, inLayer, renamed } from './bend.js';
import type { Fault, TextPatch } from './fault.js';

const technical = inLayer('technical');

/** One patch. */
const patch = (find: string, put: string): { readonly contract: readonly TextPatch[] } => ({ contract: [{ find, put }] });
/** Leaves a text out. */
const cut = (find: string): { readonly contract: readonly TextPatch[] } => patch(find, '');

const getLicenceEnd = `        '500': { $ref: '#/components/responses/InternalServerError' }
        '503': { $ref: '#/components/responses/ServiceUnavailable' }
  /payments:
`;
const listLicencesStart = `      description: مجوزها را صفحه به صفحه و به ترتیب پایدار برمی‌گرداند.
      x-egif-data-class: internal
      security:
        - oauth2: [registry.read]
      parameters:
`;
const listPersonsStart = `      description: اشخاص حقیقی مرجع را صفحه به صفحه و به ترتیب پایدار برمی‌گرداند.
      x-egif-data-class: personal
      security:
        - oauth2: [registry.read]
      parameters:
`;

const documentFaults: readonly Fault[] = [
  technical('http-server-url', 'TEC-TLS-001', {
    en: 'The contract declares a server without HTTPS',
    fa: 'قرارداد کارسازی بدون HTTPS اعلام می‌کند',
    hooks: patch("url: 'https://sandbox.", "url: 'http://sandbox."),
  }),
  technical('broken-structure', 'TEC-OAS-001', {
    en: 'The contract breaks the structure of OpenAPI',
    fa: 'قرارداد ساختار OpenAPI را رعایت نمی‌کند',
    hooks: cut('  url: https://api.sample.gov.example/person-registry/v1/docs\n'),
  }),
  technical('no-contact', 'TEC-OAS-003', {
    en: 'The contract names no address for contact',
    fa: 'قرارداد نشانی تماس ندارد',
    hooks: cut(", email: api@sample.gov.example, url: 'https://api.sample.gov.example/support'"),
  }),
  technical('environment-undeclared', 'TEC-OAS-004', {
    en: 'A server of the contract does not say which environment it is',
    fa: 'یک کارساز قرارداد محیط خود را نمی‌گوید',
    hooks: cut(', x-egif-environment: sandbox'),
  }),
  technical('version-not-semantic', 'TEC-VER-001', {
    en: 'The version of the contract has two parts only',
    fa: 'نسخهٔ قرارداد تنها دو بخش دارد',
    hooks: patch('  version: 1.4.2\n', "  version: '1.4'\n"),
  }),
  technical('version-not-in-path', 'TEC-VER-002', {
    en: 'A server address has no major version',
    fa: 'نشانی یک کارساز نسخهٔ اصلی ندارد',
    hooks: patch("url: 'https://sandbox.sample.gov.example/person-registry/v1'", "url: 'https://sandbox.sample.gov.example/person-registry'"),
  }),
  technical('service-levels-undeclared', 'TEC-OPS-002', {
    en: 'The contract declares no availability',
    fa: 'قرارداد دسترس‌پذیری را اعلام نمی‌کند',
    hooks: cut('    availability: 99.5\n'),
  }),
  technical('dangling-reference', 'TEC-OAS-010 TEC-OAS-017', {
    en: 'The contract refers to a schema that is not there',
    fa: 'قرارداد به طرح‌واره‌ای ارجاع می‌دهد که وجود ندارد',
    hooks: patch('  schemas:\n    OpaqueId:', "  schemas:\n    Elsewhere:\n      $ref: '#/components/schemas/Nowhere'\n    OpaqueId:"),
  }),
  technical('types-in-a-circle', 'TEC-OAS-017', {
    en: 'A schema of the contract refers to itself alone',
    fa: 'طرح‌واره‌ای در قرارداد تنها به خود ارجاع می‌دهد',
    hooks: patch(
      '  schemas:\n    OpaqueId:',
      "  schemas:\n    Circle:\n      description: طرح‌واره‌ای که تنها به خود ارجاع می‌دهد\n      allOf:\n        - $ref: '#/components/schemas/Circle'\n    OpaqueId:",
    ),
  }),
  technical('basic-scheme', 'TEC-OAS-009', {
    en: 'The contract offers HTTP basic authentication',
    fa: 'قرارداد احراز هویت پایهٔ HTTP را پیشنهاد می‌کند',
    hooks: patch('  securitySchemes:\n', '  securitySchemes:\n    basic: { type: http, scheme: basic, description: نام کاربری و گذرواژه }\n'),
  }),
];

const operationFaults: readonly Fault[] = [
  technical('missing-operation-id', 'TEC-OAS-005', {
    en: 'An operation has no operationId',
    fa: 'یک عملیات operationId ندارد',
    hooks: cut('      operationId: getStatus\n'),
  }),
  technical('english-summary', 'TEC-OAS-006', {
    en: 'An operation is documented in English only',
    fa: 'شرح یک عملیات فارسی نیست',
    hooks: patch('      summary: وضعیت خدمت\n', '      summary: Service status\n'),
  }),
  technical('no-failure-response', 'TEC-OAS-007', {
    en: 'An operation documents no server error',
    fa: 'یک عملیات خطای کارساز را مستند نکرده است',
    hooks: patch(getLicenceEnd, '  /payments:\n'),
  }),
  technical('no-security', 'TEC-OAS-008', {
    en: 'A public operation does not say why it is public',
    fa: 'یک عملیات عمومی دلیل عمومی بودن را نمی‌گوید',
    hooks: cut('      x-egif-public-reason: پایش در دسترس بودن بدون اعتبارنامه انجام می‌شود\n'),
  }),
  technical('unbounded-strings', 'TEC-OAS-011', {
    en: 'A text of a request has no greatest length',
    fa: 'متنی در درخواست بیشینهٔ طول ندارد',
    hooks: patch('purpose: { type: string, minLength: 1, maxLength: 200, description', 'purpose: { type: string, minLength: 1, description'),
  }),
  technical('body-on-get', 'TEC-HTP-002 TEC-HTP-006', {
    en: 'A GET operation declares a request body',
    fa: 'یک عملیات GET بدنهٔ درخواست دارد',
    hooks: patch(
      '      security: []\n',
      "      security: []\n      requestBody:\n        description: شرط\n        required: false\n        content:\n          application/json:\n            schema: { $ref: '#/components/schemas/AddressQuery' }\n            example: { postalCode: '9999900001' }\n",
    ),
  }),
  technical('creation-without-location', 'TEC-HTP-009 TEC-HTP-010', {
    en: 'The contract does not document the Location of what is created',
    fa: 'قرارداد سرایند Location را برای ایجاد مستند نکرده است',
    hooks: cut("            Location: { $ref: '#/components/headers/Location' }\n"),
  }),
  technical('no-idempotency-key', 'TEC-HTP-014', {
    en: 'A financial operation declares no Idempotency-Key',
    fa: 'عملیات مالی کلید تکرارناپذیری اعلام نمی‌کند',
    hooks: cut("        - { $ref: '#/components/parameters/IdempotencyKey' }\n"),
  }),
  technical('415-undocumented', 'TEC-HTP-006', {
    en: 'Operations with a body do not document 415',
    fa: 'عملیات دارای بدنه کد ۴۱۵ را مستند نکرده‌اند',
    hooks: cut("        '415': { $ref: '#/components/responses/UnsupportedMediaType' }\n"),
  }),
  technical('errors-as-json', 'TEC-ERR-001', {
    en: 'The contract documents an error as plain JSON',
    fa: 'قرارداد یک خطا را JSON ساده مستند کرده است',
    hooks: patch(
      '    NotAcceptable:\n      description: قالب پذیرفتنی نیست\n      content:\n        application/problem+json:',
      '    NotAcceptable:\n      description: قالب پذیرفتنی نیست\n      content:\n        application/json:',
    ),
  }),
  technical('retry-after-undocumented', 'TEC-OPS-005', {
    en: 'The contract does not document Retry-After of 429',
    fa: 'قرارداد Retry-After پاسخ ۴۲۹ را مستند نکرده است',
    hooks: patch(
      "    TooManyRequests:\n      description: درخواست بیش از سهم\n      headers:\n        Retry-After: { $ref: '#/components/headers/RetryAfter' }\n",
      '    TooManyRequests:\n      description: درخواست بیش از سهم\n',
    ),
  }),
  technical('no-audit-header', 'TEC-SEC-021', {
    en: 'Operations on personal data declare no audit data',
    fa: 'عملیات دادهٔ شخصی دادهٔ ممیزی اعلام نمی‌کند',
    hooks: cut("        - { $ref: '#/components/parameters/Audit' }\n"),
  }),
];

const pathFaults: readonly Fault[] = [
  technical('verb-in-path', 'TEC-API-001', {
    en: 'A path names an action',
    fa: 'یک مسیر نام کنش دارد',
    hooks: patch('  /payments:\n', '  /create-payment:\n'),
  }),
  // Its answers are those of another collection then, which no longer shows every value of its lists.
  technical('snake-case-path', 'TEC-API-002 DAT-EXA-002', {
    en: 'A path is written with underscores',
    fa: 'یک مسیر با زیرخط نوشته شده است',
    hooks: patch('  /legal-persons/_search:\n', '  /legal_persons/_search:\n'),
  }),
  technical('snake-case', 'TEC-API-003', {
    en: 'A member is written in snake_case among camelCase',
    fa: 'یک عضو میان نام‌های camelCase به شکل snake_case است',
    hooks: { ...patch('legalBasis:', 'legal_basis:'), data: everyRecord('licences', (record) => renamed(record, 'legalBasis', 'legal_basis')) },
  }),
  technical('page-size-parameter', 'TEC-API-007', {
    en: 'A list has pageSize beside limit',
    fa: 'یک فهرست افزون بر limit پارامتر pageSize دارد',
    hooks: patch(
      listLicencesStart,
      `${listLicencesStart}        - { name: pageSize, in: query, required: false, description: اندازهٔ صفحه, schema: { type: integer, format: int32, minimum: 1, maximum: 100 } }\n`,
    ),
  }),
  technical('pii-in-query', 'TEC-API-008', {
    en: 'A national code is taken in the query',
    fa: 'کد ملی در رشتهٔ پرس‌وجو گرفته می‌شود',
    hooks: patch(
      listPersonsStart,
      `${listPersonsStart}        - { name: nationalCode, in: query, required: false, description: کد ملی شخص, schema: { $ref: '#/components/schemas/NationalCode' } }\n`,
    ),
  }),
  technical('token-in-query', 'TEC-SEC-005', {
    en: 'A token is taken in the query',
    fa: 'نشانهٔ دسترسی در رشتهٔ پرس‌وجو گرفته می‌شود',
    hooks: patch(
      listLicencesStart,
      `${listLicencesStart}        - { name: token, in: query, required: false, description: نشانهٔ دسترسی, schema: { type: string, maxLength: 200 } }\n`,
    ),
  }),
];

export const contractFaults: readonly Fault[] = [...documentFaults, ...operationFaults, ...pathFaults];
