/**
 * data/approved-members — answers hold no personal member that the access decision does not approve.
 *
 * Source   EGIF-DAT-ONC-002; the statement's accessDecisions[].fields, all decisions together. A field is a member's name (`birthDate`) or a path that
 *          ends in it (`Person.birthDate`, `/person/birthDate`); a path approves what lies below it. Members that the contract classifies as
 *          personal or sensitive are judged, and personal codes wherever they stand; identifiers of the record and facts about it are not.
 * Evidence the answers to the operation's samples.
 */
import type { CheckSubject, Probe } from '../../contract/check.js';
import { pathOf } from '../../contract/json.js';
import { undetermined } from '../../contract/judgement.js';
import type { SchemeId } from '../../schemes/scheme.js';
import { defineCheck } from '../ask.js';
import { keywordOf, type Node } from './instance.js';
import { kindOf } from './recognise.js';
import { lookAtAnswers } from './value-check.js';

const personalKinds: ReadonlySet<SchemeId | undefined> = new Set(['national-code', 'mobile', 'bank-card', 'passport', 'foreigner-id']);
const personalClasses: ReadonlySet<unknown> = new Set(['personal', 'sensitive']);

const lastOf = (field: string): string =>
  field
    .split(/[./]/)
    .filter((part) => part !== '' && part !== '*')
    .at(-1) ?? '';

/** Names of the members that the decisions approve; undefined where none says any. */
function approvedNames({ service }: CheckSubject): ReadonlySet<string> | undefined {
  const fields = (service.accessDecisions ?? []).flatMap(({ fields: own = [] }) => own);
  return fields.length === 0 ? undefined : new Set(fields.map(lastOf));
}

/** Whether a value is one of a person: a scalar that is classified so, or a code of one. */
function isPersonal(node: Node): boolean {
  if (node.value === null || typeof node.value === 'object' || node.name === '') return false;
  return personalClasses.has(keywordOf(node, 'x-egif-data-class')) || personalKinds.has(kindOf(node));
}

const isApproved = ({ pointer, name }: Node, approved: ReadonlySet<string>): boolean =>
  approved.has(name) || pathOf(pointer).some((segment) => approved.has(segment));

function* probe(subject: CheckSubject): Probe {
  const approved = approvedNames(subject);
  if (approved === undefined) return undetermined('no-access-decision');
  return yield* lookAtAnswers((node) => {
    if (!isPersonal(node)) return undefined;
    return isApproved(node, approved) ? [] : [{ code: 'member-not-approved', got: node.name.slice(0, 60) }];
  }, subject);
}

export const approvedMembers = defineCheck({
  id: 'data/approved-members',
  safety: 'S2',
  over: 'safe-operations',
  params: {},
  findings: ['member-not-approved'],
  probe,
});
