/**
 * What the commands of certification say to people, in both languages.
 *
 * Room     cli (floor 7).
 */
import type { CertificateRecord, Settled, Trouble } from '../../index/certification.js';
import type { Context, Language } from '../command.js';
import type { ExitStatus } from '../exit.js';
import type { WitnessesSaid } from './cert-files.js';
import { witnessLines } from '../log/log-print.js';
import { places } from '../places.js';

/** Why an act was refused: code, what it means, the fact, the mend. */
async function troubleLines(troubles: readonly Trouble[], lang: Language): Promise<readonly string[]> {
  const [{ loadMessages, messageOf }, { detailIn }] = await Promise.all([import('../../index/words.js'), import('../detail-in.js')]);
  const messages = await loadMessages(places.messages);
  return troubles.flatMap(({ code, detail }) => {
    const { title, mend } = messageOf(messages, code, lang);
    return [`  ${code}: ${title}`, `    ${detailIn(detail, messages, lang)}`, `    ${mend}`];
  });
}

/** 1 where something does not hold, 2 where it only cannot be told. */
export const statusOfTroubles = (troubles: readonly Trouble[]): ExitStatus => (troubles.some(({ standing }) => standing === 'invalid') ? 1 : 2);

/** Says refusals; gives the exit status. */
export async function sayRefused(troubles: readonly Trouble[], json: boolean, { world, lang }: Context): Promise<ExitStatus> {
  if (json) world.stdout.write(`${JSON.stringify({ granted: false, refusals: troubles }, null, 2)}\n`);
  else {
    const head =
      lang === 'fa'
        ? `پذیرفته نشد؛ شمار دلیل‌ها ${troubles.length}`
        : `refused, for ${troubles.length} ${troubles.length === 1 ? 'reason' : 'reasons'}`;
    world.stdout.write(`${[head, ...(await troubleLines(troubles, lang))].join('\n')}\n`);
  }
  return statusOfTroubles(troubles);
}

const states: Readonly<Record<string, string>> = { valid: 'معتبر', suspended: 'معلق', revoked: 'باطل', superseded: 'جایگزین‌شده', expired: 'منقضی' };
/** The state of a certificate, as people say it. */
export const stateIn = (state: string, lang: Language): string => (lang === 'fa' ? (states[state] ?? state) : state);

const surveys: Readonly<Record<string, string>> = {
  passed: 'قبول',
  failed: 'رد',
  missed: 'اجرا نشد',
  kept: 'همان ماند',
};
/** What a survey found, or what came of it. */
export const surveyIn = (word: string, lang: Language): string => (lang === 'fa' ? (surveys[word] ?? stateIn(word, lang)) : word);

/** When the report of a certificate came in; RFC 3339. */
export interface Receipt {
  readonly received?: string;
  /** As a time-stamp authority says. */
  readonly stamped?: string;
}

function receiptLines({ received, stamped }: Receipt, fa: boolean): readonly string[] {
  if (received === undefined) return [];
  const stamp = stamped === undefined ? '' : ` · ${fa ? 'مهر زمانی' : 'stamped'} ${stamped}`;
  return [`  ${fa ? 'رسید گزارش' : 'report received'} ${received}${stamp}`];
}

/** One certificate in lines. */
export function certificateText(record: CertificateRecord & Receipt, state: string, lang: Language): string {
  const fa = lang === 'fa';
  return `${[
    `${record.id}  ${stateIn(state, lang)}`,
    `  ${fa ? 'دستگاه' : 'agency'} ${record.agency} · ${fa ? 'خدمت' : 'service'} ${record.service}${record.profile === undefined ? '' : ` · ${record.profile}`}`,
    `  ${fa ? 'از' : 'from'} ${record.validFrom} ${fa ? 'تا' : 'until'} ${record.validUntil}`,
    `  ${record.sha256}`,
    ...receiptLines(record, fa),
    ...(record.supersedes === undefined ? [] : [`  ${fa ? 'به جای' : 'in place of'} ${record.supersedes}`]),
    ...(record.supersededBy === undefined ? [] : [`  ${fa ? 'جای خود را داد به' : 'superseded by'} ${record.supersededBy}`]),
    ...record.changes.map(({ at, from, to, reason }) => `  ${new Date(at).toISOString()}  ${stateIn(from, lang)} → ${stateIn(to, lang)}  ${reason}`),
    ...record.surveys.map(({ at, result }) => `  ${new Date(at).toISOString()}  ${fa ? 'بازآزمون' : 'survey'} ${surveyIn(result, lang)}`),
  ].join('\n')}\n`;
}

/** What is released and what waits. */
export function settledText({ released, waiting, listsWaiting }: Settled, lang: Language, { answers }: WitnessesSaid): string {
  const fa = lang === 'fa';
  return `${[
    `${fa ? 'منتشرشده' : 'released'}: ${released.length}`,
    ...(waiting.length === 0 ? [] : [`${fa ? 'در انتظار گواهان' : 'waiting for witnesses'}: ${waiting.join(' ')}`]),
    ...(listsWaiting.length === 0 ? [] : [`${fa ? 'فهرست‌های در انتظار' : 'lists that wait'}: ${listsWaiting.join(' ')}`]),
    ...(waiting.length + listsWaiting.length === 0 ? [] : witnessLines(answers)),
  ].join('\n')}\n`;
}
