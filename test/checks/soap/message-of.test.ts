/** Messages are built in the order, the namespaces and the occurrence of the schema, and never with a value that nobody gave. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { messageOf } from '../../../src/checks/soap/message-of.js';
import { readSoapContract } from '../../../src/checks/soap/read-soap-contract.js';
import type { Json } from '../../../src/contract/api-model.js';
import { parseContract } from '../../../src/evidence/document/load-contract.js';

function built(
  schema: string,
  data: Json,
  { style = 'document', form = 'qualified', part = '<w:part name="p" element="a:ask"/>' } = {},
): string | undefined {
  const text = `<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:a="urn:a" xmlns:t="urn:w" targetNamespace="urn:w">
    <w:types><x:schema targetNamespace="urn:a" elementFormDefault="${form}">${schema}</x:schema></w:types>
    <w:message name="In">${part}</w:message><w:message name="Out"/>
    <w:portType name="P"><w:operation name="ask"><w:input message="t:In"/><w:output message="t:Out"/></w:operation></w:portType>
    <w:binding name="B" type="t:P"><s:binding style="${style}" transport="http://schemas.xmlsoap.org/soap/http"/><w:operation name="ask"><s:operation soapAction=""/><w:input><s:body use="literal" namespace="urn:rpc"/></w:input><w:output><s:body use="literal"/></w:output></w:operation></w:binding>
    <w:service name="S"><w:port name="Q" binding="t:B"><s:address location="https://a.example/"/></w:port></w:service></w:definitions>`;
  const contract = readSoapContract(parseContract('a.wsdl', Buffer.from(text)), { type: 'wsdl', file: 'a.wsdl' }, { dataClass: 'public' });
  const [operation] = contract.operations;
  assert.ok(operation !== undefined);
  return messageOf(contract, operation, data);
}

const ask = (content: string): string => `<x:element name="ask"><x:complexType>${content}</x:complexType></x:element>`;
const element = (name: string, more = ''): string => `<x:element name="${name}" type="x:string"${more}/>`;

describe('The message of an operation', () => {
  const cases: readonly (readonly [why: string, schema: string, data: Json, wanted: string | undefined, options?: Parameters<typeof built>[2]])[] = [
    [
      'in the order of the schema, not of the data',
      ask(`<x:sequence>${element('b')}${element('a')}</x:sequence>`),
      { a: '1', b: '2' },
      '<ask xmlns="urn:a"><b>2</b><a>1</a></ask>',
    ],
    [
      'in the order of particles of different kinds',
      ask(`<x:sequence>${element('first')}<x:choice>${element('one')}${element('two')}</x:choice>${element('last')}</x:sequence>`),
      { last: '3', two: '2', first: '1' },
      '<ask xmlns="urn:a"><first>1</first><two>2</two><last>3</last></ask>',
    ],
    [
      'with unqualified members',
      ask(`<x:sequence>${element('b')}</x:sequence>`),
      { b: '1' },
      '<ask xmlns="urn:a"><b xmlns="">1</b></ask>',
      { form: 'unqualified' },
    ],
    [
      'with what repeats',
      ask(`<x:sequence>${element('b', ' maxOccurs="5"')}</x:sequence>`),
      { b: ['1', '2'] },
      '<ask xmlns="urn:a"><b>1</b><b>2</b></ask>',
    ],
    ['without what may be absent', ask(`<x:sequence>${element('b', ' minOccurs="0"')}</x:sequence>`), {}, '<ask xmlns="urn:a"></ask>'],
    ['not at all where something required has no value', ask(`<x:sequence>${element('b')}</x:sequence>`), {}, undefined],
    ['with a value that the schema offers', ask(`<x:sequence>${element('b', ' fixed="z"')}</x:sequence>`), {}, '<ask xmlns="urn:a"><b>z</b></ask>'],
    [
      'with its characters escaped',
      ask(`<x:sequence>${element('b')}</x:sequence>`),
      { b: '<&">' },
      '<ask xmlns="urn:a"><b>&lt;&amp;&quot;&gt;</b></ask>',
    ],
    [
      'with what a base type has, first',
      `${ask(`<x:complexContent><x:extension base="a:Base"><x:sequence>${element('own')}</x:sequence></x:extension></x:complexContent>`)}<x:complexType name="Base"><x:sequence>${element('base')}</x:sequence></x:complexType>`,
      { own: '2', base: '1' },
      '<ask xmlns="urn:a"><base>1</base><own>2</own></ask>',
    ],
    [
      'with attributes',
      ask(`<x:sequence>${element('b')}</x:sequence><x:attribute name="v" use="required" type="x:string"/>`),
      { b: '1', '@v': '2' },
      '<ask xmlns="urn:a" v="2"><b>1</b></ask>',
    ],
    [
      'with a complex member',
      `${ask('<x:sequence><x:element name="c" type="a:C"/></x:sequence>')}<x:complexType name="C"><x:sequence>${element('d')}</x:sequence></x:complexType>`,
      { c: { d: '1' } },
      '<ask xmlns="urn:a"><c><d>1</d></c></ask>',
    ],
    [
      'not for ever, where a type holds itself',
      `${ask('<x:sequence><x:element name="c" type="a:C"/></x:sequence>')}<x:complexType name="C"><x:sequence><x:element name="c" type="a:C"/></x:sequence></x:complexType>`,
      {},
      undefined,
    ],
    ['as the statement writes it', ask(''), '<a:ask xmlns:a="urn:a">own</a:ask>', '<a:ask xmlns:a="urn:a">own</a:ask>'],
    [
      'of rpc, in its wrapper',
      '',
      { p: '1' },
      '<rpc:ask xmlns:rpc="urn:rpc"><p xmlns="">1</p></rpc:ask>',
      { style: 'rpc', part: '<w:part name="p" type="x:string"/>' },
    ],
  ];
  for (const [why, schema, data, wanted, options] of cases) it(`is built ${why}`, () => assert.equal(built(schema, data, options), wanted));
});
