/**
 * What each action of `egif log` does.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import { readBounded, writeWhole } from '../../index/files.js';
import type { LogConfig, LogFinding, LogView, LogWriter, ProvenLeaf, SeenHead } from '../../index/log.js';
import type { Context } from '../command.js';
import type { ExitStatus } from '../exit.js';
import { instantOf } from '../instant.js';
import { shownLists } from './log-lists.js';
import type { LogArguments } from './log-options.js';
import { auditText, fsckText, newsText, proofText, publicationText } from './log-print.js';
import { neededBy } from '../needed.js';
import type { World } from '../world.js';

export interface LogCall {
  readonly args: LogArguments;
  /** Absolute path of the folder, or of the proof. */
  readonly target: string;
  readonly more: readonly string[];
  readonly context: Context;
}

const door = () => import('../../index/log.js');
const maxBytes = 4 * 1024 * 1024;

const needed = neededBy('log');

const asOf = ({ args }: LogCall): number | undefined => (args.at === undefined ? undefined : instantOf(args.at));

async function textOf(file: string, { context }: LogCall): Promise<string> {
  return (await readBounded(resolve(context.world.directory, file), maxBytes)).toString('utf8');
}

/** A copy that ends too early tells nothing; everything else that is found is wrong. */
const statusOf = (findings: readonly LogFinding[]): ExitStatus =>
  findings.length === 0 ? 0 : findings.every(({ code }) => code === 'LOG_BEHIND') ? 2 : 1;

/** What the log is: by its own folder, or by the key and the policy that are given. */
async function configOf(call: LogCall): Promise<LogConfig> {
  const { readLogConfig, readVerifierKey, readLogPolicy, asInputError } = await door();
  const { log, policy } = call.args;
  if (log === undefined) return readLogConfig(call.target);
  const text = await textOf(needed(policy, 'policy'), call);
  return asInputError('--log, --policy', () => {
    const vkey = readVerifierKey(log);
    return { origin: vkey.name, vkey, policy: readLogPolicy(text) };
  });
}

async function viewOf(call: LogCall): Promise<LogView> {
  return { directory: call.target, config: await configOf(call), now: call.context.world.now().getTime() };
}

/** The key of the log; one of a token or a program gets the name of the log. */
async function keyOf({ key }: LogArguments, world: World, name: string | undefined) {
  const { loadNoteKey } = await door();
  return loadNoteKey(needed(key, 'key'), { directory: world.directory, environment: world.env, ...(name === undefined ? {} : { name }) });
}

async function withWriter<T>({ args, target, context: { world } }: LogCall, work: (writer: LogWriter) => Promise<T>): Promise<T> {
  const { openLog, readLogConfig } = await door();
  const key = await keyOf(args, world, (await readLogConfig(target)).origin);
  const writer = await openLog({ directory: target, key, clock: () => world.now() });
  try {
    return await work(writer);
  } finally {
    await writer.close();
  }
}

function say({ args, context: { world } }: LogCall, data: unknown, text: string): void {
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

export const actions: Readonly<Record<string, (call: LogCall) => Promise<ExitStatus>>> = {
  async init(call) {
    const { createLog, writeVerifierKey } = await door();
    const { world } = call.context;
    const key = await keyOf(call.args, world, call.args.name);
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
    const view = await viewOf(call);
    const { lists, findings } = await shownLists(call.args, view.config, call.context);
    const done = await auditLog(view, { lists, ...(at === undefined ? {} : { asOf: at }) });
    const audit = { ...done, findings: [...done.findings, ...findings] };
    say(call, audit, await auditText(audit, call.context.lang));
    return statusOf(audit.findings);
  },
  async monitor(call) {
    const { monitorLog } = await door();
    const { args, context } = call;
    const service = needed(args.service, 'service');
    const file = resolve(context.world.directory, needed(args.state, 'state'));
    const view = await viewOf(call);
    const last = await keptHead(file);
    const { lists, findings } = await shownLists(args, view.config, context);
    const seen = await monitorLog(view, { service, lists, ...(last === undefined ? {} : { last }) });
    const news = seen === undefined ? undefined : { ...seen, findings: [...seen.findings, ...findings] };
    if (news === undefined) {
      say(call, { state: 'unpublished' }, context.lang === 'fa' ? 'هنوز چیزی منتشر نشده است\n' : 'nothing is published yet\n');
      return 2;
    }
    say(call, news, await newsText(news, context.lang));
    const status = statusOf(news.findings);
    const { origin, size, root } = news.head;
    if (status !== 1) await writeWhole(file, `${origin}\n${size}\n${root}\n`);
    return status;
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
