/**
 * Faults of tokens and of what they open: signatures, times, audiences, bindings, owners, and where a token may stand.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { allScopes, clientIds } from '../client-ids.js';
import { headerOf, withHeader } from '../exchange.js';
import type { Authorization } from '../tokens.js';
import { edited, inLayer } from './bend.js';
import type { Fault, FaultHooks } from './fault.js';

const technical = inLayer('technical');

type Wrong = Extract<Authorization, { outcome: 'invalid' }>['fault'];

/** Takes a token that is wrong in this way alone for a good one. */
const forgiving = (wrong: Wrong): FaultHooks => ({
  authorization: (authorization) =>
    authorization.outcome === 'invalid' && authorization.fault === wrong && authorization.holder !== undefined
      ? { outcome: 'valid', ...authorization.holder }
      : authorization,
});

/** Answers of the token endpoint that hold a token. */
const issued = (members: Readonly<Record<string, number>>): FaultHooks => ({
  answer: (answer, { request }) =>
    request.path === '/oauth/token' && answer.status === 200 ? edited(answer, (value) => ({ ...value, ...members })) : answer,
});

const wrongTokens: readonly (readonly [wrong: Wrong, name: string, requirement: string, en: string, fa: string])[] = [
  ['signature', 'signature-unverified', 'TEC-SEC-002', 'Signatures of tokens are not verified', 'امضای توکن راستی‌آزمایی نمی‌شود'],
  ['expired', 'expired-token-accepted', 'TEC-SEC-002', 'Expired tokens are accepted', 'توکن منقضی پذیرفته می‌شود'],
  ['algorithm-none', 'alg-none-accepted', 'TEC-SEC-011', 'Tokens without a signature are accepted', 'توکن بی‌امضا پذیرفته می‌شود'],
  [
    'public-key-as-secret',
    'public-key-as-secret',
    'TEC-SEC-011',
    'The public key is taken for a shared secret',
    'کلید عمومی همچون رمز مشترک پذیرفته می‌شود',
  ],
  ['unknown-key', 'unknown-key-accepted', 'TEC-SEC-011', 'Tokens of any key are accepted', 'توکن با هر کلیدی پذیرفته می‌شود'],
  ['audience', 'audience-unchecked', 'TEC-SEC-011', 'Tokens for other services are accepted', 'توکن خدمت دیگر پذیرفته می‌شود'],
  ['not-yet-valid', 'not-before-unchecked', 'TEC-SEC-011', 'Tokens before their time are accepted', 'توکنی که زمان آن نرسیده پذیرفته می‌شود'],
  ['type', 'id-token-accepted', 'TEC-SEC-011', 'ID tokens are taken for access tokens', 'توکن هویت به جای توکن دسترسی پذیرفته می‌شود'],
  ['embedded-key', 'embedded-key-trusted', 'TEC-SEC-012', 'The key in the header of a token is trusted', 'کلید درون سرآیند توکن معتبر شمرده می‌شود'],
  ['key-address', 'key-address-trusted', 'TEC-SEC-012', 'The key at the address in a token is trusted', 'کلید نشانی درون توکن معتبر شمرده می‌شود'],
  [
    'unbound',
    'binding-ignored',
    'TEC-SEC-008',
    'A token is served without the certificate that it is bound to',
    'توکن بدون گواهی وابسته به آن پاسخ می‌گیرد',
  ],
];

export const accessFaults: readonly Fault[] = [
  ...wrongTokens.map(([wrong, name, requirement, en, fa]) => technical(name, requirement, { en, fa, hooks: forgiving(wrong) })),
  technical('bad-token-crash', 'TEC-SEC-011', {
    en: 'A token without a signature ends in a server error',
    fa: 'توکن بی‌امضا به خطای سرویس‌دهنده می‌انجامد',
    hooks: {
      answer: (answer, { request }) =>
        /^Bearer [\w-]+\.[\w-]+\.$/.test(headerOf(request, 'authorization') ?? '') ? { ...answer, status: 500 } : answer,
    },
  }),
  technical('scopes-ignored', 'TEC-SEC-003', {
    en: 'A token without the scope is served',
    fa: 'توکن بدون دامنهٔ دسترسی پاسخ می‌گیرد',
    hooks: { authorization: (authorization) => (authorization.outcome === 'valid' ? { ...authorization, scopes: allScopes } : authorization) },
  }),
  technical('foreign-objects-served', 'TEC-SEC-004', {
    en: 'Records of other consumers are served',
    fa: 'سوابق مصرف‌کنندگان دیگر داده می‌شود',
    hooks: {
      authorization: (authorization) => (authorization.outcome === 'valid' ? { ...authorization, clientId: clientIds.consumerB } : authorization),
    },
  }),
  technical('token-in-query-accepted', 'TEC-SEC-005', {
    en: 'A token in the query is accepted',
    fa: 'توکن درون نشانی پذیرفته می‌شود',
    hooks: {
      request: (request) => {
        const token = request.query.get('access_token');
        if (token === null) return request;
        const query = new URLSearchParams(request.query);
        query.delete('access_token');
        return withHeader({ ...request, query }, 'Authorization', `Bearer ${token}`);
      },
    },
  }),
  technical('long-lived-tokens', 'TEC-SEC-010', {
    en: 'Access tokens live for a day',
    fa: 'عمر توکن دسترسی یک روز است',
    hooks: issued({ expires_in: 86_400 }),
  }),
  technical('token-life-overstated', 'TEC-SEC-010', {
    en: 'The token endpoint promises more time than the token has',
    fa: 'نقطهٔ صدور بیش از عمر توکن وعده می‌دهد',
    hooks: issued({ expires_in: 3000 }),
  }),
];
