/**
 * One call of an agency's probe, as an action of the engine: it is given the lowest class, and the engine raises it to what sending it is in truth.
 *
 * Room     cli (floor 7).
 */
import type { PreparedCase } from '../../index/cases.js';
import type { EvidenceSession } from '../../index/live.js';
import type { HttpAction } from '../../contract/evidence.js';
import type { ProbeAnswer, ProbeRequest } from './agency-probes-talk.js';

const longestBody = 1024 * 1024;
const longestUrl = 65_536;
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/;
const fieldValue = /^[\t\x20-\x7e]*$/;

const blocked = (detail: string): ProbeAnswer => ({ lost: { cause: 'blocked', detail } });

/** The action of a request, or what is wrong with it. */
function actionOf({ method, url, headers, body, as }: ProbeRequest, prepared: PreparedCase, occasion: string): HttpAction | string {
  const target = url.startsWith('/') ? `${prepared.subject.baseUrl}${url}` : url;
  if (!token.test(method)) return 'the method is no token';
  if (target.length > longestUrl || !URL.canParse(target)) return 'the address is none';
  if (!headers.every(([name, value]) => token.test(name) && fieldValue.test(value))) return 'a header field is ill-formed';
  if (body !== undefined && body.length > longestBody) return 'the body is over 1 MiB';
  if (as !== undefined && !prepared.settings.identities.includes(as)) return `there is no usable identity ${as}`;
  return {
    kind: 'http',
    method: method.toUpperCase(),
    url: target,
    headers,
    credential: as === undefined ? 'none' : `identity:${as}`,
    safety: 'S1',
    place: new URL(target).pathname,
    occasion,
    ...(body === undefined ? {} : { body: body.toWellFormed() }),
  };
}

interface Asking {
  readonly session: EvidenceSession;
  readonly prepared: PreparedCase;
  /** Makes each call one of its own. */
  readonly occasion: string;
}

/** Asks. Never rejects: what cannot be had is lost, with its cause. */
export async function askFor(request: ProbeRequest, { session, prepared, occasion }: Asking): Promise<ProbeAnswer> {
  const action = actionOf(request, prepared, occasion);
  if (typeof action === 'string') return blocked(action);
  try {
    const observation = await session.observe(action, 1, occasion);
    if (observation.kind !== 'http' || observation.response === undefined)
      return { lost: observation.lost ?? { cause: 'harness', detail: 'no answer' } };
    const { status, headers, body } = observation.response;
    return { status, headers, text: Buffer.from(body).toString('utf8') };
  } catch {
    return { lost: { cause: 'harness', detail: 'the call could not be made' } };
  }
}
