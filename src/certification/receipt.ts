/**
 * The receipt of a report: when its octets came in, by the journal of the authority and, where it asked one, by a time-stamp authority that neither it nor the agency
 * commands. So neither can say later that a report came in earlier or later than it did.
 *
 * The token stands in the journal, whole; the files `receipts/<digest>.tst` follow from it, so that others can look at them: `openssl ts -verify -token_in`.
 * Source   RFC 3161; the trust design §2, §9.
 * Room     certification (floor 4).
 */
import { join } from 'node:path';
import { demand, Refusal } from '../attestation/problem.js';
import { stampingOf } from '../attestation/trust/stamping.js';
import { checkTimeStamp, verifyTimeStamp } from '../attestation/timestamp/verify.js';
import type { AuthorityState } from './authority-state.js';
import { readIfThere, writeDurable } from './log-files.js';
import type { Under } from './open-objects.js';
import { type Trouble, troubleOf } from './opened.js';

/** A time stamp as the journal keeps it. */
export interface KeptStamp {
  /** DER in base64. */
  readonly token: string;
  /** RFC 3339, UTC: the time that the token states. */
  readonly at: string;
  readonly policy: string;
}

/** What a token of a receipt says, or why it does not hold. */
export type OpenedStamp = { readonly time: number; readonly policy: string } | { readonly trouble: Trouble };

/** File of the token of a report. */
export const receiptFile = (directory: string, reportSha256: string): string =>
  join(directory, 'receipts', `${reportSha256.slice('sha256:'.length)}.tst`);

const digestIn = (reportSha256: string): Uint8Array => Buffer.from(reportSha256.slice('sha256:'.length), 'hex');

function tokenIn(token: string): Uint8Array {
  const octets = Buffer.from(token, 'base64');
  demand(octets.length > 0 && octets.toString('base64') === token, 'TST_FORMAT', 'the token of the receipt is not base64');
  return octets;
}

/** Holds a token over the octets of a report against a trust list. Troubles: TST_*, DER_*, X509_*; TST_CHAIN where the list names nobody who may stamp. */
export function openReceiptStamp(token: string, reportSha256: string, { trust, at }: Under): OpenedStamp {
  try {
    const stamping = stampingOf(trust, at);
    if (stamping === undefined) throw new Refusal('TST_CHAIN', 'the trust list names no time-stamp authority');
    const { time, policy } = verifyTimeStamp(tokenIn(token), { sha256: digestIn(reportSha256) }, stamping);
    return { time, policy };
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}

/** Why a kept token is not what the journal says of it, whoever made it; undefined where it is. */
export function troubleOfKept({ token, at, policy }: KeptStamp, reportSha256: string): string | undefined {
  try {
    const { info } = checkTimeStamp(tokenIn(token), { sha256: digestIn(reportSha256) });
    return info.time === Date.parse(at) && info.policy === policy ? undefined : 'the journal says another time or policy than the token';
  } catch (error) {
    return `${troubleOf(error).code}: ${troubleOf(error).detail}`;
  }
}

/** Writes the tokens that have no file yet. Errors: FILE_NOT_WRITABLE. */
export async function writeReceipts(directory: string, { received }: AuthorityState): Promise<void> {
  for (const [sha256, { timeStamp }] of received) {
    if (timeStamp === undefined) continue;
    const file = receiptFile(directory, sha256);
    if ((await readIfThere(file)) === undefined) await writeDurable(file, Buffer.from(timeStamp.token, 'base64'));
  }
}

export interface ReceiptFinding {
  readonly code: 'RECEIPT_STAMP' | 'RECEIPT_MISSING' | 'RECEIPT_DIFFERS';
  readonly detail: string;
}

/** What is wrong with the receipts of a folder. */
export async function findingsOfReceipts(directory: string, { received }: AuthorityState): Promise<readonly ReceiptFinding[]> {
  const findings: ReceiptFinding[] = [];
  for (const [sha256, { timeStamp }] of received) {
    if (timeStamp === undefined) continue;
    const why = troubleOfKept(timeStamp, sha256);
    if (why !== undefined) findings.push({ code: 'RECEIPT_STAMP', detail: `${sha256}: ${why}` });
    const file = await readIfThere(receiptFile(directory, sha256));
    if (file === undefined) findings.push({ code: 'RECEIPT_MISSING', detail: `${sha256} was stamped and its token is absent` });
    else if (!file.equals(Buffer.from(timeStamp.token, 'base64')))
      findings.push({ code: 'RECEIPT_DIFFERS', detail: `${sha256}: the token is not that of the journal` });
  }
  return findings;
}
