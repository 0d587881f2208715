/**
 * Parameters as the contract has them written, and queries of which one field is altered: no other octet of what was sent may change.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Json, Operation, Parameter } from '../../src/contract/api-model.js';
import { withQueryField } from '../../src/contract/query-field.js';
import { requestOf } from '../../src/contract/write-request.js';

const list: Json = ['open', 'a,b'];
const object: Json = { R: 100, G: 'x y' };

const cases: readonly { readonly why: string; readonly parameter: Partial<Parameter>; readonly value: Json; readonly want: string }[] = [
  { why: 'a list in the default style stands once for each item', parameter: {}, value: list, want: '/a?p=open&p=a%2Cb' },
  { why: 'a form that is not exploded is one field', parameter: { explode: false }, value: list, want: '/a?p=open,a%2Cb' },
  { why: 'blanks between items', parameter: { style: 'spaceDelimited', explode: false }, value: list, want: '/a?p=open%20a%2Cb' },
  { why: 'bars between items, not exploded by default', parameter: { style: 'pipeDelimited' }, value: list, want: '/a?p=open%7Ca%2Cb' },
  { why: 'an empty list is not sent', parameter: { explode: false }, value: [], want: '/a' },
  { why: 'an object in the default style is its members', parameter: {}, value: object, want: '/a?R=100&G=x%20y' },
  { why: 'an object in one field', parameter: { explode: false }, value: object, want: '/a?p=R,100,G,x%20y' },
  { why: 'members in brackets', parameter: { style: 'deepObject', explode: true }, value: object, want: '/a?p%5BR%5D=100&p%5BG%5D=x%20y' },
  {
    why: 'what is described by a media type is JSON',
    parameter: { style: 'json' },
    value: object,
    want: '/a?p=%7B%22R%22%3A100%2C%22G%22%3A%22x%20y%22%7D',
  },
  { why: 'a path in the default style', parameter: { in: 'path' }, value: list, want: '/open,a%2Cb' },
  { why: 'a path as a label', parameter: { in: 'path', style: 'label' }, value: '5', want: '/.5' },
  { why: 'a path as a matrix, exploded', parameter: { in: 'path', style: 'matrix', explode: true }, value: list, want: '/;p=open;p=a%2Cb' },
  { why: 'an object in a path, exploded', parameter: { in: 'path', explode: true }, value: object, want: '/R=100,G=x%20y' },
];

describe('A parameter', () => {
  for (const { why, parameter, value, want } of cases)
    it(`is written in its style: ${why}`, () => {
      const place = parameter.in ?? 'query';
      const full: Parameter = { name: 'p', required: true, schema: {}, pointer: '', ...parameter, in: place };
      const operation: Operation = {
        id: 'a',
        method: 'GET',
        path: place === 'path' ? '/{p}' : '/a',
        pointer: '',
        parameters: [full],
        responses: [],
        safe: true,
        secured: false,
        schemes: [],
        deprecated: false,
        collection: false,
        dataClass: 'public',
        extensions: {},
      };
      assert.equal(requestOf(operation, 'https://a.example', new Map([[`${place} p`, value]]))?.url, `https://a.example${want}`);
    });
});

describe('A query of which one field is altered', () => {
  const given = 'https://a.example/v1?name=%D8%AF%20%DB%8C&tags=a,b&x=1&name=z#top';
  const queries: readonly { readonly why: string; readonly name: string; readonly text: string | undefined; readonly want: string }[] = [
    {
      why: 'a blank is %20 and never a plus sign, and the comma of another field stays',
      name: 'name',
      text: 'د ي',
      want: '?name=%D8%AF%20%D9%8A&tags=a,b&x=1',
    },
    { why: 'a new field comes last', name: 'offset', text: '+03:30', want: '?name=%D8%AF%20%DB%8C&tags=a,b&x=1&name=z&offset=%2B03%3A30' },
    { why: 'a field is taken out wherever it stands', name: 'name', text: undefined, want: '?tags=a,b&x=1' },
    { why: 'what is not there is not taken out', name: 'y', text: undefined, want: '?name=%D8%AF%20%DB%8C&tags=a,b&x=1&name=z' },
  ];
  for (const { why, name, text, want } of queries)
    it(`keeps the rest as it was written: ${why}`, () => assert.equal(withQueryField(given, name, text), `https://a.example/v1${want}`));

  it('is empty without its only field', () => assert.equal(withQueryField('https://a.example/v1?a=1', 'a', undefined), 'https://a.example/v1'));
  it('may have names that are no proper encoding', () =>
    assert.equal(withQueryField('https://a.example/?%zz=1&a=2', 'a', '3'), 'https://a.example/?%zz=1&a=3'));
});
