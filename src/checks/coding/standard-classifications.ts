/**
 * coding/standard-classifications — economic activity, occupation, education and disease are coded with the international classifications.
 *
 * Source   EGIF-COD-LST-005; ISIC, ISCO-08, ISCED 2011 and ISCED-F 2013, ICD-10 and ICD-11. A national adaptation keeps the classification's name in
 *          the name of its list. Of a member that names no list nothing can be told here: that is another requirement's matter.
 * Evidence the contract; nothing is sent.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import type { CheckSubject } from '../../contract/check.js';
import type { Finding } from '../../contract/documents.js';
import { isObject, memberOf, pointerOf, valueAt } from '../../contract/json.js';
import { examined, undetermined, type Judgement } from '../../contract/judgement.js';
import { type Classification, classificationOf } from '../../schemes/classified-fields.js';
import { defineCheck } from '../ask.js';
import { withoutEvidence } from '../data/value-check.js';

interface Member {
  readonly schema: JsonObject;
  readonly pointer: string;
  readonly concept: Classification;
}

/** Every member of a schema's properties, anywhere in the document, whose name is one of the concepts'. */
function membersOf(root: Json): readonly Member[] {
  const members: Member[] = [];
  const pending: (readonly [value: Json, path: readonly string[]])[] = [[root, []]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [value, path] = next;
    if (typeof value !== 'object' || value === null) continue;
    const inProperties = path.at(-1) === 'properties';
    for (const [name, inner] of Object.entries(value)) {
      const at = [...path, name];
      const concept = inProperties && isObject(inner) ? classificationOf(name) : undefined;
      if (concept !== undefined && isObject(inner)) members.push({ schema: inner, pointer: pointerOf(at), concept });
      if (name !== 'example' && name !== 'examples') pending.push([inner, at]);
    }
  }
  return members;
}

/** The list that a member names, itself or by the schema that it refers to. */
function listOf(schema: JsonObject, root: Json): string | undefined {
  const own = memberOf(schema, 'x-egif-codelist');
  const reference = memberOf(schema, '$ref');
  const target = typeof reference === 'string' && reference.startsWith('#/') ? valueAt(root, reference.slice(1)) : undefined;
  const named = own ?? memberOf(target, 'x-egif-codelist');
  return typeof named === 'string' ? named : undefined;
}

function judge({ contract }: CheckSubject): Judgement {
  if (contract === undefined) return undetermined('no-contract');
  const { data } = contract.document;
  const members = membersOf(data).map((member) => ({ ...member, list: listOf(member.schema, data) }));
  if (members.length === 0) return undetermined('nothing-of-the-kind');
  const findings = members.flatMap(({ list, concept, pointer }): readonly Finding[] =>
    list === undefined || concept.lists.test(list)
      ? []
      : [{ code: 'classification-not-standard', at: `${contract.file}#${pointer}`, got: list, want: concept.want }],
  );
  const unnamed = members.find(({ list }) => list === undefined);
  const seen = examined(members.filter(({ list }) => list !== undefined).length, findings);
  return unnamed === undefined ? seen : { ...seen, cause: { code: 'codelist-not-named', detail: unnamed.pointer } };
}

export const standardClassifications = defineCheck({
  id: 'coding/standard-classifications',
  safety: 'S0',
  over: 'service',
  params: {},
  findings: ['classification-not-standard'],
  probe: (subject) => withoutEvidence(() => judge(subject)),
});
