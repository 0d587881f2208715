/**
 * `egif run`: the main job. Plan, gather, judge, report, sign.
 *
 * Room     cli (floor 7).
 */
import { join, resolve } from 'node:path';
import { EgifError } from '../errors.js';
import { loadWaivers } from '../index/cases.js';
import type { Report } from '../index/files.js';
import { outcomeOf, outcomeOfRows, summaryOf } from '../index/forms.js';
import { runCase } from '../index/live.js';
import { loadSigner, signReport } from '../index/seals.js';
import { loadMessages } from '../index/words.js';
import { type Context, defineCommand } from './command.js';
import { demandFolder } from './demand-folder.js';
import type { ExitStatus } from './exit.js';
import { formatsIn, renderFiles } from './formats.js';
import { harnessFacts } from './harness-facts.js';
import type { Face } from './mocha-face.js';
import { obstaclesOf } from './obstacles.js';
import { caseOptions, openCase, type OpenedCase } from './open-case.js';
import { openLiveSession } from './open-session.js';
import { places } from './places.js';
import { startProgress } from './progress.js';
import { writeWhole } from '../contract/write-whole.js';

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
  const signer = await loadSigner(wanted.sign, world.directory);
  await writeWhole(join(directory, 'report.jws.json'), signReport(report, signer, world.now()));
  return { directory, signed: true };
}

interface RunWishes {
  readonly out: string | undefined;
  readonly reporter: string | undefined;
  readonly grep: string | undefined;
  readonly allowNetwork: readonly string[];
  /** Files with roots that the operator trusts. */
  readonly trust: readonly string[];
}

async function conduct(opened: OpenedCase, wishes: RunWishes, context: Context): Promise<{ readonly report: Report; readonly directory: string }> {
  const { world, lang } = context;
  const { prepared, law } = opened;
  const { settings } = prepared;
  const name = `${settings.startedAt.replaceAll(/[-:]|\.\d+/g, '')}-${settings.seed.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 8)}`;
  const directory = resolve(world.directory, wishes.out ?? join('egif-out', name));
  // Before anything is sent: a run whose evidence cannot be kept would trouble the agency for nothing.
  await demandFolder(directory);
  const session = await openLiveSession(prepared, { allowNetwork: wishes.allowNetwork, trust: wishes.trust, world });
  const messages = await loadMessages(places.messages);
  const progress = startProgress(context);
  const wantsFace = wishes.reporter !== undefined || wishes.grep !== undefined;
  const startFace = wantsFace ? (await import('./mocha-face.js')).startFace : undefined;
  let face: Face | undefined;
  try {
    const report = await runCase({
      prepared,
      session,
      directory: join(directory, 'evidence'),
      harness: await harnessFacts(law),
      waivers: await loadWaivers(prepared.subject),
      notForCertification: await obstaclesOf(prepared, law),
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
    return { report, directory };
  } finally {
    progress.end();
    face?.finish();
    await face?.done;
    await session.close();
  }
}

export const command = defineCommand({
  usage: '<agency.yaml>',
  describe:
    'Test one service of an agency against a profile: plan, gather evidence, judge, report. One run is one service, one profile, one environment.',
  examples: [
    ['egif run agency.yaml --profile g2g-rest-provider --environment sandbox', 'report and evidence go to egif-out/'],
    ['egif run agency.yaml --layer coding,data --format html,junit', 'a part only; never certifiable'],
    ['egif run agency.yaml --sign file:seal.pem --json', 'signed, with the payload on stdout'],
  ],
  positionals: [1, 1],
  options: {
    ...caseOptions,
    out: { type: 'string', describe: 'run directory (default: egif-out/<run>)' },
    format: { type: 'string', default: 'html,junit', describe: 'forms beside report.json, comma-separated: html, md, junit, sarif, csv, earl' },
    trust: {
      type: 'array',
      string: true,
      default: [],
      describe: 'PEM file with roots that you trust beside those of the law; may be repeated',
    },
    sign: { type: 'string', describe: 'key URI to sign the report with (file:PATH)' },
    'fail-on': {
      type: 'string',
      choices: ['gate', 'any'],
      default: 'gate',
      describe: 'gate: exit by the verdict of the target tier; any: exit 1 on any failed row',
    },
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
    if (args.sign !== undefined) await loadSigner(args.sign, world.directory);
    const opened = await openCase(args, world);
    const wishes = { out: args.out, reporter: args.reporter, grep: args.grep, allowNetwork: args['allow-network'], trust: args.trust };
    const { report, directory } = await conduct(opened, wishes, context);
    const { signed } = await writeReport(report, directory, wanted, context);
    if (args.json) world.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else {
      world.stdout.write(summaryOf(report, lang, { color: colour, messages: await loadMessages(places.messages) }));
      world.stdout.write(`${directory}${signed ? ' (report.jws.json)' : ''}\n`);
    }
    return statusOfReport(report, args['fail-on']);
  },
});
