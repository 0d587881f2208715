import { strict as assert } from 'node:assert';
import { generateKeyPairSync, verify } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import { describe, it } from 'mocha';
import type { Identity, Service } from '../../src/contract/documents.js';
import { parseJson } from '../../src/contract/json.js';
import { createCredentials, type TokenRequest } from '../../src/evidence/credentials.js';
import { signJsonWebToken } from '../../src/evidence/json-web-token.js';
import { getOf, serveHttp, serveHttps, sessionFor, strangerPair, trustedPair } from './servers.js';

const secrets: Readonly<Record<string, string>> = { 'env:S': 'p@ss word', 'env:T': 'static-token-1' };
const resolveSecret = (reference: string): string => secrets[reference] ?? reference.slice('env:'.length);

function serviceWith(
  identities: Readonly<Record<string, Identity>>,
  more: Service['credentials'] = { tokenUrl: 'https://sso.test/token' },
): Pick<Service, 'credentials'> {
  return { credentials: { ...more, identities } };
}

/** Credentials with a token endpoint that records and answers. */
function withEndpoint(service: Pick<Service, 'credentials'>, answers: readonly (string | number)[], now = { ms: 0 }) {
  const seen: TokenRequest[] = [];
  const source = createCredentials({
    service,
    resolveSecret,
    clock: () => new Date(now.ms),
    fetchToken: (request) => {
      const answer = answers[Math.min(seen.length, answers.length - 1)] ?? 500;
      seen.push(request);
      return Promise.resolve(typeof answer === 'number' ? { status: answer, value: undefined } : { status: 200, value: parseJson(answer)?.value });
    },
  });
  return { source, seen, now };
}

const token = (value: string, seconds = 100): string => JSON.stringify({ access_token: value, token_type: 'bearer', expires_in: seconds });
const field = (request: TokenRequest | undefined, name: string) => new URLSearchParams(request?.body).get(name);

describe('evidence: credentials', () => {
  it('gives static bearer tokens and API keys without any exchange', async () => {
    const { source, seen } = withEndpoint(
      serviceWith({
        b: { kind: 'bearer', token: 'env:T' },
        k: { kind: 'api_key', secret: 'env:T', header: 'X-Key' },
        d: { kind: 'api_key', secret: 'env:T' },
      }),
      [],
    );
    assert.deepEqual(await source.authorize('b'), [['Authorization', 'Bearer static-token-1']]);
    assert.deepEqual(await source.authorize('k'), [['X-Key', 'static-token-1']]);
    assert.deepEqual(await source.authorize('d'), [['X-API-Key', 'static-token-1']]);
    assert.equal(seen.length, 0);
  });

  it('names exactly the identities that it can serve', () => {
    const identities: Readonly<Record<string, Identity>> = {
      basic: { kind: 'client_secret_basic', clientId: 'c', secret: 'env:S' },
      noClient: { kind: 'client_secret_basic', secret: 'env:S' },
      noSecret: { kind: 'client_secret_post', clientId: 'c' },
      mtls: { kind: 'mtls', cert: 'env:S', key: 'env:S' },
      hsm: { kind: 'pkcs11', uri: 'pkcs11:x' },
    };
    assert.deepEqual(withEndpoint(serviceWith(identities), []).source.identities, ['basic', 'mtls']);
    assert.deepEqual(withEndpoint(serviceWith(identities, {}), []).source.identities, ['mtls']);
  });

  it('proves a client by basic authentication, form-encoded first', async () => {
    const { source, seen } = withEndpoint(serviceWith({ a: { kind: 'client_secret_basic', clientId: 'c:1', secret: 'env:S', scopes: ['x', 'y'] } }), [
      token('t1'),
    ]);
    assert.deepEqual(await source.authorize('a'), [['Authorization', 'Bearer t1']]);
    const [, basic = ''] = seen[0]?.headers.find(([name]) => name === 'Authorization') ?? [];
    assert.equal(Buffer.from(basic.slice(6), 'base64').toString(), 'c%3A1:p%40ss+word');
    assert.equal(field(seen[0], 'grant_type'), 'client_credentials');
    assert.equal(field(seen[0], 'scope'), 'x y');
    assert.equal(field(seen[0], 'client_secret'), null);
  });

  it('proves a client by its secret in the body', async () => {
    const { source, seen } = withEndpoint(serviceWith({ a: { kind: 'client_secret_post', clientId: 'c', secret: 'env:S' } }), [token('t1')]);
    await source.authorize('a');
    assert.equal(field(seen[0], 'client_secret'), 'p@ss word');
    assert.equal(field(seen[0], 'client_id'), 'c');
  });

  const keys = [
    { alg: 'RS256', pair: generateKeyPairSync('rsa', { modulusLength: 2048 }) },
    { alg: 'ES256', pair: generateKeyPairSync('ec', { namedCurve: 'P-256' }) },
    { alg: 'ES384', pair: generateKeyPairSync('ec', { namedCurve: 'P-384' }) },
    { alg: 'EdDSA', pair: generateKeyPairSync('ed25519') },
  ] as const;
  for (const { alg, pair } of keys) {
    it(`proves a client by an assertion signed with ${alg}`, async () => {
      const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' });
      const { source, seen } = withEndpoint(serviceWith({ a: { kind: 'private_key_jwt', clientId: 'c', key: `env:${pem}` } }), [token('t1')], {
        ms: 1_000_000,
      });
      await source.authorize('a');
      const [head = '', claims = '', signature = ''] = (field(seen[0], 'client_assertion') ?? '').split('.');
      assert.equal(JSON.parse(Buffer.from(head, 'base64url').toString()).alg, alg);
      const { iss, sub, aud, iat, exp, jti } = JSON.parse(Buffer.from(claims, 'base64url').toString());
      assert.deepEqual([iss, sub, aud, iat, exp], ['c', 'c', 'https://sso.test/token', 1000, 1060]);
      assert.equal(typeof jti, 'string');
      const hash = { RS256: 'sha256', ES256: 'sha256', ES384: 'sha384', EdDSA: null }[alg];
      assert.ok(
        verify(hash, Buffer.from(`${head}.${claims}`), { key: pair.publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')),
      );
    });
  }

  it('signs with PS256 where the endpoint takes that alone', async () => {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const service = serviceWith({ a: { kind: 'private_key_jwt', clientId: 'c', keyId: 'k7', key: `env:${pem}` } }, { issuer: 'https://sso.test' });
    const metadata = { token_endpoint: 'https://sso.test/t', token_endpoint_auth_signing_alg_values_supported: ['PS256'] };
    const { source, seen } = withEndpoint(service, [JSON.stringify(metadata), token('t1')]);
    await source.authorize('a');
    const [head = ''] = (field(seen[1], 'client_assertion') ?? '').split('.');
    assert.deepEqual(JSON.parse(Buffer.from(head, 'base64url').toString()), { typ: 'JWT', kid: 'k7', alg: 'PS256' });
  });

  it('asks by the password grant, and adds the fields of the gateway to calls alone', async () => {
    const service = serviceWith({
      g: { kind: 'password', clientId: 'c', secret: 'env:S', username: 'u', password: 'env:T', headers: { pid: 'env:product-1' } },
    });
    const { source, seen } = withEndpoint(service, [token('t1')]);
    assert.deepEqual(await source.authorize('g'), [
      ['pid', 'product-1'],
      ['Authorization', 'Bearer t1'],
    ]);
    assert.deepEqual([field(seen[0], 'grant_type'), field(seen[0], 'username'), field(seen[0], 'password')], ['password', 'u', 'static-token-1']);
    assert.ok(seen[0]?.headers.every(([name]) => name !== 'pid'));
  });

  it('tells what a token is like, never the token', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const claims = { aud: 'https://api.test', iat: 100, exp: 700, cnf: { 'x5t#S256': 'x' } };
    const jwt = signJsonWebToken({ typ: 'at+jwt', kid: 'k' }, claims, { algorithm: 'ES256', key: pair.privateKey });
    const service = serviceWith(
      { a: { kind: 'client_secret_post', clientId: 'c', secret: 'env:S' } },
      { issuer: 'https://sso.test', tokenUrl: 'https://sso.test/t' },
    );
    const keys = { keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid: 'k' }] };
    const answers = [token(jwt, 600), JSON.stringify({ jwks_uri: 'https://sso.test/keys' }), JSON.stringify(keys)];
    const facts = await withEndpoint(service, answers).source.describe?.('a');
    assert.ok(facts);
    const { alterations, ...rest } = facts;
    assert.deepEqual(rest, {
      form: 'jwt',
      expiresIn: 600,
      algorithm: 'ES256',
      type: 'at+jwt',
      claims: ['aud', 'cnf', 'exp', 'iat'],
      audiences: ['https://api.test'],
      issuedAt: 100,
      expiresAt: 700,
      confirmation: ['x5t#S256'],
      signed: true,
    });
    assert.ok(alterations.includes('hs256-key') && !alterations.includes('unbound'));
    const strangers = { keys: [{ ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }), kid: 'k' }] };
    const foreign = await withEndpoint(service, [answers[0] ?? '', answers[1] ?? '', JSON.stringify(strangers)]).source.describe?.('a');
    assert.equal(foreign?.signed, false);
    const keyless = await withEndpoint(service, [answers[0] ?? '', 500]).source.describe?.('a');
    assert.equal(keyless?.signed, undefined);
  });

  it('refuses a client certificate whose key is not its own', async () => {
    const service = serviceWith({ m: { kind: 'mtls', cert: 'env:C', key: 'env:K' } }, {});
    const source = (key: string) =>
      createCredentials({
        service,
        resolveSecret: (name) => (name === 'env:C' ? trustedPair.cert : key),
        fetchToken: () => Promise.reject(new Error()),
      });
    await assert.rejects(source(strangerPair.key).channel?.('m') ?? Promise.resolve(), { code: 'SECRET_UNAVAILABLE' });
    assert.equal((await source(trustedPair.key).channel?.('m'))?.certificate, trustedPair.cert);
    assert.deepEqual(await source(trustedPair.key).authorize('m'), []);
  });

  it('shows the client certificate to the server, and not where the token goes without it', async () => {
    const seen: string[] = [];
    const server = await serveHttps(
      (request, response) => {
        const { socket } = request;
        seen.push(`${request.url} ${socket instanceof TLSSocket && socket.getPeerX509Certificate() !== undefined ? 'shown' : 'bare'}`);
        response.end('{}');
      },
      { ...trustedPair, requestCert: true, rejectUnauthorized: false },
    );
    const origin = `https://egif.test:${server.port}`;
    const service = serviceWith({ b: { kind: 'bearer', token: 'env:T', cert: 'env:C', key: 'env:K' } }, {});
    const pairs: Readonly<Record<string, string>> = { 'env:C': trustedPair.cert, 'env:K': trustedPair.key, 'env:T': 'static-token-1' };
    const session = sessionFor([origin], {
      lookup: () => Promise.resolve(['127.0.0.1']),
      credentials: (fetchToken) => createCredentials({ service, resolveSecret: (name) => pairs[name] ?? '', fetchToken }),
    });
    for (const credential of ['identity:b', 'altered:unbound:b', 'none'] as const)
      await session.observe(getOf(`${origin}/a`, { credential, safety: 'S2' }), 1);
    assert.deepEqual(seen, ['/a shown', '/a bare', '/a bare']);
    const inQuery = await session.observe(getOf(`${origin}/q?x=1`, { credential: 'query:b', safety: 'S2' }), 1);
    assert.equal(seen.at(-1), '/q?x=1&access_token=static-token-1 shown');
    assert.ok(inQuery.kind === 'http' && /access_token=%5Bredacted/.test(inQuery.request.url), JSON.stringify(inQuery));
    assert.ok(!JSON.stringify(session.observations()).includes('static-token-1'));
    await session.close();
    await server.close();
  });

  it('keeps a token until shortly before it expires, and exchanges once for all who ask at the same time', async () => {
    const { source, seen, now } = withEndpoint(serviceWith({ a: { kind: 'client_secret_post', clientId: 'c', secret: 'env:S' } }), [
      token('t1'),
      token('t2'),
    ]);
    await Promise.all([1, 2, 3].map(() => source.authorize('a')));
    assert.equal(seen.length, 1);
    now.ms = 89_000;
    await source.authorize('a');
    assert.equal(seen.length, 1);
    now.ms = 91_000;
    const renewed = await Promise.all([1, 2, 3].map(() => source.authorize('a')));
    assert.equal(seen.length, 2);
    assert.deepEqual(renewed[2], [['Authorization', 'Bearer t2']]);
  });

  it('finds the token endpoint in the metadata of the issuer', async () => {
    const service = serviceWith({ a: { kind: 'client_secret_post', clientId: 'c', secret: 'env:S' } }, { issuer: 'https://sso.test/realm' });
    const { source, seen } = withEndpoint(service, [404, JSON.stringify({ token_endpoint: 'https://sso.test/t' }), token('t1')]);
    await source.authorize('a');
    assert.deepEqual(
      seen.map(({ url }) => url),
      [
        'https://sso.test/.well-known/oauth-authorization-server/realm',
        'https://sso.test/realm/.well-known/openid-configuration',
        'https://sso.test/t',
      ],
    );
  });

  const bad: readonly (string | number)[] = [
    401,
    500,
    'no json',
    '{}',
    '{"access_token":"t"}',
    '{"access_token":"t","token_type":"mac"}',
    '{"access_token":5,"token_type":"bearer"}',
  ];
  for (const answer of bad) {
    it(`has no credential when the token endpoint answers ${answer}, and does not ask for ever`, async () => {
      const { source, seen } = withEndpoint(serviceWith({ a: { kind: 'client_secret_post', clientId: 'c', secret: 'env:S' } }), [answer]);
      for (let index = 0; index < 6; index += 1) await assert.rejects(source.authorize('a'), { code: 'SECRET_UNAVAILABLE' });
      assert.equal(seen.length, 3);
    });
  }

  it('exchanges a token through the guards of the session, recorded without secrets', async () => {
    const seen: string[] = [];
    const server = await serveHttp((request, response) => {
      seen.push(`${request.url} ${request.headers.authorization ?? ''}`);
      response.setHeader('Content-Type', 'application/json');
      response.end(request.url === '/token' ? token('very-secret-token') : '{"echo":"very-secret-token"}');
    });
    const service = serviceWith({ a: { kind: 'client_secret_post', clientId: 'c', secret: 'env:S' } }, { tokenUrl: `${server.http}/token` });
    const session = sessionFor([server.http], { credentials: (fetchToken) => createCredentials({ service, resolveSecret, fetchToken }) });
    const observation = await session.observe(getOf(`${server.http}/me`, { credential: 'identity:a', safety: 'S2' }), 1);
    assert.equal(observation.lost, undefined);
    assert.deepEqual(seen, ['/token ', '/me Bearer very-secret-token']);
    assert.equal(session.requestsSent, 2);
    const all = session.observations();
    assert.equal(all.length, 2);
    const text = all.map((each) => JSON.stringify(each) + (each.kind === 'http' ? Buffer.from(each.response?.body ?? []).toString() : '')).join('\n');
    assert.ok(!/very-secret-token|p%40ss|p@ss/.test(text), text);
    assert.match(text, /\[redacted:17\]/);
    await session.close();
    await server.close();
  });

  it('sends no secret to a token endpoint outside the targets', async () => {
    const server = await serveHttp((_request, response) => response.end());
    const service = serviceWith({ a: { kind: 'client_secret_post', clientId: 'c', secret: 'env:S' } }, { tokenUrl: 'http://127.0.0.1:1/token' });
    const session = sessionFor([server.http], { credentials: (fetchToken) => createCredentials({ service, resolveSecret, fetchToken }) });
    const observation = await session.observe(getOf(`${server.http}/me`, { credential: 'identity:a', safety: 'S2' }), 1);
    assert.equal(observation.lost?.cause, 'no-credential');
    assert.equal(session.requestsSent, 0);
    await session.close();
    await server.close();
  });
});
