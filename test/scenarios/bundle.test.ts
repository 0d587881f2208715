/** `egif lint` from the bundle says what it says from its modules. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { runEgif } from './run-egif.js';

/** What bin/load-bundle.js offers. */
interface Opened {
  loadBundle(argv: readonly string[]): unknown;
  openBundle(work: string): { readonly script: { readonly cachedDataRejected?: boolean } } | undefined;
}

const problem = { type: 'object', properties: { type: { type: 'string' } } };
const openapi = (version: string) => ({
  openapi: version,
  info: { title: 'Sample', version: '1' },
  servers: [{ url: 'https://{host}.example/', variables: { other: { default: 1 } } }, { description: 'no address' }],
  tags: [{ name: 'a' }, { name: 'a' }],
  paths: {
    '/a/{id}': {
      get: {
        operationId: 'a',
        tags: [],
        parameters: [{ name: 'ID', in: 'path', required: true, schema: { type: 'string', enum: ['a', 'a', 1] } }],
        responses: { default: { description: '', content: { 'application/json': { schema: problem, example: { type: 5 } } } } },
      },
    },
    '/b': { get: { operationId: 'a', responses: { 200: { $ref: '#/components/responses/absent' } } } },
  },
  components: { schemas: { Unused: { type: 'integer', default: 'x' } } },
});

const contracts: Readonly<Record<string, string>> = {
  'oas30.json': JSON.stringify(openapi('3.0.3')),
  'oas31.json': JSON.stringify(openapi('3.1.0'), undefined, 2),
  'oas31.yaml': 'openapi: 3.1.0\ninfo: {title: x, version: "1"}\npaths:\n  /a: {get: {responses: {}}}\n',
  'swagger.json': JSON.stringify({ swagger: '2.0', info: { title: 'x', version: '1' }, paths: { '/a': { get: { responses: {} } } } }),
  'asyncapi.yaml': 'asyncapi: 2.6.0\ninfo: {title: x, version: "1"}\nchannels:\n  a:\n    publish: {message: {payload: {type: wrong}}}\n',
  'asyncapi3.yaml': 'asyncapi: 3.0.0\ninfo: {title: x, version: "1"}\nchannels: {a: {address: 1}}\n',
  'arazzo.yaml': 'arazzo: 1.0.1\ninfo: {title: x, version: "1"}\nsourceDescriptions: []\nworkflows: []\n',
  'schema.json': JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'wrong' }),
  'service.wsdl': '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" name="a"><portType name="b"/></definitions>',
  'broken.yaml': 'openapi: 3.0.3\ninfo: [\n',
  'empty.json': '',
};

const lines: readonly { readonly args: readonly string[]; readonly why: string }[] = [
  { args: [...Object.keys(contracts), '--json'], why: 'every kind, by our rules' },
  { args: [...Object.keys(contracts), '--format', 'sarif'], why: 'the form with the words of the law' },
  { args: [...Object.keys(contracts), '--lang', 'fa'], why: 'Persian, in the form of a terminal' },
  { args: ['.', '--workers', '2', '--json'], why: 'a folder, by workers, which run the modules' },
  { args: ['--ruleset', 'spectral:oas', 'oas30.json', 'oas31.json', 'oas31.yaml', 'swagger.json', 'broken.yaml', '--json'], why: 'Spectral, fast' },
  { args: ['--ruleset=spectral:oas', '--engine', 'spectral', 'oas30.json', 'oas31.json', 'oas31.yaml'], why: 'Spectral, its own engine' },
  { args: ['--ruleset', 'spectral:asyncapi', 'asyncapi.yaml', 'asyncapi3.yaml', '--json'], why: 'rules that the bundle leaves to the modules' },
  { args: ['.', '--ruleset', 'spectral:oas', '--json'], why: 'a folder under Spectral, what is no contract among it' },
  { args: ['--ruleset', 'spectral:oas', 'oas30.json', 'absent.json', '--format', 'sarif'], why: 'Spectral, in a form with the words of the law' },
  { args: ['--ruleset', 'spectral:oas', 'empty.json', '--lang', 'fa'], why: 'Spectral, on what cannot be read' },
  { args: ['--ruleset', 'spectral:oas', '--only', 'EGIF-TEC-OAS-001', 'oas30.json'], why: 'two options that exclude each other' },
  { args: ['--json', '--', 'oas30.json', '--ruleset', 'spectral:oas'], why: 'words behind the end of options, which name files' },
  { args: ['--ruleset', 'spectral:none', 'oas30.json'], why: 'a ruleset that there is not' },
  { args: ['--no-such-option'], why: 'a usage error' },
  { args: ['--help'], why: 'help' },
];

describe('the bundle of lint', function () {
  this.timeout(120_000);
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-bundle-'));
    await Promise.all(Object.entries(contracts).map(([name, text]) => writeFile(join(folder, name), text)));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const { args, why } of lines) {
    it(`says what the modules say: ${why}`, async () => {
      const [bundled, modules] = await Promise.all(
        ['', 'off'].map((EGIF_BUNDLE) => runEgif(['lint', ...args], { directory: folder, env: { EGIF_BUNDLE } })),
      );
      assert.ok((modules?.stdout.length ?? 0) + (modules?.stderr.length ?? 0) > 50);
      assert.deepEqual([bundled?.status, bundled?.stdout, bundled?.stderr], [modules?.status, modules?.stdout, modules?.stderr]);
    });
  }

  it('is what runs, with the code that V8 kept', async () => {
    const opened: Opened = await import(new URL('../../../bin/load-bundle.js', import.meta.url).href);
    assert.equal(typeof opened.loadBundle(['lint', 'a.json']), 'function');
    assert.equal(opened.loadBundle(['lint', '--ruleset', 'spectral:arazzo', 'a.json']), undefined);
    assert.equal(typeof opened.loadBundle(['lint', '--ruleset=spectral:oas', 'a.json']), 'function');
    for (const words of [['--only', 'x'], ['--only=x'], ['--layer', 'data'], ['--']])
      assert.equal(opened.loadBundle(['lint', '--ruleset', 'spectral:oas', ...words, 'a.json']), undefined, words.join(' '));
    assert.equal(opened.loadBundle(['verify', 'a.json']), undefined);
    for (const work of ['own', 'spectral']) assert.equal(opened.openBundle(work)?.script.cachedDataRejected, false, work);
  });
});
