/**
 * Faults of what data mean and how they are met: instants, freshness, descriptions, access decisions, inputs in other scripts.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { Json } from '../../contract/api-model.js';
import { isObject } from '../../contract/json.js';
import { textAnswer, type AgencyRequest } from '../exchange.js';
import { problemAnswer } from '../problems.js';
import { edited, everyRecord, inLayer, oneRecord, publishedAt, successOf, without } from './bend.js';
import type { Fault } from './fault.js';

const data = inLayer('data');
const tehranMinutes = 210;
const marks = '\u202e\u200b';
/** Stands for the marks on their way through a service that would refuse them. */
const stand = '~~';

/** The description with one of its nodes changed. */
function describedNode(value: Json, type: string, edit: (node: { readonly [member: string]: Json }) => Json): Json {
  const graph = isObject(value) ? value['@graph'] : undefined;
  if (!isObject(value) || !Array.isArray(graph)) return value;
  return { ...value, '@graph': graph.map((node: Json) => (isObject(node) && node['@type'] === type ? edit(node) : node)) };
}

/** The request with another value of a query parameter, where it has one that fits. */
function withQuery(request: AgencyRequest, name: string, other: (value: string) => string): AgencyRequest {
  const given = request.query.get(name);
  if (given === null || other(given) === given) return request;
  const query = new URLSearchParams(request.query);
  query.set(name, other(given));
  return { ...request, query };
}

const textOf = (request: AgencyRequest): string => Buffer.from(request.body).toString('utf8');

const timeFaults: readonly Fault[] = [
  data('instant-in-local-time', 'DAT-TIM-003', {
    en: 'An instant is written with the offset of Tehran',
    fa: 'زمان با اختلاف ساعت تهران نوشته شده است',
    hooks: {
      data: oneRecord('payments', 0, (record) => {
        const local = new Date(Date.parse(String(record['paidAt'])) + tehranMinutes * 60_000);
        return { ...record, paidAt: `${local.toISOString().slice(0, 19)}+03:30` };
      }),
    },
  }),
  data('offset-refused', 'DAT-TIM-003', {
    en: 'An instant with an offset is refused',
    fa: 'زمان دارای اختلاف ساعت رد می‌شود',
    hooks: { request: (request) => withQuery(request, 'changedSince', (value) => (value.includes('+04:30') ? 'unknown' : value)) },
  }),
  data('malformed-offset-accepted', 'DAT-TIM-003', {
    en: 'An offset after Z is taken',
    fa: 'اختلاف ساعت پس از Z پذیرفته می‌شود',
    hooks: { request: (request) => withQuery(request, 'changedSince', (value) => value.replace('Z+0330', 'Z')) },
  }),
  data('as-of-in-future', 'DAT-MET-003', {
    en: 'A record is valid as of a day to come',
    fa: 'زمان اعتبار یک سابقه در آینده است',
    hooks: { data: everyRecord('licences', (record) => ({ ...record, asOf: '2099-01-01T00:00:00Z' })) },
  }),
  data('as-of-stands-still', 'DAT-MET-003', {
    en: 'The validity time of a live list never moves',
    fa: 'زمان اعتبار فهرست زنده هرگز تغییر نمی‌کند',
    hooks: { answer: successOf('listLicences', (answer) => edited(answer, (value) => ({ ...value, asOf: '2024-01-01T00:00:00Z' }))) },
  }),
];

const publicationFaults: readonly Fault[] = [
  data('dataset-without-licence', 'DAT-MET-001', {
    en: 'The description of a dataset names no licence',
    fa: 'شرح مجموعه‌داده مجوز استفاده ندارد',
    hooks: {
      answer: publishedAt('/dcat.jsonld', (answer) =>
        edited(answer, (value) => describedNode(value, 'dcat:Dataset', (node) => without(node, 'dct:license'))),
      ),
    },
  }),
  data('data-service-elsewhere', 'DAT-MET-002', {
    en: 'The description of the service names another address than the statement',
    fa: 'شرح خدمت نشانی دیگری جز اظهارنامه دارد',
    hooks: {
      answer: publishedAt('/dcat.jsonld', (answer) =>
        edited(answer, (value) =>
          describedNode(value, 'dcat:DataService', (node) => ({ ...node, 'dcat:endpointURL': { '@id': 'https://old.sample.gov.example/api' } })),
        ),
      ),
    },
  }),
  data('distribution-empty', 'DAT-MET-005', {
    en: "A dataset's file holds its header only",
    fa: 'پروندهٔ مجموعه‌داده تنها سرستون دارد',
    hooks: {
      answer: publishedAt('/datasets/licence-counts.csv', () => textAnswer(200, 'text/csv; charset=utf-8', 'licence_type,label_fa,licences\r\n')),
    },
  }),
  data('member-beyond-decision', 'DAT-ONC-002', {
    en: 'Answers hold a member that the access decision does not approve',
    fa: 'پاسخ عضوی دارد که تصمیم دسترسی آن را نپذیرفته است',
    hooks: {
      statement: (statement) => ({
        ...statement,
        services: statement.services.map((service) => ({
          ...service,
          accessDecisions: (service.accessDecisions ?? []).map((decision) => ({
            ...decision,
            fields: (decision.fields ?? []).filter((field) => field !== 'fatherName'),
          })),
        })),
      }),
    },
  }),
  data('test-data-poor', 'DAT-EXA-002', {
    en: 'The test data show one state of a payment only',
    fa: 'دادهٔ آزمون تنها یک وضعیت پرداخت را نشان می‌دهد',
    hooks: {
      statement: (statement) => ({
        ...statement,
        services: statement.services.map((service) => {
          const bindings = service.testData?.bindings ?? {};
          return { ...service, testData: { ...service.testData, bindings: { ...bindings, getPayment: (bindings['getPayment'] ?? []).slice(0, 1) } } };
        }),
      }),
    },
  }),
];

const inputFaults: readonly Fault[] = [
  data('persian-digits-crash', 'DAT-CHR-004 TEC-ERR-007 TEC-OAS-016', {
    en: 'A code in Persian digits crashes the search',
    fa: 'کد با رقم فارسی جستجو را از کار می‌اندازد',
    hooks: {
      answer: (answer, { request }) =>
        /[\u06f0-\u06f9]/.test(textOf(request)) && answer.status === 400 ? problemAnswer(request, 'internal-error') : answer,
    },
  }),
  data('invisible-input-stored', 'DAT-CHR-005', {
    en: 'A text is stored with invisible direction controls',
    fa: 'متن با نویسه‌های نامرئی جهت ذخیره می‌شود',
    hooks: {
      request: (request) => ({ ...request, body: Buffer.from(textOf(request).replaceAll(marks, stand)) }),
      answer: successOf('createPayment', (answer) =>
        edited(answer, (value) => ({ ...value, purpose: String(value['purpose']).replaceAll(stand, marks) })),
      ),
    },
  }),
  data('arabic-letters-not-matched', 'DAT-CHR-007', {
    en: 'A name is not found where its letters come from an Arabic keyboard',
    fa: 'نام با حروف صفحه‌کلید عربی یافت نمی‌شود',
    hooks: { request: (request) => withQuery(request, 'legalName', (name) => (/[\u064a\u0643\u0649]/.test(name) ? 'نام دیگر' : name)) },
  }),
];

export const meaningFaults: readonly Fault[] = [...timeFaults, ...publicationFaults, ...inputFaults];
