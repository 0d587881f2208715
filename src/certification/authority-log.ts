/**
 * The log of this room as the authority needs it.
 *
 * Room     certification (floor 4).
 */
import type { AuthorityLog } from './settling.js';
import type { AskWitness } from './log-witnesses.js';
import type { LogWriter } from './log-writer.js';

/** A log and its witnesses behind the authority's door; who opened the writer closes it. */
export function authorityLog(writer: LogWriter, ask: AskWitness): AuthorityLog {
  return {
    append: (leaves) => writer.append(leaves),
    async publish() {
      if (writer.size() > 0) await writer.publish(ask);
    },
    prove: (index) => writer.prove(index),
  };
}
