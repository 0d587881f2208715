/**
 * `egif witness`: signs that logs only grow. `key` makes the key of a witness (or of a log), `serve` answers logs until it is told to end.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import { writeWhole } from '../../index/files.js';
import { type Arguments, type Context, defineCommand } from '../command.js';
import type { ExitStatus } from '../exit.js';
import { neededBy } from '../needed.js';

const options = {
  key: {
    type: 'string',
    demandOption: true,
    describe: 'key URI; file:PATH is a PEM file with an Ed25519 key after a line “name: …” (key: the file to make); pkcs11:… or cmd:… need --name',
  },
  name: { type: 'string', describe: 'name of the key, such as audit.example/witness (key; serve with pkcs11: or cmd:)' },
  state: { type: 'string', describe: 'folder that keeps what was signed last (serve)' },
  log: { array: true, type: 'string', default: [], describe: 'verifier key of a log; may be repeated (serve)' },
  listen: { type: 'string', default: '127.0.0.1:0', describe: 'address and port; 0 for any that is free (serve)' },
} as const;

type Args = Arguments<typeof options>;
const door = () => import('../../index/log.js');

const needed = neededBy('witness');

function addressOf(text: string): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, port = ''] = /^(?:\[([0-9a-fA-F:]+)\]|([^:\s]+)):([0-9]{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) > 65_535)
    throw new EgifError('USAGE', `--listen ${text} is no address`, { mend: 'write HOST:PORT, such as 127.0.0.1:8470' });
  return { host, port: Number(port) };
}

/** Makes a key that was not there; prints the verifier keys that it has as a log and as a witness. */
async function makeKey({ key, name, json }: Args, { world }: Context): Promise<ExitStatus> {
  const { asInputError, makeNoteKey, readNoteKey, verifierOf, writeVerifierKey } = await door();
  if (!key.startsWith('file:')) throw new EgifError('USAGE', `the key ${key.slice(0, 40)} has no known form`, { mend: 'name a new file: file:PATH' });
  const file = resolve(world.directory, key.slice('file:'.length));
  const text = asInputError('--name', () => makeNoteKey(needed(name, 'name')));
  const { stat } = await import('node:fs/promises');
  const there = await stat(file).catch(() => undefined);
  if (there !== undefined)
    throw new EgifError('FILE_NOT_WRITABLE', `${file} is there already`, { file, mend: 'name a new file: no key is ever written over' });
  await writeWhole(file, text, 0o600);
  const made = readNoteKey(text);
  const [log, witness] = [writeVerifierKey(verifierOf(made, 'ed25519')), writeVerifierKey(verifierOf(made, 'cosignature'))];
  world.stdout.write(json ? `${JSON.stringify({ file, log, witness })}\n` : `log      ${log}\nwitness  ${witness}\n`);
  return 0;
}

async function serve({ key, name, state, log, listen }: Args, { world }: Context): Promise<ExitStatus> {
  const { asInputError, loadNoteKey, readVerifierKey, serveWitness, verifierOf, writeVerifierKey } = await door();
  const directory = resolve(world.directory, needed(state, 'state'));
  if (log.length === 0) needed(undefined, 'log');
  const logs = asInputError('--log', () => log.map((each) => readVerifierKey(each)));
  const own = await loadNoteKey(key, { directory: world.directory, environment: world.env, ...(name === undefined ? {} : { name }) });
  const stopped = new Promise<void>((ended) => world.onStop(ended));
  const { url, close } = await serveWitness({ key: own, logs, directory, clock: () => world.now() }, addressOf(listen));
  world.stdout.write(`${JSON.stringify({ ready: true, url, vkey: writeVerifierKey(verifierOf(own, 'cosignature')) })}\n`);
  await stopped;
  await close();
  return 0;
}

export const command = defineCommand({
  usage: '<key|serve>',
  describe:
    'A witness of transparency logs (C2SP tlog-witness): it signs, with the time, that a log only grows, and never two histories of one log. ' +
    'Run it where whoever relies on certificates runs it, not where they are issued.',
  examples: [
    ['egif witness key --name audit.example/witness --key file:witness.pem', 'a new key; prints its verifier keys'],
    ['egif witness serve --key file:witness.pem --state witness --log VKEY --listen 127.0.0.1:8470', 'answer POST /add-checkpoint until SIGTERM'],
  ],
  persian: {
    describe:
      'گواه دفترهای شفافیت (C2SP tlog-witness): با زمان امضا می‌کند که دفتر تنها افزوده می‌شود، و هرگز دو پیشینه از یک دفتر را امضا نمی‌کند. ' +
      'آن را آنجا اجرا کنید که به گواهینامه‌ها اتکا می‌شود، نه آنجا که صادر می‌شوند.',
    examples: ['کلیدی تازه؛ کلیدهای راستی‌آزمای آن را چاپ می‌کند', 'پاسخ به POST /add-checkpoint تا SIGTERM'],
    options: {
      key: 'نشانی کلید؛ file:PATH پروندهٔ PEM با کلید Ed25519 پس از سطر «name: …» (در key: پرونده‌ای که ساخته می‌شود)؛ pkcs11:… و cmd:… نام را با --name می‌خواهند',
      name: 'نام کلید، مانند audit.example/witness (key؛ serve با pkcs11: یا cmd:)',
      state: 'پوشه‌ای که آخرین امضا را نگه می‌دارد (serve)',
      log: 'کلید راستی‌آزمای یک دفتر؛ تکرارپذیر (serve)',
      listen: 'نشانی و درگاه؛ ۰ برای هر درگاه آزاد (serve)',
    },
  },
  positionals: [1, 1],
  options,
  async run(args, context) {
    const [action = ''] = args._;
    if (action === 'key') return makeKey(args, context);
    if (action === 'serve') return serve(args, context);
    throw new EgifError('USAGE', `egif witness has no action ${action}`, { mend: 'one of key, serve' });
  },
});
