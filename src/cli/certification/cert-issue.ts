/**
 * `egif cert issue`: everything that a certificate rests on is read, opened and judged again; then one pure function decides.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import type { Authority, IssueInputs, RunnerRole, TrustContext } from '../../index/certification.js';
import { loadLaw, resolveProfile } from '../../index/law.js';
import {
  certification,
  demandHeld,
  directoryOf,
  evidenceBeside,
  judgeWays,
  needed,
  octetsOf,
  recordNamed,
  type StoreArguments,
  trustOf,
  waiversIn,
  withAuthority,
} from './cert-files.js';
import { sayRefused } from './cert-print.js';
import { witnessLines } from '../log/log-print.js';
import type { Context } from '../command.js';
import { receiveReport } from './cert-receive.js';
import type { ExitStatus } from '../exit.js';
import { places } from '../places.js';

export interface IssueArguments extends StoreArguments {
  readonly trust?: string | undefined;
  readonly directory?: string | undefined;
  readonly challenge?: string | undefined;
  readonly report?: string | undefined;
  readonly evidence?: string | undefined;
  readonly rerun: readonly string[];
  readonly laboratory: readonly string[];
  readonly approval: readonly string[];
  readonly waiver: readonly string[];
  readonly tsa?: string | undefined;
  readonly 'self-proof'?: string | undefined;
  readonly supersedes?: string | undefined;
  readonly json: boolean;
}

async function judged(
  file: string,
  role: RunnerRole | 'agency',
  evidence: string,
  { trust, context }: { readonly trust: TrustContext; readonly context: Context },
) {
  const { judgeReport } = await certification();
  const under = { trust, at: context.world.now().getTime() };
  return judgeReport(await octetsOf(file, context), role, { under, ways: await judgeWays(evidence, context) });
}

/** Fingerprints of seals under which reports of a service ever came in. */
function sealsOfSelfTests(authority: Authority, agency: string, service: string): ReadonlySet<string> {
  return new Set(
    [...authority.state().received.values()].filter((each) => each.agency === agency && each.service === service).map(({ seal }) => seal),
  );
}

async function inputsOf(args: IssueArguments, authority: Authority, context: Context): Promise<IssueInputs> {
  const { isHeld, openApproval, openChallenge, openReceiptStamp, openSelfProof, openWaiver, wordOf } = await certification();
  const { knownFaultsOf } = await import('../self-proof/self-proof-plan.js');
  const { programDigest } = await import('../self-proof/program-digest.js');
  const { world } = context;
  const trust = await trustOf(args.trust, context);
  const directory = await directoryOf(args, context);
  const challengeFile = needed(args.challenge, 'challenge');
  const challenge = demandHeld(openChallenge(await octetsOf(challengeFile, context), { trust, at: world.now().getTime() }), challengeFile);
  const { id, agency, service, profile: pinned } = challenge.payload;
  const reportFile = needed(args.report, 'report');
  const evidence = args.evidence === undefined ? evidenceBeside(reportFile, context) : resolve(world.directory, args.evidence);
  const report = await judged(reportFile, 'agency', evidence, { trust, context });
  const { opened } = report;
  // Written down before it is decided on: the authority cannot say later that nothing came.
  if (isHeld(opened)) await receiveReport(authority, { octets: await octetsOf(reportFile, context), opened }, { tsa: args.tsa, trust, context });
  const reruns = [];
  const runs = [
    ...args.rerun.map((file) => ({ file, role: 'runner' as const })),
    ...args.laboratory.map((file) => ({ file, role: 'laboratory' as const })),
  ];
  for (const { file, role } of runs) reruns.push({ ...(await judged(file, role, evidenceBeside(file, context), { trust, context })), role });
  const state = authority.state();
  const record = state.challenges.get(id);
  const old = args.supersedes === undefined ? undefined : recordNamed(args.supersedes, state);
  const law = await loadLaw(places);
  const profile = resolveProfile(pinned.ref, law);
  const under = { trust, at: world.now().getTime() };
  const opening = <T>(files: readonly string[], open: (octets: Uint8Array) => T): Promise<readonly T[]> =>
    Promise.all(files.map(async (file) => open(await octetsOf(file, context))));
  const [selfProof] = await opening(args['self-proof'] === undefined ? [] : [args['self-proof']], (octets) => openSelfProof(octets, under));
  const received = state.received.get(opened.sha256);
  const { issuer } = state;
  return {
    at: under.at,
    trust: trust.list,
    directory,
    issuer: issuer ?? { legalPersonId: '', name: { fa: '', en: '' }, country: 'IR', statusBase: '' },
    profile,
    challenge,
    ...(record === undefined
      ? {}
      : { challengeState: { sha256: record.sha256, attempt: record.attempt, ...(record.usedBy === undefined ? {} : { usedBy: record.usedBy }) } }),
    control: record?.control ?? [],
    report,
    ...(received === undefined ? {} : { receivedAt: received.at }),
    ...(received?.timeStamp === undefined ? {} : { receiptStamp: openReceiptStamp(received.timeStamp.token, opened.sha256, under) }),
    reruns,
    selfTestSeals: sealsOfSelfTests(authority, agency, service),
    approvals: await opening(args.approval, (octets) => openApproval(octets, under)),
    spentApprovals: state.spent,
    ...(selfProof === undefined ? {} : { selfProof }),
    knownFaults: knownFaultsOf(profile),
    program: await programDigest(),
    waiversUsed: await waiversIn(evidence),
    waivers: await opening(args.waiver, (octets) => openWaiver(octets, under)),
    ...(old === undefined
      ? {}
      : {
          supersedes: {
            id: old.id,
            agency: old.agency,
            service: old.service,
            state: wordOf(old, under.at),
          },
        }),
  };
}

export function issueCertificate(args: IssueArguments, context: Context): Promise<ExitStatus> {
  const { world, lang } = context;
  return withAuthority(args, context, async (authority, said) => {
    const { bundleFile, decideIssue } = await certification();
    const inputs = await inputsOf(args, authority, context);
    const known = authority.state().byBasis.get(inputs.report.opened.sha256);
    const decision = known === undefined ? decideIssue(inputs) : undefined;
    if (decision !== undefined && 'refusals' in decision) return sayRefused(decision.refusals, args.json, context);
    if (decision !== undefined) await authority.issue(decision.granted);
    const id = authority.state().byBasis.get(inputs.report.opened.sha256) ?? '';
    const settled = await authority.settle();
    const isReleased = settled.released.includes(id);
    const file = bundleFile(resolve(world.directory, args.store), id);
    const { answers: witnesses } = said;
    if (args.json)
      world.stdout.write(`${JSON.stringify({ granted: true, id, released: isReleased, ...(isReleased ? { file } : { witnesses }) }, null, 2)}\n`);
    else {
      const waits = lang === 'fa' ? 'در انتظار گواهان؛ egif cert publish را دوباره اجرا کنید' : 'waits for witnesses; run egif cert publish again';
      world.stdout.write(`${[id, ...(isReleased ? [file] : [waits, ...witnessLines(witnesses)])].join('\n')}\n`);
    }
    return isReleased ? 0 : 2;
  });
}
