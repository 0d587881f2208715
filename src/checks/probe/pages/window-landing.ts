/**
 * probe/window-landing — the national window knows the service, and its link leads to the page of that service.
 *
 * Source   EGIF-ORG-SWN-001.
 * Evidence the service's row in the catalogue of the national window, where the law holds a copy of it (code list `national-window`, columns code and
 *          url); and the page that its link, or without it the statement's landing page, leads to. Hosts of others are not contacted.
 * Params   redirects, how many may stand between.
 */
import { defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { placeOf, responseOf, textOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { combine } from '../gather.js';
import { fetchPage, names, needsScript, type Page, redirectOf, statedPages, visibleText } from './page.js';

/** The service's id stands in what is seen, or in the page's own data (a meta element, JSON-LD, a data attribute). */
const isOfService = ({ exchange }: Page, id: string): boolean => names(visibleText(exchange), id) || names(textOf(exchange), id);

function judgeLanding(page: Page, id: string, most: number): Judgement {
  const { exchange, hops, broken } = page;
  const cleartext = hops.find((hop) => hop.startsWith('http:')) ?? (exchange.request.url.startsWith('http:') ? exchange.request.url : undefined);
  if (cleartext !== undefined) return violated({ code: 'landing-cleartext', at: placeOf(exchange), got: 'http', want: 'https' });
  if (broken !== undefined) return broken;
  const { status } = responseOf(exchange);
  if (redirectOf(exchange) !== undefined || hops.length > most)
    return violated({ code: 'landing-too-far', at: placeOf(exchange), got: `> ${most}`, want: `≤ ${most}` });
  if (status !== 200) return violated({ code: 'landing-missing', at: placeOf(exchange), got: String(status), want: '200' });
  const findings: Finding[] = [];
  if (!isOfService(page, id)) {
    if (needsScript(exchange)) return undetermined('page-needs-script', 'the page of the service shows nothing without its scripts');
    findings.push({ code: 'landing-of-another-service', at: placeOf(exchange), want: id });
  }
  return examined(1, findings);
}

export const windowLanding = defineCheck({
  id: 'probe/window-landing',
  safety: 'S1',
  over: 'service',
  params: { redirects: 'count' },
  findings: ['service-not-in-window', 'landing-cleartext', 'landing-too-far', 'landing-missing', 'landing-of-another-service'],

  *probe(subject, params) {
    const { id } = subject.service;
    const rows = subject.codelist('national-window');
    const row = rows?.find(({ code }) => code === id);
    const [stated] = statedPages(subject, 'landing');
    const url = row?.['url'] ?? stated?.url;
    const parts: Judgement[] = [];
    if (rows === undefined) parts.push(undetermined('window-catalogue-absent', 'the law holds no copy of the catalogue of the national window'));
    else if (row === undefined) parts.push(violated({ code: 'service-not-in-window', at: `${subject.environment.id}/window`, want: id }));
    if (url === undefined || !URL.canParse(url)) parts.push(undetermined('pages-undeclared'));
    else parts.push(judgeLanding(yield* fetchPage(subject, url, '/{landing}'), id, numberParam(params, 'redirects', 2)));
    return combine(parts);
  },
});
