/**
 * Faults of searches by a code that holds and that nobody has.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { isObject, memberOf } from '../../contract/json.js';
import { jsonBodyOf, type Answer } from '../exchange.js';
import { problemAnswer } from '../problems.js';
import { sampleRegistry } from '../records.js';
import { edited, inLayer, replaced, successOf } from './bend.js';
import type { AnswerContext, Fault } from './fault.js';

const coding = inLayer('coding');

/** Bends the answer of a search that found nothing. */
const foundNothing = (operationId: string, bend: (answer: Answer, context: AnswerContext) => Answer) =>
  successOf(operationId, (answer, context) => {
    const value = jsonBodyOf(answer);
    const items = isObject(value) ? value['items'] : undefined;
    return Array.isArray(items) && items.length === 0 ? bend(answer, context) : answer;
  });

const refused = (answer: Answer, { request }: AnswerContext): Answer => replaced(answer, problemAnswer(request, 'invalid-request', []));

/** Gives the first record of a kind. */
const another =
  (kind: 'persons' | 'legalEntities' | 'addresses') =>
  (answer: Answer, { now }: AnswerContext): Answer =>
    edited(answer, (value) => {
      const [first] = sampleRegistry(now, String(memberOf(value['source'], 'serviceId')))[kind];
      return { ...value, items: first === undefined ? [] : [first], total: 1 };
    });

const searches = [
  {
    name: 'person',
    requirement: 'COD-PID-001',
    operationId: 'searchPersons',
    kind: 'persons',
    en: 'a person by an unknown national code',
    fa: 'شخص با کد ملی ناشناخته',
  },
  {
    name: 'legal-person',
    requirement: 'COD-LID-001',
    operationId: 'searchLegalPersons',
    kind: 'legalEntities',
    en: 'a legal person by an unknown legal id',
    fa: 'شخص حقوقی با شناسهٔ ملی ناشناخته',
  },
  {
    name: 'address',
    requirement: 'COD-ADR-001',
    operationId: 'searchAddresses',
    kind: 'addresses',
    en: 'an address by an unknown postal code',
    fa: 'نشانی با کد پستی ناشناخته',
  },
] as const;

export const unknownCodeFaults: readonly Fault[] = searches.flatMap(({ name, requirement, operationId, kind, en, fa }) => [
  coding(`unknown-${name}-refused`, requirement, {
    en: `A search for ${en} is answered 400`,
    fa: `جست‌وجوی ${fa} پاسخ ۴۰۰ می‌گیرد`,
    hooks: { answer: foundNothing(operationId, refused) },
  }),
  coding(`unknown-${name}-answered`, requirement, {
    en: `A search for ${en} gives another`,
    fa: `جست‌وجوی ${fa} دیگری را می‌دهد`,
    hooks: { answer: foundNothing(operationId, another(kind)) },
  }),
]);
