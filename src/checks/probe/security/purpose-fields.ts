/**
 * probe/purpose-fields — a call for one purpose shows no member that was approved for another alone.
 *
 * Source   EGIF-DAT-ONC-002; the statement's accessDecisions.
 * Evidence the same call once for the purpose of each access decision, by the audit header. What no decision approves is data/approved-members'.
 * Params   header, the name of the agreed header.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { textParam } from '../../params.js';
import { jsonOf, placeOf } from '../../read.js';
import type { Json } from '../../../contract/api-model.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { isObject } from '../../../contract/json.js';
import { examined, undetermined, type Judgement } from '../../../contract/judgement.js';
import { unserved } from '../answers.js';
import { bearable, conclude } from '../gather.js';
import { auditCall, valueFor, type AccessDecision, type AuditCall } from './audit-call.js';

/** The last name in a field of a decision (`Person.birthDate`, `/person/birthDate`). */
const nameOf = (field: string): string =>
  field
    .split(/[./]/)
    .filter((part) => part !== '' && part !== '*')
    .at(-1) ?? '';

const namesOf = ({ fields = [] }: AccessDecision): ReadonlySet<string> => new Set(fields.map(nameOf));

/** Names of all members in a value, at whatever depth, that hold something. */
function membersIn(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => membersIn(item));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => [...(member === null ? [] : [name]), ...membersIn(member)]);
}

function* judgeDecision(
  subject: CheckSubject,
  call: AuditCall,
  given: { readonly decision: AccessDecision; readonly others: ReadonlySet<string> },
): Generator<Action, Judgement, Observation> {
  const { decision, others } = given;
  const value = valueFor(subject, call, decision);
  if (value === undefined)
    return undetermined('no-test-data', `no value of ${call.header} for ${decision.id}: state its purpose, or testData.audit.purposes`);
  const exchange = yield* ask({ ...callOf(subject, call.sample, { headers: [[call.header, value]] }), tolerate: bearable });
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, exchange.lost.detail);
  const broken = unserved(exchange);
  if (broken !== undefined) return broken;
  const body = jsonOf(exchange)?.value;
  if (body === undefined) return undetermined('unexpected-answer', `no JSON for ${decision.id}`);
  const beyond = [...new Set(membersIn(body))].filter((name) => others.has(name));
  return examined(
    1,
    beyond.map((name) => ({ code: 'member-beyond-purpose', at: placeOf(exchange, name), got: name, want: decision.id })),
  );
}

export const purposeFields = defineCheck({
  id: 'probe/purpose-fields',
  safety: 'S2',
  over: 'service',
  params: { header: 'text' },
  findings: ['member-beyond-purpose'],

  *probe(subject, params) {
    const decisions = (subject.service.accessDecisions ?? []).filter(({ fields = [] }) => fields.length > 0);
    if (decisions.length === 0) return undetermined('no-access-decision');
    const call = auditCall(subject, textParam(params, 'header', 'Egif-Audit'));
    if ('cause' in call) return call;
    const parts: Judgement[] = [];
    for (const decision of decisions) {
      const own = namesOf(decision);
      const others = new Set(decisions.flatMap((other) => [...namesOf(other)]).filter((name) => !own.has(name)));
      parts.push(yield* judgeDecision(subject, call, { decision, others }));
    }
    return conclude(parts, [], 'no-access-decision');
  },
});
