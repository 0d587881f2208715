/**
 * The HTTP face of a witness: one address, bounded bodies, clients that are slow are cut off.
 *
 * Source   C2SP tlog-witness, “HTTP Interface”.
 * Room     certification (floor 4).
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { lockFolder } from './log-lock.js';
import { createWitness, type Witness, type WitnessOptions } from './witness.js';
import { readHead } from './witness-state.js';

export interface ServedWitness {
  /** `http://host:port`: the submission prefix. */
  readonly url: string;
  close(): Promise<void>;
}

export interface WitnessAddress {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** How long a client may take for its request, in milliseconds. Default 10 s. */
  readonly requestMs?: number;
}

const maxBodyBytes = 64 * 1024;
const maxConnections = 128;

function answer(response: ServerResponse, status: number, { contentType = 'text/plain; charset=utf-8', body = '' } = {}): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store' });
  response.end(body);
}

/** The body, or undefined where it is too long; rejects where the client goes away. */
function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((done, failed) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on('data', (part: Buffer) => {
      length += part.length;
      if (length > maxBodyBytes) done(undefined);
      else parts.push(part);
    });
    request.on('end', () => done(Buffer.concat(parts)));
    request.on('error', failed);
    request.on('close', () => failed(new Error('the client has gone')));
  });
}

async function serveOne(witness: Witness, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url !== '/add-checkpoint') return answer(response, 404);
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    return answer(response, 405);
  }
  const body = await bodyOf(request);
  if (body === undefined) {
    response.setHeader('connection', 'close');
    response.once('finish', () => request.destroy());
    return answer(response, 413);
  }
  const { status, contentType, body: said } = await witness.addCheckpoint(body);
  answer(response, status, { contentType, body: said });
}

function listen(server: Server, { host, port }: WitnessAddress): Promise<string> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      done(`http://${host.includes(':') ? `[${host}]` : host}:${bound}`);
    });
  });
}

/** Serves a witness until it is closed; its folder is locked meanwhile. Errors: LOG_BUSY, LOG_DAMAGED. */
export async function serveWitness(options: WitnessOptions, address: WitnessAddress): Promise<ServedWitness> {
  const lock = await lockFolder(options.directory, options.clock());
  const requestTimeout = address.requestMs ?? 10_000;
  try {
    // a head that cannot be read is found now, not at the first request
    for (const log of options.logs) await readHead(options.directory, log);
    const witness = createWitness(options);
    const limits = {
      requestTimeout,
      headersTimeout: requestTimeout,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: Math.min(500, requestTimeout),
    };
    const server = createServer({ ...limits, maxHeaderSize: 8 * 1024 }, (request, response) => {
      serveOne(witness, request, response).catch(() => {
        // what cannot be kept is not signed, and what is not signed is not told
        if (!response.headersSent && !response.destroyed) answer(response, 500);
      });
    });
    server.maxConnections = maxConnections;
    server.setTimeout(requestTimeout * 2, (socket) => socket.destroy());
    const url = await listen(server, address);
    return {
      url,
      async close() {
        await new Promise<void>((ended) => {
          server.close(() => ended());
          server.closeAllConnections();
        });
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
