/**
 * `egif log`: the transparency log. init, append, checkpoint, prove (who runs it); verify, audit, monitor, fsck (everybody).
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { EgifError } from '../errors.js';
import { readBounded, writeWhole } from '../index/files.js';
import type { LogConfig, LogView, LogWriter, ProvenLeaf, SeenHead } from '../index/log.js';
import { type Arguments, type Context, defineCommand } from './command.js';
import type { ExitStatus } from './exit.js';
import { auditText, fsckText, newsText, proofText, publicationText } from './log-print.js';
import { neededBy } from './needed.js';

const options = {
  key: { type: 'string', describe: 'key of the log; file:PATH is a PEM file with an Ed25519 key after a line “name: ORIGIN”' },
  policy: { type: 'string', describe: 'file with the policy: witnesses, their addresses, the quorum (C2SP tlog-policy)' },
  log: { type: 'string', describe: 'verifier key of the log (verify; audit, monitor and fsck of a copy)' },
  leaf: { type: 'string', describe: 'file with the octets of the leaf (verify)' },
  index: { type: 'number', describe: 'number of the entry, from 0 (prove)' },
  at: { type: 'string', describe: 'what stood at this instant, RFC 3339 (prove, audit); the instant of verification (verify)' },
  'max-skew': { type: 'number', default: 300, describe: 'seconds by which the clock of a witness may be ahead (verify)' },
  service: { type: 'string', describe: 'service to watch (monitor)' },
  state: { type: 'string', describe: 'file that keeps what was seen the last time (monitor)' },
  out: { type: 'string', describe: 'file to write (prove)' },
} as const;

type Args = Arguments<typeof options>;

interface Call {
  readonly args: Args;
  /** Absolute path of the folder, or of the proof. */
  readonly target: string;
  readonly more: readonly string[];
  readonly context: Context;
}

const door = () => import('../index/log.js');
const maxBytes = 4 * 1024 * 1024;

const needed = neededBy('log');

function instantOf(text: string): number {
  const at = new Date(text).getTime();
  if (Number.isNaN(at)) throw new EgifError('USAGE', `${text} is no instant`, { mend: 'write RFC 3339, such as 2026-11-22T08:00:00Z' });
  return at;
}

const asOf = ({ args }: Call): number | undefined => (args.at === undefined ? undefined : instantOf(args.at));

async function textOf(file: string, { context }: Call): Promise<string> {
  return (await readBounded(resolve(context.world.directory, file), maxBytes)).toString('utf8');
}

/** What the log is: by its own folder, or by the key and the policy that are given. */
async function configOf(call: Call): Promise<LogConfig> {
  const { readLogConfig, readVerifierKey, readLogPolicy, asInputError } = await door();
  const { log, policy } = call.args;
  if (log === undefined) return readLogConfig(call.target);
  const text = await textOf(needed(policy, 'policy'), call);
  return asInputError('--log, --policy', () => {
    const vkey = readVerifierKey(log);
    return { origin: vkey.name, vkey, policy: readLogPolicy(text) };
  });
}

async function viewOf(call: Call): Promise<LogView> {
  return { directory: call.target, config: await configOf(call), now: call.context.world.now().getTime() };
}

async function withWriter<T>({ args, target, context: { world } }: Call, work: (writer: LogWriter) => Promise<T>): Promise<T> {
  const { loadNoteKey, openLog } = await door();
  const key = await loadNoteKey(needed(args.key, 'key'), world.directory);
  const writer = await openLog({ directory: target, key, clock: () => world.now() });
  try {
    return await work(writer);
  } finally {
    await writer.close();
  }
}

function say({ args, context: { world } }: Call, data: unknown, text: string): void {
  world.stdout.write(args.json ? `${JSON.stringify(data)}\n` : text);
}

/** The head that a monitor kept; absent at its first look. Errors: LOG_CONFIG. */
async function keptHead(file: string): Promise<SeenHead | undefined> {
  const octets = await readBounded(file, maxBytes).catch((error: unknown) => {
    if (error instanceof EgifError && error.code === 'FILE_NOT_FOUND') return undefined;
    throw error;
  });
  if (octets === undefined) return undefined;
  const [origin = '', size = '', root = '', ...rest] = octets.toString('utf8').split('\n');
  if (!/^[0-9]{1,15}$/.test(size) || !/^[0-9a-f]{64}$/.test(root) || rest.length !== 1)
    throw new EgifError('LOG_CONFIG', `${file} is not what a monitor kept`, { file, mend: 'name the file of the last look, or a new one' });
  return { origin, size: Number(size), root };
}

const actions: Readonly<Record<string, (call: Call) => Promise<ExitStatus>>> = {
  async init(call) {
    const { createLog, loadNoteKey, writeVerifierKey } = await door();
    const { world } = call.context;
    const key = await loadNoteKey(needed(call.args.key, 'key'), world.directory);
    const policy = await textOf(needed(call.args.policy, 'policy'), call);
    const { origin, vkey } = await createLog(call.target, key, { policy, at: world.now() });
    say(call, { origin, vkey: writeVerifierKey(vkey), directory: call.target }, `${writeVerifierKey(vkey)}\n`);
    return 0;
  },
  async append(call) {
    const { readLogLeaf, asInputError } = await door();
    const files = call.more.map((name) => resolve(call.context.world.directory, name));
    if (files.length === 0) needed(undefined, 'leaf');
    const entries = await Promise.all(files.map((file) => readBounded(file, maxBytes)));
    for (const [at, entry] of entries.entries()) asInputError(files[at] ?? '', () => readLogLeaf(entry));
    const first = await withWriter(call, (writer) => writer.append(entries));
    const rows = entries.map((_entry, at) => ({ index: first + at, file: files[at] }));
    say(call, rows, rows.map(({ index, file }) => `${index}  ${file}\n`).join(''));
    return 0;
  },
  async checkpoint(call) {
    const { witnessPost } = await door();
    const publication = await withWriter(call, (writer) => writer.publish(witnessPost()));
    say(call, publication, publicationText(publication, call.context.lang));
    return publication.state === 'published' ? 0 : 2;
  },
  async prove(call) {
    const { proveEntry } = await door();
    const { index, out } = call.args;
    if (index === undefined || !Number.isSafeInteger(index) || index < 0) needed(undefined, 'index');
    const proof = await proveEntry(await viewOf(call), index ?? 0, asOf(call));
    if (proof === undefined) {
      const fa = call.context.lang === 'fa';
      say(call, { state: 'waiting', index }, fa ? 'هنوز هیچ مقطعٔ گواهی‌شده‌ای آن را در بر ندارد\n' : 'no witnessed checkpoint holds it yet\n');
      return 2;
    }
    if (out !== undefined) await writeWhole(resolve(call.context.world.directory, out), proof);
    say(call, { state: 'proven', index, ...(out === undefined ? { proof } : { file: out }) }, out === undefined ? proof : `${out}\n`);
    return 0;
  },
  async verify(call) {
    const { checkLogProof } = await door();
    const { args, context } = call;
    const { origin, vkey, policy } = await configOf({ ...call, args: { ...args, log: needed(args.log, 'log') } });
    const leaf = await readBounded(resolve(context.world.directory, needed(args.leaf, 'leaf')), maxBytes);
    const proof = await readBounded(call.target, maxBytes);
    const at = asOf(call) ?? context.world.now().getTime();
    const check = checkLogProof(proof, leaf, policy, { origin, vkey, at, maxSkewMs: args['max-skew'] * 1000 });
    const data =
      check.standing === 'valid'
        ? { standing: check.standing, ...withoutNote(check.proven) }
        : { standing: check.standing, code: check.code, detail: check.detail };
    say(call, data, await proofText(check, context.lang));
    return check.standing === 'valid' ? 0 : check.standing === 'invalid' ? 1 : 2;
  },
  async audit(call) {
    const { auditLog } = await door();
    const at = asOf(call);
    const audit = await auditLog(await viewOf(call), at === undefined ? {} : { asOf: at });
    say(call, audit, await auditText(audit, call.context.lang));
    return audit.findings.length === 0 ? 0 : 1;
  },
  async monitor(call) {
    const { monitorLog } = await door();
    const { args, context } = call;
    const service = needed(args.service, 'service');
    const file = resolve(context.world.directory, needed(args.state, 'state'));
    const news = await monitorLog(await viewOf(call), service, await keptHead(file));
    if (news === undefined) {
      say(call, { state: 'unpublished' }, context.lang === 'fa' ? 'هنوز چیزی منتشر نشده است\n' : 'nothing is published yet\n');
      return 2;
    }
    say(call, news, await newsText(news, context.lang));
    if (news.findings.length > 0) return 1;
    const { origin, size, root } = news.head;
    await writeWhole(file, `${origin}\n${size}\n${root}\n`);
    return 0;
  },
  async fsck(call) {
    const { fsckLog } = await door();
    const check = await fsckLog(await viewOf(call));
    say(call, check, await fsckText(check, call.context.lang));
    return check.findings.length === 0 ? 0 : 1;
  },
};

function withoutNote({ index, size, root, firstWitnessTime, checkpoint }: ProvenLeaf) {
  return { index, size, root, firstWitnessTime: new Date(firstWitnessTime).toISOString(), witnesses: [...checkpoint.witnessTimes.keys()] };
}

export const command = defineCommand({
  usage: '<init|append|checkpoint|prove|verify|audit|monitor|fsck> <directory|proof> [leaf files]',
  describe:
    'The transparency log: make it, append leaves, have its checkpoint signed by the witnesses and publish it, prove an entry; verify a proof offline, ' +
    'compute the whole log again, watch a service, compare entries with tiles and checkpoints.',
  examples: [
    ['egif log init log --key file:log.pem --policy policy.txt', 'a new log; prints its verifier key'],
    ['egif log append log leaf.txt --key file:log.pem', 'the entry is on disk when its number is printed'],
    ['egif log checkpoint log --key file:log.pem', 'sign, ask the witnesses, publish; 2 while too few answer'],
    ['egif log prove log --index 0 --out entry.tlog-proof', 'an offline proof of the first entry'],
    ['egif log verify entry.tlog-proof --leaf leaf.txt --log VKEY --policy policy.txt', 'offline; 0 valid, 1 invalid'],
    ['egif log audit log --at 2026-11-22T08:00:00Z', 'what stood at that instant, computed again'],
    ['egif log monitor log --service 99999000014-01 --state seen.txt', 'what is new about a service since the last look'],
  ],
  persian: {
    describe:
      'دفتر شفافیت: ساختن، افزودن برگ، گرفتن امضای گواهان بر مقطع و انتشار آن، اثبات یک مدخل؛ راستی‌آزمایی برون‌خط اثبات، ' +
      'محاسبهٔ دوبارهٔ همهٔ دفتر، پاییدن یک خدمت، سنجیدن مدخل‌ها با کاشی‌ها و مقطع‌ها.',
    examples: [
      'دفتری تازه؛ کلید راستی‌آزمای آن را چاپ می‌کند',
      'شماره که چاپ شد مدخل بر دیسک است',
      'امضا، پرسش از گواهان، انتشار؛ تا گواهان بسنده نباشند ۲',
      'اثبات برون‌خط نخستین مدخل',
      'برون‌خط؛ ۰ معتبر، ۱ نامعتبر',
      'آنچه در آن زمان بوده، دوباره محاسبه‌شده',
      'آنچه از نگاه پیشین دربارهٔ یک خدمت تازه است',
    ],
    options: {
      key: 'کلید دفتر؛ file:PATH پروندهٔ PEM با کلید Ed25519 پس از سطر «name: ORIGIN»',
      policy: 'پروندهٔ سیاست: گواهان، نشانی آن‌ها، حد نصاب (C2SP tlog-policy)',
      log: 'کلید راستی‌آزمای دفتر (verify؛ audit و monitor و fsck یک رونوشت)',
      leaf: 'پروندهٔ برگ (verify)',
      index: 'شمارهٔ مدخل، از ۰ (prove)',
      at: 'آنچه در این زمان بوده، RFC 3339 (prove، audit)؛ زمان راستی‌آزمایی (verify)',
      'max-skew': 'ثانیه‌هایی که ساعت گواه می‌تواند جلو باشد (verify)',
      service: 'خدمتی که پاییده می‌شود (monitor)',
      state: 'پرونده‌ای که آخرین نگاه را نگه می‌دارد (monitor)',
      out: 'پروندهٔ خروجی (prove)',
    },
  },
  positionals: [2, 1000],
  options,
  async run(args, context) {
    const [action = '', target = '', ...more] = args._;
    const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (act === undefined) throw new EgifError('USAGE', `egif log has no action ${action}`, { mend: `one of ${Object.keys(actions).join(', ')}` });
    return act({ args, target: resolve(context.world.directory, target), more, context });
  },
});
