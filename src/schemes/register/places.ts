/**
 * The register's rows for places, vehicles, services and documents.
 *
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { cluster, country, exchange, province } from '../listed-codes.js';
import { opaqueId, serviceId, shamsId } from '../plain-codes.js';
import { plate } from '../plate.js';
import { postalCode } from '../postal-code.js';
import type { Scheme } from '../scheme.js';
import { vin } from '../vin.js';

export const placeSchemes: readonly Scheme[] = [
  {
    id: 'postal-code',
    title: { fa: 'کد پستی', en: 'Postal code' },
    owner: 'National Post Company',
    source: 'Law on national number and postal code, 1376; a Post explainer page for the first five digits',
    tier: 'observed',
    algorithm: 'none',
    check: postalCode,
    valid: ['1416932790', '5951412749', '1393613000', '1111111111'],
    invalid: [
      { value: '1234567890', reasons: ['zero-or-two-in-zone'] },
      { value: '0123456789', reasons: ['zero-or-two-in-zone'] },
      { value: '2134567891', reasons: ['zero-or-two-in-zone'] },
      { value: '141693279', reasons: ['wrong-length'] },
      { value: '14169-32790', reasons: ['separator'] },
    ],
  },
  {
    id: 'gnaf',
    title: { fa: 'شناسه مکانی GNAF', en: 'GNAF id' },
    owner: 'National Post Company',
    source: 'Seed document 002; no syntax is published',
    tier: 'proposal',
    algorithm: 'none',
    check: opaqueId,
    valid: ['GNAF-0001'],
    invalid: [
      { value: 'GNAF 0001', reasons: ['white-space'] },
      { value: '۱۲۳', reasons: ['persian-digits'] },
    ],
  },
  {
    id: 'property-id',
    title: { fa: 'شناسه یکتای ملک', en: 'Unique property id' },
    owner: 'State Organization for Registration of Deeds and Properties',
    source: 'Seed document 002; no syntax is published',
    tier: 'proposal',
    algorithm: 'none',
    check: opaqueId,
    valid: ['123-45'],
    invalid: [{ value: ' 123', reasons: ['white-space'] }],
  },
  {
    id: 'province',
    title: { fa: 'کد استان', en: 'Province' },
    owner: 'ISO 3166 Maintenance Agency; Statistical Centre of Iran',
    source: 'ISO 3166-2:IR as amended in November 2020',
    tier: 'official',
    algorithm: 'list',
    check: province,
    valid: ['IR-00', 'IR-23', 'IR-30', '23'],
    invalid: [
      { value: 'IR-31', reasons: ['former-code'] },
      { value: 'IR-33', reasons: ['unknown-code'] },
      { value: '31', reasons: ['unknown-code'] },
      { value: 'ir-23', reasons: ['lower-case'] },
      { value: 'IR-۲۳', reasons: ['persian-digits'] },
    ],
  },
  {
    id: 'country',
    title: { fa: 'کد کشور', en: 'Country' },
    owner: 'ISO 3166 Maintenance Agency',
    source: 'ISO 3166-1',
    tier: 'official',
    algorithm: 'list',
    check: country,
    valid: ['IR', 'IRN', 'AF'],
    invalid: [
      { value: 'ir', reasons: ['lower-case'] },
      { value: 'XX', reasons: ['unknown-code'] },
      { value: 'Iran', reasons: ['lower-case', 'wrong-length'] },
    ],
  },
  {
    id: 'vin',
    title: { fa: 'شماره شناسایی خودرو', en: 'Vehicle identification number' },
    owner: 'Traffic Police',
    source: 'ISO 3779',
    tier: 'official',
    algorithm: 'vin',
    check: vin,
    valid: ['11111111111111111', 'NAAM01CA000000001'],
    invalid: [
      { value: 'NAAM01CA00000000I', reasons: ['wrong-character'] },
      { value: 'NAAM01CA00000001', reasons: ['wrong-length'] },
      { value: 'naam01ca000000001', reasons: ['lower-case'] },
    ],
  },
  {
    id: 'plate',
    title: { fa: 'شماره انتظامی (پلاک)', en: 'Number plate' },
    owner: 'Traffic Police',
    source: 'Public data on letters; the exchange form is a proposal of this project',
    tier: 'proposal',
    algorithm: 'none',
    check: plate,
    valid: ['12-ب-345-67', '12-الف-345-11', '123-45678'],
    invalid: [
      { value: '12-\uFE8F-345-67', reasons: ['presentation-form'] },
      { value: '۱۲-ب-۳۴۵-۶۷', reasons: ['persian-digits'] },
      { value: '12ب34567', reasons: ['wrong-form'] },
      { value: '12-خ-345-67', reasons: ['unknown-letter'] },
    ],
  },
  {
    id: 'service-id',
    title: { fa: 'شناسه خدمت', en: 'Service id' },
    owner: 'Administrative and Employment Organization',
    source: 'Ids seen on the service catalogue; the grammar is not published',
    tier: 'observed',
    algorithm: 'none',
    check: serviceId,
    valid: ['13091710103', '13062638101'],
    invalid: [
      { value: '1309171010', reasons: ['wrong-length'] },
      { value: '00000000000', reasons: ['all-equal'] },
    ],
  },
  {
    id: 'cluster',
    title: { fa: 'خوشه خدمت', en: 'Cluster' },
    owner: 'Administrative and Employment Organization',
    source: 'Adopted table of the 14 clusters, seed document 000; the codes are a proposal of this project',
    tier: 'proposal',
    algorithm: 'list',
    check: cluster,
    valid: ['C01', 'C14'],
    invalid: [
      { value: 'C15', reasons: ['unknown-code'] },
      { value: 'c01', reasons: ['lower-case'] },
    ],
  },
  {
    id: 'exchange',
    title: { fa: 'مرکز تبادل اطلاعات', en: 'Exchange centre' },
    owner: 'Information Technology Organization of Iran',
    source: 'Seed documents 000 to 002; iran.gov.ir/nix',
    tier: 'observed',
    algorithm: 'list',
    check: exchange,
    valid: ['NIX', 'CIX', 'EIX', 'HIX', 'FIX', 'GSB', 'PGSB'],
    invalid: [{ value: 'ZIX', reasons: ['unknown-code'] }],
  },
  {
    id: 'shams-id',
    title: { fa: 'شناسه ملی سند (شمس)', en: 'National document id (SHAMS)' },
    owner: 'Administrative and Employment Organization',
    source: 'Circular 110718 of 1398/09/03, document v1.2: a GUID of 36 characters',
    tier: 'official',
    algorithm: 'none',
    check: shamsId,
    valid: ['0f8fad5b-d9cb-469f-a165-70867728950e'],
    invalid: [
      { value: '0f8fad5bd9cb469fa16570867728950e', reasons: ['wrong-length'] },
      { value: '00000000-0000-0000-0000-000000000000', reasons: ['all-equal'] },
    ],
  },
];
