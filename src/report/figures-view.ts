/**
 * What a run asked and measured, and what the agency's own probes said, as a reader follows them. No verdict rests on either.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { AgencyProbes, OperationFigures } from '../contract/documents.js';
import { formatInstant, formatNumber } from '../locale/format.js';
import { textOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import type { FactView } from './pins-view.js';
import type { Speech } from './speech.js';

export interface FiguresView {
  readonly classes: readonly { readonly safety: string; readonly word: string; readonly cells: readonly string[] }[];
  /** Latency and availability, where they were measured. */
  readonly facts: readonly FactView[];
}

export interface OwnProbesView {
  readonly counted: string;
  readonly files: readonly {
    readonly file: string;
    readonly outcome: string;
    readonly isCompleted: boolean;
    readonly detail: string | null;
    readonly tests: readonly { readonly title: string; readonly tone: string; readonly state: string; readonly message: string | null }[];
  }[];
}

type Fact = readonly [key: string, text: string | null, latin: string | null];

function latencyFacts({ latency }: OperationFigures, { lang, messages }: Speech): readonly Fact[] {
  if (latency === undefined) return [];
  const milliseconds = (value: number): string => textOf(messages, 'unit-ms', lang, { count: formatNumber(value, lang) });
  const { calls, operations, p50Ms, p95Ms, p99Ms, networkMs, declaredP95Ms, vantage } = latency;
  return [
    [
      'latency-calls',
      textOf(messages, 'latency-counted', lang, { calls: formatNumber(calls, lang), operations: formatNumber(operations, lang) }),
      null,
    ],
    ['latency-p50', milliseconds(p50Ms), null],
    ['latency-p95', milliseconds(p95Ms), null],
    ['latency-p99', milliseconds(p99Ms), null],
    ...(declaredP95Ms === undefined ? [] : [['latency-declared', milliseconds(declaredP95Ms), null] satisfies Fact]),
    ...(networkMs === undefined
      ? []
      : [['latency-network', milliseconds(networkMs), vantage.length === 0 ? null : visibleText(vantage.join(' '))] satisfies Fact]),
  ];
}

function availabilityFacts({ availability }: OperationFigures, { lang, messages }: Speech): readonly Fact[] {
  if (availability === undefined) return [];
  const { file, sha256, from, to, up, down, unknown, maintenance, vantages, lower, upper, declared } = availability;
  const number = (value: number): string => formatNumber(value, lang);
  const share = (value: number): string => textOf(messages, 'unit-percent', lang, { count: number(Math.round(value * 1000) / 1000) });
  const counted = { up: number(up), down: number(down), unknown: number(unknown), maintenance: number(maintenance) };
  return [
    ['availability-series', null, `${visibleText(file)} ${sha256}`],
    ['availability-window', `${formatInstant(from, lang)} – ${formatInstant(to, lang)}`, null],
    ['availability-vantages', null, visibleText(vantages.join(' '))],
    ['availability-spans', textOf(messages, 'availability-counted', lang, counted), null],
    ['availability-bounds', `${share(lower)} – ${share(upper)}`, null],
    ...(declared === undefined ? [] : [['availability-declared', share(declared), null] satisfies Fact]),
  ];
}

/** The figures of a run; null for reports that were made before they were kept. */
export function figuresView(figures: OperationFigures | undefined, speech: Speech): FiguresView | null {
  if (figures === undefined) return null;
  const { lang, messages, word } = speech;
  return {
    classes: figures.classes.map(({ safety, asked, answered, lost, served, refused }) => ({
      safety,
      word: word('safety', safety),
      cells: [asked, answered, lost, served, refused].map((count) => formatNumber(count, lang)),
    })),
    facts: [...latencyFacts(figures, speech), ...availabilityFacts(figures, speech)].map(([key, text, latin]) => ({
      label: textOf(messages, `fact-${key}`, lang),
      text,
      latin,
    })),
  };
}

const tones: Readonly<Record<string, string>> = { passed: 'passed', failed: 'failed', pending: 'untested' };

/** What the agency's own probes said; null where there were none. */
export function ownProbesView(own: AgencyProbes | undefined, { lang, messages }: Speech): OwnProbesView | null {
  if (own === undefined) return null;
  const number = (value: number): string => formatNumber(value, lang);
  const { passed, failed, pending, requestsSent } = own;
  return {
    counted: textOf(messages, 'own-probes-counted', lang, {
      passed: number(passed),
      failed: number(failed),
      pending: number(pending),
      requests: number(requestsSent),
    }),
    files: own.files.map(({ file, outcome, detail, tests }) => ({
      file: visibleText(file),
      outcome: textOf(messages, `own-probes-${outcome}`, lang),
      isCompleted: outcome === 'completed',
      detail: detail === undefined ? null : visibleText(detail),
      tests: tests.map(({ title, state, message }) => ({
        title: visibleText(title),
        tone: tones[state] ?? 'untested',
        state: textOf(messages, `own-test-${state}`, lang),
        message: message === undefined ? null : visibleText(message),
      })),
    })),
  };
}
