/**
 * A loopback server in a process of its own, so that its work is not counted: records of a kilobyte of JSON with a synthetic code, each a little
 * different, over HTTP and over TLS. Prints both ports.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';

const record = { nationalCode: '9990000018', fullName: 'نمونهٔ آزمایشی', registeredAt: '2026-01-01T00:00:00Z' };
const items = Array.from({ length: 5 }, (_, index) => ({ ...record, index }));
const common = JSON.stringify({ items, page: { size: 6, next: null } }).slice(1);

const answer = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  response.end(`{"self":"${request.url}",${common}`);
};
const key = (name) => readFileSync(new URL(`../fixtures/keys/evidence-server.${name}`, import.meta.url));
const plain = createServer(answer);
const secure = createSecureServer({ key: key('key'), cert: key('pem') }, answer);
plain.listen(0, '127.0.0.1', () =>
  secure.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify({ http: plain.address().port, https: secure.address().port })}\n`)),
);
process.once('SIGTERM', () => process.exit(0));
