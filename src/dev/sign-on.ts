/**
 * The sample agency's single sign-on for citizens, as far as anybody sees it who does not sign in: the login page that hands over, and the
 * authorization endpoint, which shows its form or refuses (OpenID Connect Core 1.0 §3.1.2, RFC 7636 §4.4, RFC 6749 §4.1.2.1).
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { createHash, randomBytes } from 'node:crypto';
import { withHeader, type AgencyRequest, type Answer } from './exchange.js';
import { page } from './pages.js';

/** Client of the sign-on that the service is. */
const clientId = 'person-registry-portal';
export const authorizePath = '/sso/authorize';
export const callbackPath = '/callback';

export interface SignOnWorld {
  /** `https://host:port` */
  readonly origin: string;
  readonly basePath: string;
}

const fresh = (): string => randomBytes(24).toString('base64url');
const redirect = (location: string): Answer => withHeader({ status: 302, headers: [] }, 'Location', location);

/** Sends the browser to the sign-on with values of this visit alone. */
function loginAnswer({ origin, basePath }: SignOnWorld): Answer {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    scope: 'openid',
    redirect_uri: `${origin}${basePath}${callbackPath}`,
    state: fresh(),
    nonce: fresh(),
    code_challenge: createHash('sha256').update(fresh()).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const cookie = `__Host-login=${fresh()}; Path=/; Secure; HttpOnly; SameSite=Lax`;
  return withHeader(redirect(`${origin}${authorizePath}?${query.toString()}`), 'Set-Cookie', cookie);
}

/** The form in which a citizen would sign in. */
function formAnswer(): Answer {
  return page('ورود یکپارچه', [
    '<form method="post"><label for="mobile">شمارهٔ تلفن همراه</label> <input id="mobile" name="mobile" inputmode="tel" autocomplete="tel"> <button type="submit">دریافت رمز یک‌بارمصرف</button></form>',
  ]);
}

function authorizeAnswer({ query }: AgencyRequest, { origin, basePath }: SignOnWorld): Answer {
  const callback = `${origin}${basePath}${callbackPath}`;
  // An address that is not registered is told nothing, not even the error.
  if (query.get('client_id') !== clientId || query.get('redirect_uri') !== callback)
    return { ...page('درخواست ورود نادرست است', ['<p>نشانی بازگشت ثبت نشده است.</p>']), status: 400 };
  const refuse = (error: string): Answer => redirect(`${callback}?${new URLSearchParams({ error, state: query.get('state') ?? '' }).toString()}`);
  if (query.get('response_type') !== 'code') return refuse('unsupported_response_type');
  if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(query.get('code_challenge') ?? '')) return refuse('invalid_request');
  return formAnswer();
}

/** Answers to GET for those who sign in. */
export function signOnAnswer(request: AgencyRequest, world: SignOnWorld): Answer | undefined {
  if (request.path === `${world.basePath}/login`) return loginAnswer(world);
  return request.path === authorizePath ? authorizeAnswer(request, world) : undefined;
}
