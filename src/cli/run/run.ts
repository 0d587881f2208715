/**
 * `egif run`: the main job. Plan, gather, judge, report, sign.
 *
 * Room     cli (floor 7).
 */
import { join, resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import { loadWaivers } from '../../index/cases.js';
import type { Report } from '../../index/files.js';
import { outcomeOf, outcomeOfRows, summaryOf } from '../../index/forms.js';
import { type EvidenceSession, openJournal, type ProxyOptions, runCase } from '../../index/live.js';
import { loadSigner, signReport } from '../../index/seals.js';
import { loadMessages } from '../../index/words.js';
import { probeFiles, runAgencyProbes } from './agency-probes.js';
import { type Context, defineCommand } from '../command.js';
import { demandFolder } from '../demand-folder.js';
import type { ExitStatus } from '../exit.js';
import { formatsIn, renderFiles } from '../formats.js';
import { harnessFacts } from '../harness-facts.js';
import type { Face } from './mocha-face.js';
import { obstaclesOf } from './obstacles.js';
import { type CaseArguments, caseOptions, openCase, type OpenedCase } from './open-case.js';
import { newRunKey, openLiveSession } from './open-session.js';
import { places } from '../places.js';
import { proxyOf } from './run-proxy.js';
import { startProgress } from '../progress.js';
import { demandSameCase, loadRunState, removeRunState, saveRunState } from './run-state.js';
import { lawTrouble, readTrust, type TrustContext, waiverTrouble } from './trust-of-run.js';
import type { World } from '../world.js';
import { writeWhole } from '../../contract/write-whole.js';
import { runPersian } from './run-persian.js';

const statuses = { conformant: 0, notConformant: 1, cannotTell: 2 } as const;

/** The exit status of a report: by the target tier, or with `any` by its rows. */
export function statusOfReport(report: Report, failOn: string): ExitStatus {
  return statuses[failOn === 'any' ? outcomeOfRows(report) : outcomeOf(report)];
}

interface Written {
  readonly directory: string;
  readonly signed: boolean;
}

async function writeReport(
  report: Report,
  directory: string,
  wanted: { readonly formats: readonly string[]; readonly sign: string | undefined },
  { world }: Context,
): Promise<Written> {
  for (const { name, text } of await renderFiles(['json', ...wanted.formats.filter((name) => name !== 'json')], report))
    await writeWhole(join(directory, name), text);
  if (wanted.sign === undefined) return { directory, signed: false };
  const signer = await loadSigner(wanted.sign, world.directory, world.env);
  await writeWhole(join(directory, 'report.jws.json'), await signReport(report, signer, world.now()));
  return { directory, signed: true };
}

interface RunWishes {
  /** The run directory. */
  readonly directory: string;
  readonly reporter: string | undefined;
  readonly grep: string | undefined;
  readonly allowNetwork: readonly string[];
  /** Files with roots that the operator trusts. */
  readonly trust: readonly string[];
  /** The trust list that the operator names. */
  readonly law: TrustContext | undefined;
  readonly runKey: Uint8Array;
  readonly resumed: boolean;
  readonly proxy: ProxyOptions | undefined;
}

interface Conducted {
  readonly report: Report;
  /** Whether something is left to ask by --resume. */
  readonly unfinished: boolean;
}

/** Ends the run early where the operator asks for it; gives what takes that back. */
function stopOnRequest(session: EvidenceSession, { world, lang }: Context): () => void {
  return world.onStop(() => {
    session.interrupt();
    const fa = 'اجرا پایان می‌یابد؛ آنچه در راه است تمام و ثبت می‌شود. بار دیگر: پایان بی‌درنگ.';
    world.stderr.write(`\n${lang === 'fa' ? fa : 'Ending: what is under way is finished and recorded. Once more ends at once.'}\n`);
  });
}

async function conduct({ prepared, law }: OpenedCase, wishes: RunWishes, context: Context): Promise<Conducted> {
  const { world, lang } = context;
  const { directory, runKey, allowNetwork, trust, proxy } = wishes;
  const evidence = join(directory, 'evidence');
  const journal = openJournal({ directory: evidence, seed: prepared.settings.seed, runKey, resume: wishes.resumed });
  const session = await openLiveSession(prepared, {
    allowNetwork,
    trust,
    world,
    lang,
    runKey,
    journal,
    ...(proxy === undefined ? {} : { proxy }),
  }).catch(async (error: unknown) => {
    // Nothing was sent and nothing can be continued: no key stays behind for it.
    journal.close();
    if (!wishes.resumed) {
      journal.discard();
      await removeRunState(directory);
    }
    throw error;
  });
  const messages = await loadMessages(places.messages);
  const progress = startProgress(context);
  const wantsFace = wishes.reporter !== undefined || wishes.grep !== undefined;
  const startFace = wantsFace ? (await import('./mocha-face.js')).startFace : undefined;
  const heed = stopOnRequest(session, context);
  let face: Face | undefined;
  try {
    const harness = await harnessFacts(law);
    const at = Date.parse(prepared.settings.startedAt);
    const report = await runCase({
      prepared,
      session,
      directory: evidence,
      harness,
      waivers: await loadWaivers(prepared.subject),
      troubleOfWaiver: waiverTrouble(wishes.law, at),
      notForCertification: await obstaclesOf(prepared, law, lawTrouble(wishes.law, { profile: prepared.profile, harness, at })),
      now: () => world.now(),
      onPlan: (plan) => {
        progress.plan(plan.items.length);
        face = startFace?.({ plan, profile: prepared.profile, messages, lang, reporter: wishes.reporter ?? 'spec', grep: wishes.grep });
      },
      onJudged: (judged) => {
        progress.judged(judged.item.check);
        face?.onJudged(judged);
      },
    });
    return { report, unfinished: session.unfinished };
  } finally {
    heed();
    progress.end();
    face?.finish();
    await face?.done;
    await session.close();
  }
}

/**
 * The report with what the agency's own probes said. The judged report is written first: whatever they do, it is there.
 */
async function withAgencyProbes(
  report: Report,
  { opened, wishes, probes }: { readonly opened: OpenedCase; readonly wishes: RunWishes; readonly probes: string },
  context: Context,
): Promise<Report> {
  const { world } = context;
  const { prepared } = opened;
  await writeReport(report, wishes.directory, { formats: [], sign: undefined }, context);
  const { allowNetwork, trust, proxy } = wishes;
  const session = await openLiveSession(prepared, {
    allowNetwork,
    trust,
    world,
    sentBefore: report.run.requestsSent,
    ...(proxy === undefined ? {} : { proxy }),
  });
  const stop = new AbortController();
  const heed = world.onStop(() => {
    session.interrupt();
    stop.abort();
  });
  try {
    const agencyProbes = await runAgencyProbes({ folder: probes, prepared, session, stop: stop.signal });
    await session.save(join(wishes.directory, 'agency-probes'), []);
    return { ...report, agencyProbes };
  } finally {
    heed();
    await session.close();
  }
}

type RunArguments = CaseArguments & { readonly trust: readonly string[]; readonly out?: string | undefined; readonly resume?: string | undefined };

interface Opened {
  readonly opened: OpenedCase;
  readonly directory: string;
  readonly runKey: Uint8Array;
  readonly allowNetwork: readonly string[];
  readonly trust: readonly string[];
  readonly proxy: ProxyOptions | undefined;
}

const placeOf = ({ prepared: { subject } }: OpenedCase) => ({ environment: subject.environment, directory: subject.loaded.directory });

/** A new run: its directory is demanded and its state written before anything is sent. */
async function begin(args: RunArguments, world: World): Promise<Opened> {
  const opened = await openCase(args, world, { judges: true });
  const { settings } = opened.prepared;
  const proxy = await proxyOf(args, placeOf(opened), world);
  const name = `${settings.startedAt.replaceAll(/[-:]|\.\d+/g, '')}-${settings.seed.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 8)}`;
  const directory = resolve(world.directory, args.out ?? join('egif-out', name));
  // Before anything is sent: a run whose evidence cannot be kept would trouble the agency for nothing.
  await demandFolder(directory);
  const runKey = newRunKey(world);
  const trust = args.trust.map((file) => resolve(world.directory, file));
  await saveRunState(directory, { ...args, trust }, { prepared: opened.prepared, runKey });
  return { opened, directory, runKey, allowNetwork: args['allow-network'], trust: args.trust, proxy };
}

/** A run that was interrupted: everything as it was begun. */
async function resume(args: RunArguments, directory: string, world: World): Promise<Opened> {
  const state = await loadRunState(directory);
  const own = { ...args, ...state.arguments, _: [state.statement] };
  const opened = await openCase(own, world, { before: state, judges: true });
  await demandSameCase(state, opened.prepared);
  return {
    opened,
    directory,
    runKey: state.runKey,
    allowNetwork: own['allow-network'],
    trust: own.trust,
    proxy: await proxyOf(own, placeOf(opened), world),
  };
}

function openRun(args: RunArguments, world: World): Promise<Opened> {
  const named = args._.length;
  if (args.resume !== undefined && (named > 0 || args.out !== undefined))
    throw new EgifError('USAGE', '--resume takes statement and directory from the run', {
      mend: 'egif run --resume DIRECTORY, without a statement and --out',
    });
  if (args.resume === undefined && named === 0)
    throw new EgifError('USAGE', 'egif run needs <agency.yaml>', { mend: 'name a statement, or --resume DIRECTORY' });
  return args.resume === undefined ? begin(args, world) : resume(args, resolve(world.directory, args.resume), world);
}

export const command = defineCommand({
  usage: '<agency.yaml> | --resume DIRECTORY',
  describe:
    'Test one service of an agency against a profile: plan, gather evidence, judge, report. One run is one service, one profile, one environment.',
  examples: [
    ['egif run agency.yaml --profile g2g-rest-provider --environment sandbox', 'report and evidence go to egif-out/'],
    ['egif run agency.yaml --layer coding,data --format html,junit', 'a part only; never certifiable'],
    ['egif run --resume egif-out/run', 'continue a run that was interrupted; nothing recorded is sent again'],
    ['egif run agency.yaml --probes egif-probes', 'and then the agency’s own probes, reported apart'],
    ['egif run agency.yaml --sign file:seal.pem --json', 'signed, with the payload on stdout'],
  ],
  persian: runPersian,
  positionals: [0, 1],
  options: {
    ...caseOptions,
    out: { type: 'string', describe: 'run directory (default: egif-out/<run>)' },
    resume: { type: 'string', describe: 'directory of an interrupted run to continue' },
    format: { type: 'string', default: 'html,junit', describe: 'forms beside report.json, comma-separated: html, md, junit, sarif, csv, earl' },
    trust: {
      type: 'array',
      string: true,
      default: [],
      describe: 'PEM file with roots that you trust beside those of the law; may be repeated',
    },
    'trust-list': {
      type: 'string',
      describe: 'trust list or .egiftrust of the IT organisation: tells whether law and waivers of the run are in force',
    },
    sign: { type: 'string', describe: 'key URI to sign the report with (file:, pkcs11: or cmd:, see egif sign --help)' },
    'fail-on': {
      type: 'string',
      choices: ['gate', 'any'],
      default: 'gate',
      describe: 'gate: exit by the verdict of the target tier; any: exit 1 on any failed row',
    },
    probes: { type: 'string', describe: 'folder with the agency’s own probes (*.mjs); reported apart, never part of a verdict' },
    reporter: { type: 'string', describe: 'show the run with any mocha reporter' },
    grep: { type: 'string', describe: 'show only tests whose title matches; everything is judged all the same' },
  },
  async run(args, context) {
    const { world, lang, colour } = context;
    if (args.json && (args.reporter !== undefined || args.grep !== undefined)) {
      const { mochaWith } = await import('./mocha-face.js');
      mochaWith(args.reporter ?? 'spec');
      throw new EgifError('USAGE', '--json and a reporter both write to stdout', { mend: 'give --json or --reporter, not both' });
    }
    const wanted = { formats: formatsIn(args.format), sign: args.sign };
    if (args.sign !== undefined) await loadSigner(args.sign, world.directory, world.env);
    const law = args['trust-list'] === undefined ? undefined : await readTrust(resolve(world.directory, args['trust-list']), world.now());
    // Before anything is sent: a folder that is not there is no reason to break off at the end.
    const probes = args.probes === undefined ? undefined : resolve(world.directory, args.probes);
    if (probes !== undefined) await probeFiles(probes);
    if (probes !== undefined && args.offline)
      throw new EgifError('USAGE', '--probes sends, and --offline sends nothing', { mend: 'give one of them' });
    const { opened, ...how } = await openRun(args, world);
    const { directory } = how;
    const wishes = {
      ...how,
      law,
      reporter: args.reporter,
      grep: args.grep,
      resumed: args.resume !== undefined,
    };
    const { report: judged, unfinished } = await conduct(opened, wishes, context);
    const report = probes === undefined || unfinished ? judged : await withAgencyProbes(judged, { opened, wishes, probes }, context);
    // The evidence is whole by now, whatever becomes of the report: it can be judged again, and the key is of no more use.
    if (!unfinished) await removeRunState(directory);
    const { signed } = await writeReport(report, directory, wanted, context);
    if (unfinished) world.stderr.write(`egif run --resume ${directory}\n`);
    if (args.json) world.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else {
      world.stdout.write(summaryOf(report, lang, { color: colour, messages: await loadMessages(places.messages) }));
      world.stdout.write(`${directory}${signed ? ' (report.jws.json)' : ''}\n`);
    }
    return statusOfReport(report, args['fail-on']);
  },
});
