/**
 * What changed between two reports, row by row, and what changed it: the endpoint, the profile or the harness.
 *
 * A row follows from evidence, law and rules. Where the evidence of both is at hand, each row was judged again in steps that change one of the three at a time,
 * and the step at which it changes is the cause. Else only what the reports pin can tell: a cause is certain where nothing else differs that could have made
 * the change.
 *
 * Room     report (floor 4). Pure.
 */
import { canonicalJson } from '../contract/canonical.js';
import type { Report, RequirementRow, Verdict } from '../contract/documents.js';
import { byText, type CanonicalRow, canonicalVerdicts } from './canonical-verdicts.js';

export const changeCauses = ['endpoint', 'profile', 'harness'] as const;
export type ChangeCause = (typeof changeCauses)[number];

/** What a cause is seen by. */
export type ChangeSign =
  | 'evidence'
  | 'statement'
  | 'contract'
  | 'circumstances'
  | 'requirement-added'
  | 'requirement-removed'
  | 'requirement-revised'
  | 'profile-digest'
  | 'version'
  | 'rulesets'
  | 'codelists'
  | 'vocabularies'
  | 'rejudged';

export interface AttributedCause {
  readonly cause: ChangeCause;
  readonly because: readonly ChangeSign[];
}

type Said = Pick<CanonicalRow, 'verdict' | 'findings'>;

export interface RowChange {
  readonly id: string;
  readonly direction: 'worse' | 'better' | 'other';
  readonly before?: Verdict;
  readonly after?: Verdict;
  /** Findings of the one alone, as `code at place`. */
  readonly gone: readonly string[];
  readonly come: readonly string[];
  /** Everything that had a part in it, or could have had where `certain` is false. */
  readonly causes: readonly AttributedCause[];
  /** Whether the causes are known, not only possible. */
  readonly certain: boolean;
}

export interface ReportDiff {
  readonly basis: 'rejudged' | 'pins';
  readonly changes: readonly RowChange[];
  /** Verdict of the target tier, where it is not the same. */
  readonly verdict?: { readonly before: Report['verdict']; readonly after: Report['verdict'] };
  /** Rows that both have and that say the same. */
  readonly same: number;
  /** What the two reports are about is not the same: agency and service, or environment. */
  readonly otherSubject: boolean;
}

/** Reports in the order old → new: as stored, and judged again by this harness, one thing changed at a time. */
export interface Rejudged {
  /** Evidence and law of the old one. */
  readonly old: Report;
  /** Evidence of the old one, law of the new one. */
  readonly oldUnderNewLaw: Report;
  /** Evidence and law of the new one. */
  readonly new: Report;
}

const badness: Readonly<Record<Verdict, number>> = { passed: 0, inapplicable: 0, waived: 1, untested: 2, cantTell: 2, failed: 3 };
const outcomes: readonly Report['verdict'][] = ['granted', 'conditional', 'incomplete', 'refused'];

const keysOf = (row: Said | undefined): readonly string[] => (row?.findings ?? []).map(({ code, at }) => `${code} ${at}`);
const textOf = (row: Said | undefined): string => (row === undefined ? '' : canonicalJson([row.verdict, keysOf(row)]));

function directionOf(before: Said | undefined, after: Said | undefined): RowChange['direction'] {
  const [old, now] = [badness[before?.verdict ?? 'inapplicable'], badness[after?.verdict ?? 'inapplicable']];
  if (old !== now) return now > old ? 'worse' : 'better';
  const [gone, come] = [keysOf(before), keysOf(after)];
  if (come.some((key) => !gone.includes(key))) return now === badness.failed ? 'worse' : 'other';
  return gone.length > come.length && now === badness.failed ? 'better' : 'other';
}

const listed = (present: Readonly<Partial<Record<ChangeSign, boolean>>>): readonly ChangeSign[] => signs.filter((sign) => present[sign] === true);
const signs: readonly ChangeSign[] = [
  'evidence',
  'statement',
  'contract',
  'circumstances',
  'requirement-added',
  'requirement-removed',
  'requirement-revised',
  'profile-digest',
  'version',
  'rulesets',
  'codelists',
  'vocabularies',
  'rejudged',
];
const differ = (one: unknown, other: unknown): boolean => canonicalJson(one ?? null) !== canonicalJson(other ?? null);

/** What differs on the side of the agency: its answers, its statement, its contracts, and how it was asked. */
function endpointSigns(a: Report, b: Report): readonly ChangeSign[] {
  const asked = ({ run, scope }: Report): unknown => [run.seed, run.maxSafety, run.layers ?? null, run.only ?? null, run.vantage ?? null, scope];
  return listed({
    evidence: a.evidence.root !== b.evidence.root,
    statement: a.subject.statementSha256 !== b.subject.statementSha256,
    contract: differ(a.subject.contracts, b.subject.contracts),
    circumstances: differ(asked(a), asked(b)),
  });
}

function harnessSigns({ harness: a }: Report, { harness: b }: Report): readonly ChangeSign[] {
  return listed({
    version: a.version !== b.version,
    rulesets: differ(a.rulesets, b.rulesets),
    codelists: differ(a.codelists, b.codelists),
    vocabularies: differ(a.vocabularies ?? [], b.vocabularies ?? []),
  });
}

/** What the law says in a row, whatever was found. */
const lawOf = ({ rev, level, tier, gate, weight, params, waiver }: RequirementRow): unknown => [
  rev,
  level,
  tier,
  gate,
  weight,
  params,
  waiver ?? null,
];

function profileSigns(before: RequirementRow | undefined, after: RequirementRow | undefined): readonly ChangeSign[] {
  if (before === undefined) return ['requirement-added'];
  if (after === undefined) return ['requirement-removed'];
  return differ(lawOf(before), lawOf(after)) ? ['requirement-revised'] : [];
}

type Sides<T> = readonly [before: T | undefined, after: T | undefined];

/** Causes by what the reports pin. One that nothing else competes with is certain. */
function byPins([before, after]: Sides<RequirementRow>, reports: readonly [Report, Report]): Pick<RowChange, 'causes' | 'certain'> {
  const law = profileSigns(before, after);
  // a row that only one of the laws has can have no other cause
  if (before === undefined || after === undefined) return { causes: [{ cause: 'profile', because: law }], certain: true };
  const by: Readonly<Record<ChangeCause, readonly ChangeSign[]>> = {
    endpoint: endpointSigns(...reports),
    profile: law,
    harness: harnessSigns(...reports),
  };
  const causes = changeCauses.flatMap((cause) => (by[cause].length === 0 ? [] : [{ cause, because: by[cause] }]));
  return { causes, certain: causes.length === 1 };
}

/** Causes by the steps of judging again; undefined where this harness does not give what the reports say and no other harness can have made it. */
function bySteps(steps: readonly string[], signsOf: Readonly<Record<ChangeCause, readonly ChangeSign[]>>): readonly AttributedCause[] | undefined {
  const causeOf: readonly ChangeCause[] = ['harness', 'profile', 'endpoint', 'harness'];
  const moved = new Set(causeOf.filter((_cause, at) => steps[at] !== steps[at + 1]));
  // the same harness made both: it cannot be the cause, and that this one judges otherwise tells nothing
  if (moved.has('harness') && signsOf.harness.length === 0) return undefined;
  return changeCauses.filter((cause) => moved.has(cause)).map((cause) => ({ cause, because: [...signsOf[cause], 'rejudged'] }));
}

const rowsOf = (report: Report): ReadonlyMap<string, CanonicalRow> => new Map(canonicalVerdicts(report).rows.map((row) => [row.id, row]));

function attributed(id: string, rows: Sides<RequirementRow>, reports: readonly [Report, Report], again: Rejudged | undefined) {
  if (again === undefined) return byPins(rows, reports);
  const chain = [reports[0], again.old, again.oldUnderNewLaw, again.new, reports[1]];
  const causes = bySteps(
    chain.map((report) => textOf(rowsOf(report).get(id))),
    { endpoint: endpointSigns(...reports), profile: profileSigns(...rows), harness: harnessSigns(...reports) },
  );
  return causes === undefined ? byPins(rows, reports) : { causes, certain: true };
}

/** What changed from one report to another. `again`: what this harness makes of the evidence of both, if it is at hand. */
export function compareReports(old: Report, now: Report, again?: Rejudged): ReportDiff {
  const [left, right] = [rowsOf(old), rowsOf(now)];
  const [leftRows, rightRows] = [old, now].map(({ requirements }) => new Map(requirements.map((row) => [row.id, row])));
  const ids = [...new Set([...left.keys(), ...right.keys()])].sort(byText);
  const changed = ids.filter((id) => textOf(left.get(id)) !== textOf(right.get(id)));
  const changes = changed.map((id): RowChange => {
    const [before, after] = [left.get(id), right.get(id)];
    const [gone, come] = [keysOf(before), keysOf(after)];
    return {
      id,
      direction: directionOf(before, after),
      ...(before === undefined ? {} : { before: before.verdict }),
      ...(after === undefined ? {} : { after: after.verdict }),
      gone: gone.filter((key) => !come.includes(key)),
      come: come.filter((key) => !gone.includes(key)),
      ...attributed(id, [leftRows?.get(id), rightRows?.get(id)], [old, now], again),
    };
  });
  const subjectOf = ({ subject: { agency, service, environment } }: Report): string => `${agency.legalPersonId} ${service.id} ${environment.id}`;
  return {
    basis: again === undefined ? 'pins' : 'rejudged',
    changes,
    ...(old.verdict === now.verdict ? {} : { verdict: { before: old.verdict, after: now.verdict } }),
    same: ids.length - changed.length,
    otherSubject: subjectOf(old) !== subjectOf(now),
  };
}

/** Whether the new report is worse: of a row or of the verdict of the target tier. */
export function isWorse({ changes, verdict }: ReportDiff): boolean {
  const fell = verdict !== undefined && outcomes.indexOf(verdict.after) > outcomes.indexOf(verdict.before);
  return fell || changes.some(({ direction }) => direction === 'worse');
}

/** Whether the cause of every change is known. */
export const isAttributed = ({ changes }: ReportDiff): boolean => changes.every(({ certain }) => certain);
