/**
 * Descriptions of datasets and data services (W3C DCAT 3) as JSON-LD: fetching the one that a contract links, and reading its nodes.
 *
 * The contract links it with `info.x-egif-dcat`. JSON-LD is read by the local names of types and terms, whichever prefix or full IRI stands before
 * them (`dcat:Dataset`, `dct:title`, `http://purl.org/dc/terms/title`); a context that renames terms is not followed.
 *
 * Source   EGIF-DAT-MET-001, EGIF-DAT-MET-002, EGIF-DAT-MET-005; W3C DCAT 3 §6, DCAT-AP 3.0.
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json, JsonObject } from '../contract/api-model.js';
import type { CheckSubject } from '../contract/check.js';
import type { Action, Exchange, Observation } from '../contract/evidence.js';
import { isObject, memberOf } from '../contract/json.js';
import { undetermined, type Judgement } from '../contract/judgement.js';
import { ask, get } from './ask.js';
import { publishedUrl } from './published-url.js';
import { jsonOf, responseOf } from './read.js';

const busyStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);

const localName = (term: string): string => term.split(/[:/#]/).at(-1) ?? term;

/** Values of a term of a node, single or listed. */
export function termOf(node: JsonObject, term: string): readonly Json[] {
  return Object.entries(node)
    .filter(([name]) => localName(name) === term)
    .flatMap(([, value]) => (Array.isArray(value) ? [...value] : [value]))
    .filter((value: Json) => value !== null && value !== '');
}

/** The text of a value: itself, its `@value`, or its `@id`. */
export function plainOf(value: Json): string | undefined {
  const text = isObject(value) ? (memberOf(value, '@value') ?? memberOf(value, '@id')) : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function isOf(node: JsonObject, type: string): boolean {
  const types = memberOf(node, '@type') ?? memberOf(node, 'type');
  return (Array.isArray(types) ? types : [types]).some((name: Json | undefined) => typeof name === 'string' && localName(name) === type);
}

/** Every node of a type, wherever it is nested. */
export function nodesOfType(document: Json, type: string): readonly JsonObject[] {
  const found: JsonObject[] = [];
  const pending: Json[] = [document];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (Array.isArray(value)) for (const part of [...value].reverse()) pending.push(part);
    else if (isObject(value)) {
      if (isOf(value, type)) found.push(value);
      for (const inner of Object.values(value).reverse()) pending.push(inner);
    }
  }
  return found;
}

/** What a node refers to by `@id` within the document, or the node itself. */
export function followed(value: Json, document: Json): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const id = memberOf(value, '@id');
  if (typeof id !== 'string' || Object.keys(value).length > 1) return value;
  const graph = memberOf(document, '@graph');
  return (Array.isArray(graph) ? graph.filter(isObject) : []).find((node) => node['@id'] === id) ?? value;
}

export interface Description {
  readonly exchange: Exchange;
  readonly document: Json;
}

/** A description that is linked and cannot be had: the answer is no 200, or no JSON. */
export interface Missing {
  readonly missing: 'answer' | 'json';
  readonly exchange: Exchange;
}

/** The description that the contract links, or what is served in its place, or why nothing is known of it. */
export function* linkedDescription(subject: CheckSubject): Generator<Action, Description | Missing | Judgement, Observation> {
  const link = memberOf(memberOf(subject.contract?.document.data, 'info'), 'x-egif-dcat');
  if (subject.contract === undefined) return undetermined('no-contract');
  if (typeof link !== 'string') return undetermined('no-dcat-description');
  const url = publishedUrl(subject, link);
  if (url === undefined) return undetermined('link-not-addressable', link.slice(0, 200));
  const exchange = yield* ask(get(subject, url, { purpose: 'document', headers: [['Accept', 'application/ld+json, application/json']] }));
  const { status } = responseOf(exchange);
  if (busyStatuses.has(status)) return undetermined('server-busy', `status ${status} at ${exchange.place}`);
  if (status !== 200) return { missing: 'answer', exchange };
  const json = jsonOf(exchange);
  return json === undefined || typeof json.value !== 'object' || json.value === null
    ? { missing: 'json', exchange }
    : { exchange, document: json.value };
}

/** The same for checks to which the want of it is a cause: another one finds fault with it. */
export function* descriptionOf(subject: CheckSubject): Generator<Action, Description | Judgement, Observation> {
  const description = yield* linkedDescription(subject);
  return 'missing' in description ? undetermined('dcat-not-readable', `no ${description.missing} at ${description.exchange.place}`) : description;
}
