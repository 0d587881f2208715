/**
 * probe/object-at-top — JSON answers are objects, and collections are wrapped.
 *
 * Source   EGIF-TEC-API-004.
 * Evidence the valid call of each safe operation. Formats with a media type of their own (GeoJSON, JWKS, linkset, JSON Patch …) are passed over.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { jsonOf, mediaTypeOf, placeOf, responseOf } from '../../read.js';
import { isObject, memberOf } from '../../../contract/json.js';
import { satisfied, undetermined, violated } from '../../../contract/judgement.js';
import { hasContent, unserved } from '../answers.js';
import { sendable, unsendable } from '../calls.js';
import { bodyFor, documentedFor } from './documented.js';

const ownFormat = /^application\/(geo\+json|jwk-set\+json|linkset\+json|json-patch\+json|json-seq|x-ndjson)$/;

export const objectAtTop = defineCheck({
  id: 'probe/object-at-top',
  safety: 'S2',
  over: 'safe-operations',
  params: {},
  findings: ['top-level-not-object', 'collection-without-items'],

  *probe(subject) {
    const { operation } = subject;
    const sample = operation === undefined ? undefined : sendable(subject, operation);
    if (operation === undefined || sample === undefined) return unsendable(subject, operation);
    const exchange = yield* ask(callOf(subject, sample));
    const broken = unserved(exchange);
    if (broken !== undefined) return broken;
    const type = mediaTypeOf(exchange)?.type ?? '';
    const { status } = responseOf(exchange);
    const documented = documentedFor(operation, status);
    if (!hasContent(exchange) && documented?.bodies.length === 0) return undetermined('nothing-of-the-kind', `${status} without content`);
    if (ownFormat.test(type)) return satisfied;
    // An answer in another format is no JSON that could be wrong: the duty is kept. A format that nobody announced (a login page) keeps nothing.
    if (type !== '' && !/json/.test(type)) {
      const announced = documented !== undefined && bodyFor(documented, type) !== undefined;
      return announced ? satisfied : undetermined('no-json', `${status} ${type} is not documented at ${exchange.place}`);
    }
    const json = jsonOf(exchange);
    if (json === undefined) return undetermined('no-json', `no JSON at ${exchange.place}`);
    const got = Array.isArray(json.value) ? 'array' : json.value === null ? 'null' : typeof json.value;
    if (!isObject(json.value)) return violated({ code: 'top-level-not-object', at: placeOf(exchange), got, want: 'object' });
    if (!operation.collection || Array.isArray(memberOf(json.value, 'items'))) return satisfied;
    return violated({ code: 'collection-without-items', at: placeOf(exchange, '/items'), want: 'items' });
  },
});
