/**
 * `egif profile`: the law. list, show, validate, resolve, lock, sign, verify.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { EgifError } from '../../errors.js';
import type { ResolvedProfile } from '../../index/files.js';
import { lawLock, type Law, loadLaw, loadProfileFile, resolveProfile } from '../../index/law.js';
import { type Context, defineCommand } from '../command.js';
import type { ExitStatus } from '../exit.js';
import { places } from '../places.js';
import { packageVersion } from '../version.js';
import { writeWhole } from '../../contract/write-whole.js';

interface Call {
  readonly law: Law;
  readonly target: string | undefined;
  readonly json: boolean;
  readonly out: string | undefined;
  readonly key: string | undefined;
  readonly trustFile: string | undefined;
  readonly context: Context;
}

/** A profile by reference, or from a file of its own. */
async function resolved({ law, target, context }: Call): Promise<ResolvedProfile> {
  if (target === undefined) throw new EgifError('USAGE', 'no profile is named', { mend: 'egif profile list names them' });
  if (!/\.ya?ml$|\.json$/.test(target)) return resolveProfile(target, law);
  const own = await loadProfileFile(resolve(context.world.directory, target));
  return resolveProfile(own.ref, { ...law, profiles: [...law.profiles.filter((each) => each.ref !== own.ref), own] });
}

function tested({ requirements }: ResolvedProfile): number {
  return requirements.filter(({ checks }) => checks.length > 0).length;
}

const statuses: Readonly<Record<ResolvedProfile['status'], string>> = { draft: 'پیش‌نویس', 'in-force': 'معتبر', withdrawn: 'پس‌گرفته' };

const actions: Readonly<Record<string, (call: Call) => Promise<ExitStatus>>> = {
  async list({ law, json, context: { world, lang } }) {
    const rows = law.profiles.map((profile) => {
      const flat = resolveProfile(profile.ref, law);
      return {
        ref: `${flat.id}@${flat.version}`,
        title: flat.title,
        status: flat.status,
        abstract: profile.profile.abstract === true,
        eligibility: flat.eligibility,
        requirements: flat.requirements.length,
        tested: tested(flat),
        digest: flat.digest,
      };
    });
    if (json) world.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    else
      for (const row of rows)
        world.stdout.write(
          `${row.ref.padEnd(34)} ${String(row.tested).padStart(3)}/${String(row.requirements).padEnd(4)} ${(lang === 'fa' ? statuses[row.status] : row.status).padEnd(9)} ${row.title[lang]}\n`,
        );
    return 0;
  },
  async show(call) {
    const flat = await resolved(call);
    const { world, lang } = call.context;
    if (call.json) world.stdout.write(`${JSON.stringify(flat, null, 2)}\n`);
    else {
      world.stdout.write(`${flat.id}@${flat.version}  ${flat.title[lang]}\n${flat.digest}\n\n`);
      for (const row of flat.requirements) {
        const checks = row.checks.length > 0 ? row.checks.join(', ') : '–';
        world.stdout.write(
          `${row.id}  ${row.level.padEnd(6)} ${row.tier.padEnd(6)} ${row.gate.padEnd(5)} ${row.weight}  ${row.title[lang]}  [${checks}]\n`,
        );
      }
    }
    return 0;
  },
  async validate(call) {
    const flat = await resolved(call);
    call.context.world.stdout.write(
      call.json
        ? `${JSON.stringify({ valid: true, ref: `${flat.id}@${flat.version}`, digest: flat.digest })}\n`
        : `${flat.id}@${flat.version}: ${flat.requirements.length} requirements, ${tested(flat)} with checks\n`,
    );
    return 0;
  },
  async resolve(call) {
    const text = `${JSON.stringify(await resolved(call), null, 2)}\n`;
    if (call.out === undefined) call.context.world.stdout.write(text);
    else await writeWhole(resolve(call.context.world.directory, call.out), text);
    return 0;
  },
  async lock({ law, json, out, context: { world } }) {
    const lock = lawLock(law, await packageVersion());
    const text = json ? `${JSON.stringify(lock, null, 2)}\n` : stringify(lock);
    if (out === undefined) world.stdout.write(text);
    else await writeWhole(resolve(world.directory, out), text);
    return 0;
  },
  async sign(call) {
    const { signProfile } = await import('./profile-release.js');
    return signProfile({ ...call, profile: await resolved(call) });
  },
  async verify({ law, target, trustFile, json, context }) {
    if (target === undefined) throw new EgifError('USAGE', 'no sealed profile is named', { mend: 'name what egif profile sign wrote' });
    const { verifyProfile } = await import('./profile-release.js');
    return verifyProfile({ file: target, trustFile, json, context, law, resolve: (ref) => resolveProfile(ref, law) });
  },
};

export const command = defineCommand({
  usage: '<list|show|validate|resolve|lock|sign|verify> [REF|FILE]',
  describe:
    'The law: list the profiles, show one flattened, validate a profile file, resolve it to JSON, write the lock with every digest; seal a profile, and tell whether the law at hand is the one that was sealed.',
  examples: [
    ['egif profile list', 'the shipped profiles, with how many requirements have checks'],
    ['egif profile show three-layers', 'one profile with every parent merged in'],
    ['egif profile sign three-layers --key file:profile-seal.pem', 'for whoever keeps the trust list'],
    ['egif profile verify three-layers@0.1.0.profile.jws.json --trust-list nation.egiftrust', 'is the law at hand the sealed one?'],
  ],
  persian: {
    describe:
      'قانون: فهرست نمایه‌ها، نمایش یک نمایه با همهٔ والدهایش، اعتبارسنجی یک پرونده، گشودن آن به JSON، نوشتن قفل با همهٔ چکیده‌ها؛ مهر کردن یک نمایه و گفتن اینکه آیا قانونِ در دست همان قانون مهرشده است.',
    examples: [
      'نمایه‌های همراه، با شمار الزام‌هایی که آزمون دارند',
      'یک نمایه با همهٔ والدهایش',
      'برای نگه‌دارندهٔ فهرست اعتماد',
      'آیا قانونِ در دست همان قانون مهرشده است؟',
    ],
    options: {
      out: 'پروندهٔ خروجی (resolve، lock، sign)',
      key: 'نشانی کلید مهر (sign)؛ egif sign --help را ببینید',
      'trust-list': 'فهرست اعتماد یا .egiftrust (verify)',
    },
  },
  positionals: [1, 2],
  options: {
    out: { type: 'string', describe: 'file to write (resolve, lock, sign)' },
    key: { type: 'string', describe: 'key URI to seal with (sign); see egif sign --help' },
    'trust-list': { type: 'string', describe: 'trust list or .egiftrust (verify)' },
  },
  async run(args, context) {
    const [action = '', target] = args._;
    const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (act === undefined)
      throw new EgifError('USAGE', `egif profile has no action ${action}`, { mend: `one of ${Object.keys(actions).join(', ')}` });
    return act({ law: await loadLaw(places), target, json: args.json, out: args.out, key: args.key, trustFile: args['trust-list'], context });
  },
});
