/**
 * Fetches a time stamp over HTTP. The answer is checked against the request; whether its authority is trusted, those decide who verify it.
 *
 * Source   RFC 3161 §3.4.
 * Room     attestation (floor 3). A signer's part: verification never comes here.
 */
import { randomBytes } from 'node:crypto';
import { EgifError } from '../../errors.js';
import { Refusal } from '../problem.js';
import { nonceText, timeStampRequest, tokenInResponse } from './request.js';
import { maxTokenBytes } from './signed-data.js';
import { checkTimeStamp } from './verify.js';

const timeoutMs = 30_000;
const nonceOctets = 16;

async function boundedBody(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    size += part.length;
    if (size > 2 * maxTokenBytes) throw new RangeError('the answer is too large');
  }
  return Buffer.concat(parts);
}

async function post(url: URL, body: Uint8Array): Promise<Uint8Array> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status !== 200) throw new RangeError(`status ${response.status}`);
    return await boundedBody(response);
  } catch (cause) {
    throw new EgifError('TIME_STAMP_UNAVAILABLE', `the time-stamp authority ${url.origin} gives no time stamp`, {
      mend: 'check its address and the way to it, or sign without --tsa',
      cause,
    });
  }
}

/** A token over the octets from the authority at the URL. Errors: USAGE, TIME_STAMP_UNAVAILABLE. */
export async function fetchTimeStamp(url: string, octets: Uint8Array): Promise<Uint8Array> {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target === undefined || !['http:', 'https:'].includes(target.protocol)) {
    throw new EgifError('USAGE', 'the time-stamp authority has no address of HTTP', { mend: 'give its URL, such as http://tsa.example/' });
  }
  const nonce = randomBytes(nonceOctets);
  const answer = await post(target, timeStampRequest(octets, { nonce }));
  try {
    const token = tokenInResponse(answer);
    checkTimeStamp(token, octets, { nonce: nonceText(nonce) });
    return token;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new EgifError('TIME_STAMP_UNAVAILABLE', `the answer of the time-stamp authority does not hold: ${error.code}`, {
      mend: 'ask the authority, or name another one',
      cause: error,
    });
  }
}
