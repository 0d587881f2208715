/**
 * `egif replay`: judges recorded evidence again; with another profile it answers "what if".
 *
 * Room     cli (floor 7).
 */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { replayRun } from '../../index/again.js';
import type { Report } from '../../index/files.js';
import { summaryOf } from '../../index/forms.js';
import { loadLaw, resolveProfile } from '../../index/law.js';
import { loadMessages } from '../../index/words.js';
import { defineCommand } from '../command.js';
import { formatsIn, renderFiles } from '../formats.js';
import { harnessFacts } from '../harness-facts.js';
import { places } from '../places.js';
import { statusOfReport } from './run.js';
import { writeWhole } from '../../contract/write-whole.js';

/** A run directory holds its evidence in a folder of that name; the folder itself is taken too. */
async function evidenceIn(directory: string): Promise<string> {
  const inside = join(directory, 'evidence');
  return stat(inside).then(
    () => inside,
    () => directory,
  );
}

export const command = defineCommand({
  usage: '<run directory>',
  describe: 'Judge recorded evidence again, without network. With --profile another profile is applied to the same evidence.',
  examples: [
    ['egif replay egif-out/run', 'the same verdicts, from the evidence alone'],
    ['egif replay egif-out/run --profile g2g-rest-provider', 'what would another profile say?'],
  ],
  persian: {
    describe: 'شواهد ضبط‌شده را بی شبکه دوباره داوری می‌کند. با --profile نمایهٔ دیگری بر همان شواهد به کار می‌رود.',
    examples: ['همان رأی‌ها، تنها از شواهد', 'نمایه‌ای دیگر چه می‌گفت؟'],
    options: {
      profile: 'نمایهٔ دیگر (id یا id@version)',
      out: 'پوشهٔ شکل‌ها (پیش‌فرض: چیزی نوشته نمی‌شود)',
      format: 'شکل‌هایی که با --out نوشته می‌شوند، با ویرگول',
      'fail-on': 'مانند egif run',
    },
  },
  positionals: [1, 1],
  options: {
    profile: { type: 'string', describe: 'another profile (id or id@version)' },
    out: { type: 'string', describe: 'folder for the forms (default: none are written)' },
    format: { type: 'string', default: 'json', describe: 'forms to write with --out, comma-separated' },
    'fail-on': { type: 'string', choices: ['gate', 'any'], default: 'gate', describe: 'as for egif run' },
  },
  async run(args, context) {
    const { world, lang, colour } = context;
    const names = formatsIn(args.format);
    const law = await loadLaw(places);
    const report: Report = await replayRun({
      directory: await evidenceIn(resolve(world.directory, args._[0] ?? '')),
      codelists: law.codelists,
      vocabularies: law.vocabularies,
      harness: await harnessFacts(law),
      now: () => world.now(),
      ...(args.profile === undefined ? {} : { profile: resolveProfile(args.profile, law) }),
    });
    if (args.out !== undefined)
      for (const { name, text } of await renderFiles(names, report)) await writeWhole(join(resolve(world.directory, args.out), name), text);
    if (args.json) world.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else world.stdout.write(summaryOf(report, lang, { color: colour, messages: await loadMessages(places.messages) }));
    return statusOfReport(report, args['fail-on']);
  },
});
