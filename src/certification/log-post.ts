/**
 * One bounded POST to a witness: time, octets and kinds of address have limits, and no redirect is followed.
 *
 * Room     certification (floor 4).
 */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AskWitness } from './log-witnesses.js';

const maxAnswerBytes = 64 * 1024;
const maxMs = 10_000;

/** Posts over HTTP or HTTPS; `timeoutMs` covers the whole exchange. */
export function witnessPost(timeoutMs: number = maxMs): AskWitness {
  return (url, body) =>
    new Promise((done, failed) => {
      const address = URL.canParse(url) ? new URL(url) : undefined;
      if (address === undefined || !['http:', 'https:'].includes(address.protocol)) {
        failed(new Error('the address of the witness is not of HTTP'));
        return;
      }
      const octets = Buffer.from(body);
      const send = address.protocol === 'https:' ? httpsRequest : httpRequest;
      const signal = AbortSignal.timeout(timeoutMs);
      const headers = { 'content-type': 'text/plain; charset=utf-8', 'content-length': octets.length };
      const call = send(address, { method: 'POST', headers, signal, agent: false }, (answer) => {
        const parts: Buffer[] = [];
        let length = 0;
        answer.on('data', (part: Buffer) => {
          length += part.length;
          if (length > maxAnswerBytes) call.destroy(new Error(`the answer is longer than ${maxAnswerBytes} bytes`));
          else parts.push(part);
        });
        answer.on('error', failed);
        answer.on('end', () =>
          done({ status: answer.statusCode ?? 0, contentType: answer.headers['content-type'] ?? '', body: Buffer.concat(parts).toString('utf8') }),
        );
      });
      call.on('error', failed);
      call.end(octets);
    });
}
