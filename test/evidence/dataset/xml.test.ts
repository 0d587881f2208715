/** XML: which elements are records, what they become, and what ends the reading. */
import { strict as assert } from 'node:assert';
import { createServer } from 'node:http';
import { hostname } from 'node:os';
import { describe, it } from 'mocha';
import { EgifError } from '../../../src/errors.js';
import { read, readAlike } from './reading.js';

const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

const cases: readonly {
  readonly why: string;
  readonly content: string | Uint8Array;
  readonly recordsAt?: string;
  readonly values: readonly unknown[];
  readonly found?: readonly string[];
  readonly lost?: number;
  readonly stopped?: string;
}[] = [
  {
    why: 'children of the root',
    content: '<?xml version="1.0" encoding="UTF-8"?>\r\n<l>\r\n <p><a>1</a></p>\n <p><a>ب</a></p></l>',
    values: [{ a: '1' }, { a: 'ب' }],
  },
  { why: 'leaves of the root', content: '<l><p>1</p><p>2</p></l>', values: ['1', '2'] },
  { why: 'a list of one', content: '<l><p><a>1</a></p></l>', values: [{ a: '1' }] },
  { why: 'the root alone', content: '<p><a>1</a><b>2</b><a>3</a></p>', values: [{ a: ['1', '3'], b: '2' }] },
  { why: 'the root with one leaf', content: '<p><a>1</a></p>', values: [{ a: '1' }] },
  { why: 'the root as a text', content: '<p> x </p>', values: [' x '] },
  { why: 'an empty root: a list of none', content: '<l>\n</l>', values: [] },
  { why: 'an empty root that has an attribute', content: '<p id="1"/>', values: [{ id: '1' }] },
  {
    why: 'an envelope of SOAP, whose header is no data',
    content:
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/><s:Body><r><p><a>1</a></p><p><a>2</a></p></r></s:Body></s:Envelope>',
    values: [{ r: { p: [{ a: '1' }, { a: '2' }] } }],
  },
  {
    why: 'a header of SOAP 1.2 with elements and texts inside',
    content:
      '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header>x<h><i>1</i></h></s:Header><s:Body><r><a>1</a></r></s:Body></s:Envelope>',
    values: [{ r: { a: '1' } }],
  },
  { why: 'a member of the same name in another namespace', content: '<l><Header>1</Header><a>2</a></l>', values: [{ Header: '1', a: '2' }] },
  {
    why: 'a name that was asked for',
    content: '<x><h>0</h><y><p><a>1</a></p></y><p><p>2</p></p></x>',
    recordsAt: 'p',
    values: [{ a: '1' }, { p: '2' }],
  },
  { why: 'a name that nothing has', content: '<x><y/></x>', recordsAt: 'p', values: [] },
  {
    why: 'prefixes, attributes, nil, blanks',
    content: `<l xmlns="u:a" xmlns:q="u:b" ${xsi}><q:p q:id="7" xsi:type="t"><q:a> x </q:a><b xsi:nil="true"/><c/></q:p><q:p/></l>`,
    values: [{ id: '7', a: ' x ', b: null, c: '' }, ''],
  },
  {
    why: 'text beside members',
    content: '<l><p id="1"> x </p><p>y<a/> z </p></l>',
    values: [
      { id: '1', '#text': ' x ' },
      { a: '', '#text': 'y z' },
    ],
  },
  { why: 'an attribute named as a child', content: '<l><p a="1"><a>2</a><a>3</a></p><p/></l>', values: [{ a: ['1', '2', '3'] }, ''] },
  { why: 'references and CDATA', content: '<l><p>&lt;&#x628;&amp;<![CDATA[<&]]></p><p/></l>', values: ['<ب&<&', ''] },
  { why: 'a prototype as data', content: '<l><p><__proto__>1</__proto__></p><p/></l>', values: [JSON.parse('{"__proto__":"1"}'), ''] },
  {
    why: 'another element among the records',
    content: '<l><p>1</p><p>2</p><n><p>3</p></n><p>4</p></l>',
    values: ['1', '2', '4'],
    found: ['xml-record-unlike 1:20'],
    lost: 1,
  },
  { why: 'a byte order mark', content: '\uFEFF<l><p>1</p><p/></l>', values: ['1', ''], found: ['bom 1:1'] },
  {
    why: 'tags that do not match',
    content: '<l><p>1</p><p>2</p>\n<p>3</q></l>',
    values: ['1', '2'],
    found: ['record-cut-off 2:1', 'xml-not-well-formed 2:8'],
    lost: 1,
    stopped: 'xml-not-well-formed',
  },
  {
    why: 'an unknown entity',
    content: '<l><p><a/></p>&nbsp;</l>',
    values: [{ a: '' }],
    found: ['xml-not-well-formed 1:20'],
    stopped: 'xml-not-well-formed',
  },
  {
    why: 'a file that ends in a record',
    content: '<l><p>1</p><p>2</p>\n<p>ب',
    values: ['1', '2'],
    found: ['record-cut-off 2:1', 'file-cut-off 2:5'],
    lost: 1,
    stopped: 'file-cut-off',
  },
  {
    why: 'a file that ends between records',
    content: '<l><p>1</p><p>2</p>\n',
    values: ['1', '2'],
    found: ['file-cut-off 2:1'],
    stopped: 'file-cut-off',
  },
  {
    why: 'text behind the root',
    content: '<l><p>1</p><p>2</p></l>x',
    values: ['1', '2'],
    found: ['xml-not-well-formed 1:24'],
    stopped: 'xml-not-well-formed',
  },
  {
    why: 'octets that are no UTF-8',
    content: Buffer.concat([Buffer.from('<l><p>1</p><p>2</p>\n<p>ب'), Buffer.from([0xe6, 0x20]), Buffer.from('</p></l>')]),
    values: ['1', '2'],
    found: ['record-cut-off 2:1', 'invalid-utf8 2:5'],
    lost: 1,
    stopped: 'invalid-utf8',
  },
  {
    why: 'a sequence that the end cuts',
    content: Buffer.concat([Buffer.from('<l><p>1</p><p>2</p>'), Buffer.from([0xd8])]),
    values: ['1', '2'],
    found: ['invalid-utf8 1:20'],
    stopped: 'invalid-utf8',
  },
];

const bomb = `<!DOCTYPE l [<!ENTITY a "${'x'.repeat(100)}">${[...'bcdefghij'].map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghi'[at]};`.repeat(10)}">`).join('')}]>`;

describe('an XML file', () => {
  for (const { why, content, values, found = [], lost = 0, stopped, recordsAt } of cases) {
    it(`is read alike in chunks of any size: ${why}`, async () => {
      const at = recordsAt === undefined ? {} : { recordsAt };
      const got = await readAlike({ name: 'x.xml', content, locate: ['', '/a', '/a/1'], ...at }, assert.deepEqual);
      assert.deepEqual(got.values, values);
      assert.deepEqual(got.found, found);
      assert.equal(got.summary.lost, lost);
      assert.equal(got.summary.stopped?.code, stopped);
      assert.ok(got.records.every(({ lexical }) => lexical));
    });
  }

  it('says where an element stands', async () => {
    const content = '\uFEFF<l>\r\n<p\n id="1"><a>😀</a><a>2</a>\n<b><c/></b></p><p/></l>';
    const { places } = await readAlike({ name: 'x.xml', content, locate: ['', '/a/0', '/a/1', '/b/c', '/id'] }, assert.deepEqual);
    assert.deepEqual(places[0], [
      { line: 2, column: 1, offset: 8 },
      { line: 3, column: 9, offset: 19 },
      { line: 3, column: 18, offset: 30 },
      { line: 4, column: 4, offset: 42 },
      { line: 2, column: 1, offset: 8 },
    ]);
  });

  it('is held to the limits of a record', async () => {
    const limits = { recordOctets: 30, depth: 3, members: 4, prologOctets: 20 };
    const content = '<l><p>ببببببببببببب</p><p><a><a><a/></a></a></p>\n<p><a/><a/><a/><a/></p><p>1</p></l>';
    const got = await readAlike({ name: 'x.xml', content, limits }, assert.deepEqual);
    assert.deepEqual(got.found, ['record-too-long 1:4', 'record-too-deep 1:24', 'record-too-many-members 2:1']);
    assert.deepEqual(got.values, ['1']);
  });

  const long: readonly { readonly why: string; readonly content: string; readonly code: string }[] = [
    { why: 'a long prolog', content: `<!--${'x'.repeat(20)}--><l/>`, code: 'xml-node-too-long' },
    { why: 'a long text', content: `<l><p>${'x'.repeat(40)}</p></l>`, code: 'xml-node-too-long' },
    { why: 'a long attribute', content: `<l><p a="${'x'.repeat(40)}"/></l>`, code: 'xml-node-too-long' },
    { why: 'a long comment', content: `<l><!--${'x'.repeat(40)}--></l>`, code: 'xml-node-too-long' },
  ];
  for (const { why, content, code } of long) {
    it(`ends at ${why}`, async () => {
      for (const chunk of [1, 7, 65_536]) {
        const got = await read({ name: 'x.xml', content, chunk, limits: { recordOctets: 30, prologOctets: 20 } });
        assert.equal(got.summary.stopped?.code, code);
      }
    });
  }

  it('is refused where it is one record over the limit, or says that it has another encoding', async () => {
    const limits = { documentOctets: 30 };
    const refused = [
      { content: '<p><a>012345678901234567890</a><b/><c/></p>', code: 'FILE_TOO_LARGE' },
      { content: '<?xml version="1.0" encoding="windows-1256"?><p/>', code: 'FILE_ENCODING' },
    ];
    for (const { content, code } of refused) {
      for (const chunk of [1, 65_536]) {
        await assert.rejects(read({ name: 'x.xml', content, chunk, limits }), (error) => error instanceof EgifError && error.code === code);
      }
    }
  });

  it('ends at a document type declaration: nothing is expanded', async () => {
    for (const chunk of [1, 7, 65_536]) {
      const got = await read({ name: 'x.xml', content: `${bomb}<l><p>&j;</p><p/></l>`, chunk });
      assert.equal(got.summary.stopped?.code, 'xml-doctype');
      assert.deepEqual(
        got.found.map((found) => found.split(' ')[0]),
        ['xml-doctype'],
      );
      assert.deepEqual(got.values, []);
    }
  });

  it('ends at a document type declaration: nothing is fetched and no file is read', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end('<!ENTITY x "y">');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const address = server.address();
      const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/x`;
      const types = [
        `<!DOCTYPE l SYSTEM "${url}.dtd">`,
        `<!DOCTYPE l [<!ENTITY x SYSTEM "${url}">]>`,
        `<!DOCTYPE l [<!ENTITY % x SYSTEM "${url}"> %x;]>`,
        '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
      ];
      for (const type of types) {
        const got = await read({ name: 'x.xml', content: `${type}<l><p>&x;</p><p>&x;</p></l>` });
        assert.equal(got.summary.stopped?.code, 'xml-doctype', type);
        assert.ok(!JSON.stringify(got).includes(hostname()));
      }
      assert.equal(requests, 0);
    } finally {
      server.close();
    }
  });
});
