/**
 * The parameters of checks are those of the requirements that name them: a check that reads another name would silently keep its own default.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { isObject, memberOf } from '../../src/contract/json.js';
import { checkDefinitions } from '../../src/checks/index.js';

const folder = join(process.cwd(), 'profiles', 'catalogue');

const listOf = (value: unknown, name: string): readonly unknown[] => {
  const list = memberOf(value, name);
  return Array.isArray(list) ? list : [];
};

const requirements = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => listOf(parse(readFileSync(join(folder, name), 'utf8')), 'requirements'));

describe('the parameters of a check', () => {
  for (const requirement of requirements) {
    const id = String(memberOf(requirement, 'id'));
    const params = memberOf(requirement, 'params');
    const given = isObject(params) ? Object.keys(params) : [];
    for (const check of listOf(requirement, 'check').flatMap((method) => listOf(method, 'checks').map(String))) {
      const definition = checkDefinitions.get(check);
      if (definition === undefined || Object.keys(definition.params).length === 0) continue;
      it(`${check} takes from ${id} what ${id} sets`, () => {
        for (const name of Object.keys(definition.params))
          assert.ok(given.includes(name), `${id} has no parameter ${name}, only ${given.join(', ')}`);
      });
    }
  }

  it('are looked at in more than one requirement', () => assert.ok(requirements.length > 100));
});
