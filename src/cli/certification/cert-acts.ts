/**
 * The smaller acts of `egif cert`: init, approve, suspend, resume, revoke, surveil, participate, publish.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { claimedPayload } from '../../contract/claimed-jws.js';
import { EgifError } from '../../errors.js';
import { type Approval, isDocument, writeWhole } from '../../index/files.js';
import type { Authority, CertificateRecord, TrustContext } from '../../index/certification.js';
import {
  certificateNamed,
  certification,
  directoryOf,
  fullId,
  needed,
  octetsOf,
  recordNamed,
  type StoreArguments,
  trustOf,
  withAuthority,
} from './cert-files.js';
import { sayRefused, settledText, stateIn, surveyIn } from './cert-print.js';
import type { Context } from '../command.js';
import { instantOf } from '../instant.js';
import type { ExitStatus } from '../exit.js';
import { usageError } from '../usage-error.js';

export interface ActArguments extends StoreArguments {
  readonly _: readonly string[];
  readonly trust?: string | undefined;
  readonly directory?: string | undefined;
  readonly approval: readonly string[];
  readonly basis?: string | undefined;
  readonly subject?: string | undefined;
  readonly act?: string | undefined;
  readonly reason?: string | undefined;
  readonly key?: string | undefined;
  readonly out?: string | undefined;
  readonly report?: string | undefined;
  readonly missed: boolean;
  readonly agency?: string | undefined;
  readonly cluster?: string | undefined;
  readonly year?: number | undefined;
  readonly until?: string | undefined;
  readonly 'legal-id'?: string | undefined;
  readonly 'name-fa'?: string | undefined;
  readonly 'name-en'?: string | undefined;
  readonly 'status-base'?: string | undefined;
  readonly json: boolean;
}

const acts: readonly Approval['act'][] = ['issue', 'suspend', 'resume', 'revoke', 'supersede'];

function say(value: object, text: string, { args, context }: { readonly args: ActArguments; readonly context: Context }): ExitStatus {
  context.world.stdout.write(args.json ? `${JSON.stringify(value, null, 2)}\n` : text);
  return 0;
}

/** What an officer approves in words stands in the log, so that it has the form of a word there. Error: USAGE. */
function demandReason(reason: string | undefined): void {
  if (reason === undefined || /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(reason)) return;
  throw usageError(
    { en: `--reason ${reason.slice(0, 40)} is no word with hyphens`, fa: `گزینهٔ --reason ${reason.slice(0, 40)} واژه‌هایی با خط تیره نیست` },
    { en: 'write small Latin letters, such as key-lost', fa: 'با حرف‌های کوچک لاتین بنویسید، مانند key-lost' },
  );
}

/** The certificate that is named first. Errors: USAGE, UNKNOWN_ID. */
function certificateIn(authority: Authority, args: ActArguments): CertificateRecord {
  return recordNamed(certificateNamed(args), authority.state());
}

async function basisOf(args: ActArguments, context: Context): Promise<string> {
  const { digestOfOctets } = await certification();
  return digestOfOctets(await octetsOf(needed(args.basis, 'basis'), context));
}

export function init(args: ActArguments, context: Context): Promise<ExitStatus> {
  return withAuthority(args, context, async (authority) => {
    const name = { fa: needed(args['name-fa'], 'name-fa'), en: needed(args['name-en'], 'name-en') };
    const statusBase = args['status-base'] ?? 'https://registry.egif.example/v1';
    const legalPersonId = needed(args['legal-id'], 'legal-id');
    await authority.open({ legalPersonId, name, country: 'IR', statusBase });
    return say({ store: resolve(context.world.directory, args.store), legalPersonId }, `${resolve(context.world.directory, args.store)}\n`, {
      args,
      context,
    });
  });
}

/** One officer's consent. For an issue the basis is the signed report, else the document that the decision rests on. */
export async function approve(args: ActArguments, context: Context): Promise<ExitStatus> {
  const { approvalType, loadSigner, sealObject } = await certification();
  const { world } = context;
  const wanted = needed(args.act, 'act');
  const act = acts.find((each) => each === wanted);
  if (act === undefined) throw new EgifError('USAGE', `there is no act ${wanted}`, { mend: `one of ${acts.join(', ')}` });
  demandReason(args.reason);
  const signer = await loadSigner(needed(args.key, 'key'), world.directory, world.env);
  const at = world.now();
  const approval: Approval = {
    egif: 'approval/v1',
    act,
    subject: act === 'issue' ? needed(args.subject, 'subject') : fullId(needed(args.subject, 'subject')),
    basis: await basisOf(args, context),
    ...(args.reason === undefined ? {} : { reason: args.reason }),
    at: at.toISOString(),
  };
  if (!isDocument('Approval', approval))
    throw new EgifError('USAGE', 'the approval breaks its schema', { mend: 'give --reason as words with hyphens' });
  const out = resolve(world.directory, needed(args.out, 'out'));
  await writeWhole(out, await sealObject(approval, { type: approvalType, content: 'application/json', signer, at }));
  return say({ approval, file: out }, `${out}\n`, { args, context });
}

type Decided = { readonly approvals: readonly string[] } | { readonly refused: ExitStatus };

async function approved(
  args: ActArguments,
  wanted: { readonly act: Approval['act']; readonly subject: string; readonly basis: string; readonly since: number },
  { authority, trust, context }: { readonly authority: Authority; readonly trust: TrustContext; readonly context: Context },
): Promise<Decided> {
  const { demandApproved, gatherTroubles, openApproval } = await certification();
  const at = context.world.now().getTime();
  const opened = await Promise.all(args.approval.map(async (file) => openApproval(await octetsOf(file, context), { trust, at })));
  const found: string[] = [];
  const { act, subject, basis, since } = wanted;
  const act_ = { act, subjects: [subject], basis, since, at, interested: [], spent: authority.state().spent };
  const troubles = gatherTroubles([() => found.push(...demandApproved(opened, act_, trust.list))]);
  return troubles.length > 0 ? { refused: await sayRefused(troubles, args.json, context) } : { approvals: found };
}

/** suspend, resume, revoke: two officers, one document. */
export async function changeStatus(act: 'suspend' | 'resume' | 'revoke', args: ActArguments, context: Context): Promise<ExitStatus> {
  demandReason(args.reason);
  const { wordOf } = await certification();
  const trust = await trustOf(args.trust, context);
  const decision = await basisOf(args, context);
  return withAuthority(args, context, async (authority, said) => {
    const record = certificateIn(authority, args);
    const decided = await approved(args, { act, subject: record.id, basis: decision, since: record.at }, { authority, trust, context });
    if ('refused' in decided) return decided.refused;
    await authority.change({ certificate: record.id, act, reason: args.reason ?? 'decided', decision, approvals: decided.approvals });
    const settled = await authority.settle();
    const state = wordOf(record, context.world.now().getTime());
    const { listsWaiting } = settled;
    const text = `${record.id}  ${stateIn(state, context.lang)}\n${settledText(settled, context.lang, said)}`;
    say({ certificate: record.id, state, listsWaiting, witnesses: said.answers }, text, { args, context });
    return settled.listsWaiting.length > 0 ? 2 : 0;
  });
}

/** A later run of the authority, or that none could be made. Two in a row that are bad suspend. */
export async function surveil(args: ActArguments, context: Context): Promise<ExitStatus> {
  const { divergencesFrom, gatherTroubles, isHeld, openReport } = await certification();
  const { world } = context;
  const trust = await trustOf(args.trust, context);
  if (args.missed === (args.report !== undefined))
    throw new EgifError('USAGE', 'one of --report and --missed is needed', { mend: 'give one of them' });
  const opened =
    args.report === undefined ? undefined : openReport(await octetsOf(args.report, context), 'runner', { trust, at: world.now().getTime() });
  return withAuthority(args, context, async (authority) => {
    const record = certificateIn(authority, args);
    if (opened !== undefined && !isHeld(opened)) return sayRefused([opened.trouble], args.json, context);
    const credential = claimedPayload(record.credential);
    if (!isDocument('CertificateCredential', credential))
      throw new EgifError('UNKNOWN_ID', `${record.id} is not surveyed`, { mend: 'name a certificate of interoperability' });
    const found: string[] = [];
    const report = opened?.payload;
    if (opened !== undefined && record.surveys.some(({ reportSha256 }) => reportSha256 === opened.sha256))
      throw new EgifError('ACT_REFUSED', `${record.id} was surveyed by this report before`, { mend: 'make a new run of the runner' });
    const troubles = report === undefined ? [] : gatherTroubles([() => found.push(...divergencesFrom(credential, report, trust.list))]);
    if (troubles.length > 0) return sayRefused(troubles, args.json, context);
    const result = opened === undefined ? ('missed' as const) : found.length === 0 ? ('passed' as const) : ('failed' as const);
    const known = opened === undefined ? {} : { reportSha256: opened.sha256, divergences: found };
    const outcome = await authority.survey(record.id, { result, ...known });
    const settled = await authority.settle();
    say(
      { certificate: record.id, result, divergences: found, outcome, listsWaiting: settled.listsWaiting },
      `${record.id}  ${surveyIn(result, context.lang)}  ${surveyIn(outcome, context.lang)}\n`,
      { args, context },
    );
    return result === 'passed' ? 0 : 1;
  });
}

/** A certificate of participation in a cluster. */
export async function participate(args: ActArguments, context: Context): Promise<ExitStatus> {
  const trust = await trustOf(args.trust, context);
  const directory = await directoryOf(args, context);
  const basis = await basisOf(args, context);
  const id = needed(args.agency, 'agency');
  const agency = directory.agencies.find(({ legalPersonId }) => legalPersonId === id);
  if (agency === undefined)
    throw new EgifError('UNKNOWN_ID', `the directory has no agency ${id.slice(0, 20)}`, { mend: 'name an agency of the directory' });
  const cluster = needed(args.cluster, 'cluster');
  const year = args.year;
  if (year === undefined) throw new EgifError('USAGE', 'no year is named', { mend: 'give --year, such as 1405' });
  const validUntil = instantOf(needed(args.until, 'until'));
  const longest = context.world.now().getTime() + trust.list.limits.maxValidityDays * 86_400_000;
  if (validUntil <= context.world.now().getTime() || validUntil > longest)
    throw usageError(
      { en: '--until is past, or later than the trust list allows', fa: '--until گذشته است یا از حد فهرست اعتماد دورتر است' },
      { en: `name an instant before ${new Date(longest).toISOString()}`, fa: `زمانی پیش از ${new Date(longest).toISOString()} بنویسید` },
    );
  return withAuthority(args, context, async (authority) => {
    const subject = `participation:${id}:${cluster}:${year}`;
    const decided = await approved(args, { act: 'issue', subject, basis, since: 0 }, { authority, trust, context });
    if ('refused' in decided) return decided.refused;
    const { legalPersonId, name } = agency;
    const record = await authority.issueParticipation({
      agency: { legalPersonId, name },
      cluster,
      year,
      basis,
      approvals: decided.approvals,
      validUntil,
    });
    const settled = await authority.settle();
    say({ id: record.id, released: settled.released.includes(record.id) }, `${record.id}\n`, { args, context });
    return settled.released.includes(record.id) ? 0 : 2;
  });
}

/** Brings to its end what waits: leaves, lists, bundles. */
export function publish(args: ActArguments, context: Context): Promise<ExitStatus> {
  return withAuthority(args, context, async (authority, said) => {
    const settled = await authority.settle();
    say({ ...settled, witnesses: said.answers }, settledText(settled, context.lang, said), { args, context });
    return settled.waiting.length + settled.listsWaiting.length > 0 ? 2 : 0;
  });
}
