/** What a hostile statement, contract or server may try: no request leaves the statement, no secret and no personal code reaches the disk. */
import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Service } from '../../src/contract/documents.js';
import { type Listening, serveHttp, serveHttps } from '../evidence/servers.js';
import { errorCodeOf, inParallel, type Ran, runEgif } from './run-egif.js';
import { basePath, secrets, writeSubject } from './subject-at.js';

/** Valid by its check digit, and so perhaps somebody's: put together from parts, that it stands in no file of the suite. */
const personal = { nationalCode: ['0012', '3456', '79'].join(''), mobile: ['0912', '345', '6789'].join('') };
/** The tokens that were given out, each another. */
const issued: string[] = [];

function issueToken(): string {
  const token = `zq-token-${issued.length}-9d41c7-${randomUUID()}`;
  issued.push(token);
  return token;
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  const files: string[] = [];
  for (const name of names) if ((await stat(join(folder, name))).isFile()) files.push(join(folder, name));
  return files;
}

/** A server that gives tokens and answers everything with a person, and with secrets that it knows before they are sent to it. */
function answerWithPerson(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  const echoed = (request.headers.authorization ?? '').replace(/^Bearer /, '');
  const body =
    request.url === '/oauth/token'
      ? { access_token: issueToken(), token_type: 'Bearer', expires_in: 300 }
      : { ...personal, seen: echoed, settings: Object.values(secrets), note: `تلفن ${personal.mobile} و کد ${personal.nationalCode}` };
  const headers = {
    'content-type': 'application/json',
    'set-cookie': `session=${echoed}`,
    'x-seen': `Bearer ${echoed}`,
    'x-setting': secrets.noScope,
  };
  response.writeHead(200, headers).end(JSON.stringify(body));
}

/** What stands around a word. */
function contextOf(text: string, word: string): string {
  const at = text.indexOf(word);
  return text.slice(Math.max(0, at - 80), at + word.length + 20);
}

const withBase =
  (baseUrl: string, network: readonly string[] = ['127.0.0.0/8']) =>
  (service: Service): Service => ({ ...service, environments: service.environments.map((each) => ({ ...each, baseUrl, network: [...network] })) });

describe('A run against a hostile subject', function () {
  this.timeout(200_000);
  let folder: string;
  let leaky: Listening;
  let counter: Listening;
  let counted = 0;
  let leak: Ran;
  const out = (): string => join(folder, 'leaky/out');

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-security-'));
    leaky = await serveHttps(answerWithPerson);
    counter = await serveHttp((_request, response) => {
      counted += 1;
      response.end('{}');
    });
    const statement = await writeSubject({ directory: join(folder, 'leaky'), origin: leaky.https, plainHttpPort: leaky.port, timeoutMs: 4_000 });
    leak = await runEgif(
      [
        'run',
        statement,
        '--profile',
        'three-layers',
        '--allow-network',
        '127.0.0.0/8',
        '--out',
        out(),
        '--json',
        '--format',
        'html,junit,md,csv,sarif',
      ],
      { env: { EGIF_DEBUG: '1' } },
    );
  });
  after(async () => {
    await Promise.all([leaky.close(), counter.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  it('writes no secret, no token and no personal code to any file or stream', async () => {
    assert.equal(leak.status, 1, leak.stderr);
    const files = await filesBelow(out());
    assert.ok(files.length > 10);
    const texts = [leak.stdout, leak.stderr, ...(await Promise.all(files.map((file) => readFile(file, 'latin1'))))];
    const basic = Buffer.from(`egif-test-a:${secrets.consumerA}`).toString('base64');
    assert.ok(issued.length > 0);
    const words = { secret: secrets.consumerA, other: secrets.noScope, basic, ...personal, ...Object.fromEntries(issued.entries()) };
    const found = Object.entries(words).flatMap(([name, word]) =>
      texts.flatMap((text, index) =>
        text.includes(word) ? [`${name} in ${index < 2 ? 'a stream' : files[index - 2]}: ${contextOf(text, word)}`] : [],
      ),
    );
    assert.deepEqual(found, []);
  });

  it('is refused before anything is sent where its addresses may not be contacted', async () => {
    const cases: readonly {
      readonly name: string;
      readonly change: (service: Service) => Service;
      readonly args: readonly string[];
      readonly code: string;
    }[] = [
      {
        name: 'metadata',
        change: withBase('https://169.254.169.254/v1', ['169.254.0.0/16']),
        args: ['169.254.0.0/16'],
        code: 'STATEMENT_CONTRADICTION',
      },
      { name: 'unallowed', change: (service) => service, args: [], code: 'TARGET_NETWORK_REFUSED' },
      { name: 'unstated', change: withBase(leaky.https + basePath, []), args: ['127.0.0.0/8'], code: 'TARGET_NETWORK_REFUSED' },
      { name: 'no-domain', change: withBase('https://evil.example/v1'), args: ['127.0.0.0/8'], code: 'STATEMENT_CONTRADICTION' },
    ];
    const ran = await inParallel(cases, 2, async ({ name, change, args }) => {
      const statement = await writeSubject({ directory: join(folder, name), origin: leaky.https, changeService: change });
      const allowed = args.flatMap((range) => ['--allow-network', range]);
      return runEgif(['run', statement, '--profile', 'three-layers', ...allowed, '--out', join(folder, name, 'out'), '--json']);
    });
    assert.deepEqual(
      ran.map((each, index) => [cases[index]?.name, each.status, errorCodeOf(each)]),
      cases.map(({ name, code }) => [name, 3, code]),
    );
  });

  it('never has a reference of its contract fetched', async () => {
    const contract = `openapi: 3.1.0
info: { title: t, version: 1.0.0 }
paths:
  /a:
    get: { responses: { '200': { description: x, content: { application/json: { schema: { $ref: '${counter.http}/schema.json' } } } } } }
`;
    const directory = join(folder, 'remote');
    const statement = await writeSubject({ directory, origin: counter.https, contract });
    const network = ['--allow-network', '127.0.0.0/8'];
    const ran = await inParallel(
      [
        ['lint', join(directory, 'contract.yaml')],
        ['preflight', statement],
        ['run', statement, '--profile', 'three-layers', ...network, '--out', join(directory, 'out')],
      ],
      2,
      (args) => runEgif(args),
    );
    assert.deepEqual(
      ran.map(({ status }) => status),
      [1, 3, 3],
    );
    assert.equal(counted, 0);
  });

  it('never follows a redirect to a host outside the statement', async () => {
    const elsewhere = await serveHttps((request, response) => {
      request.resume();
      response.writeHead(307, { location: `${counter.http}/stolen` }).end();
    });
    const statement = await writeSubject({
      directory: join(folder, 'redirect'),
      origin: elsewhere.https,
      plainHttpPort: elsewhere.port,
      timeoutMs: 4_000,
    });
    const ran = await runEgif([
      'run',
      statement,
      '--profile',
      'three-layers',
      '--allow-network',
      '127.0.0.0/8',
      '--out',
      join(folder, 'redirect/out'),
      '--format',
      'json',
    ]);
    await elsewhere.close();
    assert.equal(ran.status, 1);
    assert.equal(counted, 0);
  });
});
