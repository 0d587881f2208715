/**
 * Which code a member of a contract carries, by its name: the names seen in public interfaces.
 *
 * A name is cut into words (camelCase, snake_case, kebab-case, spaces); it matches where the whole name, or its last words, are in the
 * dictionary. The longest match wins. Names that mean other things with a word before them match only as a whole.
 *
 * Source   Names of the tax interface RC_TICS.IS v1.4, of identity matching, and of public clients.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import type { SchemeId } from './scheme.js';

/** A scheme, and names separated by spaces. */
type Entry = readonly [id: SchemeId, names: string];

/** Names that match with any words before them: ownerNationalCode, payee_iban. */
const suffixes: readonly Entry[] = [
  [
    'national-code',
    'nationalcode nationalno nationalnumber nationcode rownationcode codemelli codemeli kodmelli kodemelli mellicode melicode کدملی شمارهملی',
  ],
  [
    'legal-id',
    'legalpersonid legalpersonnationalid legalnationalid legalentityid companynationalid corporatenationalid organizationnationalid organisationnationalid agencylegalid shenasemelli shenasemeli شناسهملی',
  ],
  [
    'person-or-legal-id',
    'nid nationalid nationalidentifier companynationalcode legalnationalcode legalpersonnationalcode organizationnationalcode organisationnationalcode corporatenationalcode',
  ],
  ['postal-code', 'postalcode postcode zipcode codeposti kodposti kodeposti کدپستی'],
  ['sheba', 'sheba shaba iban shebanumber shabanumber shebano ibannumber shebacode ibancode شبا شمارهشبا'],
  ['bank-card', 'bankcard bankcardnumber bankcardno شمارهکارتبانکی'],
  [
    'mobile',
    'mobile mobilenumber mobileno mobilephone mobilephonenumber cellphone cellphonenumber cellnumber msisdn shomarehamrah تلفنهمراه شمارههمراه',
  ],
  ['phone', 'phone phonenumber phoneno telephone telephonenumber تلفن شمارهتلفن'],
  ['landline', 'landline landlinenumber landlinephone fixedphone fixedphonenumber fixedlinenumber تلفنثابت'],
  ['foreigner-id', 'foreignid foreignerid foreignersid foreignnationalid fidacode fidaid faragircode codefaragir kodefaragir کدفراگیر'],
  ['economic-number', 'economiccode economicnumber economicno economicid economicalcode codeeghtesadi شمارهاقتصادی کداقتصادی'],
  ['goods-id', 'sstid goodsid stuffid shenasekala شناسهکالا'],
  ['iran-code', 'irancode ایرانکد'],
  ['tax-invoice-id', 'taxinvoiceid taxinvoicenumber invoicetaxid'],
  ['vin', 'vin vinnumber vincode'],
  ['plate', 'vehicleplate vehicleplatenumber vehicleplateno carplate carplatenumber licenseplate licenseplatenumber licenceplate licenceplatenumber'],
  ['province', 'provincecode provinceid ostancode codeostan کداستان'],
  ['country', 'country countrycode countryiso countryalpha2 countryalpha3'],
  ['currency', 'currency currencycode'],
  ['language', 'language languagecode languagetag'],
  ['passport', 'passportnumber passportno شمارهگذرنامه'],
  ['sayad', 'sayadid sayadnumber sayadcode sayadno شناسهصیاد'],
  ['bill-id', 'billid billidentifier shenaseghabz شناسهقبض'],
  ['payment-id', 'billpaymentid shenasepardakht'],
  ['isic', 'isic isiccode'],
  ['gnaf', 'gnaf gnafid gnafcode'],
  ['property-id', 'uniquepropertyid realestateid propertyuniqueid'],
  ['shams-id', 'shamsid nationaldocumentid'],
  ['jalali-date', 'jalali shamsi jalalidate shamsidate'],
];

/** Names that match only as a whole, and where a longer name with the same end means something else. */
const wholes: readonly Entry[] = [
  ['person-or-legal-id', 'identificationno identificationnumber'],
  ['legal-id', 'legalid'],
  ['postal-code', 'zip'],
  ['bank-card', 'cardnumber cardno pan'],
  ['mobile', 'hamrah cell'],
  ['phone', 'tel servicenumber'],
  ['foreigner-id', 'fida'],
  ['economic-number', 'tin tins tinb'],
  ['tax-invoice-id', 'taxid'],
  ['plate', 'plate platenumber plateno pelak'],
  ['language', 'lang'],
  ['passport', 'passport'],
  ['sayad', 'sayad'],
  ['service-id', 'serviceid nationalserviceid servicecode'],
  ['property-id', 'propertyid'],
  ['cluster', 'clustercode clusterid'],
];

/** Longer names that end like a code and are none. */
const exceptions: ReadonlySet<string> = new Set([
  'phonecountrycode',
  'telephonecountrycode',
  'dialcountrycode',
  'programminglanguage',
  'subscribermobileoperator',
]);

/** First words that make a name a yes-or-no fact about a code. */
const questions: ReadonlySet<string> = new Set(['is', 'has', 'can', 'should', 'must', 'need', 'needs', 'require', 'requires', 'show', 'allow']);

function tableOf(entries: readonly Entry[]): ReadonlyMap<string, SchemeId> {
  return new Map(entries.flatMap(([id, names]) => names.split(' ').map((name) => [name, id] as const)));
}

const bySuffix = tableOf(suffixes);
const byWhole = tableOf(wholes);

/** A longer name is none that a person gave; cutting it keeps the work linear on hostile input. */
const longestName = 128;

function cut(name: string): readonly string[] {
  return name
    .slice(0, longestName)
    .normalize('NFC')
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Names repeat with every record; so many distinct ones are remembered, and no more, for a subject may make them up. */
const mostRemembered = 4096;
const wordsRemembered = new Map<string, readonly string[]>();

/** The words of a member name, in lower case: `ownerNationalCode` → owner, national, code. */
export function wordsOf(name: string): readonly string[] {
  const known = wordsRemembered.get(name);
  if (known !== undefined) return known;
  const words = cut(name);
  if (wordsRemembered.size < mostRemembered && name.length <= longestName) wordsRemembered.set(name, words);
  return words;
}

function lookUp(words: readonly string[]): SchemeId | undefined {
  const whole = words.join('');
  const exact = byWhole.get(whole) ?? bySuffix.get(whole);
  if (exact !== undefined) return exact;
  for (let start = 1; start < words.length; start += 1) {
    const tail = words.slice(start).join('');
    if (exceptions.has(tail)) return undefined;
    const found = bySuffix.get(tail);
    if (found !== undefined) return found;
  }
  return undefined;
}

const remembered = new Map<string, SchemeId | undefined>();

/** The scheme that a member of this name carries, or undefined. A plural names the scheme of its items. */
export function codeIdOf(name: string): SchemeId | undefined {
  const known = remembered.get(name);
  if (known !== undefined || remembered.has(name)) return known;
  const found = findCodeId(name);
  if (remembered.size < mostRemembered && name.length <= longestName) remembered.set(name, found);
  return found;
}

function findCodeId(name: string): SchemeId | undefined {
  const words = wordsOf(name);
  const [first] = words;
  if (first === undefined || exceptions.has(words.join(''))) return undefined;
  if (words.length > 1 && questions.has(first)) return undefined;
  const found = lookUp(words);
  const last = words.at(-1) ?? '';
  if (found !== undefined || !last.endsWith('s') || last.length < 4) return found;
  return lookUp([...words.slice(0, -1), last.slice(0, -1)]);
}
