/**
 * coding/gnaf-id — location identifiers in the answers have the form that an opaque identifier can be held by.
 *
 * Source   EGIF-COD-ADR-002. Its syntax is not public: printable ASCII without blanks is all that is judged. An address without one may have none
 *          assigned; but where the contract declares the member and no address of the answers shows it, nothing can be told.
 * Evidence the answers to the operation's samples.
 */
import type { CheckSubject, Probe } from '../../contract/check.js';
import type { Finding } from '../../contract/documents.js';
import { isObject, memberOf } from '../../contract/json.js';
import { examined, undetermined } from '../../contract/judgement.js';
import { opaqueId } from '../../schemes/plain-codes.js';
import { codeIdOf } from '../../schemes/field-dictionary.js';
import { defineCheck } from '../ask.js';
import { nodesOf, type Node } from '../data/instance.js';
import { kindOf } from '../data/recognise.js';
import { servedAnswers } from '../data/served.js';
import { distinct, findingOf, masked } from '../data/value-check.js';

/** Whether an address's schema has a member for the identifier. */
function declaresGnaf({ value, schemas }: Node): boolean {
  if (!isObject(value)) return false;
  return schemas.some((schema) => {
    const properties = memberOf(schema, 'properties');
    return isObject(properties) && Object.keys(properties).some((name) => codeIdOf(name) === 'gnaf');
  });
}

const isGiven = ({ value }: Node): boolean => value !== null && value !== '' && typeof value !== 'object';

function* probe(subject: CheckSubject): Probe {
  const answers = yield* servedAnswers(subject);
  if ('examined' in answers) return answers;
  let count = 0;
  let declared = false;
  const findings: Finding[] = [];
  for (const answer of answers)
    for (const node of nodesOf(answer.value, answer.schema)) {
      declared ||= declaresGnaf(node);
      if (kindOf(node) !== 'gnaf' || !isGiven(node)) continue;
      count += 1;
      const { reasons } = opaqueId(node.value);
      if (reasons.length > 0)
        findings.push(
          findingOf(answer, node, {
            code: 'gnaf-id-malformed',
            got: masked(node.value),
            want: 'a string of printable ASCII without blanks',
            detail: reasons.join(', '),
          }),
        );
    }
  if (count > 0) return examined(count, distinct(findings));
  return undetermined(declared ? 'gnaf-id-not-shown' : 'nothing-of-the-kind');
}

export const gnafId = defineCheck({
  id: 'coding/gnaf-id',
  safety: 'S2',
  over: 'safe-operations',
  params: {},
  findings: ['gnaf-id-malformed'],
  probe,
});
