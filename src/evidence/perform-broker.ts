/**
 * A connection to a message broker without a credential as an action.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { BrokerAction } from '../contract/evidence.js';
import { askBroker } from './broker/broker-exchange.js';
import { isLost } from './losses.js';
import { guarded, type Performer } from './performer.js';

export const performBroker: Performer<BrokerAction> = async (action, parts) => {
  const { contexts, timeoutMs, ownDelay } = parts;
  const { at, elapsedMs, ownDelayMs, result } = await guarded(action, parts, (pin) => askBroker(action, { pin, contexts, timeoutMs, ownDelay }));
  const { safety, origin, dialect, channel } = action;
  return {
    at,
    elapsedMs,
    ownDelayMs,
    content: { kind: 'broker', ...(isLost(result) ? {} : { answer: result.says }) },
    action: { kind: 'broker', safety, origin: parts.redactor.url(origin), dialect, channel },
    redactions: 0,
    ...(isLost(result) ? { lost: result.lost } : {}),
    ...(isLost(result) || result.remote === undefined ? {} : { remote: result.remote }),
  };
};
