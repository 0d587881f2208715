/**
 * `fsck` of an authority: the journal line by line, what follows from it, and whether every file that should stand there does and says the same.
 *
 * Room     certification (floor 4).
 */
import { readdir } from 'node:fs/promises';
import { sha256 } from '../contract/canonical.js';
import { parseJson } from '../contract/json.js';
import { isDocument } from '../contract/validate.js';
import { bundleFile } from './settling.js';
import { type AuthorityState, replayEvents } from './authority-state.js';
import { readJournal } from './journal.js';
import { readIfThere } from './log-files.js';
import { findingsOfReceipts, type ReceiptFinding } from './receipt.js';

export interface AuthorityFinding {
  readonly code: ReceiptFinding['code'] | 'JOURNAL_BROKEN' | 'JOURNAL_TORN' | 'BUNDLE_MISSING' | 'BUNDLE_DIFFERS' | 'LEAF_PENDING' | 'BUNDLE_PENDING';
  readonly detail: string;
}

export interface AuthorityCheck {
  readonly events: number;
  readonly certificates: number;
  /** Reports that came in, and how many of them are stamped. */
  readonly receipts: { readonly total: number; readonly stamped: number };
  /** Hash of the last line: whoever holds it holds all before it. */
  readonly head?: string;
  readonly findings: readonly AuthorityFinding[];
}

async function ofBundles(directory: string, { certificates }: AuthorityState): Promise<readonly AuthorityFinding[]> {
  const findings: AuthorityFinding[] = [];
  for (const { id, released, credential, sha256: digest, bits } of certificates.values()) {
    if (sha256(credential) !== digest) findings.push({ code: 'JOURNAL_BROKEN', detail: `${id}: the digest is not that of the credential` });
    if (released === undefined) {
      if (!bits.revocation) findings.push({ code: 'BUNDLE_PENDING', detail: `${id} is not released yet` });
      continue;
    }
    const text = await readIfThere(bundleFile(directory, id));
    const bundle: unknown = text === undefined ? undefined : parseJson(text.toString('utf8'))?.value;
    if (text === undefined) findings.push({ code: 'BUNDLE_MISSING', detail: `${id} was released and its bundle is absent` });
    else if (!isDocument('CertificateBundle', bundle) || bundle.credential !== credential)
      findings.push({ code: 'BUNDLE_DIFFERS', detail: `${id}: the bundle is not that of the journal` });
  }
  return findings;
}

/** Checks a folder without touching it. */
export async function checkAuthority(directory: string): Promise<AuthorityCheck> {
  const { events, trouble, torn } = await readJournal(directory);
  const replayed = replayEvents(events);
  const names = await readdir(directory).catch(() => []);
  const { state } = replayed;
  const pending = [...state.leaves.keys()].filter((seq) => !state.logged.has(seq)).length;
  const isLogged = state.logged.size > 0;
  const findings: AuthorityFinding[] = [];
  if (trouble !== undefined) findings.push({ code: 'JOURNAL_BROKEN', detail: `line ${trouble.line}: ${trouble.detail}` });
  if (replayed.trouble !== undefined) findings.push({ code: 'JOURNAL_BROKEN', detail: `event ${replayed.trouble.seq}: ${replayed.trouble.detail}` });
  if (torn > 0) findings.push({ code: 'JOURNAL_TORN', detail: `${torn} octets of an unfinished line stand at the end` });
  for (const name of names.filter((each) => each.startsWith('events.torn.')))
    findings.push({ code: 'JOURNAL_TORN', detail: `${name} was cut off earlier` });
  if (pending > 0 && isLogged) findings.push({ code: 'LEAF_PENDING', detail: `${pending} events are not in the log yet` });
  findings.push(...(await ofBundles(directory, state)), ...(await findingsOfReceipts(directory, state)));
  const stamped = [...state.received.values()].filter(({ timeStamp }) => timeStamp !== undefined).length;
  const receipts = { total: state.received.size, stamped };
  const head = events.at(-1)?.hash;
  return { events: events.length, certificates: state.certificates.size, receipts, ...(head === undefined ? {} : { head }), findings };
}
