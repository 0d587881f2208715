/**
 * Recognising what a value is: the declared type before the format before the name.
 */
import { describe, it } from 'mocha';
import { equal } from 'node:assert/strict';
import type { Json, JsonObject } from '../../../src/contract/api-model.js';
import { isAmount, isIdentifier, kindOf, misshapenKindOf, temporalKindOf } from '../../../src/checks/data/recognise.js';
import type { Node } from '../../../src/checks/data/instance.js';

const node = (name: string, schema: JsonObject = {}, value: Json = 'x', parent: JsonObject = {}): Node => ({
  pointer: `/${name}`,
  name,
  value,
  schemas: [schema],
  parents: [parent],
});

const kinds: readonly (readonly [why: string, Node, string | undefined])[] = [
  ['the declared type wins over the name', node('postalCode', { 'x-egif-type': 'NationalCode' }), 'national-code'],
  ['an unknown declared type is no code', node('nationalCode', { 'x-egif-type': 'Pseudonym' }), undefined],
  ['a format may name a scheme', node('x', { format: 'sheba' }), 'sheba'],
  ['a UUID is no national code, whatever its name', node('nationalId', { format: 'uuid' }), undefined],
  ['a numeric format does not hide the name', node('nationalCode', { format: 'int64' }), 'national-code'],
  ['identification type 0 is a natural person', node('identificationNo', {}, 'x', { identificationType: 0 }), 'national-code'],
  ['another identification type is not judged', node('identificationNo', {}, 'x', { identificationType: 2 }), undefined],
  ['a plate beside a VIN is a vehicle’s', node('plate', {}, 'x', { vin: 'y' }), 'plate'],
  ['a plate beside a street is a house number', node('plate', {}, 'x', { street: 'y' }), undefined],
];

describe('checks/data/recognise', () => {
  for (const [why, given, kind] of kinds) it(why, () => equal(kindOf(given), kind));

  it('takes names that end in id or code for identifiers, but not counters of protocols', () => {
    for (const name of ['recordId', 'branch_code', 'accountNumber', 'nationalCode']) equal(isIdentifier(node(name)), true, name);
    for (const name of ['statusCode', 'error_code', 'httpCode', 'code', 'valid', 'candidate']) equal(isIdentifier(node(name)), false, name);
  });

  it('takes a misshapen instant for one, whatever its name', () => {
    const misshapen = ['Z+0330', 'Z+03:30', '+0330', '+03', '-0500'].map((offset) => `2023-05-13T14:14:47${offset}`);
    for (const value of [...misshapen, '2023-05-13T14:14:47.5Z+0330', '2023-05-13T14:14Z', '2023-05-13T14:14+03:30', '2023-05-13T14:14+0330'])
      equal(misshapenKindOf(node('created', {}, value)), 'named', value);
    for (const value of ['2023-05-13T14:14:47', '2023-05-13 14:14', '2023-05-13', '2023-05-13T14:14:47Z and more', 'T14:14Z'])
      equal(misshapenKindOf(node('created', {}, value)), undefined, value);
    equal(misshapenKindOf(node('note', { format: 'uri' }, '2023-05-13T14:14:47+0330')), undefined);
  });

  it('reads time from the format, else from the last word', () => {
    equal(temporalKindOf(node('x', { format: 'date' })), 'date');
    equal(temporalKindOf(node('createdAt')), 'named');
    for (const name of ['format', 'at', 'candidate', 'birthDateJalali']) equal(temporalKindOf(node(name)), undefined, name);
  });

  it('takes only scalars for amounts', () => {
    equal(isAmount(node('totalAmount', {}, '10')), true);
    equal(isAmount(node('fee', {}, { amount: '10' })), false);
    equal(isAmount(node('feeType', {}, 'A')), false);
  });
});
