/**
 * Faults of the sample SOAP agency, each tied to the requirements that it breaks.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { envelopeNamespaces } from '../../contract/soap-names.js';
import { textAnswer, withHeader, type Answer } from '../exchange.js';
import type { SoapAgencyFault, SoapAnswerContext, SoapFaultHooks } from '../soap/manners.js';

const soap = (
  name: string,
  requirements: string,
  about: { readonly en: string; readonly fa: string; readonly hooks: SoapFaultHooks },
): SoapAgencyFault => ({
  name,
  layer: 'technical',
  requirements: requirements.split(' ').map((id) => `EGIF-${id}`),
  describe: { en: about.en, fa: about.fa },
  hooks: about.hooks,
});

const served = (bend: (answer: Answer, context: SoapAnswerContext) => Answer): SoapFaultHooks => ({
  answer: (answer, context) => (context.isFault ? answer : bend(answer, context)),
});
const refused = (bend: (answer: Answer, context: SoapAnswerContext) => Answer): SoapFaultHooks => ({
  answer: (answer, context) => (context.isFault ? bend(answer, context) : answer),
});
const faultText = (bend: (text: string, context: SoapAnswerContext) => string): SoapFaultHooks => ({
  envelope: (text, context) => (context.isFault ? bend(text, context) : text),
});
const edited = (answer: Answer, bend: (text: string) => string): Answer => ({
  ...answer,
  body: Buffer.from(bend(Buffer.from(answer.body ?? []).toString('utf8'))),
});

const messagesFile = 'types/messages.xsd';
const wsdlFile = 'person-inquiry.wsdl';

const published: readonly SoapAgencyFault[] = [
  soap('soap-schema-missing', 'TEC-MSG-001', {
    en: 'A schema that the published WSDL names is not served',
    fa: 'طرح‌واره‌ای که WSDL نام می‌برد عرضه نمی‌شود',
    hooks: { published: { [messagesFile]: [{ find: 'schemaLocation="codes.xsd"', put: 'schemaLocation="gone.xsd"' }] } },
  }),
  soap('soap-import-internal', 'TEC-MSG-001', {
    en: 'The published WSDL imports from a host that only the house reaches',
    fa: 'WSDL منتشرشده از میزبانی درون‌سازمانی import می‌کند',
    hooks: {
      published: { [wsdlFile]: [{ find: 'schemaLocation="types/messages.xsd"', put: 'schemaLocation="http://soap-app01:8080/types/messages.xsd"' }] },
    },
  }),
  soap('soap-import-namespace', 'TEC-MSG-001', {
    en: 'A published schema has another namespace than its import says',
    fa: 'فضای نام طرح‌وارهٔ منتشرشده با import آن نمی‌خواند',
    hooks: {
      published: {
        'types/codes.xsd': [
          { find: 'targetNamespace="https://soap.sample.gov.example/person-inquiry/codes"', put: 'targetNamespace="urn:egif:other"' },
        ],
      },
    },
  }),
  soap('soap-wsdl-cut', 'TEC-MSG-001', {
    en: 'The published WSDL is cut short',
    fa: 'WSDL منتشرشده ناتمام است',
    hooks: { published: { [wsdlFile]: [{ find: '</wsdl:definitions>', put: '' }] } },
  }),
];

const envelopes: readonly SoapAgencyFault[] = [
  soap('soap-media-type-html', 'TEC-MSG-007', {
    en: 'Answers are said to be text/html',
    fa: 'نوع رسانهٔ پاسخ text/html اعلام می‌شود',
    hooks: served((answer) =>
      answer.body === undefined || /multipart/.test(answer.headers[0]?.[1] ?? '')
        ? answer
        : withHeader(answer, 'Content-Type', 'text/html; charset=utf-8'),
    ),
  }),
  soap('soap-other-version', 'TEC-HTP-008 TEC-MSG-007', {
    en: 'The SOAP 1.2 port answers with SOAP 1.1 envelopes',
    fa: 'درگاه SOAP 1.2 با پاکت SOAP 1.1 پاسخ می‌دهد',
    hooks: served((answer, { version }) =>
      version === '1.2'
        ? withHeader(
            edited(answer, (text) => text.replaceAll(envelopeNamespaces['1.2'], envelopeNamespaces['1.1'])),
            'Content-Type',
            'text/xml; charset=utf-8',
          )
        : answer,
    ),
  }),
  soap('soap-latin-charset', 'TEC-HTP-008 TEC-MSG-007', {
    en: 'Answers are said to be in windows-1256',
    fa: 'کدگذاری پاسخ windows-1256 اعلام می‌شود',
    hooks: served((answer, { operation }) =>
      operation === 'echo' ? withHeader(answer, 'Content-Type', `${(answer.headers[0]?.[1] ?? '').replace('utf-8', 'windows-1256')}`) : answer,
    ),
  }),
  soap('soap-page-for-answer', 'TEC-MSG-007 TEC-MSG-016', {
    en: 'The echo answers 200 with a page',
    fa: 'عملیات echo با وضعیت ۲۰۰ صفحهٔ وب برمی‌گرداند',
    hooks: served((answer, { operation }) =>
      operation === 'echo' ? textAnswer(200, 'text/html; charset=utf-8', '<!DOCTYPE html><title>Service</title>') : answer,
    ),
  }),
  soap('soap-echo-refused', 'TEC-MSG-016', {
    en: 'The echo operation is declared and answers with a fault',
    fa: 'عملیات echo اعلام شده است ولی با خطا پاسخ می‌دهد',
    hooks: { manners: { echoes: false } },
  }),
  soap('soap-answer-extra-element', 'TEC-MSG-010', {
    en: 'An answer holds an element that the schema does not know',
    fa: 'پاسخ عنصری دارد که در طرح‌واره نیست',
    hooks: {
      envelope: (text, { operation }) =>
        operation === 'readLegalPerson' ? text.replace('<m:shareCount>', '<m:branch>1</m:branch><m:shareCount>') : text,
    },
  }),
  soap('soap-answer-other-element', 'TEC-MSG-010', {
    en: 'An answer has another element in its Body than the WSDL says',
    fa: 'عنصر بدنهٔ پاسخ همان نیست که WSDL می‌گوید',
    hooks: { envelope: (text, { operation }) => (operation === 'readPerson' ? text.replaceAll('m:readPersonResponse', 'm:readPersonResult') : text) },
  }),
  soap('soap-large-text', 'TEC-MSG-015', {
    en: 'A large file stands as base64 text in the envelope',
    fa: 'پروندهٔ بزرگ به صورت متن base64 در پاکت می‌آید',
    hooks: { manners: { attaches: false } },
  }),
];

const faultShapes: readonly SoapAgencyFault[] = [
  soap('soap-fault-200', 'TEC-MSG-008', {
    en: 'Faults have the status 200',
    fa: 'خطای SOAP با وضعیت ۲۰۰ می‌آید',
    hooks: refused((answer) => ({ ...answer, status: 200 })),
  }),
  soap('soap-fault-page', 'TEC-ERR-007 TEC-MSG-008', {
    en: 'Errors are pages instead of faults',
    fa: 'به جای خطای SOAP صفحهٔ وب می‌آید',
    hooks: refused(() => textAnswer(500, 'text/html; charset=utf-8', '<html><title>Error</title></html>')),
  }),
  soap('soap-fault-no-detail', 'TEC-MSG-008', {
    en: 'Faults have no detail',
    fa: 'خطای SOAP جزئیات ندارد',
    hooks: faultText((text) => text.replace(/<(?:soapenv:D|d)etail>.*<\/(?:soapenv:D|d)etail>/s, '')),
  }),
  soap('soap-fault-other-detail', 'TEC-MSG-008', {
    en: 'The detail of faults is an element that the WSDL does not declare',
    fa: 'عنصر جزئیات خطا در WSDL اعلام نشده است',
    hooks: faultText((text) => text.replaceAll('m:problem', 'm:exception')),
  }),
  soap('soap-fault-no-reason', 'TEC-MSG-008', {
    en: 'Faults give no reason',
    fa: 'خطای SOAP شرحی ندارد',
    hooks: faultText((text) => text.replace(/(<(?:faultstring|soapenv:Text)[^>]*>)[^<]*/, '$1')),
  }),
  soap('soap-mismatch-as-client', 'TEC-ERR-007 TEC-MSG-008', {
    en: 'An envelope of an unknown version is answered as a failure of the server',
    fa: 'نسخهٔ ناشناختهٔ پاکت با کد VersionMismatch پاسخ نمی‌گیرد',
    hooks: faultText((text, { version }) => text.replace('soapenv:VersionMismatch', version === '1.1' ? 'soapenv:Server' : 'soapenv:Receiver')),
  }),
  soap('soap-header-ignored', 'TEC-MSG-008', {
    en: 'Headers that must be understood are passed over',
    fa: 'سرآیندی که باید فهمیده شود نادیده گرفته می‌شود',
    hooks: { manners: { refusesUnknownHeaders: false } },
  }),
  soap('soap-members-optional', 'TEC-MSG-008', {
    en: 'A message without its required members is served',
    fa: 'پیام بدون اجزای الزامی پاسخ می‌گیرد',
    hooks: { manners: { demandsMembers: false } },
  }),
];

const security: readonly SoapAgencyFault[] = [
  soap('soap-doctype-read', 'TEC-MSG-009', {
    en: 'Document type declarations are read and their entities put in',
    fa: 'DOCTYPE خوانده و موجودیت‌های آن گشوده می‌شود',
    hooks: { manners: { refusesDoctype: false } },
  }),
  soap('soap-external-fetched', 'TEC-MSG-009', {
    en: 'An external document type is looked for',
    fa: 'موجودیت بیرونی جست‌وجو می‌شود',
    hooks: faultText((text, { request }) =>
      Buffer.from(request.body).includes('SYSTEM')
        ? text.replace(/(<(?:faultstring|soapenv:Text)[^>]*>)[^<]*/, '$1java.net.UnknownHostException')
        : text,
    ),
  }),
  soap('soap-unsigned-served', 'TEC-MSG-011', {
    en: 'Messages without a signature are served',
    fa: 'پیام بی‌امضا پاسخ می‌گیرد',
    hooks: { manners: { refusesUnsigned: false } },
  }),
  soap('soap-stale-served', 'TEC-MSG-011', {
    en: 'Messages that have expired are served',
    fa: 'پیام کهنه پاسخ می‌گیرد',
    hooks: { manners: { refusesStale: false } },
  }),
  soap('soap-misdirected-served', 'TEC-MSG-011', {
    en: 'Messages to another service are served',
    fa: 'پیامی که نشانی خدمت دیگری دارد پاسخ می‌گیرد',
    hooks: { manners: { refusesMisdirected: false } },
  }),
  soap('soap-replay-served', 'TEC-MSG-012', {
    en: 'A message that comes again has its effect again',
    fa: 'پیام تکراری دوباره اثر می‌کند',
    hooks: { manners: { refusesReplay: false } },
  }),
  soap('soap-body-unchecked', 'TEC-MSG-013', {
    en: 'The digest of the Body is not compared',
    fa: 'چکیدهٔ بدنه سنجیده نمی‌شود',
    hooks: { manners: { comparesBody: false } },
  }),
  soap('soap-sha1-answers', 'TEC-MSG-014', {
    en: 'Answers are signed with SHA-1',
    fa: 'پاسخ با SHA-1 امضا می‌شود',
    hooks: { manners: { answerDigest: 'sha1' } },
  }),
  soap('soap-inclusive-c14n', 'TEC-MSG-014', {
    en: 'Answers are signed over inclusive canonical forms',
    fa: 'امضای پاسخ با C14N فراگیر است',
    hooks: { manners: { answerC14n: 'inclusive' } },
  }),
];

/** Every fault of the SOAP agency. */
export const soapFaults: readonly SoapAgencyFault[] = [...published, ...envelopes, ...faultShapes, ...security];
