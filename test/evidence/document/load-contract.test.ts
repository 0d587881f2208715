import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { lintContract } from '../../../src/checks/lint/lint-contract.js';
import { EgifError } from '../../../src/errors.js';
import { loadContract, parseContract } from '../../../src/evidence/document/load-contract.js';
import { requireLintable, sniffKind } from '../../../src/evidence/document/sniff-kind.js';

const parse = (text: string, file = 'x.wsdl') => parseContract(file, Buffer.from(text));
const open = '<d:definitions xmlns:d="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" targetNamespace="urn:a">';

async function inFolder(files: Readonly<Record<string, string>>, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'egif-kinds-'));
  try {
    await mkdir(join(folder, 'in', 'deep'), { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('A WSDL or XSD', () => {
  it('is data by fixed names, with the position of every element and attribute', () => {
    const document = parse(`<?xml version="1.0"?>\n${open}\n  <d:service name="S">\n    <d:port\n      name="P"/></d:service></d:definitions>`);
    assert.equal(document.format, 'xml');
    assert.equal(sniffKind(document), 'wsdl');
    const cases = [
      ['/wsdl:definitions', 2, 1],
      ['/wsdl:definitions/wsdl:service/0', 3, 3],
      ['/wsdl:definitions/wsdl:service/0/wsdl:port/0', 4, 5],
      ['/wsdl:definitions/wsdl:service/0/wsdl:port/0/@name', 5, 7],
      ['/wsdl:definitions/wsdl:service/0/wsdl:port/7', 3, 3],
    ] as const;
    for (const [pointer, line, column] of cases) assert.deepEqual(document.position(pointer), { line, column }, pointer);
  });

  const refused = [
    ['a document type declaration', `<!DOCTYPE d:definitions [<!ENTITY a "x">]>${open}&a;</d:definitions>`, 'DOCUMENT_SYNTAX'],
    ['an external subset', `<!DOCTYPE d SYSTEM "http://127.0.0.1:1/x.dtd">${open}</d:definitions>`, 'DOCUMENT_SYNTAX'],
    ['an entity that XML does not know', `${open}&a;</d:definitions>`, 'DOCUMENT_SYNTAX'],
    ['an element without an end', open, 'DOCUMENT_SYNTAX'],
    ['a prefix that is not declared', `${open}<x:y/></d:definitions>`, 'DOCUMENT_SYNTAX'],
    ['elements nested too deep', `${open}${'<d:a>'.repeat(150)}${'</d:a>'.repeat(150)}</d:definitions>`, 'DOCUMENT_TOO_DEEP'],
  ] as const;
  for (const [why, text, code] of refused) {
    it(`is refused for ${why}`, () => {
      assert.throws(
        () => parse(text),
        (error) => error instanceof EgifError && error.code === code,
      );
    });
  }

  it('is told by its root alone, whatever stands before it', () => {
    const comments = '<!-- a --><!-- -->'.repeat(2_000);
    assert.equal(sniffKind(parse(`${comments}${open}</d:definitions>`)), 'wsdl');
    assert.equal(parse('<html><body>definitions xmlns="http://schemas.xmlsoap.org/wsdl/"</body></html>').format, 'yaml');
  });

  const strangers = [
    ['a WSDL 2.0', '<description xmlns="http://www.w3.org/ns/wsdl" targetNamespace="urn:a"/>'],
    ['an HTML page', '<html><body>x</body></html>'],
    ['another XML document', '<note/>'],
    ['plain text', 'hello'],
  ] as const;
  for (const [why, text] of strangers) {
    it(`lint takes no ${why}`, () => {
      assert.throws(
        () => requireLintable(parse(text)),
        (error) => error instanceof EgifError && error.code === 'DOCUMENT_NOT_A_CONTRACT',
      );
    });
  }

  const schema =
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t"><xs:element name="e" type="xs:integer"/></xs:schema>';
  const imports = (...locations: readonly string[]): string =>
    `${open}<d:types>${locations
      .map(
        (location) =>
          `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:import namespace="urn:t" schemaLocation="${location}"/></xs:schema>`,
      )
      .join('')}</d:types></d:definitions>`;

  it('draws in files of its folder and below, and nothing else', async () => {
    const wanted = [
      'a.xsd',
      'deep/b.xsd',
      './deep/../c.xsd',
      '../outside.xsd',
      '/etc/hostname',
      'file:///etc/hostname',
      'http://127.0.0.1:1/x.xsd',
      'link.xsd',
      '%2e%2e/outside.xsd',
      'absent.xsd',
    ];
    const files = { 'in/x.wsdl': imports(...wanted), 'in/a.xsd': schema, 'in/deep/b.xsd': schema, 'in/c.xsd': schema, 'outside.xsd': schema };
    await inFolder(files, async (folder) => {
      await symlink(join(folder, 'outside.xsd'), join(folder, 'in', 'link.xsd'));
      const { neighbours } = await loadContract(join(folder, 'in', 'x.wsdl'));
      assert.deepEqual([...(neighbours?.keys() ?? [])].sort(), ['a.xsd', 'c.xsd', 'deep/b.xsd']);
      const results = await lintContract(await loadContract(join(folder, 'in', 'x.wsdl')));
      const { findings } = results.find(({ check }) => check === 'lint/wsdl-imports-closed')?.judgement ?? { findings: [] };
      assert.deepEqual(
        findings.map(({ code }) => code).sort(),
        [...Array.from({ length: 2 }, () => 'import-broken'), ...Array.from({ length: 5 }, () => 'import-outside')].sort(),
      );
    });
  });

  it('ends where files draw in each other, and finds what is wrong in the file where it stands', async () => {
    const circle = schema.replace(
      'targetNamespace="urn:t">',
      'targetNamespace="urn:t"><xs:include schemaLocation="a.xsd"/>\n  <xs:element name="nationalCode" type="xs:integer"/>',
    );
    await inFolder({ 'in/x.wsdl': imports('a.xsd'), 'in/a.xsd': circle }, async (folder) => {
      const results = await lintContract(await loadContract(join(folder, 'in', 'x.wsdl')));
      const [finding] = results.find(({ check }) => check === 'lint/identifiers-are-text')?.judgement.findings ?? [];
      assert.equal(finding?.at, `${join(folder, 'in', 'a.xsd')}#/xsd:schema/xsd:element/0`);
      assert.deepEqual({ line: finding?.line, column: finding?.column }, { line: 2, column: 3 });
    });
  });

  it('of doubling types ends soon', async () => {
    const types = Array.from(
      { length: 60 },
      (_, index) => `<xs:simpleType name="T${index}"><xs:union memberTypes="t:T${index + 1} t:T${index + 1}"/></xs:simpleType>`,
    ).join('');
    const text = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">${types}</xs:schema>`;
    const results = await lintContract(parse(text, 'x.xsd'));
    for (const { judgement } of results) assert.equal(judgement.cause, undefined);
  }).timeout(15_000);
});
