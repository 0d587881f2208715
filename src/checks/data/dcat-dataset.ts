/**
 * data/dcat-dataset — every dataset that the service publishes is described, in Persian, as DCAT asks.
 *
 * Source   EGIF-DAT-MET-001; W3C DCAT 3 §6.4 to §6.8, DCAT-AP 3.0. Which of issued and modified is given is free.
 * Evidence the JSON-LD description that the contract links with info.x-egif-dcat, fetched without a credential.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import type { CheckSubject, Probe } from '../../contract/check.js';
import type { Finding } from '../../contract/documents.js';
import { examined, undetermined, violated, type Judgement } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import { followed, linkedDescription, type Missing, nodesOfType, plainOf, termOf } from '../dcat.js';
import { placeOf, responseOf } from '../read.js';
import { distinct } from './value-check.js';

/** Terms of which one of each group must be there. */
const demanded: readonly (readonly string[])[] = [
  ['title'],
  ['description'],
  ['publisher'],
  ['theme'],
  ['license'],
  ['distribution'],
  ['issued', 'modified'],
  ['accrualPeriodicity'],
  ['contactPoint'],
];

const isPersian = (value: Json): boolean => /[\u0600-\u06ff]{2}/.test(plainOf(value) ?? '');

interface Wrong {
  readonly code: string;
  readonly term: string;
}

function wrongOf(dataset: JsonObject, document: Json): readonly Wrong[] {
  const given = (terms: readonly string[]): boolean => terms.some((term) => termOf(dataset, term).length > 0);
  const absent = demanded.filter((terms) => !given(terms)).map((terms): Wrong => ({ code: 'dataset-term-absent', term: terms.join(' or ') }));
  // The licence may be that of each distribution (DCAT 3 §6.8.1).
  const distributions = termOf(dataset, 'distribution')
    .map((value) => followed(value, document))
    .filter((node) => node !== undefined);
  const licensed = distributions.length > 0 && distributions.every((distribution) => termOf(distribution, 'license').length > 0);
  const unreachable = distributions.filter(
    (distribution) => ![...termOf(distribution, 'accessURL'), ...termOf(distribution, 'downloadURL')].some(plainOf),
  );
  const foreign = ['title', 'description'].filter((term) => given([term]) && !termOf(dataset, term).some(isPersian));
  return [
    ...absent.filter(({ term }) => term !== 'license' || !licensed),
    ...unreachable.map((): Wrong => ({ code: 'dataset-term-absent', term: 'accessURL' })),
    ...foreign.map((term): Wrong => ({ code: 'dataset-text-not-persian', term })),
  ];
}

function missed({ missing, exchange }: Missing): Judgement {
  const at = placeOf(exchange);
  return missing === 'answer'
    ? violated({ code: 'dcat-not-served', at, got: String(responseOf(exchange).status), want: '200' })
    : violated({ code: 'dcat-unreadable', at, want: 'JSON-LD' });
}

function* probe(subject: CheckSubject): Probe {
  const description = yield* linkedDescription(subject);
  if ('examined' in description) return description;
  if ('missing' in description) return missed(description);
  const { document, exchange } = description;
  const datasets = nodesOfType(document, 'Dataset');
  if (datasets.length === 0) return undetermined('no-dataset-described');
  const findings = datasets.flatMap((dataset, index) =>
    wrongOf(dataset, document).map(({ code, term }): Finding => ({ code, at: placeOf(exchange, `dataset ${index + 1} ${term}`), want: term })),
  );
  return examined(datasets.length, distinct(findings));
}

export const dcatDataset = defineCheck({
  id: 'data/dcat-dataset',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['dcat-not-served', 'dcat-unreadable', 'dataset-term-absent', 'dataset-text-not-persian'],
  probe,
});
