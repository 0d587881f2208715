import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readSoapContract } from '../../../src/checks/soap/read-soap-contract.js';
import type { Facts } from '../../../src/contract/api-model.js';
import { applies } from '../../../src/profile/applies.js';
import { EgifError } from '../../../src/errors.js';
import { encodedForms } from '../../../src/evidence/document/decode-xml.js';
import { joinFacts } from '../../../src/evidence/document/join-facts.js';
import { parseContract } from '../../../src/evidence/document/load-contract.js';
import { soapFacts } from '../../../src/evidence/document/soap-facts.js';
import { codeIdOf } from '../../../src/schemes/field-dictionary.js';

const wsdlOf = (types: string, messages = ''): string =>
  `<d:definitions xmlns:d="http://schemas.xmlsoap.org/wsdl/" xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:a"><d:types><xs:schema targetNamespace="urn:t">${types}</xs:schema></d:types>${messages}</d:definitions>`;
const factsOf = (types: string, messages?: string): Facts => {
  const document = parseContract('a.wsdl', Buffer.from(wsdlOf(types, messages)));
  return soapFacts(readSoapContract(document, { type: 'wsdl', file: 'a.wsdl' }, { dataClass: 'internal' }), codeIdOf);
};

describe('Facts of a WSDL', () => {
  const cases: readonly (readonly [why: string, types: string, messages: string, expected: Facts])[] = [
    ['a code by its name', '<xs:element name="nationalCode" type="xs:string"/>', '', { 'contract.code.national-code': 1, 'contract.code.sheba': 0 }],
    [
      'a code in a part of an rpc message',
      '',
      '<d:message name="m"><d:part name="nationalCode" type="xs:int"/></d:message>',
      { 'contract.code.national-code': 1 },
    ],
    ['a date', '<xs:element name="x" type="xs:date"/>', '', { 'contract.temporal': 1, 'contract.money': 0 }],
    ['money', '<xs:element name="feeAmount" type="xs:decimal"/>', '', { 'contract.money': 1, 'contract.numbers': 1 }],
    [
      'a list of values',
      '<xs:simpleType name="t"><xs:restriction base="xs:string"><xs:enumeration value="a"/></xs:restriction></xs:simpleType>',
      '',
      { 'contract.enums': 1 },
    ],
    ['nothing at all', '', '', { 'contract.objects': 0, 'contract.operations': 0, 'contract.kind': 'wsdl' }],
  ];
  for (const [why, types, messages, expected] of cases) {
    it(`tell ${why}`, () => {
      const facts = factsOf(types, messages);
      for (const [name, value] of Object.entries(expected)) assert.equal(facts[name], value, name);
    });
  }

  it('leave open what a WSDL cannot say, and every absence where something was not read', () => {
    const known = factsOf('<xs:element name="x" type="xs:date"/>');
    for (const name of ['coreTypes', 'arrays', 'createOperations', 'asyncOperations', 'securedOperations', 'textSearches'])
      assert.equal(known[`contract.${name}`], undefined, name);
    const doubtful = [
      '<xs:import namespace="urn:other" schemaLocation="http://other.example/o.xsd"/><xs:element name="x" type="xs:date"/>',
      '<xs:element name="x" type="xs:date"/><xs:element xmlns:o="urn:o" name="y" type="o:Unknown"/>',
    ];
    for (const types of doubtful) {
      const facts = factsOf(types);
      assert.deepEqual([facts['contract.temporal'], facts['contract.money']], [1, undefined], types);
    }
  });
});

describe('The policies of a WSDL', () => {
  const withPolicy = (policy: string): string =>
    wsdlOf(
      '',
      `<d:portType name="T"><d:operation name="o"/></d:portType><d:binding xmlns:t="urn:a" name="B" type="t:T">${policy}<s:binding xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/"/><d:operation name="o"/></d:binding><d:service name="S"><d:port xmlns:t="urn:a" name="P" binding="t:B"/></d:service>`,
    );
  const policy = (inner: string): string =>
    `<p:Policy xmlns:p="http://www.w3.org/ns/ws-policy" xmlns:q="http://schemas.xmlsoap.org/ws/2005/07/securitypolicy">${inner}</p:Policy>`;
  const cases: readonly (readonly [why: string, policy: string, secured: boolean | undefined, unresolved: readonly string[]])[] = [
    ['a channel with a client certificate', policy('<q:HttpsToken RequireClientCertificate="true"/>'), true, []],
    ['a channel without one says nothing of the caller', policy('<q:HttpsToken RequireClientCertificate="false"/>'), undefined, []],
    ['a name and a password', policy('<q:SupportingTokens><p:Policy><q:UsernameToken/></p:Policy></q:SupportingTokens>'), true, []],
    ['no policy', '', undefined, []],
    ['a reference that leads nowhere', '<p:PolicyReference xmlns:p="http://www.w3.org/ns/ws-policy" URI="#none"/>', undefined, ['#none']],
  ];
  for (const [why, text, secured, unresolved] of cases) {
    it(`tell whether a credential is demanded: ${why}`, () => {
      const document = parseContract('a.wsdl', Buffer.from(withPolicy(text)));
      const { operations } = readSoapContract(document, { type: 'wsdl', file: 'a.wsdl' }, { dataClass: 'internal' });
      assert.deepEqual(
        operations.map((operation) => [operation.secured, operation.policy.unresolved]),
        [[secured, unresolved]],
      );
    });
  }
});

describe('Facts of several contracts', () => {
  const cases: readonly (readonly [why: string, contracts: readonly Facts[], gte: boolean | undefined])[] = [
    ['one has it', [{ n: 0 }, { n: 2 }], true],
    ['one has it, the other does not say', [{ n: 1 }, {}], true],
    ['none has it', [{ n: 0 }, { n: 0 }], false],
    ['one has none, the other does not say', [{ n: 0 }, {}], undefined],
    ['none says', [{}, {}], undefined],
    ['no contract', [], undefined],
  ];
  for (const [why, contracts, expected] of cases)
    it(`are those of the service: ${why}`, () => assert.equal(applies({ gte: ['n', 1] }, joinFacts(contracts)), expected));

  it('add counts, join flags and take the first word', () => {
    assert.deepEqual(
      joinFacts([
        { n: 1, f: false, k: 'openapi' },
        { n: 2, f: true, k: 'wsdl' },
      ]),
      { n: 3, f: true, k: 'openapi' },
    );
    assert.deepEqual(joinFacts([{ f: false }, {}]), {});
  });
});

describe('The encoding of an XML document', () => {
  const text = wsdlOf('<xs:element name="نام" type="xs:string"/>');
  const forms = [...encodedForms(text)];

  it('is told by its mark: four ways to write one text', () => {
    assert.equal(forms.length, 4);
    for (const octets of forms) assert.equal(parseContract('a.wsdl', octets).text, text);
  });

  const [, , little = new Uint8Array(), big = new Uint8Array()] = forms;
  const refused: readonly (readonly [why: string, octets: Uint8Array, words: RegExp])[] = [
    ['UTF-16 without its mark', little.slice(2), /UTF-16 without a byte order mark/],
    ['UTF-16 of the other order without its mark', big.slice(2), /UTF-16 without a byte order mark/],
    ['half a character of UTF-16', little.slice(0, -1), /is not UTF-16/],
    [
      'windows-1256, named',
      Buffer.concat([Buffer.from('<?xml version="1.0" encoding="windows-1256"?><a>'), Buffer.from([0xe4, 0xc7])]),
      /windows-1256/,
    ],
    ['octets that are nothing', Buffer.concat([Buffer.from('<a>'), Buffer.from([0xff, 0xfe])]), /not UTF-8/],
  ];
  for (const [why, octets, words] of refused) {
    it(`is refused with a clear word: ${why}`, () => {
      assert.throws(
        () => parseContract('a.wsdl', octets),
        (error) => error instanceof EgifError && error.code === 'FILE_ENCODING' && words.test(error.message),
      );
    });
  }
});
