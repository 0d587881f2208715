/**
 * probe/protective-headers — answers carry the headers that keep browsers from misreading them.
 *
 * Source   EGIF-TEC-SEC-017; WHATWG Fetch (X-Content-Type-Options); CSP Level 3 §6.4 (frame-ancestors); Referrer Policy §4.1.
 * Evidence the valid call of each safe operation.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { headerValues, placeOf } from '../../read.js';
import type { Finding } from '../../../contract/documents.js';
import { examined } from '../../../contract/judgement.js';
import { unserved } from '../answers.js';
import { sendable, unsendable } from '../calls.js';
import { protectionOf } from '../pages/protection.js';

export const protectiveHeaders = defineCheck({
  id: 'probe/protective-headers',
  safety: 'S2',
  over: 'safe-operations',
  params: {},
  findings: ['nosniff-missing', 'frame-ancestors-missing', 'referrer-policy-missing'],

  *probe(subject) {
    const { operation } = subject;
    const sample = operation === undefined ? undefined : sendable(subject, operation);
    if (sample === undefined) return unsendable(subject, operation);
    const exchange = yield* ask(callOf(subject, sample));
    const broken = unserved(exchange);
    if (broken !== undefined) return broken;
    const findings: Finding[] = [];
    const found = protectionOf((name) => headerValues(exchange, name).join(', '));
    if (!found.nosniff) findings.push({ code: 'nosniff-missing', at: placeOf(exchange, 'x-content-type-options'), want: 'nosniff' });
    if (!found.frameAncestors)
      findings.push({ code: 'frame-ancestors-missing', at: placeOf(exchange, 'content-security-policy'), want: 'frame-ancestors' });
    if (!found.referrerPolicy) findings.push({ code: 'referrer-policy-missing', at: placeOf(exchange, 'referrer-policy'), want: 'no-referrer' });
    return examined(3, findings);
  },
});
