/** The narrow doors lead nowhere that the door of the house does not, and the light ones stay light. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import * as house from '../../src/index.js';

const doors = new URL('../../src/index/', import.meta.url);
const names = readdirSync(doors).filter((name) => name.endsWith('.js'));

describe('narrow doors', () => {
  it('export nothing that the house does not export under the same name', async () => {
    const known = new Map(Object.entries(house));
    assert.ok(names.length > 5);
    for (const name of names) {
      const exported: unknown = await import(new URL(name, doors).href);
      for (const [member, value] of Object.entries(typeof exported === 'object' && exported !== null ? exported : {}))
        assert.ok(known.get(member) === value, `${name} exports ${member}`);
    }
  });

  for (const { door, heavy } of [
    { door: 'codes.js', heavy: ['ajv', 'yaml', 'undici', 'handlebars', 'yargs'] },
    { door: 'words.js', heavy: ['ajv', 'yaml', 'undici', 'handlebars'] },
    { door: 'seals.js', heavy: ['ajv', 'yaml', 'undici', 'handlebars'] },
    { door: 'cases.js', heavy: ['undici', 'handlebars', 'mocha'] },
  ]) {
    it(`load no heavy library: ${door}`, () => {
      const script = `await import(${JSON.stringify(new URL(door, doors).href)});
        const { createRequire } = await import('node:module');
        process.stdout.write(Object.keys(createRequire(import.meta.url).cache).join('\\n'));`;
      const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script, fileURLToPath(doors)], { encoding: 'utf8' });
      assert.equal(status, 0);
      const loaded = heavy.filter((library) => stdout.includes(`/node_modules/${library}/`));
      assert.deepEqual(loaded, []);
    });
  }
});
