/**
 * Carries out one action: permission, credential, pinned address, a turn, the exchange, redaction. Nothing else of the suite opens a socket.
 *
 * Each kind of action has a performer of its own, and its line here.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Action } from '../contract/evidence.js';
import type { WireAnswer } from './http-client.js';
import { performBroker } from './perform-broker.js';
import { performBurst } from './perform-burst.js';
import { performChannel } from './perform-channel.js';
import { performDns } from './perform-dns.js';
import { performHttp } from './perform-http.js';
import { performInbound } from './perform-inbound.js';
import { performHello, performSession } from './perform-tls.js';
import { performToken } from './perform-token.js';
import { performWait } from './perform-wait.js';
import type { Parts, Performed } from './performer.js';

/** Carries out an action. Never rejects for anything that the network or the subject does. `tap` sees an HTTP answer before redaction. */
export function perform(action: Action, parts: Parts, tap?: (answer: WireAnswer) => void): Promise<Performed> {
  switch (action.kind) {
    case 'http':
      return performHttp(action, parts, tap);
    case 'tls-hello':
      return performHello(action, parts);
    case 'tls-session':
      return performSession(action, parts);
    case 'dns':
      return performDns(action, parts);
    case 'channel':
      return performChannel(action, parts);
    case 'token':
      return performToken(action, parts);
    case 'wait':
      return performWait(action, parts);
    case 'burst':
      return performBurst(action, parts);
    case 'inbound':
      return performInbound(action, parts);
    case 'broker':
      return performBroker(action, parts);
  }
}
