/**
 * The series of measurements that a statement names for its availability: read with the bounded readers of data files, counted in spans of five
 * minutes, and kept with the evidence, so that a replay counts the same.
 *
 * A span is up where any vantage had an answer in it, down where two or more asked and none had; anything else is unknown. What is unknown counts as
 * down for the lower bound and as up for the upper one, so that a series with holes can never decide by what it leaves out.
 *
 * Source   EGIF-TEC-OPS-003; E. B. Wilson 1927.
 * Room     suite (floor 5).
 */
import { join } from 'node:path';
import type { Json } from '../contract/api-model.js';
import { sha256 } from '../contract/canonical.js';
import type { AvailabilitySeries } from '../contract/check.js';
import type { RecordSink } from '../contract/dataset.js';
import type { Service } from '../contract/documents.js';
import { isObject } from '../contract/json.js';
import { readBounded } from '../contract/load-document.js';
import { EgifError } from '../errors.js';
import { readDataset } from '../evidence/dataset/read-dataset.js';
import type { SelectedSubject } from '../subject/select-subject.js';
import { wilsonInterval } from '../verdict/wilson.js';

/** A series with the octets that it was read from. */
export interface LoadedSeries {
  readonly file: string;
  readonly octets: Uint8Array;
  readonly sha256: string;
  readonly availability: AvailabilitySeries;
}

interface Sample {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly vantage: string;
  readonly up: boolean;
}

const maxOctets = 64 * 1024 * 1024;
const maxSamples = 1_000_000;
const maxVantages = 64;
const recordOctets = 4096;
export const spanMs = 300_000;
const dayMs = 86_400_000;
const leastDays = 30;

const instantForm = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/;

function sampleFrom(value: Json): Sample | undefined {
  if (!isObject(value)) return undefined;
  const { instant, vantage, outcome } = value;
  if (typeof instant !== 'string' || typeof vantage !== 'string' || !instantForm.test(instant)) return undefined;
  const at = Date.parse(instant);
  if (Number.isNaN(at) || !/^[\p{L}\p{N}._-]{1,64}$/u.test(vantage) || (outcome !== 'up' && outcome !== 'down')) return undefined;
  return { at, vantage, up: outcome === 'up' };
}

/** Every sample, or the trouble: one row that cannot be read makes the whole doubtful, for it may be the one that tells of an outage. */
async function samplesIn(file: string, octets: Uint8Array): Promise<readonly Sample[] | string> {
  const samples: Sample[] = [];
  let trouble: string | undefined;
  const sink: RecordSink = {
    record: ({ value, position }) => {
      const sample = sampleFrom(value);
      if (sample === undefined) trouble ??= `line ${position.line} is no measurement`;
      else if (samples.length < maxSamples) samples.push(sample);
      else trouble ??= `more than ${maxSamples} measurements`;
    },
    flaw: ({ code, position, lost }) => {
      if (lost) trouble ??= `line ${position.line}: ${code}`;
    },
  };
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield octets;
  }
  try {
    const { stopped } = await readDataset({ stream: whole(), name: file }, { limits: { recordOctets, columns: 64, depth: 4, members: 64 } }, sink);
    return trouble ?? stopped?.detail ?? samples;
  } catch (error) {
    if (error instanceof EgifError) return error.code;
    throw error;
  }
}

/** Days of a window such as `30d`; never fewer than the law's. */
function windowDays({ sla }: Service): number {
  const days = Number(/^(\d{1,4})\s*d$/i.exec(sla?.window ?? '')?.[1] ?? leastDays);
  return Math.max(leastDays, days);
}

interface Excuse {
  readonly from: number;
  readonly to: number;
}

/** Maintenance that was announced in time; what was announced later, or when it was over, excuses nothing. */
function excusesOf({ sla }: Service): readonly Excuse[] {
  const noticeMs = Math.max(0, sla?.maintenanceNoticeHours ?? 0) * 3_600_000;
  return (sla?.series?.maintenance ?? [])
    .map(({ from, to, announced }) => ({ from: Date.parse(from), to: Date.parse(to), announced: Date.parse(announced) }))
    .filter(({ from, to, announced }) => to > from && announced + noticeMs <= from);
}

interface Span {
  up: boolean;
  readonly asked: Set<string>;
}

function spansOf(samples: readonly Sample[], origin: number): ReadonlyMap<number, Span> {
  const spans = new Map<number, Span>();
  for (const { at, vantage, up } of samples) {
    const index = Math.floor((at - origin) / spanMs);
    const span = spans.get(index) ?? { up: false, asked: new Set<string>() };
    span.up ||= up;
    span.asked.add(vantage);
    spans.set(index, span);
  }
  return spans;
}

interface Counts {
  up: number;
  down: number;
  unknown: number;
  maintenance: number;
}

function countSpans(samples: readonly Sample[], excuses: readonly Excuse[]): Counts {
  const [first, last] = [samples[0]?.at ?? 0, samples.at(-1)?.at ?? 0];
  // Half a span before the first, so that a measurement a few seconds early or late stays in its own span.
  const origin = first - spanMs / 2;
  const spans = spansOf(samples, origin);
  const counts: Counts = { up: 0, down: 0, unknown: 0, maintenance: 0 };
  const total = Math.floor((last - origin) / spanMs) + 1;
  for (let index = 0; index < total; index += 1) {
    const middle = origin + index * spanMs + spanMs / 2;
    const span = spans.get(index);
    if (excuses.some(({ from, to }) => middle >= from && middle < to)) counts.maintenance += 1;
    else if (span?.up === true) counts.up += 1;
    else if ((span?.asked.size ?? 0) >= 2) counts.down += 1;
    else counts.unknown += 1;
  }
  return counts;
}

function availabilityOf(samples: readonly Sample[], file: string, digest: string, service: Service): AvailabilitySeries {
  const sorted = [...samples].sort((a, b) => a.at - b.at);
  const end = sorted.at(-1)?.at ?? 0;
  // The last window alone counts: good months long ago must not thin out a bad one.
  const within = sorted.filter(({ at }) => at > end - windowDays(service) * dayMs);
  const [first] = within;
  if (first === undefined) return { trouble: { code: 'series-unreadable', detail: 'no measurements' } };
  const vantages = [...new Set(within.map(({ vantage }) => vantage))].sort();
  if (vantages.length > maxVantages) return { trouble: { code: 'series-unreadable', detail: `more than ${maxVantages} vantages` } };
  const counts = countSpans(within, excusesOf(service));
  const counted = counts.up + counts.down + counts.unknown;
  const declared = service.sla?.availability;
  return {
    figures: {
      file,
      sha256: digest,
      from: new Date(first.at).toISOString(),
      to: new Date(end).toISOString(),
      ...counts,
      vantages,
      lower: wilsonInterval(counts.up, counted)[0] * 100,
      upper: wilsonInterval(counts.up + counts.unknown, counted)[1] * 100,
      ...(declared === undefined ? {} : { declared }),
    },
  };
}

/** A series from its octets, live or recorded. Never rejects for what the file holds. */
export async function readSeries(file: string, octets: Uint8Array, service: Service): Promise<LoadedSeries> {
  const digest = sha256(octets);
  const samples = await samplesIn(file, octets);
  const availability: AvailabilitySeries =
    typeof samples === 'string' ? { trouble: { code: 'series-unreadable', detail: samples } } : availabilityOf(samples, file, digest, service);
  return { file, octets, sha256: digest, availability };
}

/** The series that a service names, if it names one. Errors: FILE_*, STATEMENT_DIGEST_MISMATCH. */
export async function loadSeries({ loaded, service }: SelectedSubject): Promise<LoadedSeries | undefined> {
  const { file, digest } = service.sla?.series ?? {};
  if (file === undefined) return undefined;
  const series = await readSeries(file, await readBounded(join(loaded.directory, file), maxOctets), service);
  if (digest === undefined || digest === series.sha256) return series;
  throw new EgifError('STATEMENT_DIGEST_MISMATCH', `${file} has the digest ${series.sha256}, the statement says ${digest}`, {
    file: loaded.file,
    mend: 'correct the digest in the statement, or restore the series',
  });
}
