/**
 * A decision on budget as a reader needs it: the outcome, why, what to do next, and what it rests on.
 *
 * One view serves the text and the page, so that neither can say what the other does not. Texts in it are plain: whoever writes them out escapes them.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { DecisionReason, DecisionRecord, EligibilityOutcome, EligibilityPolicy } from '../contract/documents.js';
import { formatInstant, formatNumber } from '../locale/format.js';
import { type Language, textIn } from '../locale/language.js';
import type { Messages } from '../locale/load-messages.js';
import { messageOf, textOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import type { FactView } from './pins-view.js';

export interface EligibilityReasonView {
  readonly code: string;
  readonly tone: 'passed' | 'failed' | 'cantTell';
  readonly subject: string;
  /** An id in the subject, to be kept in its own order; null where there is none. */
  readonly subjectId: string | null;
  readonly title: string;
  readonly cause: string;
  readonly mend: string | null;
  /** Title and legal source of the rule or exemption. */
  readonly rule: string | null;
  readonly source: string | null;
  readonly got: string | null;
  readonly want: string | null;
  readonly detail: string | null;
}

export interface EligibilityServiceView {
  readonly id: string;
  readonly agency: string;
  readonly outcome: string;
  readonly tone: 'passed' | 'failed' | 'cantTell';
  readonly rules: string;
  readonly certificates: readonly string[];
}

export interface EligibilityCertificateView {
  readonly id: string;
  readonly service: string;
  readonly standing: string;
  readonly tone: 'passed' | 'failed' | 'cantTell';
  readonly why: string | null;
  readonly validUntil: string;
  readonly sha256: string;
}

export interface EligibilityView {
  readonly lang: Language;
  readonly outcome: EligibilityOutcome;
  readonly verdict: string;
  readonly tone: 'granted' | 'refused' | 'incomplete';
  readonly why: string;
  readonly next: string;
  readonly notForBudget: readonly { readonly title: string; readonly mend: string }[] | null;
  readonly project: readonly FactView[];
  readonly reasons: readonly EligibilityReasonView[];
  readonly services: readonly EligibilityServiceView[];
  readonly certificates: readonly EligibilityCertificateView[];
  readonly basis: readonly FactView[];
}

const tones = { eligible: 'granted', notEligible: 'refused', undetermined: 'incomplete' } as const;
const marks = { eligible: 'passed', notEligible: 'failed', undetermined: 'cantTell' } as const;
const effects = { supports: 'passed', refuses: 'failed', leavesOpen: 'cantTell' } as const;
const standings = { valid: 'passed', invalid: 'failed', indeterminate: 'cantTell' } as const;

interface Voice {
  readonly lang: Language;
  readonly messages: Messages;
  readonly policy: EligibilityPolicy;
}

const latinOnly = /^[\x21-\x7E]+(?: [\x21-\x7E]+)*$/;

/** A fact: identifiers in one piece, anything else as prose. */
function factOf(label: string, value: string): FactView {
  const shown = visibleText(value);
  return latinOnly.test(shown) ? { label, text: null, latin: shown } : { label, text: shown, latin: null };
}

/** An instant of a fact in both calendars, any other text as it is. */
function toldFact(value: string, lang: Language): string {
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? formatInstant(value, lang) : visibleText(value);
}

/** Words of the contract in the language: which family a reason speaks of. */
const families: Readonly<Record<string, 'tier' | 'outcome'>> = { 'tier-too-low': 'tier', 'verdict-not-enough': 'outcome' };

/** What a reason has found or asks, in the words of the language where it has some. */
function toldIn(code: string, value: string, { messages, lang }: Voice): string {
  const family = families[code];
  if (family === undefined) return toldFact(value, lang);
  const words = value.split(', ').map((each) => messages.texts.get(`word-${family}-${each}`)?.[lang] ?? visibleText(each));
  return words.join(lang === 'fa' ? '، ' : ', ');
}

/** Codes of verification in the words of their messages; whatever else is found stays as it is. */
function gotOf(reason: DecisionReason, voice: Voice): string | null {
  const { code, got } = reason;
  const { messages, lang } = voice;
  if (got === undefined || got === '') return null;
  const isCode = (code === 'certificate-invalid' || code === 'certificate-untold') && messages.has(got);
  return isCode ? `${messageOf(messages, got, lang).title} (${got})` : toldIn(code, got, voice);
}

function subjectOf(subject: string, { messages, lang }: Voice): Pick<EligibilityReasonView, 'subject' | 'subjectId'> {
  const [kind = '', ...rest] = subject.split(' ');
  return { subject: textOf(messages, `eligibility-subject-${kind}`, lang), subjectId: rest.length === 0 ? null : visibleText(rest.join(' ')) };
}

function ruleOf(id: string | undefined, { policy, lang }: Voice): Pick<EligibilityReasonView, 'rule' | 'source'> {
  const rule = [...policy.rules, ...policy.exemptions].find((each) => each.id === id);
  if (rule === undefined) return { rule: null, source: null };
  const sources = rule.sources.flatMap((source) => policy.sources.filter((each) => each.id === source));
  return {
    rule: visibleText(textIn(rule.title, lang)),
    source: sources.map(({ title }) => visibleText(textIn(title, lang))).join(lang === 'fa' ? '؛ ' : '; '),
  };
}

function reasonView(reason: DecisionReason, voice: Voice): EligibilityReasonView {
  const { messages, lang } = voice;
  const said = messageOf(messages, reason.code, lang);
  return {
    code: reason.code,
    tone: effects[reason.effect],
    ...subjectOf(reason.subject, voice),
    title: said.title,
    cause: said.cause,
    mend: reason.effect === 'supports' ? null : said.mend,
    ...ruleOf(reason.rule, voice),
    got: gotOf(reason, voice),
    want: reason.want === undefined || reason.want === '' ? null : toldIn(reason.code, reason.want, voice),
    detail: reason.detail === undefined ? null : visibleText(reason.detail),
  };
}

/** Reasons that say the same of the same under several rules, as one that names them all. */
function mergedReasons(reasons: readonly EligibilityReasonView[], { lang }: Voice): readonly EligibilityReasonView[] {
  const merged = new Map<string, EligibilityReasonView>();
  const join = (one: string | null, other: string | null): string | null => {
    const parts = [one, other].filter((part) => part !== null);
    return parts.length === 0 ? null : [...new Set(parts)].join(lang === 'fa' ? '؛ ' : '; ');
  };
  for (const reason of reasons) {
    const { code, tone, subject, subjectId, got, want, detail } = reason;
    const key = JSON.stringify([code, tone, subject, subjectId, got, want, detail]);
    const known = merged.get(key);
    merged.set(key, known === undefined ? reason : { ...known, rule: join(known.rule, reason.rule), source: join(known.source, reason.source) });
  }
  return [...merged.values()];
}

function projectFacts({ project }: DecisionRecord, { lang, messages, policy }: Voice): readonly FactView[] {
  const label = (key: string): string => textOf(messages, `eligibility-fact-${key}`, lang);
  const kind = policy.kinds.find(({ id }) => id === project.kind);
  const prose = (key: string, text: string): FactView => ({ label: label(key), text, latin: null });
  return [
    ...(project.name === undefined ? [] : [factOf(label('name'), project.name)]),
    factOf(label('id'), project.id),
    factOf(label('agency'), project.agency),
    kind === undefined ? factOf(label('kind'), project.kind) : prose('kind', visibleText(textIn(kind.title, lang))),
    // a year is no count: it has no separators
    prose('year', lang === 'fa' ? String(project.year).replace(/\d/g, (digit) => String.fromCharCode(0x6f0 + Number(digit))) : String(project.year)),
    ...(project.amount === undefined ? [] : [prose('amount', textOf(messages, 'eligibility-rials', lang, { amount: project.amount }))]),
    ...(project.budgetRow === undefined ? [] : [factOf(label('budget-row'), project.budgetRow)]),
    prose('services', formatNumber(project.services.length, lang)),
  ];
}

function basisFacts(record: DecisionRecord, { lang, messages }: Voice): readonly FactView[] {
  const label = (key: string): string => textOf(messages, `eligibility-fact-${key}`, lang);
  const latin = (key: string, value: string): FactView => ({ label: label(key), text: null, latin: visibleText(value) });
  const prose = (key: string, text: string): FactView => ({ label: label(key), text, latin: null });
  const { policy, trust, harness } = record;
  return [
    prose('at', formatInstant(record.at, lang)),
    ...(record.reliableUntil === undefined ? [] : [prose('reliable-until', formatInstant(record.reliableUntil, lang))]),
    latin('policy', `${policy.ref} ${policy.sha256}`),
    prose('policy-status', textOf(messages, `eligibility-status-${policy.status}`, lang)),
    ...(policy.signer === undefined ? [] : [latin('policy-signer', policy.signer)]),
    latin('trust', `${trust.id} ${trust.version} ${trust.sha256}`),
    ...(trust.checkpoint === undefined ? [] : [latin('checkpoint', `${trust.checkpoint.origin} ${trust.checkpoint.size} ${trust.checkpoint.root}`)]),
    latin('harness', `${harness.name} ${harness.version}`),
    latin('digest', record.sha256),
  ];
}

/** The decision in a language. `policy`: the one that it names, for the titles of its rules. */
export function eligibilityViewOf(record: DecisionRecord, policy: EligibilityPolicy, { lang, messages }: Omit<Voice, 'policy'>): EligibilityView {
  const voice: Voice = { lang, messages, policy };
  const say = (key: string, values: Readonly<Record<string, string | number>> = {}): string => textOf(messages, key, lang, values);
  const causes = record.notForBudget.map(({ code }) => {
    const { title, mend } = messageOf(messages, code, lang);
    return { title, mend };
  });
  const order = ['refuses', 'leavesOpen', 'supports'];
  const reasons = mergedReasons(
    [...record.reasons].sort((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect)).map((reason) => reasonView(reason, voice)),
    voice,
  );
  const count = (tone: EligibilityReasonView['tone']): number => reasons.filter((reason) => reason.tone === tone).length;
  return {
    lang,
    outcome: record.decision,
    verdict: say(`eligibility-outcome-${record.decision}`),
    tone: tones[record.decision],
    why: say(`eligibility-why-${record.decision}`, { refuses: count('failed'), open: count('cantTell'), services: record.services.length }),
    next: say(`eligibility-next-${record.decision}`),
    notForBudget: causes.length === 0 ? null : causes,
    project: projectFacts(record, voice),
    reasons,
    services: record.services.map((service) => ({
      id: visibleText(service.id),
      agency: service.agency,
      outcome: say(`eligibility-outcome-${service.outcome}`),
      tone: marks[service.outcome],
      rules: [...service.rules, ...(service.exemption === undefined ? [] : [service.exemption])]
        .map((id) => ruleOf(id, voice).rule ?? id)
        .join(lang === 'fa' ? '؛ ' : '; '),
      certificates: service.certificates,
    })),
    certificates: record.certificates.map((each) => ({
      id: each.id ?? '',
      service: visibleText(each.service ?? ''),
      standing: say(`eligibility-standing-${each.standing}`),
      tone: standings[each.standing],
      why: each.code === undefined ? null : messageOf(messages, each.code, lang).title,
      validUntil: each.validUntil === undefined ? '' : formatInstant(each.validUntil, lang),
      sha256: each.sha256 ?? '',
    })),
    basis: basisFacts(record, voice),
  };
}
