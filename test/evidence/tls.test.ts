import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Socket } from 'node:net';
import type { TlsVersion } from '../../src/contract/evidence.js';
import { clientHello } from '../../src/evidence/client-hello.js';
import { readHelloAnswer } from '../../src/evidence/server-hello.js';
import { handshakeOf, helloOf, serveRaw, serveTls, sessionFor, strangerPair, unusedPort, type Listening } from './servers.js';

async function hello(server: Listening, version: TlsVersion, timeoutMs = 2000) {
  const session = sessionFor([server.https], { limits: { timeoutMs } });
  try {
    const observation = await session.observe(helloOf(server.https, version), 1);
    assert.equal(observation.kind, 'tls-hello');
    if (observation.kind !== 'tls-hello') throw new Error('unreachable');
    return { ...observation, sent: session.requestsSent };
  } finally {
    await session.close();
    await server.close();
  }
}

/** A ServerHello record of any version, without extensions. */
function serverHello(version: number, cipher: number): Buffer {
  const body = Buffer.concat([Buffer.from([version >> 8, version & 0xff]), Buffer.alloc(32, 1), Buffer.from([0, cipher >> 8, cipher & 0xff, 0])]);
  return Buffer.concat([Buffer.from([0x16, version >> 8, version & 0xff, 0, body.length + 4, 2, 0, 0, body.length]), body]);
}

const onHello = (answer: (socket: Socket, hello: Buffer) => void) => serveRaw((socket) => socket.once('data', (octets) => answer(socket, octets)));

describe('evidence: raw ClientHello', () => {
  const legacy = { ciphers: 'DEFAULT:@SECLEVEL=0' };
  const versions: readonly {
    readonly why: string;
    readonly min: 'TLSv1' | 'TLSv1.2' | 'TLSv1.3';
    readonly max: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
    readonly accepted: readonly TlsVersion[];
  }[] = [
    { why: 'TLS 1.2 and 1.3', min: 'TLSv1.2', max: 'TLSv1.3', accepted: ['TLSv1.2', 'TLSv1.3'] },
    { why: 'TLS 1.3 alone', min: 'TLSv1.3', max: 'TLSv1.3', accepted: ['TLSv1.3'] },
    { why: 'TLS 1.2 alone', min: 'TLSv1.2', max: 'TLSv1.2', accepted: ['TLSv1.2'] },
    { why: 'everything from TLS 1.0', min: 'TLSv1', max: 'TLSv1.3', accepted: ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] },
  ];
  for (const { why, min, max, accepted } of versions) {
    for (const version of ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const) {
      const want = accepted.includes(version) ? 'accepted' : 'refused';
      it(`is ${want} with ${version} by a server of ${why}`, async () => {
        const observation = await hello(await serveTls({ minVersion: min, maxVersion: max, ...(min === 'TLSv1' ? legacy : {}) }), version);
        assert.equal(observation.outcome, want, observation.lost?.detail);
        assert.equal(observation.version, want === 'accepted' ? version : undefined);
        assert.equal(typeof (want === 'accepted' ? observation.cipher : observation.alert), 'number');
      });
    }
  }

  it('reads a retry request as an acceptance of TLS 1.3', async () => {
    const observation = await hello(await serveTls({ ecdhCurve: 'secp384r1' }), 'TLSv1.3');
    assert.deepEqual([observation.outcome, observation.version], ['accepted', 'TLSv1.3']);
  });

  it('sees a server that speaks SSL 3.0 with RC4, which the platform cannot', async () => {
    const seen: number[] = [];
    const server = await onHello((socket, octets) => {
      seen.push(octets.readUInt16BE(1), octets.readUInt16BE(9));
      socket.write(serverHello(0x0300, 0x0005));
    });
    const observation = await hello(server, 'SSLv3');
    assert.deepEqual([observation.outcome, observation.version, observation.cipher], ['accepted', 'SSLv3', 5]);
    assert.deepEqual(seen, [0x0300, 0x0300]);
  });

  it('records the lower version that a server chose', async () => {
    const observation = await hello(await onHello((socket) => socket.write(serverHello(0x0301, 0x002f))), 'TLSv1.2');
    assert.deepEqual([observation.outcome, observation.version], ['accepted', 'TLSv1']);
  });

  it('puts together a ServerHello that comes octet by octet', async () => {
    const server = await onHello((socket) => {
      const octets = [...serverHello(0x0303, 0xc02f)];
      const timer = setInterval(() => {
        const next = octets.shift();
        if (next === undefined) clearInterval(timer);
        else socket.write(Buffer.of(next));
      }, 1);
      socket.on('close', () => clearInterval(timer));
    });
    assert.equal((await hello(server, 'TLSv1.2')).outcome, 'accepted');
  });

  const outcomes: readonly {
    readonly why: string;
    readonly answer: (socket: Socket) => void;
    readonly outcome?: string;
    readonly cause?: string;
    readonly sent: number;
  }[] = [
    { why: 'a fatal alert', answer: (socket) => socket.end(Buffer.from([0x15, 3, 1, 0, 2, 2, 70])), outcome: 'refused', sent: 1 },
    { why: 'internal_error, twice', answer: (socket) => socket.end(Buffer.from([0x15, 3, 1, 0, 2, 2, 80])), cause: 'protocol', sent: 2 },
    {
      why: 'a warning and then a ServerHello',
      answer: (socket) => socket.write(Buffer.concat([Buffer.from([0x15, 3, 1, 0, 2, 1, 112]), serverHello(0x0303, 0xc02f)])),
      outcome: 'accepted',
      sent: 1,
    },
    { why: 'close_notify', answer: (socket) => socket.end(Buffer.from([0x15, 3, 1, 0, 2, 1, 0])), outcome: 'refused', sent: 1 },
    { why: 'a bare close, twice', answer: (socket) => socket.end(), outcome: 'refused', sent: 2 },
    { why: 'a reset, twice', answer: (socket) => socket.resetAndDestroy(), outcome: 'refused', sent: 2 },
    { why: 'silence', answer: () => undefined, cause: 'timeout', sent: 1 },
    { why: 'an HTTP error', answer: (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), cause: 'protocol', sent: 1 },
    { why: 'half a record', answer: (socket) => socket.end(Buffer.from([0x16, 3, 3, 0])), cause: 'protocol', sent: 1 },
  ];
  for (const { why, answer, outcome, cause, sent } of outcomes) {
    it(`is ${outcome ?? `lost as ${cause}`} by ${why}`, async () => {
      const observation = await hello(await onHello(answer), 'TLSv1.2', 300);
      assert.equal(observation.outcome, outcome, observation.lost?.detail);
      assert.equal(observation.lost?.cause, cause);
      assert.equal(observation.sent, sent);
    });
  }

  it('does not take one accidental close for a refusal', async () => {
    let connections = 0;
    const server = await onHello((socket) => {
      connections += 1;
      if (connections === 1) socket.destroy();
      else socket.write(serverHello(0x0301, 0x002f));
    });
    assert.equal((await hello(server, 'TLSv1')).outcome, 'accepted');
  });

  it('believes the answer that follows an internal_error', async () => {
    for (const [next, outcome] of [
      [Buffer.from([0x15, 3, 1, 0, 2, 2, 70]), 'refused'],
      [serverHello(0x0301, 0x002f), 'accepted'],
    ] as const) {
      let connections = 0;
      const server = await onHello((socket) => {
        connections += 1;
        socket.end(connections === 1 ? Buffer.from([0x15, 3, 1, 0, 2, 2, 80]) : next);
      });
      assert.equal((await hello(server, 'TLSv1')).outcome, outcome);
    }
  });

  it('is lost, never refused, where nobody listens', async () => {
    const origin = `https://127.0.0.1:${await unusedPort()}`;
    const session = sessionFor([origin]);
    const observation = await session.observe(helloOf(origin, 'TLSv1'), 1);
    assert.equal(observation.lost?.cause, 'refused');
    assert.equal(observation.kind === 'tls-hello' ? observation.outcome : '', undefined);
    await session.close();
  });

  it('is lost where the origin is not one of TLS', async () => {
    const session = sessionFor(['http://127.0.0.1:1']);
    assert.equal((await session.observe(helloOf('http://127.0.0.1:1', 'TLSv1'), 1)).lost?.cause, 'protocol');
    await session.close();
  });

  it('offers the suites that are asked for, and names the host', () => {
    const octets = clientHello({ version: 'TLSv1.2', ciphers: [0x0005], serverName: 'egif.test', octets: new Uint8Array(96) });
    assert.ok(octets.includes(Buffer.from([0, 4, 0, 5, 0, 0xff])));
    assert.ok(octets.includes('egif.test'));
    assert.equal(octets.length, octets.readUInt16BE(3) + 5);
    assert.equal(octets.length, octets.readUIntBE(6, 3) + 9);
  });

  it('reads no more than it is given: every prefix of an answer is unfinished', () => {
    const whole = serverHello(0x0303, 0xc02f);
    for (let length = 0; length < whole.length; length += 1) assert.equal(readHelloAnswer(whole.subarray(0, length)).kind, 'more');
    assert.equal(readHelloAnswer(whole).kind, 'hello');
  });
});

describe('evidence: full handshake', () => {
  const session = async (server: Listening, name?: string) => {
    const origin = name === undefined ? server.https : `https://${name}:${server.port}`;
    const open = sessionFor([origin], { lookup: () => Promise.resolve(['127.0.0.1']) });
    try {
      const observation = await open.observe(handshakeOf(origin), 1);
      if (observation.kind !== 'tls-session') throw new Error('unreachable');
      return observation;
    } finally {
      await open.close();
      await server.close();
    }
  };

  it('records a trusted chain, without the anchor', async () => {
    const { session: found } = await session(await serveTls({ ALPNProtocols: ['http/1.1'] }));
    const [leaf, ...more] = found?.chain ?? [];
    assert.equal(more.length, 0);
    assert.deepEqual(
      [found?.trusted, found?.hostMatches, found?.protocol, found?.alpn, found?.trustError],
      [true, true, 'TLSv1.3', 'http/1.1', undefined],
    );
    assert.deepEqual(
      [leaf?.keyType, leaf?.keyBits, leaf?.signatureAlgorithm, leaf?.isCa, leaf?.selfSigned],
      ['ec', 256, 'ecdsa-with-SHA256', false, false],
    );
    assert.deepEqual(leaf?.subjectAltNames, ['DNS:egif.test', 'DNS:localhost', 'IP Address:127.0.0.1']);
    assert.match(leaf?.sha256 ?? '', /^[0-9a-f]{64}$/);
    assert.match(leaf?.notAfter ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
  });

  it('records a stranger as untrusted, with the reason, and reads its chain nevertheless', async () => {
    const { session: found } = await session(await serveTls(strangerPair));
    assert.deepEqual([found?.trusted, found?.hostMatches, found?.trustError], [false, false, 'DEPTH_ZERO_SELF_SIGNED_CERT']);
    const [leaf] = found?.chain ?? [];
    assert.deepEqual([leaf?.selfSigned, leaf?.keyType, leaf?.keyBits, leaf?.signatureAlgorithm], [true, 'rsa', 2048, 'sha256WithRSAEncryption']);
  });

  it('tells trust of the chain from the name of the host', async () => {
    const wrong = (await session(await serveTls({}), 'other.test')).session;
    assert.deepEqual([wrong?.trusted, wrong?.hostMatches], [true, false]);
    const right = (await session(await serveTls({}), 'egif.test')).session;
    assert.deepEqual([right?.trusted, right?.hostMatches], [true, true]);
  });

  it('reads the chain of a server of TLS 1.0 too', async () => {
    const found = (await session(await serveTls({ minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' }))).session;
    assert.equal(found?.protocol, 'TLSv1');
  });

  it('is lost as tls with something that is no TLS, and as timeout with silence', async () => {
    assert.equal((await session(await onHello((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')))).lost?.cause, 'tls');
    assert.equal((await session(await onHello((socket) => socket.destroy()))).lost?.cause, 'reset');
  });
});
