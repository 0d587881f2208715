/**
 * `egif verify` for certificates: one with its facts, many with a summary.
 *
 * Room     cli (floor 7).
 */
import type { TrustState } from '../../contract/documents.js';
import { writeWhole } from '../../contract/write-whole.js';
import type { CertificateVerification, Contradiction, Expectations, OpenedPack } from '../../index/seals.js';
import type { Messages } from '../../index/words.js';
import type { Context } from '../command.js';
import { type ExitStatus, worstOf } from '../exit.js';
import { places } from '../places.js';
import { readSigned } from './trust-input.js';

export interface CertificateCall {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly pack: OpenedPack;
  /** Milliseconds. */
  readonly at: number;
  readonly expect: Expectations;
  readonly maxStatusAgeMs?: number;
  readonly state?: { readonly file: string; readonly seen: TrustState };
  readonly json: boolean;
  readonly context: Context;
}

export const statusOf = ({ standing }: Pick<CertificateVerification, 'standing'>): ExitStatus =>
  standing === 'valid' ? 0 : standing === 'invalid' ? 1 : 2;

const heads = {
  valid: { en: 'valid', fa: 'معتبر' },
  invalid: { en: 'invalid', fa: 'نامعتبر' },
  indeterminate: { en: 'cannot be told', fa: 'نامعلوم' },
} as const;

const kinds = {
  certificate: { en: 'certificate', fa: 'گواهی‌نامه' },
  participation: { en: 'certificate of participation', fa: 'گواهی‌نامهٔ مشارکت' },
} as const;

interface Print {
  readonly context: Context;
  readonly messages: Messages;
  readonly messageOf: typeof import('../../index/words.js').messageOf;
  readonly detailIn: typeof import('../detail-in.js').detailIn;
}

function reasonLines(
  { code, detail }: Pick<CertificateVerification, 'code' | 'detail'>,
  { context: { lang }, messages, messageOf, detailIn }: Print,
): readonly string[] {
  if (code === undefined) return [];
  const message = messageOf(messages, code, lang);
  return [`  ${code}: ${message.title}`, `  ${detailIn(detail ?? '', messages, lang)}`, `  ${message.mend}`];
}

/** What the certificate of either kind is about. */
function subjectLines({ certificate, participation }: CertificateVerification, { context: { lang }, messages }: Print): readonly string[] {
  const fa = lang === 'fa';
  const word = (key: string): string => messages.texts.get(key)?.[lang] ?? key;
  const of = fa ? 'دستگاه' : 'agency';
  if (participation !== undefined) {
    const { agency, cluster, year } = participation.credentialSubject;
    return [
      `  ${participation.id} · ${fa ? 'خوشه' : 'cluster'} ${cluster} · ${fa ? 'سال' : 'year'} ${year}`,
      `  ${of} ${agency.legalPersonId} ${agency.name[lang]}`,
      `  ! ${word('certificate-participation-only')}`,
    ];
  }
  if (certificate === undefined) return [];
  const { agency, service, profile, tier, verdict, assurance, origins } = certificate.credentialSubject;
  return [
    `  ${certificate.id} · ${profile.ref} · ${word(`word-tier-${tier}`)} · ${word(`word-outcome-${verdict}`)} · ${assurance}`,
    `  ${of} ${agency.legalPersonId} ${agency.name[lang]} · ${fa ? 'خدمت' : 'service'} ${service.id} ${service.name[lang]}`,
    `  ${origins.join(' ')}`,
  ];
}

function factLines(verification: CertificateVerification, print: Print): readonly string[] {
  const { certificate, participation, freshUntil, trustedTime, notChecked } = verification;
  const { lang } = print.context;
  const fa = lang === 'fa';
  const word = (key: string): string => print.messages.texts.get(key)?.[lang] ?? key;
  const left = `  ${fa ? 'بررسی نشد' : 'not checked'}: ${notChecked.map((name) => word(`unchecked-${name}`)).join(fa ? '، ' : ', ')}`;
  const known = certificate ?? participation;
  if (known === undefined) return [left];
  return [
    ...subjectLines(verification, print),
    `  ${known.validFrom} … ${known.validUntil}`,
    ...(trustedTime === undefined ? [] : [`  ${fa ? 'ثبت در دفتر' : 'in the log since'} ${new Date(trustedTime).toISOString()}`]),
    ...(freshUntil === undefined
      ? []
      : [`  ${fa ? 'این پاسخ تا این زمان کافی است' : 'this answer may be relied on until'} ${new Date(freshUntil).toISOString()}`]),
    left,
  ];
}

function plain({ seen: _seen, ...rest }: CertificateVerification): object {
  const { trustedTime, freshUntil, signer, ...others } = rest;
  const instant = (time: number): string => new Date(time).toISOString();
  return {
    ...others,
    ...(signer === undefined ? {} : { signer: { certificateSha256: signer.certificateSha256, signedAt: instant(signer.signedAt) } }),
    ...(trustedTime === undefined ? {} : { trustedTime: instant(trustedTime) }),
    ...(freshUntil === undefined ? {} : { freshUntil: instant(freshUntil) }),
  };
}

async function printer(context: Context): Promise<Print> {
  const [{ loadMessages, messageOf }, { detailIn }] = await Promise.all([import('../../index/words.js'), import('../detail-in.js')]);
  return { context, messages: await loadMessages(places.messages), messageOf, detailIn };
}

/** Keeps what the valid ones have seen. */
async function keep(call: CertificateCall, verifications: readonly CertificateVerification[]): Promise<void> {
  if (call.state === undefined) return;
  const { keptAfter } = await import('../../index/seals.js');
  const valid = verifications.flatMap(({ standing, seen }) => (standing === 'valid' && seen !== undefined ? [seen] : []));
  const kept = keptAfter(call.state.seen, valid, call.pack.checkpoint);
  if (kept !== undefined) await writeWhole(call.state.file, `${JSON.stringify(kept, null, 2)}\n`);
}

async function verifyOne(call: CertificateCall, file: string): Promise<ExitStatus> {
  const { verifyCertificate } = await import('../../index/seals.js');
  const verification = verifyCertificate(await readSigned(file), optionsOf(call));
  await keep(call, [verification]);
  const { world } = call.context;
  if (call.json) world.stdout.write(`${JSON.stringify(plain(verification), null, 2)}\n`);
  else {
    const print = await printer(call.context);
    const { lang } = call.context;
    const kind = verification.participation === undefined ? 'certificate' : 'participation';
    const head = `${kinds[kind][lang]}: ${heads[verification.standing][lang]}`;
    world.stdout.write(`${[head, ...reasonLines(verification, print), ...factLines(verification, print)].join('\n')}\n`);
  }
  return statusOf(verification);
}

const optionsOf = ({ pack, at, expect, maxStatusAgeMs, state }: CertificateCall) => ({
  trust: pack.trust,
  at,
  lists: pack.statusLists,
  expect,
  ...(maxStatusAgeMs === undefined ? {} : { maxStatusAgeMs }),
  ...(state === undefined ? {} : { state: state.seen }),
});

interface Row {
  readonly file: string;
  readonly verification: CertificateVerification;
}

function rowLine({ file, verification: { standing, code, certificate, participation } }: Row, lang: 'en' | 'fa'): string {
  return `${heads[standing][lang]}\t${code ?? ''}\t${(certificate ?? participation)?.id ?? ''}\t${file}\n`;
}

/** One row of each, the certificate itself left out: a batch is read by programs. */
const rowJson = ({ file, verification }: Row): object => {
  const { certificate, participation, ...rest } = verification;
  const known = certificate ?? participation;
  const kind = certificate === undefined ? 'participation' : 'interoperability';
  return { file, ...plain(rest), ...(known === undefined ? {} : { kind, id: known.id }) };
};

async function verifyMany(call: CertificateCall): Promise<ExitStatus> {
  const { createBatch, withContradictions } = await import('../../index/seals.js');
  const { world, lang } = call.context;
  const batch = createBatch(optionsOf(call));
  const rows: Row[] = [];
  for (const file of call.files) rows.push({ file, verification: batch.add(await readSigned(file)) });
  const contradictions: readonly Contradiction[] = batch.contradictions();
  const judged = rows.map(({ file, verification }) => ({ file, verification: withContradictions(verification, contradictions) }));
  await keep(
    call,
    judged.map(({ verification }) => verification),
  );
  const count = (standing: CertificateVerification['standing']): number =>
    judged.filter(({ verification }) => verification.standing === standing).length;
  const summary = {
    certificates: judged.length,
    valid: count('valid'),
    invalid: count('invalid'),
    indeterminate: count('indeterminate'),
    contradictions,
  };
  if (call.json) world.stdout.write(`${JSON.stringify({ summary, rows: judged.map(rowJson) }, null, 2)}\n`);
  else {
    for (const row of judged) world.stdout.write(rowLine(row, lang));
    const fa = lang === 'fa';
    world.stdout.write(
      fa
        ? `${summary.certificates} گواهی‌نامه: ${summary.valid} معتبر، ${summary.invalid} نامعتبر، ${summary.indeterminate} نامعلوم\n`
        : `${summary.certificates} certificates: ${summary.valid} valid, ${summary.invalid} invalid, ${summary.indeterminate} cannot be told\n`,
    );
  }
  return worstOf(judged.map(({ verification }) => statusOf(verification)));
}

/** Verifies the bundles of a call and prints what was found. */
export function verifyCertificates(call: CertificateCall): Promise<ExitStatus> {
  const [only, ...more] = call.files;
  return only !== undefined && more.length === 0 ? verifyOne(call, only) : verifyMany(call);
}

/** Says why the trust list or pack itself is not believed. */
export async function printTrustRefusal(
  refusal: { readonly code: string; readonly message: string; readonly standing: 'invalid' | 'indeterminate' },
  json: boolean,
  context: Context,
): Promise<ExitStatus> {
  const { code, message: detail, standing } = refusal;
  if (json) context.world.stdout.write(`${JSON.stringify({ standing, code, detail, notChecked: ['certificate'] }, null, 2)}\n`);
  else {
    const { lang } = context;
    const head = `${lang === 'fa' ? 'فهرست اعتماد' : 'trust list'}: ${heads[standing][lang]}`;
    context.world.stdout.write(`${[head, ...reasonLines({ code, detail }, await printer(context))].join('\n')}\n`);
  }
  return statusOf({ standing });
}
