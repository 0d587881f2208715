/**
 * What a sample agency does with tokens, origins and texts that it must not take: the part of a fingerprint that faults of access show in.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isObject, memberOf } from '../../src/contract/json.js';
import { tokenAlterations } from '../../src/contract/evidence.js';
import { publicKeyOf } from '../../src/evidence/json-web-token.js';
import { alterToken, createOwnKeys } from '../../src/evidence/token-alteration.js';
import type { AgencyClient, Call, Reply } from './agency-client.js';

const record = (end: string): string => `7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1${end}`;
const person = `/persons/${record('a01')}`;
const text = encodeURIComponent('egif<b>{{1337*1331}}');

/** The reply to a token that names an address for its key; its status says how often that address was asked. */
async function keyAddressAsked(client: AgencyClient): Promise<Reply> {
  let asked = 0;
  const listener = createServer((socket) => {
    asked += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = `${part({ alg: 'RS256', jku: `https://127.0.0.1:${port}/keys` })}.${part({ sub: 'egif' })}.${part({})}`;
  try {
    const reply = await client.call(person, { token });
    await delay(200);
    return { ...reply, status: asked };
  } finally {
    listener.close();
  }
}

/** Replies by place. */
export async function accessOf(client: AgencyClient): Promise<readonly (readonly [place: string, reply: Reply])[]> {
  const file = (name: string): Promise<string> => readFile(path.join(client.directory, 'secrets', name), 'utf8');
  const pair = { cert: await file('consumer-a.pem'), key: await file('consumer-a.key.pem') };
  const token = await client.token();
  const bound = await client.token('consumerA', pair);
  const keys = memberOf((await client.call(`${client.origin}/oauth/jwks`)).json, 'keys');
  const [key] = Array.isArray(keys) ? keys.filter(isObject) : [];
  const issuerKey = key === undefined ? undefined : publicKeyOf(key);
  const material = { ownKey: createOwnKeys(), ...(issuerKey === undefined ? {} : { issuerKey }) };
  const calls: readonly (readonly [place: string, target: string, call: Call])[] = [
    ...tokenAlterations.map(
      (by) => [`access:${by}`, person, { token: alterToken(bound, by, material) ?? '', ...(by === 'unbound' ? {} : { pair }) }] as const,
    ),
    ['access:bound', person, { token: bound, pair }],
    ['access:no-scope', person, { token: await client.token('noScope') }],
    ['access:foreign', `/payments/${record('e04')}`, { token }],
    ['access:query', `${person}?access_token=${token}`, {}],
    ['access:null-origin', person, { token, headers: { Origin: 'null' } }],
    ['access:like-origin', person, { token, headers: { Origin: 'https://egif-probesample.gov.example' } }],
    ['access:preflight', '/persons', { method: 'OPTIONS', headers: { Origin: 'https://egif-probe.invalid' } }],
    ['access:text', `/legal-persons?legalName=${text}`, { token }],
    ['access:bad-text', `/persons?cursor=${text}`, { token }],
  ];
  const replies: (readonly [string, Reply])[] = [];
  for (const [place, target, call] of calls) replies.push([place, await client.call(target, call)]);
  for (const kind of ['expired', 'not-yet-valid', 'other-audience', 'other-kind'])
    replies.push([`access:${kind}`, await client.call(person, { token: await file(`${kind}.token`) })]);
  replies.push(['access:key-address', await keyAddressAsked(client)]);
  return replies;
}
