/**
 * Redaction of messages, before anything is returned, judged or stored: live and replayed verdicts rest on the same octets.
 *
 * Secrets leave nothing but their length. Personal codes become pseudonyms of the same form and validity (personal-codes.ts).
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Headers, HttpResponse } from '../contract/evidence.js';
import { bodyDigest } from './body-digest.js';
import { hasDigits } from './json-literals.js';
import { type KnownLiterals, rememberLiterals } from './known-literals.js';
import { personalCodes } from './personal-codes.js';
import { redactJson } from './redact-json.js';
import { redactOctets } from './redact-octets.js';
import { redactStrings, type StringRedactor } from './redact-strings.js';
import { isSecretField, isSecretName } from './secret-names.js';
import { withoutNamedSecrets, withoutUserSecret } from './secret-shapes.js';

/** Redacts the parts of messages of one run. */
export interface Redactor {
  headers(headers: Headers): Headers;
  url(url: string): string;
  /** A single line of a server's own: a reason phrase, a name in a certificate. */
  line(text: string): string;
  /** The body of a request or a response. A published document (`document`) keeps all but the run's own secrets. */
  body(octets: Uint8Array, headers: Headers, purpose: 'answer' | 'document'): Uint8Array;
  /** Makes a text known as a secret wherever it stands from now on; and a header field of that name secret as a whole. */
  learn(secret: string, field?: string): void;
  /** How many replacements were made so far. */
  readonly count: number;
}

/** Fields whose digits are lengths, times or counts, or have to be sent back as they came (an entity tag). Secrets go out of them all the same. */
const plainFields =
  /^(content-(length|range|encoding|type)|age|date|expires|last-modified|retry-after|etag|x?-?ratelimit(-(limit|remaining|reset|used|policy|resource|window)(-[a-z]+)?)?|strict-transport-security)$/i;
const urlFields: ReadonlySet<string> = new Set(['location', 'content-location', 'referer', 'origin']);

/** `Bearer abc` → `Bearer [redacted:3]`: the scheme is evidence. */
function authorizationValue(value: string, redactor: StringRedactor): string {
  const [, scheme, rest] = /^([A-Za-z][A-Za-z0-9-]*\s+)(.*)$/s.exec(value) ?? [];
  return scheme === undefined || rest === undefined ? redactor.secret(value) : scheme + redactor.secret(rest);
}

/** `name=value` with the value redacted; quotes around it go too. */
function cookiePair(pair: string, redactor: StringRedactor): string {
  const at = pair.indexOf('=');
  return at < 0 ? redactor.secret(pair) : pair.slice(0, at + 1) + redactor.secret(pair.slice(at + 1));
}

function cookieValue(name: string, value: string, redactor: StringRedactor): string {
  if (name === 'cookie')
    return value
      .split(/;\s*/)
      .map((pair) => cookiePair(pair, redactor))
      .join('; ');
  const end = value.indexOf(';');
  if (end < 0) return cookiePair(value, redactor);
  const attributes = value
    .slice(end)
    .split('=')
    .map((part) => redactor.code(undefined, redactor.withoutSecrets(part)));
  return cookiePair(value.slice(0, end), redactor) + attributes.join('=');
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** One percent-encoded part of a URL or a form; octets stay where nothing had to go. */
function urlPart(name: string | undefined, part: string, redactor: StringRedactor): string {
  const value = decoded(part);
  if (value === undefined) return part;
  const bare = redactor.withoutSecrets(value);
  const clean = name !== undefined && isSecretName(name) ? redactor.secret(bare) : redactor.code(name, bare);
  return clean === value ? part : encodeURIComponent(clean);
}

/** `a=1&b=2`: a query, a fragment, or a form. */
function pairs(text: string, redactor: StringRedactor): string {
  return text
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      if (at < 0) return urlPart(undefined, pair, redactor);
      return `${pair.slice(0, at)}=${urlPart(decoded(pair.slice(0, at)), pair.slice(at + 1), redactor)}`;
    })
    .join('&');
}

function redactUrl(url: string, redactor: StringRedactor): string {
  // Nothing is encoded or named, and no part of it can be a code or a secret.
  if (!/[%+?#@]/.test(url) && !hasDigits(url, redactor.leastDigits) && !redactor.holdsSecret(url)) return url;
  const [, start = '', path = '', query = '', fragment = ''] =
    /^((?:[A-Za-z][A-Za-z0-9+.-]*:)?(?:\/\/[^/?#]*)?)([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(url) ?? [];
  const segments = path.split('/').map((segment) => urlPart(undefined, segment, redactor));
  const marked = (part: string): string => (part === '' ? '' : part.charAt(0) + pairs(part.slice(1), redactor));
  const origin = redactor.withoutSecrets(withoutUserSecret(start, redactor.secret));
  return origin + segments.join('/') + marked(query) + marked(fragment);
}

/** Text and the way back to octets. What is no UTF-8 is read octet by octet, so that nothing else of it changes. */
interface Read {
  readonly text: string;
  octets(text: string): Uint8Array;
}

const strictText = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const swapped = (octets: Uint8Array): Buffer => Buffer.from(octets).swap16();
const asRead = (encoding: BufferEncoding, text: string): Read => ({
  text,
  octets: (clean) => new Uint8Array(Buffer.from(clean, encoding)),
});
const readAs = (encoding: BufferEncoding, octets: Uint8Array): Read => asRead(encoding, Buffer.from(octets).toString(encoding));

/** Which UTF-16 it is, by its mark, else by two ASCII characters at its start (RFC 4627 §3). */
function wideOf(octets: Uint8Array): 'little' | 'big' | undefined {
  const [a, b, c, d] = octets;
  if (a === undefined || b === undefined || octets.length % 2 !== 0) return undefined;
  if (a === 0xff && b === 0xfe) return 'little';
  if (a === 0xfe && b === 0xff) return 'big';
  if (b === 0 && d === 0 && a > 0 && a < 0x80 && c !== undefined && c > 0 && c < 0x80) return 'little';
  return a === 0 && c === 0 && b > 0 && b < 0x80 && d !== undefined && d > 0 && d < 0x80 ? 'big' : undefined;
}

function textOf(octets: Uint8Array): Read {
  const wide = wideOf(octets);
  if (wide === 'little') return readAs('utf16le', octets);
  if (wide === 'big') {
    const read = readAs('utf16le', swapped(octets));
    return { text: read.text, octets: (text) => new Uint8Array(swapped(read.octets(text))) };
  }
  try {
    return asRead('utf8', strictText.decode(octets));
  } catch {
    return readAs('latin1', octets);
  }
}

function mediaTypeOf(headers: Headers): string {
  const field = headers.find(([name]) => name.length === 12 && name.toLowerCase() === 'content-type');
  if (field === undefined) return '';
  const [, value] = field;
  const end = value.indexOf(';');
  return (end < 0 ? value : value.slice(0, end)).trim().toLowerCase();
}

/** What the redaction of a text needs. */
interface Texts {
  readonly strings: StringRedactor;
  readonly literals: KnownLiterals;
}

const form = 'application/x-www-form-urlencoded';

function redactText(text: string, mediaType: string, { strings: redactor, literals }: Texts): string {
  if (mediaType === form) return pairs(text, redactor);
  const json = redactJson(text, redactor, literals);
  return json ?? redactor.code(undefined, withoutNamedSecrets(redactor.withoutSecrets(text), redactor.secret));
}

/** Marks of what is published for all: a contract, metadata of an issuer, a key set, security.txt (RFC 9116 §2.5.3). */
const documentMarks =
  /^\s*\{?\s*["']?(?:openapi|swagger|asyncapi|issuer|keys)["']?\s*:|"(?:openapi|swagger|asyncapi|issuer|keys)"\s*:|^contact\s*:/im;

/** Whether what was asked for as a document is one. Anything else that a server sends in its place is an answer, and may be about a person. */
function isPublishedDocument(text: string): boolean {
  return documentMarks.test(text);
}

/** Shorter bodies are redacted sooner than they are recognised. */
const shortestRemembered = 16 * 1024;
/** Octets of redacted bodies that are held at most, and how many are told apart. */
const heldBytes = 4 * 1024 * 1024;
const mostRemembered = 256;

interface Known {
  /** Absent: nothing had to go. */
  readonly clean?: Uint8Array;
  readonly redactions: number;
}

/** Long bodies that came before: a server that gives the same one to every request has it read once. */
function rememberBodies(): { known(key: string): Known | undefined; keep(key: string, known: Known): void; forget(): void } {
  const bodies = new Map<string, Known>();
  let held = 0;
  const drop = (key: string): void => {
    held -= bodies.get(key)?.clean?.length ?? 0;
    bodies.delete(key);
  };
  return {
    known: (key) => bodies.get(key),
    keep(key, known) {
      bodies.set(key, known);
      held += known.clean?.length ?? 0;
      // The oldest first.
      for (const each of bodies.keys()) {
        if (held <= heldBytes && bodies.size <= mostRemembered) break;
        drop(each);
      }
    },
    forget() {
      bodies.clear();
      held = 0;
    },
  };
}

const longestField = 256;
const mostFields = 1024;
const mostLists = 16;
const mostLately = 4;

/** Whether two lists are the same to the letter. */
function sameFields(one: Headers, other: Headers): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) {
    const [a, b] = [one[index], other[index]];
    if (a !== b && (a?.[0] !== b?.[0] || a?.[1] !== b?.[1])) return false;
  }
  return true;
}

/** Header fields that nothing was redacted of. The same few stand in every answer, and so they are held once. */
function rememberFields(): {
  known(field: Headers[number]): Headers[number] | undefined;
  keep(field: Headers[number]): void;
  /** The same list as before, where every field of it is. */
  list(headers: Headers): Headers;
  forget(): void;
} {
  const fields = new Map<string, Headers[number]>();
  let lists: Headers[] = [];
  const forget = (): void => {
    fields.clear();
    lists = [];
  };
  return {
    known: ([name, value]) => (value.length > longestField ? undefined : fields.get(`${name}\n${value}`)),
    keep(field) {
      const [name, value] = field;
      if (name.length + value.length > longestField) return;
      if (fields.size >= mostFields) forget();
      fields.set(`${name}\n${value}`, field);
    },
    list(headers) {
      const known = lists.find((list) => list.length === headers.length && list.every((field, index) => field === headers[index]));
      if (known !== undefined) return known;
      if (lists.length >= mostLists) lists.shift();
      lists.push(headers);
      return headers;
    },
    forget,
  };
}

/** A redactor for one run; `runKey` is 32 octets that never leave the run, `secrets` are what is known from the start. */
export function openRedactor(runKey: Uint8Array, secrets: readonly string[] = []): Redactor {
  const strings = redactStrings(personalCodes, runKey);
  for (const secret of secrets) strings.learn(secret);
  const secretFields = new Set<string>();
  const bodies = rememberBodies();
  const literals = rememberLiterals(strings);

  const redactBody = (octets: Uint8Array, mediaType: string, purpose: 'answer' | 'document'): Uint8Array => {
    // Of a published document more would stay.
    const quick = mediaType === form || purpose === 'document' ? undefined : redactOctets(octets, strings, literals);
    if (quick !== undefined) return quick;
    const { text, octets: octetsOf } = textOf(octets);
    const clean =
      purpose === 'document' && isPublishedDocument(text) ? strings.withoutWholeSecrets(text) : redactText(text, mediaType, { strings, literals });
    return clean === text ? octets : octetsOf(clean);
  };

  /** A name is a text of the server's like any other; the parts between its hyphens are its words. */
  const fieldName = (name: string): string => {
    const bare = strings.withoutSecrets(name);
    return bare
      .split('-')
      .map((part) => strings.code(undefined, part))
      .join('-');
  };
  const look = ([told, value]: Headers[number]): Headers[number] => {
    const name = told.toLowerCase();
    const given = fieldName(told);
    if (isSecretField(name) || secretFields.has(name)) return [given, authorizationValue(value, strings)];
    if (name === 'cookie' || name === 'set-cookie') return [given, cookieValue(name, value, strings)];
    if (plainFields.test(name)) return [given, strings.withoutSecrets(value)];
    return [given, urlFields.has(name) ? redactUrl(value, strings) : strings.code(undefined, strings.withoutSecrets(value))];
  };

  const fields = rememberFields();
  /** What came last and needed nothing, requests and answers by turns: most lists are one of them. */
  let lately: readonly { readonly given: Headers; readonly clean: Headers }[] = [];
  const headersOf = (headers: Headers): Headers => {
    for (const { given, clean } of lately) if (sameFields(headers, given)) return clean;
    const before = strings.count;
    const clean = fields.list(headers.map(field));
    if (strings.count === before) lately = [{ given: headers, clean }, ...lately.slice(0, mostLately - 1)];
    return clean;
  };
  const field = (given: Headers[number]): Headers[number] => {
    const known = fields.known(given);
    if (known !== undefined) return known;
    const before = strings.count;
    const clean = look(given);
    if (strings.count === before) fields.keep(clean);
    return clean;
  };

  return {
    headers: headersOf,
    url: (url) => redactUrl(url, strings),
    line: (text) => strings.code(undefined, strings.withoutSecrets(text)),
    body(octets, headers, purpose) {
      const mediaType = mediaTypeOf(headers);
      if (octets.length === 0) return octets;
      if (octets.length < shortestRemembered) return redactBody(octets, mediaType, purpose);
      const key = `${bodyDigest(octets)} ${purpose} ${mediaType}`;
      const known = bodies.known(key);
      if (known !== undefined) {
        strings.recount(known.redactions);
        return known.clean ?? octets;
      }
      const before = strings.count;
      const clean = redactBody(octets, mediaType, purpose);
      bodies.keep(key, { redactions: strings.count - before, ...(clean === octets ? {} : { clean }) });
      return clean;
    },
    learn(secret, name) {
      const isNewField = name !== undefined && !secretFields.has(name.toLowerCase());
      if (isNewField) secretFields.add(name.toLowerCase());
      if (strings.learn(secret)) {
        bodies.forget();
        literals.forget();
      } else if (!isNewField) return;
      fields.forget();
      lately = [];
    },
    get count() {
      return strings.count;
    },
  };
}

/** A response with nothing in it that must not be kept, and how many replacements that took. */
export function redactResponse(
  response: HttpResponse,
  purpose: 'answer' | 'document',
  redactor: Redactor,
): { readonly response: HttpResponse; readonly redactions: number } {
  const before = redactor.count;
  const clean: HttpResponse = {
    status: response.status,
    headers: redactor.headers(response.headers),
    body: redactor.body(response.body, response.headers, purpose),
  };
  return { response: clean, redactions: redactor.count - before };
}
