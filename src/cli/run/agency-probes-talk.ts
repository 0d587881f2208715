/**
 * What a run and the process of an agency's probe say to each other: one JSON value a line, over a pipe of their own.
 *
 * Nothing that the process says is trusted: each line is bounded, read as data and held against these shapes.
 *
 * Room     cli (floor 7).
 */
import { isObject, parseJson } from '../../contract/json.js';

export const longestLine = 4 * 1024 * 1024;

/** What a probe may know of the run. */
export interface ProbeFacts {
  readonly baseUrl: string;
  readonly service: string;
  readonly environment: { readonly id: string; readonly kind: string };
  /** Names whose credentials `egif.send` can use; never the credentials. */
  readonly identities: readonly string[];
}

/** What `egif.send` is given. */
export interface ProbeRequest {
  readonly method: string;
  /** Absolute, or a path below the base URL. */
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
  /** Name of an identity; absent: anonymous. */
  readonly as?: string;
}

export type ProbeAnswer =
  | { readonly status: number; readonly headers: readonly (readonly [string, string])[]; readonly text: string }
  | { readonly lost: { readonly cause: string; readonly detail: string } };

export interface ProbeTest {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'pending';
  readonly message?: string;
}

/** From the process to the run. */
export type Said =
  | { readonly say: 'send'; readonly id: number; readonly request: ProbeRequest }
  | { readonly say: 'test'; readonly test: ProbeTest }
  | { readonly say: 'broken'; readonly message: string }
  | { readonly say: 'done' };

/** From the run to the process. */
export type Told =
  | { readonly tell: 'start'; readonly file: string; readonly facts: ProbeFacts }
  | { readonly tell: 'answer'; readonly id: number; readonly answer: ProbeAnswer };

const isFields = (value: unknown): value is readonly (readonly [string, string])[] =>
  Array.isArray(value) &&
  value.length <= 100 &&
  value.every((field: unknown) => Array.isArray(field) && field.length === 2 && field.every((part: unknown) => typeof part === 'string'));

const isOptionalText = (value: unknown): value is string | undefined => value === undefined || typeof value === 'string';

function requestIn(value: unknown): ProbeRequest | undefined {
  if (!isObject(value)) return undefined;
  const method: unknown = value['method'];
  const url: unknown = value['url'];
  const headers: unknown = value['headers'];
  const body: unknown = value['body'];
  const as: unknown = value['as'];
  if (typeof method !== 'string' || typeof url !== 'string' || !isFields(headers) || !isOptionalText(body) || !isOptionalText(as)) return undefined;
  return { method, url, headers, ...(body === undefined ? {} : { body }), ...(as === undefined ? {} : { as }) };
}

const clipped = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text.toWellFormed());

function testIn(value: unknown): ProbeTest | undefined {
  if (!isObject(value)) return undefined;
  const { title, state, message } = value;
  if (typeof title !== 'string' || (state !== 'passed' && state !== 'failed' && state !== 'pending')) return undefined;
  return { title: clipped(title, 300), state, ...(typeof message === 'string' && message !== '' ? { message: clipped(message, 1000) } : {}) };
}

/** What a line says, or undefined where it is none of these. */
export function saidIn(line: string): Said | undefined {
  const value: unknown = parseJson(line)?.value;
  if (!isObject(value)) return undefined;
  const { say, id, message } = value;
  if (say === 'done') return { say };
  if (say === 'broken') return { say, message: clipped(typeof message === 'string' ? message : '', 1000) };
  if (say === 'test') {
    const test = testIn(value['test']);
    return test === undefined ? undefined : { say, test };
  }
  const request = say === 'send' ? requestIn(value['request']) : undefined;
  return request !== undefined && typeof id === 'number' ? { say: 'send', id, request } : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Whether a value is what the run tells; the run is believed, so only its kind is looked at. */
export function isTold(value: unknown): value is Told {
  return isRecord(value) && (value['tell'] === 'start' || value['tell'] === 'answer');
}

/** Takes lines out of chunks; what is longer than `longestLine` is given as undefined, once, and ends the reading. */
export function lineReader(onLine: (line: string | undefined) => void): (chunk: Buffer) => void {
  let held: Buffer[] = [];
  let length = 0;
  let ended = false;
  return (chunk) => {
    let rest = chunk;
    for (let at = rest.indexOf(10); at >= 0 && !ended; at = rest.indexOf(10)) {
      const line = Buffer.concat([...held, rest.subarray(0, at)]).toString('utf8');
      held = [];
      length = 0;
      rest = rest.subarray(at + 1);
      onLine(line);
    }
    length += rest.length;
    if (ended) return;
    if (length > longestLine) {
      ended = true;
      held = [];
      onLine(undefined);
    } else if (rest.length > 0) held.push(Buffer.from(rest));
  };
}
