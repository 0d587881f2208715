/**
 * Functions about security: what is in effect, which schemes are permitted, what stands in URLs, where references lead.
 *
 * Source   OpenAPI 3.1.1 §4.8.27, §4.8.30; RFC 9700 §2.1.2, §2.4; RFC 6750 §2.3.
 * Room     checks/lint/functions (floor 3).
 */
import type { Json } from '../../../contract/api-model.js';
import { isObject, memberOf, pointerOf, pointerOfReference, valueAt } from '../../../contract/json.js';
import { codeIdOf } from '../../../schemes/field-dictionary.js';
import type { Flaw, LintFunction } from '../lint-function.js';
import type { Model } from '../model/place.js';
import { squeezed, stringsOf, wordsOf } from './read-schema.js';

/** Nobody has to show a credential: no requirement, or an empty one among the alternatives. */
export function isPublic(security: Json): boolean {
  return (
    !Array.isArray(security) ||
    security.length === 0 ||
    security.some((alternative) => isObject(alternative) && Object.keys(alternative).length === 0)
  );
}

const effectiveSecurity: LintFunction = ({ operation }, options, model) => {
  if (operation === undefined) return undefined;
  const { security, pointer } = operation;
  if (security === undefined) return [{ code: 'security-undeclared', pointer }];
  if (isPublic(security)) {
    const reason = operation.value[String(options['reasonKey'])];
    return typeof reason === 'string' && reason.trim() !== '' ? [] : [{ code: 'public-without-reason', pointer, want: String(options['reasonKey']) }];
  }
  const known = memberOf(model.root['components'], 'securitySchemes');
  const names = Array.isArray(security) ? security.flatMap((alternative: Json) => (isObject(alternative) ? Object.keys(alternative) : [])) : [];
  const unknown = [...new Set(names)].filter((name) => memberOf(known, name) === undefined);
  return unknown.map((name) => ({
    code: 'security-scheme-unknown',
    pointer: operation.value['security'] === undefined ? '/security' : `${pointer}/security`,
    got: name,
  }));
};

const permittedFlows: ReadonlySet<string> = new Set(['clientCredentials', 'authorizationCode']);

const permittedScheme: LintFunction = ({ value, pointer }) => {
  const type = memberOf(value, 'type');
  if (type === 'openIdConnect' || type === 'mutualTLS') return [];
  if (type === 'apiKey') {
    const position = memberOf(value, 'in');
    return position === 'header' ? [] : [{ pointer: `${pointer}/in`, got: `apiKey in ${String(position)}`, want: 'header' }];
  }
  if (type === 'http') {
    const scheme = String(memberOf(value, 'scheme'));
    return scheme.toLowerCase() === 'bearer' ? [] : [{ pointer: `${pointer}/scheme`, got: `http ${scheme}`, want: 'bearer' }];
  }
  if (type === 'oauth2') {
    const flows = memberOf(value, 'flows');
    const forbidden = isObject(flows) ? Object.keys(flows).filter((flow) => !flow.startsWith('x-') && !permittedFlows.has(flow)) : [];
    return forbidden.map((flow) => ({ pointer: pointer + pointerOf(['flows', flow]), got: `oauth2 ${flow}`, want: [...permittedFlows].join(' | ') }));
  }
  return [{ pointer, got: String(type) }];
};

const paging: ReadonlySet<string> = new Set(['page', 'next', 'previous', 'continuation', 'cursor', 'sync', 'tracking', 'resume']);
const secretWords: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'pwd',
  'secret',
  'jwt',
  'bearer',
  'credential',
  'credentials',
  'apikey',
  'authorization',
]);
const secretPairs: ReadonlySet<string> = new Set(['api key', 'session id', 'session key', 'access key', 'private key']);

/** Whether a parameter of this name carries a credential. A token for the next page is none. */
function namesCredential(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (words.some((word) => secretWords.has(word)) || last === 'session' || squeezed(name) === 'sessionid') return true;
  if (secretPairs.has(words.slice(-2).join(' '))) return true;
  return last === 'token' && !words.some((word) => paging.has(word));
}

const noCredential: LintFunction = ({ name, value, pointer, ...place }) => {
  if (name === undefined || (place.in !== 'query' && place.in !== 'path')) return undefined;
  if (memberOf(value, 'x-egif-not-credential') === true) return [];
  return namesCredential(name) ? [{ pointer, got: name }] : [];
};

const personalCodes: ReadonlySet<string> = new Set([
  'national-code',
  'person-or-legal-id',
  'foreigner-id',
  'mobile',
  'landline',
  'phone',
  'sheba',
  'bank-card',
  'plate',
  'passport',
]);
const personalNames: ReadonlySet<string> = new Set([
  ...[
    'firstname',
    'lastname',
    'fathername',
    'givenname',
    'familyname',
    'fullname',
    'surname',
    'birthdate',
    'dateofbirth',
    'ssn',
    'nin',
    'identityno',
    'identitynumber',
    'codemelli',
  ],
  ...['accountnumber', 'birthcertificatenumber'],
]);

/** Codes that stand for one natural person, whoever calls the data public. */
const naturalCodes: ReadonlySet<string> = new Set(['national-code', 'foreigner-id']);

/** Identifiers of a person in path or query. Ids of legal persons and postal codes are public; so is what an operation of class public takes, but for the code of a natural person. */
const noPersonalId: LintFunction = ({ name, pointer, operation, ...place }) => {
  if (name === undefined || (place.in !== 'query' && place.in !== 'path') || operation === undefined) return undefined;
  const code = codeIdOf(name);
  if (operation.dataClass === 'public' && (code === undefined || !naturalCodes.has(code))) return undefined;
  const personal = (code !== undefined && personalCodes.has(code)) || personalNames.has(squeezed(name));
  return personal ? [{ pointer, got: name }] : [];
};

/** What a chain of references comes to: `missing` for the last link, `sound` for those before it, `circle` for all of a circle. */
type Outcome = 'missing' | 'circle' | 'sound';

/** Judges one internal reference; what is learnt of its chain is kept in `told`, so that all chains together are linear. */
function outcomeOf(ref: string, model: Model, told: Map<string, Outcome>): Outcome {
  if (model.resolve(ref) !== undefined) return 'sound';
  const chain = new Set<string>();
  let outcome: Outcome = 'sound';
  for (let next = ref; next.startsWith('#'); ) {
    model.spend(1);
    if (chain.has(next) || told.get(next) === 'circle') outcome = 'circle';
    if (chain.has(next) || told.has(next)) break;
    const pointer = pointerOfReference(next);
    const target = pointer === undefined ? undefined : valueAt(model.root, pointer);
    if (target === undefined) told.set(next, 'missing');
    else chain.add(next);
    next = String(memberOf(target, '$ref') ?? '');
  }
  for (const link of chain) told.set(link, outcome);
  return told.get(ref) ?? outcome;
}

/** Every reference stays inside the document, or in a registry of national schemas, and leads somewhere. */
const refsClosed: LintFunction = (_place, options, model) => {
  const allowed = stringsOf(options['allow']);
  const told = new Map<string, Outcome>();
  return model.references.flatMap(({ ref, pointer }): readonly Flaw[] => {
    if (ref.startsWith('#')) return outcomeOf(ref, model, told) !== 'sound' ? [{ code: 'reference-broken', pointer, got: ref }] : [];
    return allowed.some((prefix) => ref.startsWith(prefix)) ? [] : [{ code: 'reference-outside', pointer, got: ref.replace(/\/\/[^/]*@/, '//') }];
  });
};

export const securityFunctions = {
  effectiveSecurity: {
    options: { type: 'object', additionalProperties: false, required: ['reasonKey'], properties: { reasonKey: { type: 'string' } } },
    run: effectiveSecurity,
  },
  permittedScheme: { run: permittedScheme },
  noCredential: { run: noCredential },
  noPersonalId: { run: noPersonalId },
  refsClosed: {
    options: { type: 'object', additionalProperties: false, properties: { allow: { type: 'array', items: { type: 'string' } } } },
    run: refsClosed,
  },
};
