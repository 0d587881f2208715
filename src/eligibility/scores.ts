/**
 * The yearly score of agencies, from valid certificates alone. What cannot be known makes no number: a component without its facts is absent, and with it the
 * score, if the policy gives it weight.
 *
 * Source   enforcement of the framework: "a criterion of high weight in the yearly evaluation of agencies" (ITO report 1393/08); catalogue §5 (maturity index).
 * Room     eligibility (floor 3).
 */
import type { AgencyScore, Cause, Directory, ScoredService, ScoringRules, Tier } from '../contract/documents.js';
import type { KnownStanding, ParticipationStanding, Standings } from './standings.js';

export interface ScoreInput {
  readonly standings: Standings;
  readonly scoring: ScoringRules;
  /** Milliseconds. */
  readonly at: number;
  /** Agencies and services on record; without it no coverage can be told. */
  readonly directory?: Directory;
  /** Maturity by dimension from the reports at hand, by the digest of the signed report that certificates name (`reportSha256`). */
  readonly maturity?: ReadonlyMap<string, { readonly index: number; readonly dimensions: Readonly<Partial<Record<string, number>>> }>;
}

type Component = keyof ScoringRules['weights'];
const components: readonly Component[] = ['coverage', 'tier', 'quality', 'maturity'];
const tierOrder: readonly Tier[] = ['bronze', 'silver', 'gold'];

const rounded = (value: number): number => Math.round(value * 100) / 100;
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The mean, or undefined of nothing, or where one value is not known. */
function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 || known.length < values.length ? undefined : rounded(known.reduce((sum, value) => sum + value, 0) / known.length);
}

/** Whether a certificate counts at an instant. */
function counts(
  { standing, freshUntil, idTwice, statusUnlike }: Omit<KnownStanding, 'certificate'>,
  { validFrom, validUntil }: Pick<KnownStanding['certificate'], 'validFrom' | 'validUntil'>,
  at: number,
): boolean {
  const inTime = Date.parse(validFrom) <= at && at < Date.parse(validUntil);
  return standing === 'valid' && inTime && (freshUntil === undefined || at < freshUntil) && idTwice !== true && statusUnlike !== true;
}

function scored({ certificate, sha256 = '' }: KnownStanding, { maturity }: ScoreInput): ScoredService {
  const { credentialSubject: subject, evidence, id } = certificate;
  const [low = 0] = subject.quality;
  const report = maturity?.get(evidence[0]?.reportSha256 ?? '');
  const index = subject.maturityIndex ?? report?.index;
  return {
    service: subject.service.id,
    certificate: id,
    sha256,
    tier: subject.tier,
    verdict: subject.verdict,
    quality: low,
    ...(index === undefined ? {} : { maturityIndex: index }),
    ...(report === undefined
      ? {}
      : { dimensions: Object.fromEntries(Object.entries(report.dimensions).filter((each): each is [string, number] => each[1] !== undefined)) }),
    waivers: subject.waivers?.length ?? 0,
  };
}

/** The best certificate of each service: the highest tier, then the better quality. */
function bestByService(services: readonly ScoredService[]): readonly ScoredService[] {
  const best = new Map<string, ScoredService>();
  const rank = (each: ScoredService): number => tierOrder.indexOf(each.tier) * 1000 + each.quality;
  for (const each of services) {
    const other = best.get(each.service);
    if (other === undefined || rank(each) > rank(other)) best.set(each.service, each);
  }
  return [...best.values()].sort((a, b) => byText(a.service, b.service));
}

function dimensionsOf(services: readonly ScoredService[]): Readonly<Record<string, number>> | undefined {
  const names = [...new Set(services.flatMap(({ dimensions = {} }) => Object.keys(dimensions)))].sort();
  const means = names.flatMap((name) => {
    const mean = meanOf(services.flatMap(({ dimensions }) => (dimensions?.[name] === undefined ? [] : [dimensions[name]])));
    return mean === undefined ? [] : [[name, mean] as const];
  });
  return means.length === 0 ? undefined : Object.fromEntries(means);
}

interface Weighted {
  readonly score?: number;
  readonly unknown: readonly Cause[];
}

function weigh(values: AgencyScore['components'], { weights }: ScoringRules): Weighted {
  const asked = components.filter((component) => weights[component] > 0);
  const unknown = asked
    .filter((component) => values[component] === undefined)
    .map((component): Cause => ({ code: 'component-untold', detail: component }));
  const total = asked.reduce((sum, component) => sum + weights[component], 0);
  if (unknown.length > 0 || total === 0) return { unknown };
  return { score: rounded(asked.reduce((sum, component) => sum + weights[component] * (values[component] ?? 0), 0) / total), unknown };
}

interface Held {
  readonly own: KnownStanding[];
  readonly participations: ParticipationStanding[];
}

/** The score of one agency. `listed`: its services on record. */
function agencyScore(agency: string, { own, participations }: Held, input: ScoreInput): AgencyScore {
  const { scoring, directory, at } = input;
  const record = directory?.agencies.find(({ legalPersonId }) => legalPersonId === agency);
  const valid = own.filter((each) => counts(each, each.certificate, at));
  const tookPart = participations.filter((each) => counts(each, each.participation, at));
  const all = bestByService(valid.map((each) => scored(each, input)));
  const listed = record === undefined ? undefined : new Set(record.services.map(({ id }) => id));
  // a certificate of a service that is not on record covers nothing of the record
  const covered = listed === undefined ? undefined : all.filter(({ service }) => listed.has(service)).length;
  const none = all.length === 0 && listed !== undefined;
  const mean = (of: (each: ScoredService) => number | undefined): number | undefined => (none ? 0 : meanOf(all.map(of)));
  const values: [Component, number | undefined][] = [
    ['coverage', covered === undefined || listed === undefined || listed.size === 0 ? undefined : rounded((100 * covered) / listed.size)],
    ['tier', mean(({ tier }) => scoring.tierPoints[tier])],
    ['quality', mean(({ quality }) => quality)],
    ['maturity', mean(({ maturityIndex }) => maturityIndex)],
  ];
  const known: AgencyScore['components'] = Object.fromEntries(
    values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
  const dimensions = dimensionsOf(all);
  const { score, unknown } = weigh(known, scoring);
  const inTier = (tier: Tier): number => all.filter((each) => each.tier === tier).length;
  return {
    agency,
    ...(record === undefined ? {} : { name: record.name }),
    services: all,
    ...(listed === undefined ? {} : { listed: listed.size }),
    certified: all.length,
    participation: tookPart.length,
    notCounted: own.length - valid.length + participations.length - tookPart.length,
    tiers: { bronze: inTier('bronze'), silver: inTier('silver'), gold: inTier('gold') },
    components: known,
    ...(dimensions === undefined ? {} : { dimensions }),
    ...(score === undefined ? {} : { score }),
    unknown,
  };
}

/** The scores of all agencies that hold a certificate or stand in the directory, by legal id. */
export function scoresOf(input: ScoreInput): readonly AgencyScore[] {
  const byAgency = new Map<string, Held>();
  const heldBy = ({ legalPersonId }: { readonly legalPersonId: string }): Held => {
    const held = byAgency.get(legalPersonId) ?? { own: [], participations: [] };
    byAgency.set(legalPersonId, held);
    return held;
  };
  for (const agency of input.directory?.agencies ?? []) heldBy(agency);
  for (const each of input.standings.known) heldBy(each.certificate.credentialSubject.agency).own.push(each);
  for (const each of input.standings.participations) heldBy(each.participation.credentialSubject.agency).participations.push(each);
  return [...byAgency].sort(([a], [b]) => byText(a, b)).map(([agency, held]) => agencyScore(agency, held, input));
}
