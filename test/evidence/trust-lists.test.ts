import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Observation } from '../../src/contract/evidence.js';
import { getOf, handshakeOf, serveHttps, serveTls, sessionFor, strangerPair, testRoot, type SessionChanges } from './servers.js';

type Shown = NonNullable<Extract<Observation, { kind: 'tls-session' }>['session']>;

async function shownTo(changes: SessionChanges, options = {}): Promise<Shown> {
  const server = await serveTls(options);
  const session = sessionFor([server.https], changes);
  try {
    const observation = await session.observe(handshakeOf(server.https), 1);
    if (observation.kind !== 'tls-session' || observation.session === undefined) throw new Error(observation.lost?.detail);
    return observation.session;
  } finally {
    await session.close();
    await server.close();
  }
}

const lawList = { name: 'egif-trust-list', texts: [`# the law's list\n${testRoot}`] };

describe('evidence: whom a run trusts', () => {
  const cases: readonly { readonly why: string; readonly changes: SessionChanges; readonly trusted: boolean; readonly by?: readonly string[] }[] = [
    { why: 'the law names the root', changes: { anchors: [], trustLists: [lawList] }, trusted: true, by: ['egif-trust-list'] },
    {
      why: 'the operator names the root, the law none',
      changes: {
        anchors: [],
        trustLists: [
          { name: 'egif-trust-list', texts: ['# none yet\n'] },
          { name: 'operator', texts: [testRoot] },
        ],
      },
      trusted: true,
      by: ['operator'],
    },
    { why: 'a local statement brings its own root', changes: { anchors: [testRoot] }, trusted: true, by: ['statement'] },
    { why: 'nobody names the root', changes: { anchors: [], trustLists: [{ name: 'egif-trust-list', texts: ['# none yet\n'] }] }, trusted: false },
    { why: 'only the platform is trusted', changes: { anchors: [] }, trusted: false },
    {
      why: 'the platform is not trusted, the law is',
      changes: { anchors: [], trustLists: [lawList], platformRoots: false },
      trusted: true,
      by: ['egif-trust-list'],
    },
  ];
  for (const { why, changes, trusted, by } of cases) {
    it(`is ${trusted ? '' : 'not '}trusted where ${why}`, async () => {
      const shown = await shownTo(changes);
      assert.equal(shown.trusted, trusted, shown.trustError);
      assert.deepEqual(shown.trustedBy, by);
    });
  }

  it('names every list that could have held the anchor, with its size and digest', async () => {
    const { trustLists = [] } = await shownTo({
      anchors: [],
      trustLists: [lawList, { name: 'operator', texts: ['nothing\n'] }],
      platformRoots: false,
    });
    assert.deepEqual(
      trustLists.map(({ name, certificates }) => [name, certificates]),
      [
        ['egif-trust-list', 1],
        ['operator', 0],
      ],
    );
    assert.match(trustLists[0]?.sha256 ?? '', /^[0-9a-f]{64}$/);
  });

  it('counts the platform among the lists unless the law says otherwise', async () => {
    const { trustLists = [] } = await shownTo({ anchors: [] });
    assert.deepEqual(
      trustLists.map(({ name }) => name),
      ['platform'],
    );
  });

  it('sends a credential over a connection that a list of the law vouches for, and over no other', async () => {
    const server = await serveHttps((_request, response) => response.end('{}'));
    const credentials = { identities: ['a'], authorize: () => Promise.resolve([['Authorization', 'Bearer t']] as const) };
    const statuses = await Promise.all(
      [[lawList], [{ name: 'egif-trust-list', texts: [strangerPair.cert] }]].map(async (trustLists) => {
        const session = sessionFor([server.https], { anchors: [], trustLists, credentials });
        const seen = await session.observe(getOf(`${server.https}/`, { credential: 'identity:a', safety: 'S2' }), 1);
        await session.close();
        return seen.kind === 'http' ? (seen.response?.status ?? seen.lost?.cause) : seen.kind;
      }),
    );
    await server.close();
    assert.deepEqual(statuses, [200, 'tls']);
  });
});
