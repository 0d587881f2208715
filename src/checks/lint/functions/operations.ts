/**
 * Functions about operations: methods, documented responses, identifiers, headers, paging.
 *
 * Source   RFC 9110 §9, §15; RFC 9457; OpenAPI 3.1.1 §4.8.10 (Operation Object).
 * Room     checks/lint/functions (floor 3).
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf, pointerOf } from '../../../contract/json.js';
import { sharedLead } from '../../../contract/shared-lead.js';
import type { Flaw, LintFunction } from '../lint-function.js';
import type { Model, OperationPlace } from '../model/place.js';
import { hasHeader, mainType, persianLetters, stringsOf, successSchemas } from './read-schema.js';
import { isPublic } from './security.js';

const offered: ReadonlySet<string> = new Set(['get', 'head', 'post', 'put', 'patch', 'delete', 'options']);

const permitted = [...offered].map((method) => method.toUpperCase()).join(' | ');

/** TRACE, and what OpenAPI 3.2 lets a contract offer beside the eight methods of 3.1. */
const standardMethods: LintFunction = ({ value, pointer }, _options, model) => {
  if (!isObject(value)) return undefined;
  const own = Object.keys(value).filter((key) => key === 'trace' || (key === 'query' && model.version.startsWith('3.2')));
  const more = memberOf(value, 'additionalOperations');
  const additional = isObject(more) ? Object.keys(more).filter((method) => !offered.has(method.toLowerCase())) : [];
  return [
    ...own.map((method) => ({ pointer: `${pointer}/${method}`, got: method.toUpperCase(), want: permitted })),
    ...additional.map((method) => ({ pointer: pointer + pointerOf(['additionalOperations', method]), got: method, want: permitted })),
  ];
};

/** For functions given Operation. */
function forOperation(judge: (operation: OperationPlace, options: JsonObject, model: Model) => readonly Flaw[] | undefined): LintFunction {
  return (place, options, model) => (place.operation === undefined ? undefined : judge(place.operation, options, model));
}

/** Whether a status, or the range or default that covers it, is documented (OpenAPI 3.1.1 §4.8.16.2). */
function documents(operation: OperationPlace, status: string): boolean {
  const range = `${status.charAt(0)}XX`;
  return operation.responses.some(({ status: given }) => {
    if (given === status) return true;
    const known = given.toUpperCase();
    return known === status || known === 'DEFAULT' || (known === range && !status.startsWith('2'));
  });
}

const hasAnyResponse = forOperation((operation, options) => {
  const statuses = stringsOf(options['statuses']);
  return statuses.some((status) => documents(operation, status)) ? [] : [{ pointer: `${operation.pointer}/responses`, want: statuses.join(' | ') }];
});

/** The failures that this operation must document, each as the statuses of which one is enough. */
function failuresOf(operation: OperationPlace): readonly (readonly string[])[] {
  const wanted: string[][] = [['400'], ['429'], ['500', '501', '502', '503', '504']];
  if (operation.security !== undefined && !isPublic(operation.security)) wanted.push(['401', '403']);
  if (operation.parameters.some((parameter) => parameter.in === 'path')) wanted.push(['404']);
  return wanted.sort();
}

const documentedFailures = forOperation((operation) => {
  const pointer = `${operation.pointer}/responses`;
  const flaws: Flaw[] = [];
  if (!operation.responses.some(({ status }) => /^2(\d\d|XX)$/i.test(status))) flaws.push({ code: 'success-undocumented', pointer, want: '2xx' });
  const absent = failuresOf(operation).filter((statuses) => !statuses.some((status) => documents(operation, status)));
  if (absent.length > 0)
    flaws.push({
      code: 'failure-undocumented',
      pointer,
      want: absent.map((statuses) => (statuses.length > 2 ? '5xx' : statuses.join(' | '))).join(', '),
    });
  return flaws;
});

const asyncHas202 = forOperation((operation) => {
  if (operation.value['x-egif-async'] !== true) return undefined;
  const accepted = operation.responses.find(({ status }) => status === '202');
  if (accepted === undefined) return [{ code: 'async-without-202', pointer: `${operation.pointer}/responses`, want: '202' }];
  return hasHeader(accepted.value, 'Location') ? [] : [{ code: 'async-without-location', pointer: accepted.pointer, want: 'Location' }];
});

const responseHeader: LintFunction = ({ value, pointer }, options) => {
  const name = String(options['name']);
  return isObject(value) && hasHeader(value, name) ? [] : [{ pointer, want: name }];
};

function hasHeaderParameter(operation: OperationPlace, name: string): boolean {
  return operation.parameters.some((parameter) => parameter.in === 'header' && parameter.name.toLowerCase() === name.toLowerCase());
}

/** Required members of the JSON request body. */
function requiredMembers(operation: OperationPlace, model: Model): readonly string[] {
  const content = operation.requestBody?.value['content'];
  if (!isObject(content)) return [];
  return Object.values(content).flatMap((media) => {
    const schema = memberOf(media, 'schema');
    return schema === undefined ? [] : stringsOf(model.effective(schema, operation.pointer)['required']);
  });
}

const effectNeedsIdempotencyKey = forOperation((operation, _options, model) => {
  const effect = operation.value['x-egif-effect'];
  if (operation.method !== 'POST' || (effect !== 'financial' && effect !== 'legal')) return undefined;
  const natural = requiredMembers(operation, model).some((name) => ['requestId', 'requestTraceId', 'uniqueRequestId'].includes(name));
  return natural || hasHeaderParameter(operation, 'Idempotency-Key') ? [] : [{ got: effect, want: 'Idempotency-Key' }];
});

const personalNeedsAuditHeader = forOperation((operation, options) => {
  if (operation.dataClass !== 'personal' && operation.dataClass !== 'sensitive') return undefined;
  const header = String(options['header']);
  return hasHeaderParameter(operation, header) ? [] : [{ got: operation.dataClass, want: header }];
});

/** Items of a list answer: an array, or an object that wraps one as `items`. */
function listsOf(schema: JsonObject, model: Model): readonly JsonObject[] {
  if (mainType(schema) === 'array') return [schema];
  const items = memberOf(schema['properties'], 'items');
  const list = items === undefined ? undefined : model.effective(items, '');
  return list !== undefined && mainType(list) === 'array' ? [list] : [];
}

const isNumber = (value: unknown): boolean => typeof value === 'number';

const collectionNeedsPaging = forOperation((operation, _options, model) => {
  const lists = operation.method === 'GET' ? successSchemas(operation, model).flatMap((schema) => listsOf(schema, model)) : [];
  if (lists.length === 0) return undefined;
  const { pointer } = operation;
  if (operation.value['x-egif-bounded'] === true) {
    return lists.every((list) => isNumber(list['maxItems'])) ? [] : [{ code: 'collection-unbounded', pointer, want: 'maxItems' }];
  }
  const query = new Map(operation.parameters.filter((parameter) => parameter.in === 'query').map((parameter) => [parameter.name, parameter]));
  const limit = query.get('limit');
  const flaws: Flaw[] = [];
  if (limit === undefined) flaws.push({ code: 'collection-unpaged', pointer, want: 'limit' });
  else {
    const schema = model.effective(limit.value['schema'] ?? {}, limit.pointer);
    if (!isNumber(schema['maximum']) && !isNumber(schema['exclusiveMaximum']))
      flaws.push({ code: 'paging-limit-unbounded', pointer: limit.pointer, want: 'maximum' });
    if (!isNumber(schema['default'])) flaws.push({ code: 'paging-limit-unbounded', pointer: limit.pointer, want: 'default' });
  }
  if (!['cursor', 'offset', 'page'].some((name) => query.has(name)))
    flaws.push({ code: 'paging-position-missing', pointer, want: 'cursor | offset' });
  return flaws;
});

const uniqueOperationIds: LintFunction = (_place, _options, model) => {
  const first = new Map<string, string>();
  const flaws: Flaw[] = [];
  for (const { value, pointer } of model.operations) {
    const id = value['operationId'];
    if (typeof id !== 'string') continue;
    const known = first.get(id);
    if (known === undefined) first.set(id, pointer);
    else if (known !== pointer) flaws.push({ pointer: `${pointer}/operationId`, got: id });
  }
  return first.size === 0 ? undefined : flaws;
};

const hasOperations: LintFunction = (_place, _options, model) =>
  model.operations.length > 0 ? [] : [{ pointer: model.root['paths'] === undefined ? '' : '/paths' }];

const persianText: LintFunction = ({ value, pointer }, options) => {
  const name = String(options['member']);
  const letters = Number(options['letters']);
  const text = memberOf(value, name);
  if (persianLetters(text) >= letters) return [];
  const want = String(letters);
  return text === undefined
    ? [{ pointer, want }]
    : [{ pointer: `${pointer}/${name}`, got: `string ${JSON.stringify(String(text).slice(0, 60))}`, want }];
};

const tagNames = new WeakMap<Model, ReadonlySet<Json | undefined>>();

/** Names of the tags that a contract declares; every operation asks. */
function declaredTags(model: Model): ReadonlySet<Json | undefined> {
  const declared = model.root['tags'];
  const names = tagNames.get(model) ?? new Set(Array.isArray(declared) ? declared.map((item: Json) => memberOf(item, 'name')) : []);
  tagNames.set(model, names);
  return names;
}

const oneDeclaredTag = forOperation((operation, _options, model) => {
  const tags = stringsOf(operation.value['tags']);
  const [tag] = tags;
  if (tag === undefined || tags.length !== 1) return [{ code: 'operation-tags-not-one', got: String(tags.length), want: '1' }];
  return declaredTags(model).has(tag) ? [] : [{ code: 'operation-tag-undeclared', pointer: `${operation.pointer}/tags/0`, got: tag }];
});

const changelogLinked: LintFunction = (_place, _options, model) => {
  const links = [memberOf(model.root['externalDocs'], 'url'), memberOf(model.root['info'], 'x-egif-changelog')];
  return links.some((link) => typeof link === 'string' && link.trim() !== '') ? [] : [{}];
};

/** A status resource that monitoring can ask: `/status` or `/health`, or an operation that says it is one. */
const statusPath: LintFunction = (_place, options, model) => {
  const paths = stringsOf(options['paths']);
  const lead = sharedLead(model.operations.map(({ path }) => path));
  const bare = (path: string): string => path.slice(lead.length).replace(/^\/v\d+(?=\/)/, '');
  const found = model.operations.filter(
    (operation) => operation.method === 'GET' && (paths.includes(bare(operation.path)) || operation.value['x-egif-role'] === 'status'),
  );
  if (found.length === 0) return [{ code: 'status-path-missing', pointer: '/paths', want: paths.join(' | ') }];
  const whole = (operation: OperationPlace): boolean => operation.responses.some(({ status }) => status === '200') && documents(operation, '503');
  return found.some(whole)
    ? []
    : found.map(({ pointer }) => ({ code: 'status-answers-undocumented', pointer: `${pointer}/responses`, want: '200, 503' }));
};

export const operationFunctions = {
  standardMethods: { run: standardMethods },
  hasAnyResponse: {
    options: {
      type: 'object',
      additionalProperties: false,
      required: ['statuses'],
      properties: { statuses: { type: 'array', minItems: 1, items: { type: 'string' } } },
    },
    run: hasAnyResponse,
  },
  documentedFailures: { run: documentedFailures },
  asyncHas202: { run: asyncHas202 },
  responseHeader: {
    options: { type: 'object', additionalProperties: false, required: ['name'], properties: { name: { type: 'string' } } },
    run: responseHeader,
  },
  effectNeedsIdempotencyKey: { run: effectNeedsIdempotencyKey },
  personalNeedsAuditHeader: {
    options: { type: 'object', additionalProperties: false, required: ['header'], properties: { header: { type: 'string' } } },
    run: personalNeedsAuditHeader,
  },
  collectionNeedsPaging: { run: collectionNeedsPaging },
  uniqueOperationIds: { run: uniqueOperationIds },
  hasOperations: { run: hasOperations },
  persianText: {
    options: {
      type: 'object',
      additionalProperties: false,
      required: ['member', 'letters'],
      properties: { member: { type: 'string' }, letters: { type: 'integer', minimum: 1 } },
    },
    run: persianText,
  },
  oneDeclaredTag: { run: oneDeclaredTag },
  changelogLinked: { run: changelogLinked },
  statusPath: {
    options: {
      type: 'object',
      additionalProperties: false,
      required: ['paths'],
      properties: { paths: { type: 'array', items: { type: 'string' } } },
    },
    run: statusPath,
  },
};
