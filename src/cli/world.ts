/**
 * The world as an argument: clock, environment, standard streams, delays and true randomness are made here once and passed down.
 *
 * Room     cli (floor 7).
 */
import { setTimeout as delay } from 'node:timers/promises';

export interface World {
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  now(): Date;
  /** Ends early, without an error, where the signal is given. */
  delay(ms: number, signal?: AbortSignal): Promise<void>;
  random(octets: number): Uint8Array;
  /** Calls back when the operator or the system first asks this process to end; a second time ends it at once. Gives what takes the wish back. */
  onStop(work: () => void): () => void;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** The world of this process. */
export function thisWorld(): World {
  return {
    directory: process.cwd(),
    env: process.env,
    now: () => new Date(),
    delay: async (ms, signal) => {
      await delay(ms, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
        if (signal?.aborted !== true) throw error;
      });
    },
    random: (octets) => crypto.getRandomValues(new Uint8Array(octets)),
    onStop(work) {
      const signals = ['SIGINT', 'SIGTERM'] as const;
      const undo = (): void => {
        for (const signal of signals) process.off(signal, once);
      };
      const once = (): void => {
        undo();
        work();
      };
      for (const signal of signals) process.on(signal, once);
      return undo;
    },
    // Opened only by who reads it: an open standard input keeps the process waiting.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
  };
}
