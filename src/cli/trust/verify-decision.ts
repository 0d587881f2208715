/**
 * `egif verify` of a sealed decision on budget, or of a sealed batch of them with the files that it binds.
 *
 * Room     cli (floor 7).
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { claimedHeader } from '../../contract/claimed-jws.js';
import { memberOf } from '../../contract/json.js';
import { decisionType, type DecisionVerification, verifyDecision, withBatchFiles } from '../../index/eligibility.js';
import { loadMessages, messageOf, steered } from '../../index/words.js';
import { detailIn } from '../detail-in.js';
import type { Context } from '../command.js';
import type { OpenedTrust } from '../eligibility/eligibility-certificates.js';
import type { ExitStatus } from '../exit.js';
import { places } from '../places.js';

/** Whether a signed file says of itself that it is a decision. */
export function isSealedDecision(octets: Uint8Array): boolean {
  return memberOf(claimedHeader(Buffer.from(octets).toString('utf8')), 'typ') === decisionType;
}

async function digestOfFile(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk instanceof Uint8Array ? chunk : String(chunk));
  } catch {
    return undefined;
  }
  return `sha256:${hash.digest('hex')}`;
}

const statuses = { valid: 0, invalid: 1, indeterminate: 2 } as const;

export interface DecisionFile {
  readonly file: string;
  readonly octets: Uint8Array;
  readonly trust: OpenedTrust['context'];
  readonly at: Date;
  /** Legal id that the seal must carry. */
  readonly signer: string | undefined;
  readonly json: boolean;
}

async function text({ standing, code, detail, signer, document }: DecisionVerification, { lang }: Context): Promise<string> {
  const messages = await loadMessages(places.messages);
  const fa = lang === 'fa';
  const said = (key: string): string => messages.texts.get(key)?.[lang] ?? key;
  const outcome =
    document?.egif === 'eligibility-decision/v1' ? `${document.project.id}: ${said(`eligibility-outcome-${document.decision}`)}` : undefined;
  const lines = [
    `${fa ? 'تصمیم مهرشده' : 'sealed decision'}: ${said(`eligibility-standing-${standing}`)}`,
    ...(code === undefined
      ? []
      : [
          `  ${code}: ${messageOf(messages, code, lang).title}`,
          `  ${detailIn(detail ?? '', messages, lang)}`,
          `  ${messageOf(messages, code, lang).mend}`,
        ]),
    ...(outcome === undefined ? [] : [`  ${steered(outcome, lang)}`]),
    ...(document?.forBudget === false ? [`  ! ${said('eligibility-stamp')}`] : []),
    ...(signer === undefined ? [] : [`  ${fa ? 'مهر' : 'seal'} ${signer.name} ${signer.legalId ?? ''} · ${signer.signedAt}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Verifies a sealed decision and tells of it. Exit 0 valid, 1 not valid, 2 cannot be told. */
export async function verifyDecisionFile({ file, octets, trust, at, signer, json }: DecisionFile, context: Context): Promise<ExitStatus> {
  const sealed = verifyDecision(octets, { trust, at, ...(signer === undefined ? {} : { signer }) });
  const verification = await withBatchFiles(sealed, (name) => digestOfFile(join(dirname(file), name)));
  context.world.stdout.write(json ? `${JSON.stringify(verification, null, 2)}\n` : await text(verification, context));
  return statuses[verification.standing];
}
