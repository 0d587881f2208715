/**
 * Faults of the data layer: schemas that say too little, and values that are not what the data standards demand.
 *
 * Where a wrong value would also break the contract's own schema, the contract of the fault allows it, so that one requirement is broken alone.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { Json } from '../../contract/api-model.js';
import { isObject } from '../../contract/json.js';
import { edited, everyRecord, inLayer, oneRecord, setMembers, successOf, without } from './bend.js';
import type { Fault, TextPatch } from './fault.js';
import { meaningFaults } from './meaning.js';

const data = inLayer('data');
const patches = (...pairs: readonly (readonly [find: string, put: string])[]): { readonly contract: readonly TextPatch[] } => ({
  contract: pairs.map(([find, put]) => ({ find, put })),
});

const schemaFaults: readonly Fault[] = [
  data('response-without-schema', 'DAT-SCH-001', {
    en: 'An answer has no schema',
    fa: 'یک پاسخ طرح‌واره ندارد',
    hooks: patches(["              schema: { $ref: '#/components/schemas/ServiceStatus' }\n", '']),
  }),
  data('required-member-unknown', 'DAT-SCH-002 TEC-OAS-013', {
    en: 'A schema requires a member that it does not declare',
    fa: 'طرح‌واره عضوی را لازم می‌داند که تعریف نکرده است',
    hooks: patches(
      ['      required: [pointer, code, detail]\n', '      required: [pointer, code, detail, hint]\n'],
      [', errors: [{ pointer: /nationalCode, code: wrong-check-digit, detail: رقم کنترل درست نیست }]', ''],
    ),
  }),
  data('meanings-missing', 'DAT-SCH-004', {
    en: 'Many members have no description',
    fa: 'بسیاری از عضوها شرح ندارند',
    hooks: patches([', description: زمان اعتبار داده', ''], [', description: نسخهٔ سابقه', ''], [', description: قلم‌های این صفحه', '']),
  }),
  data('person-without-birth-date', 'DAT-VOC-001', {
    en: 'The schema of persons lacks a core member',
    fa: 'طرح‌وارهٔ شخص عضو اصلی تاریخ تولد را ندارد',
    hooks: patches(
      ['fatherName, birthDate, gender', 'fatherName, gender'],
      ['        birthDate: { type: string, format: date, description: تاریخ تولد میلادی, x-egif-data-class: personal }\n', ''],
    ),
  }),
  data('legal-entity-without-name', 'DAT-VOC-002', {
    en: 'The schema of legal entities lacks a core member',
    fa: 'طرح‌وارهٔ شخص حقوقی عضو اصلی نام را ندارد',
    hooks: patches(
      ['required: [id, legalPersonId, legalName, legalForm', 'required: [id, legalPersonId, legalForm'],
      ["        legalName: { $ref: '#/components/schemas/PersianText', description: نام ثبتی }\n", ''],
    ),
  }),
  data('address-without-postal-code', 'DAT-VOC-003', {
    en: 'The schema of addresses lacks a core member',
    fa: 'طرح‌وارهٔ نشانی عضو اصلی کد پستی را ندارد',
    hooks: patches(
      ['required: [id, postalCode, provinceCode', 'required: [id, provinceCode'],
      ["        postalCode: { $ref: '#/components/schemas/PostalCode', description: کد پستی }\n        gnafId", '        gnafId'],
    ),
  }),
  data('licence-without-type', 'DAT-VOC-006', {
    en: 'The schema of licences lacks a core member',
    fa: 'طرح‌وارهٔ مجوز عضو اصلی نوع را ندارد',
    hooks: patches(
      ['required: [id, licenceId, licenceType, issuer', 'required: [id, licenceId, issuer'],
      [
        "        licenceType: { type: string, enum: [trade, construction, transport], x-egif-codelist: 'https://api.sample.gov.example/person-registry/v1/codelists/licence-types@1', description: نوع مجوز, x-egif-data-class: internal }\n",
        '',
      ],
    ),
  }),
  data('payment-without-status', 'DAT-VOC-007', {
    en: 'The schema of payments lacks a core member',
    fa: 'طرح‌وارهٔ پرداخت عضو اصلی وضعیت را ندارد',
    hooks: patches(
      ['required: [id, amount, payeeIban, treasuryPaymentId, status,', 'required: [id, amount, payeeIban, treasuryPaymentId,'],
      [
        "        status: { type: string, enum: [accepted, settled, rejected], x-egif-codelist: 'https://api.sample.gov.example/person-registry/v1/codelists/payment-status@1', description: وضعیت پرداخت, x-egif-data-class: internal }\n",
        '',
      ],
    ),
  }),
  data('number-without-format', 'DAT-TYP-001', {
    en: 'A number has no format',
    fa: 'یک عدد قالب ندارد',
    hooks: patches(['floor: { type: integer, format: int32, minimum', 'floor: { type: integer, minimum']),
  }),
  // A core member of another kind restates the core type, and its objects are none.
  data('yes-no-words', 'DAT-TYP-003 DAT-SCH-003 DAT-VOC-003', {
    en: 'A fact with two states is Y or N',
    fa: 'یک واقعیت دوحالته به صورت Y یا N است',
    hooks: {
      ...patches(
        [
          'verified: { type: boolean,',
          "verified: { type: string, enum: ['Y', 'N'], x-egif-codelist: 'https://api.sample.gov.example/person-registry/v1/codelists/answers@1',",
        ],
        ['verified: true', "verified: 'Y'"],
      ),
      data: (registry) => {
        const worded = (record: { readonly [member: string]: Json }): { readonly [member: string]: Json } => ({
          ...record,
          verified: record['verified'] === true ? 'Y' : 'N',
        });
        const legalEntities = registry.legalEntities.map((record) => {
          const address = record['registeredAddress'];
          return isObject(address) ? { ...record, registeredAddress: worded(address) } : record;
        });
        return { ...registry, addresses: registry.addresses.map(worded), legalEntities };
      },
    },
  }),
  data('example-invalid', 'DAT-EXA-001', {
    en: 'An example does not validate against its schema',
    fa: 'یک مثال با طرح‌وارهٔ خود نمی‌خواند',
    hooks: patches(['example: { status: up, checkedAt', 'example: { status: sleeping, checkedAt']),
  }),
  data('response-missing-required', 'TEC-OAS-013 DAT-SCH-002', {
    en: 'An answer lacks a required member',
    fa: 'پاسخ یک عضو لازم را ندارد',
    hooks: { answer: successOf('getLicence', (answer) => edited(answer, (value) => without(value, 'recordVersion'))) },
  }),
  data('response-wrong-type', 'TEC-OAS-013', {
    en: 'A number is answered as a string',
    fa: 'عددی به صورت رشته پاسخ داده می‌شود',
    hooks: { data: setMembers('licences', 0, { recordVersion: '3' }) },
  }),
];

const textFaults: readonly Fault[] = [
  data('body-not-utf8', 'DAT-CHR-001 TEC-HTP-008', {
    en: 'An answer is not UTF-8',
    fa: 'یک پاسخ UTF-8 نیست',
    hooks: {
      answer: successOf('getLicence', (answer) => {
        const text = Buffer.from(answer.body ?? []);
        const at = text.indexOf('قانون');
        // 0xDE is the letter in a legacy code page and begins a sequence that never ends in UTF-8.
        return at < 0 ? answer : { ...answer, body: Buffer.concat([text.subarray(0, at), Buffer.from([0xde]), text.subarray(at)]) };
      }),
    },
  }),
  data('bom', 'DAT-CHR-001', {
    en: 'An answer begins with a byte order mark',
    fa: 'یک پاسخ با نشان ترتیب بایت آغاز می‌شود',
    hooks: {
      answer: successOf('getLicence', (answer) => ({
        ...answer,
        body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(answer.body ?? [])]),
      })),
    },
  }),
  data('arabic-yeh', 'DAT-CHR-002', {
    en: 'A name is written with Arabic ye',
    fa: 'نامی با یای عربی نوشته شده است',
    hooks: { data: setMembers('persons', 0, { familyName: 'آزمايشي' }) },
  }),
  data('not-nfc', 'DAT-CHR-003', {
    en: 'A name is not in normalisation form C',
    fa: 'نامی در شکل بهنجار C نیست',
    hooks: { data: setMembers('persons', 0, { familyName: 'A\u030angstrom' }) },
  }),
  data('persian-digits-in-code', 'DAT-CHR-004', {
    en: 'A registration number is written with Persian digits',
    fa: 'شمارهٔ ثبت با رقم‌های فارسی نوشته شده است',
    hooks: {
      ...patches(["registrationNumber: { type: string, pattern: '^[0-9]{1,10}$'", "registrationNumber: { type: string, pattern: '^.{1,10}$'"]),
      data: setMembers('legalEntities', 0, { registrationNumber: '۰۰۰۱۲۳' }),
    },
  }),
  data('bidi-control', 'DAT-CHR-005', {
    en: 'A name holds an invisible direction control',
    fa: 'نامی نویسهٔ نامرئی جهت دارد',
    hooks: { data: setMembers('persons', 0, { familyName: 'آزمایشی\u202e یکم' }) },
  }),
  data('zero-width-space', 'DAT-CHR-005', {
    en: 'A name holds a zero-width space',
    fa: 'نامی فاصلهٔ بی‌عرض دارد',
    hooks: { data: setMembers('persons', 0, { familyName: 'آزمایشی\u200bیکم' }) },
  }),
];

const valueFaults: readonly Fault[] = [
  data('jalali-as-date', 'DAT-TIM-002', {
    en: 'A Jalali date stands where a Gregorian one is declared',
    fa: 'تاریخ خورشیدی در جای تاریخ میلادی آمده است',
    hooks: { data: setMembers('persons', 0, { birthDate: '1370-01-01' }) },
  }),
  data('jalali-twin-differs', 'DAT-TIM-002', {
    en: 'The Jalali twin of a date is another day',
    fa: 'همتای خورشیدی یک تاریخ روز دیگری است',
    hooks: { data: setMembers('persons', 3, { birthDateJalali: '1404-01-02' }) },
  }),
  data('zone-without-colon', 'DAT-TIM-001 TEC-OAS-013', {
    en: 'An instant has a zone offset without colon after Z',
    fa: 'زمانی پس از Z اختلاف ساعت بدون دونقطه دارد',
    hooks: { data: oneRecord('payments', 0, (record) => ({ ...record, paidAt: String(record['paidAt']).replace('Z', 'Z+0330') })) },
  }),
  data('fake-time', 'DAT-TIM-004 DAT-SCH-003 DAT-VOC-006', {
    en: 'A calendar date is an instant at midnight',
    fa: 'تاریخ تقویمی به صورت زمان نیمه‌شب آمده است',
    hooks: {
      ...patches(
        ['issueDate: { type: string, format: date,', 'issueDate: { type: string, format: date-time,'],
        ["issueDate: '2024-02-20'", "issueDate: '2024-02-20T00:00:00Z'"],
      ),
      data: everyRecord('licences', (record) => ({ ...record, issueDate: `${String(record['issueDate'])}T00:00:00Z` })),
    },
  }),
  data('numeric-id', 'DAT-TYP-002 DAT-SCH-003 DAT-VOC-006', {
    en: 'The id of a licence is a JSON number',
    fa: 'شناسهٔ مجوز عدد است',
    hooks: {
      ...patches(
        [
          "licenceId: { type: string, pattern: '^LIC-[0-9]{6}$', maxLength: 10,",
          'licenceId: { type: integer, format: int64, minimum: 0, maximum: 9999999999,',
        ],
        ['licenceId: LIC-000001', 'licenceId: 1'],
      ),
      data: everyRecord('licences', (record) => ({ ...record, licenceId: Number(String(record['licenceId']).slice(4)) })),
    },
  }),
  data('float-amount', 'DAT-MNY-001 DAT-SCH-003', {
    en: 'An amount is a floating-point number',
    fa: 'مبلغ عدد اعشاری است',
    hooks: {
      ...patches(
        [
          "amount: { type: string, pattern: '^-?[0-9]{1,18}(\\.[0-9]{1,4})?$', maxLength: 24,",
          'amount: { type: number, format: double, minimum: 0, maximum: 1000000000000,',
        ],
        ["amount: '1250000'", 'amount: 1250000'],
      ),
      data: everyRecord('payments', (payment) => ({ ...payment, amount: { amount: 1_250_000, currency: 'IRR' } })),
      statement: (statement) => ({
        ...statement,
        services: statement.services.map((service) => {
          const bindings = service.testData?.bindings ?? {};
          const orders = (bindings['createPayment'] ?? []).map((binding) =>
            isObject(binding.body) ? { ...binding, body: { ...binding.body, amount: { amount: 1_250_000, currency: 'IRR' } } } : binding,
          );
          return { ...service, testData: { ...service.testData, bindings: { ...bindings, createPayment: orders } } };
        }),
      }),
    },
  }),
  data('toman', 'DAT-MNY-002 COD-LST-002 COD-LST-004', {
    en: 'An amount is in Toman, which has no currency code',
    fa: 'مبلغ به تومان است که کد یکای پول ندارد',
    hooks: { data: setMembers('payments', 0, { amount: { amount: '125000', currency: 'IRT' } }) },
  }),
  data('unknown-as-dash', 'DAT-NUL-001', {
    en: 'A dash stands for an unknown name',
    fa: 'خط تیره به جای نام نامعلوم آمده است',
    hooks: { data: setMembers('persons', 0, { fatherName: '-' }) },
  }),
  data('null-array', 'DAT-NUL-002', {
    en: 'An empty list is null',
    fa: 'فهرست تهی null است',
    hooks: {
      ...patches(['conditions: { type: array, maxItems: 20,', "conditions: { type: [array, 'null'], maxItems: 20,"]),
      data: setMembers('licences', 1, { conditions: null }),
    },
  }),
];

export const dataFaults: readonly Fault[] = [...schemaFaults, ...textFaults, ...valueFaults, ...meaningFaults];
