/**
 * `egif challenge`: permission to be certified. issue, check (the authority); control-proof (the agency).
 *
 * Room     cli (floor 7).
 */
import { join, posix, resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import { type Challenge, writeWhole } from '../../index/files.js';
import { certification, demandHeld, directoryOf, inputRefused, octetsOf, trustOf, withAuthority } from './cert-files.js';
import { sayRefused } from './cert-print.js';
import { type Arguments, type Context, defineCommand } from '../command.js';
import type { ExitStatus } from '../exit.js';
import { neededBy, wordNeeded } from '../needed.js';
import { usageError } from '../usage-error.js';
import { nationDefaults, nationOption, withDefaults } from '../nation-defaults.js';
import { readChallenge } from '../run/run-challenge.js';

const options = {
  ...nationOption,
  store: { type: 'string', default: 'egif-out/authority', describe: 'folder of the authority' },
  trust: { type: 'string', describe: 'trust list' },
  directory: { type: 'string', describe: 'signed directory of agencies (issue)' },
  agency: { type: 'string', describe: 'legal id of the agency (issue)' },
  service: { type: 'string', describe: 'id of the service (issue)' },
  profile: { type: 'string', describe: 'profile, id or id@version (issue)' },
  'min-harness': { type: 'string', describe: 'oldest version of egif that is taken (issue)' },
  key: { type: 'string', describe: 'key of the challenges (issue); seal of the agency (control-proof)' },
  origin: { type: 'string', describe: 'origin to prove control of (default: every one of the challenge)' },
  out: { type: 'string', describe: 'file of the challenge (issue); folder of the proofs (control-proof)' },
  'serve-from': {
    type: 'string',
    describe: 'folder whose files the origin serves under /.well-known/egif-challenge/; the proof is put there (control-proof)',
  },
  'allow-network': { type: 'array', string: true, default: [], describe: 'private range (CIDR) that may be contacted; may be repeated (check)' },
  resolver: { type: 'string', describe: 'address, or address:port, of the DNS resolver to ask (check; default: that of the system)' },
} as const;
type Args = Arguments<typeof options>;

const needed = neededBy('challenge');
const challengeIn = ({ _: [act = '', file] }: Args): string =>
  wordNeeded(file, `challenge ${act}`, { en: 'the file of the challenge', fa: 'پروندهٔ چالش' });

async function issue(args: Args, context: Context): Promise<ExitStatus> {
  const { challengeType, gatherTroubles, loadSigner, makeChallenge, attemptsOf, sealObject } = await certification();
  const { world, lang } = context;
  const trust = await trustOf(args.trust, context);
  const directory = await directoryOf(args, context);
  const signer = await loadSigner(needed(args.key, 'key'), world.directory, world.env);
  const agency = needed(args.agency, 'agency');
  const service = needed(args.service, 'service');
  const out = resolve(world.directory, needed(args.out, 'out'));
  return withAuthority(args, context, async (authority) => {
    const at = world.now();
    const made: Challenge[] = [];
    const wish = {
      agency,
      service,
      profile: needed(args.profile, 'profile'),
      at: at.getTime(),
      before: attemptsOf(authority.state(), agency, service),
      random: (octets: number) => world.random(octets),
      ...(args['min-harness'] === undefined ? {} : { minHarness: args['min-harness'] }),
    };
    const troubles = gatherTroubles([() => made.push(makeChallenge(wish, { trust: trust.list, directory }))]);
    const [challenge] = made;
    if (challenge === undefined) return sayRefused(troubles, args.json, context);
    const text = await sealObject(challenge, { type: challengeType, content: 'application/json', signer, at });
    // Written down before it is handed out: a challenge that nobody counted would be a free try.
    await authority.recordChallenge(challenge, text);
    await writeWhole(out, text);
    if (args.json) world.stdout.write(`${JSON.stringify({ challenge, file: out }, null, 2)}\n`);
    else
      world.stdout.write(
        `${out}\n${challenge.id}  ${lang === 'fa' ? `کوشش ${challenge.attempt}، تا` : `attempt ${challenge.attempt}, until`} ${challenge.expires}\n`,
      );
    return 0;
  });
}

/** One folder is that of one origin: the proofs of several have the same name there. Error: USAGE. */
function demandOneServer({ 'serve-from': folder, out }: Args, origins: readonly string[]): void {
  if (folder === undefined) return;
  if (out !== undefined) {
    throw usageError(
      { en: '--serve-from and --out are not given together', fa: 'گزینه‌های --serve-from و --out با هم نمی‌آیند' },
      { en: 'name one folder', fa: 'یک پوشه نام ببرید' },
    );
  }
  if (origins.length === 1) return;
  throw usageError(
    {
      en: `the challenge is about ${origins.length} origins, and --serve-from is the folder of one`,
      fa: `چالش دربارهٔ ${origins.length} مبدأ است و --serve-from پوشهٔ یکی`,
    },
    { en: `give --origin, one of ${origins.join(', ')}`, fa: `--origin را بدهید، یکی از ${origins.join('، ')}` },
  );
}

/** Where a proof is written: under the name by which its origin serves it, else under that of the origin. */
function proofFile({ 'serve-from': folder, out = '.' }: Args, origin: string, serveAt: string): string {
  if (folder !== undefined) return join(folder, posix.basename(new URL(serveAt).pathname));
  return join(out, `${new URL(origin).host.replaceAll(/[^A-Za-z0-9.-]/g, '-')}.egif-challenge`);
}

async function prove(args: Args, context: Context): Promise<ExitStatus> {
  const { controlProofOf, controlProofType, loadSigner, placesOf, sealObject, txtOf } = await certification();
  const { world } = context;
  const { challenge } = await readChallenge(resolve(world.directory, challengeIn(args)));
  const signer = await loadSigner(needed(args.key, 'key'), world.directory, world.env);
  const origins = args.origin === undefined ? challenge.origins : [args.origin];
  demandOneServer(args, origins);
  const proofs = [];
  for (const origin of origins) {
    if (!challenge.origins.includes(origin))
      throw new EgifError('USAGE', `the challenge is not about ${origin}`, { mend: `one of ${challenge.origins.join(', ')}` });
    const text = await sealObject(controlProofOf(challenge, origin), {
      type: controlProofType,
      content: 'application/json',
      signer,
      at: world.now(),
    });
    const { url, name } = placesOf(challenge, origin);
    const file = resolve(world.directory, proofFile(args, origin, url));
    await writeWhole(file, text);
    proofs.push({ origin, file, serveAt: url, txt: { name, value: txtOf(Buffer.from(text)) } });
  }
  if (args.json) world.stdout.write(`${JSON.stringify(proofs, null, 2)}\n`);
  else for (const { file, serveAt, txt } of proofs) world.stdout.write(`${file}\n  GET ${serveAt}\n  ${txt.name} TXT "${txt.value}"\n`);
  return 0;
}

async function check(args: Args, context: Context): Promise<ExitStatus> {
  const { checkControl, lookFromHere, openChallenge, openControlProof } = await certification();
  const { world, lang } = context;
  const file = challengeIn(args);
  const trust = await trustOf(args.trust, context);
  const opened = demandHeld(openChallenge(await octetsOf(file, context), { trust, at: world.now().getTime() }), file);
  const challenge = opened.payload;
  const look = lookFromHere({ allowNetwork: args['allow-network'], ...(args.resolver === undefined ? {} : { resolver: args.resolver }) });
  return withAuthority(args, context, async (authority) => {
    const known = authority.state().challenges.get(challenge.id);
    if (known?.sha256 !== opened.sha256)
      throw inputRefused(file, { code: 'CHALLENGE_UNKNOWN', detail: 'the authority made no such challenge', standing: 'invalid' });
    const troubles = [];
    const seen = [];
    for (const origin of args.origin === undefined ? challenge.origins : [args.origin]) {
      const at = world.now().getTime();
      const open = async (octets: Uint8Array) => openControlProof(octets, { trust, at });
      const found = await checkControl({ challenge, origin, at, maxSkewMs: trust.skewMs, open, nameless: trust.list.test === true }, look);
      if ('trouble' in found) troubles.push({ ...found.trouble, detail: `${origin}: ${found.trouble.detail}` });
      else {
        await authority.recordControl(challenge.id, found.seen);
        seen.push(found.seen);
      }
    }
    if (troubles.length > 0) return sayRefused(troubles, args.json, context);
    if (args.json) world.stdout.write(`${JSON.stringify({ challenge: challenge.id, seen }, null, 2)}\n`);
    else for (const { origin } of seen) world.stdout.write(`${origin}  ${lang === 'fa' ? 'در اختیار دستگاه است' : 'is controlled by the agency'}\n`);
    return 0;
  });
}

const acts: Readonly<Record<string, (args: Args, context: Context) => Promise<ExitStatus>>> = { issue, 'control-proof': prove, check };

export const command = defineCommand({
  usage: '<issue|control-proof|check> [challenge]',
  describe: 'Permission to be certified, once within 72 hours; and the proof that an agency controls what it has certified.',
  examples: [
    [
      'egif challenge issue --agency 99999000014 --service 99990000000 --profile three-layers --trust trust.json --directory directory.json --key file:challenge.pem --out challenge.json',
      'the authority makes a challenge',
    ],
    ['egif challenge control-proof challenge.json --key file:seal.pem --out proofs', 'the agency signs what its origins then serve'],
    [
      'egif challenge control-proof challenge.json --key file:seal.pem --serve-from /srv/www/.well-known/egif-challenge',
      'the same, put where the only origin serves it',
    ],
    ['egif challenge check challenge.json --trust trust.json', 'the authority looks'],
  ],
  persian: {
    describe: 'اجازهٔ گواهی گرفتن، یک بار در ۷۲ ساعت؛ و اثبات اینکه آنچه گواهی می‌شود در اختیار دستگاه است.',
    examples: [
      'مرجع چالشی می‌سازد',
      'دستگاه آنچه را مبدأهایش سپس عرضه می‌کنند مهر می‌کند',
      'همان، و گذاشتن آن در جایی که تنها مبدأ عرضه‌اش می‌کند',
      'مرجع نگاه می‌کند',
    ],
    options: {
      nation: 'nation.yaml که فهرست اعتماد، پوشهٔ مرجع، دفتر و کلیدها را نام می‌برد (egif dev pki یکی می‌نویسد)',
      store: 'پوشهٔ مرجع',
      trust: 'فهرست اعتماد',
      directory: 'فهرست مهرشدهٔ دستگاه‌ها (issue)',
      agency: 'شناسهٔ ملی دستگاه (issue)',
      service: 'شناسهٔ خدمت (issue)',
      profile: 'نمایه، id یا id@version (issue)',
      'min-harness': 'کهنه‌ترین نسخهٔ پذیرفتنی egif (issue)',
      key: 'کلید چالش‌ها (issue)؛ مهر دستگاه (control-proof)',
      origin: 'مبدئی که اختیار آن اثبات می‌شود (پیش‌فرض: همهٔ مبدأهای چالش)',
      out: 'پروندهٔ چالش (issue)؛ پوشهٔ اثبات‌ها (control-proof)',
      'serve-from': 'پوشه‌ای که مبدأ پرونده‌هایش را زیر /.well-known/egif-challenge/ عرضه می‌کند؛ اثبات در آن گذاشته می‌شود (control-proof)',
      'allow-network': 'محدودهٔ خصوصی (CIDR) که تماس با آن رواست؛ تکرارپذیر (check)',
      resolver: 'نشانی، یا نشانی:درگاه، گشایندهٔ DNS (check؛ پیش‌فرض: از آنِ سیستم)',
    },
  },
  positionals: [1, 2],
  options,
  async run(args, context) {
    const [what = ''] = args._;
    const act = Object.hasOwn(acts, what) ? acts[what] : undefined;
    if (act === undefined) throw new EgifError('USAGE', `egif challenge has no ${what}`, { mend: 'issue, control-proof or check' });
    const named = await nationDefaults(args.nation, context.world);
    const key = what === 'issue' ? { key: named['challenge-key'] } : {};
    return act(withDefaults(args, { ...named, ...key }, options.store.default), context);
  },
});
