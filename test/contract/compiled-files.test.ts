/** What the build has compiled says the same as its sources, and is never believed of anything else. */
import { strict as assert } from 'node:assert';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { sha256 } from '../../src/contract/canonical.js';
import { compiledData, compiledValidator } from '../../src/contract/compiled-files.js';
import { compiledForm, digestOfMessages, openCompiled } from '../../src/locale/compiled-messages.js';
import { readMessages } from '../../src/locale/load-messages.js';
import { definitions } from '../../src/contract/generated/schemas.js';
import { defaultLimits, parseLoaded } from '../../src/contract/load-document.js';
import { contractDigest, isDocument, problemsOf } from '../../src/contract/validate.js';

const root = new URL('../../../', import.meta.url);
const folders = ['profiles', 'profiles/catalogue', 'profiles/codelists', 'reports/messages', 'rulesets'];
const shipped = folders.flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((name) => /\.ya?ml$/.test(name) && name !== 'egif.lock.yaml')
    .map((name) => `${folder}/${name}`),
);
/** Limits of one's own are never served from what is compiled. */
const ownLimits = { ...defaultLimits };
const octetsOf = (file: string): Buffer => readFileSync(new URL(file, root));

describe('compiled files', () => {
  it('hold every shipped YAML file, value for value, and say the same places', () => {
    assert.ok(shipped.length > 50, `only ${shipped.length} files were seen`);
    for (const file of shipped) {
      const octets = octetsOf(file);
      assert.ok(compiledData(sha256(octets)) !== undefined, `${file} is not compiled`);
      const ready = parseLoaded(file, octets);
      const parsed = parseLoaded(file, octets, ownLimits);
      assert.deepStrictEqual(ready.data, parsed.data, file);
      assert.equal(ready.sha256, parsed.sha256);
      const [pointer] = Object.keys(parsed.data ?? {}).slice(-1);
      assert.deepEqual(ready.position(`/${pointer ?? ''}`), parsed.position(`/${pointer ?? ''}`), file);
    }
  });

  it('are passed over as soon as one octet of the source differs', () => {
    const text = octetsOf('profiles/egif-core.yaml').toString('utf8');
    const changed = Buffer.from(text.replace(/^version: .*$/m, 'version: 9.9.9'));
    assert.equal(compiledData(sha256(changed)), undefined);
    const { data } = parseLoaded('profiles/egif-core.yaml', changed);
    assert.ok(typeof data === 'object' && data !== null && 'version' in data && data.version === '9.9.9');
  });

  it('give every caller a value of its own', () => {
    const octets = octetsOf('profiles/egif-core.yaml');
    assert.notEqual(parseLoaded('a', octets).data, parseLoaded('a', octets).data);
  });

  it('hold a validator of every schema of the contract, which never accepts what ajv refuses', () => {
    for (const name of Object.keys(definitions)) assert.equal(typeof compiledValidator(contractDigest(), name), 'function', name);
    const { data } = parseLoaded('profile', octetsOf('profiles/three-layers.yaml'));
    assert.ok(isDocument('Profile', data));
    assert.equal(compiledValidator(contractDigest(), 'Profile')?.(data), true);
    const bent = { ...(typeof data === 'object' ? data : {}), unknownMember: 1, version: 'one' };
    assert.equal(isDocument('Profile', bent), false);
    assert.deepEqual(
      problemsOf('Profile', bent).map(({ pointer, keyword }) => `${pointer} ${keyword}`),
      [' additionalProperties', '/version pattern'],
    );
  });

  it('hold the message catalogue, entry for entry and in its order', async () => {
    const folder = fileURLToPath(new URL('reports/messages', root));
    const read = await readMessages(folder);
    const ready = openCompiled(folder);
    assert.ok(ready !== undefined, 'the catalogue is not compiled');
    assert.ok(read.size > 500 && read.texts.size > 300, `only ${read.size} messages and ${read.texts.size} texts were seen`);
    assert.deepStrictEqual([...ready], [...read]);
    assert.deepStrictEqual([...ready.texts], [...read.texts]);
    assert.deepStrictEqual([...ready.origins], [...read.origins]);
    assert.deepStrictEqual([...ready.keys(), ...ready.values()], [...read.keys(), ...read.values()]);
    assert.equal(ready.size, read.size);
    for (const [code, message] of read) assert.deepStrictEqual([ready.has(code), ready.get(code), ready.texts.has(code)], [true, message, false]);
    assert.deepStrictEqual([ready.has('toString'), ready.get('__proto__'), ready.texts.get('constructor')], [false, undefined, undefined]);
    assert.equal(compiledForm(ready), compiledForm(read));
  });

  it('of the message catalogue are passed over where a file is changed, added, renamed or absent', () => {
    const changes: Readonly<Record<string, (folder: string) => void>> = {
      changed: (folder) => writeFileSync(join(folder, 'ui.yaml'), `${readFileSync(join(folder, 'ui.yaml'), 'utf8')}\n`),
      added: (folder) => writeFileSync(join(folder, 'zz.yaml'), ''),
      renamed: (folder) => {
        cpSync(join(folder, 'wire.yaml'), join(folder, 'wirf.yaml'));
        rmSync(join(folder, 'wire.yaml'));
      },
      absent: (folder) => rmSync(join(folder, 'access.yaml')),
    };
    for (const [name, change] of Object.entries(changes)) {
      const folder = mkdtempSync(join(tmpdir(), 'egif-messages-'));
      try {
        cpSync(new URL('reports/messages', root), folder, { recursive: true });
        assert.ok(openCompiled(folder) !== undefined);
        change(folder);
        assert.ok(openCompiled(folder) === undefined, name);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
    assert.equal(digestOfMessages(join(tmpdir(), 'egif-no-such-folder')), undefined);
  });

  it('of schemas that are not those of the contract are not used', () => {
    assert.equal(compiledValidator(sha256('other schemas'), 'Profile'), undefined);
  });
});
