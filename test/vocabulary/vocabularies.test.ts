/**
 * The core vocabularies of the law compile in strict mode with formats and keywords of the codes, and every word of theirs is known.
 */
import { deepEqual, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { describe, it } from 'mocha';
import { addEgif } from '../../src/vocabulary/add-egif.js';

const folder = new URL('../../../profiles/vocabularies/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.schema.json'));
const schemas: readonly { readonly $id: string }[] = files.map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));

describe('vocabulary: the core vocabularies', () => {
  const ajv = addEgif(new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, formats: fullFormats }));
  for (const schema of schemas) ajv.addSchema(schema);

  it('are there', () => ok(files.length > 0));

  for (const { $id } of schemas)
    it(`compile in strict mode: ${$id}`, () => {
      const validate = ajv.getSchema($id);
      ok(validate !== undefined);
      deepEqual([validate(7), validate.errors?.map(({ keyword }) => keyword)], [false, ['type']]);
    });
});
