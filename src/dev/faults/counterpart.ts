/**
 * Faults of the environment beside the sample agency's own: it behaves otherwise. An agency with one of them has two environments.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { Json } from '../../contract/api-model.js';
import { isObject } from '../../contract/json.js';
import { headerOf, jsonAnswer, jsonBodyOf, withHeader, withoutHeaders, type AgencyRequest, type Answer } from '../exchange.js';
import { problemAnswer } from '../problems.js';
import { edited, htmlPage, inLayer, replaced } from './bend.js';
import type { Fault, FaultHooks } from './fault.js';

const technical = inLayer('technical');

type Beside = NonNullable<FaultHooks['beside']>;

const served =
  (path: RegExp, bend: (answer: Answer, request: AgencyRequest) => Answer): Beside =>
  (answer, request) =>
    path.test(request.path) && answer.status === 200 ? bend(answer, request) : answer;

/** Bends every record of a list. */
function everyItem(answer: Answer, edit: (record: Record<string, Json>) => Json): Answer {
  return edited(answer, (value) => {
    const { items } = value;
    return { ...value, items: Array.isArray(items) ? items.map((item: Json) => (isObject(item) ? edit({ ...item }) : item)) : [] };
  });
}

const list = /\/licences$/;

export const counterpartFaults: readonly Fault[] = [
  technical('beside-same-address', 'TEC-DSC-005', {
    en: 'The two environments have one address',
    fa: 'دو محیط یک نشانی دارند',
    hooks: {
      beside: (answer) => answer,
      statement: (statement) => ({
        ...statement,
        services: statement.services.map((service) => ({
          ...service,
          environments: service.environments.map((environment) => ({ ...environment, baseUrl: service.environments[0]?.baseUrl ?? '' })),
        })),
      }),
    },
  }),
  technical('beside-not-served', 'TEC-DSC-005', {
    en: 'An operation is not there in the other environment',
    fa: 'عملیاتی در محیط دیگر نیست',
    hooks: { beside: served(list, (answer, request) => replaced(withoutHeaders(answer, 'Link'), problemAnswer(request, 'not-found'))) },
  }),
  technical('beside-other-type', 'TEC-DSC-005', {
    en: 'The other environment answers with another media type',
    fa: 'محیط دیگر با نوع رسانهٔ دیگری پاسخ می‌دهد',
    hooks: { beside: served(list, (answer) => withHeader(answer, 'Content-Type', 'application/vnd.sample+json')) },
  }),
  technical('beside-breaks-contract', 'TEC-DSC-005', {
    en: 'The other environment leaves out a required member',
    fa: 'محیط دیگر عضوی لازم را نمی‌دهد',
    hooks: { beside: served(list, (answer) => everyItem(answer, ({ status: _status, ...rest }) => rest)) },
  }),
  technical('beside-number-for-text', 'TEC-DSC-005', {
    en: 'A member is a number in the other environment',
    fa: 'عضوی در محیط دیگر عدد است',
    hooks: { beside: served(list, (answer) => everyItem(answer, (record) => ({ ...record, id: 7 }))) },
  }),
  technical('beside-further-member', 'TEC-DSC-005', {
    en: 'Records have a further member in the other environment, which the contract does not declare',
    fa: 'رکوردها در محیط دیگر عضوی دارند که در قرارداد نیست',
    hooks: { beside: served(list, (answer) => everyItem(answer, (record) => ({ ...record, internalRow: 'x' }))) },
  }),
  technical('beside-other-errors', 'TEC-DSC-005', {
    en: 'Errors have another form in the other environment',
    fa: 'خطا در محیط دیگر صورت دیگری دارد',
    hooks: {
      beside: (answer) => {
        if (answer.status !== 404 || headerOf(answer, 'content-type') === undefined) return answer;
        return isObject(jsonBodyOf(answer))
          ? replaced(answer, jsonAnswer(404, { message: 'not found' }))
          : replaced(answer, htmlPage(404, 'یافت نشد'));
      },
    },
  }),
];
