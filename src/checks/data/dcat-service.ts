/**
 * data/dcat-service — the service's own description as a DataService is whole, and says the same as the statement.
 *
 * Source   EGIF-DAT-MET-002; W3C DCAT 3 §6.9, DCAT-AP 3.0. It may be left out: then nothing can be told.
 * Evidence the JSON-LD description that the contract links with info.x-egif-dcat, fetched without a credential.
 */
import type { JsonObject } from '../../contract/api-model.js';
import type { CheckSubject, Probe } from '../../contract/check.js';
import type { Finding } from '../../contract/documents.js';
import type { Exchange } from '../../contract/evidence.js';
import { examined, undetermined } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import { descriptionOf, nodesOfType, plainOf, termOf } from '../dcat.js';
import { publishedUrl } from '../published-url.js';
import { placeOf } from '../read.js';

const demanded = ['title', 'endpointURL', 'endpointDescription', 'servesDataset', 'accessRights'] as const;

const bare = (url: string): string => url.replace(/\/+$/, '');

/** Whether a URL of the description is one that the statement or the contract gives for the same thing. */
function agrees(subject: CheckSubject, given: readonly string[], own: readonly (string | undefined)[]): boolean {
  const wanted = new Set(own.flatMap((url) => (url === undefined ? [] : [bare(url)])));
  return given.some((url) => wanted.has(bare(url)) || wanted.has(bare(publishedUrl(subject, url.endsWith('/') ? url : `${url}/`) ?? '')));
}

function findingsOf(service: JsonObject, subject: CheckSubject, exchange: Exchange): readonly Finding[] {
  const texts = (term: string): readonly string[] => termOf(service, term).flatMap((value) => plainOf(value) ?? []);
  const environments = subject.service.environments.map(({ baseUrl }) => baseUrl);
  const contracts = (subject.service.contracts ?? []).map(({ url }) => url);
  const absent = demanded.filter((term) => termOf(service, term).length === 0);
  const differing = [
    ...(agrees(subject, texts('endpointURL'), [subject.baseUrl, ...environments]) ? [] : ['endpointURL']),
    ...(contracts.every((url) => url === undefined) || agrees(subject, texts('endpointDescription'), contracts) ? [] : ['endpointDescription']),
  ].filter((term) => texts(term).length > 0);
  return [
    ...absent.map((term): Finding => ({ code: 'data-service-term-absent', at: placeOf(exchange, term), want: term })),
    ...differing.map((term): Finding => ({ code: 'data-service-differs', at: placeOf(exchange, term), want: 'as in the statement' })),
  ];
}

function* probe(subject: CheckSubject): Probe {
  const description = yield* descriptionOf(subject);
  if ('examined' in description) return description;
  const { document, exchange } = description;
  const services = nodesOfType(document, 'DataService');
  const [only] = services;
  if (only === undefined) return undetermined('no-data-service-described');
  // Of several services, the one at this base URL is meant.
  const own = services.find((service) => findingsOf(service, subject, exchange).every(({ at }) => !at.endsWith('#endpointURL'))) ?? only;
  return examined(1, findingsOf(own, subject, exchange));
}

export const dcatService = defineCheck({
  id: 'data/dcat-service',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['data-service-term-absent', 'data-service-differs'],
  probe,
});
