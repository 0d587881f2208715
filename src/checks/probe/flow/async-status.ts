/**
 * probe/async-status — what takes long answers 202 with a resource that tells how far it is, and in the end where the result is.
 *
 * Source   EGIF-TEC-HTP-010; RFC 9110 §15.3.3 (202), §15.4.4 (303), §10.2.3 (Retry-After).
 * Evidence each operation marked x-egif-async, or that documents 202, with its bound sample; its status resource until a final state, for 60 s at most.
 *          Work that people do may stay pending: that is told, not found. What can be deleted is deleted. Class S4.
 */
import type { Json, Operation } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Exchange } from '../../../contract/evidence.js';
import { isObject, memberOf, valueAt } from '../../../contract/json.js';
import { examined, satisfied, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { ask, defineCheck, get } from '../../ask.js';
import { headerValues, jsonOf, placeOf, responseOf } from '../../read.js';
import { busy, unserved } from '../answers.js';
import { firstIdentity } from '../calls.js';
import { bearable, conclude } from '../gather.js';
import { isRedacted, itemCall, lossOf, withCreated, type Created, type Part } from './resource.js';

const mostWaitedMs = 60_000;
const firstWaitMs = 250;
const longestWaitMs = 5_000;

const stateName = /^(?:job|processing|request|operation)?_?(?:status|state)$|^وضعیت$/i;
const completed = /^(?:completed?|succeeded|successful|success|done|finished|ready|آماده|انجام[\s\u200c]?شده|پایان[\s\u200c]?یافته)$/i;
const failed = /^(?:failed|failure|error|errored|cancell?ed|rejected|expired|aborted|ناموفق|لغو[\s\u200c]?شده|ردشده)$/i;
const linkName = /^_?links?$|(?:href|url|uri|link|location)$/i;

/** The state that an answer tells, with the name of its member. */
function stateOf(exchange: Exchange): { readonly name: string; readonly value: string } | undefined {
  const body = jsonOf(exchange)?.value;
  if (!isObject(body)) return undefined;
  const found = Object.entries(body).find(([name, value]) => stateName.test(name) && typeof value === 'string');
  return found === undefined ? undefined : { name: found[0], value: String(found[1]) };
}

/** States that the contract lists for a member of the status resource. */
function documentedStates(read: Operation | undefined, name: string): readonly string[] | undefined {
  const schema = read?.responses.find(({ status }) => /^2/.test(status))?.bodies.find((body) => body.schema !== undefined)?.schema;
  const reference = memberOf(schema, '$ref');
  const root = schema !== undefined && typeof reference === 'string' ? valueAt(schema, reference.slice(1)) : schema;
  const property = memberOf(memberOf(root, 'properties'), name);
  const inner = memberOf(property, '$ref');
  const values = memberOf(schema !== undefined && typeof inner === 'string' ? valueAt(schema, inner.slice(1)) : property, 'enum');
  return Array.isArray(values) ? values.map(String) : undefined;
}

/** The address of the result: Location of a 303, else the first member that is named like a link and holds one. */
function resultOf(exchange: Exchange): string | undefined {
  const [location] = headerValues(exchange, 'location');
  if (responseOf(exchange).status === 303) return location;
  const own = new URL(exchange.request.url).pathname;
  const search = (value: Json | undefined, depth: number): string | undefined => {
    if (!isObject(value) || depth > 3) return undefined;
    for (const [name, member] of Object.entries(value)) {
      const isLink = typeof member === 'string' && linkName.test(name) && URL.canParse(member, exchange.request.url);
      if (isLink && new URL(member, exchange.request.url).pathname !== own) return member;
      const inner = name === 'self' ? undefined : search(member, depth + 1);
      if (inner !== undefined) return inner;
    }
    return undefined;
  };
  return search(jsonOf(exchange)?.value, 0) ?? location;
}

function* judgeResult(subject: CheckSubject, last: Exchange): Part<Judgement> {
  const address = resultOf(last);
  if (address === undefined || !URL.canParse(address, last.request.url))
    return violated({ code: 'result-not-linked', at: placeOf(last), want: '303 with Location, or a link in the body' });
  const url = new URL(address, last.request.url).href;
  if (isRedacted(url)) return undetermined('address-not-followed', last.place);
  const result = yield* ask({ ...get(subject, url, { credential: firstIdentity(subject), safety: 'S2', place: last.place }), tolerate: bearable });
  const lost = lossOf(result) ?? busy(result);
  if (lost !== undefined) return lost;
  const { status } = responseOf(result);
  if (status >= 200 && status < 300) return satisfied;
  if (status === 404 || status === 410)
    return violated({ code: 'result-not-readable', at: placeOf(result, 'result'), got: String(status), want: '200' });
  return undetermined('unexpected-answer', `status ${status} of the result at ${last.place}`);
}

/** Milliseconds until the next look: what Retry-After says, else ever longer. */
function pauseOf(exchange: Exchange, look: number): number {
  const [after] = headerValues(exchange, 'retry-after');
  if (after !== undefined && /^[0-9]{1,9}$/.test(after)) return Math.max(firstWaitMs, Number(after) * 1000);
  return Math.min(longestWaitMs, firstWaitMs * 2 ** (look - 1));
}

/** What one look at the status resource tells; undefined: still under way. */
function* judgeLook(subject: CheckSubject, created: Created, look: Exchange): Part<Judgement | undefined> {
  const lost = lossOf(look);
  if (lost !== undefined) return lost;
  const { status } = responseOf(look);
  if (status === 303) return yield* judgeResult(subject, look);
  if (status === 404 || status === 410) return violated({ code: 'status-not-readable', at: placeOf(look), got: String(status), want: '200 or 303' });
  if (status !== 200 && status !== 202) return busy(look) ?? undetermined('unexpected-answer', `status ${status} at ${look.place}`);
  const state = stateOf(look);
  if (state === undefined) return violated({ code: 'status-state-missing', at: placeOf(look), want: 'pending, completed or failed' });
  const listed = documentedStates(created.item?.read, state.name);
  if (listed !== undefined && !listed.includes(state.value))
    return violated({ code: 'status-state-undocumented', at: placeOf(look, `/${state.name}`), got: state.value, want: listed.join(', ') });
  if (completed.test(state.value)) return yield* judgeResult(subject, look);
  return failed.test(state.value) ? examined(1) : undefined;
}

function* followStatus(subject: CheckSubject, created: Created): Part<Judgement> {
  let waitedMs = 0;
  for (let number = 1; ; number += 1) {
    const look = yield* ask(itemCall(subject, created, { occasion: `look ${number}` }));
    const told = yield* judgeLook(subject, created, look);
    if (told !== undefined) return told;
    const pause = pauseOf(look, number);
    if (waitedMs + pause > mostWaitedMs)
      return undetermined('still-pending', `${stateOf(look)?.value ?? ''} after ${Math.round(waitedMs / 1000)} s at ${look.place}`);
    yield { kind: 'wait', milliseconds: pause, safety: 'S0', place: look.place };
    waitedMs += pause;
  }
}

function* judgeAccepted(subject: CheckSubject, created: Created): Part<Judgement> {
  const { exchange, operation } = created;
  const broken = unserved(exchange);
  if (broken !== undefined) return broken;
  const { status } = responseOf(exchange);
  if (status !== 202) {
    const promised = (operation.extensions['x-egif-async'] ?? false) !== false;
    if (!promised) return undetermined('nothing-of-the-kind', `status ${status} at ${exchange.place}`);
    return violated({ code: 'async-not-202', at: placeOf(exchange), got: String(status), want: '202' });
  }
  if (created.url === undefined) return violated({ code: 'status-address-missing', at: placeOf(exchange, 'location') });
  if (isRedacted(created.url)) return undetermined('address-not-followed', exchange.place);
  return yield* followStatus(subject, created);
}

export const asyncStatus = defineCheck({
  id: 'probe/async-status',
  safety: 'S4',
  over: 'service',
  params: {},
  findings: [
    'async-not-202',
    'status-address-missing',
    'status-not-readable',
    'status-state-missing',
    'status-state-undocumented',
    'result-not-linked',
    'result-not-readable',
  ],

  *probe(subject) {
    if (subject.contract === undefined) return undetermined('no-contract');
    const parts: Judgement[] = [];
    for (const operation of subject.contract.operations) {
      const answers202 = operation.responses.some(({ status }) => status === '202');
      if (operation.method !== 'POST' || operation.safe || !(answers202 || (operation.extensions['x-egif-async'] ?? false) !== false)) continue;
      parts.push(yield* withCreated(subject, { operation, label: 'async status' }, (created) => judgeAccepted(subject, created)));
    }
    return conclude(parts, [], 'nothing-of-the-kind');
  },
});
