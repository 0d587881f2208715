/**
 * Faults of deprecation: one operation is declared deprecated, and what it announces of its end is wrong in one point each.
 *
 * Source   RFC 9745 §2 (Deprecation), RFC 8594 §3 (Sunset), RFC 5829 §3.2 (successor-version).
 * Room     dev (floor 6). May be imported within dev only.
 */
import { withHeader, withoutHeaders, type Answer } from '../exchange.js';
import { inLayer, successOf } from './bend.js';
import type { Fault, TextPatch } from './fault.js';

const technical = inLayer('technical');
const dayMs = 86_400_000;

const marked: readonly TextPatch[] = [
  { find: '      operationId: listLicences\n', put: '      operationId: listLicences\n      deprecated: true\n' },
];

/** What a deprecated operation must announce, 200 days ahead of its end. */
function announced(answer: Answer, now: Date, basePath: string): Answer {
  const since = Math.floor(now.getTime() / 1000);
  const end = new Date(now.getTime() + 200 * dayMs);
  return [
    ['Deprecation', `@${since}`],
    ['Sunset', end.toUTCString()],
    ['Link', `<${basePath}/licences>; rel="successor-version"`],
  ].reduce((current, [name = '', value = '']) => withHeader(current, name, value), answer);
}

interface Wrong {
  readonly name: string;
  readonly en: string;
  readonly fa: string;
  readonly bend: (answer: Answer, now: Date) => Answer;
}

const deprecationFault = ({ name, en, fa, bend }: Wrong): Fault =>
  technical(name, 'TEC-VER-005', {
    en,
    fa,
    hooks: {
      contract: marked,
      answer: (answer, context) => successOf('listLicences', (each, { now, basePath }) => bend(announced(each, now, basePath), now))(answer, context),
    },
  });

export const deprecationFaults: readonly Fault[] = [
  deprecationFault({
    name: 'deprecation-unannounced',
    en: 'A deprecated operation does not say so in its answers',
    fa: 'عملیات منسوخ در پاسخ‌هایش منسوخ‌بودن را نمی‌گوید',
    bend: (answer) => withoutHeaders(answer, 'Deprecation'),
  }),
  deprecationFault({
    name: 'deprecation-as-text',
    en: 'The Deprecation field is a word instead of a date',
    fa: 'سرایند Deprecation به‌جای تاریخ، واژه است',
    bend: (answer) => withHeader(answer, 'Deprecation', 'true'),
  }),
  deprecationFault({
    name: 'sunset-unannounced',
    en: 'A deprecated operation does not say when it ends',
    fa: 'عملیات منسوخ زمان پایان خود را نمی‌گوید',
    bend: (answer) => withoutHeaders(answer, 'Sunset'),
  }),
  deprecationFault({
    name: 'sunset-in-iso-form',
    en: 'The Sunset field is no HTTP date',
    fa: 'سرایند Sunset تاریخ HTTP نیست',
    bend: (answer, now) => withHeader(answer, 'Sunset', new Date(now.getTime() + 200 * dayMs).toISOString()),
  }),
  deprecationFault({
    name: 'sunset-next-month',
    en: 'A deprecated operation ends thirty days after it says so',
    fa: 'عملیات منسوخ سی روز پس از اعلام پایان می‌یابد',
    bend: (answer, now) => withHeader(answer, 'Sunset', new Date(now.getTime() + 30 * dayMs).toUTCString()),
  }),
  deprecationFault({
    name: 'successor-unnamed',
    en: 'A deprecated operation does not name what follows it',
    fa: 'عملیات منسوخ جانشین خود را نمی‌نامد',
    bend: (answer) => withoutHeaders(answer, 'Link'),
  }),
];
