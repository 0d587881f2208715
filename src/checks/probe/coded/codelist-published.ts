/**
 * probe/codelist-published — a code list that the contract names can be fetched, and says of each code what it means and since when.
 *
 * Source   EGIF-COD-LST-001 (code, Persian label, definition, validFrom and validTo, status). The law's own lists (`egif:provinces@2020.1`) are held by
 *          the suite. A URN leads nowhere that anybody could fetch from, and nothing is told of it. A digest beside the reference
 *          (x-egif-codelist-digest, `sha256:…`) pins the octets.
 * Evidence one anonymous GET of each list that the contract names by a URL.
 */
import { sha256 } from '../../../contract/canonical.js';
import type { Json } from '../../../contract/api-model.js';
import type { CheckSubject, Probe } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Action, Exchange, Observation } from '../../../contract/evidence.js';
import { isObject, memberOf } from '../../../contract/json.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { wordsOf } from '../../../schemes/field-dictionary.js';
import { ask, defineCheck, get } from '../../ask.js';
import { publishedUrl } from '../../published-url.js';
import { placeOf, responseOf, textOf } from '../../read.js';
import { readTable } from '../../table-text.js';
import { busy } from '../answers.js';
import { bearable, conclude } from '../gather.js';

interface Reference {
  readonly list: string;
  readonly digest?: string;
}

/** What each column may be called, its words joined. */
const columns: readonly (readonly [column: string, names: RegExp])[] = [
  ['code', /^(?:code|value|id|notation)$/],
  ['Persian label', /^(?:label|name|title|preflabel)?(?:fa)$|^(?:label|name|title|preflabel)$/],
  ['definition', /^(?:definition|description)(?:fa|en)?$/],
  ['validFrom', /^validfrom$/],
  ['validTo', /^validto$/],
  ['status', /^status$/],
];

/** Every list that the contract names, once each. */
function referencesOf(root: Json | undefined): readonly Reference[] {
  const found = new Map<string, Reference>();
  const pending: (Json | undefined)[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    const list = memberOf(value, 'x-egif-codelist');
    const digest = memberOf(value, 'x-egif-codelist-digest');
    if (typeof list === 'string' && (typeof digest === 'string' || !found.has(list)))
      found.set(list, typeof digest === 'string' ? { list, digest } : { list });
    if (typeof value === 'object' && value !== null)
      pending.push(...Object.values(value).filter((member) => isObject(member) || Array.isArray(member)));
  }
  return [...found.values()].sort((left, right) => (left.list < right.list ? -1 : 1));
}

function judgeList(exchange: Exchange, { list, digest }: Reference): Judgement {
  const { status, body } = responseOf(exchange);
  const at = placeOf(exchange);
  const unavailable = busy(exchange);
  if (unavailable !== undefined) return unavailable;
  if (status === 401 || status === 403) return violated({ code: 'codelist-not-public', at, got: String(status), want: '200' });
  if (status !== 200) return violated({ code: 'codelist-not-served', at, got: String(status), want: '200', detail: list });
  const table = readTable(textOf(exchange));
  if (table === undefined) return violated({ code: 'codelist-unreadable', at, want: 'CSV with a header, or a JSON list' });
  const names = table.columns.map((name) => wordsOf(name).join(''));
  const absent = columns.filter(([, wanted]) => !names.some((name) => wanted.test(name))).map(([column]) => column);
  const findings: Finding[] = [];
  if (table.rows === 0) findings.push({ code: 'codelist-empty', at });
  else if (absent.length > 0) findings.push({ code: 'codelist-column-absent', at, want: absent.join(', ') });
  if (digest !== undefined && digest !== sha256(body)) findings.push({ code: 'codelist-digest-differs', at, want: digest });
  return examined(1, findings);
}

function* judgeReference(subject: CheckSubject, reference: Reference): Generator<Action, Judgement, Observation> {
  const { list } = reference;
  const [, own] = /^egif:([a-z0-9-]+)(?:@|$)/.exec(list) ?? [];
  if (own !== undefined) return subject.codelist(own) === undefined ? undetermined('codelist-unknown', list) : examined(1);
  const url = publishedUrl(subject, list);
  if (url === undefined) return undetermined('codelist-not-addressable', list);
  const exchange = yield* ask({ ...get(subject, url, { purpose: 'document' }), tolerate: bearable });
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, `${list}: ${exchange.lost.detail}`);
  return judgeList(exchange, reference);
}

function* probe(subject: CheckSubject): Probe {
  if (subject.contract === undefined) return undetermined('no-contract');
  const parts: Judgement[] = [];
  for (const reference of referencesOf(subject.contract.document.data)) parts.push(yield* judgeReference(subject, reference));
  return conclude(parts, [], 'nothing-of-the-kind');
}

export const codelistPublished = defineCheck({
  id: 'probe/codelist-published',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: [
    'codelist-not-served',
    'codelist-not-public',
    'codelist-unreadable',
    'codelist-empty',
    'codelist-column-absent',
    'codelist-digest-differs',
  ],
  probe,
});
