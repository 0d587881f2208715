/**
 * The doors of a run and what is open of them: one listening at a time for each.
 *
 * Room     evidence/inbound (floor 3). May be imported within evidence only.
 */
import type { InboundAction, InboundCall, InboundDoor } from '../../contract/evidence.js';
import { EgifError } from '../../errors.js';
import { isLost, lost, type Lost } from '../losses.js';
import type { Redactor } from '../redact.js';
import type { Door } from './door.js';
import { type Listener, openListener, type RawCall } from './listener.js';
import { signatureOn } from './message-signature.js';

/** What came in, redacted. */
export interface Taken {
  readonly calls: readonly InboundCall[];
  readonly connections: number;
  readonly brokenOff: number;
  readonly stapleGiven?: true;
}

export interface Hall {
  /** Losses: blocked, no-credential, tls. */
  open(action: InboundAction): Promise<Taken | Lost>;
  /** Losses: interrupted (nothing is open), and what ends the run. */
  take(action: InboundAction): Promise<Taken | Lost>;
  /** Has somebody answer at the doors where nobody listens, as far as they say what; nothing of it is kept. A door that cannot be opened stays shut. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

export interface HallOptions {
  readonly doors: readonly Door[];
  readonly redactor: Redactor;
  readonly clock: () => Date;
  readonly delay: (milliseconds: number) => Promise<void>;
  /** Why nothing more is waited for, if so. */
  readonly ended: () => Lost | undefined;
  /** Told where the operator has to make the agency call. */
  readonly onWaiting?: (waiting: Waiting) => void;
}

/** What the operator is told, once everything is ready for the agency's calls. */
export interface Waiting {
  readonly door: InboundDoor;
  readonly url: string;
  readonly occasion: string;
  /** How often the agency has to be made to call. */
  readonly times: number;
  readonly seconds: number;
}

const lookMs = 50;
export const longestTakeMs = 600_000;

const nothing: Taken = { calls: [], connections: 0, brokenOff: 0 };

function callFrom(raw: RawCall, door: Door, redactor: Redactor): InboundCall {
  const { afterMs, method, target, headers, reply, gaveUpAfterMs, body } = raw;
  const { origin } = new URL(door.url);
  const signature = signatureOn({ method, origin, target, headers, body }, door.keys);
  return {
    afterMs,
    method,
    target: redactor.url(target),
    headers: redactor.headers(headers),
    body: Buffer.from(redactor.body(body, headers, 'answer')).toString('utf8'),
    reply,
    ...(gaveUpAfterMs === undefined ? {} : { gaveUpAfterMs }),
    ...(signature === undefined ? {} : { signature }),
  };
}

const isOver = ({ calls }: Listener, wanted: number): boolean =>
  calls.filter(({ method, reply }) => method !== 'OPTIONS' && reply !== 'unexpected').length >= wanted &&
  calls.every(({ reply, gaveUpAfterMs }) => reply !== 'stall' || gaveUpAfterMs !== undefined);

/** Somebody who answers at a door while nobody listens there. */
async function restAt(door: Door, clock: () => Date): Promise<Listener | undefined> {
  try {
    const pair = await door.pair('valid');
    if (pair === undefined) return undefined;
    const listener = await openListener({ door, pair, routes: door.atRest ?? [], clock, forgets: true });
    return isLost(listener) ? undefined : listener;
  } catch {
    // The scene that needs the certificate says why it cannot be had.
    return undefined;
  }
}

/** Opens the hall of a session; no door is open yet. */
export function openHall(options: HallOptions): Hall {
  const open = new Map<InboundDoor, Listener>();
  /** Doors where the operator makes the agency call, and how often. */
  const awaited = new Map<InboundDoor, number>();
  const resting = new Map<InboundDoor, Promise<Listener | undefined>>();
  const rise = async (name: InboundDoor): Promise<void> => {
    const listener = await resting.get(name);
    resting.delete(name);
    await listener?.close();
  };
  const shut = async (name: InboundDoor): Promise<void> => {
    const listener = open.get(name);
    open.delete(name);
    await listener?.close();
  };
  const wait = async (listener: Listener, until: NonNullable<InboundAction['until']>): Promise<Lost | undefined> => {
    const start = performance.now();
    const longest = Math.min(until.withinMs, longestTakeMs);
    for (;;) {
      const ended = options.ended();
      if (ended !== undefined) return ended;
      const waiting = listener.calls.some(({ reply, gaveUpAfterMs }) => reply === 'stall' && gaveUpAfterMs === undefined);
      if (isOver(listener, until.calls) || performance.now() - start >= longest) return undefined;
      if (!waiting && (listener.quietMs() ?? 0) >= until.quietMs) return undefined;
      await options.delay(lookMs);
    }
  };
  return {
    async open(action) {
      const door = options.doors.find(({ name }) => name === action.door);
      if (door === undefined) return lost('blocked', `the statement names no listener ${action.door}`);
      if (door.refusal !== undefined) return lost('blocked', door.refusal);
      await rise(door.name);
      await shut(door.name);
      const kind = action.certificate ?? 'valid';
      try {
        const pair = await door.pair(kind);
        if (pair === undefined) return lost('no-credential', `the statement gives no ${kind} certificate for the listener ${door.name}`);
        const listener = await openListener({ door, pair, routes: action.routes ?? [], clock: options.clock });
        if (isLost(listener)) return listener;
        open.set(door.name, listener);
      } catch (error) {
        return lost('no-credential', error instanceof EgifError ? error.message : `the ${kind} certificate of ${door.name} cannot be had`);
      }
      if (action.byOperator === true) awaited.set(door.name, action.times ?? 1);
      else awaited.delete(door.name);
      return nothing;
    },
    async take(action) {
      const listener = open.get(action.door);
      const door = options.doors.find(({ name }) => name === action.door);
      if (listener === undefined || door === undefined) return lost('interrupted', 'the listening ended before its calls were taken');
      const times = awaited.get(action.door);
      // Not before everything is ready: what the agency sends before it knows of the address would never come.
      if (times !== undefined) {
        const seconds = Math.round((action.until?.withinMs ?? 0) / 1000);
        options.onWaiting?.({ door: door.name, url: door.url, occasion: action.occasion, times, seconds });
      }
      const ended = await wait(listener, action.until ?? { calls: 1, quietMs: 0, withinMs: 0 });
      await shut(action.door);
      if (ended !== undefined) return ended;
      const { connections, brokenOff, stapleGiven } = listener;
      const calls = listener.calls.map((call) => callFrom(call, door, options.redactor));
      return { calls, connections, brokenOff, ...(stapleGiven ? { stapleGiven } : {}) };
    },
    async rest() {
      const idle = options.doors.filter(({ name, refusal, atRest = [] }) => atRest.length > 0 && refusal === undefined && !open.has(name));
      for (const door of idle) if (!resting.has(door.name)) resting.set(door.name, restAt(door, options.clock));
      await Promise.all(idle.map(({ name }) => resting.get(name)));
    },
    async close() {
      await Promise.all([...[...open.keys()].map(shut), ...[...resting.keys()].map(rise)]);
    },
  };
}
