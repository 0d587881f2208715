/**
 * Small makers of fault hooks: an answer of one operation, a member of an answer, a record of the registry.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject } from '../../contract/json.js';
import { jsonAnswer, jsonBodyOf, textAnswer, withHeader, withoutHeaders, type Answer } from '../exchange.js';
import type { Registry } from '../records.js';
import type { AnswerContext, Fault, FaultHooks } from './fault.js';

type AnswerHook = NonNullable<FaultHooks['answer']>;
type Bend = (answer: Answer, context: AnswerContext) => Answer;

/** A fault from its parts. */
export function fault(
  name: string,
  about: Pick<Fault, 'layer' | 'requirements'> & { readonly en: string; readonly fa: string },
  hooks: FaultHooks,
): Fault {
  const { layer, requirements, en, fa } = about;
  return { name, layer, requirements, describe: { fa, en }, hooks };
}

/** Makers for one layer. */
export const inLayer =
  (layer: Fault['layer']) =>
  (name: string, requirements: string, about: { readonly en: string; readonly fa: string; readonly hooks: FaultHooks }): Fault =>
    fault(name, { layer, requirements: requirements.split(' ').map((id) => `EGIF-${id}`), en: about.en, fa: about.fa }, about.hooks);

const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** Bends successful answers of one operation. */
export function successOf(operationId: string, bend: Bend): AnswerHook {
  return (answer, context) => (context.operationId === operationId && isSuccess(answer) ? bend(answer, context) : answer);
}

/** Bends answers of one status. */
export function answersWith(status: number, bend: Bend): AnswerHook {
  return (answer, context) => (answer.status === status ? bend(answer, context) : answer);
}

/** Bends what is published at a path below the base path. */
export function publishedAt(path: string, bend: Bend): AnswerHook {
  return (answer, context) => (answer.status === 200 && context.request.path === `${context.basePath}${path}` ? bend(answer, context) : answer);
}

/** Bends answers to paths that are none of the contract's (a method that is not declared on a known path is no such answer). */
export function unknownPaths(bend: Bend): AnswerHook {
  return (answer, context) => (answer.status === 404 && context.operationId === undefined ? bend(answer, context) : answer);
}

/** Another content; the header fields that do not describe the content stay. */
export function replaced(answer: Answer, other: Answer): Answer {
  const bare = withoutHeaders(answer, 'Content-Type', 'Content-Language');
  const described = other.headers.reduce((current, [name, value]) => withHeader(current, name, value), bare);
  return { ...described, status: other.status, ...(other.body === undefined ? {} : { body: other.body }) };
}

/** Changes the JSON object of an answer. */
export function edited(answer: Answer, edit: (value: JsonObject) => Json): Answer {
  const value = jsonBodyOf(answer);
  if (!isObject(value)) return answer;
  return { ...answer, body: jsonAnswer(answer.status, edit(value)).body ?? new Uint8Array() };
}

/** A page of a web site, without a sign of any product. */
export function htmlPage(status: number, words: string): Answer {
  return textAnswer(status, 'text/html; charset=utf-8', `<!doctype html><html lang="fa" dir="rtl"><title>${words}</title><p>${words}</p></html>`);
}

/** Without a member. */
export function without(value: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([member]) => member !== name));
}

/** A member under another name, at its place. */
export function renamed(value: JsonObject, from: string, to: string): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name === from ? to : name, member]));
}

type Kind = keyof Registry;

/** Changes every record of a kind. */
export function everyRecord(kind: Kind, edit: (record: JsonObject) => JsonObject): NonNullable<FaultHooks['data']> {
  return (registry) => ({ ...registry, [kind]: registry[kind].map(edit) });
}

/** Changes the record of a kind at a position. */
export function oneRecord(kind: Kind, position: number, edit: (record: JsonObject) => JsonObject): NonNullable<FaultHooks['data']> {
  return (registry) => ({ ...registry, [kind]: registry[kind].map((record, index) => (index === position ? edit(record) : record)) });
}

/** Sets members of the record of a kind at a position. */
export function setMembers(kind: Kind, position: number, members: JsonObject): NonNullable<FaultHooks['data']> {
  return oneRecord(kind, position, (record) => ({ ...record, ...members }));
}
