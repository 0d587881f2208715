/**
 * Which waivers cover the failures of one requirement, and why others do not.
 *
 * Source   catalogue §4.1 rule 7: one requirement at one revision, exact scope, at most 180 days, with its renewal at most 360 days in all.
 * Room     verdict (floor 3). May be imported within verdict only.
 */
import type { Cause, InstanceResult, ResolvedRequirement, Waiver } from '../contract/documents.js';
import { sortedBy } from './findings.js';

/** Whose failures are to be waived. */
export interface WaiverScope {
  readonly agency: string;
  readonly service: string;
  readonly environment: string;
}

/** What decides whether a waiver counts. */
export interface WaiverContext {
  readonly waivers: readonly Waiver[];
  readonly scope: WaiverScope;
  /** Instant of the run, RFC 3339. */
  readonly at: string;
  readonly unwaivable: readonly string[];
}

export interface WaiverCover {
  /** Whether every given instance is covered. */
  readonly complete: boolean;
  /** The waivers that cover something, by id. */
  readonly ids: readonly string[];
  /** Why the first waiver that was ignored, or did not reach far enough, did not count. */
  readonly refused?: Cause;
}

const dayMs = 86_400_000;
const longestDays = 180;
const longestWithRenewalDays = 360;

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs;
}

/** The code of the rule that a waiver breaks, or undefined. Both its first and its last day count, in UTC. */
function refusalOf(
  waiver: Waiver,
  { id, rev }: Pick<ResolvedRequirement, 'id' | 'rev'>,
  { scope, at, unwaivable }: WaiverContext,
): string | undefined {
  const today = new Date(at).toISOString().slice(0, 10);
  const { agency, service, environment } = waiver.scope;
  if (unwaivable.includes(id)) return 'waiver-unwaivable';
  if (waiver.requirement !== `${id}@rev${rev}`) return 'waiver-revision';
  if (agency !== scope.agency || service !== scope.service || environment !== scope.environment) return 'waiver-scope';
  if (daysBetween(waiver.granted, waiver.expires) > longestDays) return 'waiver-too-long';
  if (waiver.firstGranted !== undefined && daysBetween(waiver.firstGranted, waiver.expires) > longestWithRenewalDays) return 'waiver-too-long';
  if (today < waiver.granted) return 'waiver-not-yet';
  if (today > waiver.expires) return 'waiver-expired';
  return undefined;
}

/** Covers instances of a requirement that are not passed. A waiver that names operations covers only instances of those ids. */
export function coverFailures(
  requirement: Pick<ResolvedRequirement, 'id' | 'rev'>,
  instances: readonly InstanceResult[],
  context: WaiverContext,
): WaiverCover {
  const refused: Cause[] = [];
  const used = new Set<string>();
  const open = new Set(instances);
  for (const waiver of sortedBy(context.waivers, ({ id }) => [id])) {
    if (!waiver.requirement.startsWith(`${requirement.id}@`)) continue;
    const code = refusalOf(waiver, requirement, context);
    if (code !== undefined) {
      refused.push({ code, detail: waiver.id });
      continue;
    }
    const { operations } = waiver.scope;
    const covered = instances.filter(({ instance }) => operations === undefined || operations.includes(instance));
    if (covered.length > 0) used.add(waiver.id);
    else refused.push({ code: 'waiver-operations', detail: waiver.id });
    for (const instance of covered) open.delete(instance);
  }
  const complete = used.size > 0 && open.size === 0;
  const [first = used.size > 0 ? { code: 'waiver-operations', detail: [...used].join(', ') } : undefined] = refused;
  return { complete, ids: [...used], ...(complete || first === undefined ? {} : { refused: first }) };
}
