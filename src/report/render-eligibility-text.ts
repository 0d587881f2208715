/**
 * A decision on budget as a few lines for a terminal.
 *
 * Room     report (floor 4). May be imported by cli and registry.
 */
import type { DecisionRecord, EligibilityPolicy } from '../contract/documents.js';
import type { Language } from '../locale/language.js';
import type { Messages } from '../locale/load-messages.js';
import { textOf } from '../locale/message-of.js';
import { isolatedLatin, steered } from '../locale/visible-text.js';
import { type EligibilityReasonView, eligibilityViewOf } from './eligibility-view.js';

interface Voice {
  readonly lang: Language;
  readonly messages: Messages;
}

const signs = { passed: '✓', failed: '✗', cantTell: '?' } as const;

function reasonLines(reason: EligibilityReasonView, { lang, messages }: Voice): readonly string[] {
  const id = reason.subjectId === null ? '' : ` ${lang === 'fa' ? isolatedLatin(reason.subjectId) : reason.subjectId}`;
  const facts = [
    ...(reason.got === null ? [] : [`${textOf(messages, 'eligibility-label-got', lang)}: ${steered(reason.got, lang)}`]),
    ...(reason.want === null ? [] : [`${textOf(messages, 'eligibility-label-want', lang)}: ${steered(reason.want, lang)}`]),
  ];
  return [
    `  ${signs[reason.tone]} ${reason.subject}${id}: ${reason.title}`,
    ...(facts.length === 0 ? [] : [`      ${facts.join(' · ')}`]),
    ...(reason.rule === null ? [] : [`      ${textOf(messages, 'eligibility-label-rule', lang)}: ${reason.rule}`]),
    ...(reason.mend === null ? [] : [`      ${steered(reason.mend, lang)}`]),
  ];
}

/** The decision in a language. `policy`: the one that it names. */
export function renderEligibilityText(record: DecisionRecord, policy: EligibilityPolicy, voice: Voice): string {
  const { lang, messages } = voice;
  const view = eligibilityViewOf(record, policy, voice);
  const facts = [...view.project.slice(0, 4), ...view.basis].map(
    ({ label, text, latin }) => `  ${label}: ${text ?? (lang === 'fa' ? isolatedLatin(latin ?? '') : (latin ?? ''))}`,
  );
  const stamps = (view.notForBudget ?? []).map(({ title }) => `  ! ${textOf(messages, 'eligibility-stamp', lang)}: ${title}`);
  return `${[`${view.verdict}`, `  ${view.why}`, ...view.reasons.flatMap((reason) => reasonLines(reason, voice)), ...stamps, ...facts].join('\n')}\n`;
}
