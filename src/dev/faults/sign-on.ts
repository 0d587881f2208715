/**
 * Faults of the pages for people: how citizens sign in, what the pages carry, whether everybody can use them.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { Statement } from '../../contract/documents.js';
import { headerOf, withHeader, withoutHeaders, type Answer } from '../exchange.js';
import { problemAnswer } from '../problems.js';
import { authorizePath } from '../sign-on.js';
import { htmlPage, inLayer, publishedAt, replaced } from './bend.js';
import type { AnswerContext, Fault, FaultHooks } from './fault.js';

const technical = inLayer('technical');
const organisational = inLayer('organisational');

/** A statement that says that citizens are served too. */
const forCitizens = (statement: Statement): Statement => ({
  ...statement,
  services: statement.services.map((service) => ({ ...service, kinds: ['G2G', 'G2C'] })),
});

/** Bends the request for authorization to which the login page redirects. */
function requestFor(bend: (request: URL) => void): FaultHooks {
  return {
    answer(answer, { request, basePath }) {
      const location = headerOf(answer, 'location');
      if (request.path !== `${basePath}/login` || location === undefined) return answer;
      const url = new URL(location);
      bend(url);
      return withHeader(answer, 'Location', url.href);
    },
  };
}

/** Bends the text of a page. */
function pageText(path: string, find: string, put: string): FaultHooks {
  return {
    answer: publishedAt(path, (answer) => ({
      ...answer,
      body: Buffer.from(
        Buffer.from(answer.body ?? [])
          .toString('utf8')
          .replace(find, put),
      ),
    })),
  };
}

/** The endpoint shows its form to those whom it should refuse. */
function servedWhere(wrong: (query: URLSearchParams) => boolean): FaultHooks {
  return {
    statement: forCitizens,
    answer: (answer, { request }) =>
      request.path === authorizePath && answer.status !== 200 && wrong(request.query)
        ? replaced(withoutHeaders(answer, 'Location'), signInForm)
        : answer,
  };
}

const signInForm: Answer = htmlPage(200, '<label>شمارهٔ تلفن همراه <input name="mobile"></label>');

const loginFaults: readonly Fault[] = [
  organisational('login-with-password', 'ORG-SWN-002', {
    en: 'The login page takes a password of its own',
    fa: 'صفحهٔ ورود گذرواژهٔ جداگانه می‌گیرد',
    hooks: {
      answer: (answer, { request, basePath }: AnswerContext) =>
        request.path === `${basePath}/login`
          ? replaced(withoutHeaders(answer, 'Location'), htmlPage(200, '<label>گذرواژه <input type="password" name="pass"></label>'))
          : answer,
    },
  }),
  organisational('login-at-another-host', 'ORG-SWN-002', {
    en: 'Citizens sign in at a host that is not the single sign-on',
    fa: 'شهروند در نشانی‌ای جز ورود یکپارچه وارد می‌شود',
    hooks: requestFor((url) => {
      url.host = 'login.sample.gov.example';
    }),
  }),
  organisational('login-over-http', 'ORG-SWN-002', {
    en: 'The browser is sent to sign in over cleartext HTTP',
    fa: 'مرورگر برای ورود به HTTP بی‌رمز فرستاده می‌شود',
    hooks: requestFor((url) => {
      url.protocol = 'http:';
    }),
  }),
  organisational('login-implicit', 'ORG-SWN-002', {
    en: 'The login asks for tokens in the address',
    fa: 'ورود، توکن را در نشانی می‌خواهد',
    hooks: requestFor((url) => url.searchParams.set('response_type', 'id_token token')),
  }),
  organisational('login-no-openid', 'ORG-SWN-002', {
    en: 'The login does not ask for an identity',
    fa: 'ورود، هویت کاربر را درخواست نمی‌کند',
    hooks: requestFor((url) => url.searchParams.set('scope', 'profile')),
  }),
  organisational('login-stateless', 'ORG-SWN-002', {
    en: 'The login carries no state',
    fa: 'درخواست ورود state ندارد',
    hooks: requestFor((url) => url.searchParams.delete('state')),
  }),
  organisational('login-no-nonce', 'ORG-SWN-002', {
    en: 'The login carries no nonce',
    fa: 'درخواست ورود nonce ندارد',
    hooks: requestFor((url) => url.searchParams.delete('nonce')),
  }),
  organisational('login-fixed-state', 'ORG-SWN-002', {
    en: 'Every login carries the same state',
    fa: 'همهٔ درخواست‌های ورود یک state دارند',
    hooks: requestFor((url) => url.searchParams.set('state', 'portal')),
  }),
  organisational('login-plain-challenge', 'ORG-SWN-002', {
    en: 'The challenge of the login is the verifier itself',
    fa: 'چالش ورود همان مقدار آشکار است',
    hooks: requestFor((url) => url.searchParams.set('code_challenge_method', 'plain')),
  }),
  organisational('login-open-callback', 'ORG-SWN-002', {
    en: 'The login leads back to another address than the registered one',
    fa: 'ورود به نشانی‌ای جز نشانی ثبت‌شده بازمی‌گردد',
    hooks: requestFor((url) => url.searchParams.set('redirect_uri', `${url.searchParams.get('redirect_uri') ?? ''}?next=/`)),
  }),
];

const endpointFaults: readonly Fault[] = [
  technical('sign-on-without-pkce', 'TEC-SEC-009', {
    en: 'The single sign-on serves requests without PKCE',
    fa: 'ورود یکپارچه درخواست بدون PKCE را می‌پذیرد',
    hooks: servedWhere((query) => !query.has('code_challenge')),
  }),
  technical('sign-on-callback-prefix', 'TEC-SEC-009', {
    en: 'The single sign-on compares callbacks by their beginning',
    fa: 'ورود یکپارچه نشانی بازگشت را تنها از آغاز آن می‌سنجد',
    hooks: servedWhere((query) => (query.get('redirect_uri') ?? '').endsWith('/egif')),
  }),
  technical('sign-on-implicit', 'TEC-SEC-009', {
    en: 'The single sign-on serves requests for tokens in the address',
    fa: 'ورود یکپارچه توکن را در نشانی می‌دهد',
    hooks: servedWhere((query) => query.get('response_type') === 'token'),
  }),
];

const withoutField = (path: string, field: string): FaultHooks => ({
  answer: (answer, { request, basePath }) => (request.path === `${basePath}${path}` ? withoutHeaders(answer, field) : answer),
});

const headerFaults: readonly Fault[] = [
  technical('page-sniffable', 'TEC-SEC-017', {
    en: 'A page lets browsers guess its type',
    fa: 'صفحه حدس نوع محتوا را به مرورگر می‌سپارد',
    hooks: withoutField('/landing', 'X-Content-Type-Options'),
  }),
  technical('page-framable', 'TEC-SEC-017', {
    en: 'Any site may frame a page',
    fa: 'هر وبگاهی می‌تواند صفحه را در قاب بگذارد',
    hooks: withoutField('/form', 'Content-Security-Policy'),
  }),
  technical('page-leaks-referrer', 'TEC-SEC-017', {
    en: 'A page does not say what of its address others may see',
    fa: 'صفحه سیاست ارجاع‌دهنده ندارد',
    hooks: withoutField('/form', 'Referrer-Policy'),
  }),
  technical('login-cookie-open', 'TEC-SEC-018', {
    en: 'The cookie of the login is open to scripts and to other sites',
    fa: 'کوکی ورود برای اسکریپت‌ها و وبگاه‌های دیگر باز است',
    hooks: {
      answer: (answer, { request, basePath }) =>
        request.path === `${basePath}/login` ? withHeader(answer, 'Set-Cookie', 'login=1; Path=/') : answer,
    },
  }),
];

const pageFaults: readonly Fault[] = [
  organisational('landing-gone', 'ORG-SWN-001', {
    en: 'The page to which the window leads is not there',
    fa: 'صفحه‌ای که پنجره به آن می‌رسد وجود ندارد',
    hooks: { answer: publishedAt('/landing', (answer, { request }) => replaced(answer, problemAnswer(request, 'not-found'))) },
  }),
  organisational('landing-unnamed', 'ORG-SWN-001', {
    en: 'The page to which the window leads does not name the service',
    fa: 'صفحهٔ مقصد پنجره، خدمت را نام نمی‌برد',
    hooks: { answer: publishedAt('/landing', (answer) => replaced(answer, htmlPage(200, 'به سازمان نمونه خوش آمدید'))) },
  }),
  organisational('landing-over-http', 'ORG-SWN-001', {
    en: 'The page to which the window leads sends on to cleartext HTTP',
    fa: 'صفحهٔ مقصد پنجره به HTTP بی‌رمز می‌فرستد',
    hooks: {
      answer: publishedAt('/landing', (answer, { basePath }) => ({
        ...answer,
        status: 302,
        headers: [...answer.headers, ['Location', `http://portal.sample.gov.example${basePath}/landing`]],
      })),
    },
  }),
  organisational('landing-in-circles', 'ORG-SWN-001', {
    en: 'The page to which the window leads sends from page to page',
    fa: 'صفحهٔ مقصد پنجره پیاپی به صفحه‌ای دیگر می‌فرستد',
    hooks: {
      answer: publishedAt('/landing', (answer, { basePath }) => ({
        ...answer,
        status: 302,
        headers: [...answer.headers, ['Location', `${basePath}/landing?again`]],
      })),
    },
  }),
  organisational('page-without-language', 'ORG-SWN-005', {
    en: 'A page does not say its language',
    fa: 'صفحه زبان خود را نمی‌گوید',
    hooks: pageText('/landing', ' lang="fa"', ''),
  }),
  organisational('page-left-to-right', 'ORG-SWN-005', {
    en: 'A Persian page runs from left to right',
    fa: 'صفحهٔ فارسی چپ به راست است',
    hooks: pageText('/landing', ' dir="rtl"', ''),
  }),
  organisational('page-untitled', 'ORG-SWN-005', {
    en: 'A page has no title',
    fa: 'صفحه عنوان ندارد',
    hooks: pageText('/form', '<title>فرم درخواست</title>', ''),
  }),
  organisational('page-zoom-forbidden', 'ORG-SWN-005', {
    en: 'A page forbids zooming',
    fa: 'صفحه بزرگ‌نمایی را می‌بندد',
    hooks: pageText('/form', '<meta charset="utf-8">', '<meta charset="utf-8"><meta name="viewport" content="width=device-width, user-scalable=no">'),
  }),
  organisational('picture-unnamed', 'ORG-SWN-005', {
    en: 'A picture has no alternative',
    fa: 'تصویر جایگزین متنی ندارد',
    hooks: pageText('/landing', ' alt="نشان سازمان نمونه"', ''),
  }),
  organisational('field-unlabelled', 'ORG-SWN-005', {
    en: 'A field of a form has no label',
    fa: 'فیلد فرم برچسب ندارد',
    hooks: pageText('/form', 'for="requestText"', ''),
  }),
  organisational('button-unnamed', 'ORG-SWN-005', {
    en: 'A button has no name',
    fa: 'دکمه نام ندارد',
    hooks: pageText('/form', '>ثبت</button>', '></button>'),
  }),
  organisational('page-needs-plug-in', 'ORG-SWN-005', {
    en: 'A page needs a plug-in',
    fa: 'صفحه به افزونه نیاز دارد',
    hooks: pageText('/form', '</main>', '<object type="application/x-silverlight-2"></object></main>'),
  }),
  organisational('page-too-pale', 'ORG-SWN-005', {
    en: 'A text is too pale',
    fa: 'متن کم‌رنگ است',
    hooks: pageText('/form', 'color: #333333', 'color: #cccccc'),
  }),
];

export const signOnFaults: readonly Fault[] = [...loginFaults, ...endpointFaults, ...headerFaults, ...pageFaults];
