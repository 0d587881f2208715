/**
 * `egif plan`: which requirements apply and why, which checks, the first requests, the most that can be sent. Nothing is sent.
 *
 * Room     cli (floor 7).
 */
import { firstActions, mostRequests, type Plan, type PlanItem, planRun, type PreparedCase } from '../../index/cases.js';
import { wholeText } from '../../locale/visible-text.js';
import { defineCommand } from '../command.js';
import { caseOptions, openCase } from './open-case.js';
import { casePersian } from './run-persian.js';

type Standing = 'applies' | 'inapplicable' | 'unknown' | 'not-selected' | 'no-check';

interface PlannedRequirement {
  readonly id: string;
  readonly title: PreparedCase['profile']['requirements'][number]['title'];
  readonly standing: Standing;
  readonly checks: readonly string[];
  readonly instances: number;
  readonly withheld: readonly string[];
  readonly notTested: readonly string[];
}

const standings: Readonly<Record<Standing, string>> = {
  applies: 'شامل',
  inapplicable: 'نامشمول',
  unknown: 'نامعلوم',
  'not-selected': 'برگزیده‌نشده',
  'no-check': 'بی‌آزمون',
};

function standingOf(id: string, plan: Plan, hasCheck: boolean): Standing {
  if (plan.notSelected.has(id)) return 'not-selected';
  const applicable = plan.applicability.get(id);
  if (applicable === false) return 'inapplicable';
  if (!hasCheck) return 'no-check';
  return applicable === undefined ? 'unknown' : 'applies';
}

function planned(prepared: PreparedCase, plan: Plan): readonly PlannedRequirement[] {
  const byRequirement = new Map<string, PlanItem[]>();
  for (const item of plan.items) for (const id of item.requirements) byRequirement.set(id, [...(byRequirement.get(id) ?? []), item]);
  return prepared.profile.requirements.map(({ id, title, checks, notTested }) => {
    const items = byRequirement.get(id) ?? [];
    return {
      id,
      title,
      standing: standingOf(id, plan, checks.length > 0),
      checks,
      instances: items.length,
      withheld: [...new Set(items.flatMap(({ withheld }) => (withheld === undefined ? [] : [withheld])))],
      notTested: notTested.map(({ reason }) => reason),
    };
  });
}

export const command = defineCommand({
  usage: '<agency.yaml>',
  describe: 'Show which requirements apply and why, which checks examine them, the first requests and the most that can be sent. Nothing is sent.',
  examples: [['egif plan agency.yaml --profile three-layers', 'look before you run']],
  persian: {
    describe:
      'نشان می‌دهد کدام الزام‌ها شامل‌اند و چرا، کدام آزمون‌ها آن‌ها را می‌آزمایند، نخستین درخواست‌ها و بیشینهٔ آنچه فرستادنی است. چیزی فرستاده نمی‌شود.',
    examples: ['پیش از اجرا نگاه کنید'],
    options: casePersian,
  },
  positionals: [1, 1],
  options: caseOptions,
  async run(args, { world, lang }) {
    const { prepared } = await openCase(args, world, { judges: false });
    const plan = planRun(prepared);
    const rows = planned(prepared, plan);
    const requests = firstActions(prepared, plan);
    const most = mostRequests(prepared);
    if (args.json) {
      const { id, version, digest } = prepared.profile;
      world.stdout.write(
        `${JSON.stringify({ profile: { ref: `${id}@${version}`, digest }, settings: prepared.settings, requirements: rows, requests, most }, null, 2)}\n`,
      );
      return 0;
    }
    for (const row of rows) {
      const tail = row.withheld.length > 0 ? `  (${row.withheld.join(', ')})` : '';
      world.stdout.write(
        `${row.id}  ${(lang === 'fa' ? standings[row.standing] : row.standing).padEnd(12)} ${String(row.instances).padStart(3)}  ${row.title[lang]}${tail}\n`,
      );
    }
    const words = lang === 'fa' ? { first: 'نخستین درخواست‌ها', most: 'بیشینهٔ درخواست‌ها' } : { first: 'first requests', most: 'most requests' };
    world.stdout.write(`\n${words.first}:\n`);
    for (const request of requests) world.stdout.write(`  ${request.safety}  ${wholeText(request.text)}\n`);
    world.stdout.write(`\n${words.most}: ${most}\n`);
    return 0;
  },
});
