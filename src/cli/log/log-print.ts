/**
 * What `egif log` says to people, in both languages.
 *
 * Room     cli (floor 7).
 */
import type { LogAudit, LogCheck, LogFinding, LogNews, LogProofCheck, Publication } from '../../index/log.js';
import type { Language } from '../command.js';
import { places } from '../places.js';

const instant = (ms: number): string => new Date(ms).toISOString();

/** A finding as a line, with what its code means. */
async function findingLines(findings: readonly LogFinding[], lang: Language): Promise<readonly string[]> {
  if (findings.length === 0) return [];
  const [{ loadMessages, messageOf }, { detailIn }] = await Promise.all([import('../../index/words.js'), import('../detail-in.js')]);
  const messages = await loadMessages(places.messages);
  return findings.map(({ code, detail, index, size }) => {
    const entry = index === undefined ? '' : lang === 'fa' ? ` · مدخل ${index}` : ` · entry ${index}`;
    const at = size === undefined ? '' : lang === 'fa' ? ` · اندازهٔ ${size}` : ` · size ${size}`;
    return `  ${code}: ${messageOf(messages, code, lang).title}${entry}${at}\n    ${detailIn(detail, messages, lang)}`;
  });
}

const whole = (findings: readonly LogFinding[], lang: Language): string => {
  if (findings.length === 0) return lang === 'fa' ? 'بی‌کاستی' : 'whole';
  return lang === 'fa' ? `${findings.length} کاستی` : `${findings.length} findings`;
};

export async function auditText(
  { origin, size, root, checkpoints, seenAt, leaves, statusLists, findings }: LogAudit,
  lang: Language,
): Promise<string> {
  const fa = lang === 'fa';
  const counts = Object.entries(leaves).map(([type, count]) => `${type} ${count}`);
  return `${[
    `${origin}: ${whole(findings, lang)}`,
    `  ${fa ? 'مدخل' : 'entries'} ${size} · ${root}`,
    `  ${fa ? 'مقطع‌ها' : 'checkpoints'} ${checkpoints.signed} · ${fa ? 'گواهی‌شده' : 'witnessed'} ${checkpoints.witnessed}`,
    ...(seenAt === undefined ? [] : [`  ${fa ? 'دیده‌شده در' : 'seen at'} ${instant(seenAt)}`]),
    ...(counts.length === 0 ? [] : [`  ${counts.join(' · ')}`]),
    `  ${statusLists === 0 ? (fa ? 'هیچ فهرست وضعیتی سنجیده نشد' : 'no status list was held against it') : `${fa ? 'فهرست‌های وضعیت سنجیده‌شده' : 'status lists held against it'} ${statusLists}`}`,
    ...(await findingLines(findings, lang)),
  ].join('\n')}\n`;
}

export async function fsckText({ entries, tiles, checkpoints, findings }: LogCheck, lang: Language): Promise<string> {
  const fa = lang === 'fa';
  return `${[
    `${whole(findings, lang)}: ${fa ? 'مدخل' : 'entries'} ${entries} · ${fa ? 'کاشی' : 'tiles'} ${tiles} · ${fa ? 'مقطع' : 'checkpoints'} ${checkpoints.signed}/${checkpoints.witnessed}`,
    ...(await findingLines(findings, lang)),
  ].join('\n')}\n`;
}

export async function newsText({ head, leaves, findings, seenAt }: LogNews, lang: Language): Promise<string> {
  const fa = lang === 'fa';
  return `${[
    `${head.origin}: ${fa ? 'مدخل' : 'entries'} ${head.size} · ${fa ? 'دیده‌شده در' : 'seen at'} ${instant(seenAt)} · ${whole(findings, lang)}`,
    ...leaves.map(({ index, leaf }) => `  ${index}  ${leaf.type}  ${leaf.id}${leaf.type === 'status-change' ? `  ${leaf.from} → ${leaf.to}` : ''}`),
    ...(await findingLines(findings, lang)),
  ].join('\n')}\n`;
}

/** What each witness answered. */
export const witnessLines = (answers: Publication['answers']): readonly string[] =>
  answers.map(({ witness, said, detail }) => `  ${witness}  ${said}${detail === undefined ? '' : `  ${detail}`}`);

export function publicationText({ size, state, answers }: Publication, lang: Language): string {
  const fa = lang === 'fa';
  const words = { published: fa ? 'منتشر شد' : 'published', waiting: fa ? 'در انتظار گواهان' : 'waiting for witnesses' } as const;
  return `${[`${words[state]}: ${size}`, ...witnessLines(answers)].join('\n')}\n`;
}

export async function proofText(check: LogProofCheck, lang: Language): Promise<string> {
  const fa = lang === 'fa';
  if (check.standing === 'valid') {
    const { index, size, root, firstWitnessTime } = check.proven;
    return `${fa ? 'اثبات معتبر' : 'valid proof'}: ${fa ? 'مدخل' : 'entry'} ${index} / ${size}\n  ${root}\n  ${fa ? 'دیده‌شده در' : 'seen at'} ${instant(firstWitnessTime)}\n`;
  }
  const lines = await findingLines([{ code: check.code, detail: check.detail }], lang);
  return `${[fa ? 'اثبات نامعتبر' : 'invalid proof', ...lines].join('\n')}\n`;
}
