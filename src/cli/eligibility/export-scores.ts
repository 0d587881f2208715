/**
 * `egif export-scores`: the yearly scores of agencies, from their valid certificates and by the weights of the policy.
 *
 * Room     cli (floor 7).
 */
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { byteOrderMark, csvLine, maturityOfReport, notForBudget, scoresOf, type ScoreInput, standingsOf } from '../../index/eligibility.js';
import { type AgencyScore, isDocument, readBounded, type Report, type ScoreExport, sha256, writeWhole } from '../../index/files.js';
import { claimedPayload } from '../../contract/claimed-jws.js';
import { memberOf } from '../../contract/json.js';
import { defineCommand } from '../command.js';
import { openDirectory, openTrust, verifiedCertificates } from './eligibility-certificates.js';
import { readPolicy } from './eligibility-policy.js';
import type { ExitStatus } from '../exit.js';
import { instantOrNow } from '../instant.js';
import { usageError } from '../usage-error.js';
import { packageVersion } from '../version.js';

const columns = [
  'agency',
  'name_fa',
  'name_en',
  'score',
  'coverage',
  'tier',
  'quality',
  'maturity',
  'services_listed',
  'services_certified',
  'bronze',
  'silver',
  'gold',
  'participation',
  'not_counted',
  'infrastructure',
  'data',
  'application',
  'process',
  'business',
  'security',
  'unknown',
  'certificates',
  'policy',
  'policy_sha256',
  'trust',
] as const;
const dimensionNames = ['infrastructure', 'data', 'application', 'process', 'business', 'security'] as const;

function lineOf(score: AgencyScore, { policy, trust }: Pick<ScoreExport, 'policy' | 'trust'>): string {
  const { components, tiers, dimensions = {} } = score;
  return csvLine([
    score.agency,
    score.name?.fa,
    score.name?.en,
    score.score,
    components.coverage,
    components.tier,
    components.quality,
    components.maturity,
    score.listed,
    score.certified,
    tiers.bronze,
    tiers.silver,
    tiers.gold,
    score.participation,
    score.notCounted,
    ...dimensionNames.map((name) => dimensions[name]),
    (score.unknown ?? []).map(({ code, detail = '' }) => `${code} ${detail}`).join('; '),
    score.services.map(({ certificate }) => certificate).join(' '),
    policy.ref,
    policy.sha256,
    `${trust.id} ${trust.version}`,
  ]);
}

const maxReportOctets = 64 * 1024 * 1024;

/** The report in a signed report. Whether it is the one that a certificate rests on, its digest says. */
function reportIn(octets: Uint8Array): Report | undefined {
  const predicate: unknown = memberOf(claimedPayload(Buffer.from(octets).toString('utf8')), 'predicate');
  return isDocument('Report', predicate) ? predicate : undefined;
}

/** Maturity of every signed report below a folder, by the digest that certificates name. */
async function maturityIn(directory: string | undefined): Promise<ScoreInput['maturity']> {
  if (directory === undefined) return undefined;
  const found = new Map<string, ReturnType<typeof maturityOfReport>>();
  const names = await readdir(directory, { recursive: true });
  for (const name of names.filter((each) => each.endsWith('.jws.json')).sort()) {
    const octets = await readBounded(join(directory, name), maxReportOctets);
    const report = reportIn(octets);
    if (report !== undefined) found.set(sha256(octets), maturityOfReport(report));
  }
  return found;
}

export const command = defineCommand({
  usage: '',
  describe:
    'Write the yearly scores of agencies: certificates held, tiers, quality, maturity, by the weights of the policy. A score whose facts are not all at hand is left empty, with the reason. Exit 2 where an agency has none.',
  examples: [
    ['egif export-scores --year 1405 --policy policy.yaml --trust ito.egiftrust --certificates certs', 'JSON on stdout'],
    [
      'egif export-scores --year 1405 --policy policy.yaml --trust ito.egiftrust --certificates certs --reports runs --format csv --out scores.csv',
      'a table',
    ],
  ],
  persian: {
    describe:
      'نوشتن امتیاز سالانهٔ دستگاه‌ها: گواهی‌ها، ترازها، کیفیت و بلوغ، با وزن‌های سیاست. امتیازی که همهٔ داده‌هایش در دست نیست خالی می‌ماند و دلیل آن گفته می‌شود. کد خروج ۲: دستگاهی امتیاز ندارد.',
    examples: ['خروجی JSON', 'خروجی جدول'],
    options: {
      year: 'سال هجری شمسی',
      policy: 'سیاست بودجه با بخش scoring',
      trust: 'بستهٔ اعتماد (.egiftrust) یا فهرست اعتماد امضاشده',
      certificates: 'پوشهٔ گواهی‌ها',
      directory: 'فهرست دستگاه‌ها با مهر (پیش‌فرض: آن که در بسته است)',
      reports: 'پوشهٔ گزارش‌های امضاشده برای شاخص بلوغ',
      at: 'زمان محاسبه، RFC 3339 (پیش‌فرض: اکنون)',
      format: 'json یا csv',
      out: 'پروندهٔ خروجی (پیش‌فرض: خروجی استاندارد)',
    },
  },
  positionals: [0, 0],
  options: {
    year: { type: 'number', demandOption: true, describe: 'year of the Solar Hijri calendar' },
    policy: { type: 'string', demandOption: true, describe: 'budget policy with its part `scoring`' },
    trust: { type: 'string', demandOption: true, describe: 'freshness pack (.egiftrust) or signed trust list' },
    certificates: { type: 'string', demandOption: true, describe: 'folder with certificate bundles' },
    directory: { type: 'string', describe: 'sealed directory of agencies (default: that of the pack)' },
    reports: { type: 'string', describe: 'folder with signed reports (report.jws.json), for maturity by dimension' },
    at: { type: 'string', describe: 'instant, RFC 3339 (default: now)' },
    format: { type: 'string', choices: ['json', 'csv'], default: 'json', describe: 'form' },
    out: { type: 'string', describe: 'file to write (default: stdout)' },
  },
  async run(args, { world }): Promise<ExitStatus> {
    const { directory } = world;
    const at = new Date(instantOrNow(args.at, world));
    if (!Number.isInteger(args.year) || args.year < 1300 || args.year > 1599) {
      throw usageError({ en: 'the year cannot be read', fa: 'سال خواندنی نیست' }, { en: 'write --year 1405', fa: 'بنویسید --year 1405' });
    }
    const trust = await openTrust(args.trust, { directory, at });
    const { policy, used } = await readPolicy(args.policy, directory, { trust: trust.context, at });
    if (policy.scoring === undefined) {
      throw usageError(
        { en: 'the policy does not say how scores are made', fa: 'سیاست شیوهٔ امتیاز را نگفته است' },
        { en: 'use a policy with a part scoring', fa: 'سیاستی با بخش scoring به کار ببرید' },
        'POLICY_INVALID',
      );
    }
    const registry = await openDirectory(trust, { file: args.directory === undefined ? undefined : resolve(directory, args.directory), at });
    const standings = standingsOf(await verifiedCertificates(resolve(directory, args.certificates), trust, at));
    const maturity = await maturityIn(args.reports === undefined ? undefined : resolve(directory, args.reports));
    const agencies = scoresOf({
      standings,
      scoring: policy.scoring,
      at: at.getTime(),
      ...(registry === undefined ? {} : { directory: registry.directory }),
      ...(maturity === undefined ? {} : { maturity }),
    });
    const document: ScoreExport = {
      egif: 'eligibility-scores/v1',
      year: args.year,
      agencies: [...agencies],
      weights: { ...policy.scoring.weights },
      tierPoints: { ...policy.scoring.tierPoints },
      policy: used,
      trust: trust.used,
      ...(registry === undefined ? {} : { directory: { version: registry.directory.version, sha256: registry.sha256 } }),
      at: at.toISOString(),
      harness: { name: 'egif', version: await packageVersion() },
      notForBudget: [...notForBudget({ policy: used, trust: trust.used })],
    };
    const csv = args.format === 'csv' && !args.json;
    const text = csv
      ? byteOrderMark + csvLine(columns) + agencies.map((each) => lineOf(each, document)).join('')
      : `${JSON.stringify(document, null, 2)}\n`;
    if (args.out === undefined) world.stdout.write(text);
    else await writeWhole(resolve(directory, args.out), text);
    return agencies.every(({ score }) => score !== undefined) && agencies.length > 0 ? 0 : 2;
  },
});
