/**
 * Progress on stderr, only when it is a terminal.
 *
 * Room     cli (floor 7).
 */
import type { Context } from './command.js';

export interface Progress {
  plan(total: number): void;
  judged(what: string): void;
  end(): void;
}

const silent: Progress = { plan: () => undefined, judged: () => undefined, end: () => undefined };

/** A one-line progress display. */
export function startProgress({ world, lang }: Context): Progress {
  if (world.stderr.isTTY !== true) return silent;
  let total = 0;
  let done = 0;
  return {
    plan: (count) => {
      total = count;
    },
    judged: (what) => {
      done += 1;
      const label = lang === 'fa' ? 'داوری' : 'judged';
      world.stderr.write(`\r\u001b[2K${label} ${done}/${total} ${what}`);
    },
    end: () => {
      world.stderr.write('\r\u001b[2K');
    },
  };
}
