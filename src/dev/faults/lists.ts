/**
 * Faults of codes in use: lists that cannot be had, inputs that take what no list has, codes of places, properties and transactions.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, parseJson } from '../../contract/json.js';
import { textAnswer, type AgencyRequest } from '../exchange.js';
import { problemAnswer } from '../problems.js';
import { edited, inLayer, publishedAt, setMembers, successOf } from './bend.js';
import type { Fault } from './fault.js';

const coding = inLayer('coding');

/** A record, and those within it, with another registry plate. */
function plated(value: Json): Json {
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, name === 'registryPlate' ? '120/7' : plated(member)] as const);
  return Object.fromEntries(members);
}

const platedRecord = (record: JsonObject): JsonObject => {
  const value = plated(record);
  return isObject(value) ? value : record;
};

/** The request with another national code in its search. */
function searchingFor(request: AgencyRequest, wanted: RegExp, put: string): AgencyRequest {
  const body = request.path.endsWith('/persons/_search') ? parseJson(Buffer.from(request.body).toString('utf8'))?.value : undefined;
  const code = isObject(body) ? body['nationalCode'] : undefined;
  return isObject(body) && typeof code === 'string' && wanted.test(code)
    ? { ...request, body: Buffer.from(JSON.stringify({ ...body, nationalCode: put })) }
    : request;
}

const licenceStates: ReadonlySet<string | null> = new Set([null, 'valid', 'suspended', 'revoked']);

export const listFaults: readonly Fault[] = [
  coding('gnaf-id-with-blank', 'COD-ADR-002', {
    en: 'A location identifier holds a blank',
    fa: 'شناسهٔ مکانی فاصله دارد',
    hooks: {
      contract: [{ find: "'^GNAF-[0-9]{10}$'", put: "'^GNAF[ -][0-9]{10}$'" }],
      data: setMembers('addresses', 0, { gnafId: 'GNAF 0000000001' }),
    },
  }),
  coding('county-of-other-province', 'COD-ADR-003', {
    en: 'The code of a county is one of another province',
    fa: 'کد شهرستان از آنِ استان دیگری است',
    hooks: { data: setMembers('addresses', 0, { countyCode: '0703' }) },
  }),
  coding('own-activity-codes', 'COD-LST-005', {
    en: "Economic activity is coded with a list of the agency's own",
    fa: 'فعالیت اقتصادی با فهرست خود دستگاه کدگذاری می‌شود',
    hooks: { contract: [{ find: 'codelists/isic-rev4@1', put: 'codelists/activities@1' }] },
  }),
  coding('registry-plate-as-text', 'COD-PRP-001', {
    en: 'A registry plate is one text',
    fa: 'پلاک ثبتی یک رشته است',
    hooks: {
      contract: [
        {
          find: "registryPlate: { $ref: '#/components/schemas/RegistryPlate', description: پلاک ثبتی }",
          put: "registryPlate: { type: string, pattern: '^[0-9/]+$', maxLength: 20, description: پلاک ثبتی, x-egif-data-class: internal }",
        },
      ],
      data: (registry) => ({
        ...registry,
        addresses: registry.addresses.map(platedRecord),
        legalEntities: registry.legalEntities.map(platedRecord),
      }),
    },
  }),
  coding('codelist-gone', 'COD-LST-001', {
    en: 'A code list that the contract names is not served',
    fa: 'فهرست کدی که قرارداد نام می‌برد ارائه نمی‌شود',
    hooks: { answer: publishedAt('/codelists/gender@1', (_answer, { request }) => problemAnswer(request, 'not-found')) },
  }),
  coding('codelist-without-validity', 'COD-LST-001', {
    en: 'A code list does not say since when its codes are in force',
    fa: 'فهرست کد زمان اعتبار کدها را نمی‌گوید',
    hooks: {
      answer: publishedAt('/codelists/gender@1', () =>
        textAnswer(200, 'text/csv; charset=utf-8', 'code,label_fa,definition,status\r\nfemale,زن,زن,in-force\r\nmale,مرد,مرد,in-force\r\n'),
      ),
    },
  }),
  coding('foreign-code-accepted', 'COD-LST-002 TEC-OAS-016', {
    en: 'A filter takes a code that its list does not have',
    fa: 'پالایه کدی را می‌پذیرد که در فهرست آن نیست',
    hooks: {
      request(request) {
        if (!request.path.endsWith('/licences') || licenceStates.has(request.query.get('status'))) return request;
        const query = new URLSearchParams(request.query);
        query.delete('status');
        return { ...request, query };
      },
    },
  }),
  coding('foreigner-id-accepted', 'COD-PID-002', {
    en: "A foreigner's id is looked up as a national code",
    fa: 'شناسهٔ تبعهٔ خارجی به جای کد ملی جستجو می‌شود',
    // Nobody has the code in whose place it is looked up.
    hooks: { request: (request) => searchingFor(request, /^[0-9]{12}$/, '9990000069') },
  }),
  coding('tracking-id-repeated', 'COD-SVC-003', {
    en: 'Two payments get the same identifier',
    fa: 'دو پرداخت یک شناسه می‌گیرند',
    hooks: {
      answer: successOf('createPayment', (answer) => edited(answer, (value) => ({ ...value, id: '7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1eff' }))),
    },
  }),
];
