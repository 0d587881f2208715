/**
 * What several vantages say of one requirement, as one row.
 *
 * Vantages that agree give their verdict. One that could not look at all (it has no way there, or may not send) leaves the word to the others, who
 * are named. Vantages that saw opposite things leave the requirement untold, with both sides shown: neither is believed over the other.
 *
 * Source   catalogue §5 (quorum): a disagreement of vantages is never a failure and never a pass.
 * Room     suite (floor 5).
 */
import { canonicalJson } from '../contract/canonical.js';
import type { Cause, Finding, InstanceResult, RequirementRow, VantageView } from '../contract/documents.js';

/** The row of one vantage. */
export interface SeenRow {
  readonly vantage: string;
  readonly row: RequirementRow;
}

/**
 * Causes that say that a check could not be done from where the run looked, or not by who looked. What a run broke off, what the suite failed at and
 * what did not repeat are none of them: they cast doubt, wherever one looks from.
 */
const outOfReach: ReadonlySet<string> = new Set([
  'dns',
  'refused',
  'reset',
  'timeout',
  'blocked',
  'no-consent',
  'no-credential',
  'waf',
  'geo',
  'rate-limited',
  'maintenance',
  'tls-intercept',
  'proxy-unreachable',
  'proxy-credential',
  'proxy-refused',
  'proxy-failed',
  'resolved-by-proxy',
  'measured-through-proxy',
  'vantage-undeclared',
  'resolver-failed',
  'ipv6-unreachable',
]);

const isOut = (cause: Cause | undefined): boolean => cause !== undefined && outOfReach.has(cause.code);

const undecided: ReadonlySet<string> = new Set(['cantTell', 'untested']);

/** Whether a vantage had no part in the matter: everything that it could not tell, it could not reach. */
function couldNotLook({ row }: SeenRow): boolean {
  const untold = row.instances.filter(({ verdict }) => undecided.has(verdict));
  return row.verdict === 'cantTell' && isOut(row.reason) && untold.length > 0 && untold.every(({ cause }) => isOut(cause));
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [canonicalJson(finding), finding])).values()];
}

function viewOf({ vantage, row }: SeenRow, counted: boolean): VantageView {
  const { verdict, examined, findings, reason } = row;
  return { vantage, verdict, examined, findings, counted, ...(reason === undefined ? {} : { reason }) };
}

const labelled = ({ vantage, row }: SeenRow): readonly InstanceResult[] => row.instances.map((instance) => ({ ...instance, vantage }));

const disagreement: Cause = { code: 'vantages-disagree' };

const keyOf = ({ check, instance }: InstanceResult): string => `${check} ${instance}`;

/** Whether rows hold opposite verdicts on one instance. */
function contradict(rows: readonly SeenRow[]): boolean {
  const seen = new Map<string, string>();
  return rows.some(({ row }) =>
    row.instances.some((each) => {
      if (undecided.has(each.verdict)) return false;
      const other = seen.get(keyOf(each));
      seen.set(keyOf(each), other ?? each.verdict);
      return other !== undefined && other !== each.verdict;
    }),
  );
}

/** The instances of vantages that do not agree: where one of them came out otherwise elsewhere, it is untold. */
function doubted(rows: readonly SeenRow[]): readonly InstanceResult[] {
  const all = rows.flatMap(labelled);
  const seen = new Map<string, Set<string>>();
  for (const each of all) seen.set(keyOf(each), (seen.get(keyOf(each)) ?? new Set<string>()).add(each.verdict));
  return all.map((each) => {
    const agreed = seen.get(keyOf(each))?.size === 1 || undecided.has(each.verdict);
    return agreed ? each : { ...each, verdict: 'cantTell', cause: disagreement };
  });
}

/** English, for the forms that show a reason in one line: `exchange: passed; internet: failed (hsts-missing)`. */
function bothSides(rows: readonly SeenRow[]): string {
  return rows
    .map(({ vantage, row: { verdict, findings, reason } }) => {
      const codes = findings.length > 0 ? [...new Set(findings.map(({ code }) => code))] : reason === undefined ? [] : [reason.code];
      return `${vantage}: ${verdict}${codes.length === 0 ? '' : ` (${codes.join(', ')})`}`;
    })
    .join('; ');
}

type Merged = Pick<RequirementRow, 'verdict' | 'examined' | 'findings' | 'instances' | 'reason' | 'waiver'>;

const sum = (rows: readonly SeenRow[]): number => rows.reduce((total, { row }) => total + row.examined, 0);

/** Rows of one verdict. */
function agreed(rows: readonly SeenRow[], { row: { verdict, reason } }: SeenRow): Merged {
  const waivers = [...new Set(rows.flatMap(({ row }) => row.waiver?.split(', ') ?? []))];
  return {
    verdict,
    examined: sum(rows),
    findings: distinct(rows.flatMap(({ row }) => row.findings)),
    instances: rows.flatMap(labelled),
    ...(reason === undefined ? {} : { reason }),
    ...(waivers.length === 0 ? {} : { waiver: waivers.join(', ') }),
  };
}

/** Rows of several verdicts: their disagreement on an instance, or the doubt of one of them. */
function untold(rows: readonly SeenRow[]): Merged {
  const doubting = contradict(rows) ? undefined : rows.find(({ row }) => undecided.has(row.verdict));
  const reason = doubting?.row.reason ?? { ...disagreement, detail: bothSides(rows) };
  return { verdict: 'cantTell', examined: sum(rows), findings: [], instances: doubted(rows), reason };
}

/** What shows whether two vantages saw the same. */
const sightOf = ({ row: { verdict, findings, reason } }: SeenRow): string =>
  canonicalJson([verdict, reason?.code ?? '', distinct(findings).map(({ code, at }) => `${code} ${at}`)]);

/** One row from those of all vantages, which are of the same requirement. */
export function mergeRow(first: SeenRow, others: readonly SeenRow[]): RequirementRow {
  const rows = [first, ...others];
  const looking = rows.filter((each) => !couldNotLook(each));
  const [{ row: leading } = first] = looking;
  const atOne = looking.every(({ row }) => row.verdict === leading.verdict);
  // What a vantage saw of it before it could see no more is not passed over where it speaks against the others.
  const counted = looking.length === 0 || (atOne && leading.verdict !== 'passed' && contradict(rows)) ? rows : looking;
  const [lead = first] = counted;
  const merged = counted.every(({ row }) => row.verdict === lead.row.verdict) ? agreed(counted, lead) : untold(counted);
  const same = rows.every((each) => sightOf(each) === sightOf(first));
  const { verdict: _verdict, examined: _examined, findings: _findings, instances: _instances, reason: _reason, waiver: _waiver, ...base } = first.row;
  return { ...base, ...merged, ...(same ? {} : { vantages: rows.map((each) => viewOf(each, counted.includes(each))) }) };
}
