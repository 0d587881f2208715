/**
 * What the sample registry holds: synthetic records only. Codes are of the ranges reserved for tests; nobody who could exist is named.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { JsonObject } from '../contract/api-model.js';

/** All records, by kind, in the order in which lists give them. */
export interface Registry {
  readonly persons: readonly JsonObject[];
  readonly legalEntities: readonly JsonObject[];
  readonly addresses: readonly JsonObject[];
  readonly licences: readonly JsonObject[];
  readonly payments: readonly JsonObject[];
  /** What consumers asked for; more may be created while the agency runs. */
  readonly requests: readonly JsonObject[];
  readonly reports: readonly JsonObject[];
}

const idPrefix = '7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1';
export const agencyLegalId = '99999000014';

const provinces = [
  { code: 'IR-23', name: 'تهران', county: '2301' },
  { code: 'IR-10', name: 'اصفهان', county: '1002' },
  { code: 'IR-07', name: 'فارس', county: '0703' },
] as const;

/** Facts that every record carries: validity time, source, version. */
type Stamp = JsonObject;

function person(stamp: Stamp, index: number, own: JsonObject): JsonObject {
  const province = provinces[index % provinces.length];
  return {
    id: `${idPrefix}a0${index + 1}`,
    nationalityCountryCode: 'IR',
    ...own,
    fatherName: 'پدر نمونه',
    birthProvinceCode: province?.code ?? '',
    birthProvinceName: province?.name ?? '',
    ...stamp,
  };
}

function personsOf(stamp: Stamp): JsonObject[] {
  const rows: readonly JsonObject[] = [
    {
      nationalCode: '9990000018',
      givenName: 'نمونه',
      familyName: 'آزمایشی یکم',
      birthDate: '1991-03-21',
      birthDateJalali: '1370-01-01',
      gender: 'female',
      vitalStatus: 'alive',
    },
    {
      nationalCode: '9990000026',
      givenName: 'نمونه',
      familyName: 'آزمایشی دوم',
      birthDate: '2021-03-20',
      birthDateJalali: '1399-12-30',
      gender: 'male',
      vitalStatus: 'alive',
    },
    {
      nationalCode: '9990000034',
      givenName: 'نمونه',
      familyName: 'آزمایشی سوم',
      birthDate: '1979-02-11',
      birthDateJalali: '1357-11-22',
      gender: 'male',
      vitalStatus: 'deceased',
    },
    {
      nationalCode: '9990000042',
      givenName: 'نمونه',
      familyName: 'آزمایشی چهارم',
      birthDate: '2025-03-21',
      birthDateJalali: '1404-01-01',
      gender: 'female',
      vitalStatus: 'alive',
    },
    {
      nationalCode: '9990000050',
      givenName: 'نمونه',
      familyName: 'آزمایشی نمونه‌ای',
      birthDate: '2025-03-20',
      birthDateJalali: '1403-12-30',
      gender: 'female',
      vitalStatus: 'alive',
    },
    {
      foreignId: '999000000036',
      givenName: 'نمونه',
      familyName: 'آزمایشی ششم',
      birthDate: '2001-06-22',
      birthDateJalali: '1380-04-01',
      gender: 'male',
      vitalStatus: 'alive',
      nationalityCountryCode: 'IQ',
    },
  ];
  return rows.map((row, index) => person(stamp, index, row));
}

function addressesOf(stamp: Stamp): JsonObject[] {
  return provinces.map((province, index) => ({
    id: `${idPrefix}c0${index + 1}`,
    postalCode: `999990000${index + 1}`,
    gnafId: `GNAF-000000000${index + 1}`,
    provinceCode: province.code,
    provinceName: province.name,
    countyCode: province.county,
    countyName: 'شهرستان نمونه',
    cityName: 'شهر نمونه',
    mainStreet: 'خیابان نمونه',
    number: String(12 + index),
    floor: index + 1,
    unit: String(4 + index),
    latitude: 35.7 - index,
    longitude: 51.4 + index,
    coordinateReferenceSystem: 'EPSG:4326',
    realEstate: {
      propertyId: `PRP-000000000${index + 1}`,
      registryPlate: { main: String(120 + index), sub: String(7 + index), section: String(3 + index), district: 'حوزهٔ ثبتی نمونه' },
    },
    verified: index !== 1,
    ...stamp,
  }));
}

function legalEntitiesOf(stamp: Stamp, addresses: readonly JsonObject[]): JsonObject[] {
  const rows: readonly JsonObject[] = [
    {
      legalPersonId: '99999000029',
      legalName: 'شرکت نمونهٔ یکم',
      legalForm: 'private-joint-stock',
      mainActivityCode: 'J6201',
      registrationNumber: '000123',
      registrationDate: '2012-05-20',
      status: 'active',
    },
    {
      legalPersonId: '99999000033',
      legalName: 'شرکت نمونهٔ دوم',
      legalForm: 'limited-liability',
      mainActivityCode: 'F4100',
      registrationNumber: '004567',
      registrationDate: '2016-10-03',
      status: 'active',
    },
    {
      legalPersonId: '99999000048',
      legalName: 'مؤسسهٔ نمونهٔ سوم',
      legalForm: 'institute',
      mainActivityCode: 'P8549',
      registrationNumber: '000089',
      registrationDate: '2005-01-30',
      status: 'dissolved',
    },
  ];
  return rows.map((row, index) => ({
    id: `${idPrefix}b0${index + 1}`,
    ...row,
    economicCode: row['legalPersonId'] ?? '',
    translatedName: { fa: row['legalName'] ?? '', en: `Sample legal person ${index + 1}` },
    registrationUnit: 'ادارهٔ ثبت نمونه',
    correspondenceLanguage: 'fa',
    registeredAddress: addresses[index] ?? {},
    ...stamp,
  }));
}

function licencesOf(stamp: Stamp): JsonObject[] {
  const rows: readonly JsonObject[] = [
    {
      licenceId: 'LIC-000001',
      licenceType: 'trade',
      issueDate: '2024-02-20',
      expiryDate: '2029-02-19',
      status: 'valid',
      conditions: ['تمدید سالانه'],
    },
    { licenceId: 'LIC-000002', licenceType: 'construction', issueDate: '2023-07-11', expiryDate: '2026-07-10', status: 'suspended', conditions: [] },
    {
      licenceId: 'LIC-000003',
      licenceType: 'transport',
      issueDate: '2020-09-22',
      expiryDate: '2030-09-21',
      status: 'revoked',
      conditions: ['تنها در استان محل صدور', 'بیمهٔ معتبر'],
    },
  ];
  return rows.map((row, index) => ({
    id: `${idPrefix}d0${index + 1}`,
    ...row,
    issuer: { legalPersonId: agencyLegalId, legalName: 'سازمان نمونه' },
    holder: { legalPersonId: '99999000029', legalName: 'شرکت نمونهٔ یکم' },
    legalBasis: 'قانون نمونه، مادهٔ ۵',
    ...stamp,
  }));
}

function paymentsOf(stamp: Stamp, paidAt: string): JsonObject[] {
  const rows: readonly JsonObject[] = [
    { status: 'settled', receiptNumber: 'RCP-000001', paidAt },
    { status: 'accepted' },
    { status: 'rejected' },
    // Another consumer's (ownership.ts).
    { status: 'accepted', payerLegalPersonId: '99999000033' },
  ];
  return rows.map((row, index) => ({
    id: `${idPrefix}e0${index + 1}`,
    amount: { amount: '1250000', currency: 'IRR' },
    payeeIban: 'IR740990000000000000000001',
    payerLegalPersonId: '99999000029',
    treasuryPaymentId: `99900000000000000${index + 1}`,
    purpose: 'کارمزد صدور مجوز',
    ...row,
    ...stamp,
  }));
}

/** A request as the registry shows it. */
export function requestRecord(facts: {
  readonly id: string;
  readonly text: string;
  readonly status: string;
  readonly changed: string;
  readonly source: JsonObject;
  readonly version: number;
}): JsonObject {
  return {
    id: facts.id,
    requestText: facts.text,
    status: facts.status,
    lastChangedAt: facts.changed,
    nextStep: facts.status === 'answered' ? 'پایان' : 'بررسی کارشناس',
    responsibleUnit: 'دفتر خدمات پایه',
    asOf: facts.changed,
    source: facts.source,
    recordVersion: facts.version,
  };
}

function requestsOf(changed: string, source: JsonObject): JsonObject[] {
  return ['registered', 'registered', 'under-review', 'answered', 'answered'].map((status, index) =>
    requestRecord({ id: `${idPrefix}f0${index + 1}`, text: 'درخواست اصلاح نشانی', status, changed, source, version: 3 }),
  );
}

/** An instant as the registry writes it: RFC 3339, UTC, whole seconds. */
export function instant(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** Where the registry's data comes from, as every answer says. */
export function registrySource(serviceId: string): JsonObject {
  return { serviceId, agencyId: agencyLegalId, title: 'مرجع پایهٔ اشخاص' };
}

/** The records as of an instant. */
export function sampleRegistry(now: Date, serviceId: string): Registry {
  const stamp: Stamp = { asOf: instant(now), source: registrySource(serviceId), recordVersion: 3 };
  const addresses = addressesOf(stamp);
  const daySeconds = 86_400;
  return {
    persons: personsOf(stamp),
    legalEntities: legalEntitiesOf(stamp, addresses),
    addresses,
    licences: licencesOf(stamp),
    payments: paymentsOf(stamp, instant(new Date(now.getTime() - daySeconds * 1000))),
    requests: requestsOf(instant(now), registrySource(serviceId)),
    reports: ['completed', 'pending', 'failed'].map((outcome, index) => ({ id: `${idPrefix}90${index + 1}`, outcome })),
  };
}
