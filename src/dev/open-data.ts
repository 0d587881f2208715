/**
 * What the sample agency publishes as open data: its DCAT description, and one dataset of counts in two forms.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { Json } from '../contract/api-model.js';
import type { Registry } from './records.js';

const types: readonly (readonly [code: string, label: string])[] = [
  ['trade', 'کسب'],
  ['construction', 'ساخت'],
  ['transport', 'حمل‌ونقل'],
];

const countOf = (registry: Registry, code: string): number => registry.licences.filter((licence) => licence['licenceType'] === code).length;

/** Licences counted by their type, as comma-separated values with a header (RFC 4180). */
export function licenceCountsCsv(registry: Registry): string {
  const rows = types.map(([code, label]) => `${code},${label},${countOf(registry, code)}`);
  return `${['licence_type,label_fa,licences', ...rows].join('\r\n')}\r\n`;
}

/** The same as JSON lines. */
export function licenceCountsLines(registry: Registry): string {
  return types.map(([code, label]) => `${JSON.stringify({ licenceType: code, labelFa: label, licences: countOf(registry, code) })}\n`).join('');
}

/** The description of the dataset and of the service (W3C DCAT 3), as JSON-LD; `base` is the service's base URL. */
export function dcatDescription(base: string, contractUrl: string): Json {
  const distribution = (name: string, mediaType: string): Json => ({
    '@type': 'dcat:Distribution',
    'dcat:accessURL': `${base}/datasets/${name}`,
    'dcat:downloadURL': `${base}/datasets/${name}`,
    'dcat:mediaType': mediaType,
  });
  const dataset = `${base}/datasets/licence-counts`;
  const publisher = { '@type': 'foaf:Organization', 'foaf:name': 'سازمان نمونه' };
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      vcard: 'http://www.w3.org/2006/vcard/ns#',
    },
    '@graph': [
      {
        '@id': dataset,
        '@type': 'dcat:Dataset',
        'dct:title': [{ '@value': 'شمار مجوزها به تفکیک نوع', '@language': 'fa' }],
        'dct:description': [{ '@value': 'شمار مجوزهای ثبت‌شده در مرجع نمونه برای هر نوع', '@language': 'fa' }],
        'dct:publisher': publisher,
        'dcat:theme': { '@id': 'http://publications.europa.eu/resource/authority/data-theme/GOVE' },
        'dct:license': { '@id': 'https://api.sample.gov.example/licence' },
        'dct:issued': '2026-03-21',
        'dct:accrualPeriodicity': { '@id': 'http://publications.europa.eu/resource/authority/frequency/MONTHLY' },
        'dcat:contactPoint': { '@type': 'vcard:Organization', 'vcard:hasEmail': 'mailto:api@sample.gov.example' },
        'dcat:distribution': [distribution('licence-counts.csv', 'text/csv'), distribution('licence-counts.jsonl', 'application/jsonl')],
      },
      {
        '@id': base,
        '@type': 'dcat:DataService',
        'dct:title': [{ '@value': 'مرجع پایهٔ اشخاص (نمونه)', '@language': 'fa' }],
        'dcat:endpointURL': { '@id': base },
        'dcat:endpointDescription': { '@id': contractUrl },
        'dcat:servesDataset': { '@id': dataset },
        'dct:accessRights': { '@id': 'http://publications.europa.eu/resource/authority/access-right/RESTRICTED' },
      },
    ],
  };
}
