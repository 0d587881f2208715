/**
 * probe/api-catalogue — the host lists its APIs in the well-known catalogue, this service among them.
 *
 * Source   EGIF-TEC-DSC-001; RFC 9727 §2 to §4; RFC 9264 §4.2 (linkset+json); RFC 8631 (service-desc, service-doc, status).
 * Evidence the document at /.well-known/api-catalog of the base URL's host. That it is not there is held against the agency only where the host is
 *          one of its domains itself: else the catalogue may lie on another.
 */
import { defineCheck } from '../../ask.js';
import { jsonOf, mediaTypeOf, placeOf, responseOf } from '../../read.js';
import type { Json, JsonObject } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Exchange } from '../../../contract/evidence.js';
import { isObject, memberOf } from '../../../contract/json.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { fetchPage } from '../pages/page.js';

const relations = ['service-desc', 'service-doc', 'status'];
const bare = (url: Json | undefined): string => (typeof url === 'string' ? url.replace(/\/$/, '') : '');
const hrefs = (links: Json | undefined): readonly string[] => (Array.isArray(links) ? links.map((link) => bare(memberOf(link, 'href'))) : []);

/** The link context of the service; a catalogue may also name it as an item without more. */
function entryOf(contexts: readonly JsonObject[], bases: ReadonlySet<string>): JsonObject | undefined {
  return (
    contexts.find((context) => bases.has(bare(context['anchor']))) ??
    contexts.find((context) => hrefs(context['item']).some((href) => bases.has(href)))
  );
}

function judgeCatalogue(exchange: Exchange, subject: CheckSubject): Judgement {
  const type = mediaTypeOf(exchange)?.type ?? 'absent';
  const findings: Finding[] = [];
  if (type !== 'application/linkset+json')
    findings.push({ code: 'catalogue-type', at: placeOf(exchange, 'content-type'), got: type, want: 'application/linkset+json' });
  const linkset = memberOf(jsonOf(exchange)?.value, 'linkset');
  if (!Array.isArray(linkset)) return examined(1, [...findings, { code: 'catalogue-malformed', at: placeOf(exchange, '/linkset') }]);
  const bases = new Set([subject.baseUrl, ...subject.service.environments.map(({ baseUrl }) => baseUrl)].map(bare));
  const entry = entryOf(linkset.filter(isObject), bases);
  if (entry === undefined) return examined(1, [...findings, { code: 'catalogue-without-service', at: placeOf(exchange, '/linkset') }]);
  for (const name of relations) {
    if (hrefs(entry[name]).every((href) => href === ''))
      findings.push({ code: 'catalogue-link-missing', at: placeOf(exchange, `/linkset/*/${name}`), want: name });
  }
  return examined(1, findings);
}

export const apiCatalogue = defineCheck({
  id: 'probe/api-catalogue',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['catalogue-missing', 'catalogue-type', 'catalogue-malformed', 'catalogue-without-service', 'catalogue-link-missing'],

  *probe(subject) {
    const { origin, hostname } = new URL(subject.baseUrl);
    const { exchange, broken } = yield* fetchPage(subject, `${origin}/.well-known/api-catalog`, '/.well-known/api-catalog');
    if (broken !== undefined) return broken;
    const { status } = responseOf(exchange);
    if (status === 200) return judgeCatalogue(exchange, subject);
    const isWhole = subject.environment.kind === 'local' || subject.agency.domains.includes(hostname);
    return isWhole
      ? violated({ code: 'catalogue-missing', at: placeOf(exchange), got: String(status), want: '200' })
      : undetermined('catalogue-elsewhere', `status ${status} on the base URL's host; the catalogue may lie on another host of the agency`);
  },
});
