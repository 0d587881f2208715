/**
 * Faults of service levels: refusals of too many calls that do not say when to come back, answers later than declared, a problem type that no list has.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { textAnswer, withHeader } from '../exchange.js';
import { answersWith, edited, inLayer, replaced } from './bend.js';
import type { Fault, FaultHooks } from './fault.js';

const technical = inLayer('technical');

/** The service takes an over-long address for too many calls: a limiter that counts octets. */
const limited = (bend: NonNullable<FaultHooks['answer']>): FaultHooks => ({
  answer: (answer, context) =>
    answer.status === 414
      ? bend(
          edited({ ...answer, status: 429 }, (value) => ({ ...value, status: 429 })),
          context,
        )
      : answer,
});

const spanMs = 300_000;
const spans = 8640;
const seriesFile = 'availability.csv';

/** Thirty days up to now from two vantages, down one span in twenty. */
function poorSeries(now: Date): string {
  const rows = Array.from({ length: spans }, (_none, span) => {
    const at = new Date(now.getTime() - (spans - span) * spanMs).toISOString();
    return ['internet', 'exchange'].map((vantage) => `${at},${vantage},${span % 20 === 0 ? 'down' : 'up'},12`).join('\n');
  });
  return `instant,vantage,outcome,ms\n${rows.join('\n')}\n`;
}

export const serviceLevelFaults: readonly Fault[] = [
  technical('availability-below-declared', 'TEC-OPS-003', {
    en: 'The service was certified before, and since then away for one span in twenty',
    fa: 'خدمت پیش‌تر گواهی گرفته و از آن پس در یک بیستم زمان در دسترس نبوده است',
    hooks: {
      files: (now) => [{ name: seriesFile, text: poorSeries(now) }],
      statement: (statement) => ({
        ...statement,
        services: statement.services.map((service) => ({
          ...service,
          previousCertified: { certificate: 'urn:egif:certificate:sample-1' },
          sla: { ...service.sla, series: { file: seriesFile } },
        })),
      }),
    },
  }),
  technical('too-many-without-retry-after', 'TEC-OPS-005', {
    en: 'A refusal of too many calls does not say when to come back',
    fa: 'پاسخِ فراخوانی بیش از اندازه نمی‌گوید کی بازگردید',
    hooks: limited((answer) => answer),
  }),
  technical('too-many-as-text', 'TEC-OPS-005', {
    en: 'A refusal of too many calls is plain text',
    fa: 'پاسخِ فراخوانی بیش از اندازه متن ساده است',
    hooks: limited((answer) => withHeader(replaced(answer, textAnswer(429, 'text/plain; charset=utf-8', 'slow down')), 'Retry-After', '1')),
  }),
  technical('latency-declared-too-low', 'TEC-OPS-004', {
    en: 'The service declares answers faster than any network',
    fa: 'خدمت پاسخی سریع‌تر از هر شبکه‌ای اعلام می‌کند',
    hooks: {
      statement: (statement) => ({
        ...statement,
        services: statement.services.map((service) => ({ ...service, sla: { ...service.sla, latencyP95Ms: 0.01 } })),
      }),
    },
  }),
  technical('problem-type-unlisted', 'TEC-ERR-002', {
    en: 'Unknown resources are of a problem type that the published list does not have',
    fa: 'نوع خطای منبع ناشناخته در فهرست منتشرشده نیست',
    hooks: {
      answer: answersWith(404, (answer) =>
        edited(answer, (value) => ({ ...value, type: String(value['type']).replace(':not-found', ':no-such-thing') })),
      ),
    },
  }),
];
