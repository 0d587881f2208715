/** What holds of every file: chunks do not matter, nothing crashes, and the cheap look never overlooks what the exact one finds. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { DataFormat } from '../../../src/contract/dataset.js';
import { parseJson } from '../../../src/contract/json.js';
import { EgifError } from '../../../src/errors.js';
import { illFormedUtf8 } from '../../../src/evidence/dataset/ill-formed-utf8.js';
import { hiddenTroubles, isExact, plainness } from '../../../src/evidence/dataset/json-members.js';
import { syntaxTrouble } from '../../../src/evidence/dataset/json-syntax.js';
import { read } from './reading.js';

const limits = { depth: 200, members: 100_000 };
const pieces: Readonly<Record<DataFormat, readonly string[]>> = {
  ndjson: ['{"a":1}', '{"a":"ب"', '}', '"', ',', '\n', '\r\n', ' ', '[1]', '😀', '\uFEFF', '{"a":1,"a":2}', '\\'],
  json: ['[', ']', '{"a":', '}', '"ب"', '"', ',', '1', ' ', '\n', '😀', '\\', '{"a":[1,{"b":2}]}', 'x', ':'],
  csv: ['a', ',', '"', '""', '\n', '\r\n', '\r', ';', '1', 'ب', '😀', ' ', '"x",'],
  xml: [
    '<p>',
    '</p>',
    '<p/>',
    '<q a="1">',
    '</q>',
    '<l>',
    '</l>',
    'ب',
    '😀',
    '&lt;',
    '&',
    '<!--x-->',
    '<![CDATA[<]]>',
    '\n',
    '\r\n',
    '<?x?>',
    '<',
    '>',
    '"',
  ],
};

/** Everything that came of a file, an error by its code. */
async function outcome(format: DataFormat, content: string | Uint8Array, chunk: number): Promise<unknown> {
  try {
    const { summary, records, flaws, order } = await read({
      name: 'x',
      format,
      content,
      chunk,
      locate: ['/a'],
      limits: { recordOctets: 24, documentOctets: 60 },
    });
    return { summary, records, flaws, order };
  } catch (error) {
    if (error instanceof EgifError && error.exitStatus === 3) return error.code;
    throw error;
  }
}

describe('every data file', () => {
  for (const format of ['ndjson', 'json', 'csv', 'xml'] as const) {
    it(`is read alike in chunks of any size, whatever it holds: ${format}`, async () => {
      const start = format === 'xml' ? '<l>' : format === 'csv' ? 'a,b\n' : '';
      const content = fc.array(fc.constantFrom(...pieces[format]), { maxLength: 30 }).map((parts) => `${start}${parts.join('')}`);
      await fc.assert(
        fc.asyncProperty(content, fc.integer({ min: 1, max: 12 }), async (text, chunk) => {
          assert.deepEqual(await outcome(format, text, chunk), await outcome(format, text, 65_536));
        }),
        { numRuns: 300 },
      );
    });

    it(`is read alike where octets are no UTF-8: ${format}`, async () => {
      const octet = fc.constantFrom(...Buffer.from('<p>a,"{}[]:\n'), 0xd8, 0xa8, 0xf0, 0x9f, 0x98, 0x80, 0xff);
      await fc.assert(
        fc.asyncProperty(fc.array(octet, { maxLength: 30 }), fc.integer({ min: 1, max: 6 }), async (octets, chunk) => {
          const content = Buffer.from([0x20, ...octets]);
          assert.deepEqual(await outcome(format, content, chunk), await outcome(format, content, 65_536));
        }),
        { numRuns: 150 },
      );
    });
  }

  it('gives back the records that were written: NDJSON and JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.json({ maxDepth: 3 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 50 }),
        async (records, chunk) => {
          const want = records.map((text) => parseJson(text)?.value);
          const lines = await read({ name: 'x.ndjson', content: records.join('\n'), chunk });
          assert.deepEqual(lines.values, want);
          const items = await read({ name: 'x', format: 'json', content: `[${records.join(' ,\n')}]`, chunk });
          assert.deepEqual(items.values, want);
          assert.deepEqual([lines.flaws, items.flaws], [[], []]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('gives back the cells that were written: CSV', async () => {
    const cell = fc
      .array(fc.constantFrom('a', '"', ',', '\n', '\r', ';', 'ب', ' '), { minLength: 1, maxLength: 5 })
      .map((parts) => `x${parts.join('')}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), fc.integer({ min: 1, max: 50 }), async (rows, chunk) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const content = `a,b\r\n${rows.map((cells) => cells.map(quoted).join(',')).join('\r\n')}`;
        const got = await read({ name: 'x.csv', content, chunk });
        assert.deepEqual(
          got.values,
          rows.map(([a, b]) => ({ a, b })),
        );
        assert.deepEqual(got.flaws, []);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the looks at JSON', () => {
  it('call a text broken exactly where JSON.parse does', () => {
    const part = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"', '1', '-', '0', '.5', 'e1', 'true', 'nul', 'l', ' ', '\\u00', '\n', '\t');
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
        const text = parts.join('');
        assert.equal(syntaxTrouble(text) === undefined, parseJson(text) !== undefined, text);
      }),
      { numRuns: 5000 },
    );
  });

  it('say that a text may be completed exactly where it is cut', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.nat(), (text, at) => {
        const cut = text.slice(0, at % text.length);
        if (parseJson(cut) === undefined) assert.deepEqual(syntaxTrouble(cut), { offset: cut.length, atEnd: true }, cut);
      }),
      { numRuns: 1000 },
    );
  });

  it('never call a text plain that hides a name or digits', () => {
    const name = fc.constantFrom('"a"', '"b"', '"\\u0061"', '"a:"', '"\\":"', '"a" ', '"b"\n');
    const value = fc.constantFrom(
      '1',
      '"x:1"',
      '"\\":\\""',
      '{}',
      '[9007199254740993]',
      '12345678901234567890',
      '[1e999]',
      '{"a":1,"a":2}',
      '1e-999',
      '0.1',
      '" :"',
      '[1.00000000000000000001]',
    );
    const object = fc
      .array(fc.tuple(name, value), { maxLength: 5 })
      .map((members) => `{${members.map(([key, item]) => `${key}:${item}`).join(',')}}`);
    let plain = 0;
    let hidden = 0;
    fc.assert(
      fc.property(object, (text) => {
        const value = parseJson(text)?.value ?? null;
        const troubles = hiddenTroubles(text);
        if (troubles.length > 0) hidden += 1;
        if (plainness(text, value, limits) !== 'plain') return;
        plain += 1;
        assert.deepEqual(troubles, [], text);
      }),
      { numRuns: 3000 },
    );
    assert.ok(plain > 100 && hidden > 100);
  });

  it('call every number exact that a double writes', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) =>
        assert.ok(isExact(JSON.stringify(number)) && isExact(number.toPrecision(17))),
      ),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }), (number) => assert.equal(isExact(`${number}`), BigInt(Number(number)) === number)),
    );
  });

  it('find ill-formed UTF-8 exactly where a strict decoder does', () => {
    const octet = fc.constantFrom(0x41, 0x80, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xd8, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0x90, 0x8f);
    fc.assert(
      fc.property(fc.array(octet, { maxLength: 6 }), (octets) => {
        const text = Buffer.from(octets).toString('utf8');
        const isGood = Buffer.from(text).equals(Buffer.from(octets));
        assert.equal(illFormedUtf8(Buffer.from(octets)) === -1, isGood);
      }),
      { numRuns: 3000 },
    );
  });
});
