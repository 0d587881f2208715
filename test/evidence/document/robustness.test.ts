import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { type DocumentLimits, defaultLimits, loadDocument } from '../../../src/contract/load-document.js';
import { readContract } from '../../../src/evidence/document/read-contract.js';
import { EgifError, type ErrorCode } from '../../../src/errors.js';

const head = '{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":';
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefgh'.split('').map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[at]}`).join(', ')}]`),
].join('\n');
const loop = `${head}{"/a":{"get":{"parameters":[{"$ref":"#/components/parameters/A"}],"responses":{"200":{"$ref":"#/components/responses/R"}}}}},"components":{"parameters":{"A":{"$ref":"#/components/parameters/B"},"B":{"$ref":"#/components/parameters/A"}},"responses":{"R":{"$ref":"#/components/responses/R"}},"schemas":{"S":{"$ref":"#/components/schemas/S"}}}}`;

/** `operations`: read as a contract with so many. */
type Expected = ErrorCode | { readonly operations: number };
const small: DocumentLimits = { ...defaultLimits, maxBytes: 64 };

const table: readonly (readonly [why: string, octets: Uint8Array | undefined, expected: Expected, limits?: DocumentLimits])[] = [
  ['an absent file', undefined, 'FILE_NOT_FOUND'],
  ['an empty file', utf8(''), 'FILE_EMPTY'],
  ['white space', utf8('\n\t \n'), 'FILE_EMPTY'],
  ['plain words', utf8('blah blah'), 'DOCUMENT_NOT_A_CONTRACT'],
  ['a number', utf8('42'), 'DOCUMENT_NOT_A_CONTRACT'],
  ['null', utf8('null'), 'DOCUMENT_NOT_A_CONTRACT'],
  ['a comment alone', utf8('# nothing'), 'DOCUMENT_NOT_A_CONTRACT'],
  ['an empty list', utf8('[]'), 'DOCUMENT_NOT_A_CONTRACT'],
  ['an empty object', utf8('{}'), 'DOCUMENT_NOT_A_CONTRACT'],
  ['no operations', utf8(`${head}{}}`), { operations: 0 }],
  ['no paths', utf8('{"openapi":"3.1.0","info":{}}'), { operations: 0 }],
  ['paths that are a list', utf8(`${head}[]}`), 'DOCUMENT_NOT_A_CONTRACT'],
  ['paths that are null', utf8(`${head}null}`), 'DOCUMENT_NOT_A_CONTRACT'],
  ['a path item that is a text', utf8(`${head}{"/a":"b","/c":null,"/d":[]}}`), { operations: 0 }],
  ['operations that are none', utf8(`${head}{"/a":{"get":"x","post":null,"put":[]}}}`), { operations: 0 }],
  ['an operation of nothing', utf8(`${head}{"/a":{"get":{}}}}`), { operations: 1 }],
  [
    'members of the wrong type everywhere',
    utf8(
      `${head}{"/a":{"parameters":{},"get":{"parameters":"x","responses":[],"requestBody":7,"security":{},"operationId":{},"deprecated":"yes","servers":"x"},"post":{"parameters":[null,7,{}],"responses":{"200":null,"201":{"content":[],"headers":7}},"requestBody":{"content":{"application/json":7,"a/json":{"schema":[]}}}}}},"components":7,"security":7}`,
    ),
    { operations: 2 },
  ],
  ['an HTML page', utf8('<!DOCTYPE html><html><body>login: here</body></html>'), 'DOCUMENT_NOT_A_CONTRACT'],
  ['an HTML page of many lines', utf8('<html>\n<body>\n<p class="a">x: y</p>\n  - z\n</body></html>'), 'DOCUMENT_SYNTAX'],
  ['a WSDL', utf8('<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"/>'), 'DOCUMENT_NOT_A_CONTRACT'],
  ['a JSON Schema', utf8('{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object"}'), 'DOCUMENT_NOT_A_CONTRACT'],
  ['Swagger 2.0', utf8('{"swagger":"2.0","paths":{}}'), 'DOCUMENT_NOT_A_CONTRACT'],
  ['AsyncAPI', utf8('asyncapi: 3.0.0\nchannels: {}'), 'DOCUMENT_NOT_A_CONTRACT'],
  ['a version that is a number', utf8('openapi: 3.1\npaths: {}'), 'DOCUMENT_NOT_A_CONTRACT'],
  ['a version of the future', utf8('openapi: 4.0.0\npaths: {}'), 'DOCUMENT_NOT_A_CONTRACT'],
  ['binary data', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00]), 'FILE_ENCODING'],
  ['a ZIP archive', new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x00, 0x00]), 'FILE_ENCODING'],
  ['over the limit of size', utf8(`${head}{"/${'a'.repeat(100)}":{}}}`), 'FILE_TOO_LARGE', small],
  ['deep JSON', utf8(`${head}${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`), 'DOCUMENT_TOO_DEEP'],
  ['deep JSON that never ends', utf8('['.repeat(200_000)), 'DOCUMENT_TOO_DEEP'],
  ['deep YAML', utf8(Array.from({ length: 1_500 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')), 'DOCUMENT_TOO_DEEP'],
  ['deep YAML of brackets', utf8(`openapi: ${'['.repeat(3_000)}`), 'DOCUMENT_TOO_DEEP'],
  ['deep YAML of dashes', utf8('- '.repeat(100_000)), 'DOCUMENT_TOO_DEEP'],
  ['deep YAML of question marks', utf8('? '.repeat(100_000)), 'DOCUMENT_TOO_DEEP'],
  ['deep YAML of braces', utf8(`a: ${'{a: '.repeat(100_000)}`), 'DOCUMENT_TOO_DEEP'],
  ['a YAML alias bomb', utf8(bomb), 'DOCUMENT_ALIAS_BOMB'],
  ['a YAML value that holds itself', utf8('openapi: 3.1.0\npaths: &p {/a: *p}'), 'DOCUMENT_ALIAS_BOMB'],
  ['loops of references', utf8(loop), { operations: 1 }],
  ['UTF-16', utf16('{"openapi":"3.1.0"}'), 'FILE_ENCODING'],
  ['UTF-16 without a mark', new Uint8Array(Buffer.from('{"openapi":"3.1.0"}', 'utf16le')), 'FILE_ENCODING'],
  ['Latin-1', new Uint8Array(Buffer.from('{"openapi":"3.1.0","info":{"title":"é"}}', 'latin1')), 'FILE_ENCODING'],
  ['a byte order mark', new Uint8Array([0xef, 0xbb, 0xbf, ...utf8(`${head}{}}`)]), { operations: 0 }],
  ['a name twice', utf8('{"openapi":"3.1.0","paths":{},"paths":{}}'), 'DOCUMENT_DUPLICATE_KEY'],
  ['tabs as indentation', utf8('openapi: 3.1.0\npaths:\n\t/a: {}'), 'DOCUMENT_SYNTAX'],
  ['a NUL', utf8('openapi: 3.1.0\u0000'), 'FILE_ENCODING'],
  ['JSON cut short', utf8(`${head}{"/a":{"get":`), 'DOCUMENT_SYNTAX'],
  ['several YAML documents', utf8('openapi: 3.1.0\n---\nopenapi: 3.1.0'), 'DOCUMENT_SYNTAX'],
  [
    'names of prototypes',
    utf8(`${head}{"/a":{"__proto__":{"get":{}},"constructor":{},"get":{"responses":{"__proto__":{}}}}},"__proto__":{"security":[]}}`),
    { operations: 1 },
  ],
  ['names of prototypes as references', utf8(`${head}{"/a":{"get":{"responses":{"200":{"$ref":"#/constructor/prototype"}}}}}}`), { operations: 1 }],
  ['numbers as names', utf8('openapi: 3.1.0\npaths:\n  /a:\n    get:\n      responses:\n        200: {description: ok}'), { operations: 1 }],
  ['a text of a megabyte', utf8(`${head}{"/a":{"get":{"description":"${'x'.repeat(1_000_000)}"}}}}`), { operations: 1 }],
  ['a path of a megabyte', utf8(`${head}{"/${'a{'.repeat(500_000)}":{"get":{}}}}`), { operations: 1 }],
  ['a reference to a file', utf8(`${head}{"/a":{"$ref":"other.yaml#/x"}}}`), 'DOCUMENT_REF_OUTSIDE'],
  ['a reference to a host', utf8(`${head}{},"components":{"schemas":{"A":{"$ref":"http://169.254.169.254/"}}}}`), 'DOCUMENT_REF_OUTSIDE'],
  ['a reference that is ill-formed', utf8(`${head}{"/a":{"get":{"responses":{"200":{"$ref":"#/%E0%A4%A"},"201":{"$ref":7}}}}}}`), { operations: 1 }],
  [
    'an example that looks like a reference',
    utf8(`${head}{},"components":{"schemas":{"A":{"example":{"$ref":"other.yaml"},"properties":{"$ref":{"type":"string"}}}}}}`),
    { operations: 0 },
  ],
];

async function readIn(directory: string, octets: Uint8Array | undefined, limits: DocumentLimits | undefined): Promise<number> {
  const file = join(directory, 'contract');
  if (octets !== undefined) await writeFile(file, octets);
  const contract = readContract(await loadDocument(file, limits), { type: 'openapi', file }, { dataClass: 'public' });
  return contract.operations.length;
}

describe('evidence/document on degenerate input', () => {
  for (const [why, octets, expected, limits] of table) {
    it(`answers ${why} with ${typeof expected === 'string' ? expected : `a contract of ${expected.operations} operations`}`, async function () {
      this.timeout(15_000);
      const directory = await mkdtemp(join(tmpdir(), 'egif-robust-'));
      try {
        const operations = await readIn(directory, octets, limits);
        assert.deepEqual({ operations }, expected);
      } catch (error) {
        if (!(error instanceof EgifError)) throw error;
        assert.equal(error.code, expected);
        assert.ok(error.mend !== undefined, 'a mend is stated');
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    });
  }

  it('refuses a folder and a pipe without waiting for it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'egif-robust-'));
    try {
      await assert.rejects(loadDocument(directory), { code: 'FILE_IS_DIRECTORY' });
      const pipe = join(directory, 'pipe');
      execFileSync('mkfifo', [pipe]);
      await assert.rejects(loadDocument(pipe), { code: 'FILE_UNREADABLE' });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
});
