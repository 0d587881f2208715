/**
 * What can be seen of a sample agency from outside, free of what differs from run to run: for comparing an agency with a fault to one without.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { connect as connectTcp } from 'node:net';
import { connect, type PeerCertificate } from 'node:tls';
import { clientHello } from '../../src/evidence/client-hello.js';
import { readHelloAnswer } from '../../src/evidence/server-hello.js';
import type { RunningAgency } from '../../src/dev/agency.js';
import { accessOf } from './access-fingerprint.js';
import { AgencyClient, type Call, type Reply } from './agency-client.js';
import { pagesOf } from './pages-fingerprint.js';

/** Lines by place; two agencies that behave alike have equal ones. */
export type Fingerprint = ReadonlyMap<string, string>;

interface Shot extends Call {
  readonly place: string;
  readonly target: string;
  readonly auth?: boolean;
}

const id = (end: string): string => `7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1${end}`;
const json = (value: unknown): Call => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: typeof value === 'string' ? value : JSON.stringify(value),
});

const shots: readonly Shot[] = [
  { place: 'persons', target: '/persons', auth: true },
  { place: 'persons?limit', target: '/persons?limit=1', auth: true },
  { place: 'person', target: `/persons/${id('a01')}`, auth: true },
  { place: 'person:head', target: `/persons/${id('a01')}`, auth: true, method: 'HEAD' },
  { place: 'person:missing', target: `/persons/${id('fff')}`, auth: true },
  { place: 'person:anonymous', target: `/persons/${id('a01')}` },
  { place: 'person:broken-token', target: `/persons/${id('a01')}`, token: 'egif-invalid' },
  { place: 'person:accept', target: `/persons/${id('a01')}`, auth: true, headers: { Accept: 'application/x-egif-unknown' } },
  { place: 'person:origin', target: `/persons/${id('a01')}`, auth: true, headers: { Origin: 'https://egif-probe.invalid' } },
  {
    place: 'person:trace',
    target: `/persons/${id('a01')}`,
    auth: true,
    headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
  },
  { place: 'person:bad-trace', target: `/persons/${id('a01')}`, auth: true, headers: { traceparent: '00-egif-01' } },
  { place: 'search', target: '/persons/_search', auth: true, ...json({ nationalCode: '9990000018' }) },
  { place: 'search:bad-code', target: '/persons/_search', auth: true, ...json({ nationalCode: '9990000019' }) },
  { place: 'search:unknown', target: '/persons/_search', auth: true, ...json({ nationalCode: '9990000069' }) },
  { place: 'legal-search:unknown', target: '/legal-persons/_search', auth: true, ...json({ legalPersonId: '99999627757' }) },
  { place: 'address-search:unknown', target: '/addresses/_search', auth: true, ...json({ postalCode: '9999949269' }) },
  { place: 'search:cut', target: '/persons/_search', auth: true, ...json('{"egif":') },
  {
    place: 'search:media-type',
    target: '/persons/_search',
    auth: true,
    ...json({ nationalCode: '9990000018' }),
    headers: { 'Content-Type': 'application/x-egif-unknown' },
  },
  { place: 'search:foreigner', target: '/persons/_search', auth: true, ...json({ nationalCode: '999000000012' }) },
  { place: 'search:persian-digits', target: '/persons/_search', auth: true, ...json({ nationalCode: '۹۹۹۰۰۰۰۰۱۸' }) },
  { place: 'legal-persons:spelling', target: `/legal-persons?legalName=${encodeURIComponent('شركت نمونهٔ يكم')}`, auth: true },
  { place: 'legal-persons:long-name', target: `/legal-persons?legalName=${encodeURIComponent('ن'.repeat(200))}`, auth: true },
  { place: 'legal-persons:too-long-name', target: `/legal-persons?legalName=${encodeURIComponent('ن'.repeat(201))}`, auth: true },
  { place: 'addresses:object', target: '/addresses/_search', auth: true, ...json({ postalCode: { egif: true } }) },
  { place: 'addresses:number', target: '/addresses/_search', auth: true, ...json({ postalCode: 9_999_949_269 }) },
  { place: 'status:long-address', target: `/status?egif=${'x'.repeat(9000)}` },
  { place: 'search:large-body', target: '/persons/_search', auth: true, ...json(JSON.stringify({ nationalCode: '9990000018' }).padEnd(70_000, ' ')) },
  { place: 'licences:status', target: '/licences?status=unknown', auth: true },
  { place: 'licences:offset', target: `/licences?changedSince=${encodeURIComponent('2020-01-01T04:30:00+04:30')}`, auth: true },
  { place: 'licences:bad-offset', target: `/licences?changedSince=${encodeURIComponent('2020-01-01T00:00:00Z+0330')}`, auth: true },
  {
    place: 'payment:invisible',
    target: '/payments',
    auth: true,
    ...json({
      amount: { amount: '1', currency: 'IRR' },
      payeeIban: 'IR740990000000000000000001',
      payerLegalPersonId: '99999000029',
      purpose: 'کار\u202e\u200bمزد',
    }),
  },
  {
    place: 'payment:create',
    target: '/payments',
    auth: true,
    ...json({
      amount: { amount: '1', currency: 'IRR' },
      payeeIban: 'IR740990000000000000000001',
      payerLegalPersonId: '99999000029',
      purpose: 'کارمزد',
    }),
  },
  { place: 'dcat', target: '/dcat.jsonld' },
  { place: 'dataset', target: '/datasets/licence-counts.csv' },
  { place: 'codelist', target: '/codelists/gender@1' },
  { place: 'legal-persons', target: '/legal-persons', auth: true },
  { place: 'address', target: `/addresses/${id('c01')}`, auth: true },
  { place: 'licences', target: '/licences', auth: true },
  { place: 'licence', target: `/licences/${id('d01')}`, auth: true },
  { place: 'payment', target: `/payments/${id('e01')}`, auth: true },
  { place: 'status', target: '/status' },
  { place: 'unknown', target: '/no-such-path' },
  { place: 'unknown:fa', target: '/no-such-path', headers: { 'Accept-Language': 'fa' } },
  { place: 'method', target: '/persons', auth: true, method: 'PUT' },
  { place: 'options', target: '/persons', method: 'OPTIONS' },
  { place: 'unknown:trace', target: '/no-such-path', headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' } },
  { place: 'sheet', target: '/sheet' },
  { place: 'changelog', target: '/changelog' },
  { place: 'trace-method', target: '/persons', method: 'TRACE', headers: { 'X-Marker': 'egif-marker' } },
];

const volatileHeaders = /^(trace-id|traceresponse|x-request-id|ratelimit|content-length|connection|keep-alive)$/i;

/** An answer without identifiers, instants of now, ports and lengths. */
function settled(reply: Reply): string {
  const ownDate = Date.parse(reply.header('date') ?? '');
  const headers = reply.headers.map(([name, value]) => {
    if (/^date$/i.test(name)) return `date: ${Math.abs(ownDate - Date.now()) < 30_000 ? 'now' : 'not now'}`;
    return volatileHeaders.test(name) ? `${name}:` : `${name}: ${value}`;
  });
  const trace = /0af7651916cd43dd8448eb211c80319c/.test(JSON.stringify(reply.headers)) ? 'trace echoed' : 'own trace';
  return [String(reply.status), ...headers, trace, reply.body.toString('latin1')]
    .join('\n')
    .replaceAll(/urn:trace:[0-9a-f]{32}/g, 'urn:trace')
    .replaceAll(/\b(?!7d1f6a52)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'new id')
    .replaceAll(/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, (instant) =>
      Math.abs(Date.parse(instant) - Date.now()) < 400 * 86_400_000 ? 'recent' : instant,
    )
    .replaceAll(/127\.0\.0\.1:\d+/g, 'host');
}

type Version = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** Facts of one handshake: what was negotiated, whether the chain holds, and the leaf. */
function handshake(port: number, ca: string, offer: { readonly versions?: readonly [Version, Version]; readonly ciphers?: string }): Promise<string> {
  const [minVersion, maxVersion] = offer.versions ?? ['TLSv1.2', 'TLSv1.3'];
  const options = {
    host: '127.0.0.1',
    port,
    ca,
    rejectUnauthorized: false,
    minVersion,
    maxVersion,
    ...(offer.ciphers === undefined ? {} : { ciphers: offer.ciphers }),
  } as const;
  return new Promise((resolve) => {
    const socket = connect(options, () => {
      const leaf: PeerCertificate = socket.getPeerCertificate();
      const days = Math.round((Date.parse(leaf.valid_to) - Date.now()) / 86_400_000);
      const error = socket.authorizationError;
      resolve(
        [
          socket.getProtocol(),
          socket.getCipher().name.replace(/^TLS_.*/, 'TLS 1.3'),
          error === undefined ? 'trusted' : String(error),
          leaf.subjectaltname,
          leaf.bits,
          days,
        ].join(' '),
      );
      socket.destroy();
    });
    socket.on('error', () => resolve('refused'));
  });
}

/** Whether the exchange channel serves a client without a certificate. */
function channel(url = ''): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), rejectUnauthorized: false }, () =>
      socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
    );
    socket.on('data', () => {
      resolve('answered');
      socket.destroy();
    });
    socket.on('error', () => resolve('refused'));
    socket.on('close', () => resolve('refused'));
  });
}

/** What a ServerHello up to TLS 1.2 says of compression and renegotiation. */
function olderHello(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host: '127.0.0.1', port }, () =>
      socket.write(clientHello({ version: 'TLSv1.2', compression: true, octets: new Uint8Array(96) })),
    );
    let received: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const answer = readHelloAnswer(received);
      if (answer.kind === 'more') return;
      resolve(answer.kind === 'hello' ? `compression ${answer.compression}, renegotiation ${answer.renegotiationInfo}` : answer.kind);
      socket.destroy();
    });
    socket.on('error', () => resolve('refused'));
  });
}

/** Whether an OCSP response comes with the handshake. */
function staple(port: number): Promise<string> {
  return new Promise((resolve) => {
    const wanted = { requestOCSP: true } as const;
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...wanted });
    socket.on('OCSPResponse', (response: Buffer | null) => {
      resolve(response === null || response.length === 0 ? 'none' : 'stapled');
      socket.destroy();
    });
    socket.on('secureConnect', () => socket.destroy());
    socket.on('error', () => resolve('refused'));
    socket.on('close', () => resolve('none'));
  });
}

/** What comes behind the head of an answer to HEAD, where no client of HTTP looks. */
function behindHead(port: number): Promise<string> {
  return new Promise((resolve) => {
    const octets: Buffer[] = [];
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () =>
      socket.write('HEAD /person-registry/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'),
    );
    socket.on('data', (chunk: Buffer) => void octets.push(chunk));
    socket.on('error', () => resolve('refused'));
    socket.on('close', () => {
      const text = Buffer.concat(octets).toString('latin1');
      resolve(text.indexOf('\r\n\r\n') === text.length - 4 ? 'nothing' : 'content');
    });
  });
}

async function transportOf(agency: RunningAgency, client: AgencyClient, root: string): Promise<readonly (readonly [string, string])[]> {
  const port = Number(new URL(agency.baseUrl).port);
  const all = 'ALL:@SECLEVEL=0';
  const only = (version: Version): Promise<string> => handshake(port, root, { versions: [version, version], ciphers: all });
  const plain = `http://127.0.0.1:${agency.plainHttpPort}/person-registry/v1/status`;
  return [
    ['tls:1.0', await only('TLSv1')],
    ['tls:1.1', await only('TLSv1.1')],
    ['tls:1.2', await only('TLSv1.2')],
    ['tls:1.3', await only('TLSv1.3')],
    ['tls:null', await handshake(port, root, { versions: ['TLSv1.2', 'TLSv1.2'], ciphers: 'eNULL:@SECLEVEL=0' })],
    ['tls:channel', await channel(client.statement.services[0]?.environments[0]?.channel)],
    ['tls:hello', await olderHello(port)],
    ['tls:staple', await staple(port)],
    ['behind:head', await behindHead(port)],
    ['cleartext', settled(await client.call(plain))],
  ];
}

async function publishedBy(client: AgencyClient): Promise<readonly (readonly [string, string])[]> {
  const { origin } = client;
  const [contract] = client.statement.services[0]?.contracts ?? [];
  const targets = {
    'contract:url': contract?.url ?? '',
    metadata: `${origin}/.well-known/oauth-authorization-server`,
    security: `${origin}/.well-known/security.txt`,
    catalogue: `${origin}/.well-known/api-catalog`,
  };
  const lines: (readonly [string, string])[] = [];
  for (const [place, target] of Object.entries(targets)) lines.push([place, settled(await client.call(target))]);
  const keys = await client.call(`${origin}/oauth/jwks`);
  return [...lines, ['keys', `${keys.status} ${keys.text.replaceAll(/"(x|y|kid)":"[^"]*"/g, '"$1"')}`]];
}

/** Calls that follow one another on what they create: one line for each step. */
async function flowsOf(client: AgencyClient, token: string): Promise<readonly (readonly [string, string])[]> {
  const lines: (readonly [string, string])[] = [];
  const step = async (place: string, target: string, call: Call = {}): Promise<Reply> => {
    const reply = await client.call(target, { ...call, token });
    lines.push([`flow:${place}`, settled(reply)]);
    return reply;
  };
  /** Where an answer leads, below the base path; a resource that is not there where it leads nowhere. */
  const led = (reply: Reply, fallback: string): string =>
    /\/(?:requests|reports)\/[0-9a-f-]{36}/.exec(reply.header('location') ?? '')?.[0] ?? fallback;
  const order = json({ requestText: 'درخواست نمونه' });
  const created = await step('create', '/requests', order);
  const own = led(created, `/requests/${id('fff')}`);
  await step('read', own);
  await step('revalidate', own, { headers: { 'If-None-Match': '"v1"' } });
  await step('replace', own, { ...order, method: 'PUT', headers: { 'Content-Type': 'application/json', 'If-Match': '"other"' } });
  await step('read again', own);
  await step('replace rightly', own, { ...order, method: 'PUT', headers: { 'Content-Type': 'application/json', 'If-Match': '"v1"' } });
  await step('read replaced', own);
  await step('delete', own, { method: 'DELETE' });
  await step('read after', own);
  await step('page', '/requests?limit=2');
  await step('next page', '/requests?limit=2&offset=2');
  const payment = { amount: { amount: '1', currency: 'IRR' }, payeeIban: 'IR740990000000000000000001', payerLegalPersonId: '99999000029' };
  const pay = (purpose: string): Call => ({
    ...json({ ...payment, purpose }),
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'fingerprint-key' },
  });
  const [one, same] = [await step('pay', '/payments', pay('کارمزد')), await step('pay again', '/payments', pay('کارمزد'))];
  lines.push(['flow:paid once', String(one.header('location') === same.header('location'))]);
  await step('pay another', '/payments', pay('هزینه'));
  const report = led(await step('order', '/reports', json({ requestStatus: 'registered' })), `/reports/${id('901')}`);
  await new Promise((resolve) => setTimeout(resolve, 150));
  await step('finished', report);
  await step('result', `${report}/result`);
  await step('options of the result', `${report}/result`, { method: 'OPTIONS' });
  await step('result again', `${report}/result`);
  return lines;
}

/** Takes the fingerprint of a running agency. Where its certificate is not trusted, what lies behind TLS is asked for all the same. */
export async function fingerprintOf(agency: RunningAgency): Promise<Fingerprint> {
  const client = await AgencyClient.of(agency, { strict: false });
  const root = await readFile(path.join(client.directory, 'pki/root-ca.pem'), 'utf8');
  const token = await client.token();
  const lines = new Map<string, string>();
  for (const { place, target, auth, ...call } of shots)
    lines.set(place, settled(await client.call(target, { ...call, ...(auth === true ? { token } : {}) })));
  for (const [place, reply] of await accessOf(client)) lines.set(place, settled(reply));
  for (const [place, line] of await pagesOf(client, settled)) lines.set(place, line);
  lines.set('access:grant', settled(await client.grant()).replaceAll(/"access_token":"[^"]*"/g, 'token'));
  for (const [place, line] of [...(await flowsOf(client, token)), ...(await publishedBy(client)), ...(await transportOf(agency, client, root))])
    lines.set(place, line);
  lines.set('contract', await readFile(path.join(client.directory, 'person-registry.openapi.yaml'), 'utf8'));
  lines.set('statement', JSON.stringify(client.statement).replaceAll(/127\.0\.0\.1:\d+|sha256:[0-9a-f]+|"plainHttpPort":\d+|"validTo":"[^"]*"/g, ''));
  return lines;
}

/** Places at which two fingerprints differ. */
export function differencesOf(one: Fingerprint, other: Fingerprint): readonly string[] {
  return [...one.keys()].filter((place) => one.get(place) !== other.get(place));
}
