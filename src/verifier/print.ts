/**
 * What was found, in words of either language and as JSON. Latin runs in a Persian line keep their own order (UAX #9 §6.3).
 *
 * Room     verifier (floor 7).
 */
import type { CertificateVerification } from '../attestation/certificate/verify.js';
import type { DecisionVerification } from '../attestation/decision/verify-decision.js';
import type { Verification } from '../attestation/verify-report.js';
import type { Language } from './call.js';
import type { Judged } from './judge.js';

/** What to say about a code: title and mend in both languages. */
export type CodeTable = Readonly<Record<string, Readonly<Record<Language, readonly [title: string, mend: string]>>>>;

interface Finding {
  readonly standing: 'valid' | 'invalid' | 'indeterminate';
  readonly code?: string;
  readonly detail?: string;
}

const heads = {
  valid: { en: 'valid', fa: 'معتبر' },
  invalid: { en: 'INVALID', fa: 'نامعتبر' },
  indeterminate: { en: 'cannot be told', fa: 'نامعلوم' },
} as const;
const kinds = {
  certificate: { en: 'certificate', fa: 'گواهی‌نامه' },
  participation: { en: 'certificate of participation', fa: 'گواهی‌نامهٔ مشارکت' },
  decision: { en: 'sealed decision', fa: 'تصمیم مهرشده' },
  report: { en: 'signed report', fa: 'گزارش امضاشده' },
  'trust-list': { en: 'trust list', fa: 'فهرست اعتماد' },
} as const;
const outcomes = {
  granted: { en: 'granted', fa: 'اعطا' },
  conditional: { en: 'conditional', fa: 'مشروط' },
  incomplete: { en: 'incomplete', fa: 'ناتمام' },
  refused: { en: 'refused', fa: 'رد' },
} as const;
const tiers = { bronze: { en: 'bronze', fa: 'برنزی' }, silver: { en: 'silver', fa: 'نقره‌ای' }, gold: { en: 'gold', fa: 'طلایی' } } as const;
const unchecked: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  revocation: { en: 'revocation of the seal', fa: 'ابطال مهر' },
  'time-stamp': { en: 'time stamp', fa: 'مهر زمانی' },
  recompute: { en: 'the evidence', fa: 'شواهد' },
  evidence: { en: 'the evidence', fa: 'شواهد' },
  report: { en: 'the report behind it', fa: 'گزارش پشتوانه' },
  'decided-again': { en: 'whether it follows from the certificates', fa: 'آیا از گواهی‌نامه‌ها نتیجه می‌شود' },
  log: { en: 'the log (the trust list names none)', fa: 'دفتر ثبت (فهرست اعتماد دفتری نام نمی‌برد)' },
};

const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
/** Text from a file, with what cannot be seen or would reorder the line written out. */
const visible = (text: string): string => text.replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

/** A Latin run on a line of either language. */
const latin = (text: string, lang: Language): string => (lang === 'fa' ? `\u2066${visible(text)}\u2069` : visible(text));

/** Why, and what to do. */
export function reasonLines({ code, detail }: Finding, { lang, codes }: { readonly lang: Language; readonly codes: CodeTable }): readonly string[] {
  if (code === undefined) return [];
  const [title, mend] = codes[code]?.[lang] ?? codes[code]?.en ?? ['', ''];
  return [`  ${latin(code, lang)}: ${title}`, ...(detail === undefined ? [] : [`  ${latin(detail, lang)}`]), ...(mend === '' ? [] : [`  ${mend}`])];
}

export const headLine = (kind: keyof typeof kinds, { standing }: Pick<Finding, 'standing'>, lang: Language): string =>
  `${kinds[kind][lang]}: ${heads[standing][lang]}`;

const instant = (time: number): string => new Date(time).toISOString();

/** What the certificate of either kind is about. */
function subjectLines({ certificate, participation }: CertificateVerification, lang: Language): readonly string[] {
  const fa = lang === 'fa';
  const of = fa ? 'دستگاه' : 'agency';
  if (participation !== undefined) {
    const { agency, cluster, year } = participation.credentialSubject;
    return [
      `  ${latin(participation.id, lang)} · ${fa ? 'خوشه' : 'cluster'} ${latin(cluster, lang)} · ${fa ? 'سال' : 'year'} ${year}`,
      `  ${of} ${agency.legalPersonId} ${visible(agency.name[lang])}`,
      `  ! ${fa ? 'دربارهٔ هیچ خدمتی چیزی نمی‌گوید' : 'it says nothing of any service'}`,
    ];
  }
  if (certificate === undefined) return [];
  const { agency, service, profile, tier, verdict, assurance, origins } = certificate.credentialSubject;
  return [
    `  ${latin(certificate.id, lang)} · ${latin(profile.ref, lang)} · ${tiers[tier][lang]} · ${outcomes[verdict][lang]} · ${assurance}`,
    `  ${of} ${agency.legalPersonId} ${visible(agency.name[lang])} · ${fa ? 'خدمت' : 'service'} ${latin(service.id, lang)} ${visible(service.name[lang])}`,
    `  ${latin(origins.join(' '), lang)}`,
  ];
}

function certificateFacts(verification: CertificateVerification, lang: Language): readonly string[] {
  const { certificate, participation, trustedTime, freshUntil } = verification;
  const known = certificate ?? participation;
  if (known === undefined) return [];
  const fa = lang === 'fa';
  return [
    ...subjectLines(verification, lang),
    `  ${latin(`${known.validFrom} … ${known.validUntil}`, lang)}`,
    ...(trustedTime === undefined ? [] : [`  ${fa ? 'ثبت در دفتر' : 'in the log since'} ${latin(instant(trustedTime), lang)}`]),
    ...(freshUntil === undefined
      ? []
      : [`  ${fa ? 'این پاسخ تا این زمان کافی است' : 'this answer may be relied on until'} ${latin(instant(freshUntil), lang)}`]),
  ];
}

function reportFacts({ report, signer, timeStamp }: Verification, lang: Language): readonly string[] {
  const fa = lang === 'fa';
  return [
    ...(report === undefined
      ? []
      : [
          `  ${fa ? 'دستگاه' : 'agency'} ${latin(report.subject.agency.legalPersonId, lang)} · ${fa ? 'خدمت' : 'service'} ${latin(report.subject.service.id, lang)} · ${latin(report.profile.ref, lang)} · ${outcomes[report.verdict][lang]}`,
        ]),
    ...sealLine(signer, lang),
    ...(timeStamp === undefined ? [] : [`  ${fa ? 'مهر زمانی' : 'time stamp'} ${visible(timeStamp.authority)} · ${latin(timeStamp.time, lang)}`]),
  ];
}

const decided = {
  eligible: { en: 'eligible', fa: 'شایستهٔ تخصیص بودجه' },
  notEligible: { en: 'not eligible', fa: 'ناشایسته برای تخصیص بودجه' },
  undetermined: { en: 'undetermined', fa: 'نامعلوم' },
} as const;

function sealLine(signer: Verification['signer'] | DecisionVerification['signer'], lang: Language): readonly string[] {
  if (signer === undefined) return [];
  return [`  ${lang === 'fa' ? 'مهر' : 'seal'} ${visible(signer.name)} ${latin(signer.legalId ?? '', lang)} · ${latin(signer.signedAt, lang)}`];
}

function decisionFacts({ document, signer }: DecisionVerification, lang: Language): readonly string[] {
  const fa = lang === 'fa';
  const counts = document?.egif === 'eligibility-batch/v1' ? document.counts : undefined;
  return [
    ...(document?.egif === 'eligibility-decision/v1' ? [`  ${latin(document.project.id, lang)}: ${decided[document.decision][lang]}`] : []),
    ...(counts === undefined
      ? []
      : [`  ${(['eligible', 'notEligible', 'undetermined'] as const).map((outcome) => `${decided[outcome][lang]} ${counts[outcome]}`).join(' · ')}`]),
    ...(document?.forBudget === false ? [`  ! ${fa ? 'بدون اثر بودجه‌ای' : 'no money may rest on this'}`] : []),
    ...sealLine(signer, lang),
  ];
}

function factsOf(judged: Judged, lang: Language): readonly string[] {
  if (judged.kind === 'certificate') return certificateFacts(judged.verification, lang);
  return judged.kind === 'decision' ? decisionFacts(judged.verification, lang) : reportFacts(judged.verification, lang);
}

/** One file in words. */
export function printed(judged: Judged, speech: { readonly lang: Language; readonly codes: CodeTable }): string {
  const { lang } = speech;
  const { kind, verification } = judged;
  const named = judged.kind === 'certificate' && judged.verification.participation !== undefined ? 'participation' : kind;
  const left = verification.notChecked.map((name) => unchecked[name]?.[lang] ?? name).join(lang === 'fa' ? '، ' : ', ');
  const lines = [
    headLine(named, verification, lang),
    ...reasonLines(verification, speech),
    ...factsOf(judged, lang),
    `  ${lang === 'fa' ? 'بررسی نشد' : 'not checked'}: ${left}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** One file as data, with the members that `egif verify --json` prints. */
export function plain(judged: Judged): object {
  if (judged.kind === 'decision') return judged.verification;
  if (judged.kind === 'report') {
    const { report, ...rest } = judged.verification;
    if (report === undefined) return rest;
    const { id, verdict, profile, canonicalSha256 } = report;
    return { ...rest, report: { id, verdict, profile: profile.ref, canonicalSha256 } };
  }
  const { seen: _seen, trustedTime, freshUntil, signer, ...rest } = judged.verification;
  return {
    ...rest,
    ...(signer === undefined ? {} : { signer: { certificateSha256: signer.certificateSha256, signedAt: instant(signer.signedAt) } }),
    ...(trustedTime === undefined ? {} : { trustedTime: instant(trustedTime) }),
    ...(freshUntil === undefined ? {} : { freshUntil: instant(freshUntil) }),
  };
}
