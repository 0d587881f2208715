/** What a handshake brings beside itself: compression and renegotiation, staples, tickets, client certificates; and all of it again in a replay. */
import { strict as assert } from 'node:assert';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { describe, it } from 'mocha';
import type { Action, ChannelAction, ClientCertificate } from '../../src/contract/evidence.js';
import { ocspResponse } from '../../src/dev/ocsp.js';
import { createPki, type KeyedCertificate } from '../../src/dev/pki.js';
import { clientHello } from '../../src/evidence/client-hello.js';
import { readStaple } from '../../src/evidence/ocsp-staple.js';
import { openReplay } from '../../src/evidence/replay.js';
import { clientChannel } from '../../src/evidence/mtls-channel.js';
import { selfSignedLike } from '../../src/evidence/self-signed.js';
import { earlyDataOf } from '../../src/evidence/session-ticket.js';
import { handshakeOf, helloOf, serveRaw, serveTls, sessionFor, type Listening } from './servers.js';

const pki = createPki();
const now = new Date();
const pairOf = ({ chainPem, privateKeyPem }: KeyedCertificate): { readonly cert: string; readonly key: string } => ({
  cert: chainPem,
  key: privateKeyPem,
});

async function see<T extends Action>(server: Listening, action: T, changes: Parameters<typeof sessionFor>[1] = {}) {
  const session = sessionFor([server.https], { anchors: [pki.root.certificatePem], ...changes });
  try {
    return await session.observe(action, 1);
  } finally {
    await session.close();
    await server.close();
  }
}

/** A ServerHello of TLS 1.2 with a compression method and extensions. */
function serverHello(compression: number, extensions: Buffer): Buffer {
  const tail = extensions.length === 0 ? Buffer.alloc(0) : Buffer.concat([Buffer.of(0, extensions.length), extensions]);
  const body = Buffer.concat([Buffer.of(3, 3), Buffer.alloc(32, 1), Buffer.of(0, 0xc0, 0x2f, compression), tail]);
  return Buffer.concat([Buffer.of(0x16, 3, 3, 0, body.length + 4, 2, 0, 0, body.length), body]);
}

describe('evidence: what a ServerHello says of risky features', () => {
  it('offers DEFLATE before no compression only where it is asked to', () => {
    const base = { version: 'TLSv1.2', ciphers: [0xc02f], octets: new Uint8Array(96) } as const;
    assert.ok(clientHello({ ...base, compression: true }).includes(Buffer.from([0, 0xff, 2, 1, 0])));
    assert.ok(clientHello(base).includes(Buffer.from([0, 0xff, 1, 0])));
  });

  const cases: readonly { readonly why: string; readonly hello: Buffer; readonly compression: number; readonly renegotiationInfo: boolean }[] = [
    { why: 'DEFLATE and no renegotiation_info', hello: serverHello(1, Buffer.alloc(0)), compression: 1, renegotiationInfo: false },
    { why: 'both as they should be', hello: serverHello(0, Buffer.of(0xff, 1, 0, 1, 0)), compression: 0, renegotiationInfo: true },
    {
      why: 'a renegotiation_info that is none of a first handshake',
      hello: serverHello(0, Buffer.of(0xff, 1, 0, 2, 1, 7)),
      compression: 0,
      renegotiationInfo: false,
    },
  ];
  for (const { why, hello, ...wanted } of cases) {
    it(`reads ${why}`, async () => {
      const server = await serveRaw((socket) => socket.once('data', () => socket.write(hello)));
      const seen = await see(server, helloOf(server.https, 'TLSv1.2', { compression: true }));
      assert.equal(seen.kind, 'tls-hello');
      if (seen.kind === 'tls-hello') assert.deepEqual({ compression: seen.compression, renegotiationInfo: seen.renegotiationInfo }, wanted);
    });
  }

  it('says of TLS 1.3 neither, and of the platform’s TLS 1.2 that all is well', async () => {
    for (const [version, wanted] of [
      ['TLSv1.3', [undefined, undefined]],
      ['TLSv1.2', [0, true]],
    ] as const) {
      const server = await serveTls({});
      // A hello of TLS 1.3 must not offer compression (RFC 8446 §4.1.2).
      const seen = await see(server, helloOf(server.https, version, version === 'TLSv1.2' ? { compression: true } : {}));
      if (seen.kind !== 'tls-hello') throw new Error(seen.kind);
      assert.equal(seen.outcome, 'accepted');
      assert.deepEqual([seen.compression, seen.renegotiationInfo], wanted);
    }
  });

  it('greets over the family that is asked for, and over no other', async () => {
    const server = await serveTls({});
    const seen = await see(server, helloOf(server.https, 'TLSv1.3', { family: 6 }));
    assert.deepEqual([seen.lost?.cause, seen.lost?.detail], ['dns', 'the address is of another family']);
    const other = await serveTls({});
    const four = await see(other, helloOf(other.https, 'TLSv1.3', { family: 4 }));
    assert.equal(four.kind === 'tls-hello' ? four.outcome : four.kind, 'accepted');
  });
});

describe('evidence: OCSP staples', () => {
  const leaf = new X509Certificate(pki.server.certificatePem);
  const issuer = new X509Certificate(pki.intermediate.certificatePem);
  const facts = { leaf: pki.server, issuer: pki.intermediate, now } as const;

  it('are read for the leaf, signed by its issuer', () => {
    const good = readStaple(ocspResponse({ ...facts, status: 'good' }), leaf, issuer);
    assert.deepEqual([good.status, good.signed, good.revokedAt], ['good', true, undefined]);
    const revoked = readStaple(ocspResponse({ ...facts, status: 'revoked' }), leaf, issuer);
    assert.deepEqual([revoked.status, revoked.signed], ['revoked', true]);
    assert.ok(Date.parse(revoked.revokedAt ?? '') < now.getTime() && Date.parse(revoked.nextUpdate ?? '') > now.getTime());
  });

  it('are not signed where another authority or nobody signed them', () => {
    // The names of the right issuer over the key of another one.
    const forged = ocspResponse({ ...facts, issuer: { ...pki.intermediate, privateKeyPem: pki.root.privateKeyPem }, status: 'revoked' });
    assert.deepEqual([readStaple(forged, leaf, issuer).status, readStaple(forged, leaf, issuer).signed], ['revoked', false]);
  });

  it('say nothing of the leaf where they speak of another certificate', () => {
    const other = ocspResponse({ ...facts, leaf: pki.serverOf('wrong-host'), status: 'revoked' });
    assert.equal(readStaple(other, leaf, issuer).status, 'unreadable');
  });

  it('are unreadable in every beginning of one, and never throw for octets that were changed', () => {
    const whole = ocspResponse({ ...facts, status: 'revoked' });
    for (let length = 0; length < whole.length; length += 1) assert.equal(readStaple(whole.subarray(0, length), leaf, issuer).status, 'unreadable');
    for (let index = 0; index < whole.length; index += 1) {
      const changed = Buffer.from(whole);
      changed[index] = (changed[index] ?? 0) ^ 0xff;
      assert.equal(readStaple(changed, leaf, issuer).signed && readStaple(changed, leaf, issuer).status === 'revoked' && index < 40, false);
    }
  });

  it('come with the handshake', async () => {
    const server = createTlsServer({ ...pairOf(pki.server) });
    server.on('OCSPRequest', (_certificate, _issuer, answer) => answer(null, ocspResponse({ ...facts, status: 'revoked' })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const bound = server.address();
    const https = `https://127.0.0.1:${bound === null || typeof bound === 'string' ? 0 : bound.port}`;
    const listening = { port: 0, http: '', https, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
    const seen = await see(listening, handshakeOf(https));
    if (seen.kind !== 'tls-session') throw new Error(seen.kind);
    assert.deepEqual([seen.session?.trusted, seen.session?.staple?.status, seen.session?.staple?.signed], [true, 'revoked', true]);
  });
});

describe('evidence: tickets', () => {
  it('that invite no early data give none, and so does a server without tickets', async () => {
    for (const maxVersion of ['TLSv1.3', 'TLSv1.2'] as const) {
      const server = await serveTls({ maxVersion });
      const seen = await see(server, { ...handshakeOf(server.https), tickets: true });
      assert.equal(seen.kind === 'tls-session' ? seen.session?.earlyData : seen.kind, 0);
    }
    const server = await serveTls({});
    const seen = await see(server, handshakeOf(server.https));
    assert.equal(seen.kind === 'tls-session' ? seen.session?.earlyData : seen.kind, undefined);
  });

  it('are read for the octets that they invite', () => {
    const session = (...parts: readonly number[]): Buffer => Buffer.of(0x30, parts.length + 3, 2, 1, 1, ...parts);
    assert.equal(earlyDataOf(session(0xaf, 4, 2, 2, 0x40, 0)), 16_384);
    assert.equal(earlyDataOf(session(0xae, 4, 2, 2, 0x40, 0)), 0);
    assert.equal(earlyDataOf(Buffer.from('no session')), 0);
  });
});

/** HTTPS that demands, or only asks for, a certificate of the test authority. */
async function serveChannel(rejectUnauthorized: boolean): Promise<Listening> {
  const server = createHttpsServer(
    { ...pairOf(pki.server), ca: [pki.root.certificatePem], requestCert: true, rejectUnauthorized },
    (_request, response) => response.end('{}'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = bound === null || typeof bound === 'string' ? 0 : bound.port;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port, http: '', https: `https://127.0.0.1:${port}`, close };
}

const channelOf = (origin: string, client: ClientCertificate): ChannelAction => ({
  kind: 'channel',
  url: `${origin}/status`,
  client,
  credential: 'none',
  safety: 'S2',
  place: '/status',
});
const consumer = pki.clientOf('consumer-a');
const withPair = {
  credentials: {
    identities: ['channel'],
    authorize: () => Promise.resolve([]),
    channel: () => Promise.resolve(clientChannel({ certificate: consumer.chainPem, key: consumer.privateKeyPem })),
  },
};

describe('evidence: client certificates', () => {
  const demanded: readonly (readonly [client: ClientCertificate, outcome: string])[] = [
    ['identity:channel', 'answered'],
    ['none', 'refused'],
    ['self-signed:channel', 'refused'],
  ];
  for (const [client, outcome] of demanded) {
    it(`${client} is ${outcome} by a server that demands an issued one`, async () => {
      const server = await serveChannel(true);
      const seen = await see(server, channelOf(server.https, client), withPair);
      if (seen.kind !== 'channel') throw new Error(seen.kind);
      assert.equal(seen.outcome, outcome, seen.lost?.detail);
      assert.equal(seen.status, outcome === 'answered' ? 200 : undefined);
    });
  }

  it('all are answered by a server that only asks', async () => {
    for (const [client] of demanded) {
      const server = await serveChannel(false);
      const seen = await see(server, channelOf(server.https, client), withPair);
      assert.equal(seen.kind === 'channel' ? seen.status : seen.kind, 200);
    }
  });

  it('are never shown to a server that nobody vouches for', async () => {
    const server = await serveChannel(true);
    const seen = await see(server, channelOf(server.https, 'identity:channel'), { ...withPair, anchors: [] });
    assert.equal(seen.lost?.cause, 'tls');
  });

  it('that cannot be had are a loss, and so is an identity without consent', async () => {
    const server = await serveChannel(true);
    assert.equal((await see(server, channelOf(server.https, 'identity:channel'))).lost?.cause, 'no-credential');
    const other = await serveChannel(true);
    const seen = await see(other, { ...channelOf(other.https, 'identity:channel'), safety: 'S1' }, { ...withPair, allowedSafety: 'S1' });
    assert.equal(seen.lost?.cause, 'no-consent');
  });

  it('made by oneself bear the name of the issued one and nobody else’s signature', () => {
    const own = new X509Certificate(selfSignedLike(consumer.chainPem, now).certificate);
    const issued = new X509Certificate(consumer.certificatePem);
    assert.equal(own.subject, issued.subject);
    assert.equal(own.issuer, issued.subject);
    assert.ok(own.verify(own.publicKey));
  });
});

describe('evidence: the wire in a replay', () => {
  it('is what the live session saw', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'egif-wire-'));
    const server = await serveChannel(true);
    const name = 'localhost';
    const origin = `https://${name}:${server.port}`;
    const session = sessionFor([origin], { ...withPair, anchors: [pki.root.certificatePem], lookup: () => Promise.resolve(['127.0.0.1']) });
    const actions: readonly Action[] = [
      { kind: 'dns', name, type: 'A', safety: 'S1', place: 'dns' },
      { kind: 'dns', name, type: 'CAA', resolver: '192.0.2.1', safety: 'S1', place: 'dns' },
      channelOf(origin, 'identity:channel'),
      channelOf(origin, 'none'),
      { ...channelOf(origin, 'none'), url: 'https://elsewhere.test/' },
      helloOf(origin, 'TLSv1.2', { compression: true }),
      helloOf(origin, 'TLSv1.3', { family: 4 }),
      { ...handshakeOf(origin), tickets: true },
      handshakeOf(origin),
    ];
    try {
      const live = [];
      for (const action of actions) live.push(await session.observe(action, 1));
      await session.save(directory, []);
      const replay = await openReplay(directory);
      for (const [index, action] of actions.entries()) {
        const { seq: _provisional, ...seen } = live[index] ?? { seq: -1 };
        const { seq: _final, ...again } = await replay.observe(action, 1);
        assert.deepEqual(again, seen, action.kind);
      }
      assert.equal((await replay.observe({ kind: 'dns', name, type: 'AAAA', safety: 'S1', place: 'dns' }, 1)).lost?.cause, 'harness');
    } finally {
      await session.close();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    }
  });
});
