/**
 * `egif types`: the types of a contract for those who write TypeScript against it.
 *
 * Room     cli (floor 7).
 */
import { basename, resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import { type LoadedDocument, loadDocument, parseLoaded, writeWhole } from '../../index/files.js';
import { type Context, defineCommand } from '../command.js';
import { readInput } from '../read-input.js';
import { wholeText } from '../../locale/visible-text.js';

async function loaded(word: string, { world }: Context): Promise<LoadedDocument> {
  if (word === '-') return parseLoaded('<stdin>', await readInput(world.stdin));
  return loadDocument(word);
}

async function generator(): Promise<typeof import('./generate-types.js')> {
  return import('./generate-types.js').catch((cause: unknown) => {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND';
    if (!missing) throw cause;
    throw new EgifError('SYSTEM_PACKAGE_MISSING', 'the package typescript is not installed', { mend: 'npm install typescript@5.9.3', cause });
  });
}

/** Names and descriptions of a contract stand in strings and comments: what cannot be seen is written as its escape, which means the same in a string. */
const spelled = (types: string): string => types.split('\n').map(wholeText).join('\n');

export const command = defineCommand({
  usage: '<FILE|->',
  describe: 'Write the TypeScript types of an OpenAPI 3.x contract. Nothing is fetched: a reference that leaves the contract is refused.',
  examples: [['egif types openapi.yaml --out src/api.d.ts', 'one file with the types of all paths and components']],
  persian: {
    describe: 'تایپ‌های TypeScript یک قرارداد OpenAPI 3.x را می‌نویسد. چیزی گرفته نمی‌شود: ارجاع به بیرون از قرارداد پذیرفته نیست.',
    examples: ['یک پرونده با تایپ همهٔ مسیرها و اجزا'],
    options: {
      out: 'پروندهٔ خروجی (پیش‌فرض: خروجی استاندارد)',
    },
  },
  positionals: [1, 1],
  options: { out: { type: 'string', describe: 'file to write to (default: standard output)' } },
  async run(args, context) {
    const { world } = context;
    const document = await loaded(args._[0] ?? '', context);
    const { generateTypes } = await generator();
    // The types must not depend on where the contract lies on this machine.
    const types = spelled(await generateTypes(document, basename(document.file)));
    if (args.out !== undefined) await writeWhole(resolve(world.directory, args.out), types);
    const facts = { file: args._[0], sha256: document.sha256, ...(args.out === undefined ? { types } : { out: args.out }) };
    if (args.json) world.stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
    else world.stdout.write(args.out === undefined ? types : `${args.out}\n`);
    return 0;
  },
});
