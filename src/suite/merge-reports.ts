/**
 * Reports of one case from several vantages become one report.
 *
 * They must be of the same case under the same law: statement, contracts, profile, rules, code lists, seed and what was asked for. Everything that a
 * vantage saw is in its own evidence, to which the merged report refers by its root.
 *
 * Room     suite (floor 5).
 */
import { canonicalJson, digestOf } from '../contract/canonical.js';
import type { Cause, FieldTrace, Report, RequirementRow, ResolvedProfile, SafetyClass, Waiver } from '../contract/documents.js';
import { EgifError } from '../errors.js';
import { assembleReport } from '../report/assemble-report.js';
import { byText, canonicalSha256Of } from '../report/canonical-verdicts.js';
import { joinStages, scoreTiers } from '../verdict/index.js';
import { mergeRow } from './merge-rows.js';
import { atMost } from './settings.js';

/** A report as seen from one vantage. */
export interface SeenReport {
  readonly report: Report;
  /** Name of its evidence's folder within the merged evidence, where it is there. */
  readonly folder?: string;
}

export interface MergeLaw {
  readonly profile: ResolvedProfile;
  /** The waivers that the rows name. */
  readonly waivers: readonly Waiver[];
}

const unlike = (message: string, mend: string): EgifError => new EgifError('REPORTS_UNLIKE', message, { mend });

/** What must be the same in all of them, by the word for it. */
const demanded: readonly (readonly [what: string, of: (report: Report) => unknown])[] = [
  ['statement', ({ subject }) => subject.statementSha256],
  ['service', ({ subject }) => subject.service.id],
  ['environment', ({ subject }) => subject.environment],
  ['contracts', ({ subject }) => subject.contracts],
  ['profile', ({ profile }) => [profile.ref, profile.digest]],
  ['harness', ({ harness }) => [harness.version, harness.rulesets, harness.codelists, harness.vocabularies ?? []]],
  ['selection', ({ scope, run }) => [scope, run.layers ?? [], run.only ?? []]],
  ['seed', ({ run }) => run.seed],
];

const mends: Readonly<Record<string, string>> = {
  harness: 'make all runs with the same version of the suite',
  seed: 'give all runs the same --seed',
  selection: 'give all runs the same --layer, --only and --offline',
};

/** Refuses what is not of one case. REPORTS_UNLIKE; EVIDENCE_INVALID where a report is not as a run wrote it. */
export function demandMergeable(reports: readonly Report[]): void {
  const [first, second] = reports;
  if (first === undefined || second === undefined) throw unlike('one report alone has nothing to be merged with', 'name a report of each vantage');
  for (const report of reports) {
    if (report.vantages !== undefined) throw unlike(`the report ${report.id} is a merged one itself`, 'name the reports of the single vantages');
    if (canonicalSha256Of(report) !== report.canonicalSha256)
      throw new EgifError('EVIDENCE_INVALID', `the report ${report.id} does not have the digest that it says`, {
        mend: 'use the report as the run wrote it',
      });
    if (report.run.vantage === undefined)
      throw unlike(`the report ${report.id} does not say where it looked from`, 'give each run its --vantage, and name them in the environment');
  }
  const vantages = reports.map(({ run }) => run.vantage ?? '');
  const twice = vantages.find((vantage, index) => vantages.indexOf(vantage) !== index);
  if (twice !== undefined) throw unlike(`two reports are from the vantage ${twice}`, 'name one report of each vantage');
  for (const [what, of] of demanded) {
    if (reports.some((report) => canonicalJson(of(report)) !== canonicalJson(of(first))))
      throw unlike(`the reports are of another ${what}`, mends[what] ?? 'merge reports of one case only');
  }
}

const vantageOf = ({ report }: SeenReport): string => report.run.vantage ?? '';

/** In the order of their vantages, so that the order of naming them shows nowhere. */
function inOrder(seen: readonly SeenReport[]): readonly SeenReport[] {
  return [...seen].sort((a, b) => byText(vantageOf(a), vantageOf(b)));
}

function rowsOf(seen: readonly SeenReport[]): readonly RequirementRow[] {
  const [first, ...others] = seen;
  if (first === undefined) return [];
  return first.report.requirements.map((row) =>
    mergeRow(
      { vantage: vantageOf(first), row },
      others.flatMap((other) => other.report.requirements.filter(({ id }) => id === row.id).map((own) => ({ vantage: vantageOf(other), row: own }))),
    ),
  );
}

/** A field that all saw alike stays; of another, what was live is untold. */
function fieldsOf(seen: readonly SeenReport[]): readonly FieldTrace[] {
  const keyOf = ({ operation, part, field, scheme }: FieldTrace): string => canonicalJson([operation, part, field, scheme]);
  const [first, ...others] = seen.map(({ report }) => new Map((report.fields ?? []).map((field) => [keyOf(field), field])));
  return [...(first?.entries() ?? [])].map(([key, field]) => {
    if (others.every((other) => canonicalJson(other.get(key) ?? {}) === canonicalJson(field))) return field;
    const views = [field, ...others.flatMap((other) => other.get(key) ?? [])];
    const examined = views.reduce((total, { live }) => total + live.examined, 0);
    const verdicts = new Set(views.map(({ live }) => live.verdict));
    const live: FieldTrace['live'] =
      verdicts.size === 1
        ? { ...field.live, examined, findings: [...new Set(views.flatMap((view) => view.live.findings))] }
        : { verdict: 'cantTell', examined, findings: [], reason: { code: 'vantages-disagree' } };
    return { ...field, live, verdict: joinStages([field.contract, live, field.list]) };
  });
}

const least = (texts: readonly string[]): string => [...texts].sort(byText)[0] ?? '';
const last = (texts: readonly string[]): string => [...texts].sort(byText).at(-1) ?? '';
const highest = (classes: readonly SafetyClass[]): SafetyClass => classes.reduce((a, b) => (atMost(a, b) ? b : a), 'S0');
const total = (reports: readonly Report[], of: (report: Report) => number): number => reports.reduce((sum, report) => sum + of(report), 0);

function runOf(reports: readonly Report[], { run }: Report): Report['run'] {
  const { seed, layers, only } = run;
  const modes = reports.map((report) => report.run.mode);
  return {
    seed,
    startedAt: least(reports.map((report) => report.run.startedAt)),
    finishedAt: last(reports.map((report) => report.run.finishedAt)),
    mode: modes.includes('replay') ? 'replay' : modes.includes('live') ? 'live' : 'offline',
    maxSafety: highest(reports.map((report) => report.run.maxSafety)),
    requestsSent: total(reports, (report) => report.run.requestsSent),
    ...(layers === undefined ? {} : { layers }),
    ...(only === undefined ? {} : { only }),
  };
}

/** Of all packs together: the roots and the digests of the keys become one digest each, in the order of the vantages. */
function evidenceOf(seen: readonly SeenReport[]): Report['evidence'] {
  const reports = seen.map(({ report }) => report);
  return {
    root: digestOf(seen.map((each) => [vantageOf(each), each.report.evidence.root])),
    observations: total(reports, ({ evidence }) => evidence.observations),
    bytes: total(reports, ({ evidence }) => evidence.bytes),
    redactions: total(reports, ({ evidence }) => evidence.redactions),
    runKeySha256: digestOf(seen.map((each) => [vantageOf(each), each.report.evidence.runKeySha256])),
  };
}

function effectsOf(reports: readonly Report[]): Report['effects'] {
  const known = reports.flatMap(({ effects }) => effects ?? []);
  if (known.length < reports.length) return undefined;
  const count = (of: (effects: (typeof known)[number]) => number): number => known.reduce((sum, each) => sum + of(each), 0);
  return {
    permitted: highest(known.map(({ permitted }) => permitted)),
    readOnly: known.every(({ readOnly }) => readOnly),
    changing: count(({ changing }) => changing),
    refused: count(({ refused }) => refused),
    created: count(({ created }) => created),
    deleted: count(({ deleted }) => deleted),
    left: known.flatMap(({ left }) => left),
  };
}

/** Reasons of the single runs; those that follow from the report itself are found anew. */
const ownReasons: ReadonlySet<string> = new Set(['tier-not-granted']);

function reasonsOf(reports: readonly Report[]): readonly Cause[] {
  return reports.flatMap(({ notForCertification }) => notForCertification.filter(({ code }) => !ownReasons.has(code)));
}

function referenceTo({ report, folder }: SeenReport): NonNullable<Report['vantages']>[number] {
  const { run, evidence, id, canonicalSha256, verdict } = report;
  return {
    vantage: run.vantage ?? '',
    report: id,
    canonicalSha256,
    verdict,
    run: { startedAt: run.startedAt, finishedAt: run.finishedAt, requestsSent: run.requestsSent },
    evidence: {
      root: evidence.root,
      observations: evidence.observations,
      runKeySha256: evidence.runKeySha256,
      ...(folder === undefined ? {} : { folder }),
    },
  };
}

/** One report from those of several vantages. Errors: REPORTS_UNLIKE, EVIDENCE_INVALID. */
export function mergeReports(given: readonly SeenReport[], { profile, waivers }: MergeLaw): Report {
  const seen = inOrder(given);
  const reports = seen.map(({ report }) => report);
  demandMergeable(reports);
  const [first] = reports;
  if (first === undefined) throw unlike('one report alone has nothing to be merged with', 'name a report of each vantage');
  const rows = rowsOf(seen);
  const effects = effectsOf(reports);
  return {
    ...assembleReport({
      profile,
      rows,
      fields: fieldsOf(seen),
      score: scoreTiers({ profile, rows, scope: first.scope, waivers }),
      scope: first.scope,
      notForCertification: reasonsOf(reports),
      subject: first.subject,
      harness: first.harness,
      run: runOf(reports, first),
      evidence: evidenceOf(seen),
      ...(effects === undefined ? {} : { effects }),
    }),
    vantages: seen.map(referenceTo),
  };
}
