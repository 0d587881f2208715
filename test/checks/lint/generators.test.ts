/** WSDLs in the ways that widespread tools write them: what is theirs is no finding, what is the author's is one. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { lintContract } from '../../../src/checks/lint/lint-contract.js';
import { readSoapContract } from '../../../src/checks/soap/read-soap-contract.js';
import type { SoapOperation } from '../../../src/contract/soap-model.js';
import { loadContract } from '../../../src/evidence/document/load-contract.js';

const folder = fileURLToPath(new URL('../../../../fixtures/contracts/generators/', import.meta.url));
const undescribed = 'properties-not-described';

interface Case {
  readonly file: string;
  readonly why: string;
  /** Distinct finding codes. */
  readonly codes: readonly string[];
  readonly operations: readonly Pick<SoapOperation, 'id' | 'soapVersion' | 'style'>[];
  readonly uses: readonly string[];
  readonly secured: boolean | undefined;
  readonly whole: boolean;
}

const cases: readonly Case[] = [
  {
    file: 'axis2/EstelamService.wsdl',
    why: 'three bindings, one of them plain HTTP; anyType in a fault',
    codes: [
      'code-without-shape',
      'echo-operation-missing',
      'number-unbounded',
      'object-without-shape',
      undescribed,
      'server-not-https',
      'server-odd-port',
      'soap-address-not-https',
      'temporal-format-missing',
    ],
    operations: [
      { id: 'EstelamServiceHttpSoap11Endpoint/getPerson', soapVersion: '1.1', style: 'document' },
      { id: 'EstelamServiceHttpSoap12Endpoint/getPerson', soapVersion: '1.2', style: 'document' },
    ],
    uses: ['literal', 'literal'],
    secured: undefined,
    whole: true,
  },
  {
    file: 'metro/PersonService.wsdl',
    why: 'binding, port type and schema in three files; the policy of a channel with a client certificate',
    codes: ['code-without-shape', 'echo-operation-missing', undescribed, 'security-algorithm-weak', 'server-odd-port'],
    operations: [{ id: 'PersonPort/find', soapVersion: '1.1', style: 'document' }],
    uses: ['literal'],
    secured: true,
    whole: true,
  },
  {
    file: 'wcf/singleWsdl.xml',
    why: 'the schema of serialization that .NET adds is nobody’s data; an action of SOAP 1.2',
    codes: [
      'code-without-shape',
      'date-with-fake-time',
      'echo-operation-missing',
      'fault-undeclared',
      undescribed,
      'schema-namespace-placeholder',
      'security-algorithm-weak',
    ],
    operations: [{ id: 'WSHttpBinding_IRegistry/GetPerson', soapVersion: '1.2', style: 'document' }],
    uses: ['literal'],
    secured: true,
    whole: true,
  },
  {
    file: 'gsoap/person.wsdl',
    why: 'the import of SOAP encoding without a location, names with hyphens',
    codes: [
      'code-without-shape',
      'echo-operation-missing',
      'fault-undeclared',
      'number-unbounded',
      undescribed,
      'server-not-https',

      'soap-address-not-https',
    ],
    operations: [{ id: 'person/lookup', soapVersion: '1.1', style: 'document' }],
    uses: ['literal'],
    secured: undefined,
    whole: true,
  },
  {
    file: 'nusoap/server.wsdl',
    why: 'rpc with encoding: codes that no schema declares, but a part of a message',
    codes: [
      'code-not-text',
      'echo-operation-missing',
      'fault-undeclared',
      'identifier-not-text',
      undescribed,
      'server-not-https',
      'soap-address-not-https',
      'soap-encoded-type',
      'soap-use-encoded',
      'wsdl-encoding-other',
    ],
    operations: [{ id: 'estelamPort/estelam', soapVersion: '1.1', style: 'rpc' }],
    uses: ['encoded'],
    secured: undefined,
    whole: true,
  },
];

describe('A WSDL as a tool writes it', () => {
  for (const { file, why, codes, operations, uses, secured, whole } of cases) {
    it(`${file}: ${why}`, async () => {
      const document = await loadContract(folder + file);
      const results = await lintContract(document);
      const found = new Set(results.flatMap(({ judgement }) => judgement.findings.map(({ code }) => code)));
      assert.deepEqual([...found].sort(), [...codes].sort());
      for (const { check, judgement } of results) assert.equal(judgement.cause, undefined, check);

      const contract = readSoapContract(document, { type: 'wsdl', file }, { dataClass: 'internal' });
      assert.deepEqual(
        contract.operations.map(({ id, soapVersion, style }) => ({ id, soapVersion, style })),
        operations,
      );
      assert.deepEqual(
        contract.operations.map(({ input }) => input?.use),
        uses,
      );
      for (const operation of contract.operations) assert.equal(operation.secured, secured);
      assert.equal(contract.whole, whole);
    });
  }

  it('is judged whole where the schema of serialization holds more than .NET writes', async () => {
    const document = await loadContract(`${folder}wcf/singleWsdl.xml`);
    const { parseContract } = await import('../../../src/evidence/document/load-contract.js');
    const more = document.text.replace('<xs:attribute name="Ref"', '<xs:element name="nationalCode" type="xs:int"/><xs:attribute name="Ref"');
    const results = await lintContract(parseContract('x.wsdl', Buffer.from(more)));
    const codes = results.flatMap(({ judgement }) => judgement.findings.map(({ code }) => code));
    assert.ok(codes.includes('code-not-text') && codes.includes('object-without-shape'));
  });
});
