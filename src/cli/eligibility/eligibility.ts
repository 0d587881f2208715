/**
 * `egif eligibility`: may a project be given budget? One project, or a file of them; and what another policy or profile would change.
 *
 * Room     cli (floor 7).
 */
import { join, resolve } from 'node:path';
import {
  type Basis,
  decide,
  recordOf,
  renderEligibilityHtml,
  renderEligibilityText,
  sealDocument,
  type Standings,
  standingsOf,
} from '../../index/eligibility.js';
import {
  type BudgetProject,
  type DecisionRecord,
  type EligibilityPolicy,
  isDocument,
  loadDocument,
  problemsOf,
  writeWhole,
} from '../../index/files.js';
import { loadTemplates } from '../../index/pages.js';
import { loadSigner } from '../../index/seals.js';
import { loadMessages, type Messages, messageOf } from '../../index/words.js';
import { type Arguments, type Context, defineCommand } from '../command.js';
import { demandFolder } from '../demand-folder.js';
import { openTrust, verifiedCertificates } from './eligibility-certificates.js';
import { readPolicy } from './eligibility-policy.js';
import { decideTable, type Table } from './eligibility-table.js';
import { policyEffect, policyEffectText, profileEffects, profileEffectsText } from './eligibility-what-if.js';
import { type ExitStatus, worstOf } from '../exit.js';
import { places } from '../places.js';
import { instantOrNow } from '../instant.js';
import { usageError } from '../usage-error.js';
import { packageVersion } from '../version.js';

const statuses = { eligible: 0, notEligible: 1, undetermined: 2 } as const;

const options = {
  project: { type: 'string', describe: 'file of one project (YAML or JSON)' },
  projects: { type: 'string', describe: 'file of many projects: CSV with a header row, NDJSON, or a JSON array' },
  policy: { type: 'string', demandOption: true, describe: 'budget policy: plain YAML or JSON, or sealed by its issuer' },
  trust: { type: 'string', demandOption: true, describe: 'freshness pack (.egiftrust) or signed trust list' },
  certificates: { type: 'string', demandOption: true, describe: 'folder with certificate bundles (.egifcert), or one of them' },
  at: { type: 'string', describe: 'instant of the decision, RFC 3339 (default: now)' },
  sign: { type: 'string', describe: 'key URI of the seal of the budget authority; needs --out' },
  out: { type: 'string', describe: 'folder to write to: decision.json and pages, or decisions.csv and decisions.ndjson' },
  against: { type: 'string', describe: 'what-if: the policy that --policy is held against' },
  profile: { type: 'string', describe: 'what-if: a draft profile (id, id@version or file) to judge stored evidence by' },
  evidence: { type: 'string', describe: 'what-if with --profile: folder with the run directory of each certificate' },
} as const;

type Args = Arguments<typeof options>;

const help = { en: 'see egif eligibility --help', fa: 'egif eligibility --help را ببینید' };

/** Everything that decisions of one call share. */
interface Case {
  readonly args: Args;
  readonly context: Context;
  readonly messages: Messages;
  readonly standings: Standings;
  readonly policy: EligibilityPolicy;
  readonly basis: Basis;
  readonly rules: Parameters<typeof readPolicy>[2];
  readonly out: string | undefined;
}

async function openCase(args: Args, context: Context): Promise<Case> {
  const { directory } = context.world;
  const at = new Date(instantOrNow(args.at, context.world));
  if (args.sign !== undefined && args.out === undefined) {
    throw usageError(
      { en: '--sign needs a folder', fa: '--sign پوشه می‌خواهد' },
      { en: 'name it with --out DIR', fa: 'آن را با --out DIR نام ببرید' },
    );
  }
  const out = args.out === undefined ? undefined : resolve(directory, args.out);
  if (out !== undefined) await demandFolder(out);
  const trust = await openTrust(args.trust, { directory, at });
  const rules = { trust: trust.context, at };
  const { policy, used } = await readPolicy(args.policy, directory, rules);
  const standings = standingsOf(await verifiedCertificates(resolve(directory, args.certificates), trust, at));
  const harness = { name: 'egif', version: await packageVersion() };
  const basis = { policy: used, trust: trust.used, harness, at: at.getTime() };
  return { args, context, messages: await loadMessages(places.messages), standings, policy, basis, rules, out };
}

async function projectIn(file: string, { context }: Case): Promise<BudgetProject> {
  const { data } = await loadDocument(resolve(context.world.directory, file));
  if (isDocument('BudgetProject', data)) return data;
  const [problem] = problemsOf('BudgetProject', data);
  const trouble = `${problem?.pointer ?? ''} ${problem?.message ?? ''}`.trim();
  throw usageError(
    { en: `${file} is no project: ${trouble}`, fa: `${file} پروژه نیست: ${trouble}` },
    { en: 'correct the place that is named', fa: 'جای نام‌برده را اصلاح کنید' },
    'PROJECT_INVALID',
  );
}

async function seal(document: DecisionRecord | Table['record'], name: string, { args, context, out }: Case): Promise<readonly string[]> {
  if (args.sign === undefined || out === undefined) return [];
  const signer = await loadSigner(args.sign, context.world.directory);
  const file = join(out, name);
  await writeWhole(file, await sealDocument(document, signer, context.world.now()));
  return [file];
}

async function writeDecision(record: DecisionRecord, each: Case): Promise<readonly string[]> {
  const { out, policy, messages } = each;
  if (out === undefined) return [];
  const file = join(out, 'decision.json');
  await writeWhole(file, `${JSON.stringify(record, null, 2)}\n`);
  const templates = await loadTemplates(places.reports, 'eligibility');
  const pages = [];
  for (const lang of ['fa', 'en'] as const) {
    const page = join(out, `decision.${lang}.html`);
    await writeWhole(page, renderEligibilityHtml(record, policy, { lang, messages, templates }));
    pages.push(page);
  }
  return [file, ...pages, ...(await seal(record, 'decision.jws.json', each))];
}

async function single(file: string, each: Case): Promise<ExitStatus> {
  const { standings, policy, basis, args, context, messages } = each;
  const project = await projectIn(file, each);
  const record = recordOf(project, decide({ project, standings, policy, at: basis.at }), basis);
  const files = await writeDecision(record, each);
  const text = renderEligibilityText(record, policy, { lang: context.lang, messages });
  context.world.stdout.write(args.json ? `${JSON.stringify(record, null, 2)}\n` : text + files.map((name) => `${name}\n`).join(''));
  return statuses[record.decision];
}

function tableText({ record, notes, persianDigits }: Table, { messages, context: { lang } }: Case): string {
  const told = (key: string, values: Readonly<Record<string, string | number>>): string =>
    (messages.texts.get(key)?.[lang] ?? key).replace(/\{([A-Za-z]+)\}/g, (_whole, name: string) => String(values[name] ?? ''));
  const { counts, projects, unreadable } = record;
  return [
    told('eligibility-batch-head', { projects, unreadable, ...counts }),
    ...Object.entries(record.reasons).map(([code, count]) => `  ${String(count).padStart(7)}  ${messageOf(messages, code, lang).title}`),
    ...(persianDigits === 0 ? [] : [`  ! ${told('eligibility-batch-digits', { rows: persianDigits })}`]),
    ...notes.map(({ code, line, count, got = '' }) => {
      const title = messageOf(messages, code, lang, { got }).title;
      return `  ! ${told('eligibility-batch-flaw', { count, line, title })}`;
    }),
    ...record.notForBudget.map(({ code }) => `  ! ${messageOf(messages, code, lang).title}`),
    '',
  ].join('\n');
}

async function many(name: string, each: Case): Promise<ExitStatus> {
  const { standings, policy, basis, args, context, out } = each;
  const file = resolve(context.world.directory, name);
  const table = await decideTable({ file, name, standings, policy, basis, out });
  const { record } = table;
  const files = out === undefined ? [] : [join(out, 'decisions.csv'), join(out, 'decisions.ndjson'), join(out, 'batch.json')];
  if (out !== undefined) await writeWhole(join(out, 'batch.json'), `${JSON.stringify(record, null, 2)}\n`);
  const written = [...files, ...(await seal(record, 'batch.jws.json', each))];
  context.world.stdout.write(
    args.json ? `${JSON.stringify(record, null, 2)}\n` : tableText(table, each) + written.map((path) => `${path}\n`).join(''),
  );
  const { eligible, notEligible, undetermined } = record.counts;
  const seen = [
    [eligible, 0],
    [notEligible, 1],
    [undetermined, 2],
    // a file without a project has decided nothing
    [record.unreadable + (record.projects === 0 ? 1 : 0), 3],
  ] as const;
  return worstOf(seen.filter(([count]) => count > 0).map(([, status]) => status));
}

async function whatIf(each: Case): Promise<ExitStatus> {
  const { args, context, messages, standings, policy, basis, rules } = each;
  const { world } = context;
  if (args.profile !== undefined) {
    if (args.evidence === undefined)
      throw usageError(
        { en: '--profile needs stored evidence', fa: '--profile شواهد می‌خواهد' },
        { en: 'name its folder with --evidence DIR', fa: 'پوشهٔ آن را با --evidence DIR نام ببرید' },
      );
    const effects = await profileEffects({ profile: args.profile, evidence: args.evidence, standings }, context);
    world.stdout.write(args.json ? `${JSON.stringify({ certificates: effects }, null, 2)}\n` : profileEffectsText(effects, context, messages));
    return worstOf(effects.map(({ falls, verdict }) => (falls ? 1 : verdict === 'unknown' ? 2 : 0)));
  }
  const file = args.projects ?? args.project;
  if (args.against === undefined || file === undefined) {
    throw usageError(
      { en: 'what-if needs a policy to compare with and projects', fa: 'what-if سیاستی برای سنجش و پروژه می‌خواهد' },
      {
        en: 'give --against FILE and --projects FILE, or --profile and --evidence',
        fa: '--against FILE و --projects FILE یا --profile و --evidence را بدهید',
      },
    );
  }
  const current = (await readPolicy(args.against, world.directory, rules)).policy;
  const effect = await policyEffect(resolve(world.directory, file), file, { current, draft: policy, standings, at: basis.at });
  world.stdout.write(args.json ? `${JSON.stringify(effect, null, 2)}\n` : policyEffectText(effect, context, messages));
  return effect.unreadable > 0 ? 3 : effect.changed > 0 ? 1 : 0;
}

export const command = defineCommand({
  usage: '[what-if]',
  describe:
    'Decide whether projects may be given budget: every service must hold a certificate that meets the policy. Exit 0: eligible, 1: not eligible, 2: it cannot be told, 3: a project cannot be read. what-if: 0: nothing changes, 1: something does.',
  examples: [
    ['egif eligibility --project project.yaml --policy policy.yaml --trust ito.egiftrust --certificates certs', 'one project, with its reasons'],
    [
      'egif eligibility --projects projects.csv --policy policy.yaml --trust ito.egiftrust --certificates certs --out decided --sign file:seal.pem',
      'a table of projects; the batch is sealed',
    ],
    [
      'egif eligibility what-if --policy draft.yaml --against policy.yaml --projects projects.csv --trust ito.egiftrust --certificates certs',
      'who would be decided otherwise, and why',
    ],
    [
      'egif eligibility what-if --profile draft-profile.yaml --evidence runs --policy policy.yaml --trust ito.egiftrust --certificates certs',
      'which certified services a draft profile would fail, requirement by requirement',
    ],
  ],
  persian: {
    describe:
      'تصمیم دربارهٔ شایستگی بودجهٔ پروژه‌ها: هر خدمت باید گواهی‌ای داشته باشد که سیاست را برآورد. کد خروج ۰: شایسته، ۱: ناشایسته، ۲: نامعلوم، ۳: پروژه خواندنی نیست. در what-if ۰: بی تغییر، ۱: با تغییر.',
    examples: [
      'یک پروژه با دلیل‌هایش',
      'جدولی از پروژه‌ها، با مهر بر کل دسته',
      'تصمیم کدام پروژه دگرگون می‌شود و چرا',
      'پیش‌نویس نمایه کدام خدمت گواهی‌دار را رد می‌کند، الزام به الزام',
    ],
    options: {
      project: 'پروندهٔ یک پروژه (YAML یا JSON)',
      projects: 'پروندهٔ چند پروژه: CSV با سرستون، NDJSON یا آرایهٔ JSON',
      policy: 'سیاست بودجه: ساده یا با مهر صادرکننده',
      trust: 'بستهٔ اعتماد (.egiftrust) یا فهرست اعتماد امضاشده',
      certificates: 'پوشهٔ گواهی‌ها (.egifcert) یا یکی از آن‌ها',
      at: 'زمان تصمیم، RFC 3339 (پیش‌فرض: اکنون)',
      sign: 'نشانی کلید مهر مرجع بودجه؛ با --out',
      out: 'پوشهٔ خروجی',
      against: 'what-if: سیاستی که --policy با آن سنجیده می‌شود',
      profile: 'what-if: پیش‌نویس نمایه برای داوری شواهد',
      evidence: 'what-if با --profile: پوشهٔ اجرای هر گواهی',
    },
  },
  positionals: [0, 1],
  options,
  async run(args, context) {
    const [action] = args._;
    if (action !== undefined && action !== 'what-if') throw usageError({ en: `there is no action ${action}`, fa: `کنش ${action} وجود ندارد` }, help);
    if (action === undefined && (args.project === undefined) === (args.projects === undefined)) {
      throw usageError(
        { en: 'either one project or a file of projects is decided on', fa: 'یا یک پروژه یا پرونده‌ای از پروژه‌ها' },
        { en: 'give --project FILE or --projects FILE', fa: '--project FILE یا --projects FILE را بدهید' },
      );
    }
    const each = await openCase(args, context);
    if (action === 'what-if') return whatIf(each);
    return args.projects === undefined ? single(args.project ?? '', each) : many(args.projects, each);
  },
});
