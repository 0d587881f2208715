/**
 * `egif init`: a statement to start from, a first contract if there is none, and snippets for CI. Existing files are never overwritten.
 *
 * Room     cli (floor 7).
 */
import { stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { sha256 } from '../../index/files.js';
import { defineCommand } from '../command.js';
import { starterContract, starterStatement, workflows } from './init-texts.js';
import { writeWhole } from '../../contract/write-whole.js';

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

export const command = defineCommand({
  usage: '[directory]',
  describe: 'Write agency.yaml, a first contract if there is none, and CI snippets (GitHub, GitLab, Jenkins). Nothing that exists is overwritten.',
  examples: [['egif init my-agency', 'then fill in what is marked in agency.yaml and run egif preflight']],
  persian: {
    describe:
      'agency.yaml و، اگر قراردادی نباشد، قراردادی آغازین و تکه‌هایی برای خط لوله (GitHub، GitLab، Jenkins) می‌نویسد. هیچ چیزِ موجودی بازنویسی نمی‌شود.',
    examples: ['سپس جاهای نشان‌دار agency.yaml را پر و egif preflight را اجرا کنید'],
    options: {},
  },
  positionals: [0, 1],
  options: {},
  async run(args, { world }) {
    const directory = resolve(world.directory, args._[0] ?? '.');
    const contract = starterContract();
    const files: readonly (readonly [string, string])[] = [
      ['openapi.yaml', contract],
      ['agency.yaml', starterStatement(sha256(contract))],
      ...workflows,
    ];
    const written: string[] = [];
    const kept: string[] = [];
    for (const [name, text] of files) {
      const file = join(directory, name);
      if (await exists(file)) kept.push(name);
      else {
        await writeWhole(file, text);
        written.push(name);
      }
    }
    if (args.json) world.stdout.write(`${JSON.stringify({ directory, written, kept }, null, 2)}\n`);
    else {
      for (const name of written) world.stdout.write(`+ ${relative(world.directory, join(directory, name))}\n`);
      for (const name of kept) world.stdout.write(`= ${relative(world.directory, join(directory, name))} (kept)\n`);
    }
    return 0;
  },
});
