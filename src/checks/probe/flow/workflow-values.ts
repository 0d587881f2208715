/**
 * Runtime expressions of a workflow, evaluated over its inputs, the outputs of earlier steps and the exchange at hand.
 *
 * Source   Arazzo 1.0.1 §4.7 (Runtime Expressions).
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import type { Exchange } from '../../../contract/evidence.js';
import { isObject, memberOf, valueAt } from '../../../contract/json.js';
import { headerValues, jsonOf, responseOf, textOf } from '../../read.js';

/** What a step sent, before it was written as a request. */
export interface SentValues {
  /** By `in name`. */
  readonly parameters: ReadonlyMap<string, Json>;
  readonly body?: Json;
}

/** What expressions may refer to. */
export interface WorkflowWorld {
  readonly inputs: JsonObject;
  /** Outputs by step. */
  readonly steps: ReadonlyMap<string, ReadonlyMap<string, FoundValue>>;
  /** Inputs and outputs of workflows that ended before. */
  readonly workflows: ReadonlyMap<string, { readonly inputs: JsonObject; readonly outputs: ReadonlyMap<string, FoundValue> }>;
  readonly exchange?: Exchange;
  readonly sent?: SentValues;
}

export interface FoundValue {
  readonly value: Json;
  /** A personal code may stand in it that was replaced before anything is judged: it can be shown, and neither be sent nor compared. */
  readonly veiled: boolean;
}

/** `absent`: the expression means a place where nothing is. `unread`: it is of a kind that this suite does not evaluate. */
export type Found = FoundValue | 'absent' | 'unread';

/** Digits that are long enough for a personal code, outside identifiers such as UUIDs; codes made up for tests begin with 999 and are never replaced. */
const codeLike = /(?<![0-9a-f-])(?!(?:IR[0-9]{2})?999)(?:IR)?[0-9]{10,}(?![0-9a-f-])|\[redacted/i;

function isVeiled(value: Json): boolean {
  if (typeof value === 'string') return codeLike.test(value);
  if (typeof value === 'number') return codeLike.test(String(value));
  if (Array.isArray(value)) return value.some(isVeiled);
  return isObject(value) && Object.values(value).some(isVeiled);
}

const stated = (value: Json | undefined): Found => (value === undefined ? 'absent' : { value, veiled: false });
const served = (value: Json | undefined): Found => (value === undefined ? 'absent' : { value, veiled: isVeiled(value) });

/** The value at a pointer, if one is given. */
export function within(found: Found, pointer: string | undefined): Found {
  if (pointer === undefined || pointer === '' || typeof found === 'string') return found;
  const value = valueAt(found.value, pointer);
  return value === undefined ? 'absent' : { value, veiled: found.veiled && isVeiled(value) };
}

function ofResponse(exchange: Exchange | undefined, rest: string): Found {
  if (exchange?.response === undefined) return 'unread';
  const [, pointer] = /^body(?:#(.*))?$/s.exec(rest) ?? [undefined, undefined];
  if (/^body(?:#|$)/.test(rest)) {
    const json = jsonOf(exchange);
    if (json === undefined && pointer === undefined) return served(textOf(exchange));
    return pointer !== undefined && pointer !== '' && !pointer.startsWith('/') ? 'unread' : within(served(json?.value), pointer);
  }
  return rest.startsWith('header.') ? served(headerValues(exchange, rest.slice('header.'.length))[0]) : 'unread';
}

function ofRequest(sent: SentValues | undefined, rest: string): Found {
  const [, place, name] = /^(path|query|header)\.(.+)$/s.exec(rest) ?? [];
  if (sent === undefined) return 'unread';
  if (place !== undefined && name !== undefined) return stated(sent.parameters.get(`${place} ${name}`));
  const [whole, pointer] = /^body(?:#(.*))?$/s.exec(rest) ?? [];
  return whole === undefined ? 'unread' : within(stated(sent.body), pointer);
}

/** A name, as long as one is known, with what of the text is left as members of its value. */
function named(text: string, find: (name: string) => Found): Found {
  const [head = '', pointer] = text.split('#', 2);
  const whole = find(head);
  if (whole !== 'absent') return within(whole, pointer);
  const dot = head.indexOf('.');
  if (dot < 1) return 'absent';
  const outer = find(head.slice(0, dot));
  return typeof outer === 'string' ? outer : within(outer, `/${head.slice(dot + 1).replaceAll('.', '/')}${pointer ?? ''}`);
}

function ofStep({ steps }: WorkflowWorld, rest: string): Found {
  const [, id, name] = /^([A-Za-z0-9_-]+)\.outputs\.(.+)$/s.exec(rest) ?? [];
  const outputs = id === undefined ? undefined : steps.get(id);
  return name === undefined ? 'unread' : outputs === undefined ? 'absent' : named(name, (each) => outputs.get(each) ?? 'absent');
}

function ofWorkflow({ workflows }: WorkflowWorld, rest: string): Found {
  const [, id, kind, name] = /^([A-Za-z0-9_-]+)\.(inputs|outputs)\.(.+)$/s.exec(rest) ?? [];
  if (id === undefined || name === undefined) return 'unread';
  const ended = workflows.get(id);
  if (ended === undefined) return 'absent';
  return named(name, (each) => (kind === 'inputs' ? stated(memberOf(ended.inputs, each)) : (ended.outputs.get(each) ?? 'absent')));
}

/** The value of one expression. */
export function evaluate(expression: string, world: WorkflowWorld): Found {
  const [, head = '', rest = ''] = /^\$([A-Za-z]+)\.?(.*)$/s.exec(expression) ?? [];
  const { exchange } = world;
  if (head === 'inputs') return named(rest, (name) => stated(memberOf(world.inputs, name)));
  if (head === 'steps') return ofStep(world, rest);
  if (head === 'workflows') return ofWorkflow(world, rest);
  if (head === 'response') return ofResponse(exchange, rest);
  if (head === 'request') return ofRequest(world.sent, rest);
  if (rest !== '' || exchange?.response === undefined) return 'unread';
  if (head === 'statusCode') return stated(responseOf(exchange).status);
  if (head === 'url') return stated(exchange.request.url);
  return head === 'method' ? stated(exchange.request.method) : 'unread';
}

/** What was found of several parts, as one: the first that is missing decides. */
function together<T>(parts: readonly Found[], join: (values: readonly Json[]) => T & Json): Found {
  const missing = parts.find((part) => typeof part === 'string');
  if (missing !== undefined) return missing;
  const values = parts.filter((part) => typeof part !== 'string');
  return { value: join(values.map(({ value }) => value)), veiled: values.some(({ veiled }) => veiled) };
}

const written = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

function ofText(text: string, world: WorkflowWorld): Found {
  if (/^\$[A-Za-z]+(?:\.|$)/.test(text)) return evaluate(text, world);
  const parts = text.split(/(\{\$[^{}]+\})/);
  if (parts.length === 1) return stated(text);
  const found = parts.map((part) => (part.startsWith('{$') ? evaluate(part.slice(1, -1), world) : stated(part)));
  return together(found, (values) => values.map(written).join(''));
}

/** A value with every expression in it evaluated: whole texts, and `{$…}` within texts. */
export function substituted(value: Json, world: WorkflowWorld): Found {
  if (typeof value === 'string') return ofText(value, world);
  if (Array.isArray(value)) {
    return together(
      value.map((item: Json) => substituted(item, world)),
      (items) => items,
    );
  }
  if (!isObject(value)) return stated(value);
  const names = Object.keys(value);
  return together(
    Object.values(value).map((member) => substituted(member, world)),
    (members) => Object.fromEntries(names.map((name, index) => [name, members[index] ?? null])),
  );
}
