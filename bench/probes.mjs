/**
 * One process, one way of sending `count` requests with distinct URLs to the server of bench/server.mjs; prints one line of JSON.
 *
 *   node bench/probes.mjs <raw|bound|hashed|memory|journal|polite> <origin> <count> [requests a second]
 *
 * raw      undici's Client.dispatch on four connections; the body is read, joined and parsed
 * bound    the same with what safety needs of undici, whoever sits on it: a pinned address for each connection, bounds of head, body and time, fields as
 *          texts in wire order, a body of its own
 * hashed   the same with what evidence needs: digests of the action and of the body, a record as JSON, a chain of digests over the records
 * memory   observe() of an evidence session: permission, politeness, redaction of codes and secrets, digests, recording; all held in memory
 * journal  the same as a run does it: every answer in the journal and every body in a file of its own before anybody sees it
 * polite   the same against an environment that is not local, so that its limits hold: a hundred operations in turn
 *
 * It says the CPU time and the wall time of one request, and at a tenth, at a half, and at the end the resident memory and, where it runs with
 * --expose-gc, what is held once garbage is gone.
 */
import { hash } from 'node:crypto';
import { lookup } from 'node:dns';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildConnector, Client } from 'undici';
import { openJournal, openSession } from '../dist/src/index.js';
import { cpuMicroseconds, peakMebibytes } from './measure.mjs';

const [, , way, origin, countText, rateText = '1000000000'] = process.argv;
const count = Number(countText);
const warm = way === 'polite' ? 0 : Math.min(8000, Math.ceil(count / 4));
const connections = 4;
const operations = 100;

function rawSender() {
  const clients = Array.from({ length: connections }, () => new Client(origin, { pipelining: 1, connect: { rejectUnauthorized: false } }));
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

/** Undici as the engine has to use it. */
function boundSender(hashed) {
  const maxBody = 1 << 20;
  const pinned = (_host, options, done) => lookup('127.0.0.1', options, done);
  const connect = buildConnector({ timeout: 10_000, maxCachedSessions: 0, allowH2: false, lookup: pinned, rejectUnauthorized: false });
  const open = () => new Client(origin, { pipelining: 1, connect, maxHeaderSize: 64 * 1024, strictContentLength: false });
  const clients = Array.from({ length: connections }, open);
  const fields = [
    ['User-Agent', 'egif/bench (conformance test)'],
    ['Accept', '*/*'],
  ];
  const records = [];
  let chain = '';
  const record = (url, { status, headers, body }) => {
    const key = hash('sha256', JSON.stringify({ credential: 'none', kind: 'http', method: 'GET', safety: 'S1', url }));
    const action = { credential: 'none', headers: fields, kind: 'http', method: 'GET', url };
    const response = { body: hash('sha256', body), bytes: body.length, headers, status };
    const line = JSON.stringify({ action, at: new Date().toISOString(), key, place: '/records/{id}', response, seq: records.length });
    chain = hash('sha256', `${chain}\n${line}`);
    records.push({ chain, line, body });
  };
  const send = (index) =>
    new Promise((done, failed) => {
      const chunks = [];
      let head;
      let size = 0;
      const client = clients[index % connections];
      const url = new URL(`${origin}/records/${index}`);
      const timer = setTimeout(() => client.destroy(), 10_000);
      client.dispatch(
        { method: 'GET', path: url.pathname + url.search, headers: fields.flat(), headersTimeout: 0, bodyTimeout: 0 },
        {
          onConnect() {},
          onHeaders(status, raw) {
            const headers = [];
            for (let at = 0; at < raw.length; at += 2) headers.push([raw[at].toString('latin1'), raw[at + 1].toString('latin1')]);
            head = { status, headers };
            return true;
          },
          onData(chunk) {
            size += chunk.length;
            chunks.push(chunk);
            return size <= maxBody;
          },
          onComplete() {
            clearTimeout(timer);
            const body = Buffer.concat(chunks, size);
            if (hashed) record(url.href, { ...head, body });
            done(JSON.parse(body.toString('utf8')));
          },
          onError: failed,
        },
      );
    });
  return { send, close: () => Promise.all(clients.map((client) => client.close())) };
}

function sessionOf(journal) {
  return openSession({
    environment: { id: 'bench', kind: way === 'polite' ? 'sandbox' : 'local', baseUrl: origin, authorization: 'bench' },
    targets: { origins: [{ origin, from: 'environment', deniedPaths: [] }], networks: ['127.0.0.0/8'] },
    anchors: [],
    limits: {
      maxRps: Number(rateText),
      maxConcurrent: connections,
      maxRequests: 1e9,
      timeoutMs: 10_000,
      maxResponseBytes: 1 << 20,
      consecutive5xx: 10,
    },
    allowedSafety: 'S4',
    consent: () => true,
    credentials: { identities: [], authorize: () => Promise.resolve([]) },
    seed: 'bench',
    runKey: new Uint8Array(32).fill(7),
    clock: () => new Date(),
    delay: (ms) => new Promise((done) => setTimeout(done, ms)),
    ...(journal === undefined ? {} : { journal }),
  });
}

function engineSender() {
  const directory = way === 'memory' ? undefined : mkdtempSync(join(tmpdir(), 'egif-bench-'));
  const session = sessionOf(directory === undefined ? undefined : openJournal({ directory, seed: 'bench', runKey: new Uint8Array(32).fill(7) }));
  const send = async (index) => {
    const path = `/operation-${index % operations}/${index}`;
    const place = `/operation-${index % operations}/{id}`;
    const { response, lost } = await session.observe({ kind: 'http', method: 'GET', url: origin + path, credential: 'none', safety: 'S1', place }, 1);
    if (response === undefined) throw new Error(`lost: ${lost?.cause} ${lost?.detail}`);
    return JSON.parse(Buffer.from(response.body).toString('utf8'));
  };
  const close = async () => {
    await session.close();
    if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
  };
  return { send, close };
}

const senders = { raw: rawSender, bound: () => boundSender(false), hashed: () => boundSender(true) };
const { send, close } = (senders[way] ?? engineSender)();
const mebibytes = (octets) => Math.round(octets / 1024 / 1024);
const used = () => {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: mebibytes(rss), held: mebibytes(heapUsed + external) };
};
const marks = new Map([
  [warm + Math.floor(count / 10), undefined],
  [warm + Math.floor(count / 2), undefined],
]);
let next = 0;
const sendUntil = async (end) => {
  for (let index = next++; index < end; index = next++) {
    if (marks.has(index)) marks.set(index, used());
    await send(index);
  }
};
const batch = async (end) => {
  await Promise.all(Array.from({ length: way === 'polite' ? 16 : connections }, () => sendUntil(end)));
  next = end;
};

await batch(warm);
const started = performance.now();
const before = cpuMicroseconds();
await batch(warm + count);
const cpu = (cpuMicroseconds() - before) / count;
const wall = ((performance.now() - started) * 1000) / count;
const memory = [...marks.values(), used()];
const peak = peakMebibytes();
await close();
process.stdout.write(`${JSON.stringify({ cpu, wall, memory, peak })}\n`);
