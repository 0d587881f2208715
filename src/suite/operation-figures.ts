/**
 * What a run asked and measured, as figures: messages by safety class, latency, availability. Told from what the probes saw, so that a replay tells
 * the same; no verdict rests on it.
 *
 * Room     suite (floor 5).
 */
import type { OperationFigures, SafetyClass } from '../contract/documents.js';
import type { Action, Observation } from '../contract/evidence.js';
import { percentile } from '../contract/percentile.js';
import { declaredCalls } from '../evidence/declared-calls.js';
import { safetyOf } from '../evidence/permission.js';
import { declaredMessages } from '../evidence/soap/declared-messages.js';
import type { ObservationSource } from './drive.js';
import type { JudgedItem } from './judge-plan.js';
import type { PreparedCase } from './prepare.js';

type ClassCount = OperationFigures['classes'][number];

const classes: readonly SafetyClass[] = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5'];
const latencyCheck = 'probe/latency';

/** A source of observations that counts what it is asked. */
export interface CountedSource extends ObservationSource {
  classes(): readonly ClassCount[];
}

interface Asked {
  readonly safety: SafetyClass;
  readonly answered: number;
  readonly refused: number;
  readonly asked: number;
}

/** What one observation adds; a burst is as many messages as were sent. */
function weigh(observation: Observation, safety: SafetyClass): Asked {
  if (observation.lost !== undefined) return { safety, asked: 1, answered: 0, refused: 0 };
  if (observation.kind === 'burst') {
    const { sent = 0, lost = 0, statuses = {} } = observation.burst ?? {};
    const refused = Object.entries(statuses).reduce((sum, [status, count]) => sum + (Number(status) >= 400 ? count : 0), 0);
    return { safety, asked: sent, answered: sent - lost, refused };
  }
  return { safety, asked: 1, answered: 1, refused: observation.kind === 'http' && (observation.response?.status ?? 0) >= 400 ? 1 : 0 };
}

/** Counts by the class that sending has in truth, each exchange once, however many probes share it. */
export function countAsked(prepared: Pick<PreparedCase, 'contract' | 'subject' | 'soap'>, source: ObservationSource): CountedSource {
  const declared = declaredCalls(prepared.contract, prepared.subject.baseUrl);
  const messages = declaredMessages(prepared.soap);
  const seen = new Map<number, Asked>();
  return {
    async observe(action: Action, attempt, asker) {
      const observation = await source.observe(action, attempt, asker);
      // A wait sends nothing, and what a replay does not hold was not asked.
      if (action.kind !== 'wait' && observation.seq >= 0 && !seen.has(observation.seq))
        seen.set(observation.seq, weigh(observation, safetyOf(action, declared, messages)));
      return observation;
    },
    classes: () =>
      classes.map((safety) => {
        const own = [...seen.values()].filter((each) => each.safety === safety);
        const sum = (of: (each: Asked) => number): number => own.reduce((total, each) => total + of(each), 0);
        const [asked, answered, refused] = [sum((each) => each.asked), sum((each) => each.answered), sum((each) => each.refused)];
        return { safety, asked, answered, lost: asked - answered, served: answered - refused, refused };
      }),
  };
}

const tenth = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;

function latencyOf({ subject }: PreparedCase, judged: readonly JudgedItem[]): OperationFigures['latency'] {
  const observations = judged.filter(({ item }) => item.check === latencyCheck).flatMap((item) => item.observations);
  const calls = observations.filter((each) => each.kind === 'http' && each.lost === undefined);
  if (calls.length === 0) return undefined;
  const times = calls.map(({ elapsedMs }) => elapsedMs).sort((a, b) => a - b);
  const handshakes = observations.filter((each) => each.kind === 'tls-hello' && each.lost === undefined).map(({ elapsedMs }) => elapsedMs);
  const declared = subject.service.sla?.latencyP95Ms;
  return {
    calls: calls.length,
    operations: new Set(calls.map(({ place }) => place)).size,
    p50Ms: tenth(percentile(times, 50)),
    p95Ms: tenth(percentile(times, 95)),
    p99Ms: tenth(percentile(times, 99)),
    ...(handshakes.length === 0 ? {} : { networkMs: tenth(Math.min(Math.min(...handshakes) / 2, times[0] ?? 0)) }),
    ...(declared === undefined ? {} : { declaredP95Ms: declared }),
    vantage: subject.environment.vantage ?? [],
  };
}

/** The figures of a judged plan. */
export function operationFigures(prepared: PreparedCase, judged: readonly JudgedItem[], asked: readonly ClassCount[]): OperationFigures {
  const latency = latencyOf(prepared, judged);
  const availability = prepared.series?.availability.figures;
  return {
    classes: [...asked],
    ...(latency === undefined ? {} : { latency }),
    ...(availability === undefined ? {} : { availability }),
  };
}
