/** XML judged by a schema: what it finds, what it quotes, and what it may include. */
import { strict as assert } from 'node:assert';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { EgifError } from '../../../src/errors.js';
import { withoutValues } from '../../../src/evidence/dataset/open-xsd.js';
import { read } from './reading.js';

const schema = (head: string): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${head}<xs:element name="l"><xs:complexType><xs:sequence>
<xs:element name="p" type="code" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element></xs:schema>`;
const code = '<xs:simpleType name="code"><xs:restriction base="xs:string"><xs:pattern value="[0-9]{10}"/></xs:restriction></xs:simpleType>';
const part = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${code}</xs:schema>`;
const include = (location: string): string => schema(`<xs:include schemaLocation="${location}"/>`);

describe('an XML file with a schema', () => {
  let folder = '';
  const files: Readonly<Record<string, string>> = {
    'main.xsd': schema(code),
    'including.xsd': include('code%20part.xsd'),
    'code part.xsd': part,
    'upward.xsd': include('../outside.xsd'),
    'file.xsd': include('file:///etc/hostname'),
    'doctype.xsd': `<!DOCTYPE x []>${schema(code)}`,
    'part-doctype.xsd': `<!DOCTYPE x []>${part}`,
    'including-doctype.xsd': include('part-doctype.xsd'),
    'broken.xsd': schema(''),
    'no.xsd': '{}',
  };

  before(async () => {
    const root = await mkdtemp(join(tmpdir(), 'egif-xsd-'));
    folder = join(root, 'schemas');
    await mkdir(folder);
    await writeFile(join(root, 'outside.xsd'), part);
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  });
  after(() => rm(join(folder, '..'), { recursive: true }));

  const readWith = (schemaFile: string, content: string, limits = {}): ReturnType<typeof read> =>
    read({ name: 'x.xml', content, schemaFile: join(folder, schemaFile), limits });
  const valid = '<l><p>9990000018</p><p>9990000026</p></l>';

  it('has its records and no flaw where the schema is kept, includes from its folder too', async () => {
    for (const name of ['main.xsd', 'including.xsd']) {
      const got = await readWith(name, valid);
      assert.deepEqual(got.found, []);
      assert.equal(got.summary.records, 2);
    }
  });

  it('has a flaw for every breach, placed and without the value', async () => {
    const got = await readWith('main.xsd', '\uFEFF<l>\n<p>9990000018</p>\n<p>999000001</p>\n<q/></l>');
    assert.deepEqual(got.found, ['bom 1:1', 'xml-record-unlike 4:1', 'xsd-invalid 3:1', 'xsd-invalid 4:1']);
    assert.ok(got.flaws.slice(2).every(({ detail = '' }) => detail.startsWith("Element '") && !detail.includes('999000001')));
    assert.deepEqual(got.flaws[2]?.position.offset, 25);
  });

  it('quotes no value of any message', () => {
    const messages: readonly (readonly [string, string])[] = [
      ["Element 'p': [facet 'pattern'] The value 'it's' is not accepted by the pattern '[0-9]'.\n", "Element 'p': [facet 'pattern'] The value …."],
      ["Element 'p', attribute 'a': 'x' is not a valid value of the atomic type 'xs:date'.", "Element 'p', attribute 'a': …."],
      ["Element 'k': Duplicate key-sequence ['1', '2'] in unique identity-constraint 'u'.", "Element 'k': Duplicate key-sequence […."],
      ["Element 'q': This element is not expected. Expected is ( p ).", "Element 'q': This element is not expected. Expected is ( p )."],
    ];
    for (const [message, want] of messages) assert.equal(withoutValues(message), want);
  });

  const refused: readonly { readonly file: string; readonly code: string }[] = [
    { file: 'upward.xsd', code: 'DOCUMENT_REF_OUTSIDE' },
    { file: 'file.xsd', code: 'DOCUMENT_REF_OUTSIDE' },
    { file: 'doctype.xsd', code: 'FILE_UNREADABLE' },
    { file: 'including-doctype.xsd', code: 'FILE_UNREADABLE' },
    { file: 'broken.xsd', code: 'FILE_UNREADABLE' },
    { file: 'no.xsd', code: 'FILE_UNREADABLE' },
    { file: 'absent.xsd', code: 'FILE_NOT_FOUND' },
  ];
  for (const { file, code: wanted } of refused) {
    it(`refuses the schema ${file}`, () => assert.rejects(readWith(file, valid), (error) => error instanceof EgifError && error.code === wanted));
  }

  it('refuses a schema that names a URL, and asks nobody', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end(part);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      await writeFile(join(folder, 'url.xsd'), include(`http://127.0.0.1:${port}/part.xsd`));
      await assert.rejects(readWith('url.xsd', valid), (error) => error instanceof EgifError && error.code === 'DOCUMENT_REF_OUTSIDE');
      assert.equal(requests, 0);
    } finally {
      server.close();
    }
  });

  it('is refused over the limit of a document, and is not judged where it is no XML or has a document type', async () => {
    await assert.rejects(
      readWith('main.xsd', valid, { documentOctets: 20 }),
      (error) => error instanceof EgifError && error.code === 'FILE_TOO_LARGE',
    );
    assert.deepEqual(
      (await readWith('main.xsd', '<l><p>1</p>')).found.map((found) => found.split(' ')[0]),
      ['file-cut-off'],
    );
    assert.deepEqual((await readWith('main.xsd', '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]><l/>')).found.length, 1);
  });

  it('is no JSON', () =>
    assert.rejects(
      read({ name: 'x.json', content: '{}', schemaFile: join(folder, 'main.xsd') }),
      (error) => error instanceof EgifError && error.code === 'USAGE',
    ));
});
