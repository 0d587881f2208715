/**
 * probe/request-tracking — whoever made a request can see by its identifier how it stands, and nobody else can.
 *
 * Source   EGIF-ORG-SWN-003.
 * Evidence each operation that creates (201 or 202), with its bound sample; a GET of what it created, with and without the credential. What can be deleted
 *          is deleted. Class S4.
 */
import type { Json, JsonObject, Operation } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Finding } from '../../../contract/documents.js';
import type { Exchange } from '../../../contract/evidence.js';
import { isObject, memberOf, valueAt } from '../../../contract/json.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { wordsOf } from '../../../schemes/field-dictionary.js';
import { ask, defineCheck } from '../../ask.js';
import { dataClassOf } from '../../data-class.js';
import { jsonOf, placeOf } from '../../read.js';
import { leakedMembers, unserved } from '../answers.js';
import { conclude } from '../gather.js';
import { creatingOperations, isRedacted, itemCall, lossOf, withCreated, type Created, type Part } from './resource.js';

const stateName = /(?:^|\s)(?:status|state|stage|وضعیت|مرحله)(?:\s(?:code|کد))?$/i;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

interface Stated {
  readonly name: string;
  readonly value: Json;
}

const stateIn = (body: JsonObject): Stated | undefined => {
  const found = Object.entries(body).find(
    ([name, value]) => stateName.test(wordsOf(name).join(' ')) && (typeof value === 'string' || typeof value === 'number' || isObject(value)),
  );
  return found === undefined ? undefined : { name: found[0], value: isObject(found[1]) ? (found[1]['code'] ?? found[1]['value'] ?? null) : found[1] };
};

/** States that the contract lists for a member: its enum, or the code list that it names. */
function listedStates(subject: CheckSubject, read: Operation | undefined, name: string): readonly string[] | undefined {
  const schema = read?.responses.find(({ status }) => /^2/.test(status))?.bodies.find((body) => body.schema !== undefined)?.schema;
  const follow = (value: Json | undefined): Json | undefined => {
    const reference = memberOf(value, '$ref');
    return schema !== undefined && typeof reference === 'string' ? valueAt(schema, reference.slice(1)) : value;
  };
  const property = follow(memberOf(memberOf(follow(schema), 'properties'), name));
  const values = memberOf(property, 'enum');
  if (Array.isArray(values)) return values.map(String);
  const reference = memberOf(property, 'x-egif-codelist');
  const [, id] = /^egif:([a-z0-9-]+)@/.exec(typeof reference === 'string' ? reference : '') ?? [];
  return id === undefined ? undefined : subject.codelist(id)?.map((row) => row['code'] ?? '');
}

function judgeShown(subject: CheckSubject, shown: Exchange, read: Operation | undefined): Judgement {
  const body = jsonOf(shown)?.value;
  if (!isObject(body)) return undetermined('no-json', shown.place);
  const state = stateIn(body);
  const findings: Finding[] = [];
  if (state === undefined) findings.push({ code: 'request-state-missing', at: placeOf(shown) });
  const listed = state === undefined ? undefined : listedStates(subject, read, state.name);
  if (state !== undefined && listed !== undefined && !listed.includes(String(state.value)))
    findings.push({ code: 'request-state-unlisted', at: placeOf(shown, `/${state.name}`), got: String(state.value), want: listed.join(', ') });
  if (!Object.values(body).some((value) => typeof value === 'string' && instant.test(value)))
    findings.push({ code: 'request-time-missing', at: placeOf(shown), want: 'the instant of the last change' });
  if (findings.length === 0 && listed === undefined) return undetermined('state-list-unknown', shown.place);
  return examined(Math.max(1, findings.length), findings);
}

function* judgeTracking(subject: CheckSubject, created: Created): Part<Judgement> {
  const broken = unserved(created.exchange);
  if (broken !== undefined) return broken;
  if (created.url === undefined || isRedacted(created.url)) return undetermined('address-not-followed', created.exchange.place);
  const shown = yield* ask(itemCall(subject, created));
  const unread = lossOf(shown) ?? unserved(shown);
  if (unread !== undefined) return unread;
  const judged = judgeShown(subject, shown, created.item?.read);
  if (dataClassOf(subject, created.item?.read) === 'public') return judged;
  const anonymous = yield* ask(itemCall(subject, created, { credential: 'none' }));
  if (lossOf(anonymous) !== undefined || leakedMembers(anonymous, shown).length === 0) return judged;
  const finding = { code: 'request-shown-to-anyone', at: placeOf(anonymous), got: leakedMembers(anonymous, shown).slice(0, 3).join(', ') };
  return examined(judged.examined + 1, [...judged.findings, finding]);
}

export const requestTracking = defineCheck({
  id: 'probe/request-tracking',
  safety: 'S4',
  over: 'service',
  params: {},
  findings: ['request-state-missing', 'request-state-unlisted', 'request-time-missing', 'request-shown-to-anyone'],

  *probe(subject) {
    if (subject.contract === undefined) return undetermined('no-contract');
    const parts: Judgement[] = [];
    for (const operation of creatingOperations(subject, '201', '202'))
      parts.push(yield* withCreated(subject, { operation, label: 'tracking' }, (created) => judgeTracking(subject, created)));
    return conclude(parts, [], 'nothing-of-the-kind');
  },
});
