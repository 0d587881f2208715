/** A 500 is the status that SOAP gives a fault; only one by which the server blames itself is a failure of the server. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { subjectFrom } from './fixture-subject.js';
import { reviewedPost } from './reviewed-post.js';

const subject = subjectFrom({ soap: 'PersonInquirySoap11' });
const soap11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const soap12 = 'http://www.w3.org/2003/05/soap-envelope';
const fault11 = (code: string): string =>
  `<e:Envelope xmlns:e="${soap11}" xmlns:x="urn:x"><e:Body><e:Fault><faultcode>${code}</faultcode><faultstring>no</faultstring></e:Fault></e:Body></e:Envelope>`;
const fault12 = (code: string): string =>
  `<e:Envelope xmlns:e="${soap12}"><e:Body><e:Fault><e:Code><e:Value>${code}</e:Value></e:Code><e:Reason><e:Text xml:lang="en">no</e:Text></e:Reason></e:Fault></e:Body></e:Envelope>`;

const cases: readonly { readonly why: string; readonly status?: number; readonly body: string; readonly fails: boolean }[] = [
  { why: 'the caller is to blame (SOAP 1.1 §6.2: 500)', body: fault11('e:Client'), fails: false },
  { why: 'the caller is to blame, told closer', body: fault11('e:Client.Authentication'), fails: false },
  { why: 'another version', body: fault11('e:VersionMismatch'), fails: false },
  { why: 'a code of the security header (WSS 1.1 §12)', body: fault11('x:InvalidSecurity'), fails: false },
  { why: 'the server blames itself', body: fault11('e:Server'), fails: true },
  { why: 'the server blames itself, told closer', body: fault11('e:Server.Database'), fails: true },
  { why: 'a header that must be understood (SOAP 1.2 Part 2 §7.5.2.2: 500)', body: fault12('e:MustUnderstand'), fails: false },
  { why: 'the receiver blames itself', body: fault12('e:Receiver'), fails: true },
  { why: 'a fault under a status that SOAP does not give it', status: 503, body: fault11('e:Client'), fails: true },
  { why: 'a page', body: '<html><body>Internal Server Error</body></html>', fails: true },
  { why: 'an envelope without a fault', body: `<e:Envelope xmlns:e="${soap11}"><e:Body/></e:Envelope>`, fails: true },
  { why: 'nothing', body: '', fails: true },
];

describe('probe/no-server-errors over SOAP', () => {
  for (const { why, status = 500, body, fails } of cases)
    it(`${fails ? 'finds' : 'lets pass'} a ${status}: ${why}`, () => {
      const judgement = reviewedPost(subject, {
        action: { place: 'port/echo', safety: 'S2' },
        response: { status, headers: [['Content-Type', 'text/xml; charset=utf-8']], body: Buffer.from(body) },
      });
      assert.deepEqual(
        judgement?.findings.map(({ code }) => code),
        fails ? ['server-error-answered'] : [],
      );
      assert.equal(judgement?.examined, 1);
    });
});
