/**
 * Faults of audit data and purposes.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { headerOf, withHeader } from '../exchange.js';
import { inLayer } from './bend.js';
import type { Fault } from './fault.js';

export const purposeFaults: readonly Fault[] = [
  inLayer('technical')('audit-not-demanded', 'TEC-SEC-021', {
    en: 'Calls on personal data without audit data are served',
    fa: 'فراخوانی دادهٔ شخصی بدون دادهٔ ممیزی پاسخ می‌گیرد',
    hooks: {
      contract: [
        { find: 'name: Egif-Audit\n      in: header\n      required: true', put: 'name: Egif-Audit\n      in: header\n      required: false' },
      ],
    },
  }),
  inLayer('technical')('any-purpose-served', 'TEC-SEC-021', {
    en: 'Calls for a purpose that nobody agreed to are served',
    fa: 'فراخوانی با هدفی که توافق نشده پاسخ می‌گیرد',
    hooks: { contract: [{ find: 'purpose=(identity-verification|vital-status);', put: 'purpose=[a-z-]{3,40};' }] },
  }),
  inLayer('data')('purpose-ignored', 'DAT-ONC-002', {
    en: 'Every purpose is shown the same members',
    fa: 'برای هر هدفی همان عضوها بازگردانده می‌شود',
    hooks: {
      request(request) {
        const audit = headerOf(request, 'egif-audit');
        return audit === undefined
          ? request
          : withHeader(request, 'Egif-Audit', audit.replace('purpose=vital-status', 'purpose=identity-verification'));
      },
    },
  }),
];
