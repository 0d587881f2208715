/**
 * `egif render`: a report in another form or language.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { defineCommand } from './command.js';
import { formats, renderAs } from './formats.js';
import { readReport } from './read-report.js';
import { writeWhole } from '../contract/write-whole.js';

export const command = defineCommand({
  usage: '<report.json>',
  describe: 'Write a report in another form: html, md, junit, csv, sarif, earl, json.',
  examples: [['egif render egif-out/run/report.json --format html --lang fa --out report.fa.html', 'the Persian page']],
  positionals: [1, 1],
  options: {
    format: { type: 'string', choices: [...formats.keys()], default: 'md', describe: 'form' },
    out: { type: 'string', describe: 'file to write (default: stdout)' },
  },
  async run(args, { world, lang }) {
    const file = resolve(world.directory, args._[0] ?? '');
    const report = await readReport(file);
    const text = await renderAs(args.format, report, lang);
    if (args.out === undefined) world.stdout.write(text);
    else await writeWhole(resolve(world.directory, args.out), text);
    return 0;
  },
});
