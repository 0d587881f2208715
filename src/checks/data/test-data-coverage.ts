/**
 * data/test-data-coverage — the test data show every declared member and every listed value at least once, and the common refusals their types.
 *
 * Source   EGIF-DAT-EXA-002. What is not shown is a finding only where every safe operation was seen: a call that was lost or has no test data may have
 *          shown it. The status resource and the members of paging are no data. Types of problems are looked for where calls are refused anyway (400, 401, 404).
 * Evidence the answers to the samples of every safe operation, and the refusals that a run provokes.
 */
import type { Json, JsonObject, Operation } from '../../contract/api-model.js';
import type { CheckSubject, Probe } from '../../contract/check.js';
import type { Finding } from '../../contract/documents.js';
import type { Action, Observation } from '../../contract/evidence.js';
import { isObject, memberOf, pointerOf, referredIn } from '../../contract/json.js';
import { examined, undetermined } from '../../contract/judgement.js';
import { sharedLead } from '../../contract/shared-lead.js';
import { defineCheck } from '../ask.js';
import { errorsObserved } from '../probe/errors/errors-observed.js';
import { jsonOf } from '../read.js';
import { nodesOf } from './instance.js';
import { servedAnswers } from './served.js';

/** What was found of one operation: places declared by its schema, and which of them were seen. */
interface Coverage {
  readonly declared: Set<string>;
  readonly seen: Set<string>;
}

/** Members that only say where the next page is. */
const paging = /^(?:next|prev|previous)(?:[_-]?(?:cursor|page|link|token))?$|^_?links$/i;
/** Schemas taken in for one answer: far more than a contract that people can read. */
const maxSchemas = 5000;

function targetOf(schema: JsonObject, root: JsonObject): JsonObject {
  const found = referredIn(root, memberOf(schema, '$ref'));
  return isObject(found) ? { ...found, ...Object.fromEntries(Object.entries(schema).filter(([name]) => name !== '$ref')) } : schema;
}

const partsOf = (schema: JsonObject): readonly JsonObject[] =>
  ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => {
    const value = memberOf(schema, keyword);
    return Array.isArray(value) ? value.filter(isObject) : [];
  });

interface Declaring {
  readonly root: JsonObject;
  readonly path: readonly string[];
  /** References that led here: a record that holds records of its own kind is not followed twice. */
  readonly above: ReadonlySet<string>;
  readonly budget: { left: number };
}

function declareMembers(schema: JsonObject, into: Set<string>, walk: Declaring): void {
  const items = memberOf(schema, 'items');
  if (isObject(items)) declare(items, into, { ...walk, path: [...walk.path, '*'] });
  const properties = memberOf(schema, 'properties');
  for (const [name, inner] of isObject(properties) ? Object.entries(properties) : []) {
    if (!isObject(inner) || memberOf(inner, 'writeOnly') === true || paging.test(name)) continue;
    into.add(pointerOf([...walk.path, name]));
    declare(inner, into, { ...walk, path: [...walk.path, name] });
  }
}

/** Adds every member and listed value that a schema declares, by the place of the value it describes. */
function declare(given: JsonObject, into: Set<string>, walk: Declaring): void {
  const reference = memberOf(given, '$ref');
  if (walk.budget.left === 0 || (typeof reference === 'string' && walk.above.has(reference))) return;
  walk.budget.left -= 1;
  const schema = targetOf(given, walk.root);
  const inner = typeof reference === 'string' ? { ...walk, above: new Set([...walk.above, reference]) } : walk;
  const values = memberOf(schema, 'enum');
  const open = memberOf(schema, 'x-egif-extensible-enum') !== undefined;
  for (const value of Array.isArray(values) && !open ? values : [])
    if (typeof value === 'string' || typeof value === 'number') into.add(`${pointerOf(walk.path)}=${value}`);
  for (const part of partsOf(schema)) declare(part, into, inner);
  declareMembers(schema, into, inner);
}

/** Places by the name of the schema's own value: the same member of one core record counts once over all operations. */
function placeIn(pointer: string): string {
  return pointer.replace(/^\/(?:items|data|results|records)\/\*/, '');
}

function* coverageOf(subject: CheckSubject, operation: Operation): Generator<Action, Coverage | undefined, Observation> {
  const answers = yield* servedAnswers({ ...subject, operation });
  if ('examined' in answers) return undefined;
  const declared = new Set<string>();
  const seen = new Set<string>();
  for (const { value, schema } of answers) {
    if (schema !== undefined) declare(schema, declared, { root: schema, path: [], above: new Set(), budget: { left: maxSchemas } });
    for (const node of nodesOf(value, schema)) {
      seen.add(node.pointer);
      if (typeof node.value === 'string' || typeof node.value === 'number') seen.add(`${node.pointer}=${node.value}`);
    }
  }
  return { declared, seen };
}

/** The path of the resource that an operation is one of: what all paths share, and the first name after it. */
function resourceOf({ path }: Operation, lead: string): string {
  const name = path
    .slice(lead.length)
    .split('/')
    .find((segment) => segment !== '' && !segment.startsWith('{'));
  return name === undefined ? path : `${lead}/${name}`;
}

/** Types that the contract's examples and constants give to problems of a status. */
function problemTypes(operation: Operation): readonly string[] {
  return operation.responses
    .filter(({ status }) => ['400', '401', '404'].includes(status))
    .flatMap(({ bodies }) => bodies.flatMap(({ examples }) => examples.map((example: Json) => memberOf(example, 'type'))))
    .filter((type) => typeof type === 'string' && type !== 'about:blank')
    .map(String);
}

function listed(places: readonly string[]): string {
  return places.slice(0, 8).join(', ') + (places.length > 8 ? ', …' : '');
}

/** Findings of one kind of place, one for each group of operations. */
function notShown(
  subject: CheckSubject,
  groups: ReadonlyMap<string, Coverage & { readonly pointer: string }>,
  ofValues: boolean,
): readonly Finding[] {
  const code = ofValues ? 'listed-values-not-shown' : 'members-not-shown';
  return [...groups.values()].flatMap(({ pointer, declared, seen }): readonly Finding[] => {
    const wanted = [...declared].filter((place) => place.includes('=') === ofValues);
    const absent = wanted.filter((place) => !seen.has(place)).sort();
    if (absent.length === 0) return [];
    const got = `${wanted.length - absent.length} of ${wanted.length}`;
    return [{ code, at: `${subject.contract?.file ?? 'contract'}#${pointer}`, got, want: 'all', detail: listed(absent) }];
  });
}

function* probe(subject: CheckSubject): Probe {
  const { contract, service } = subject;
  if (contract === undefined) return undetermined('no-contract');
  const safe = contract.operations.filter(({ safe: isSafe, path }) => isSafe && path !== (service.statusPath ?? '/status'));
  const lead = sharedLead(contract.operations.map(({ path }) => path));
  const groups = new Map<string, { pointer: string; declared: Set<string>; seen: Set<string> }>();
  let unseen = 0;
  for (const operation of safe) {
    const own = yield* coverageOf(subject, operation);
    if (own === undefined) unseen += 1;
    const resource = resourceOf(operation, lead);
    const group = groups.get(resource) ?? { pointer: operation.pointer, declared: new Set<string>(), seen: new Set<string>() };
    for (const place of own?.declared ?? []) group.declared.add(placeIn(place));
    for (const place of own?.seen ?? []) group.seen.add(placeIn(place));
    groups.set(resource, group);
  }
  const count = [...groups.values()].reduce((sum, { declared }) => sum + declared.size, 0);
  if (count === 0) return undetermined(unseen > 0 ? 'no-test-data' : 'nothing-of-the-kind');
  const findings = [...notShown(subject, groups, false), ...notShown(subject, groups, true)];
  if (findings.length > 0 && unseen > 0) return undetermined('operations-not-seen', `${unseen} of ${safe.length}; ${findings[0]?.detail ?? ''}`);
  const { answers } = yield* errorsObserved(subject);
  const types = new Set(answers.map(({ exchange }) => memberOf(jsonOf(exchange)?.value, 'type')));
  const missing = [...new Set(safe.flatMap(problemTypes))].filter((type) => !types.has(type));
  const seen = examined(count, findings);
  return missing.length === 0 ? seen : { ...seen, cause: { code: 'problem-types-not-provoked', detail: listed(missing) } };
}

export const testDataCoverage = defineCheck({
  id: 'data/test-data-coverage',
  safety: 'S3',
  needs: 'S2',
  over: 'service',
  params: {},
  findings: ['members-not-shown', 'listed-values-not-shown'],
  probe,
});
