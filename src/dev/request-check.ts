/**
 * Does a request keep the contract? Parameters and body against their schemas, every code against its check digit, every text for invisible characters.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { Json } from '../contract/api-model.js';
import { isObject, parseJson, pointerOf } from '../contract/json.js';
import { codeIdOf } from '../schemes/field-dictionary.js';
import { legalId } from '../schemes/legal-id.js';
import { nationalCode } from '../schemes/national-code.js';
import { postalCode } from '../schemes/postal-code.js';
import type { SchemeResult } from '../schemes/scheme.js';
import { sheba } from '../schemes/sheba.js';
import { headerOf, type AgencyRequest } from './exchange.js';
import type { Violation } from './problems.js';
import type { Route, ServedOperation, ServedParameter } from './served-contract.js';

/** The input of an operation after validation. */
export interface OperationInput {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, Json>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** Checks of codes by the name of the member that carries them. */
const codeChecks: ReadonlyMap<string, (value: unknown) => SchemeResult> = new Map([
  ['national-code', nationalCode],
  ['legal-id', legalId],
  ['postal-code', postalCode],
  ['sheba', sheba],
]);

/** Codes anywhere in a value that do not hold, with the first reason of each. */
function codeViolations(value: Json, path: readonly (string | number)[] = []): readonly Violation[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => codeViolations(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]): readonly Violation[] => {
    const own = [...path, name];
    const check = typeof member === 'string' ? codeChecks.get(codeIdOf(name) ?? '') : undefined;
    if (check === undefined) return codeViolations(member, own);
    const { valid, reasons } = check(member);
    return valid ? [] : [{ pointer: pointerOf(own), code: reasons[0] ?? 'invalid-code' }];
  });
}

/** Texts anywhere in a value that hold controls, direction marks or invisible characters (UTR #36 §2); the joiner within a word is none. */
function textViolations(value: Json, path: readonly (string | number)[] = []): readonly Violation[] {
  if (typeof value === 'string') {
    // half a surrogate pair can be neither stored nor sent on
    if (!value.isWellFormed()) return [{ pointer: pointerOf(path), code: 'ill-formed-text' }];
    const hidden = /[\p{Cc}\p{Cf}]/u.test(value.replace(/[\t\n]|(?<=\p{L})\u200c(?=\p{L})/gu, ''));
    return hidden ? [{ pointer: pointerOf(path), code: 'invisible-character' }] : [];
  }
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => textViolations(item, [...path, index]));
  return isObject(value) ? Object.entries(value).flatMap(([name, member]) => textViolations(member, [...path, name])) : [];
}

/** JSON of a body, or undefined where it is none or is not UTF-8. */
function readJson(body: Uint8Array): { readonly value: Json } | undefined {
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** What a body violates, or `malformed` where it is no JSON. */
export function readBody(
  operation: ServedOperation,
  body: Uint8Array,
): { readonly value: Json; readonly violations: readonly Violation[] } | 'malformed' {
  if (operation.body === undefined || (body.length === 0 && !operation.bodyRequired)) return { value: null, violations: [] };
  const parsed = readJson(body);
  if (parsed === undefined) return 'malformed';
  const found = operation.body(parsed.value);
  const places = new Set(found.map(({ pointer }) => pointer));
  const codes = [...codeViolations(parsed.value), ...textViolations(parsed.value)].filter(({ pointer }) => !places.has(pointer));
  return { value: parsed.value, violations: [...found, ...codes] };
}

function rawValues(parameter: ServedParameter, request: AgencyRequest, route: Route): readonly string[] {
  if (parameter.in === 'query') return request.query.getAll(parameter.name);
  const value = parameter.in === 'path' ? route.values[parameter.name] : headerOf(request, parameter.name);
  return value === undefined ? [] : [value];
}

/** A raw parameter as its schema's type: digits become a number where the schema wants one. */
function typed(parameter: ServedParameter, raw: string): Json {
  return parameter.numeric && /^-?[0-9]+(\.[0-9]+)?$/.test(raw) ? Number(raw) : raw;
}

/** Reads the parameters that an operation declares. Others are passed over (a request may carry more than a provider knows). */
export function readParameters(
  operation: ServedOperation,
  request: AgencyRequest,
  route: Route,
): { readonly input: Omit<OperationInput, 'body'>; readonly violations: readonly Violation[] } {
  const path: Record<string, string> = {};
  const query: Record<string, Json> = {};
  const headers: Record<string, string> = {};
  const violations: Violation[] = [];
  for (const parameter of operation.parameters) {
    const [raw, ...repeats] = rawValues(parameter, request, route);
    const place = `${parameter.in}:${parameter.name}`;
    if (repeats.length > 0) violations.push({ pointer: place, code: 'repeated' });
    if (raw === undefined) {
      if (parameter.required) violations.push({ pointer: place, code: 'required' });
      continue;
    }
    const value = typed(parameter, raw);
    // A malformed traceparent is ignored, never refused (W3C Trace Context §4.3).
    if (parameter.name !== 'traceparent') violations.push(...parameter.violations(value));
    if (parameter.in === 'path') path[parameter.name] = raw;
    else if (parameter.in === 'query') query[parameter.name] = value;
    else headers[parameter.name] = raw;
  }
  return { input: { path, query, headers }, violations };
}
