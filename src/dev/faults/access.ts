/**
 * Faults of tokens and of what they open: signatures, times, audiences, bindings, owners, and where a token may stand.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { get } from 'node:https';
import { memberOf, parseJson } from '../../contract/json.js';
import { allScopes, clientIds } from '../client-ids.js';
import { loopback } from '../listen.js';
import { type AgencyRequest, type Answer, headerOf, textAnswer, withHeader } from '../exchange.js';
import { problemAnswer } from '../problems.js';
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

/** The address that a token names for its key, where it lies on this machine. */
function keyAddressIn(request: AgencyRequest): string | undefined {
  const [, head = ''] = /^Bearer ([\w-]+)\./.exec(headerOf(request, 'authorization') ?? '') ?? [];
  const address = memberOf(parseJson(Buffer.from(head, 'base64url').toString('utf8'))?.value, 'jku');
  return typeof address === 'string' && URL.canParse(address) && new URL(address).hostname === loopback ? address : undefined;
}

/** A modulus of 1024 bits; nobody has its key. */
const weakModulus = `v${'A'.repeat(169)}Q`;

/** Lets origins of a kind read answers of operations. */
const allowing = (allows: (origin: string) => boolean): FaultHooks => ({
  answer: (answer, { request, operationId }) => {
    const origin = headerOf(request, 'origin');
    return operationId === undefined || origin === undefined || !allows(origin) ? answer : withHeader(answer, 'Access-Control-Allow-Origin', origin);
  },
});

/** Answers to requests with an expression in template braces; `text` is where it stood. */
const injected = (bend: (answer: Answer, text: string, request: AgencyRequest) => Answer): FaultHooks => ({
  answer: (answer, { request }) => {
    const text = [...request.query.values()].find((value) => value.includes('{{'));
    return text === undefined ? answer : bend(answer, text, request);
  },
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
  technical('bad-token-crash', 'TEC-SEC-011 TEC-ERR-007', {
    en: 'A token without a signature ends in a server error',
    fa: 'توکن بی‌امضا به خطای سرویس‌دهنده می‌انجامد',
    hooks: {
      answer: (answer, { request }) =>
        /^Bearer [\w-]+\.[\w-]+\.$/.test(headerOf(request, 'authorization') ?? '') ? problemAnswer(request, 'internal-error') : answer,
    },
  }),
  technical('key-address-asked', 'TEC-SEC-012', {
    en: 'The key at the address in a token is fetched before the token is refused',
    fa: 'پیش از رد توکن، کلید از نشانی درون آن خوانده می‌شود',
    hooks: {
      answer: (answer, { request }) => {
        const address = keyAddressIn(request);
        if (address !== undefined) get(address, { rejectUnauthorized: false }, (response) => response.resume()).on('error', () => undefined);
        return answer;
      },
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
  technical('shared-secrets-only', 'TEC-SEC-007', {
    en: 'Clients can prove themselves by shared secrets only',
    fa: 'کارخواه تنها با رمز مشترک احراز هویت می‌شود',
    hooks: {
      answer: (answer, { request }) =>
        request.path === '/.well-known/oauth-authorization-server'
          ? edited(answer, (value) => ({ ...value, token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'] }))
          : answer,
    },
  }),
  technical('weak-key-published', 'TEC-SEC-006', {
    en: 'The published key set holds an RSA key of 1024 bits',
    fa: 'مجموعه‌کلید منتشرشده کلید RSA هزار و بیست و چهار بیتی دارد',
    hooks: {
      answer: (answer, { request }) =>
        request.path === '/oauth/jwks'
          ? edited(answer, (value) => ({
              keys: [...(Array.isArray(value['keys']) ? value['keys'] : []), { kty: 'RSA', kid: 'old', use: 'sig', e: 'AQAB', n: weakModulus }],
            }))
          : answer,
    },
  }),
  technical('cors-null-origin', 'TEC-SEC-016', {
    en: 'The origin null may read secured answers',
    fa: 'مبدأ null می‌تواند پاسخ‌های حفاظت‌شده را بخواند',
    hooks: allowing((origin) => origin === 'null'),
  }),
  technical('cors-suffix-match', 'TEC-SEC-016', {
    en: 'Origins are compared by their end',
    fa: 'مبدأ تنها از پایان سنجیده می‌شود',
    hooks: allowing((origin) => origin.endsWith('sample.gov.example')),
  }),
  technical('cors-open-preflight', 'TEC-SEC-016', {
    en: 'Preflights let any page call',
    fa: 'پیش‌درخواست به هر صفحه‌ای اجازه می‌دهد',
    hooks: {
      answer: (answer, { request }) => {
        const origin = headerOf(request, 'origin');
        if (request.method !== 'OPTIONS' || origin === undefined) return answer;
        return withHeader(withHeader(answer, 'Access-Control-Allow-Origin', origin), 'Access-Control-Allow-Headers', 'authorization');
      },
    },
  }),
  technical('injection-crash', 'TEC-SEC-020 TEC-ERR-007', {
    en: 'Special characters in a text end in a server error',
    fa: 'نویسه‌های ویژه در متن به خطای سرویس‌دهنده می‌انجامد',
    hooks: injected((_answer, _text, request) => problemAnswer(request, 'internal-error')),
  }),
  technical('template-injection', 'TEC-SEC-020', {
    en: 'Expressions in a text are worked out',
    fa: 'عبارت‌های درون متن محاسبه می‌شود',
    hooks: injected((answer) => edited(answer, (value) => ({ ...value, detail: `${String(value['detail'] ?? '')} ${1337 * 1331}` }))),
  }),
  technical('reflected-input', 'TEC-SEC-020 TEC-ERR-001 TEC-HTP-008', {
    en: 'A page of error shows input unescaped',
    fa: 'صفحهٔ خطا ورودی را بدون گریز نشان می‌دهد',
    hooks: injected((_answer, text) => textAnswer(400, 'text/html; charset=utf-8', `<!doctype html><title>400</title><p>${text}</p>`)),
  }),
];
