/**
 * `egif trust`: the trust list. init, sign, pack (the IT organisation); update, show (every verifier).
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import type { FreshnessPack, StapledStatusList } from '../../contract/documents.js';
import { isObject, parseJson } from '../../contract/json.js';
import { writeWhole } from '../../index/files.js';
import type { Refusal, SignedTrustList } from '../../index/seals.js';
import { type Arguments, type Context, defineCommand } from '../command.js';
import type { ExitStatus } from '../exit.js';
import { payloadOf } from './trust-draft.js';
import { kindOf, readSigned } from './trust-input.js';
import { instantOrNow } from '../instant.js';
import { neededBy } from '../needed.js';
import { usageError } from '../usage-error.js';
import { printTrustRefusal } from './verify-certificate.js';
import { trustPersian } from './trust-persian.js';

const options = {
  key: { type: 'string', describe: 'root key; file:PATH is a PEM file with an Ed25519 or P-256 key (sign)' },
  out: { type: 'string', describe: 'file to write' },
  previous: { array: true, type: 'string', describe: 'the signed list before this one (init); the lists between (pack)' },
  known: { type: 'string', describe: 'the list that is believed already; it is replaced where the new one follows it (update)' },
  pin: { type: 'string', describe: 'of a first use: sha256:… of the list, as published on paper (update)' },
  at: { type: 'string', describe: 'instant of verification, RFC 3339 (default: now)' },
  crl: { array: true, type: 'string', describe: 'revocation list, DER or PEM (pack)' },
  status: { array: true, type: 'string', describe: 'file with a stapled status list, or an .egifcert that holds them (pack)' },
  directory: { type: 'string', describe: 'file with the sealed directory (pack)' },
  checkpoint: { type: 'string', describe: 'file with the newest checkpoint and its cosignatures (pack)' },
} as const;

interface Call {
  readonly args: Arguments<typeof options>;
  /** Absolute. */
  readonly file: string;
  readonly context: Context;
}

const door = () => import('../../index/seals.js');

const needed = neededBy('trust');

const at = ({ args, context: { world } }: Call): Date => new Date(instantOrNow(args.at, world));

const path = (name: string, { context: { world } }: Call): string => resolve(world.directory, name);

async function written(text: string, target: string, call: Call): Promise<ExitStatus> {
  await writeWhole(target, text);
  const { world } = call.context;
  world.stdout.write(call.args.json ? `${JSON.stringify({ written: target })}\n` : `${target}\n`);
  return 0;
}

async function init(call: Call): Promise<ExitStatus> {
  const { readTrustPayload, readTrustSignatures } = await door();
  const [before] = call.args.previous ?? [];
  const previous = before === undefined ? undefined : readTrustSignatures(await readSigned(path(before, call)));
  const payload = await payloadOf(call.file, previous);
  readTrustPayload(Buffer.from(payload));
  return written(payload, path(call.args.out ?? 'trust.payload.json', call), call);
}

interface Signing {
  readonly list: SignedTrustList['list'];
  /** Root keys of the list that signed it. */
  readonly signers: number;
  /** Whether the key that signed now is one of them. */
  readonly isRoot: boolean;
}

/** What was written, how far it is from the threshold, and that a key may not count. */
function saySigned(target: string, { list, signers, isRoot }: Signing, { args, context: { world, lang } }: Call): void {
  if (args.json) {
    world.stdout.write(`${JSON.stringify({ written: target, signers, threshold: list.threshold, rootKey: isRoot })}\n`);
    return;
  }
  const fa = lang === 'fa';
  world.stdout.write(`${target}\n`);
  world.stderr.write(
    `${fa ? 'امضای ریشه' : 'root keys that signed'}: ${signers}/${list.rootKeys.length} (${fa ? 'آستانه' : 'threshold'} ${list.threshold})\n`,
  );
  const foreign = {
    en: 'this key is no root key of this list: it counts only where the list before names it',
    fa: 'این کلید از کلیدهای ریشهٔ این فهرست نیست: تنها اگر فهرست پیشین نامش ببرد به شمار می‌آید',
  };
  if (!isRoot) world.stderr.write(`! ${foreign[lang]}\n`);
}

async function sign(call: Call): Promise<ExitStatus> {
  const { addSignature, countSigners, readRootSigner, readTrustSignatures, signTrustList } = await door();
  const uri = needed(call.args.key, 'key');
  const keyFile = path(uri.replace(/^file:/, ''), call);
  const signer = readRootSigner((await readSigned(keyFile)).toString('latin1'), keyFile);
  const octets = await readSigned(call.file);
  const text = kindOf(octets) === 'payload' ? await signTrustList(octets, [signer], at(call)) : await addSignature(octets, signer, at(call));
  const target =
    call.args.out === undefined
      ? kindOf(octets) === 'payload'
        ? call.file.replace(/(?:\.payload)?\.json$/, '.jws.json')
        : call.file
      : path(call.args.out, call);
  await writeWhole(target, text);
  const { list, signatures } = readTrustSignatures(Buffer.from(text));
  saySigned(target, { list, signers: countSigners(signatures, list.rootKeys), isRoot: list.rootKeys.some(({ kid }) => kid === signer.kid) }, call);
  return 0;
}

/** The list and the lists before it in a file: of a pack all of them. */
async function listIn(file: string): Promise<{ readonly text: Buffer; readonly previous: readonly Buffer[] }> {
  const octets = await readSigned(file);
  if (kindOf(octets) !== 'pack') return { text: octets, previous: [] };
  const { readPack } = await door();
  const { trustList, previous = [] } = readPack(octets);
  return { text: Buffer.from(trustList), previous: previous.map((each) => Buffer.from(each)) };
}

async function update(call: Call): Promise<ExitStatus> {
  const { readSignedTrustList, readTrustList } = await door();
  const { text, previous } = await listIn(call.file);
  const { known: name, pin, out } = call.args;
  const known = name === undefined ? undefined : readSignedTrustList((await listIn(path(name, call))).text);
  if (known === undefined && pin === undefined) {
    throw usageError(
      { en: 'neither a known list nor a digest is named', fa: 'نه فهرست شناخته‌شده و نه چکیده‌ای نام برده شده است' },
      { en: 'give --known FILE, or for a first use --pin sha256:…', fa: '--known FILE یا برای نخستین بار --pin sha256:… را بدهید' },
    );
  }
  const { list } = readTrustList(text, {
    at: at(call).getTime(),
    previous,
    ...(known === undefined ? {} : { known }),
    ...(pin === undefined ? {} : { pin: { sha256: pin } }),
  });
  const target = path(out ?? name ?? `${list.id}.jws.json`, call);
  return written(text.toString('utf8'), target, call);
}

function shown({ list, payloadSha256, sha256, signatures }: SignedTrustList, signers: number) {
  return {
    id: list.id,
    version: list.version,
    issued: list.issued,
    expires: list.expires,
    ...(list.test === true ? { test: true } : {}),
    payloadSha256,
    sha256,
    ...(list.previousSha256 === undefined ? {} : { previousSha256: list.previousSha256 }),
    rootKeys: list.rootKeys.map(({ kid }) => ({ kid, signed: signatures.some(({ header }) => header.kid === kid) })),
    threshold: list.threshold,
    signers,
    roles: Object.fromEntries(Object.entries(list.roles).map(([role, keys]) => [role, keys.length])),
    log: list.log?.origin ?? null,
    profiles: list.profiles.map(({ ref }) => ref),
  };
}

async function show(call: Call): Promise<ExitStatus> {
  const { countSigners, readTrustSignatures } = await door();
  const signed = readTrustSignatures((await listIn(call.file)).text);
  const signers = countSigners(signed.signatures, signed.list.rootKeys);
  const facts = shown(signed, signers);
  const { world, lang } = call.context;
  if (call.args.json) world.stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
  else {
    const fa = lang === 'fa';
    const roles = Object.entries(facts.roles).map(([role, count]) => `${role} ${count}`);
    world.stdout.write(
      [
        `${facts.id} ${facts.version}  ${facts.issued} … ${facts.expires}`,
        `${facts.payloadSha256}`,
        `${fa ? 'امضای ریشه' : 'root keys that signed'}: ${signers}/${facts.rootKeys.length} (${fa ? 'آستانه' : 'threshold'} ${facts.threshold})`,
        ...facts.rootKeys.map(({ kid, signed: has }) => `  ${has ? '✓' : '–'} ${kid}`),
        `${fa ? 'نقش‌ها' : 'parts'}: ${roles.join(' · ')}`,
        `${fa ? 'دفتر' : 'log'}: ${facts.log ?? (fa ? 'ندارد' : 'none')}`,
        `${fa ? 'نمایه‌ها' : 'profiles'}: ${facts.profiles.join(' ')}`,
        '',
      ].join('\n'),
    );
  }
  return signers >= facts.threshold ? 0 : 1;
}

/** Status lists in a file: one that is stapled, several of them, or those of a bundle. */
async function listsIn(file: string): Promise<readonly StapledStatusList[]> {
  const found = parseJson((await readSigned(file)).toString('utf8'))?.value;
  const { stapledOf } = await door();
  const lists = isObject(found) && Array.isArray(found['statusLists']) ? found['statusLists'] : Array.isArray(found) ? found : [found];
  return lists.map(stapledOf);
}

async function pack(call: Call): Promise<ExitStatus> {
  const { openPack, packMediaType, readRevocationLists } = await door();
  const { crl = [], status = [], directory, checkpoint, previous = [], out } = call.args;
  const text = async (name: string): Promise<string> => (await readSigned(path(name, call))).toString('utf8');
  const lists = (await Promise.all(status.map((name) => listsIn(path(name, call))))).flat();
  const crls = (await Promise.all(crl.map((name) => readRevocationLists(path(name, call))))).flat();
  const made: FreshnessPack = {
    mediaType: packMediaType,
    trustList: (await readSigned(call.file)).toString('utf8'),
    ...(previous.length === 0 ? {} : { previous: await Promise.all(previous.map(text)) }),
    ...(directory === undefined ? {} : { directory: await text(directory) }),
    ...(crls.length === 0 ? {} : { crls: crls.map((der) => Buffer.from(der).toString('base64')) }),
    ...(lists.length === 0 ? {} : { statusLists: [...new Map(lists.map((each) => [each.url, each])).values()] }),
    ...(checkpoint === undefined ? {} : { checkpoint: await text(checkpoint) }),
  };
  openPack(made, { at: at(call).getTime() });
  return written(`${JSON.stringify(made)}\n`, path(out ?? 'nation.egiftrust', call), call);
}

const actions: Readonly<Record<string, (call: Call) => Promise<ExitStatus>>> = { init, sign, update, show, pack };

/** What does not hold is an answer and not an error of usage. */
async function judged(act: (call: Call) => Promise<ExitStatus>, call: Call): Promise<ExitStatus> {
  const seals = await door();
  try {
    return await act(call);
  } catch (error) {
    if (!(error instanceof seals.Refusal)) throw error;
    const refusal: Refusal = error;
    return printTrustRefusal(refusal, call.args.json, call.context);
  }
}

export const command = defineCommand({
  usage: '<init|sign|update|show|pack> <FILE>',
  describe:
    'The trust list: whom and what a verifier believes. init writes the unsigned payload of a draft (YAML or JSON), sign adds the signature of a root key, update takes a list over where it follows the known one, show prints it, pack makes a freshness pack for verifiers without a network.',
  examples: [
    ['egif trust init nation.yaml --out trust.payload.json', 'the payload; keys may be named by their PEM files'],
    ['egif trust sign trust.payload.json --key file:root1.pem', 'writes trust.jws.json; the next holder signs that file'],
    ['egif trust update new.egiftrust --known trust.jws.json', 'takes the new list over, or says why not'],
    ['egif trust pack trust.jws.json --status sample.egifcert --out nation.egiftrust', 'one file for a verifier without a network'],
  ],
  persian: trustPersian,
  positionals: [2, 2],
  options,
  async run(args, context) {
    const [action = '', file = ''] = args._;
    const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (act === undefined) {
      const names = Object.keys(actions).join(', ');
      throw usageError(
        { en: `egif trust has no action ${action}`, fa: `egif trust کنشی به نام ${action} ندارد` },
        { en: `one of ${names}`, fa: `یکی از ${names}` },
      );
    }
    return judged(act, { args, file: resolve(context.world.directory, file), context });
  },
});
