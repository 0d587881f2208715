/**
 * probe/security-txt — the host says whom to tell of a vulnerability.
 *
 * Source   EGIF-TEC-DSC-003; RFC 9116 §2.5.2 (Canonical), §2.5.3 (Contact), §2.5.5 (Expires), §2.5.8 (Preferred-Languages), §3 (place and type).
 * Evidence the document at /.well-known/security.txt of the host.
 */
import { ask, defineCheck, get } from '../../ask.js';
import { mediaTypeOf, placeOf, responseOf, textOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import type { Exchange } from '../../../contract/evidence.js';
import { examined, undetermined, violated } from '../../../contract/judgement.js';
import { busy } from '../answers.js';

const yearMs = 366 * 86_400_000;

function fieldsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const [, name = '', value = ''] = /^([A-Za-z-]+):\s*(\S.*)$/.exec(line.trim()) ?? [];
    if (name !== '') fields.set(name.toLowerCase(), [...(fields.get(name.toLowerCase()) ?? []), value.trim()]);
  }
  return fields;
}

function expiryFinding(values: readonly string[], at: string, now: number): Finding | undefined {
  const [expires] = values;
  const instant = Date.parse(expires ?? '');
  if (expires === undefined || values.length !== 1 || Number.isNaN(instant))
    return { code: 'security-txt-expires-malformed', at, got: values.join(', ') };
  if (instant <= now) return { code: 'security-txt-expired', at, got: expires };
  return instant - now > yearMs ? { code: 'security-txt-expires-late', at, got: expires, want: '≤ 1 year' } : undefined;
}

function judgeText(exchange: Exchange, now: number): readonly Finding[] {
  const findings: Finding[] = [];
  const type = mediaTypeOf(exchange)?.type;
  if (type !== 'text/plain')
    findings.push({ code: 'security-txt-type', at: placeOf(exchange, 'content-type'), got: type ?? 'absent', want: 'text/plain' });
  const fields = fieldsOf(textOf(exchange));
  if (!(fields.get('contact') ?? []).some((contact) => /^(mailto|tel|https):/i.test(contact))) {
    findings.push({ code: 'security-txt-no-contact', at: placeOf(exchange, 'Contact') });
  }
  const canonical = fields.get('canonical') ?? [];
  if (canonical.length > 0 && !canonical.includes(exchange.request.url))
    findings.push({ code: 'security-txt-canonical-differs', at: placeOf(exchange, 'Canonical'), want: 'the address that it is served at' });
  const languages = fields.get('preferred-languages') ?? [];
  if (languages.length > 1 || languages.some((value) => !/^[a-z]{2,8}(-[a-z0-9]{1,8})*(\s*,\s*[a-z]{2,8}(-[a-z0-9]{1,8})*)*$/i.test(value)))
    findings.push({ code: 'security-txt-languages-malformed', at: placeOf(exchange, 'Preferred-Languages'), got: languages.join(' | ') });
  const expiry = expiryFinding(fields.get('expires') ?? [], placeOf(exchange, 'Expires'), now);
  return expiry === undefined ? findings : [...findings, expiry];
}

export const securityTxt = defineCheck({
  id: 'probe/security-txt',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: [
    'security-txt-missing',
    'security-txt-type',
    'security-txt-no-contact',
    'security-txt-expires-malformed',
    'security-txt-expired',
    'security-txt-expires-late',
    'security-txt-canonical-differs',
    'security-txt-languages-malformed',
  ],

  *probe(subject) {
    const url = `${new URL(subject.baseUrl).origin}/.well-known/security.txt`;
    const exchange = yield* ask(get(subject, url, { purpose: 'document' }));
    const { status } = responseOf(exchange);
    if (status >= 500 || status === 429) return busy(exchange) ?? undetermined('server-error', `status ${status} for security.txt`);
    if (status !== 200) return violated({ code: 'security-txt-missing', at: placeOf(exchange), got: String(status), want: '200' });
    return examined(1, judgeText(exchange, Date.parse(subject.startedAt)));
  },
});
