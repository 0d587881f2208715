/**
 * What may be sent at all: to which origin, and up to which class of the safety scale.
 *
 * A probe states the class of its action, and the engine does not take its word for it: a request with a credential is at least S2, a method that
 * changes something at least S3, whatever is stated. S4 and S5 never go to production.
 *
 * Source   contract: "Safety (what may be sent where)"; RFC 9110 §9.2.1 (safe methods).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Environment, SafetyClass } from '../contract/documents.js';
import type { Action } from '../contract/evidence.js';
import { lost, type Lost } from './losses.js';
import type { DeclaredMessages } from './soap/declared-messages.js';

/** An origin that may be contacted, and as what. */
export interface TargetOrigin {
  readonly origin: string;
  readonly roles: readonly string[];
}

export interface PermissionOptions {
  readonly environment: Environment;
  readonly targets: { readonly origins: readonly TargetOrigin[] };
  /** Highest class that is both consented to and allowed by the operator. */
  readonly allowedSafety: SafetyClass;
  readonly consent: (safety: SafetyClass) => boolean;
  /** What the WSDL and the statement say of SOAP messages. */
  readonly messages?: DeclaredMessages;
}

const scale: readonly SafetyClass[] = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5'];
/** POST is not among them: a search may be a POST, and its class is stated by the probe. */
const changing: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE', 'CONNECT']);

const higher = (a: SafetyClass, b: SafetyClass): SafetyClass => (scale.indexOf(a) >= scale.indexOf(b) ? a : b);

/** The class that sending an action has in truth. */
export function safetyOf(action: Action, messages?: DeclaredMessages): SafetyClass {
  if (action.kind !== 'http') return higher(action.safety, 'S1');
  const byCredential: SafetyClass = action.credential.startsWith('identity:') ? 'S2' : 'S1';
  const byMessage: SafetyClass = messages?.(action) === 'changing' ? 'S4' : 'S1';
  const byMethod: SafetyClass = changing.has(action.method.toUpperCase()) ? 'S3' : byMessage;
  return higher(action.safety, higher(byCredential, byMethod));
}

/** The URL or origin of an action, if it is absolute, of http or https, and carries no user information. */
export function targetOf(action: Action): URL | undefined {
  const text = action.kind === 'http' ? action.url : action.origin;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url : undefined;
}

/** Whether the origin of a URL (scheme, host and port, exactly) is one of the targets. */
export function isTarget(url: URL, targets: PermissionOptions['targets']): boolean {
  return targets.origins.some(({ origin }) => URL.canParse(origin) && new URL(origin).origin === url.origin);
}

/** Why an action may not be sent, or undefined. Losses: blocked, no-consent, protocol (TLS asked of an origin without it). */
export function refusalOf(action: Action, options: PermissionOptions): Lost | undefined {
  const url = targetOf(action);
  if (url === undefined) return lost('blocked', 'no absolute http or https URL');
  if (!isTarget(url, options.targets)) return lost('blocked', 'the origin is none of the targets of this run');
  if (action.kind !== 'http' && url.protocol !== 'https:') return lost('protocol', 'the origin is not one of TLS');
  const safety = safetyOf(action, options.messages);
  if (options.environment.kind === 'production' && higher(safety, 'S3') !== 'S3') return lost('no-consent', `${safety} is never sent to production`);
  if (higher(safety, options.allowedSafety) !== options.allowedSafety)
    return lost('no-consent', `${safety} is above the class that this run may send`);
  return options.consent(safety) ? undefined : lost('no-consent', `the statement holds no consent to ${safety}`);
}
