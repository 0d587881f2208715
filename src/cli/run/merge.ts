/**
 * `egif merge`: runs of one case from several vantages become one report.
 *
 * Room     cli (floor 7).
 */
import { cp, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { makeFolder } from '../../contract/make-folder.js';
import { writeWhole } from '../../contract/write-whole.js';
import { EgifError } from '../../errors.js';
import { mergeReports, recordedLaw } from '../../index/again.js';
import type { Report, ResolvedProfile, Waiver } from '../../index/files.js';
import { summaryOf } from '../../index/forms.js';
import { loadLaw, resolveProfile } from '../../index/law.js';
import { loadSigner, signReport } from '../../index/seals.js';
import { loadMessages } from '../../index/words.js';
import { type Context, defineCommand } from '../command.js';
import { demandFolder } from '../demand-folder.js';
import { formatsIn, renderFiles } from '../formats.js';
import { places } from '../places.js';
import { readReport } from '../reports/read-report.js';
import { statusOfReport } from './run.js';

/** A report with what lies beside it. */
interface Given {
  readonly report: Report;
  /** Folder of its evidence, if it is there. */
  readonly evidence?: string;
  /** Name of that folder within the merged evidence. */
  readonly folder: string;
  readonly profile?: ResolvedProfile;
  readonly waivers: readonly Waiver[];
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  );

/** A report by its file or by its run directory; its evidence, where it is there, must be the one that it names. */
async function given(path: string, number: number): Promise<Given> {
  const file = (await isFolder(path)) ? join(path, 'report.json') : path;
  const report = await readReport(file);
  const folder = `${number}-${(report.run.vantage ?? '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
  const evidence = join(dirname(file), 'evidence');
  // a report that is merged already is refused for what it is, not for its evidence
  if (report.vantages !== undefined || !(await isFolder(evidence))) return { report, folder, waivers: [] };
  const { root, ...law } = await recordedLaw(evidence);
  if (root !== report.evidence.root)
    throw new EgifError('EVIDENCE_INVALID', `${evidence} is not the evidence of ${file}`, {
      file: evidence,
      mend: 'name the run directory as the run wrote it',
    });
  return { report, folder, evidence, ...law };
}

/** The profile of the reports: as the evidence holds it, else the law's own, if it is the very same. */
async function profileOf(all: readonly Given[]): Promise<ResolvedProfile> {
  const recorded = all.find(({ profile }) => profile !== undefined)?.profile;
  const [first] = all;
  if (recorded !== undefined || first === undefined) return recorded ?? Promise.reject(new EgifError('USAGE', 'egif merge needs reports'));
  const own = resolveProfile(first.report.profile.ref, await loadLaw(places));
  if (own.digest === first.report.profile.digest) return own;
  throw new EgifError('EVIDENCE_MISSING', `the profile ${first.report.profile.ref} of the reports is not the one of this law`, {
    mend: 'name run directories with their evidence, which holds the profile',
  });
}

function demandWaivers(all: readonly Given[]): void {
  const bare = all.find(({ report, evidence }) => evidence === undefined && report.requirements.some(({ waiver }) => waiver !== undefined));
  if (bare !== undefined)
    throw new EgifError('EVIDENCE_MISSING', `the waivers of the report ${bare.report.id} are not at hand`, {
      mend: 'name run directories with their evidence, which holds the waivers',
    });
}

/** Copies the packs that are at hand into the merged evidence; bodies keep the rights of their files. */
async function copyEvidence(all: readonly Given[], directory: string): Promise<void> {
  for (const { evidence, folder } of all) {
    if (evidence === undefined) continue;
    const target = join(directory, folder);
    await makeFolder(target);
    await cp(evidence, target, { recursive: true, filter: (source) => basename(source) !== 'journal.ndjson' });
  }
}

async function write(
  report: Report,
  directory: string,
  wanted: { readonly formats: readonly string[]; readonly sign: string | undefined },
  { world }: Context,
) {
  for (const { name, text } of await renderFiles(['json', ...wanted.formats.filter((name) => name !== 'json')], report))
    await writeWhole(join(directory, name), text);
  if (wanted.sign === undefined) return;
  await writeWhole(
    join(directory, 'report.jws.json'),
    await signReport(report, await loadSigner(wanted.sign, world.directory, world.env), world.now()),
  );
}

export const command = defineCommand({
  usage: '<report.json or run directory>…',
  describe:
    'Merge runs of one case from several vantages (egif run --vantage) into one report. Where they agree their verdict stands; where one could not look the others count; where they disagree nothing is told, and both sides are shown.',
  examples: [
    ['egif merge egif-out/internet egif-out/exchange --out egif-out/merged', 'two vantages, with their evidence'],
    ['egif replay egif-out/merged', 'judge the merged evidence again'],
  ],
  persian: {
    describe:
      'اجراهای یک مورد از چند دیدگاه (egif run --vantage) را در یک گزارش یکی می‌کند. هر جا هم‌رأی باشند رأی می‌ماند؛ هر جا یکی نتوانسته ببیند دیگران شمرده می‌شوند؛ هر جا ناسازگارند حکمی داده نمی‌شود و هر دو سو نشان داده می‌شود.',
    examples: ['دو دیدگاه با شواهدشان', 'داوری دوبارهٔ شواهد یکی‌شده'],
    options: {
      out: 'پوشهٔ گزارش یکی‌شده و شواهد همهٔ دیدگاه‌ها',
      format: 'شکل‌های کنار report.json، با ویرگول: html، md، junit، sarif، csv، earl',
      sign: 'نشانی کلید برای امضای گزارش (file:PATH)',
      'fail-on': 'مانند egif run',
    },
  },
  positionals: [2, 8],
  options: {
    out: { type: 'string', demandOption: true, describe: 'folder for the merged report and the evidence of all vantages' },
    format: { type: 'string', default: 'html,junit', describe: 'forms beside report.json, comma-separated: html, md, junit, sarif, csv, earl' },
    sign: { type: 'string', describe: 'key URI to sign the report with (file:PATH)' },
    'fail-on': { type: 'string', choices: ['gate', 'any'], default: 'gate', describe: 'as for egif run' },
  },
  async run(args, context) {
    const { world, lang, colour } = context;
    const wanted = { formats: formatsIn(args.format), sign: args.sign };
    if (args.sign !== undefined) await loadSigner(args.sign, world.directory, world.env);
    const directory = resolve(world.directory, args.out);
    const paths = args._.map((path) => resolve(world.directory, path));
    if (paths.some((path) => path === directory || path.startsWith(`${directory}/`)))
      throw new EgifError('USAGE', '--out holds one of the runs that are to be merged', { mend: 'name another folder' });
    if (await isFolder(join(directory, 'evidence')))
      throw new EgifError('USAGE', '--out holds evidence already', { mend: 'name a new folder: no evidence is ever written over' });
    const all: Given[] = [];
    for (const [index, path] of paths.entries()) all.push(await given(path, index + 1));
    demandWaivers(all);
    const waivers = [...new Map(all.flatMap((each) => each.waivers.map((waiver) => [waiver.id, waiver]))).values()];
    const seen = all.map(({ report, evidence, folder }) => ({ report, ...(evidence === undefined ? {} : { folder }) }));
    const report = mergeReports(seen, { profile: await profileOf(all), waivers });
    await demandFolder(directory);
    await copyEvidence(all, join(directory, 'evidence'));
    await write(report, directory, wanted, context);
    if (args.json) world.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else world.stdout.write(`${summaryOf(report, lang, { color: colour, messages: await loadMessages(places.messages) })}${directory}\n`);
    return statusOfReport(report, args['fail-on']);
  },
});
