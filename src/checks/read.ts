/**
 * How checks read observations: header fields, media types, bodies, and where a finding lies.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { Json } from '../contract/api-model.js';
import type { Exchange, HttpResponse, Observation } from '../contract/evidence.js';
import { parseJson } from '../contract/json.js';

/** `{environment}{place}#{spot}`, a place that is no path written like one (`sandbox/tls`): never a host or a port. */
export function placeOf(observation: Pick<Observation, 'environment' | 'place'>, spot?: string): string {
  return `${observation.environment}${observation.place.startsWith('/') ? '' : '/'}${observation.place}${spot === undefined ? '' : `#${spot}`}`;
}

/** The response of an exchange. The engine's driver ends a probe before it can see an exchange without one, unless the probe tolerates the loss. */
export function responseOf(exchange: Exchange): HttpResponse {
  return exchange.response ?? { status: 0, headers: [], body: new Uint8Array() };
}

/** Values of a header field in wire order, name compared without case (RFC 9110 §5.1). */
export function headerValues(exchange: Exchange, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return responseOf(exchange)
    .headers.filter(([field]) => field.toLowerCase() === wanted)
    .map(([, value]) => value.trim());
}

/** A media type without parameters, in lower case, and its parameters (RFC 9110 §8.3.1). */
export function mediaTypeOf(exchange: Exchange): { readonly type: string; readonly parameters: ReadonlyMap<string, string> } | undefined {
  const [value] = headerValues(exchange, 'content-type');
  if (value === undefined) return undefined;
  const [type = '', ...rest] = value.split(';');
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const at = part.indexOf('=');
    if (at > 0)
      parameters.set(
        part.slice(0, at).trim().toLowerCase(),
        part
          .slice(at + 1)
          .trim()
          .replace(/^"(.*)"$/, '$1'),
      );
  }
  return { type: type.trim().toLowerCase(), parameters };
}

/** Whether a media type is JSON by name (RFC 6839 §3.1). */
export function isJsonType(type: string): boolean {
  return type === 'application/json' || /^[a-z]+\/[a-z0-9.+-]+\+json$/.test(type);
}

/** The body as text. Ill-formed UTF-8 becomes U+FFFD; use `responseOf(exchange).body` where octets matter. */
export function textOf(exchange: Exchange): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(responseOf(exchange).body);
}

type Parsed = { readonly value: Json } | undefined;

/** Octets of the bodies whose values are kept; a value may take thirty times as much memory. */
const rememberedBytes = 2 * 1024 * 1024;
/** What an entry takes by itself. */
const ownBytes = 64;
/** Values of the bodies that were read last, the oldest first: many checks look at the same answer, one after the other. */
const remembered = new Map<Uint8Array, Parsed>();
let held = 0;

function remember(body: Uint8Array, parsed: Parsed): void {
  if (body.length > rememberedBytes) return;
  remembered.set(body, parsed);
  held += body.length + ownBytes;
  for (const oldest of remembered.keys()) {
    if (held <= rememberedBytes) break;
    remembered.delete(oldest);
    held -= oldest.length + ownBytes;
  }
}

/** The body as JSON, or undefined where it is none. A leading byte order mark is passed over here and judged elsewhere. */
export function jsonOf(exchange: Exchange): { readonly value: Json } | undefined {
  const { body } = responseOf(exchange);
  const known = remembered.get(body);
  if (known !== undefined || remembered.has(body)) return known;
  const parsed = parseJson(textOf(exchange).replace(/^\uFEFF/, ''));
  remember(body, parsed);
  return parsed;
}
