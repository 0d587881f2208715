/**
 * probe/availability — over weeks, the service was there as often as it declares.
 *
 * Source   EGIF-TEC-OPS-003; E. B. Wilson 1927 (the bounds are made where the series is read).
 * Evidence the series of measurements that the statement names, kept by its digest. Nothing is sent: no single run can see weeks.
 * Params   window, days such as `30d`.
 */
import { defineCheck } from '../../ask.js';
import { textParam } from '../../params.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import type { AvailabilitySeries } from '../../../contract/check.js';
import { declaredLevel } from './declared-level.js';

type Figures = NonNullable<AvailabilitySeries['figures']>;

const spanMinutes = 5;
const dayMinutes = 24 * 60;
const dayMs = dayMinutes * 60_000;
/** Fewer spans than these decide nothing, whatever the window. */
const leastSpans = 1000;

const written = (value: number): string => value.toFixed(3);

function judgeFigures(figures: Figures, declared: number, at: string): Judgement {
  const { up, down, unknown, lower, upper } = figures;
  const counted = up + down + unknown;
  if (lower >= declared) return examined(counted);
  const bounds = `between ${written(lower)} % and ${written(upper)} % over ${counted} spans, ${unknown} of them unknown`;
  if (upper < declared)
    return violated({ code: 'availability-below-declared', at, got: `${written(upper)} %`, want: `≥ ${declared} %`, detail: bounds });
  return undetermined('window-too-short', `${bounds}; ${declared} % is declared`);
}

/** Why a series is none that decides, or undefined. */
function weakness({ figures, days, startedAt }: { figures: Figures; days: number; startedAt: string }): Judgement | undefined {
  const spans = figures.up + figures.down + figures.unknown + figures.maintenance;
  const run = Date.parse(startedAt);
  const end = Date.parse(figures.to);
  if (end > run + dayMs) return undetermined('series-unreadable', `it goes on to ${figures.to}, after the run`);
  if (end < run - days * dayMs) return undetermined('series-old', `it ends at ${figures.to}`);
  if (figures.vantages.length < 2) return undetermined('series-one-vantage', figures.vantages.join(', '));
  if (spans * spanMinutes < days * dayMinutes) return undetermined('window-too-short', `${spans} spans of ${spanMinutes} minutes for ${days} days`);
  const counted = spans - figures.maintenance;
  return counted < leastSpans ? undetermined('window-too-short', `${counted} spans without maintenance`) : undefined;
}

export const availability = defineCheck({
  id: 'probe/availability',
  safety: 'S0',
  over: 'service',
  params: { window: 'text' },
  findings: ['availability-below-declared'],

  // biome-ignore lint/correctness/useYield: a check that sends nothing yields nothing
  *probe(subject, params) {
    const declared = declaredLevel(subject, 'availability');
    if (subject.availability === undefined) return undetermined('no-series');
    const { figures, trouble } = subject.availability;
    if (trouble !== undefined) return { examined: 0, findings: [], cause: trouble };
    if (declared === undefined) return undetermined('level-undeclared', 'sla.availability');
    const days = Number(/^(\d+)/.exec(textParam(params, 'window', '30d'))?.[1] ?? 30);
    return weakness({ figures, days, startedAt: subject.startedAt }) ?? judgeFigures(figures, declared, `${subject.environment.id}/availability`);
  },
});
