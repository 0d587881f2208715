/**
 * data/core-person, data/core-legal-entity, data/core-address, data/core-vehicle, data/core-real-estate, data/core-licence, data/core-payment,
 * data/core-public-service — objects of a core type have its members with its types.
 *
 * Source   EGIF-DAT-VOC-001 to -008 in that order; the core vocabularies of the law (profiles/vocabularies), which decide members and forms. Open for
 *          extension. A partial view (x-egif-view) may leave members out; those that it has are judged all the same.
 * Evidence the answers to the operation's samples; objects that the contract marks with x-egif-type.
 */
import type { JsonObject } from '../../contract/api-model.js';
import type { CheckDefinition } from '../../contract/check.js';
import { isObject, memberOf } from '../../contract/json.js';
import { fitsMember, isForbidden, missingMembers, schemaBehind } from './core-members.js';
import { keywordOf, type Node } from './instance.js';
import { isCore } from './recognise.js';
import { defineValueCheck, type Flaw } from './value-check.js';

/** A check of core objects. */
interface CoreCheck {
  readonly id: CheckDefinition['id'];
  readonly types: readonly string[];
  /** Prefix of its finding codes. */
  readonly prefix: string;
  /** Whether the vocabulary names members that must not appear. */
  readonly forbids?: true;
}

const checks: readonly CoreCheck[] = [
  { id: 'data/core-person', types: ['Person'], prefix: 'person' },
  { id: 'data/core-legal-entity', types: ['LegalEntity'], prefix: 'legal-entity' },
  { id: 'data/core-address', types: ['Address'], prefix: 'address' },
  { id: 'data/core-vehicle', types: ['Vehicle'], prefix: 'vehicle' },
  { id: 'data/core-real-estate', types: ['RealEstate'], prefix: 'real-estate' },
  { id: 'data/core-licence', types: ['Licence'], prefix: 'licence' },
  { id: 'data/core-payment', types: ['Payment'], prefix: 'payment', forbids: true },
  { id: 'data/core-public-service', types: ['PublicService', 'Organisation'], prefix: 'public-service' },
];

/** What is to be judged: an object, the schema of the vocabulary for it, and the path to it below the core object. */
interface Judged {
  readonly value: JsonObject;
  readonly schema: JsonObject;
  readonly root: JsonObject;
  readonly path: readonly string[];
}

/** Deeper than any vocabulary nests parts that are no core objects themselves. */
const maxDepth = 8;

function memberFlaws(judged: Judged, name: string, prefix: string): readonly Flaw[] {
  const { value, schema, root, path } = judged;
  const declared = schemaBehind(memberOf(memberOf(schema, 'properties'), name), root);
  const member = memberOf(value, name);
  if (declared === undefined || member === undefined || member === null) return [];
  const spot = [...path, name].join('/');
  if (isForbidden(declared)) return [{ code: `${prefix}-member-forbidden`, member: spot }];
  if (!fitsMember(member, declared)) return [{ code: `${prefix}-member-malformed`, member: spot }];
  // A core object inside has a check of its own, if the contract marks it; parts without a type belong to this one.
  const own = memberOf(declared, 'x-egif-type') === undefined && memberOf(declared, 'properties') !== undefined;
  return own && isObject(member) && path.length < maxDepth
    ? flawsOf({ value: member, schema: declared, root, path: [...path, name] }, { prefix, partial: false })
    : [];
}

function flawsOf(judged: Judged, { prefix, partial }: { readonly prefix: string; readonly partial: boolean }): readonly Flaw[] {
  const { value, schema, path } = judged;
  const missing = partial ? [] : missingMembers(value, schema);
  return [
    ...missing.map((want): Flaw => ({ code: `${prefix}-member-absent`, want, ...(path.length === 0 ? {} : { member: path.join('/') }) })),
    ...Object.keys(value).flatMap((name) => memberFlaws(judged, name, prefix)),
  ];
}

/** What is wrong with a core object by its vocabulary. */
function coreFlaws(node: Node, vocabulary: JsonObject, prefix: string): readonly Flaw[] {
  const { value } = node;
  const partial = keywordOf(node, 'x-egif-view') !== undefined;
  return isObject(value) ? flawsOf({ value, schema: vocabulary, root: vocabulary, path: [] }, { prefix, partial }) : [];
}

/** One check for each requirement. An object whose vocabulary the law does not hold is not examined. */
export const coreVocabulary = checks.map(({ id, types, prefix, forbids }) =>
  defineValueCheck({
    id,
    findings: [`${prefix}-member-absent`, `${prefix}-member-malformed`, ...(forbids === true ? [`${prefix}-member-forbidden`] : [])],
    look(node, context) {
      const type = types.find((name) => isCore(node, name));
      const vocabulary = type === undefined ? undefined : context.vocabulary(type);
      return vocabulary === undefined ? undefined : coreFlaws(node, vocabulary, prefix);
    },
  }),
);
