/**
 * probe/contract-published — the published contract is the one that was submitted.
 *
 * Source   EGIF-TEC-OAS-002; RFC 8785 (canonical JSON).
 * Evidence the document at the statement's contract URL; asked for again with a credential where it is restricted. Equal octets are equal; else
 *          the documents are compared in canonical form without the volatile places.
 * Params   volatile, RFC 6901 pointers of what a generator may stamp at run time.
 */
import { ask, defineCheck, get } from '../../ask.js';
import { listParam } from '../../params.js';
import { placeOf, responseOf } from '../../read.js';
import type { Json } from '../../../contract/api-model.js';
import { sha256 } from '../../../contract/canonical.js';
import { isObject, jsonKey, pathOf, sameJson } from '../../../contract/json.js';
import { parseLoaded } from '../../../contract/load-document.js';
import { satisfied, undetermined, violated } from '../../../contract/judgement.js';
import { EgifError } from '../../../errors.js';
import { busy } from '../answers.js';
import { firstIdentity } from '../calls.js';

/** A copy without the member at a path. */
function without(value: Json, path: readonly string[]): Json {
  const [first, ...rest] = path;
  if (first === undefined || !isObject(value) || !Object.hasOwn(value, first)) return value;
  const entries = Object.entries(value).filter(([name]) => rest.length > 0 || name !== first);
  return Object.fromEntries(entries.map(([name, member]) => [name, name === first ? without(member, rest) : member]));
}

function parsed(octets: Uint8Array): Json | undefined {
  try {
    const { data } = parseLoaded('published contract', octets);
    return isObject(data) && (data['openapi'] !== undefined || data['asyncapi'] !== undefined || data['swagger'] !== undefined) ? data : undefined;
  } catch (error) {
    if (error instanceof EgifError) return undefined;
    throw error;
  }
}

/** Members at the top level that differ: enough to say where to look. */
function differing(submitted: Json, published: Json): string {
  if (!isObject(submitted) || !isObject(published)) return '';
  const names = new Set([...Object.keys(submitted), ...Object.keys(published)]);
  const text = (value: Json | undefined): string => (value === undefined ? '' : jsonKey(value));
  return [...names]
    .filter((name) => text(submitted[name]) !== text(published[name]))
    .sort()
    .map((name) => `/${name}`)
    .join(', ');
}

export const contractPublished = defineCheck({
  id: 'probe/contract-published',
  safety: 'S2',
  needs: 'S1',
  over: 'service',
  params: { volatile: 'list' },
  findings: ['contract-not-published', 'published-contract-unreadable', 'published-contract-differs'],

  *probe(subject, params) {
    const { contract } = subject;
    if (contract === undefined) return undetermined('no-contract');
    if (contract.url === undefined) return undetermined('contract-url-undeclared', 'the statement gives no URL for the contract');
    const call = get(subject, contract.url, { purpose: 'document', place: '/{contract}' });
    let exchange = yield* ask(call);
    if ([401, 403].includes(responseOf(exchange).status) && subject.identities.length > 0) {
      exchange = yield* ask({ ...call, credential: firstIdentity(subject), safety: 'S2' });
    }
    const { status, body } = responseOf(exchange);
    const at = placeOf(exchange);
    if (status >= 500 || status === 429) return busy(exchange) ?? undetermined('server-error', `status ${status} for the contract`);
    if (status !== 200) return violated({ code: 'contract-not-published', at, got: String(status), want: '200' });
    if (sha256(body) === contract.sha256) return satisfied;
    const published = parsed(body);
    if (published === undefined) return violated({ code: 'published-contract-unreadable', at });
    const cut = (value: Json): Json => listParam(params, 'volatile', ['/servers']).reduce((rest, pointer) => without(rest, pathOf(pointer)), value);
    const [mine, theirs] = [cut(contract.document.data), cut(published)];
    if (sameJson(mine, theirs)) return satisfied;
    return violated({
      code: 'published-contract-differs',
      at,
      got: sha256(body),
      want: contract.sha256,
      detail: `differs in ${differing(mine, theirs)}`,
    });
  },
});
