/**
 * Endpoints that speak well and behave badly: redirects, promises without end, moods.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Listening } from '../evidence/servers.js';
import { always, type BadServer, json, status } from './bad-server.js';

/** Answers by turns; each server counts for itself. */
const byTurns =
  (...answers: readonly ((response: ServerResponse, request: IncomingMessage) => void)[]) =>
  (): Promise<Listening> => {
    let turn = 0;
    return always((response, request) => {
      answers[turn % answers.length]?.(response, request);
      turn += 1;
    })();
  };

const page = { items: [], nextCursor: 'same', limit: 1 };

export const conductServers: readonly BadServer[] = [
  { name: 'redirect-file', why: 'redirects to a file', exit: 1, open: always(status(302, { location: 'file:///etc/passwd' })) },
  { name: 'redirect-gopher', why: 'redirects to gopher', exit: 1, open: always(status(302, { location: 'gopher://127.0.0.1:6379/_FLUSHALL' })) },
  { name: 'redirect-odd', why: 'redirects to what is no address', exit: 1, open: always(status(302, { location: 'http://[::1' })) },
  {
    name: 'redirect-secret',
    why: 'redirects with a secret in its address',
    exit: 1,
    open: always(status(302, { location: 'https://user:word@127.0.0.1/' })),
  },
  {
    name: 'from-1970',
    why: 'lives in the year 1970',
    exit: 1,
    open: always((response) => {
      response.sendDate = false;
      response.writeHead(200, { ...json, date: 'Thu, 01 Jan 1970 00:00:00 GMT' }).end('{}');
    }),
  },
  {
    name: 'endless-pages',
    why: 'has a next page behind every page, which is itself',
    exit: 1,
    open: always((response, { url = '/' }) => response.writeHead(200, { ...json, link: `<${url}>; rel="next"` }).end(JSON.stringify(page))),
  },
  {
    name: 'accepted-for-ever',
    why: 'accepts everything and finishes nothing',
    exit: 1,
    open: always((response, { url = '/' }) => response.writeHead(202, { ...json, location: url, 'retry-after': '1' }).end('{"status":"running"}')),
  },
  {
    name: 'retry-in-centuries',
    why: 'asks to be asked again in thirty years',
    exit: 2,
    open: always(status(503, { ...json, 'retry-after': '1000000000' }, '{}')),
  },
  { name: 'retry-negative', why: 'asks to be asked again before now', exit: 2, open: always(status(429, { ...json, 'retry-after': '-1' }, '{}')) },
  {
    name: 'every-third-fails',
    why: 'fails every third time',
    exit: 1,
    open: byTurns(status(200, json, '{}'), status(200, json, '{}'), status(500, json, '{}')),
  },
  {
    name: 'every-second-resets',
    why: 'breaks every second connection',
    exit: 1,
    open: byTurns(status(200, json, '{}'), (response) => response.socket?.destroy()),
  },
  {
    name: 'one-method',
    why: 'answers GET alone and breaks the connection of all else',
    exit: 1,
    open: always((response, request) => (request.method === 'GET' ? status(200, json, '{}')(response) : request.socket.destroy())),
  },
  {
    name: 'waf-page',
    why: 'answers everything with the page of a firewall',
    exit: 1,
    open: always(
      status(403, { 'content-type': 'text/html', server: 'firewall' }, '<html><title>Request Rejected</title>Your support ID is: 123</html>'),
    ),
  },
  {
    name: 'captive-portal',
    why: 'sends everybody to a page of its own first',
    exit: 1,
    open: always(status(511, { 'content-type': 'text/html' }, '<html><title>Login</title></html>')),
  },
  {
    name: 'maintenance',
    why: 'is being maintained',
    exit: 2,
    open: always(status(503, { 'content-type': 'text/html', 'retry-after': '3600' }, '<html>maintenance</html>')),
  },
  {
    name: 'script-in-fields',
    why: 'has terminal controls and scripts in everything that is shown',
    exit: 1,
    open: always(
      status(
        418,
        { 'content-type': 'application/problem+json' },
        JSON.stringify({ type: 'javascript:alert(1)', title: '\u001b[2J<script>alert(1)</script>', status: 418, detail: '\u202e' }),
      ),
    ),
  },
];
