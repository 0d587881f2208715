/**
 * What carrying out an action needs and gives, whatever its kind: permission, the pinned address, a turn.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { KeyObject } from 'node:crypto';
import type { Json } from '../contract/api-model.js';
import type { Action, Observation } from '../contract/evidence.js';
import type { WireAnswer } from './http-client.js';
import type { Hall } from './inbound/hall.js';
import type { HttpParts } from './http-exchange.js';
import { instantText } from './instant.js';
import { isLost, type Lost } from './losses.js';
import { refusalOf, targetOf, type PermissionOptions, type TargetedAction } from './permission.js';
import type { OwnDelay } from './own-delay.js';
import type { Pin, PinOf } from './pinned-names.js';
import type { SignedParts } from './sign-request.js';
import type { Ending, Politeness } from './politeness.js';
import type { TlsContexts, Trust } from './trust.js';

/** All that a session lends to its actions. */
export interface Parts extends HttpParts {
  readonly permission: PermissionOptions;
  readonly pin: PinOf;
  readonly politeness: Politeness;
  readonly contexts: TlsContexts;
  readonly trust: Trust;
  readonly timeoutMs: number;
  /** How late this process is. */
  readonly ownDelay: OwnDelay;
  /** How often a GET or HEAD is sent again. */
  readonly transportRetries: number;
  /** Ranges (CIDR) beyond the public ones that both the statement and the operator allow. */
  readonly networks: readonly string[];
  readonly clock: () => Date;
  /** Of a run under a challenge: the marker of the request, or of all requests, of this action. */
  readonly marker?: string;
  /** Called within the turn, just before an HTTP request goes out. */
  readonly beforeSending?: () => void;
  readonly delay: (milliseconds: number) => Promise<void>;
  /** Sealed messages by their name, of one run of one probe. */
  readonly sealed?: Map<string, string>;
  /** Signed requests by their name, of one run of one probe. */
  readonly signed?: Map<string, SignedParts>;
  /** Keys that sign the answers of the service; none are known where it is empty. */
  readonly answerKeys?: readonly KeyObject[];
  /** Where calls of the agency are listened for; absent: nowhere. */
  readonly hall?: Hall;
}

/** What belongs to one kind of observation beside the numbers and the place. */
export type Content = Observation extends infer Each ? (Each extends Observation ? Omit<Each, keyof Shared> : never) : never;
type Shared = Pick<Observation, 'seq' | 'environment' | 'place' | 'at' | 'elapsedMs' | 'ownDelayMs' | 'lost'>;

/** What came of an action. */
export interface Performed {
  readonly at: string;
  readonly elapsedMs: number;
  /** See `Observation`. */
  readonly ownDelayMs?: number | undefined;
  readonly content: Content;
  readonly lost?: Lost['lost'];
  readonly action: Readonly<Record<string, Json>>;
  readonly remote?: string | undefined;
  readonly reason?: string | undefined;
  readonly redactions: number;
}

export interface Timed<T> {
  readonly at: string;
  readonly elapsedMs: number;
  /** Of it, for how long at most this process was held up; absent where it was not. */
  readonly ownDelayMs?: number | undefined;
  readonly result: T | Lost;
}

/** Thousandths of a millisecond are as much as a clock tells. */
const rounded = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;

/** Measures from now on: the time until it is called, and for how long of it this process was held up. */
export function startTiming(ownDelay: OwnDelay): () => Pick<Timed<never>, 'elapsedMs' | 'ownDelayMs'> {
  const start = performance.now();
  const lateBefore = ownDelay.until(start);
  return () => {
    const now = performance.now();
    const elapsedMs = rounded(now - start);
    const late = ownDelay.until(now) - lateBefore;
    // A gap that began before counts no more than what lies behind.
    return late > 0 ? { elapsedMs, ownDelayMs: Math.min(rounded(late), elapsedMs) } : { elapsedMs };
  };
}

const isAnswer = (result: object): result is Pick<WireAnswer, 'status' | 'headers'> =>
  'status' in result && typeof result.status === 'number' && 'headers' in result && Array.isArray(result.headers);

function endingOf(result: object, elapsedMs: number): Ending {
  if (isLost(result)) return result.lost.cause === 'timeout' ? { kind: 'silence' } : { kind: 'other' };
  return isAnswer(result) ? { kind: 'answer', status: result.status, headers: result.headers, elapsedMs } : { kind: 'other' };
}

/** Runs work within a turn; the instant is that of the start of sending, so waiting for the turn does not count. */
export async function inTurn<T extends object>(parts: Parts, work: () => Promise<T | Lost>): Promise<Timed<T>> {
  const turn = parts.politeness.enter();
  const refused = turn instanceof Promise ? await turn : turn;
  const at = instantText(parts.clock());
  if (refused !== undefined) return { at, elapsedMs: 0, result: refused };
  const timing = startTiming(parts.ownDelay);
  let ending: Ending = { kind: 'other' };
  try {
    const result = await work();
    const { elapsedMs, ownDelayMs } = timing();
    ending = endingOf(result, elapsedMs - (ownDelayMs ?? 0));
    return { at, elapsedMs, ownDelayMs, result };
  } finally {
    parts.politeness.leave(ending);
  }
}

/** Permission, then the pinned address of the target, then a turn. */
export function guarded<T extends object>(action: TargetedAction, parts: Parts, work: (pin: Pin) => Promise<T | Lost>): Promise<Timed<T>> {
  const refusal = refusalOf(action, parts.permission);
  return refusal === undefined ? permitted(action, parts, work) : Promise.resolve({ at: instantText(parts.clock()), elapsedMs: 0, result: refusal });
}

/** The same of an action that is known to be permitted. */
export function permitted<T extends object>(action: TargetedAction, parts: Parts, work: (pin: Pin) => Promise<T | Lost>): Promise<Timed<T>> {
  const pinned = (pin: Pin | Lost): Promise<Timed<T>> => {
    if (isLost(pin)) return Promise.resolve({ at: instantText(parts.clock()), elapsedMs: 0, result: pin });
    return inTurn(parts, () => work(pin));
  };
  const pin = parts.pin(targetOf(action)?.hostname ?? '');
  return pin instanceof Promise ? pin.then(pinned) : pinned(pin);
}

/** Carries out the actions of one kind. Never rejects for anything that the network or the subject does. `tap` sees an answer before redaction. */
export type Performer<A extends Action> = (action: A, parts: Parts, tap?: (answer: WireAnswer) => void) => Promise<Performed>;
