/**
 * Problem details of the sample agency (RFC 9457): one table of types, in Persian by default and in English where the client prefers it.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { Json } from '../contract/api-model.js';
import { headerOf, jsonAnswer, withHeader, type AgencyRequest, type Answer } from './exchange.js';

interface Wording {
  readonly title: string;
  readonly detail: string;
}
interface ProblemKind {
  readonly status: number;
  readonly fa: Wording;
  readonly en: Wording;
}

const kinds = {
  'invalid-request': {
    status: 400,
    fa: { title: 'درخواست نادرست است', detail: 'یک یا چند مقدار با قرارداد نمی‌خواند' },
    en: { title: 'The request is invalid', detail: 'One or more values do not agree with the contract' },
  },
  'malformed-body': {
    status: 400,
    fa: { title: 'بدنهٔ درخواست خواندنی نیست', detail: 'بدنهٔ درخواست JSON درست به رمزگذاری UTF-8 نیست' },
    en: { title: 'The body cannot be read', detail: 'The body is not well-formed JSON in UTF-8' },
  },
  'token-in-url': {
    status: 400,
    fa: { title: 'اعتبارنامه در نشانی وب پذیرفته نیست', detail: 'نشانهٔ دسترسی تنها در سرایند Authorization پذیرفته می‌شود' },
    en: { title: 'No credentials in URLs', detail: 'An access token is taken in the Authorization header only' },
  },
  'signature-refused': {
    status: 400,
    fa: { title: 'امضای پیام پذیرفته نیست', detail: 'امضای درخواست نیست، نادرست است، کهنه است، یا پیش از این به کار رفته است' },
    en: {
      title: 'The signature of the message is refused',
      detail: 'The request bears no signature, a wrong or old one, or one that was used before',
    },
  },
  unauthorized: {
    status: 401,
    fa: { title: 'احراز هویت لازم است', detail: 'نشانهٔ دسترسی معتبر همراه درخواست نیست' },
    en: { title: 'Authentication is needed', detail: 'No valid access token came with the request' },
  },
  'insufficient-scope': {
    status: 403,
    fa: { title: 'دسترسی مجاز نیست', detail: 'نشانهٔ دسترسی دامنهٔ لازم را ندارد' },
    en: { title: 'Access is not permitted', detail: 'The access token lacks the needed scope' },
  },
  'not-found': {
    status: 404,
    fa: { title: 'یافت نشد', detail: 'منبعی با این نشانی وجود ندارد' },
    en: { title: 'Not found', detail: 'There is no resource at this address' },
  },
  'method-not-allowed': {
    status: 405,
    fa: { title: 'این روش پذیرفته نیست', detail: 'روش‌های مجاز در سرایند Allow آمده است' },
    en: { title: 'Method not allowed', detail: 'The permitted methods stand in the Allow header' },
  },
  'not-acceptable': {
    status: 406,
    fa: { title: 'قالب پذیرفتنی نیست', detail: 'پاسخ تنها به قالب JSON داده می‌شود' },
    en: { title: 'Not acceptable', detail: 'Answers are given as JSON only' },
  },
  'idempotency-conflict': {
    status: 409,
    fa: { title: 'تعارض', detail: 'این کلید تکرارناپذیری با درخواست دیگری به کار رفته است' },
    en: { title: 'Conflict', detail: 'This idempotency key was used with another request' },
  },
  'precondition-failed': {
    status: 412,
    fa: { title: 'نسخه همان نیست', detail: 'منبع از زمان خواندن تغییر کرده است' },
    en: { title: 'Precondition failed', detail: 'The resource has changed since it was read' },
  },
  'content-too-large': {
    status: 413,
    fa: { title: 'بدنه بیش از اندازه است', detail: 'بدنهٔ درخواست از ۶۵۵۳۶ بایت بزرگ‌تر است' },
    en: { title: 'The content is too large', detail: 'The body is larger than 65536 bytes' },
  },
  'uri-too-long': {
    status: 414,
    fa: { title: 'نشانی بیش از اندازه است', detail: 'نشانی درخواست از ۸۱۹۲ نویسه بلندتر است' },
    en: { title: 'The URI is too long', detail: 'The request target is longer than 8192 characters' },
  },
  'unsupported-media-type': {
    status: 415,
    fa: { title: 'قالب بدنه پشتیبانی نمی‌شود', detail: 'بدنه باید application/json باشد' },
    en: { title: 'Unsupported media type', detail: 'The body must be application/json' },
  },
  'too-many-requests': {
    status: 429,
    fa: { title: 'درخواست بیش از سهم', detail: 'سهم این دقیقه پایان یافته است' },
    en: { title: 'Too many requests', detail: 'The quota of this minute is used up' },
  },
  'headers-too-large': {
    status: 431,
    fa: { title: 'سرایندها بیش از اندازه‌اند', detail: 'سرایندهای درخواست بزرگ‌تر از اندازهٔ مجازند' },
    en: { title: 'The header fields are too large', detail: 'The header section is larger than permitted' },
  },
  'internal-error': {
    status: 500,
    fa: { title: 'خطای درونی', detail: 'درخواست به سبب خطای درونی انجام نشد' },
    en: { title: 'Internal error', detail: 'The request failed because of an internal error' },
  },
  'method-not-implemented': {
    status: 501,
    fa: { title: 'این روش شناخته نیست', detail: 'خدمت این روش HTTP را نمی‌شناسد' },
    en: { title: 'Unknown method', detail: 'The service does not know this HTTP method' },
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemType = keyof typeof kinds;

const typeOf = (name: string): string => `urn:problem-type:ir:sample:${name}`;

/** The list of types that the agency publishes. */
export const problemTypes: readonly string[] = Object.keys(kinds).map(typeOf);

/** One violation of the contract in a request. */
export interface Violation {
  /** RFC 6901 pointer into the body, or `query:name`, `path:name`, `header:name`. */
  readonly pointer: string;
  /** Kebab-case. */
  readonly code: string;
}

/** Language of an answer: what the client prefers among Persian and English (RFC 9110 §12.5.4); Persian where it does not say. */
export function languageOf(request: Pick<AgencyRequest, 'headers'>): 'fa' | 'en' {
  const ranges = (headerOf(request, 'accept-language') ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.map((parameter) => /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1]).find((q) => q !== undefined);
      return { language: tag.trim().split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ language, weight }) => weight > 0 && (language === 'fa' || language === 'en'))
    .sort((a, b) => b.weight - a.weight);
  return ranges[0]?.language === 'en' ? 'en' : 'fa';
}

/** A problem answer. `instance` names the trace of the request. */
export function problemAnswer(request: Pick<AgencyRequest, 'headers'>, type: ProblemType, violations: readonly Violation[] = []): Answer {
  const language = languageOf(request);
  const kind: ProblemKind = kinds[type];
  const words = kind[language];
  const errors: readonly Json[] = violations.map(({ pointer, code }) => ({
    pointer,
    code,
    detail: language === 'fa' ? `مقدار این جا پذیرفته نیست (${code})` : `The value here is not acceptable (${code})`,
  }));
  const body: Json = {
    type: typeOf(type),
    title: words.title,
    status: kind.status,
    detail: words.detail,
    ...(errors.length === 0 ? {} : { errors }),
  };
  return withHeader(jsonAnswer(kind.status, body, 'application/problem+json'), 'Content-Language', language);
}
