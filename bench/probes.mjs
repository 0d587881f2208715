/**
 * One process, one way of sending `count` requests with distinct URLs to the server of bench/server.mjs; prints the CPU time of one request.
 *
 *   node bench/probes.mjs <raw|engine> <port> <count>
 *
 * raw     undici's Client.dispatch on four connections; the body is read, joined and parsed
 * engine  observe() of an evidence session, as a run does: permission, politeness, redaction of codes and secrets, digests, recording
 */
import { Client } from 'undici';
import { openSession } from '../dist/src/index.js';
import { cpuMicroseconds } from './measure.mjs';

const [, , way, port, countText] = process.argv;
const count = Number(countText);
const warm = Math.ceil(count / 4);
const connections = 4;
const origin = `http://127.0.0.1:${port}`;

function rawSender() {
  const clients = Array.from({ length: connections }, () => new Client(origin, { pipelining: 1 }));
  const send = (index) =>
    new Promise((done, failed) => {
      const chunks = [];
      clients[index % connections].dispatch(
        { method: 'GET', path: `/records/${index}` },
        {
          onRequestStart() {},
          onResponseStart() {},
          onResponseData: (_controller, chunk) => chunks.push(chunk),
          onResponseEnd: () => done(JSON.parse(Buffer.concat(chunks).toString('utf8'))),
          onResponseError: (_controller, error) => failed(error),
        },
      );
    });
  return { send, close: () => Promise.all(clients.map((client) => client.close())) };
}

function engineSender() {
  const session = openSession({
    environment: { id: 'bench', kind: 'local', baseUrl: origin, authorization: 'bench' },
    targets: { origins: [{ origin, from: 'environment', deniedPaths: [] }], networks: ['127.0.0.0/8'] },
    anchors: [],
    limits: { maxRps: 1e9, maxConcurrent: connections, maxRequests: 1e9, timeoutMs: 10_000, maxResponseBytes: 1 << 20, consecutive5xx: 10 },
    allowedSafety: 'S4',
    consent: () => true,
    credentials: { identities: [], authorize: () => Promise.resolve([]) },
    seed: 'bench',
    runKey: new Uint8Array(32).fill(7),
    clock: () => new Date(),
    delay: (ms) => new Promise((done) => setTimeout(done, ms)),
  });
  const send = async (index) => {
    const { response, lost } = await session.observe(
      { kind: 'http', method: 'GET', url: `${origin}/records/${index}`, credential: 'none', safety: 'S1', place: '/records/{id}' },
      1,
    );
    if (response === undefined) throw new Error(`lost: ${lost?.cause} ${lost?.detail}`);
    return JSON.parse(Buffer.from(response.body).toString('utf8'));
  };
  return { send, close: () => session.close() };
}

const { send, close } = way === 'engine' ? engineSender() : rawSender();
let next = 0;
const sendUntil = async (end) => {
  for (let index = next++; index < end; index = next++) await send(index);
};
const batch = async (end) => {
  await Promise.all(Array.from({ length: connections }, () => sendUntil(end)));
  next = end;
};

await batch(warm);
const before = cpuMicroseconds();
await batch(warm + count);
const cpu = (cpuMicroseconds() - before) / count;
await close();
process.stdout.write(`${JSON.stringify({ cpu })}\n`);
