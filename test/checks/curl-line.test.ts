/**
 * Requests as lines for a shell: what a shell reads is what was sent, and nothing of the credential or of a living person is in it.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'mocha';
import type { HttpAction } from '../../src/contract/evidence.js';
import { curlLine } from '../../src/checks/curl-line.js';

const subject = {
  baseUrl: 'https://api.agency.example/v1',
  service: { credentials: { identities: { key: { kind: 'api_key' as const, header: 'X-Gate-Key' }, seal: { kind: 'mtls' as const } } } },
};
type Sent = Pick<HttpAction, 'method' | 'url' | 'headers' | 'body' | 'credential'>;

/** The words that a POSIX shell makes of a line. */
function wordsOf(line: string): readonly string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\036' "$word"; done; }; BASE=https://base.example TOKEN=t; ${line}`;
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\u001e').slice(0, -1);
}

describe('the curl line', () => {
  const cases: readonly { readonly why: string; readonly sent: Sent; readonly words: readonly string[] }[] = [
    {
      why: 'quotes in a body and signs in a query are kept from the shell',
      sent: {
        method: 'POST',
        url: `${subject.baseUrl}/a?$x=1&b=%22`,
        headers: [['Content-Type', 'application/json']],
        body: `{"a":"it's $HOME"}`,
        credential: 'identity:a',
      },
      words: [
        '-sS',
        '-i',
        '-X',
        'POST',
        '-H',
        'Authorization: Bearer t',
        '-H',
        'Content-Type: application/json',
        '--data-raw',
        `{"a":"it's $HOME"}`,
        'https://base.example/a?$x=1&b=%22',
      ],
    },
    {
      why: 'a long run is written by the shell',
      sent: { method: 'POST', url: `${subject.baseUrl}/a`, body: `{"a":"${'x'.repeat(9000)}"}`, credential: 'none' },
      words: ['-sS', '-i', '-X', 'POST', '--data-raw', `{"a":"${'x'.repeat(9000)}"}`, 'https://base.example/a'],
    },
    {
      why: 'direction marks are escaped, a code that may be somebody’s is not printed, a synthetic one is',
      sent: { method: 'POST', url: `${subject.baseUrl}/a`, body: '{"a":"b\u202ec","n":"4111111111111111","s":"9990000018"}', credential: 'none' },
      words: ['-sS', '-i', '-X', 'POST', '--data-raw', '{"a":"b\\u202ec","n":"<code>","s":"9990000018"}', 'https://base.example/a'],
    },
    {
      why: 'a recorded request holds its credential redacted: the line has the field once',
      sent: {
        method: 'GET',
        url: `${subject.baseUrl}/a`,
        headers: [
          ['Accept', '*/*'],
          ['authorization', 'Bearer [redacted:426]'],
        ],
        credential: 'identity:a',
      },
      words: ['-sS', '-i', '-H', 'Authorization: Bearer t', '-H', 'Accept: */*', 'https://base.example/a'],
    },
    {
      why: 'a key stands in the header field that the statement names for it',
      sent: { method: 'GET', url: `${subject.baseUrl}/a`, headers: [['x-gate-key', '[redacted:26]']], credential: 'identity:key' },
      words: ['-sS', '-i', '-H', 'X-Gate-Key: t', 'https://base.example/a'],
    },
    {
      why: 'an identity with a client certificate alone has no header field',
      sent: { method: 'GET', url: `${subject.baseUrl}/a`, credential: 'identity:seal' },
      words: ['-sS', '-i', 'https://base.example/a'],
    },
  ];
  for (const { why, sent, words } of cases)
    it(why, () => {
      const line = curlLine(sent, subject);
      assert.ok(line !== undefined && !line.includes('api.agency.example'));
      assert.deepEqual(wordsOf(line), words);
    });

  it('is left out where no reader could use it', () => {
    const body = Array.from({ length: 3000 }, (_, index) => index).join(',');
    assert.equal(curlLine({ method: 'POST', url: `${subject.baseUrl}/a`, body, credential: 'none' }, subject), undefined);
  });
});
