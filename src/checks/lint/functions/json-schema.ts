/**
 * Functions about JSON Schema documents of their own: dialect, form, and that they say anything.
 *
 * Source   JSON Schema 2020-12 Core §8.1.1 ($schema), §9.3.3 (validation by meta-schema).
 * Room     checks/lint/functions (floor 3).
 */
import { createRequire } from 'node:module';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject, memberOf } from '../../../contract/json.js';
import type { LintFunction } from '../lint-function.js';
import { structureWant } from '../structure-want.js';
import { mainType } from './read-schema.js';

const dialect = /^https:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/;

let metaSchema: Ajv2020 | undefined;

/** Loaded for documents of this kind only. */
function metaSchemaJudge(): Ajv2020 {
  const ajv: typeof import('ajv/dist/2020.js') = createRequire(import.meta.url)('ajv/dist/2020.js');
  return new ajv.Ajv2020({ strict: false, allErrors: true, validateFormats: false, logger: false });
}

const schemaDialect: LintFunction = (_place, _options, model) => {
  const named = model.source['$schema'];
  if (named === undefined) return undefined;
  return typeof named === 'string' && dialect.test(named)
    ? []
    : [{ pointer: '/$schema', got: String(named), want: 'https://json-schema.org/draft/2020-12/schema' }];
};

/** Valid by the meta-schema of 2020-12. Of another dialect nothing is said here. */
const schemaStructure: LintFunction = (_place, _options, model) => {
  const named = model.source['$schema'];
  if (named !== undefined && !(typeof named === 'string' && dialect.test(named))) return undefined;
  metaSchema ??= metaSchemaJudge();
  const { $schema: _dialect, ...schema } = model.source;
  if (metaSchema.validateSchema(schema) === true) return [];
  const errors = metaSchema.errors ?? [];
  return errors.slice(0, 100).map(({ instancePath, message }) => ({ pointer: instancePath, want: structureWant(message ?? 'a valid schema') }));
};

const saying = [
  'pattern',
  'enum',
  'const',
  'format',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'x-egif-type',
  'x-egif-codelist',
];

/** Somewhere in the document a member is described, or a value bounded. */
const schemaDescribes: LintFunction = (_place, _options, model) => {
  const describes = model.places.Schema.some(({ value }) => {
    const properties = memberOf(value, 'properties');
    if (isObject(properties) && Object.keys(properties).length > 0) return true;
    return mainType(value) !== 'object' && saying.some((keyword) => memberOf(value, keyword) !== undefined);
  });
  if (model.wsdl !== undefined)
    return describes || model.places.Property.length > 0 ? [] : [{ pointer: '/xsd:schema', want: 'xsd:element | xsd:complexType' }];
  return describes ? [] : [{ pointer: '', want: 'properties' }];
};

export const jsonSchemaFunctions = {
  schemaDialect: { run: schemaDialect },
  schemaStructure: { run: schemaStructure },
  schemaDescribes: { run: schemaDescribes },
};
