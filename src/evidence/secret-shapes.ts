/**
 * Secrets that show by their shape, whosever they are: tokens that are JWTs or JWS, private keys, and passwords that stand behind their name or in an address.
 *
 * Source   RFC 7519 §3 (three parts in base64url, the first a JSON object); RFC 7468 §10; RFC 3986 §3.2.1.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Span } from './known-secrets.js';

/** What every text with one of these shapes holds. */
const marks = ['eyJ', 'PRIVATE KEY'] as const;
const markOctets = marks.map((mark) => Buffer.from(mark));

/** Begun only where a stretch of such letters begins, so that no text is passed over twice. */
const token = /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g;
/** Cut off at the end of the text too: half a key is a secret. */
const privateKey = /-----BEGIN [A-Z0-9 ]{0,32}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,32}PRIVATE KEY-----|$)/g;

/** Whether a text can hold a secret that shows by its shape. */
export const mayShowSecret = (text: string): boolean => marks.some((mark) => text.includes(mark));

/** The same of octets. */
export function mayShowSecretIn(octets: Uint8Array): boolean {
  const all = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  return markOctets.some((mark) => all.includes(mark));
}

/** Where tokens and private keys stand. */
export function shownSecrets(text: string): readonly Span[] {
  if (!mayShowSecret(text)) return [];
  return [token, privateKey].flatMap((shape) =>
    [...text.matchAll(shape)].map(({ 0: whole, index }) => ({ start: index, end: index + whole.length })),
  );
}

const named =
  /\b((?:[A-Za-z0-9]{1,64}[_.-])?(?:password|passwd|passphrase|pwd|secret|api[_-]?key|access[_-]?token|refresh[_-]?token|private[_-]?key)["']?\s{0,8}[:=>]\s{0,8}["']?)([^\s"'&<>,;[\]]{4,})/gi;
const inAddress = /\b([A-Za-z][A-Za-z0-9+.-]{0,31}:\/\/[^\s/:@"'<>]{0,256}:)([^\s/@"'<>]{1,256})(?=@)/g;

/** Text that is neither JSON nor a form: what stands behind the name of a secret, and passwords in addresses, replaced. */
export function withoutNamedSecrets(text: string, replace: (secret: string) => string): string {
  let clean = text;
  // Looked for only where what they all hold stands: hostile texts make them slow.
  const shapes = [...(/pass|pwd|secret|key|token/i.test(text) ? [named] : []), ...(text.includes('://') ? [inAddress] : [])];
  for (const shape of shapes) clean = clean.replace(shape, (_all, before: string, secret: string) => before + replace(secret));
  return clean;
}

/** The same of the start of an address, where the rest is read apart. */
export const withoutUserSecret = (start: string, replace: (secret: string) => string): string =>
  start.replace(/^([^/?#]*\/\/[^/?#:@]*:)([^@/?#]+)(?=@)/, (_all, before: string, secret: string) => before + replace(secret));
