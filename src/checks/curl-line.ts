/**
 * A request as a line for a POSIX shell, to be sent again by hand.
 *
 * `$BASE` stands for the environment's base URL and `$TOKEN` for the credential: neither belongs in a report. A code that may be a living person's is
 * not printed either; those of the suite's own begin with 999.
 *
 * Source   IEEE Std 1003.1-2024, Shell Command Language §2.2.2 (single quotes).
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { CheckSubject } from '../contract/check.js';
import type { HttpAction } from '../contract/evidence.js';
import { bankCard } from '../schemes/bank-card.js';
import { nationalCode } from '../schemes/national-code.js';
import { sheba } from '../schemes/sheba.js';

/** Longer lines are no use to a reader. */
const longestLine = 4000;

const isLiving = (text: string): boolean =>
  !/^(?:999|IR[0-9]{2}0?999)/.test(text) && (nationalCode(text).valid || bankCard(text).valid || sheba(text).valid);

/** Codes that may be somebody's, by their form and check digit. */
const withoutCodes = (text: string): string =>
  text.replace(/(?<![0-9A-Za-z])(?:IR[0-9]{24}|[0-9]{16}|[0-9]{10})(?![0-9A-Za-z])/g, (code) => (isLiving(code) ? '<code>' : code));

/** What a terminal would act on, as JSON escapes it: in a JSON text the meaning stays. */
const escapedControls = (text: string): string =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A text in single quotes; a long run of one character becomes `printf` of the same. */
function quoted(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const run of text.matchAll(/([A-Za-z0-9 [\]])\1{120,}/g)) {
    parts.push(single(text.slice(from, run.index)), `"$(printf '%${run[0].length}s' | tr ' ' '${run[1] ?? ''}')"`);
    from = run.index + run[0].length;
  }
  const rest = text.slice(from);
  return (rest === '' && parts.length > 0 ? parts : [...parts, single(rest)]).filter((part) => part !== "''" || text === '').join('');
}

const single = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The URL as the shell sees it: below the base URL where it lies there. */
function target(url: string, { baseUrl }: Pick<CheckSubject, 'baseUrl'>): string {
  const rest = url.startsWith(baseUrl) ? url.slice(baseUrl.length) : new URL(url).pathname + new URL(url).search;
  return rest === '' ? '"$BASE"' : `"$BASE"${quoted(withoutCodes(rest))}`;
}

type Sent = Pick<HttpAction, 'method' | 'url' | 'headers' | 'body' | 'credential'>;
type Asked = Pick<CheckSubject, 'baseUrl'> & { readonly service?: Pick<CheckSubject['service'], 'credentials'> };

/** The header field of an identity's credential; undefined where it has none: a client certificate, or nobody's. */
function credentialField({ credential }: Sent, { service }: Asked): string | undefined {
  if (!credential.startsWith('identity:')) return undefined;
  const identity = service?.credentials?.identities?.[credential.slice('identity:'.length)];
  if (identity?.kind === 'api_key') return identity.header ?? 'X-API-Key';
  return identity?.kind === 'mtls' ? undefined : 'Authorization';
}

/** The line, or undefined where it would be too long to be of use. Nothing of the credential but its place is in it. */
export function curlLine(sent: Sent, subject: Asked): string | undefined {
  const method = sent.method === 'GET' && sent.body === undefined ? [] : sent.method === 'HEAD' ? ['-I'] : ['-X', sent.method];
  const field = credentialField(sent, subject);
  const credential = field === undefined ? [] : ['-H', `"${field}: ${field === 'Authorization' ? 'Bearer ' : ''}$TOKEN"`];
  // What was recorded holds the credential's field already, redacted.
  const others = (sent.headers ?? []).filter(([name]) => name.toLowerCase() !== field?.toLowerCase());
  const headers = others.flatMap(([name, value]) => ['-H', quoted(`${name}: ${withoutCodes(value)}`)]);
  const body = sent.body === undefined ? [] : ['--data-raw', quoted(escapedControls(withoutCodes(sent.body.toWellFormed())))];
  const line = ['curl', '-sS', '-i', ...method, ...credential, ...headers, ...body, target(sent.url, subject)].join(' ');
  return line.length > longestLine ? undefined : line;
}

/** The line as a member of a finding. */
export function curlOf(sent: Sent, subject: Asked): { readonly curl?: string } {
  const curl = curlLine(sent, subject);
  return curl === undefined ? {} : { curl };
}
