/** Agreement with `openssl ts` both ways: it verifies our requests and tokens, we verify its replies, and both refuse what is forged. */
import { strict as assert } from 'node:assert';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { Refusal } from '../../src/attestation/problem.js';
import { nonceText, timeStampRequest, tokenInResponse } from '../../src/attestation/timestamp/request.js';
import { verifyTimeStamp } from '../../src/attestation/timestamp/verify.js';
import { answerRequest, createTsaIdentity, testTsaPolicy, type TsaIdentity } from '../../src/dev/tsa.js';
import type { TsaKey } from '../../src/dev/tsa-token.js';
import { chainOf, now as authoritiesNow } from '../attestation/authorities.js';
import { openssl, pem } from './openssl.js';

const octets = Buffer.from('what is stamped');
const clock = new Date();
const configuration = `[tsa]
default_tsa = test
[test]
serial = serial
signer_digest = SIGNER
default_policy = ${testTsaPolicy}
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = ESS
`;

interface Reply {
  readonly signer: 'sha256' | 'sha384' | 'sha512';
  readonly ess: 'sha1' | 'sha256' | 'sha512';
  readonly hash: 'sha256' | 'sha384' | 'sha512';
  readonly code?: string;
}
const replies: readonly Reply[] = [
  { signer: 'sha256', ess: 'sha256', hash: 'sha256' },
  { signer: 'sha384', ess: 'sha256', hash: 'sha384' },
  { signer: 'sha512', ess: 'sha512', hash: 'sha512' },
  { signer: 'sha256', ess: 'sha1', hash: 'sha256', code: 'TST_NO_ESSCERTIDV2' },
];

describe('oracle: time stamps and openssl', function () {
  this.timeout(60_000);
  let directory = '';
  const tsa = createTsaIdentity(clock);
  const file = (name: string): string => join(directory, name);

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'egif-stamps-'));
    await writeFile(file('root.pem'), pem(tsa.root));
    await writeFile(file('data'), octets);
  });
  after(async () => rm(directory, { recursive: true, force: true }));

  /** What openssl says of an answer to a request. */
  async function verifiedByOpenssl(answer: Uint8Array, request: Uint8Array, root = tsa.root): Promise<boolean> {
    await Promise.all([writeFile(file('answer.tsr'), answer), writeFile(file('request.tsq'), request), writeFile(file('anchor.pem'), pem(root))]);
    const query = await openssl(
      ['ts', '-verify', '-x509_strict', '-queryfile', 'request.tsq', '-in', 'answer.tsr', '-CAfile', 'anchor.pem'],
      directory,
    );
    const data = await openssl(['ts', '-verify', '-x509_strict', '-data', 'data', '-in', 'answer.tsr', '-CAfile', 'anchor.pem'], directory);
    assert.equal(query.status, data.status);
    return query.status === 0;
  }

  for (const hash of ['sha256', 'sha384', 'sha512'] as const) {
    it(`openssl verifies our token for our request (${hash})`, async () => {
      const request = timeStampRequest(octets, { hash, nonce: randomBytes(16), policy: testTsaPolicy });
      assert.ok(await verifiedByOpenssl(answerRequest(Buffer.from(request), tsa, { clock: () => clock }), request));
    });
  }

  it('both refuse a token by the seal of an agency', async () => {
    const agency = chainOf();
    const seal: TsaKey = { certificate: agency.leaf.der, key: agency.leaf.key, intermediates: [agency.intermediate.der] };
    const request = timeStampRequest(octets, { nonce: randomBytes(16) });
    const answer = answerRequest(Buffer.from(request), seal, { clock: () => authoritiesNow });
    assert.equal(await verifiedByOpenssl(answer, request, agency.root.der), false);
    assert.throws(() => verifyTimeStamp(tokenInResponse(answer), octets, { anchors: [agency.root.der], at: authoritiesNow.getTime() }), {
      code: 'TST_CHAIN',
    });
  });

  async function replyOf(reply: Reply, request: Uint8Array, by: TsaIdentity): Promise<Uint8Array> {
    await Promise.all([
      writeFile(file('request.tsq'), request),
      writeFile(file('signer.pem'), pem(by.certificate)),
      writeFile(file('key.pem'), by.key.export({ format: 'pem', type: 'pkcs8' })),
      writeFile(file('serial'), '01\n'),
      writeFile(file('tsa.cnf'), configuration.replace('SIGNER', reply.signer).replace('ESS', reply.ess)),
    ]);
    const args = [
      'ts',
      '-reply',
      '-config',
      'tsa.cnf',
      '-queryfile',
      'request.tsq',
      '-signer',
      'signer.pem',
      '-inkey',
      'key.pem',
      '-out',
      'reply.tsr',
    ];
    const { status, text } = await openssl(args, directory);
    assert.equal(status, 0, text);
    return readFile(file('reply.tsr'));
  }

  for (const reply of replies) {
    const { signer, ess, hash, code } = reply;
    it(`${code === undefined ? 'we verify' : `we refuse with ${code}`} the reply of openssl: signed by ${signer}, signer named by ${ess}, over ${hash}`, async () => {
      const nonce = randomBytes(16);
      const token = tokenInResponse(await replyOf(reply, timeStampRequest(octets, { hash, nonce }), tsa));
      const demands = { anchors: [tsa.root], at: Date.now() + 60_000, policies: [testTsaPolicy], nonce: nonceText(nonce) };
      if (code === undefined) {
        const { time, accuracyMs } = verifyTimeStamp(token, octets, demands);
        assert.ok(Math.abs(time - Date.now()) < 60_000);
        assert.equal(accuracyMs, 1500);
      } else {
        assert.throws(
          () => verifyTimeStamp(token, octets, demands),
          (error) => error instanceof Refusal && error.code === code,
        );
      }
    });
  }
});
