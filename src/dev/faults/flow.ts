/**
 * Faults of calls that follow one another: creation, deletion, entity tags, idempotency keys, work in the background, pages, reads with an effect.
 *
 * Records that the agency starts with behave as ever; what a run created shows the fault, so that nothing else of the agency is bent.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { randomUUID } from 'node:crypto';
import { headerOf, jsonAnswer, withHeader, withoutHeaders, type AgencyRequest, type Answer } from '../exchange.js';
import { problemAnswer } from '../problems.js';
import { answersWith, edited, inLayer, replaced, successOf, without } from './bend.js';
import type { AnswerContext, Fault, FaultHooks } from './fault.js';

const technical = inLayer('technical');
const organisational = inLayer('organisational');

/** Whether a request names a resource that this run created: those that the agency starts with have ids of one prefix. */
const isNew = ({ request }: AnswerContext): boolean => /\/(?!7d1f6a52)[0-9a-f]{8}-[0-9a-f-]{27}(?:\/|$)/.test(request.path);

type AnswerHook = NonNullable<FaultHooks['answer']>;
type Bend = (answer: Answer, context: AnswerContext) => Answer;

/** Bends successful answers of an operation on what was created. */
const ofNew = (operationId: string, bend: Bend): AnswerHook =>
  successOf(operationId, (answer, context) => (isNew(context) ? bend(answer, context) : answer));

const notFound: Bend = (answer, { request }) => replaced(withoutHeaders(answer, 'ETag'), problemAnswer(request, 'not-found'));

/** The request without a field, where its path is one of those meant. */
const lacking =
  (field: string, path: RegExp): ((request: AgencyRequest) => AgencyRequest) =>
  (request) =>
    path.test(request.path) ? withoutHeaders(request, field) : request;

/** Beyond it no page begins that the contract knows. */
const last = 100;

/** A page of requests that begins so many items later than asked for, unless it is the first. */
const shiftedPage =
  (by: number): ((request: AgencyRequest) => AgencyRequest) =>
  (request) => {
    const offset = Number(request.query.get('offset') ?? 0);
    if (!request.path.endsWith('/requests') || !Number.isInteger(offset) || offset < 1 || offset > last) return request;
    const query = new URLSearchParams(request.query);
    query.set('offset', String(offset + by));
    return { ...request, query };
  };

const creationFaults: readonly Fault[] = [
  technical('creation-answers-200', 'TEC-HTP-009 TEC-OAS-012', {
    en: 'A creation is answered 200 instead of 201',
    fa: 'ایجاد به جای ۲۰۱ پاسخ ۲۰۰ می‌گیرد',
    hooks: { answer: successOf('createRequest', (answer) => ({ ...answer, status: 200 })) },
  }),
  technical('creation-without-address', 'TEC-HTP-009', {
    en: 'A creation does not say where the new resource is',
    fa: 'پاسخ ایجاد نشانی منبع تازه را نمی‌گوید',
    hooks: { answer: successOf('createRequest', (answer) => withoutHeaders(answer, 'Location')) },
  }),
  technical('location-without-slash', 'TEC-HTP-009', {
    en: 'Location is a relative path',
    fa: 'مقدار Location مسیر نسبی است',
    hooks: {
      answer: successOf('createRequest', (answer) =>
        withHeader(answer, 'Location', (headerOf(answer, 'location') ?? '').replace(/^.*\/requests\//, 'requests/')),
      ),
    },
  }),
  technical('created-not-served', 'TEC-HTP-009', {
    en: 'What was created cannot be read',
    fa: 'منبع ساخته‌شده خواندنی نیست',
    hooks: { answer: ofNew('getRequest', notFound) },
  }),
  technical('deletion-without-effect', 'TEC-HTP-005', {
    en: 'A deletion is confirmed and not carried out',
    fa: 'حذف تأیید می‌شود ولی انجام نمی‌شود',
    hooks: {
      request: (request) => (request.method === 'DELETE' && /\/requests\//.test(request.path) ? { ...request, method: 'GET' } : request),
      answer: (answer, { request }) =>
        request.method === 'DELETE' && answer.status === 200
          ? { status: 204, headers: withoutHeaders(answer, 'Content-Type', 'ETag').headers }
          : answer,
    },
  }),
];

const tagFaults: readonly Fault[] = [
  technical('no-entity-tag', 'TEC-HTP-011', {
    en: 'Resources that can be changed have no entity tag',
    fa: 'منابع تغییرپذیر نشان نسخه ندارند',
    hooks: { answer: (answer) => withoutHeaders(answer, 'ETag') },
  }),
  technical('entity-tag-unquoted', 'TEC-HTP-011', {
    en: 'Entity tags come without quotes',
    fa: 'نشان نسخه بی‌گیومه می‌آید',
    hooks: {
      answer: (answer) => {
        const tag = headerOf(answer, 'etag');
        return tag === undefined ? answer : withHeader(answer, 'ETag', tag.replaceAll('"', ''));
      },
    },
  }),
  technical('if-none-match-not-read', 'TEC-HTP-011', {
    en: 'If-None-Match is passed over',
    fa: 'سرایند If-None-Match خوانده نمی‌شود',
    hooks: { request: lacking('If-None-Match', /\/requests\//) },
  }),
  technical('if-match-not-read', 'TEC-HTP-011', {
    en: 'If-Match is passed over',
    fa: 'سرایند If-Match خوانده نمی‌شود',
    hooks: { request: lacking('If-Match', /\/requests\//) },
  }),
  technical('refused-and-written', 'TEC-HTP-011', {
    en: 'A replacement under a condition is answered 412 and carried out',
    fa: 'جایگزینی شرطی پاسخ ۴۱۲ می‌گیرد ولی انجام می‌شود',
    hooks: {
      request: lacking('If-Match', /\/requests\//),
      answer: successOf('replaceRequest', (answer, { request }) =>
        headerOf(request, 'if-match') === undefined
          ? answer
          : replaced(withoutHeaders(answer, 'ETag'), problemAnswer(request, 'precondition-failed')),
      ),
    },
  }),
];

const keyFaults: readonly Fault[] = [
  technical('idempotency-key-not-read', 'TEC-HTP-014', {
    en: 'The Idempotency-Key of a payment is passed over',
    fa: 'کلید تکرارناپذیری پرداخت خوانده نمی‌شود',
    hooks: { request: lacking('Idempotency-Key', /\/payments$/) },
  }),
  technical('key-reuse-accepted', 'TEC-HTP-014 TEC-OAS-013', {
    en: 'A used key is accepted with another payment',
    fa: 'کلید به‌کاررفته با پرداخت دیگری پذیرفته می‌شود',
    hooks: {
      answer: answersWith(409, (answer, { request }) => {
        const id = randomUUID();
        return withHeader(replaced(answer, jsonAnswer(201, { id, status: 'accepted' })), 'Location', `${request.path}/${id}`);
      }),
    },
  }),
];

const asyncFaults: readonly Fault[] = [
  technical('async-answers-200', 'TEC-HTP-010 TEC-OAS-012', {
    en: 'An asynchronous operation answers 200',
    fa: 'عملیات غیرهمزمان پاسخ ۲۰۰ می‌دهد',
    hooks: { answer: successOf('createReport', (answer) => ({ ...answer, status: 200 })) },
  }),
  technical('async-without-address', 'TEC-HTP-010', {
    en: 'An accepted request does not say where its status is',
    fa: 'درخواست پذیرفته‌شده نشانی وضعیت ندارد',
    hooks: { answer: successOf('createReport', (answer) => withoutHeaders(answer, 'Location')) },
  }),
  technical('status-not-served', 'TEC-HTP-010', {
    en: 'The status resource of a new report is not found',
    fa: 'منبع وضعیت گزارش تازه یافت نمی‌شود',
    hooks: { answer: ofNew('getReport', notFound) },
  }),
  technical('status-without-state', 'TEC-HTP-010 TEC-OAS-013', {
    en: 'The status resource of a new report tells no state',
    fa: 'منبع وضعیت گزارش تازه حالتی نمی‌گوید',
    hooks: { answer: ofNew('getReport', (answer) => edited(answer, (value) => without(value, 'status'))) },
  }),
  technical('status-with-unknown-state', 'TEC-HTP-010 TEC-OAS-013', {
    en: 'The status resource of a new report tells a state that the contract does not list',
    fa: 'منبع وضعیت گزارش تازه حالتی می‌گوید که در قرارداد نیست',
    hooks: { answer: ofNew('getReport', (answer) => edited(answer, (value) => ({ ...value, status: 'half-way' }))) },
  }),
  technical('result-not-linked', 'TEC-HTP-010', {
    en: 'A finished report does not say where its result is',
    fa: 'گزارش آماده نشانی نتیجه را نمی‌گوید',
    hooks: { answer: ofNew('getReport', (answer) => edited(answer, (value) => without(value, 'resultUrl'))) },
  }),
  technical('result-not-served', 'TEC-HTP-010', {
    en: 'The result of a finished report is not found',
    fa: 'نتیجهٔ گزارش آماده یافت نمی‌شود',
    hooks: { answer: ofNew('getReportResult', notFound) },
  }),
];

const pageFaults: readonly Fault[] = [
  technical('pages-overlap', 'TEC-API-006', {
    en: 'Each page begins with the last item of the one before',
    fa: 'هر صفحه با آخرین قلم صفحهٔ پیشین آغاز می‌شود',
    hooks: { request: shiftedPage(-1) },
  }),
  technical('pages-skip', 'TEC-API-006', {
    en: 'An item falls out between pages',
    fa: 'قلمی میان صفحه‌ها می‌افتد',
    hooks: { request: shiftedPage(1) },
  }),
  technical('next-page-is-itself', 'TEC-API-006', {
    en: 'The next page of each page is the page itself',
    fa: 'صفحهٔ بعدِ هر صفحه خود آن صفحه است',
    hooks: {
      answer: successOf('listRequests', (answer, { request }) =>
        withHeader(answer, 'Link', `<${request.path}?${request.query.toString()}>; rel="next"`),
      ),
    },
  }),
];

/** A number that is greater each time. */
const risingNumber = (): number => Math.floor(performance.now() * 1000) % 2_000_000_000;

/** Not found, twice, after OPTIONS. */
function usedUp(): NonNullable<FaultHooks['answer']> {
  const left = new Map<string, number>();
  return (answer, { request }) => {
    const { method, path } = request;
    if (method === 'OPTIONS' && /\/reports\/[^/]+\/result$/.test(path)) left.set(path, 2);
    const more = left.get(path) ?? 0;
    if (method !== 'GET' || more === 0) return answer;
    left.set(path, more - 1);
    return replaced(answer, problemAnswer(request, 'not-found'));
  };
}

const readFaults: readonly Fault[] = [
  technical('reads-are-counted', 'TEC-HTP-001', {
    en: 'Reading a licence raises its version',
    fa: 'خواندن مجوز نسخهٔ آن را بالا می‌برد',
    hooks: { answer: successOf('getLicence', (answer) => edited(answer, (value) => ({ ...value, recordVersion: risingNumber() }))) },
  }),
  technical('reading-creates', 'TEC-HTP-001', {
    en: 'Reading a request leaves another request behind',
    fa: 'خواندن درخواست، درخواست دیگری به جا می‌گذارد',
    hooks: {
      effect: ({ requests }, { request, operationId }) => {
        const [record] = requests.values();
        const id = randomUUID();
        if (operationId === 'getRequest' && request.method === 'GET' && record !== undefined) requests.set(id, { ...record, id });
      },
    },
  }),
  technical('reading-consumes', 'TEC-HTP-001', {
    en: 'Who asks for the options of a result uses it up for the next two readers',
    fa: 'پرسیدن گزینه‌های یک نتیجه آن را برای دو خوانندهٔ بعد از میان می‌برد',
    hooks: { answer: usedUp() },
  }),
];

const trackingFaults: readonly Fault[] = [
  organisational('request-without-state', 'ORG-SWN-003 TEC-OAS-013 ORG-LIF-001', {
    en: 'A new request does not tell how it stands',
    fa: 'درخواست تازه وضعیت خود را نمی‌گوید',
    hooks: { answer: ofNew('getRequest', (answer) => edited(answer, (value) => without(value, 'status'))) },
  }),
  organisational('request-with-unknown-state', 'ORG-SWN-003 TEC-OAS-013 ORG-LIF-001', {
    en: 'A new request tells a state that its list does not have',
    fa: 'درخواست تازه وضعیتی می‌گوید که در فهرست نیست',
    hooks: { answer: ofNew('getRequest', (answer) => edited(answer, (value) => ({ ...value, status: 'somewhere' }))) },
  }),
  organisational('request-without-time', 'ORG-SWN-003 TEC-OAS-013', {
    en: 'A new request does not tell when it last changed',
    fa: 'درخواست تازه زمان آخرین تغییر را نمی‌گوید',
    hooks: { answer: ofNew('getRequest', (answer) => edited(answer, (value) => without(without(value, 'lastChangedAt'), 'asOf'))) },
  }),
];

export const flowFaults: readonly Fault[] = [
  ...creationFaults,
  ...tagFaults,
  ...keyFaults,
  ...asyncFaults,
  ...pageFaults,
  ...readFaults,
  ...trackingFaults,
];
