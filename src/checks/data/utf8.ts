/**
 * data/utf8 — every text is well-formed UTF-8 without a byte order mark, and has not been through a wrong coding.
 *
 * Source   EGIF-DAT-CHR-001; RFC 3629 §3; RFC 8259 §8.1.
 * Evidence the answers to the operation's samples, whatever their status, as octets.
 */
import type { Probe } from '../../contract/check.js';
import type { Finding } from '../../contract/documents.js';
import type { Exchange } from '../../contract/evidence.js';
import { defineCheck } from '../ask.js';
import { isJsonType, jsonOf, mediaTypeOf, placeOf, responseOf } from '../read.js';
import type { CheckSubject } from '../../contract/check.js';
import { nodesOf } from './instance.js';
import { exchanges, isServed, unservedCause } from './served.js';
import { judgementOf, type Flaw, type ValueRule } from './value-check.js';

/** Latin readings of the lead octets of Arabic-script letters in UTF-8 (D8…DB), each followed by a reading of a continuation octet, twice. */
const mojibake =
  /(?:[ØÙÚÛ][\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u2022\u2026\u2030\u2039\u203A\u20AC\u2122]){2}/;

function isText(exchange: Exchange): boolean {
  const type = mediaTypeOf(exchange)?.type ?? 'application/json';
  return isJsonType(type) || type.startsWith('text/') || /[/+]xml$/.test(type);
}

/** Index of the first octet that cannot belong to well-formed UTF-8, or undefined. */
function illFormedAt(octets: Uint8Array): number | undefined {
  const wellFormed = (length: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(octets.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(octets);
    return undefined;
  } catch {
    let low = 0;
    let high = octets.length;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (wellFormed(middle)) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function flawsOf(exchange: Exchange): readonly Finding[] {
  const { body } = responseOf(exchange);
  const findings: Finding[] = [];
  const add = (code: string, spot: string, got?: string): void => {
    findings.push({ code, at: placeOf(exchange, spot), ...(got === undefined ? {} : { got }) });
  };
  const charset = mediaTypeOf(exchange)?.parameters.get('charset')?.toLowerCase();
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii')
    add('text-not-declared-utf8', 'content-type', charset.slice(0, 24));
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) add('byte-order-mark', 'body');
  const at = illFormedAt(body);
  if (at !== undefined) add('ill-formed-utf8', 'body', `octet ${at}`);
  const text = new TextDecoder('utf-8').decode(body);
  /** In JSON a question mark stands nowhere but inside a string. */
  const isJson = isJsonType(mediaTypeOf(exchange)?.type ?? 'application/json');
  if (at === undefined && text.includes('\uFFFD')) add('replacement-characters', 'body');
  if (isJson && text.includes('???')) add('letters-lost', 'body', '???');
  if (mojibake.test(text)) add('mojibake', 'body');
  if (isJson && /\\u[Dd][89A-Fa-f]/.test(text)) for (const place of loneSurrogates(exchange)) add('lone-surrogate', place);
  return findings;
}

/** Places of texts with half of a surrogate pair: only an escape of JSON can write one. */
function loneSurrogates(exchange: Exchange): readonly string[] {
  const json = jsonOf(exchange);
  const nodes = json === undefined ? [] : nodesOf(json.value, undefined);
  return nodes.filter(({ value }) => typeof value === 'string' && !value.isWellFormed()).map(({ pointer }) => pointer);
}

/** The same of one text wherever it comes from, and a half of a surrogate pair, which no octets of UTF-8 can write. */
const textRule: ValueRule = {
  id: 'data/utf8',
  findings: ['replacement-characters', 'letters-lost', 'mojibake', 'lone-surrogate'],
  look({ value }) {
    if (typeof value !== 'string' || value === '') return undefined;
    const flaws: Flaw[] = [];
    if (!value.isWellFormed()) flaws.push({ code: 'lone-surrogate', want: 'a pair, or the letter itself' });
    if (value.includes('\uFFFD')) flaws.push({ code: 'replacement-characters', got: 'U+FFFD' });
    if (value.includes('???')) flaws.push({ code: 'letters-lost', got: '???' });
    if (mojibake.test(value)) flaws.push({ code: 'mojibake' });
    return flaws;
  },
};

function* probe(subject: CheckSubject): Probe {
  const seen = yield* exchanges(subject);
  if ('examined' in seen) return seen;
  const readable = seen.filter((exchange) => responseOf(exchange).status < 500 && responseOf(exchange).body.length > 0 && isText(exchange));
  const [first] = seen;
  if (readable.length === 0 && first !== undefined && !seen.some(isServed)) return unservedCause(first);
  return judgementOf(readable.length, readable.flatMap(flawsOf));
}

export const utf8 = defineCheck({
  id: 'data/utf8',
  safety: 'S2',
  over: 'safe-operations',
  params: {},
  findings: ['text-not-declared-utf8', 'byte-order-mark', 'ill-formed-utf8', 'replacement-characters', 'letters-lost', 'mojibake', 'lone-surrogate'],
  rule: textRule,
  probe,
});
