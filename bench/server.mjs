/** A loopback server in a process of its own, so that its work is not counted: one record, a kilobyte of JSON with a synthetic code. */
import { createServer } from 'node:http';

const record = { nationalCode: '9990000018', fullName: 'نمونهٔ آزمایشی', registeredAt: '2026-01-01T00:00:00Z' };
const body = JSON.stringify({ items: Array.from({ length: 6 }, (_, index) => ({ ...record, index })), page: { size: 6, next: null } });

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.once('SIGTERM', () => process.exit(0));
