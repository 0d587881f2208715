/**
 * Faults of what goes over the wire beside a well-formed answer.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { inLayer } from './bend.js';
import type { Fault } from './fault.js';

const technical = inLayer('technical');

export const engineFaults: readonly Fault[] = [
  technical('head-with-content', 'TEC-HTP-013', {
    en: 'HEAD is answered with the content of GET behind its head',
    fa: 'پاسخ HEAD محتوای GET را پس از سرآیندها می‌آورد',
    hooks: {
      answer: (answer, { request, operationId }) =>
        request.method === 'HEAD' && operationId !== undefined ? { ...answer, contentToHead: true } : answer,
    },
  }),
];
