/**
 * data/required-present — every member that the contract requires is there.
 *
 * Source   EGIF-DAT-SCH-002; JSON Schema 2020-12 Validation §6.5.3.
 * Evidence the answers to the operation's samples; each required member of each object counts as one.
 */
import type { Probe } from '../../contract/check.js';
import type { CheckSubject } from '../../contract/check.js';
import type { Finding } from '../../contract/documents.js';
import { isObject, memberOf } from '../../contract/json.js';
import { undetermined } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import { nodesOf, type Node } from './instance.js';
import { servedAnswers } from './served.js';
import { findingOf, judgementOf } from './value-check.js';

function requiredOf(node: Node): readonly string[] {
  if (!isObject(node.value)) return [];
  const names = node.schemas.flatMap((schema) => {
    const required = memberOf(schema, 'required');
    const properties = memberOf(schema, 'properties');
    const listed = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
    return listed.filter((name) => memberOf(memberOf(properties, name), 'writeOnly') !== true);
  });
  return [...new Set(names)];
}

function* probe(subject: CheckSubject): Probe {
  const answers = yield* servedAnswers(subject);
  if ('examined' in answers) return answers;
  if (answers.every(({ schema }) => schema === undefined)) return undetermined('no-documented-schema');
  let count = 0;
  const findings: Finding[] = [];
  for (const answer of answers)
    for (const node of nodesOf(answer.value, answer.schema))
      for (const name of requiredOf(node)) {
        count += 1;
        if (memberOf(node.value, name) === undefined) findings.push(findingOf(answer, node, { code: 'required-absent', want: name }));
      }
  return judgementOf(count, findings);
}

export const requiredPresent = defineCheck({
  id: 'data/required-present',
  safety: 'S2',
  over: 'safe-operations',
  params: {},
  findings: ['required-absent'],
  probe,
});
