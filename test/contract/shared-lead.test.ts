/** What all paths of a contract begin with. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { sharedLead } from '../../src/contract/shared-lead.js';

const cases: readonly { readonly why: string; readonly paths: readonly string[]; readonly want: string }[] = [
  { why: 'a base path', paths: ['/api/v1/people', '/api/v1/people/{id}', '/api/v1/status'], want: '/api/v1' },
  { why: 'no base path', paths: ['/people', '/status'], want: '' },
  { why: 'what is itself a path is no base', paths: ['/people', '/people/{id}'], want: '' },
  { why: 'one path has no other to share with', paths: ['/api/v1/people'], want: '' },
  { why: 'a path that is named twice is one', paths: ['/api/people', '/api/people'], want: '' },
  { why: 'a parameter is no base', paths: ['/{tenant}/people', '/{tenant}/status'], want: '' },
  { why: 'nothing', paths: [], want: '' },
];

describe('The lead that paths share', () => {
  for (const { why, paths, want } of cases) it(`is told: ${why}`, () => assert.equal(sharedLead(paths), want));
});
