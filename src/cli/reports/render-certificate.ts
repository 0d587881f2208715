/**
 * `egif render FILE.egifcert`: a certificate as a page, as Markdown or as PDF, in either language or both, with its status where a trust list is named.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import { type CertificatePage, loadTemplates, renderCertificate, renderCertificateMarkdown } from '../../index/pages.js';
import { claimedCredential, Refusal } from '../../index/seals.js';
import { loadMessages, messageOf } from '../../index/words.js';
import { detailIn } from '../detail-in.js';
import { writeWhole } from '../../contract/write-whole.js';
import type { Context } from '../command.js';
import type { ExitStatus } from '../exit.js';
import { instantOrNow } from '../instant.js';
import { places } from '../places.js';
import { printPdf } from './print-pdf.js';
import { sayWritten } from './say-written.js';
import { openTrust } from '../trust/trust-input.js';
import { usageError } from '../usage-error.js';
import { printTrustRefusal } from '../trust/verify-certificate.js';
import { demandPack } from '../trust/verify-demands.js';

export interface CertificateRendering {
  readonly file: string;
  readonly octets: Buffer;
  readonly format: string;
  /** What is said beside the page itself, as JSON. */
  readonly json: boolean;
  readonly languages: readonly Context['lang'][];
  readonly out?: string;
  readonly trust?: readonly string[];
  readonly at?: string;
  readonly verifyUrl?: string;
}

type Claimed = Pick<CertificatePage, 'certificate' | 'sha256'>;

/** Says why nothing is shown; nothing of a certificate is shown whose signature does not hold. */
async function refused(
  finding: { readonly code?: string | undefined; readonly detail?: string | undefined },
  json: boolean,
  { world, lang }: Context,
): Promise<ExitStatus> {
  const { code = '', detail = '' } = finding;
  const messages = await loadMessages(places.messages);
  const { title, mend } = messageOf(messages, code, lang);
  if (json) world.stdout.write(`${JSON.stringify({ standing: 'invalid', code, detail }, null, 2)}\n`);
  else world.stderr.write(`${code}: ${title}\n  ${detailIn(detail, messages, lang)}\n  ${mend}\n`);
  return 1;
}

/** What a verification says, or undefined where nobody asked for one. */
async function verifiedPage(input: CertificateRendering, claimed: Claimed, context: Context): Promise<CertificatePage | ExitStatus> {
  const base: CertificatePage = { ...claimed, ...(input.verifyUrl === undefined ? {} : { verifyUrl: input.verifyUrl }) };
  if (input.trust === undefined || input.trust.length === 0) return base;
  const at = new Date(instantOrNow(input.at, context.world));
  const trusted = await openTrust(input.trust, context, { at: at.getTime() });
  if (trusted.refusal !== undefined) return printTrustRefusal(trusted.refusal, input.json, context);
  const pack = demandPack(trusted);
  const { verifyCertificate } = await import('../../index/seals.js');
  const verification = verifyCertificate(input.octets, { trust: pack.trust, at: at.getTime(), lists: pack.statusLists });
  if ((verification.certificate ?? verification.participation) === undefined) return refused(verification, input.json, context);
  const { standing, code, freshUntil } = verification;
  return {
    ...base,
    verified: {
      standing,
      at: at.toISOString(),
      test: pack.trust.list.test === true,
      ...(code === undefined ? {} : { code }),
      ...(freshUntil === undefined ? {} : { freshUntil }),
    },
  };
}

function claimedIn(octets: Buffer): Claimed | Refusal {
  try {
    return claimedCredential(octets);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Renders a certificate. Exit 1 where its signature does not hold, and nothing is written. Errors: USAGE, SYSTEM_PACKAGE_MISSING, FILE_*. */
export async function renderCertificateFile(input: CertificateRendering, context: Context): Promise<ExitStatus> {
  const { world } = context;
  if (!['html', 'md', 'pdf'].includes(input.format))
    throw usageError(
      { en: 'a certificate is written as html, md or pdf', fa: 'گواهی‌نامه به شکل html یا md یا pdf نوشته می‌شود' },
      { en: 'give --format html, --format md or --format pdf', fa: '--format html یا --format md یا --format pdf را بدهید' },
    );
  if (input.verifyUrl !== undefined && !/^https?:\/\/[^\s?#]+$/.test(input.verifyUrl))
    throw usageError(
      { en: '--verify-url is no address', fa: '--verify-url نشانی نیست' },
      { en: 'write it as https://registry.example', fa: 'مانند https://registry.example بنویسید' },
    );
  const claimed = claimedIn(input.octets);
  if (claimed instanceof Refusal) return refused({ code: claimed.code, detail: claimed.message }, input.json, context);
  const page = await verifiedPage(input, claimed, context);
  if (typeof page === 'number') return page;
  const messages = await loadMessages(places.messages);
  const target = input.out === undefined ? undefined : resolve(world.directory, input.out);
  const html = async (): Promise<string> => renderCertificate(page, input.languages, messages, await loadTemplates(places.reports, 'certificate'));
  if (input.format !== 'pdf') {
    const text = input.format === 'md' ? renderCertificateMarkdown(page, input.languages, messages) : await html();
    if (target === undefined) world.stdout.write(text);
    else {
      await writeWhole(target, text);
      sayWritten(target, input.json, world);
    }
    return 0;
  }
  if (target === undefined) throw new EgifError('USAGE', 'a PDF needs a file to be written to', { mend: 'give --out FILE.pdf' });
  const attached = await printPdf(await html(), { target, attachment: input.file }, world.env);
  if (!attached) {
    const said = { en: 'qpdf is not installed: the certificate is not attached to the PDF', fa: 'qpdf نصب نیست: گواهی‌نامه به PDF پیوست نشد' };
    world.stderr.write(`${said[context.lang]}\n`);
  }
  sayWritten(target, input.json, world);
  return 0;
}
