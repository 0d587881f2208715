/**
 * `egif cert receive` and `egif cert receipts`: what comes in is written down before anything is decided on, and stamped where a time-stamp authority is named.
 *
 * Room     cli (floor 7).
 */
import type { Authority, Opened, TrustContext } from '../../index/certification.js';
import type { Report } from '../../index/files.js';
import { certification, demandHeld, inputRefused, octetsOf, type StoreArguments, trustOf, withAuthority } from './cert-files.js';
import type { Context } from '../command.js';
import type { ExitStatus } from '../exit.js';
import { wordNeeded } from '../needed.js';
import { usageError } from '../usage-error.js';

export interface ReceiveArguments extends StoreArguments {
  readonly _: readonly string[];
  readonly trust?: string | undefined;
  readonly tsa?: string | undefined;
  readonly json: boolean;
}

/** Under what a report is received. */
export interface Receiving {
  /** URL of the time-stamp authority. */
  readonly tsa: string | undefined;
  readonly trust: TrustContext;
  readonly context: Context;
}

type Held = Extract<Opened<Report>, { readonly payload: Report }>;
type Kept = NonNullable<Parameters<Authority['receive']>[0]['timeStamp']>;

/** The stamp of the octets, held against the trust list before it is kept. Errors: USAGE, TIME_STAMP_UNAVAILABLE, ACT_REFUSED. */
async function stampOf(octets: Uint8Array, { tsa, trust, context }: Receiving): Promise<Kept | undefined> {
  const { anchors, required } = trust.list.timeStamping;
  if (tsa === undefined) {
    if (required !== true) return undefined;
    throw usageError(
      { en: 'the trust list wants what comes in to be stamped', fa: 'فهرست اعتماد می‌خواهد هرچه می‌رسد مهر زمانی بخورد' },
      { en: 'give --tsa URL, or name it in nation.yaml', fa: '--tsa URL را بدهید یا آن را در nation.yaml نام ببرید' },
    );
  }
  if (anchors.length === 0) {
    throw usageError(
      { en: 'the trust list names no time-stamp authority', fa: 'فهرست اعتماد هیچ مرجع مهر زمانی را نام نمی‌برد' },
      { en: 'leave --tsa out, or have the authority put into the list', fa: '--tsa را بردارید یا بخواهید مرجع در فهرست گذاشته شود' },
    );
  }
  const { digestOfOctets, fetchTimeStamp, openReceiptStamp } = await certification();
  const token = Buffer.from(await fetchTimeStamp(tsa, octets)).toString('base64');
  const opened = openReceiptStamp(token, digestOfOctets(octets), { trust, at: context.world.now().getTime() });
  if ('trouble' in opened) throw inputRefused(tsa, opened.trouble);
  return { token, at: new Date(opened.time).toISOString(), policy: opened.policy };
}

/** Writes down that a report came in, once; gives the instant in milliseconds. Errors: those of stamping, and of the journal. */
export async function receiveReport(
  authority: Authority,
  { octets, opened }: { readonly octets: Uint8Array; readonly opened: Held },
  receiving: Receiving,
): Promise<number> {
  const { payload, seal, sha256 } = opened;
  const before = authority.state().received.get(sha256);
  if (before !== undefined) return before.at;
  const timeStamp = await stampOf(octets, receiving);
  const { agency, service } = payload.subject;
  return authority.receive({
    sha256,
    agency: agency.legalPersonId,
    service: service.id,
    seal: seal.certificateSha256,
    ...(payload.challenge === undefined ? {} : { challenge: payload.challenge.id }),
    ...(timeStamp === undefined ? {} : { timeStamp }),
  });
}

/** One line of a receipt. */
function lineOf(
  { report, received, stamped }: { readonly report: string; readonly received: string; readonly stamped?: string },
  fa: boolean,
): string {
  const stamp = stamped === undefined ? (fa ? 'بی مهر زمانی' : 'no time stamp') : `${fa ? 'مهر زمانی' : 'stamped'} ${stamped}`;
  return `${report}  ${received}  ${stamp}\n`;
}

export async function receive(args: ReceiveArguments, context: Context): Promise<ExitStatus> {
  const { openReport } = await certification();
  const file = wordNeeded(args._[1], 'cert receive', { en: 'the signed report', fa: 'گزارش امضاشده' });
  const trust = await trustOf(args.trust, context);
  const octets = await octetsOf(file, context);
  const opened = demandHeld(openReport(octets, 'agency', { trust, at: context.world.now().getTime() }), file);
  return withAuthority<ExitStatus>(args, context, async (authority) => {
    const at = await receiveReport(authority, { octets, opened }, { tsa: args.tsa, trust, context });
    await authority.settle();
    const { timeStamp } = authority.state().received.get(opened.sha256) ?? {};
    const receipt = { report: opened.sha256, received: new Date(at).toISOString(), ...(timeStamp === undefined ? {} : { stamped: timeStamp.at }) };
    context.world.stdout.write(args.json ? `${JSON.stringify(receipt, null, 2)}\n` : lineOf(receipt, context.lang === 'fa'));
    return 0;
  });
}

type Received = ReturnType<Authority['state']>['received'];

/** Every report that came in, in the order in which it did. */
export function receipts(received: Received, args: { readonly json: boolean }, { world, lang }: Context): ExitStatus {
  const rows = [...received].map(([report, { at, agency, service, challenge, timeStamp }]) => ({
    report,
    agency,
    service,
    ...(challenge === undefined ? {} : { challenge }),
    received: new Date(at).toISOString(),
    ...(timeStamp === undefined ? {} : { stamped: timeStamp.at, policy: timeStamp.policy }),
  }));
  if (args.json) world.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else for (const row of rows) world.stdout.write(lineOf(row, lang === 'fa'));
  return 0;
}
