/** Which fields of a contract are followed, and what belongs to each. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Json } from '../../../src/contract/api-model.js';
import { parseLoaded } from '../../../src/contract/load-document.js';
import { type ContractField, contractFields } from '../../../src/checks/fields/contract-fields.js';
import { everyIdentifier, judgedBy, lintedBy, listBehind, listChecks } from '../../../src/checks/fields/judged-by.js';
import { lintRules } from '../../../src/checks/lint/lint-rules.js';
import { checkDefinitions } from '../../../src/checks/index.js';
import { readContract } from '../../../src/evidence/document/read-contract.js';

const service = { id: '99990010001', title: { fa: 'نمونه' }, role: 'provider', style: 'rest', dataClass: 'internal', environments: [] } as const;

function fieldsOf(schemas: Record<string, Json>, schema: Json, parameters: readonly Json[] = []): readonly ContractField[] {
  const content = { 'application/json': { schema } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'نمونه', version: '1.0.0' },
    paths: {
      '/things': { post: { operationId: 'things', parameters, requestBody: { content }, responses: { '200': { description: 'د', content } } } },
    },
    components: { schemas },
  };
  const loaded = parseLoaded('openapi.json', new TextEncoder().encode(JSON.stringify(document)));
  return contractFields(readContract(loaded, { type: 'openapi', file: 'openapi.json' }, service));
}

const answers = (fields: readonly ContractField[]): readonly string[] =>
  fields.filter(({ part }) => part === 'response').map(({ field, scheme, knownBy }) => `${field} ${scheme} ${knownBy}`);

const code = { type: 'string', pattern: '^[0-9]{10}$', 'x-egif-type': 'NationalCode' };

describe('The coded fields of a contract', () => {
  it('are found through references, compositions, items and free keys, and known by type, format or name', () => {
    const schemas = {
      Person: { type: 'object', properties: { nationalCode: { $ref: '#/components/schemas/Code' }, name: { type: 'string' } } },
      Code: code,
      Firm: { allOf: [{ $ref: '#/components/schemas/Person' }, { properties: { iban: { type: 'string', format: 'sheba' } } }] },
    };
    const fields = fieldsOf(schemas, {
      type: 'object',
      properties: {
        people: { type: 'array', items: { $ref: '#/components/schemas/Person' } },
        firm: { oneOf: [{ $ref: '#/components/schemas/Firm' }, { type: 'null' }] },
        byUnit: { type: 'object', additionalProperties: { type: 'object', properties: { postalCode: { type: 'string' } } } },
      },
    });
    assert.deepEqual(answers(fields), [
      '/people/*/nationalCode national-code type',
      '/firm/nationalCode national-code type',
      '/firm/iban sheba format',
      '/byUnit/*/postalCode postal-code name',
    ]);
    const [first] = fields.filter(({ part }) => part === 'response');
    assert.deepEqual(first?.places.slice(1), ['/components/schemas/Code']);
    assert.deepEqual(first?.declared, ['type: string', 'pattern: ^[0-9]{10}$', 'x-egif-type: NationalCode']);
  });

  it('include parameters and requests', () => {
    const fields = fieldsOf({}, { type: 'object', properties: { vin: { type: 'string' } } }, [
      { name: 'postalCode', in: 'query', schema: { type: 'string' } },
    ]);
    assert.deepEqual(
      fields.map(({ part, field }) => `${part} ${field}`),
      ['parameter query:postalCode', 'request /vin', 'response /vin'],
    );
  });

  it('end at a definition inside itself, and after counted work in a schema made to explode', () => {
    const schemas: Record<string, Json> = {
      Tree: {
        type: 'object',
        properties: {
          nationalCode: code,
          child: { $ref: '#/components/schemas/Tree' },
          all: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
        },
      },
    };
    assert.deepEqual(answers(fieldsOf(schemas, { $ref: '#/components/schemas/Tree' })), ['/nationalCode national-code type']);
    for (let level = 0; level < 14; level += 1) {
      const next = { $ref: `#/components/schemas/L${level + 1}` };
      schemas[`L${level}`] = { type: 'object', properties: Object.fromEntries([...'abcdefgh'].map((name) => [name, next])) };
    }
    schemas['L14'] = code;
    // 8 to the 14th paths lead to the code: the walk ends because its work is counted.
    const found = answers(fieldsOf(schemas, { $ref: '#/components/schemas/L0' }));
    assert.ok(found.length < 50_000);
  });

  it('have the list of the law only where the contract means it', () => {
    const listed = (extra: Record<string, Json>) => {
      const [field] = fieldsOf({}, { type: 'object', properties: { countryCode: { type: 'string', ...extra } } });
      return field === undefined ? undefined : listBehind(field);
    };
    assert.deepEqual(listed({}), { named: true, id: 'countries' });
    assert.deepEqual(listed({ 'x-egif-codelist': 'egif:countries@2023.1' }), { named: true, id: 'countries' });
    assert.deepEqual(listed({ 'x-egif-codelist': 'https://codes.example/countries@9' }), { named: true, id: 'countries' });
    assert.deepEqual(listed({ 'x-egif-codelist': 'urn:x:legal-forms@1' }), { named: true });
  });

  it('are judged live by checks that exist', () => {
    const named = [...Object.values(judgedBy).flat(), ...listChecks];
    assert.deepEqual(
      named.filter((id) => id === undefined || !checkDefinitions.has(id)),
      [],
    );
    const rules = new Set<string>(lintRules().map(({ id }) => id));
    assert.deepEqual(
      [...Object.values(lintedBy), ...everyIdentifier].filter((id) => id === undefined || !rules.has(id)),
      [],
    );
  });
});
