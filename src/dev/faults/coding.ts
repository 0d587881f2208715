/**
 * Faults of the coding layer: codes that do not hold, values outside their lists, schemas that leave a code without its form.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { isObject, parseJson } from '../../contract/json.js';
import { inLayer, setMembers } from './bend.js';
import { listFaults } from './lists.js';
import type { Fault, TextPatch } from './fault.js';

const coding = inLayer('coding');
const patches = (...pairs: readonly (readonly [find: string, put: string])[]): { readonly contract: readonly TextPatch[] } => ({
  contract: pairs.map(([find, put]) => ({ find, put })),
});

const knownCodes: ReadonlySet<string> = new Set(['9990000018', '9990000026', '9990000034', '9990000042', '9990000050']);

const valueFaults: readonly Fault[] = [
  coding('bad-national-code', 'COD-PID-001', {
    en: 'A national code has a wrong check digit',
    fa: 'رقم کنترل یک کد ملی نادرست است',
    hooks: { data: setMembers('persons', 4, { nationalCode: '9990000059' }) },
  }),
  coding('bad-legal-id', 'COD-LID-001', {
    en: 'A legal id has a wrong check digit',
    fa: 'رقم کنترل یک شناسهٔ ملی نادرست است',
    hooks: { data: setMembers('licences', 0, { holder: { legalPersonId: '99999000028', legalName: 'شرکت نمونهٔ یکم' } }) },
  }),
  coding('bad-economic-code', 'COD-LID-002', {
    en: 'An economic code holds a letter',
    fa: 'شمارهٔ اقتصادی حرف دارد',
    hooks: {
      ...patches(["pattern: '^([0-9]{11}|[0-9]{14})$'", "pattern: '^[0-9A-Z]{11,14}$'"]),
      data: setMembers('legalEntities', 1, { economicCode: '9999900003X' }),
    },
  }),
  coding('bad-postal-code', 'COD-ADR-001 DAT-SCH-003', {
    en: 'A postal code has nine digits',
    fa: 'یک کد پستی نه رقم دارد',
    hooks: {
      ...patches(["PostalCode:\n      { type: string, pattern: '^[0-9]{10}$'", "PostalCode:\n      { type: string, pattern: '^[0-9]{9,10}$'"]),
      data: setMembers('addresses', 1, { postalCode: '999990001' }),
    },
  }),
  coding('bad-sheba', 'COD-BNK-001', {
    en: 'An IBAN has wrong check digits',
    fa: 'رقم‌های کنترل یک شبا نادرست است',
    hooks: { data: setMembers('payments', 0, { payeeIban: 'IR750990000000000000000001' }) },
  }),
  coding('province-mismatch', 'COD-ADR-003', {
    en: 'The code of a province is not that of its name',
    fa: 'کد استان با نام آن نمی‌خواند',
    hooks: { data: setMembers('addresses', 0, { provinceCode: 'IR-07' }) },
  }),
  // The value that it replaces is shown by no other licence.
  coding('unknown-code-list-value', 'COD-LST-002 TEC-OAS-013 DAT-EXA-002', {
    en: 'An answer holds a code that is not in its list',
    fa: 'پاسخ کدی دارد که در فهرست خود نیست',
    hooks: { data: setMembers('licences', 0, { licenceType: 'fishing' }) },
  }),
  coding('unknown-country', 'COD-LST-002 COD-LST-004', {
    en: 'A country code is not of ISO 3166-1',
    fa: 'کد کشور در ISO 3166-1 نیست',
    hooks: { data: setMembers('persons', 0, { nationalityCountryCode: 'ZZ' }) },
  }),
  coding('bad-agency-id', 'COD-SVC-002', {
    en: 'The legal id of the agency has a wrong check digit',
    fa: 'رقم کنترل شناسهٔ ملی دستگاه نادرست است',
    hooks: { statement: (statement) => ({ ...statement, agency: { ...statement.agency, legalPersonId: '99999000015' } }) },
  }),
  coding('service-id-mismatch', 'COD-SVC-001', {
    en: 'Statement and contract name different service ids',
    fa: 'شناسهٔ خدمت در اظهارنامه و قرارداد یکی نیست',
    hooks: { statement: (statement) => ({ ...statement, services: statement.services.map((service) => ({ ...service, id: '99990010002' })) }) },
  }),
  coding('wrong-check-digit-accepted', 'COD-PID-001', {
    en: 'A national code with a wrong check digit is taken as valid',
    fa: 'کد ملی با رقم کنترل نادرست پذیرفته می‌شود',
    hooks: {
      request: (request) => {
        const body = request.path.endsWith('/persons/_search') ? parseJson(Buffer.from(request.body).toString('utf8'))?.value : undefined;
        const code = isObject(body) ? body['nationalCode'] : undefined;
        // Every ten digits are read as a person whom nobody has registered.
        return isObject(body) && typeof code === 'string' && /^[0-9]{10}$/.test(code) && !knownCodes.has(code)
          ? { ...request, body: Buffer.from(JSON.stringify({ ...body, nationalCode: '9990000069' })) }
          : request;
      },
    },
  }),
];

const schemaFaults: readonly Fault[] = [
  coding('national-code-without-pattern', 'COD-PID-001', {
    en: 'The schema of national codes has no pattern',
    fa: 'طرح‌وارهٔ کد ملی الگو ندارد',
    hooks: patches(["NationalCode:\n      { type: string, pattern: '^[0-9]{10}$', ", 'NationalCode:\n      { type: string, ']),
  }),
  coding('legal-id-without-pattern', 'COD-LID-001', {
    en: 'The schema of legal ids has no pattern',
    fa: 'طرح‌وارهٔ شناسهٔ ملی الگو ندارد',
    hooks: patches(["LegalPersonId:\n      { type: string, pattern: '^[0-9]{11}$', ", 'LegalPersonId:\n      { type: string, ']),
  }),
  coding('iban-without-pattern', 'COD-BNK-001', {
    en: 'The schema of IBANs has no pattern',
    fa: 'طرح‌وارهٔ شبا الگو ندارد',
    hooks: patches(["Iban:\n      { type: string, pattern: '^IR[0-9]{24}$', ", 'Iban:\n      { type: string, ']),
  }),
  coding('code-without-list', 'COD-LST-001', {
    en: 'A coded member does not name its code list',
    fa: 'یک عضو کددار فهرست کد خود را نمی‌گوید',
    hooks: patches([", x-egif-codelist: 'https://api.sample.gov.example/person-registry/v1/codelists/licence-types@1'", '']),
  }),
  coding('persian-code', 'COD-LST-003', {
    en: 'A code is a Persian label',
    fa: 'یک کد برچسب فارسی است',
    hooks: {
      ...patches(
        ['enum: [trade, construction, transport]', 'enum: [بازرگانی, construction, transport]'],
        ['licenceType: trade\n', 'licenceType: بازرگانی\n'],
      ),
      data: setMembers('licences', 0, { licenceType: 'بازرگانی' }),
    },
  }),
];

export const codingFaults: readonly Fault[] = [...valueFaults, ...schemaFaults, ...listFaults];
