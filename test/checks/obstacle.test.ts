import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { obstacleIn } from '../../src/checks/obstacle.js';
import type { Exchange, Headers, ServedCertificate, TlsSession } from '../../src/contract/evidence.js';

const base = { seq: 0, environment: 'e', place: '/x', at: '2026-11-22T06:00:00.000Z', elapsedMs: 1 };

function answer(status: number, headers: Headers, body: string): Exchange {
  const request = { method: 'GET', url: 'https://api.example/x', headers: [], credential: 'none' as const };
  return { ...base, kind: 'http', request, response: { status, headers, body: Buffer.from(body) } };
}

function handshake(issuer: string, trusted = false): TlsSession {
  const certificate: ServedCertificate = {
    subject: 'CN=api.example',
    issuer,
    notBefore: '2026-01-01T00:00:00Z',
    notAfter: '2027-01-01T00:00:00Z',
    sha256: '',
    spkiSha256: '',
    keyType: 'rsa',
    keyBits: 2048,
    signatureAlgorithm: 'sha256WithRSAEncryption',
    subjectAltNames: ['api.example'],
    isCa: false,
    selfSigned: false,
  };
  const session = { protocol: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', trusted, hostMatches: true, chain: [certificate] };
  return { ...base, kind: 'tls-session', session };
}

const html: Headers = [['Content-Type', 'text/html; charset=utf-8']];
const json: Headers = [['Content-Type', 'application/json']];
const f5 =
  '<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br>Your support ID is: 4111222333444555666</body></html>';

describe('checks: answers that are not the service’s own', () => {
  const cases: readonly { readonly why: string; readonly seen: Exchange | TlsSession; readonly want: string | undefined }[] = [
    { why: 'the page of F5, which comes with 200', seen: answer(200, html, f5), want: 'waf' },
    {
      why: 'the page of Cloudflare',
      seen: answer(403, [...html, ['Server', 'cloudflare']], '<title>Attention Required! | Cloudflare</title>'),
      want: 'waf',
    },
    { why: 'a challenge by its field alone', seen: answer(403, [...html, ['cf-mitigated', 'challenge']], '<html>'), want: 'waf' },
    { why: 'the page of ArvanCloud', seen: answer(403, [...html, ['Server', 'ArvanCloud']], '<title>403 Forbidden</title>'), want: 'waf' },
    {
      why: 'a barred country',
      seen: answer(
        403,
        [
          ['Content-Type', 'text/plain'],
          ['Server', 'cloudflare'],
        ],
        'error code: 1009',
      ),
      want: 'geo',
    },
    { why: 'the page of national filtering', seen: answer(403, html, '<iframe src="http://10.10.34.34?type=x" />'), want: 'geo' },
    { why: 'status 451', seen: answer(451, json, '{}'), want: 'geo' },
    { why: 'a plain page with 403', seen: answer(403, html, '<title>403 Forbidden</title>'), want: undefined },
    {
      why: 'a page of the service behind Cloudflare',
      seen: answer(404, [...html, ['Server', 'cloudflare']], '<title>404 Not Found</title>'),
      want: undefined,
    },
    {
      why: 'a refusal in JSON behind ArvanCloud',
      seen: answer(403, [...json, ['Server', 'ArvanCloud']], '{"title":"403 Forbidden"}'),
      want: undefined,
    },
    { why: 'a record that quotes such a page', seen: answer(200, json, JSON.stringify({ text: f5 })), want: undefined },
    { why: 'a product on the way', seen: handshake('C=US, O=Fortinet, OU=Certificate Authority, CN=FG100'), want: 'tls-intercept' },
    { why: 'a product on the way that this run trusts', seen: handshake('O=Zscaler Inc., CN=Zscaler Intermediate Root CA', true), want: undefined },
    { why: 'a stranger', seen: handshake('O=Somebody, CN=Own CA'), want: undefined },
  ];
  for (const { why, seen, want } of cases) it(`says ${want ?? 'nothing'} to ${why}`, () => assert.equal(obstacleIn(seen)?.cause, want));
});
