/**
 * Faults that only a whole workflow shows: each call by itself is answered as the contract says.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { withoutHeaders } from '../exchange.js';
import { edited, inLayer, successOf } from './bend.js';
import type { Fault } from './fault.js';

const organisational = inLayer('organisational');

export const workflowFaults: readonly Fault[] = [
  organisational('replacement-forgotten', 'ORG-LIF-001', {
    en: 'A replaced request shows its former text',
    fa: 'درخواست جایگزین‌شده متن پیشین را نشان می‌دهد',
    hooks: {
      answer: successOf('getRequest', (answer) =>
        edited(answer, (value) => (Number(value['recordVersion']) > 1 ? { ...value, requestText: 'متن پیشین درخواست' } : value)),
      ),
    },
  }),
  organisational('creation-without-tag', 'ORG-LIF-001', {
    en: 'A creation does not give the entity tag that the next step of its workflow needs',
    fa: 'پاسخ ایجاد نشان نسخه‌ای را که گام بعدی گردش کار می‌خواهد نمی‌دهد',
    hooks: { answer: successOf('createRequest', (answer) => withoutHeaders(answer, 'ETag')) },
  }),
];
