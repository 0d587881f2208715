/** XML of answers is read within bounds, and bodies are judged by the schemas of the WSDL however it draws them in. */
import { strict as assert } from 'node:assert';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { readSoapContract } from '../../../src/checks/soap/read-soap-contract.js';
import type { SoapContract } from '../../../src/contract/soap-model.js';
import { loadContract, parseContract } from '../../../src/evidence/document/load-contract.js';
import { openXmlTools, readXml } from '../../../src/evidence/soap/xml-tools.js';

const xml = openXmlTools();
const envelope = (content: string): Uint8Array =>
  Buffer.from(`<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${content}</e:Body></e:Envelope>`);
const service = { dataClass: 'public' } as const;
const contractOf = (text: string): SoapContract =>
  readSoapContract(parseContract('a.wsdl', Buffer.from(text)), { type: 'wsdl', file: 'a.wsdl' }, service);

const wsdl = (types: string, rest = ''): string =>
  `<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:a="urn:a" xmlns:b="urn:b" targetNamespace="urn:w" xmlns:t="urn:w"><w:types>${types}</w:types>${rest}</w:definitions>`;

describe('Reading XML of answers', () => {
  const cases = [
    ['a document type', '<!DOCTYPE a><a/>', 'doctype'],
    ['an entity bomb', '<!DOCTYPE a [<!ENTITY b "1"><!ENTITY c "&b;&b;">]><a>&c;</a>', 'doctype'],
    ['an end that is missing', '<a><b></a>', 'malformed'],
    ['an entity that nobody declares', '<a>&b;</a>', 'malformed'],
    ['more depth than an answer has', '<a>'.repeat(500), 'malformed'],
    ['nothing', '', 'malformed'],
  ] as const;
  for (const [why, text, flaw] of cases)
    it(`tells ${why}`, () => {
      const read = readXml(Buffer.from(text));
      assert.equal('flaw' in read ? read.flaw : 'read', flaw);
    });

  it('tells an encoding that is none of XML’s two', () => {
    const read = readXml(Buffer.from('<?xml version="1.0" encoding="windows-1256"?><a>\xC7</a>', 'latin1'));
    assert.equal('flaw' in read ? read.flaw : 'read', 'encoding');
  });
});

describe('Judging bodies by the schemas of a WSDL', () => {
  it('follows schemas in files two imports away', async () => {
    const file = join(process.cwd(), 'fixtures/agencies/person-inquiry-soap/person-inquiry.wsdl');
    const contract = readSoapContract(await loadContract(file), { type: 'wsdl', file }, service);
    const echo = (token: string): Uint8Array =>
      envelope(
        `<m:echoResponse xmlns:m="https://soap.sample.gov.example/person-inquiry/messages"><m:token>${token}</m:token><m:answeredAt>2026-11-01T08:00:00Z</m:answeredAt></m:echoResponse>`,
      );
    assert.deepEqual(xml.breachesIn(contract, echo('abc')), []);
    const breaches = xml.breachesIn(contract, echo('a secret word')) ?? [];
    assert.equal(breaches.length > 0, true);
    assert.doesNotMatch(breaches.join(), /secret/);
    assert.equal((xml.breachesIn(contract, envelope('<unknown xmlns="urn:u"/>')) ?? []).length > 0, true);
  });

  it('reads several schemas of the WSDL itself, with prefixes that only it declares, two of them of one namespace', () => {
    const contract = contractOf(
      wsdl(
        '<x:schema targetNamespace="urn:a"><x:import namespace="urn:b"/><x:element name="one" type="b:Code"/></x:schema>' +
          '<x:schema targetNamespace="urn:a"><x:import namespace="urn:b"/><x:element name="two" type="b:Code"/></x:schema>' +
          '<x:schema targetNamespace="urn:b"><x:simpleType name="Code"><x:restriction base="x:string"><x:pattern value="[0-9]{3}"/></x:restriction></x:simpleType></x:schema>',
      ),
    );
    for (const name of ['one', 'two']) {
      assert.deepEqual(xml.breachesIn(contract, envelope(`<${name} xmlns="urn:a">123</${name}>`)), [], name);
      assert.notDeepEqual(xml.breachesIn(contract, envelope(`<${name} xmlns="urn:a">12</${name}>`)), [], name);
    }
  });

  it('knows the wrappers of rpc, which no schema declares', () => {
    const contract = contractOf(
      wsdl(
        '<x:schema targetNamespace="urn:a"><x:simpleType name="Code"><x:restriction base="x:string"><x:pattern value="[0-9]{3}"/></x:restriction></x:simpleType></x:schema>',
        '<w:message name="In"/><w:message name="Out"><w:part name="code" type="a:Code"/><w:part name="count" type="x:int"/></w:message>' +
          '<w:portType name="P"><w:operation name="ask"><w:input message="t:In"/><w:output message="t:Out"/></w:operation></w:portType>' +
          '<w:binding name="B" type="t:P"><s:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/><w:operation name="ask"><s:operation soapAction=""/><w:input><s:body use="literal" namespace="urn:rpc"/></w:input><w:output><s:body use="literal" namespace="urn:rpc"/></w:output></w:operation></w:binding>' +
          '<w:service name="S"><w:port name="Q" binding="t:B"><s:address location="https://a.example/"/></w:port></w:service>',
      ),
    );
    const answer = (code: string): Uint8Array => envelope(`<r:askResponse xmlns:r="urn:rpc"><code>${code}</code><count>1</count></r:askResponse>`);
    assert.deepEqual(xml.breachesIn(contract, answer('123')), []);
    assert.notDeepEqual(xml.breachesIn(contract, answer('12')), []);
  });

  describe('whose schemas are files', () => {
    let directory: string;
    before(async () => {
      directory = await mkdtemp(join(tmpdir(), 'egif-xsd-'));
    });
    after(async () => rm(directory, { recursive: true, force: true }));

    const schema = (content: string, target = 'urn:a'): string =>
      `<x:schema xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:a="urn:a" ${target === '' ? '' : `targetNamespace="${target}"`}>${content}</x:schema>`;
    const code = '<x:simpleType name="Code"><x:restriction base="x:string"><x:pattern value="[0-9]{3}"/></x:restriction></x:simpleType>';
    const imported = (file: string, namespace = 'urn:a'): string => `<x:import namespace="${namespace}" schemaLocation="${file}"/>`;
    const one = '<x:element name="one" type="a:Code"/>';
    const rpc =
      '<w:message name="In"/><w:message name="Out"><w:part name="code" type="a:Code"/></w:message>' +
      '<w:portType name="P"><w:operation name="ask"><w:input message="t:In"/><w:output message="t:Out"/></w:operation></w:portType>' +
      '<w:binding name="B" type="t:P"><s:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/><w:operation name="ask"><s:operation soapAction=""/><w:input><s:body use="literal" namespace="urn:a"/></w:input><w:output><s:body use="literal" namespace="urn:a"/></w:output></w:operation></w:binding>' +
      '<w:service name="S"><w:port name="Q" binding="t:B"><s:address location="https://a.example/"/></w:port></w:service>';
    const answered = (value: string): string => `<r:askResponse xmlns:r="urn:a"><code>${value}</code></r:askResponse>`;
    const said = (value: string): string => `<one xmlns="urn:a">${value}</one>`;
    const cases: readonly {
      readonly why: string;
      readonly files: Readonly<Record<string, string>>;
      readonly types: string;
      readonly rest?: string;
      readonly body: (value: string) => string;
    }[] = [
      {
        why: 'wrappers of rpc in the namespace of a schema that is imported',
        files: { 'a.xsd': schema(code) },
        types: schema(imported('a.xsd'), ''),
        rest: rpc,
        body: answered,
      },
      {
        why: 'two files of one namespace, each imported by itself',
        files: { 'codes.xsd': schema(code), 'messages.xsd': schema(`<x:include schemaLocation="codes.xsd"/>${one}`), 'other.xsd': schema('') },
        types: schema(imported('other.xsd'), '') + schema(imported('messages.xsd'), ''),
        body: said,
      },
      {
        why: 'a file that another of its namespace redefines',
        files: {
          'codes.xsd': schema(code),
          'messages.xsd': schema(
            `<x:redefine schemaLocation="codes.xsd"><x:simpleType name="Code"><x:restriction base="a:Code"><x:enumeration value="123"/></x:restriction></x:simpleType></x:redefine>${one}`,
          ),
        },
        types: schema(imported('messages.xsd'), ''),
        body: said,
      },
      {
        why: 'a schema of the WSDL beside a file of its namespace',
        files: { 'a.xsd': schema(code), 'b.xsd': schema(imported('a.xsd'), 'urn:b') },
        types: schema(imported('b.xsd', 'urn:b'), '') + schema(`<x:include schemaLocation="a.xsd"/>${one}`),
        body: said,
      },
    ];
    for (const [index, { why, files, types, rest, body }] of cases.entries())
      it(`knows ${why}`, async () => {
        const folder = join(directory, String(index));
        await mkdir(folder);
        for (const [name, text] of Object.entries({ ...files, 'a.wsdl': wsdl(types, rest) })) await writeFile(join(folder, name), text);
        const file = join(folder, 'a.wsdl');
        const contract = readSoapContract(await loadContract(file), { type: 'wsdl', file }, service);
        assert.deepEqual(xml.breachesIn(contract, envelope(body('123'))), []);
        assert.notDeepEqual(xml.breachesIn(contract, envelope(body('12'))) ?? [], []);
      });
  });

  it('cannot tell where a schema is missing or does not compile, and never passes then', () => {
    const missing = wsdl(
      '<x:schema targetNamespace="urn:a"><x:import namespace="urn:b" schemaLocation="gone.xsd"/><x:element name="one" type="b:Code"/></x:schema>',
    );
    const broken = wsdl('<x:schema targetNamespace="urn:a"><x:element name="one" type="a:Nothing"/></x:schema>');
    for (const text of [missing, broken]) assert.equal(xml.breachesIn(contractOf(text), envelope('<one xmlns="urn:a">1</one>')), undefined);
  });
});
