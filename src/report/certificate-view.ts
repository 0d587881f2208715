/**
 * A certificate as one reader’s page. It never says more than was verified: without a verification it says that there was none.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { CertificateStanding, Standing } from '../contract/certificate-standing.js';
import type { CertificateCredential, ParticipationCredential } from '../contract/documents.js';
import { formatDate, formatInstant, formatNumber } from '../locale/format.js';
import { type Language, textIn } from '../locale/language.js';
import type { Messages } from '../locale/load-messages.js';
import { messageOf, textOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import { wordsIn } from '../locale/word-of.js';
import type { FactView } from './pins-view.js';
import { type QrCode, qrCode } from './qr-code.js';

type Credential = CertificateCredential | ParticipationCredential;

const isParticipation = (certificate: Credential): certificate is ParticipationCredential =>
  certificate.type.includes('EgifParticipationCertificate') && 'cluster' in certificate.credentialSubject;

export interface CertificatePage {
  /** Of either kind. */
  readonly certificate: Credential;
  /** `sha256:` of the compact credential. */
  readonly sha256: string;
  /** Start of the addresses of verification pages, such as `https://registry.egif.example`; default: where the status lists are. */
  readonly verifyUrl?: string;
  /** What a verification at an instant (RFC 3339) said; absent: nobody verified. */
  readonly verified?: Pick<CertificateStanding, 'standing' | 'code' | 'freshUntil'> & {
    readonly at: string;
    /** Whether the trust list is that of a test nation. */
    readonly test: boolean;
  };
}

export interface CertificateView {
  readonly lang: Language;
  readonly dir: 'rtl' | 'ltr';
  readonly first: boolean;
  readonly last: boolean;
  readonly id: string;
  readonly kind: string;
  readonly issuer: string;
  readonly agency: string;
  /** What it is about, beside the agency: a service, or a cluster and a year. */
  readonly about: string;
  /** What nobody may take it for: of a certificate of participation, and of one that only a test nation vouches for. */
  readonly notices: readonly string[];
  readonly tone: Standing | 'unverified';
  readonly status: string;
  readonly why: string;
  readonly facts: readonly FactView[];
  readonly evidence: readonly FactView[];
  readonly qr: QrCode;
  readonly url: string;
}

/** Where anyone can look the certificate up; the fragment binds the print-out to these very octets and is never sent. */
export function verificationUrl({ certificate, sha256, verifyUrl }: Pick<CertificatePage, 'certificate' | 'sha256' | 'verifyUrl'>): string {
  const { id, issuer, credentialStatus } = certificate;
  const hosts = [verifyUrl, issuer.id, credentialStatus[0]?.statusListCredential].filter((url) => url !== undefined && /^https?:\/\//.test(url));
  const [first = ''] = hosts;
  const base = first === verifyUrl ? first.replace(/\/+$/, '') : first === '' ? '' : new URL(first).origin;
  return `${base}/v/${encodeURIComponent(id).replaceAll('%3A', ':')}#${sha256.slice('sha256:'.length, 'sha256:'.length + 32)}`;
}

function statusOf({ verified }: CertificatePage, lang: Language, messages: Messages): Pick<CertificateView, 'tone' | 'status' | 'why'> {
  const text = (key: string, values: Readonly<Record<string, string>> = {}): string => textOf(messages, key, lang, values);
  if (verified === undefined) return { tone: 'unverified', status: text('certificate-unverified'), why: text('certificate-unverified-why') };
  const { standing, code, at, freshUntil } = verified;
  const asOf = `${text('certificate-as-of')}: ${formatInstant(at, lang)}`;
  const until = freshUntil === undefined ? '' : ` · ${text('certificate-fresh-until')}: ${formatInstant(new Date(freshUntil).toISOString(), lang)}`;
  const reason = code === undefined ? '' : `${code}: ${messageOf(messages, code, lang).title} · `;
  return {
    tone: standing,
    status: text(standing === 'invalid' ? 'certificate-refused' : `certificate-${standing}`),
    why: `${reason}${asOf}${until}`,
  };
}

function participationFacts(certificate: ParticipationCredential, lang: Language, messages: Messages): readonly FactView[] {
  const { credentialSubject: subject, validFrom, validUntil, id } = certificate;
  const fact = (name: string, text: string | null, latin: string | null = null): FactView => ({
    label: textOf(messages, `certificate-${name}`, lang),
    text,
    latin,
  });
  return [
    fact('id', null, id),
    fact('agency', visibleText(textIn(subject.agency.name, lang)), subject.agency.legalPersonId),
    fact('cluster', null, subject.cluster),
    fact('year', yearOf(subject.year, lang)),
    fact('from', formatDate(validFrom, lang)),
    fact('until', formatDate(validUntil, lang)),
  ];
}

/** A year without a mark between its thousands. */
const yearOf = (year: number, lang: Language): string => [...String(year)].map((digit) => formatNumber(Number(digit), lang)).join('');

function factsOf(certificate: CertificateCredential, lang: Language, messages: Messages): readonly FactView[] {
  const label = (key: string): string => textOf(messages, `certificate-${key}`, lang);
  const word = wordsIn(messages, lang);
  const { credentialSubject: subject, validFrom, validUntil, id, supersedes } = certificate;
  const [low = 0, high = 0] = subject.quality;
  const number = (value: number): string => formatNumber(value, lang, 2);
  const percent = lang === 'fa' ? '٪' : '%';
  const fact = (name: string, text: string | null, latin: string | null = null): FactView => ({ label: label(name), text, latin });
  return [
    fact('id', null, id),
    fact('agency', visibleText(textIn(subject.agency.name, lang)), subject.agency.legalPersonId),
    fact('service', visibleText(textIn(subject.service.name, lang)), visibleText(subject.service.id)),
    fact('origins', null, subject.origins.map(visibleText).join(' ')),
    fact('profile', null, subject.profile.ref),
    fact('tier', word('tier', subject.tier)),
    fact('verdict', word('outcome', subject.verdict)),
    fact('quality', `${low === high ? number(low) : `${number(low)} – ${number(high)}`}${percent}`),
    fact('assurance', label(`assurance-${subject.assurance}`), subject.assurance),
    fact('attempt', number(subject.attempt)),
    fact('from', formatDate(validFrom, lang)),
    fact('until', formatDate(validUntil, lang)),
    ...(subject.waivers === undefined || subject.waivers.length === 0 ? [] : [fact('waivers', null, subject.waivers.map(visibleText).join(' '))]),
    ...(supersedes === undefined ? [] : [fact('supersedes', null, supersedes)]),
  ];
}

function evidenceOf({ certificate, sha256 }: CertificatePage, lang: Language, messages: Messages): readonly FactView[] {
  const fact = (name: string, latin: string): FactView => ({ label: textOf(messages, `certificate-${name}`, lang), text: null, latin });
  if (isParticipation(certificate)) {
    const records = certificate.evidence.map(({ decisionSha256 }) => fact('record', decisionSha256));
    return [fact('digest', sha256), ...records];
  }
  const { evidence, credentialSubject } = certificate;
  const [first] = evidence;
  return [
    fact('digest', sha256),
    ...(first === undefined
      ? []
      : [
          fact('report', first.reportSha256),
          fact('evidence-root', first.evidenceRoot),
          ...first.reruns.map(({ runner, reportSha256 }) => fact('rerun', `${runner.slice(0, 23)}… → ${reportSha256}`)),
        ]),
    ...credentialSubject.contracts.map((contract) => fact('contract', contract)),
  ];
}

const aboutCluster = ({ credentialSubject: { cluster, year } }: ParticipationCredential, lang: Language, messages: Messages): string =>
  textOf(messages, 'certificate-cluster-year', lang, { cluster, year: yearOf(year, lang) });

/** The page of a certificate in a language; `place` says where it stands among pages of several languages. */
export function certificateView(
  page: CertificatePage,
  {
    lang,
    messages,
    place,
  }: { readonly lang: Language; readonly messages: Messages; readonly place: { readonly first: boolean; readonly last: boolean } },
): CertificateView {
  const { certificate } = page;
  const { agency } = certificate.credentialSubject;
  const url = verificationUrl(page);
  const own = isParticipation(certificate)
    ? {
        kind: textOf(messages, 'certificate-kind-participation', lang),
        about: aboutCluster(certificate, lang, messages),
        facts: participationFacts(certificate, lang, messages),
      }
    : {
        kind: textOf(messages, 'certificate-kind-interoperability', lang),
        about: visibleText(textIn(certificate.credentialSubject.service.name, lang)),
        facts: factsOf(certificate, lang, messages),
      };
  return {
    lang,
    dir: lang === 'fa' ? 'rtl' : 'ltr',
    ...place,
    id: certificate.id,
    issuer: visibleText(textIn(certificate.issuer.name, lang)),
    agency: visibleText(textIn(agency.name, lang)),
    ...own,
    notices: [
      ...(isParticipation(certificate) ? [textOf(messages, 'certificate-participation-only', lang)] : []),
      ...(page.verified?.test === true ? [textOf(messages, 'certificate-test', lang)] : []),
    ],
    ...statusOf(page, lang, messages),
    evidence: evidenceOf(page, lang, messages),
    qr: qrCode(url),
    url,
  };
}
