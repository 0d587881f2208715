/**
 * probe/distributions — every published dataset can be had in an open form that holds what it says.
 *
 * Source   EGIF-DAT-MET-005; RFC 4180, RFC 7946, W3C DCAT 3 §6.8. Other forms (PDF, XLSX) may stand beside an open one. Parquet and GeoPackage are
 *          known by their first octets; how many rows they hold is not told.
 * Evidence one anonymous GET of each distribution of the datasets in the description that the contract links with info.x-egif-dcat.
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import type { CheckSubject, Probe } from '../../../contract/check.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { memberOf, isObject } from '../../../contract/json.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { ask, defineCheck, get } from '../../ask.js';
import { descriptionOf, followed, nodesOfType, plainOf, termOf } from '../../dcat.js';
import { publishedUrl } from '../../published-url.js';
import { jsonOf, mediaTypeOf, placeOf, responseOf } from '../../read.js';
import { readTable } from '../../table-text.js';
import { busy } from '../answers.js';
import { bearable, conclude } from '../gather.js';

type Form = 'csv' | 'json-lines' | 'geojson' | 'parquet' | 'geopackage';

const forms: readonly (readonly [media: RegExp, form: Form])[] = [
  [/^text\/csv$/, 'csv'],
  [/^application\/(?:x-ndjson|ndjson|jsonl|jsonlines|x-jsonlines|json-seq)$/, 'json-lines'],
  [/^application\/geo\+json$/, 'geojson'],
  [/^application\/(?:vnd\.apache\.parquet|x-parquet)$/, 'parquet'],
  [/^application\/geopackage\+sqlite3$/, 'geopackage'],
];
const formOf = (mediaType: string): Form | undefined => forms.find(([media]) => media.test(mediaType))?.[1];
const magic = { parquet: 'PAR1', geopackage: 'SQLite format 3' } as const;

/** The media type that a distribution says: as itself, or as the IANA registry's IRI of it. */
function declaredType(distribution: JsonObject): string | undefined {
  const [said] = [...termOf(distribution, 'mediaType'), ...termOf(distribution, 'format')].flatMap((value: Json) => plainOf(value) ?? []);
  return said?.replace(/^https?:\/\/www\.iana\.org\/assignments\/media-types\//, '').toLowerCase();
}

function utf8Of(exchange: Exchange): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(responseOf(exchange).body);
  } catch {
    return undefined;
  }
}

/** How many rows a distribution holds; undefined where it is not of the form. */
function rowsOf(exchange: Exchange, form: Form): number | 'unread' | undefined {
  if (form === 'parquet' || form === 'geopackage')
    return Buffer.from(responseOf(exchange).body).subarray(0, magic[form].length).toString('latin1') === magic[form] ? 'unread' : undefined;
  if (form === 'geojson') {
    const features = memberOf(jsonOf(exchange)?.value, 'features');
    return Array.isArray(features) && features.every(isObject) ? features.length : undefined;
  }
  const text = utf8Of(exchange);
  const table = text === undefined ? undefined : readTable(text);
  const single = form === 'json-lines' && table?.form === 'json';
  return table?.form === form || single ? table?.rows : undefined;
}

function judgeServed(exchange: Exchange, declared: Form): Judgement {
  const at = placeOf(exchange);
  const { status } = responseOf(exchange);
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return unavailable;
  if (status !== 200) return violated({ code: 'distribution-not-served', at, got: String(status), want: '200' });
  const type = mediaTypeOf(exchange)?.type ?? '';
  const served = formOf(type);
  if (served !== declared && type !== 'application/octet-stream')
    return violated({ code: 'distribution-type-differs', at, got: type === '' ? 'none' : type, want: declared });
  const rows = rowsOf(exchange, declared);
  if (rows === undefined) return violated({ code: 'distribution-unreadable', at, want: declared });
  if (rows === 'unread') return undetermined('distribution-not-counted', `${declared} at ${exchange.place}`);
  return rows > 0 ? examined(1) : violated({ code: 'distribution-empty', at, want: '> 0 rows' });
}

function* judgeDistribution(subject: CheckSubject, distribution: JsonObject, form: Form): Generator<Action, Judgement, Observation> {
  const [given] = [...termOf(distribution, 'downloadURL'), ...termOf(distribution, 'accessURL')].flatMap((value: Json) => plainOf(value) ?? []);
  const url = given === undefined ? undefined : publishedUrl(subject, given);
  if (url === undefined) return undetermined('link-not-addressable', given?.slice(0, 200));
  const exchange = yield* ask({ ...get(subject, url), tolerate: bearable });
  return exchange.lost === undefined ? judgeServed(exchange, form) : undetermined(exchange.lost.cause, exchange.lost.detail);
}

function* probe(subject: CheckSubject): Probe {
  const description = yield* descriptionOf(subject);
  if ('examined' in description) return description;
  const { document, exchange } = description;
  const parts: Judgement[] = [];
  for (const [index, dataset] of nodesOfType(document, 'Dataset').entries()) {
    const distributions = termOf(dataset, 'distribution')
      .map((value) => followed(value, document))
      .filter((node) => node !== undefined)
      .map((node) => ({ node, form: formOf(declaredType(node) ?? '') }));
    const open = distributions.flatMap(({ node, form }) => (form === undefined ? [] : [{ node, form }]));
    if (distributions.length > 0 && open.length === 0)
      parts.push(
        violated({
          code: 'distribution-not-open',
          at: placeOf(exchange, `dataset ${index + 1}`),
          want: 'CSV, JSON Lines, GeoJSON, GeoPackage or Parquet',
        }),
      );
    for (const { node, form } of open) parts.push(yield* judgeDistribution(subject, node, form));
  }
  return conclude(parts, [], 'no-distribution-described');
}

export const distributions = defineCheck({
  id: 'probe/distributions',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['distribution-not-open', 'distribution-not-served', 'distribution-type-differs', 'distribution-unreadable', 'distribution-empty'],
  probe,
});
