/**
 * What may be sent at all: to which origin, and up to which class of the safety scale.
 *
 * A probe states the class of its action, and the engine does not take its word for it: a request with a credential is at least S2, a method that
 * may change something at least S3, and one that a server could carry out S4, unless the contract or the statement says that the call has no side
 * effect. A header field by which gateways replace the method counts as that method. S4 and S5 never go to production.
 *
 * Source   contract: "Safety (what may be sent where)"; RFC 9110 §9.2.1 (safe methods).
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Environment, SafetyClass } from '../contract/documents.js';
import { bareBase, isBelow } from '../contract/counterpart.js';
import type { Action, DnsAction, HttpAction, InboundAction, TokenAction, WaitAction } from '../contract/evidence.js';
import { parseJson } from '../contract/json.js';
import { parsedUrl } from './parsed-url.js';
import type { DeclaredCalls } from './declared-calls.js';
import { lost, type Lost } from './losses.js';
import type { DeclaredMessages } from './soap/declared-messages.js';

/** An origin that may be contacted, and as what. */
export interface TargetOrigin {
  readonly origin: string;
  readonly roles: readonly string[];
}

/** An environment that a run compares its own with. */
export interface Counterpart {
  readonly environment: Environment;
  /** Without trailing slash. */
  readonly baseUrl: string;
  /** What statement and operator consent to there. */
  readonly consent: (safety: SafetyClass) => boolean;
  readonly declared?: DeclaredCalls;
}

export interface PermissionOptions {
  readonly environment: Environment;
  readonly targets: { readonly origins: readonly TargetOrigin[] };
  /** Highest class that is both consented to and allowed by the operator. */
  readonly allowedSafety: SafetyClass;
  readonly consent: (safety: SafetyClass) => boolean;
  /** What the contract declares; without it nothing is, and no POST is a search. */
  readonly declared?: DeclaredCalls;
  /** The environment beside the run's own, which is only read. */
  readonly counterpart?: Counterpart;
  /** What the WSDL and the statement say of SOAP messages. */
  readonly messages?: DeclaredMessages;
}

/** An action that sends something. */
export type SentAction = Exclude<Action, WaitAction>;

/** An action that leads to a target of its own; what goes out on the way to a token is one by itself, and a listener sends nothing. */
export type TargetedAction = Exclude<SentAction, TokenAction | InboundAction>;

const scale: readonly SafetyClass[] = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5'];
/** RFC 9110 §9.2.1. Every other method may change something. */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
/** Fields by which gateways and frameworks take another method than that of the request line. */
const overrides: ReadonlySet<string> = new Set(['x-http-method-override', 'x-http-method', 'x-method-override']);

const higher = (a: SafetyClass, b: SafetyClass): SafetyClass => (a === b || scale.indexOf(a) >= scale.indexOf(b) ? a : b);

/** The methods that a server may take a request for. */
function methodsOf({ method, headers = [], url }: HttpAction): readonly string[] {
  if (headers.length === 0 && !url.includes('?')) return [method.toUpperCase()];
  const other = headers.filter(([name]) => overrides.has(name.toLowerCase())).map(([, value]) => value.trim());
  const inQuery = url.includes('?') ? (parsedUrl(url)?.searchParams.getAll('_method') ?? []) : [];
  return [method, ...other, ...inQuery].map((each) => each.toUpperCase());
}

const takesAnyOctets = /^(text\/|multipart\/|application\/(octet-stream|x-www-form-urlencoded)\b)/;

/**
 * Whether no server can carry a body out: it is said to be of a type with a grammar, and breaks it. Forms, plain text and untyped octets break
 * none; what looks like XML or JSON counts as such under any type.
 */
function isUnparseable({ body = '', headers = [] }: HttpAction): boolean {
  const types = headers.filter(([name]) => name.toLowerCase() === 'content-type').map(([, value]) => value.trim().toLowerCase());
  const [type = ''] = types;
  if (types.length !== 1 || type === '' || takesAnyOctets.test(type)) return false;
  const text = body.replace(/^[\s\uFEFF]+/, '');
  return !text.startsWith('<') && parseJson(body) === undefined;
}

/** The class of sending a request to a method that may change something. */
function byEffect(action: HttpAction, method: string, declared: DeclaredCalls | undefined): SafetyClass {
  const url = targetOf(action);
  const as = url === undefined ? undefined : declared?.(method, url);
  if (as === 'safe') return 'S1';
  const isEmpty = action.body === undefined || action.body === '';
  // Without a body a declared call is made in whole where it needs none; to what is not declared, it only asks for a refusal.
  if (isEmpty) return as === 'bodiless' ? 'S4' : 'S3';
  return isUnparseable(action) ? 'S3' : 'S4';
}

/** The class of a SOAP message by what it asks for; undefined where it is none. */
function byMessage(action: HttpAction, method: string, messages: DeclaredMessages | undefined): SafetyClass | undefined {
  const as = method === 'POST' ? messages?.(action) : undefined;
  return as === undefined ? undefined : as === 'safe' ? 'S1' : 'S4';
}

/** The class that sending an action has in truth. */
export function safetyOf(action: SentAction, declared?: DeclaredCalls, messages?: DeclaredMessages): SafetyClass {
  if (action.kind === 'channel') {
    const shown = [action.client, action.credential].some((each) => each.startsWith('identity:'));
    return higher(action.safety, shown ? 'S2' : 'S1');
  }
  if (action.kind === 'token') return higher(action.safety, 'S2');
  if (action.kind === 'burst') return 'S5';
  // What a listener does with a call is a disturbance of its own to the one who calls.
  if (action.kind === 'inbound') return 'S4';
  if (action.kind !== 'http') return higher(action.safety, 'S1');
  const byCredential: SafetyClass = action.credential === 'none' || action.credential === 'broken' ? 'S1' : 'S2';
  let highest = higher(action.safety, byCredential);
  for (const method of methodsOf(action)) {
    if (!safeMethods.has(method)) highest = higher(highest, byMessage(action, method, messages) ?? byEffect(action, method, declared));
  }
  return highest;
}

/** The URL or origin of an action, if it is absolute, of http or https, and carries no user information. */
export function targetOf(action: TargetedAction): URL | undefined {
  if (action.kind === 'dns') return undefined;
  const text = 'url' in action ? action.url : action.origin;
  const url = parsedUrl(text);
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  return url.username === '' && url.password === '' ? url : undefined;
}

/** Whether the origin of a URL (scheme, host and port, exactly) is one of the targets. */
export function isTarget(url: URL, targets: PermissionOptions['targets']): boolean {
  const { origin: own } = url;
  return targets.origins.some(({ origin }) => origin === own || parsedUrl(origin)?.origin === own);
}

/** Only names of targets are asked for, and only of resolvers that the statement declares. */
function questionRefusal(action: DnsAction, { targets, environment }: PermissionOptions): Lost | undefined {
  const name = action.name.toLowerCase();
  // The root zone is nobody's: a resolver is asked about it to see whether it validates at all.
  if ((name !== '.' || action.resolver === undefined) && !targets.origins.some(({ origin }) => parsedUrl(origin)?.hostname === name))
    return lost('blocked', 'the name is none of the targets of this run');
  const declared = action.resolver === undefined || environment.resolvers?.includes(action.resolver) === true;
  return declared ? undefined : lost('blocked', 'the statement declares no such resolver');
}

function targetRefusal(action: TargetedAction, options: PermissionOptions): Lost | undefined {
  if (action.kind === 'dns') return questionRefusal(action, options);
  const url = targetOf(action);
  if (url === undefined) return lost('blocked', 'no absolute http or https URL');
  if (!isTarget(url, options.targets)) return lost('blocked', 'the origin is none of the targets of this run');
  return action.kind !== 'http' && action.kind !== 'burst' && url.protocol !== 'https:'
    ? lost('protocol', 'the origin is not one of TLS')
    : undefined;
}

/**
 * Whether a URL belongs to the environment beside: it lies below its base URL (of two that hold it, the longer is meant), or on an origin that is a
 * target for its sake alone.
 */
export function isBeside(
  url: URL,
  { counterpart, environment, targets }: Pick<PermissionOptions, 'counterpart' | 'environment' | 'targets'>,
): boolean {
  if (counterpart === undefined) return false;
  const own = bareBase(environment);
  const isOwn = isBelow(url, own);
  if (isBelow(url, counterpart.baseUrl)) return !isOwn || counterpart.baseUrl.length > own.length;
  if (isOwn) return false;
  const roles = targets.origins.filter(({ origin }) => URL.canParse(origin) && new URL(origin).origin === url.origin).flatMap((each) => each.roles);
  return roles.length > 0 && roles.every((role) => role === 'counterpart');
}

/** The environment beside is read over HTTP and nothing else: below its base URL, up to S2, with its own consent. */
function besideRefusal(action: TargetedAction, url: URL, { environment, baseUrl, consent, declared }: Counterpart): Lost | undefined {
  if (action.kind !== 'http' || !isBelow(url, baseUrl)) return lost('blocked', `of ${environment.id} only calls below its base URL are compared`);
  const safety = safetyOf(action, declared);
  if (higher(safety, 'S2') !== 'S2') return lost('no-consent', `${safety} is never sent to the environment beside`);
  return consent(safety) ? undefined : lost('no-consent', `the statement holds no consent to ${safety} in ${environment.id}`);
}

/** What its target alone decides of an action; undefined where it decides nothing. */
function refusalThere(action: TargetedAction, options: PermissionOptions): { readonly refusal: Lost | undefined } | undefined {
  const elsewhere = targetRefusal(action, options);
  if (elsewhere !== undefined) return { refusal: elsewhere };
  const { counterpart } = options;
  if (counterpart === undefined) return undefined;
  const url = targetOf(action);
  return url !== undefined && isBeside(url, options) ? { refusal: besideRefusal(action, url, counterpart) } : undefined;
}

/** Why an action may not be sent, or undefined. Losses: blocked, no-consent, protocol (TLS asked of an origin without it). */
export function refusalOf(action: SentAction, options: PermissionOptions): Lost | undefined {
  // What goes out on the way to a token is an action of its own, with a target of its own.
  const there = action.kind === 'token' || action.kind === 'inbound' ? undefined : refusalThere(action, options);
  if (there !== undefined) return there.refusal;
  const safety = safetyOf(action, options.declared, options.messages);
  if (options.environment.kind === 'production' && higher(safety, 'S3') !== 'S3') return lost('no-consent', `${safety} is never sent to production`);
  if (higher(safety, options.allowedSafety) !== options.allowedSafety)
    return lost('no-consent', `${safety} is above the class that this run may send`);
  return options.consent(safety) ? undefined : lost('no-consent', `the statement holds no consent to ${safety}`);
}
